#include "wire/watchdog.h"

#include "wire/backoff.h"

#include <stdio.h>
#include <string.h>

void watchdog_start(struct watchdog *w, int64_t idle_ms, int64_t answer_ms, struct timestamp now)
{
	*w = (struct watchdog){.idle_ms = idle_ms > 0 ? idle_ms : WATCHDOG_IDLE_MS,
		.answer_ms = answer_ms > 0 ? answer_ms : WATCHDOG_ANSWER_MS,
		.heard_ms = now.ms,
		.last_ms = now.ms,
		.pinged_ms = -1,
		.lag_ms = -1};
}

void watchdog_received(struct watchdog *w, struct timestamp now)
{
	w->heard_ms = now.ms;
}

void watchdog_pong(struct watchdog *w, const char *token, struct timestamp now)
{
	if (w->pinged_ms < 0 || strcmp(token, w->token) != 0)
		return;
	w->lag_ms = now.ms - w->pinged_ms;
	w->pinged_ms = -1;
}

/* Whether nothing at all was received since the PING. */
static bool is_unanswered(const struct watchdog *w)
{
	return w->pinged_ms >= 0 && w->heard_ms <= w->pinged_ms;
}

void watchdog_ask(struct watchdog *w)
{
	w->asked = true;
}

static int64_t due_ms(const struct watchdog *w)
{
	int64_t wait = w->idle_ms;

	if (is_unanswered(w))
		return w->pinged_ms + w->answer_ms;
	if (w->asked && wait > WATCHDOG_HURRY_MS)
		wait = WATCHDOG_HURRY_MS;
	return w->last_ms + wait;
}

enum watchdog_action watchdog_tick(struct watchdog *w, struct timestamp now, uint32_t *seed)
{
	if (now.ms < due_ms(w))
		return WATCHDOG_CONTENT;
	if (is_unanswered(w))
		return WATCHDOG_DEAD;
	w->pinged_ms = w->last_ms = now.ms;
	w->asked = false;
	snprintf(w->token, sizeof w->token, "w%08x", (unsigned)backoff_random(seed));
	return WATCHDOG_PING;
}

int64_t watchdog_wait_ms(const struct watchdog *w, struct timestamp now)
{
	return due_ms(w) > now.ms ? due_ms(w) - now.ms : 0;
}

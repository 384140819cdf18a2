#include "wire/negotiate.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

enum { NEVER = -1 };

struct negotiation {
	struct negotiate_setup with;
	struct cap cap;
	struct sasl *sasl; /* while the login is under way */
	enum negotiate_state state;
	bool named, logged_in, tried;
	bool policy; /* cap.sts is a new STS policy */
	int64_t due_ms;
	char mechanism[32];
	struct error err;
};

static void wait_until(struct negotiation *n, struct timestamp now, int64_t ms)
{
	n->due_ms = ms == NEVER ? NEVER : now.ms + ms;
}

struct negotiation *negotiate_new(const struct negotiate_setup *setup, struct timestamp now)
{
	struct negotiation *n = must_alloc(sizeof *n);

	n->with = *setup;
	if (!setup->sasl)
		n->cap.unwanted = UINT32_C(1) << CAP_SASL;
	setup->say(setup->context, CAP_FIRST);
	wait_until(n, now, NEGOTIATE_LIST_MS);
	return n;
}

void negotiate_free(struct negotiation *n)
{
	if (!n)
		return;
	sasl_free(n->sasl);
	free(n);
}

/* --- login and CAP END ------------------------------------------------------------------------ */

/* All requests are answered. Sends CAP END, or fails if the login is required and did not
 * succeed. */
static void conclude(struct negotiation *n, struct timestamp now)
{
	bool there_is_cap = n->cap.listed;

	if (!n->sasl)
		wait_until(n, now, NEVER);
	n->named = true;
	if (n->state == NEGOTIATE_ENDED)
		return; /* this was a later offer */
	if (n->sasl)
		error_set(&n->err, "the server welcomed us before the login was complete");
	else if (n->with.sasl && !n->logged_in && n->err.text[0] == '\0')
		error_set(&n->err, there_is_cap
					   ? "the server offers no SASL"
					   : "the server does not know CAP, so it has no SASL");
	if (n->with.sasl_required && !n->logged_in) {
		n->state = NEGOTIATE_FAILED;
		return;
	}
	n->state = NEGOTIATE_ENDED;
	if (there_is_cap)
		n->with.say(n->with.context, "CAP END");
}

static void follow_login(struct negotiation *n, enum sasl_state state, struct timestamp now)
{
	wait_until(n, now, sasl_patience_ms(n->sasl));
	if (state == SASL_BUSY)
		return;
	strcpy(n->mechanism, sasl_mechanism(n->sasl));
	n->logged_in = state == SASL_DONE;
	if (n->logged_in)
		n->err.text[0] = '\0';
	sasl_free(n->sasl);
	n->sasl = NULL;
	conclude(n, now);
}

/* The requests are answered or timed out. Logs in if SASL is enabled and was not tried yet;
 * otherwise concludes. */
static void log_in(struct negotiation *n, struct timestamp now)
{
	if (n->sasl)
		return;
	if (!cap_enabled(&n->cap, CAP_SASL) || n->logged_in || n->tried) {
		conclude(n, now);
		return;
	}
	n->tried = true;
	n->sasl = sasl_new(n->with.sasl, n->with.say, n->with.context);
	follow_login(n, sasl_begin(n->sasl, n->cap.sasl, &n->err), now);
}

static void request_capabilities(struct negotiation *n, struct timestamp now)
{
	char line[512];

	while (cap_request(&n->cap, line, sizeof line)) {
		n->with.say(n->with.context, line);
		if (!n->sasl)
			wait_until(n, now, NEGOTIATE_REQUEST_MS);
	}
	if (n->cap.asked == 0)
		log_in(n, now);
}

/* --- receiving -------------------------------------------------------------------------------- */

/* An STS policy over plain text demands TLS. */
static bool must_upgrade(struct negotiation *n, struct timestamp now)
{
	struct sts_value value;

	if (n->with.secure || !n->policy || !sts_read(n->cap.sts, &value) || value.port < 0)
		return false;
	n->state = NEGOTIATE_UPGRADE;
	wait_until(n, now, NEVER);
	return true;
}

static void on_listed(struct negotiation *n, struct timestamp now)
{
	n->policy = n->cap.sts[0] != '\0';
	if (n->state != NEGOTIATE_LISTING || must_upgrade(n, now))
		return;
	n->named = true;
	n->state = NEGOTIATE_REQUESTING;
	request_capabilities(n, now);
}

static void on_added(struct negotiation *n, bool is_sasl, bool is_policy, struct timestamp now)
{
	n->policy |= is_policy;
	if (n->state == NEGOTIATE_LISTING || must_upgrade(n, now))
		return;
	if (is_sasl)
		n->tried = false; /* the services are back: try again */
	request_capabilities(n, now);
}

/* Recognises a server that does not know CAP, or does not wait for CAP END. */
static void handle_cap_numeric(struct negotiation *n, const struct line *line, struct timestamp now)
{
	bool is_about_cap = line->count > 1 && strcmp(line->params[1], "CAP") == 0;

	if (n->state != NEGOTIATE_LISTING && n->state != NEGOTIATE_REQUESTING)
		return;
	if (line->numeric == 1 ||
		(n->state == NEGOTIATE_LISTING &&
			(line->numeric == 451 || (line->numeric == 421 && is_about_cap))))
		conclude(n, now);
}

static void handle_cap(struct negotiation *n, const struct line *line, struct timestamp now)
{
	uint32_t before = n->cap.offered;
	char sts[CAP_VALUE];

	strcpy(sts, n->cap.sts);
	switch (cap_handle(&n->cap, line)) {
	case CAP_LISTED:
		on_listed(n, now);
		break;
	case CAP_ADDED:
		on_added(n, (n->cap.offered & ~before) & UINT32_C(1) << CAP_SASL,
			strcmp(sts, n->cap.sts) != 0, now);
		break;
	case CAP_ANSWERED:
	case CAP_WITHDRAWN:
		if (n->cap.asked == 0 && n->state != NEGOTIATE_LISTING)
			log_in(n, now);
		break;
	case CAP_NOTHING:
		break;
	}
}

void negotiate_handle(struct negotiation *n, const struct line *line, struct timestamp now)
{
	bool is_login = strcmp(line->command, "AUTHENTICATE") == 0 ||
			(line->numeric >= 900 && line->numeric <= 908);

	if (n->state == NEGOTIATE_UPGRADE || n->state == NEGOTIATE_FAILED)
		return;
	if (strcmp(line->command, "CAP") == 0)
		handle_cap(n, line, now);
	else if (is_login && n->sasl)
		follow_login(n, sasl_handle(n->sasl, line, &n->err), now);
	else if (line->numeric)
		handle_cap_numeric(n, line, now);
}

int64_t negotiate_tick(struct negotiation *n, struct timestamp now)
{
	enum { LOOK_MS = 5 };

	if (n->sasl && sasl_is_deriving(n->sasl)) {
		enum sasl_state state = sasl_tick(n->sasl, &n->err);

		if (state == SASL_BUSY && sasl_is_deriving(n->sasl))
			return LOOK_MS;
		follow_login(n, state, now);
	}
	if (n->due_ms != NEVER && now.ms >= n->due_ms) {
		wait_until(n, now, NEVER);
		if (n->sasl)
			follow_login(n, sasl_give_up(n->sasl, &n->err), now);
		else if (n->state == NEGOTIATE_LISTING)
			n->named = true; /* CAP LS may still be answered; otherwise 001 ends the
					    wait */
		else if (n->state == NEGOTIATE_REQUESTING)
			log_in(n, now);
	}
	if (n->due_ms == NEVER)
		return NEVER;
	return n->due_ms > now.ms ? n->due_ms - now.ms : 0;
}

/* --- accessors -------------------------------------------------------------------------------- */

enum negotiate_state negotiate_state(const struct negotiation *n)
{
	return n->state;
}

bool negotiate_named(const struct negotiation *n)
{
	return n->named;
}

bool negotiate_logged_in(const struct negotiation *n)
{
	return n->logged_in;
}

const char *negotiate_error(const struct negotiation *n)
{
	return n->err.text;
}

const char *negotiate_mechanism(const struct negotiation *n)
{
	return n->mechanism;
}

const struct cap *negotiate_caps(const struct negotiation *n)
{
	return &n->cap;
}

bool negotiate_policy(struct negotiation *n, struct sts_value *policy)
{
	bool is_new = n->policy;

	n->policy = false;
	return is_new && sts_read(n->cap.sts, policy);
}

#include "people/ctcp.h"

#include "base/buf.h"

#include <string.h>

enum { INTERVAL_MS = 20 * 1000, BURST = 3, PING_MOST = 64 };

/* Takes a token, if there is one. */
static bool may_answer(struct ctcp *ctcp, struct timestamp now)
{
	int64_t credit =
		ctcp->started ? ctcp->credit_ms + (now.ms - ctcp->last_ms) : BURST * INTERVAL_MS;

	if (credit > BURST * INTERVAL_MS)
		credit = BURST * INTERVAL_MS;
	ctcp->started = true;
	ctcp->last_ms = now.ms;
	ctcp->credit_ms = credit >= INTERVAL_MS ? credit - INTERVAL_MS : credit;
	return credit >= INTERVAL_MS;
}

static bool is_request(const struct event *e, const char *own_nick)
{
	return e->kind == EVENT_CTCP && !e->from_server && !e->from_self && !e->from_bot &&
	       !e->replayed && strcmp(e->target, own_nick) == 0;
}

bool ctcp_answer(struct ctcp *ctcp, const struct event *e, const char *own_nick,
	struct timestamp now, char *out, size_t size)
{
	static const char ping[] = "PING ";
	struct buf to = buf_over(out, size);
	const char *token = e->text + sizeof ping - 1;

	if (!is_request(e, own_nick))
		return false;
	if (strcmp(e->text, "VERSION") == 0)
		buf_add(&to, "\x01VERSION tonle " TONLE_VERSION "\x01");
	else if (strncmp(e->text, ping, sizeof ping - 1) == 0 && strlen(token) <= PING_MOST)
		buf_add(&to, "\x01PING %s\x01", token);
	return buf_length(&to) > 0 && may_answer(ctcp, now);
}

/*
 * Fuzz target for registration: any lines from a server, through CAP, SASL and STS. The first byte
 * of the input sets the options (TLS, login, required), and lines follow; a line of digits lets so
 * many milliseconds pass. Whatever the server sends, the client's lines must keep to the rules.
 */
#include "fuzz.h"
#include "wire/negotiate.h"

#include <stdlib.h>
#include <string.h>

struct world {
	unsigned lists, ends;
	bool over; /* after an upgrade or a failure nothing may be said */
	struct negotiation *n;
};

static void say(void *context, const char *line)
{
	struct world *w = context;
	bool is_cap = strncmp(line, "CAP ", 4) == 0;

	CHECK(is_cap || strncmp(line, "AUTHENTICATE ", 13) == 0);
	CHECK(strlen(line) <= 510 && !strpbrk(line, "\r\n"));
	CHECK(is_cap || strlen(line) <= 13 + 400);
	CHECK(!strstr(line, "sts"));
	w->lists += strcmp(line, "CAP LS 302") == 0;
	w->ends += strcmp(line, "CAP END") == 0;
	CHECK(w->lists == 1 && w->ends <= 1);
	CHECK(!w->n || negotiate_state(w->n) != NEGOTIATE_UPGRADE);
}

static void hear(struct world *w, char *text, size_t length, struct timestamp *now)
{
	struct sts_value policy;
	struct line line;
	char *end;
	long pause = strtol(text, &end, 10);

	if (length > 0 && *end == '\0' && pause > 0) {
		now->ms += pause % 100000;
		negotiate_tick(w->n, *now);
	} else if (line_parse(&line, text, length) == LINE_OK) {
		negotiate_handle(w->n, &line, *now);
	}
	if (negotiate_policy(w->n, &policy))
		CHECK(policy.port >= -1 && policy.port <= 65535 && policy.duration >= -1);
	CHECK(negotiate_tick(w->n, *now) >= -1);
	CHECK(negotiate_state(w->n) != NEGOTIATE_ENDED || negotiate_named(w->n));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	uint8_t how = size > 0 ? bytes[0] : 0;
	struct sasl_credentials credentials = {.mechanisms = how & 8 ? "SCRAM-SHA-256 PLAIN" : "",
		.username = "user",
		.password = "pencil",
		.key_file = "",
		.certificate = how & 16,
		.plain_allowed = how & 32};
	struct world w = {0};
	struct negotiate_setup setup = {.sasl = how & 1 ? &credentials : NULL,
		.sasl_required = how & 2,
		.secure = how & 4,
		.say = say,
		.context = &w};
	struct timestamp now = {.ms = 1};

	w.n = negotiate_new(&setup, now);
	for (size_t at = 1; at < size;) {
		const uint8_t *end = memchr(bytes + at, '\n', size - at);
		size_t length = end ? (size_t)(end - bytes) - at : size - at;
		char *copy = malloc(length + 1);

		CHECK(copy);
		memcpy(copy, bytes + at, length);
		copy[length] = '\0';
		hear(&w, copy, length, &now);
		free(copy);
		at += length + 1;
	}
	negotiate_free(w.n);
	return 0;
}

#include "wire/sanitize.h"

#include "base/buf.h"
#include "base/text.h"

#include <string.h>

enum {
	MOST_PARAMS = 10, /* libircclient drops the rest silently */
	MOST_NICK = 60,   /* above any NICKLEN in use; keeps synthetic NICK lines short */
	MOST_CTCP = 100   /* libircclient copies a CTCP into 128 bytes */
};

const char *sanitize_verdict_name(enum sanitize_verdict verdict)
{
	static const char *const names[SANITIZE_VERDICT_COUNT] = {
		[SANITIZE_PUSH] = "ok",
		[SANITIZE_OWN] = "handled by the connection",
		[SANITIZE_PARAMS] = "too few parameters",
		[SANITIZE_NICK] = "NICK without a valid nick",
		[SANITIZE_CTCP] = "empty CTCP",
		[SANITIZE_DCC] = "DCC",
		[SANITIZE_LONG] = "prefix or parameters too long",
	};

	return names[verdict];
}

/* The commands whose parameters libircclient reads, and how many it assumes. */
static const struct rule {
	const char *command;
	size_t least; /* parameters */
	bool own;     /* never pushed */
} rules[] = {
	{"AUTHENTICATE", 0, true},
	{"CAP", 0, true},
	{"INVITE", 2, false},
	{"JOIN", 1, false},
	{"KICK", 2, false},
	{"MODE", 2, false},
	{"NICK", 1, false},
	{"NOTICE", 2, false},
	{"PART", 1, false},
	{"PING", 0, true},
	{"PONG", 0, true},
	{"PRIVMSG", 2, false},
	{"TOPIC", 2, false},
};

static const struct rule *find_rule(const char *command)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (text_same(rules[i].command, command))
			return &rules[i];
	return NULL;
}

/* Whether text is a CTCP request or reply: starts with \x01 and is not empty. */
static bool is_ctcp(const char *text)
{
	return text[0] == '\x01' && text[1] != '\0' && text[1] != '\x01' && text[1] != ' ';
}

static bool is_message(const struct line *line)
{
	return strcmp(line->command, "PRIVMSG") == 0 || strcmp(line->command, "NOTICE") == 0;
}

static bool is_nick(const char *text)
{
	size_t length = strcspn(text, " !@");

	return length > 0 && length <= MOST_NICK && text[length] == '\0';
}

/* Whether the parts of the prefix fit, as they do if it is short. Splits it only if it is not. */
static bool fits_source(const char *prefix)
{
	struct line_source source;

	return strlen(prefix) < sizeof source.nick || line_source(prefix, &source);
}

static bool is_nick_change(const struct line *line)
{
	struct line_source source;

	return line_source(line->prefix, &source) && is_nick(source.nick) &&
	       is_nick(line->params[0]);
}

static enum sanitize_verdict judge(const struct line *line)
{
	const struct rule *rule = find_rule(line->command);

	if (rule && rule->own)
		return SANITIZE_OWN;
	if (!fits_source(line->prefix))
		return SANITIZE_LONG;
	if (rule && line->count < rule->least)
		return SANITIZE_PARAMS;
	if (strcmp(line->command, "NICK") == 0 && !is_nick_change(line))
		return SANITIZE_NICK;
	if (is_message(line) && line->params[1][0] == '\x01') {
		const char *ctcp = line->params[1] + 1;

		if (!is_ctcp(line->params[1]))
			return SANITIZE_CTCP;
		/* wider than libircclient, which looks at "DCC " */
		if (strncmp(ctcp, "DCC", 3) == 0)
			return SANITIZE_DCC;
	}
	return SANITIZE_PUSH;
}

static bool put_text(struct buf *to, const char *text)
{
	return buf_put(to, text, strlen(text));
}

/* Writes \x01WORD rest\x01; the start is enough to classify it. */
static void put_ctcp(struct buf *to, const char *text)
{
	size_t length = 1 + strcspn(text + 1, "\x01");

	if (length > MOST_CTCP)
		length = MOST_CTCP;
	buf_put(to, text, length);
	buf_put(to, "\x01", 1);
}

static bool put_params(struct buf *to, const struct line *line)
{
	size_t count = line->count < MOST_PARAMS ? line->count : MOST_PARAMS;

	for (size_t i = 0; i + 1 < count; i++)
		if (!put_text(to, " ") || !put_text(to, line->params[i]))
			return false;
	if (count == 0)
		return put_text(to, " ");

	const char *last = line->params[count - 1];
	size_t length = strlen(last);

	if (!put_text(to, " :"))
		return false;
	if (is_message(line) && is_ctcp(last)) {
		put_ctcp(to, last);
		return !to->full;
	}
	return buf_put(to, last, length < buf_room(to) ? length : buf_room(to));
}

enum sanitize_verdict sanitize_line(const struct line *line, const char *server, char *out)
{
	enum sanitize_verdict verdict = judge(line);
	struct buf to = buf_over(out, SANITIZE_MAX - 1); /* leaves room for CRLF */

	if (verdict != SANITIZE_PUSH)
		return verdict;
	if (!put_text(&to, ":") || !put_text(&to, line->prefix[0] ? line->prefix : server) ||
		!put_text(&to, " ") || !put_text(&to, line->command) || !put_params(&to, line))
		return SANITIZE_LONG;
	memcpy(to.at, "\r\n", 3);
	return SANITIZE_PUSH;
}

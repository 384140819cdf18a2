#include "wire/isupport.h"

#include "base/buf.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

_Static_assert((int)ISUPPORT_DENY > 400 + 2, "a value and two commas must fit");

enum { VALUE_MOST = 400, LINE_LEAST = 128, LENGTH_MOST = 8192 };

static void set_casemap(struct isupport *s, const char *value)
{
	s->casemap = *value ? casemap_named(value) : CASEMAP_RFC1459;
}

static bool is_mode_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Copies a list of prefixes: ASCII punctuation that cannot be part of a nick. False, with nothing
 * changed, if there is anything else in it. */
static bool set_marks(char *to, const char *value)
{
	for (const char *c = value; *c; c++)
		if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 0x7f || strchr(",:", *c) ||
			(*c >= '0' && *c <= '9') || is_mode_letter(*c))
			return false;
	return strlen(value) < ISUPPORT_TYPES && strcpy(to, value);
}

/* An empty CHANTYPES would mean a network without channels; the default is more likely right. */
static void set_channel_types(struct isupport *s, const char *value)
{
	if (!*value || !set_marks(s->channel_types, value))
		strcpy(s->channel_types, "#&");
}

static void set_status_marks(struct isupport *s, const char *value)
{
	if (!set_marks(s->status_marks, value))
		s->status_marks[0] = '\0';
}

/* Copies length letters. False, with nothing changed, if there is anything else among them. */
static bool set_modes(char *to, size_t size, const char *value, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!is_mode_letter(value[i]))
			return false;
	if (length >= size)
		return false;
	memcpy(to, value, length);
	to[length] = '\0';
	return true;
}

/* "(ov)@+": as many modes as marks, the highest first. */
static void set_member_marks(struct isupport *s, const char *value)
{
	const char *end = strchr(value, ')');
	size_t count = end ? (size_t)(end - value) - (value[0] == '(') : 0;

	if (value[0] == '(' && end && strlen(end + 1) == count &&
		set_modes(s->member_modes, sizeof s->member_modes, value + 1, count) &&
		set_marks(s->member_marks, end + 1))
		return;
	strcpy(s->member_modes, "ov");
	strcpy(s->member_marks, "@+");
}

/* "A,B,C,D": A and B always have a parameter, C when set, D never. */
static void set_channel_modes(struct isupport *s, const char *value)
{
	size_t a = strcspn(value, ","), b = strcspn(value + a + (value[a] == ','), ",");
	char always[2 * ISUPPORT_MODES];
	struct buf to = BUF(always);
	const char *c = value + a + (value[a] == ',') + b;

	buf_put(&to, value, a);
	buf_put(&to, c - b, b);
	c += *c == ',';
	if (*value && !to.full &&
		set_modes(s->list_modes, sizeof s->list_modes, always, buf_length(&to)) &&
		set_modes(s->set_modes, sizeof s->set_modes, c, strcspn(c, ",")))
		return;
	strcpy(s->list_modes, "beIk");
	strcpy(s->set_modes, "l");
}

/* A number from least to LENGTH_MOST, else the default. */
static size_t length_of(const char *value, size_t least, size_t by_default)
{
	char *end;
	unsigned long number = strtoul(value, &end, 10);

	if (*value < '0' || *value > '9' || *end || number < least || number > LENGTH_MOST)
		return by_default;
	return number;
}

static void set_nick_length(struct isupport *s, const char *value)
{
	s->nick_length = length_of(value, 1, 0);
}

static void set_user_length(struct isupport *s, const char *value)
{
	s->user_length = length_of(value, 1, 0);
}

static void set_host_length(struct isupport *s, const char *value)
{
	s->host_length = length_of(value, 1, 0);
}

static void set_line_length(struct isupport *s, const char *value)
{
	s->line_length = length_of(value, LINE_LEAST, 512);
}

static void set_bot_letter(struct isupport *s, const char *value)
{
	s->bot_mode = is_mode_letter(value[0]) && value[1] == '\0' ? value[0] : '\0';
}

/* Stores "*,-reply" or "react,draft/typing" with a comma before and after each name. */
static void set_tag_deny(struct isupport *s, const char *value)
{
	struct buf to = BUF(s->tag_deny);

	s->deny_all = strcmp(value, "*") == 0 || strncmp(value, "*,", 2) == 0;
	buf_add(&to, ",%s,", value);
}

/* set is also called with "" for -NAME. */
static const struct {
	const char *name;
	void (*set)(struct isupport *s, const char *value);
	size_t flag; /* offset of a bool: whether the token is present; 0: none */
} tokens[] = {
	{"CASEMAPPING", set_casemap, 0},
	{"CHANTYPES", set_channel_types, 0},
	{"STATUSMSG", set_status_marks, 0},
	{"PREFIX", set_member_marks, 0},
	{"CHANMODES", set_channel_modes, 0},
	{"NICKLEN", set_nick_length, 0},
	{"USERLEN", set_user_length, 0},
	{"HOSTLEN", set_host_length, 0},
	{"LINELEN", set_line_length, 0},
	{"BOT", set_bot_letter, 0},
	{"CLIENTTAGDENY", set_tag_deny, 0},
	{"WHOX", NULL, offsetof(struct isupport, whox)},
	{"UTF8ONLY", NULL, offsetof(struct isupport, utf8_only)},
	{"MONITOR", NULL, offsetof(struct isupport, monitor)},
};

enum { TOKENS = sizeof tokens / sizeof *tokens };

static void set_row(struct isupport *s, size_t row, bool there, const char *value)
{
	if (tokens[row].set)
		tokens[row].set(s, value);
	else
		memcpy((char *)s + tokens[row].flag, &there, sizeof there);
}

void isupport_reset(struct isupport *s)
{
	*s = (struct isupport){0};
	for (size_t row = 0; row < TOKENS; row++)
		set_row(s, row, false, "");
}

static int hex(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c | 0x20) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* Replaces \xHH; false if the value is too long or has a control character. */
static bool unescape_value(const char *value, char *out, size_t size)
{
	struct buf to = buf_over(out, size);

	while (*value) {
		char c = *value++;

		if (c == '\\' && *value == 'x' && hex(value[1]) >= 0 && hex(value[2]) >= 0) {
			c = (char)(hex(value[1]) * 16 + hex(value[2]));
			value += 3;
		}
		if ((unsigned char)c < ' ' || !buf_put(&to, &c, 1))
			return false;
	}
	return true;
}

void isupport_learn(struct isupport *s, const char *token)
{
	bool there = token[0] != '-';
	const char *name = there ? token : token + 1;
	size_t length = strcspn(name, "=");
	char value[VALUE_MOST] = "";

	if (there && name[length] == '=' && !unescape_value(name + length + 1, value, sizeof value))
		value[0] = '\0';
	for (size_t row = 0; row < TOKENS; row++)
		if (strlen(tokens[row].name) == length &&
			memcmp(tokens[row].name, name, length) == 0)
			set_row(s, row, there, value);
}

void isupport_user_modes(struct isupport *s, const char *modes)
{
	if (strchr(modes, 'B'))
		s->bot_mode = 'B';
}

static size_t rank_in(const char *highest_first, char c)
{
	const char *at = c ? strchr(highest_first, c) : NULL;

	return at ? strlen(at) : 0;
}

size_t isupport_rank(const struct isupport *s, char mark)
{
	return rank_in(s->member_marks, mark);
}

size_t isupport_mode_rank(const struct isupport *s, char mode)
{
	return rank_in(s->member_modes, mode);
}

bool isupport_mode_has_parameter(const struct isupport *s, char mode, bool set)
{
	return strchr(s->member_modes, mode) || strchr(s->list_modes, mode) ||
	       (set && strchr(s->set_modes, mode));
}

bool isupport_tag_passes(const struct isupport *s, const char *tag)
{
	char named[ISUPPORT_DENY];
	struct buf to = BUF(named);

	/* CLIENTTAGDENY names client tags without their '+'. */
	if (!buf_add(&to, "%s%s,", s->deny_all ? ",-" : ",", tag + (tag[0] == '+')))
		return false;
	return s->deny_all == (strstr(s->tag_deny, named) != NULL);
}

#include "config/relay_form.h"

#include "base/buf.h"
#include "base/text.h"

#include <string.h>

enum { FORMS = 3 };

/* The forms known by name, as these bridges have them unless told otherwise: matterbridge's sample
 * has "[{PROTOCOL}] <{NICK}> ", TeleIRC IRC_PREFIX="<" and IRC_SUFFIX=">", discord-irc
 * "<{$displayUsername}> {$text}", Dis4IRC and Heisenbridge "<nick> text". */
static const struct known_form {
	const char *name, *forms[FORMS];
} known[] = {
	{"common", {"<{nick}> {text}", "[{network}] <{nick}> {text}"}},
	{"matterbridge", {"[{protocol}] <{nick}> {text}", "<{nick}> {text}"}},
	{"discord-irc", {"<{nick}> {text}"}},
	{"dis4irc", {"<{nick}> {text}"}},
	{"teleirc", {"<{nick}> {text}"}},
	{"matrix", {"<{nick}> {text}", "[{network}] <{nick}> {text}"}},
};

static const struct known_form *find_known_form(const char *name)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (text_compare_ascii(known[i].name, name) == 0)
			return &known[i];
	return NULL;
}

bool relay_form_check(const char *form, struct error *err)
{
	const char *nick = strstr(form, "{nick}"), *text = strstr(form, "{text}");

	if (find_known_form(form) ||
		(nick && text && text > nick + strlen("{nick}") && nick[strlen("{nick}")] != '{'))
		return true;
	return error_set(err,
		"expected matterbridge, discord-irc, dis4irc, teleirc, matrix, or a form such as "
		"\"<{nick}> {text}\", found \"%.80s\"",
		form);
}

/* The span of a name in braces at the beginning of the form, braces included; 0 if there is none.
 */
static size_t placeholder(const char *form)
{
	const char *end = *form == '{' ? strchr(form, '}') : NULL;

	return end ? (size_t)(end - form) + 1 : 0;
}

/* The text that {nick} and {text} match. */
struct parts {
	const char *nick, *text;
	size_t nick_length, text_length;
};

/* Whether the whole line has the form. Each placeholder matches as little as possible, but at least
 * one byte. Forms have about three placeholders, so few steps are needed. */
static bool match(const char *form, const char *line, struct parts *parts)
{
	size_t length, left;

	for (; *form && !(length = placeholder(form)); form++, line++)
		if (*form != *line)
			return false;
	if (!*form)
		return *line == '\0';
	left = strlen(line);
	for (size_t taken = form[length] || !left ? 1 : left; taken <= left; taken++) {
		if (!match(form + length, line + taken, parts))
			continue;
		if (strncmp(form, "{nick}", length) == 0) {
			parts->nick = line;
			parts->nick_length = taken;
		} else if (strncmp(form, "{text}", length) == 0) {
			parts->text = line;
			parts->text_length = taken;
		}
		return true;
	}
	return false;
}

/* Copies without zero-width characters, and without spaces around. */
static void copy_nick(const char *from, size_t length, char to[RELAY_FORM_NICK])
{
	const char *end = from + length;
	struct buf buf = buf_over(to, RELAY_FORM_NICK);

	while (from < end && *from == ' ')
		from++;
	while (end > from && end[-1] == ' ')
		end--;
	while (from < end && !buf.full) {
		const char *start = from;
		uint32_t code = text_next(&from, end);

		if ((code < 0x200b || code > 0x200f) && code != 0x2060 && code != 0xfeff)
			buf_put(&buf, start, (size_t)(from - start));
	}
}

bool relay_form_read(
	const char *form, const char *line, char nick[RELAY_FORM_NICK], char text[RELAY_FORM_TEXT])
{
	const struct known_form *named = find_known_form(form);
	char clean[RELAY_FORM_TEXT];
	struct buf buf = buf_over(text, RELAY_FORM_TEXT);

	text_clean(line, clean, sizeof clean);
	for (size_t i = 0; i < FORMS; i++) {
		const char *one = named ? named->forms[i] : i == 0 ? form : NULL;
		struct parts parts = {0};

		if (!one || !match(one, clean, &parts) || !parts.nick || !parts.text)
			continue;
		copy_nick(parts.nick, parts.nick_length, nick);
		buf_put(&buf, parts.text, parts.text_length);
		/* adjacent placeholders may split a character */
		return *nick && text[strspn(text, " ")] && text_is_utf8(nick, strlen(nick)) &&
		       text_is_utf8(text, strlen(text));
	}
	return false;
}

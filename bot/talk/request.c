#include "talk/request.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char spaces[] = " \t";

/* The text after "tonle:", "tonle," or "@tonle "; NULL if the line does not begin with one of them.
 * A bare nick needs a ':' or ',': people talk about the bot. */
static const char *after_nick(const char *line, const char *nick)
{
	size_t length = strlen(nick);
	bool at_sign = *line == '@';

	line += at_sign;
	if (length == 0 || strncasecmp(line, nick, length) != 0)
		return NULL;
	line += length;
	if (*line == ':' || *line == ',')
		return line + 1;
	if (at_sign && (*line == ' ' || *line == '\0'))
		return line;
	return NULL;
}

/* The text after "hey " and the like; the line itself if it does not begin with one of them. */
static const char *after_greeting(const char *line)
{
	static const char *const greetings[] = {
		"hey ", "hi ", "hello ", "yo ", "ok ", "okay ", "dear ", "hey, ", "hi, ", NULL};

	for (size_t i = 0; greetings[i]; i++)
		if (strncasecmp(line, greetings[i], strlen(greetings[i])) == 0)
			return line + strlen(greetings[i]);
	return line;
}

/* The text after our address, however often it is repeated: "tonle: tonle: …", "hey tonle, …". NULL
 * if the line does not begin with it. */
static const char *after_address(const char *line, const char *nick)
{
	const char *after = after_nick(line, nick), *again;

	if (!after)
		after = after_nick(after_greeting(line), nick);
	while (after && (again = after_nick(after + strspn(after, spaces), nick)))
		after = again;
	return after;
}

/* Fills in the bare question. A line that is not ours stays as it is if it is for somebody, or
 * quotes somebody. */
static void read_question(struct request *out, const char *own_nick, bool ours)
{
	struct unwrapped bare;

	unwrap(out->text, own_nick, &bare);
	if (!ours && (bare.quoted || *bare.for_nick || *bare.called)) {
		snprintf(bare.text, sizeof bare.text, "%s", out->text);
	} else {
		strcpy(out->for_nick, bare.for_nick);
		strcpy(out->called, bare.called);
	}
	strcpy(out->question, bare.text);
	text_fold(out->question, out->folded, sizeof out->folded);
}

/* Cuts ", tonle" with its punctuation off the end of a question; true if it was there. */
static bool cut_nick_at_end(char *text, const char *nick)
{
	size_t length = strlen(text), nick_length = strlen(nick);

	while (length > 0 && strchr("?!. ", text[length - 1]))
		length--;
	if (nick_length == 0 || length < nick_length + 2 ||
		strncasecmp(text + length - nick_length, nick, nick_length) != 0)
		return false;
	size_t at = length - nick_length;
	while (at > 0 && text[at - 1] == ' ')
		at--;
	if (at == 0 || text[at - 1] != ',')
		return false;
	memmove(text + at - 1, text + length, strlen(text + length) + 1);
	return true;
}

/* Whether the line is for somebody: it begins with a word and ':' or ',', or with '@'. */
static bool addresses_somebody(const char *line)
{
	size_t length = strcspn(line, ":, ");

	if (length == 0 || (line[length] != ':' && line[length] != ','))
		return *line == '@';
	return line[length + 1] == ' ';
}

/* Turns the request into a command if its text begins with a verb, or '!' and a verb. */
static bool read_command(struct request *out, request_is_verb *is_verb)
{
	bool opened = *out->text == '!';
	const char *text = out->text + opened;
	size_t length = strcspn(text, spaces);
	char last = length ? text[length - 1] : '\0';
	size_t bare = last && strchr("?!.,:", last) ? length - 1 : length;

	if (bare == 0 || bare >= sizeof out->verb)
		return false;
	for (size_t i = 0; i < bare; i++)
		out->verb[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
	out->verb[bare] = '\0';
	const char *rest = text + length + strspn(text + length, spaces);
	if (!is_verb(out->verb, rest, opened))
		return false;
	out->arguments = rest;
	return true;
}

static const char *after_opening(const char *line)
{
	static const char *const openings[] = {"??", "!ask "};

	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
		if (strncasecmp(line, openings[i], strlen(openings[i])) == 0)
			return line + strlen(openings[i]);
	return NULL;
}

bool request_may_be_ours(const char *line, const char *own_nick)
{
	const unsigned char *at = (const unsigned char *)line;

	/* Formatting codes may stand between the letters of our nick, and bytes that are not UTF-8
	 * are read as Latin-1: text_clean() must see those first. */
	for (; *at; at++)
		if (*at < 0x20 || *at == 0x7f)
			return true;
	for (at = (const unsigned char *)own_nick; *at; at++)
		if (*at >= 0x80)
			return true;
	line += strspn(line, spaces);
	return *line == '!' || strncmp(line, "??", 2) == 0 || strcasestr(line, own_nick);
}

void request_read(const char *line, const char *own_nick, bool private_message,
	request_is_verb *is_verb, struct request *out)
{
	char clean[REQUEST_TEXT];

	*out = (struct request){.kind = REQUEST_NONE};
	text_clean(line, clean, sizeof clean);
	const char *text = clean + strspn(clean, spaces);
	const char *after = after_address(text, own_nick);
	bool ours = after != NULL || private_message;

	if (after)
		text = after + strspn(after, spaces);
	after = after_opening(text);
	if (after && *text == '!' && is_verb("ask", after, false))
		after = NULL; /* "!ask hun-sen-age + how old is he" is a moderator's */
	/* "??" alone, "???" and the like are exclamations */
	if (after && strspn(after, "?!. ") != strlen(after)) {
		ours = true;
		text = after + strspn(after, spaces);
	} else {
		after = NULL;
	}
	snprintf(out->text, sizeof out->text, "%s", text);
	out->arguments = out->text;
	if (!ours && cut_nick_at_end(out->text, own_nick))
		ours = true;
	read_question(out, own_nick, ours);

	if (!after && (ours || *out->text == '!') && read_command(out, is_verb))
		out->kind = REQUEST_COMMAND;
	else if (ours && *out->folded)
		out->kind = REQUEST_QUESTION;
	else if (!ours && *out->folded && *out->text != '!' && !addresses_somebody(out->text))
		out->kind = REQUEST_AMBIENT;
}

#include "talk/request.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char spaces[] = " \t";
const struct request_style request_style_usual = {"!", "??"};

/* Whether the text begins with a question word ("tonle who is …"). People who talk about the bot do
 * not continue with these. */
static bool asks(const char *text)
{
	static const char *const words[] = {
		"who", "whom", "whose", "what", "when", "where", "why", "which", "how", NULL};
	size_t length = strcspn(text, " \t'");

	for (size_t i = 0; text[length] && words[i]; i++)
		if (strlen(words[i]) == length && strncasecmp(text, words[i], length) == 0)
			return true;
	return false;
}

/* The text after "tonle:", "tonle," and the like, or "@tonle "; NULL if the line does not begin
 * with one of them. A bare nick needs a mark or a question word after it: people talk about the
 * bot. */
static const char *after_nick(const char *line, const char *nick)
{
	size_t length = strlen(nick);
	bool at_sign = *line == '@';

	line += at_sign;
	if (length == 0 || strncasecmp(line, nick, length) != 0)
		return NULL;
	line += length;
	if (*line && strchr(":,;>", *line))
		return line + 1;
	if (at_sign && (*line == ' ' || *line == '\0'))
		return line;
	if (*line == ' ' && asks(line + strspn(line, spaces)))
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

/* Fills in the bare question. A line that is not ours stays unchanged if it is for another person
 * or quotes one. */
static void read_bare_question(
	struct request *out, const char *text, const char *own_nick, bool ours)
{
	struct unwrapped bare;

	unwrap(text, own_nick, &bare);
	if (!ours && (bare.quoted || *bare.for_nick || *bare.called)) {
		snprintf(bare.text, sizeof bare.text, "%s", text);
	} else {
		strcpy(out->for_nick, bare.for_nick);
		out->privately = bare.privately;
		strcpy(out->called, bare.called);
	}
	strcpy(out->question, bare.text);
	text_fold(out->question, out->folded, sizeof out->folded);
}

/* Cuts ", tonle" with its punctuation off the end of a question, or "tonle" after a '?', or
 * "@tonle"; true if it was there. */
static bool cut_nick_at_end(char *text, const char *nick)
{
	size_t length = strlen(text), nick_length = strlen(nick);

	while (length > 0 && strchr("?!. ", text[length - 1]))
		length--;
	if (nick_length == 0 || length < nick_length + 2 ||
		strncasecmp(text + length - nick_length, nick, nick_length) != 0)
		return false;
	size_t at = length - nick_length;
	bool at_sign = at > 1 && text[at - 1] == '@' && text[at - 2] == ' ';

	at -= at_sign;
	while (at > 0 && text[at - 1] == ' ')
		at--;
	if (at == 0 || (!strchr(",?", text[at - 1]) && !at_sign))
		return false;
	at -= text[at - 1] == ',';
	memmove(text + at, text + length, strlen(text + length) + 1);
	return true;
}

/* Whether the line addresses a person: it begins with a word and ':' or ',', or with '@'. */
static bool addresses_somebody(const char *line)
{
	size_t length = strcspn(line, ":, ");

	if (length == 0 || (line[length] != ':' && line[length] != ','))
		return *line == '@';
	return line[length + 1] == ' ';
}

/* The text after the prefix; NULL if it does not begin with that. */
static const char *after_prefix(const char *text, const char *prefix)
{
	size_t length = strlen(prefix);

	return length > 0 && strncasecmp(text, prefix, length) == 0 ? text + length : NULL;
}

/* Turns the request into a command if its text begins with a verb, or the prefix and a verb. */
static bool turn_into_command(
	struct request *out, bool ours, const char *prefix, request_is_verb *is_verb)
{
	const char *text = after_prefix(out->text, prefix);
	bool opened = text != NULL;

	if (!opened)
		text = out->text;
	size_t length = strcspn(text, spaces);
	char last = length ? text[length - 1] : '\0';
	size_t bare = last && strchr("?!.,:", last) ? length - 1 : length;

	if (bare == 0 || bare >= sizeof out->verb)
		return false;
	text_lower_ascii(text, bare, out->verb, sizeof out->verb);
	const char *rest = text + length + strspn(text + length, spaces);
	out->opened = opened && !ours;
	out->words = text;
	if ((!opened && !ours) || !is_verb(out->verb, rest, opened))
		return false;
	out->arguments = rest;
	return true;
}

/* The text after "??", or after the prefix and "ask" (sets *by_verb). */
static const char *after_opening(const char *line, const struct request_style *style, bool *by_verb)
{
	const char *after = after_prefix(line, style->question_prefix);

	*by_verb = false;
	if (after)
		return after;
	after = after_prefix(line, style->prefix);
	after = after ? after_prefix(after, "ask ") : NULL;
	*by_verb = after != NULL;
	return after;
}

bool request_may_name(const char *line, const char *own_nick)
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
	return text_contains_ascii(line, own_nick);
}

bool request_is_opened(const char *line, const struct request_style *style)
{
	line += strspn(line, spaces);
	return after_prefix(line, style->prefix) || after_prefix(line, style->question_prefix);
}

bool request_is_call(const char *line, const char *own_nick)
{
	char clean[REQUEST_TEXT];

	if (strlen(line) >= REQUEST_TEXT)
		return false;
	text_clean(line, clean, sizeof clean);
	const char *after = after_address(clean + strspn(clean, spaces), own_nick);
	return after && !after[strspn(after, spaces)];
}

void request_read(const char *line, const char *own_nick, bool private_message,
	const struct request_style *style, request_is_verb *is_verb, struct request *out)
{
	char clean[REQUEST_TEXT];
	bool by_verb;

	*out = (struct request){.kind = REQUEST_NONE};
	text_clean(line, clean, sizeof clean);
	const char *text = clean + strspn(clean, spaces);
	const char *after = after_address(text, own_nick);
	bool ours = after != NULL || private_message;

	if (after)
		text = after + strspn(after, spaces);
	after = after_opening(text, style, &by_verb);
	if (after && by_verb && is_verb("ask", after, false))
		after = NULL; /* "!ask hun-sen-age + how old is he" is a moderator's */
	/* "??" alone, "???" and the like are exclamations */
	if (after && strspn(after, "?!. ") != strlen(after)) {
		ours = true;
		text = after + strspn(after, spaces);
	} else {
		after = NULL;
	}
	snprintf(out->text, sizeof out->text, "%s", text);
	out->arguments = out->words = out->text;
	if (!ours && cut_nick_at_end(out->text, own_nick))
		ours = true;
	read_bare_question(out, out->text, own_nick, ours);

	if (!after && turn_into_command(out, ours, style->prefix, is_verb))
		out->kind = REQUEST_COMMAND;
	else if (ours && *out->folded)
		out->kind = REQUEST_QUESTION;
	else if (out->opened)
		out->kind = REQUEST_MISTYPED;
	else if (!ours && *out->folded && !after_prefix(out->text, style->prefix) &&
		 !addresses_somebody(out->text))
		out->kind = REQUEST_AMBIENT;
}

void request_as_question(struct request *request, const char *own_nick)
{
	request->kind = REQUEST_QUESTION;
	read_bare_question(request, request->words, own_nick, true);
}

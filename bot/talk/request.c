#include "talk/request.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char spaces[] = " \t";

/* Behind "tonle:", "tonle,", "@tonle " or "tonle " … NULL if the line does not begin so. A bare
 * nick needs a ':' or ',' (people talk about the bot), an '@' does not. */
static const char *behind_nick(const char *line, const char *nick)
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

/* Behind "hey " and the like before our nick; the line itself if it does not begin so. */
static const char *behind_greeting(const char *line)
{
	static const char *const greetings[] = {
		"hey ", "hi ", "hello ", "yo ", "ok ", "okay ", "dear ", "hey, ", "hi, ", NULL};

	for (size_t i = 0; greetings[i]; i++)
		if (strncasecmp(line, greetings[i], strlen(greetings[i])) == 0)
			return line + strlen(greetings[i]);
	return line;
}

/* Steps over our address, however often it stands: "tonle: tonle: …", "hey tonle, …". NULL if the
 * line does not begin so. */
static const char *behind_address(const char *line, const char *nick)
{
	const char *behind = behind_nick(line, nick), *again;

	if (!behind)
		behind = behind_nick(behind_greeting(line), nick);
	while (behind && (again = behind_nick(behind + strspn(behind, spaces), nick)))
		behind = again;
	return behind;
}

/* Fills in the bare question. Unaddressed, what is for somebody, or was said by somebody else,
 * stays as it is: nobody's business. */
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

/* Cuts ", tonle" or " tonle" with its punctuation off the end of a question; true if it was there.
 */
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

/* A line that begins with a word and ':' or ',' is said to somebody: "anna: did you …". */
static bool addresses_somebody(const char *line)
{
	size_t length = strcspn(line, ":, ");

	if (length == 0 || (line[length] != ':' && line[length] != ','))
		return *line == '@';
	return line[length + 1] == ' ';
}

/* Makes a command of the request if its text begins with a verb; a leading '!' is stepped over. */
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

static const char *behind_opening(const char *line)
{
	static const char *const openings[] = {"??", "!ask "};

	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
		if (strncasecmp(line, openings[i], strlen(openings[i])) == 0)
			return line + strlen(openings[i]);
	return NULL;
}

void request_read(const char *line, const char *own_nick, bool private_message,
	request_is_verb *is_verb, struct request *out)
{
	char clean[REQUEST_TEXT];

	*out = (struct request){.kind = REQUEST_NONE};
	text_clean(line, clean, sizeof clean);
	const char *text = clean + strspn(clean, spaces);
	const char *behind = behind_address(text, own_nick);
	bool ours = behind != NULL || private_message;

	if (behind)
		text = behind + strspn(behind, spaces);
	behind = behind_opening(text);
	if (behind && *text == '!' && is_verb("ask", behind, false))
		behind = NULL; /* "!ask hun-sen-age + how old is he" is a moderator's */
	/* "??" alone, "???" and the like are exclamations */
	if (behind && strspn(behind, "?!. ") != strlen(behind)) {
		ours = true;
		text = behind + strspn(behind, spaces);
	} else {
		behind = NULL;
	}
	snprintf(out->text, sizeof out->text, "%s", text);
	out->arguments = out->text;
	if (!ours && cut_nick_at_end(out->text, own_nick))
		ours = true;
	read_question(out, own_nick, ours);

	if (!behind && (ours || *out->text == '!') && read_command(out, is_verb))
		out->kind = REQUEST_COMMAND;
	else if (ours && *out->folded)
		out->kind = REQUEST_QUESTION;
	else if (!ours && *out->folded && *out->text != '!' && !addresses_somebody(out->text))
		out->kind = REQUEST_AMBIENT;
}

#include "wire/line.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

/* --- framing ---------------------------------------------------------------------------------- */

char *framer_room(struct framer *f, size_t *size)
{
	if (f->begin > 0) {
		memmove(f->bytes, f->bytes + f->begin, f->end - f->begin);
		f->end -= f->begin;
		f->begin = 0;
	}
	if (f->end == sizeof f->bytes) { /* full, and no LF in it: framer_next() gave NULL */
		f->too_long += !f->skipping;
		f->skipping = true;
		f->end = 0;
	}
	*size = sizeof f->bytes - f->end;
	return f->bytes + f->end;
}

void framer_added(struct framer *f, size_t count)
{
	f->end += count;
}

static char *find_end(const struct framer *f)
{
	const char *start = f->bytes + f->begin;

	return (char *)memchr(start, '\n', f->end - f->begin);
}

bool framer_waits(const struct framer *f)
{
	return find_end(f) != NULL;
}

char *framer_next(struct framer *f, size_t *length)
{
	for (char *end; (end = find_end(f)) != NULL;) {
		char *start = f->bytes + f->begin;
		bool skip = f->skipping;

		f->begin = (size_t)(end + 1 - f->bytes);
		f->skipping = false;
		if (end > start && end[-1] == '\r')
			end--;
		if (skip || end == start)
			continue;
		*end = '\0';
		*length = (size_t)(end - start);
		return start;
	}
	return NULL;
}

/* --- parsing ---------------------------------------------------------------------------------- */

const char *line_error_name(enum line_error error)
{
	static const char *const names[LINE_ERROR_COUNT] = {
		[LINE_OK] = "ok",
		[LINE_EMPTY] = "empty",
		[LINE_NUL] = "contains NUL, CR or LF",
		[LINE_TAGS] = "tags too long or alone",
		[LINE_PREFIX] = "no prefix after ':', or nothing after the prefix",
		[LINE_COMMAND] = "command is neither letters nor three digits",
		[LINE_PARAMS] = "too many parameters",
		[LINE_TOO_LONG] = "too long",
	};

	return names[error];
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Terminates the word at *at with NUL and moves *at to the next one, or to the end. */
static char *cut_word(char **at)
{
	char *word = *at, *end = word + strcspn(word, " ");

	while (*end == ' ')
		*end++ = '\0';
	*at = end;
	return word;
}

/* Converts letters to upper case, three digits to a number. False for anything else. */
static bool read_command_word(struct line *line, char *word)
{
	size_t length = strlen(word);

	line->command = word;
	if (length == 3 && is_digit(word[0]) && is_digit(word[1]) && is_digit(word[2])) {
		line->numeric = (word[0] - '0') * 100 + (word[1] - '0') * 10 + (word[2] - '0');
		return line->numeric > 0;
	}
	if (length == 0 || length > LINE_COMMAND_MAX)
		return false;
	for (; *word; word++) {
		if (*word >= 'a' && *word <= 'z')
			*word = (char)(*word - 'a' + 'A');
		if (*word < 'A' || *word > 'Z')
			return false;
	}
	return true;
}

static bool read_params(struct line *line, char *at)
{
	while (*at) {
		if (line->count == LINE_PARAMS_MAX)
			return false;
		if (*at == ':') {
			line->params[line->count++] = at + 1;
			return true;
		}
		line->params[line->count++] = cut_word(&at);
	}
	return true;
}

static enum line_error parse(struct line *line, char *at, size_t length)
{
	char *end = at + length;

	if (length == 0)
		return LINE_EMPTY;
	if (memchr(at, '\0', length) || memchr(at, '\r', length) || memchr(at, '\n', length))
		return LINE_NUL;
	*end = '\0';
	if (*at == '@') {
		char *word = cut_word(&at);

		if (at - word > LINE_TAGS_MAX || *at == '\0')
			return LINE_TAGS;
		line->tags = word + 1;
	}
	if (end - at > LINE_BODY_MAX)
		return LINE_TOO_LONG;
	if (*at == ':') {
		line->prefix = cut_word(&at) + 1;
		if (*line->prefix == '\0' || *at == '\0')
			return LINE_PREFIX;
	}
	if (!read_command_word(line, cut_word(&at)))
		return LINE_COMMAND;
	return read_params(line, at) ? LINE_OK : LINE_PARAMS;
}

static const struct line empty = {.tags = "", .prefix = "", .command = ""};

enum line_error line_parse(struct line *line, char *bytes, size_t length)
{
	*line = empty;
	enum line_error error = parse(line, bytes, length);

	if (error != LINE_OK)
		*line = empty;
	return error;
}

/* --- tags ------------------------------------------------------------------------------------- */

/* The character after a backslash, and its meaning. */
static const struct {
	char escape, means;
} escapes[] = {{':', ';'}, {'s', ' '}, {'\\', '\\'}, {'r', '\r'}, {'n', '\n'}};

enum { ESCAPES = sizeof escapes / sizeof *escapes };

static char unescaped(char c)
{
	for (size_t i = 0; i < ESCAPES; i++)
		if (escapes[i].escape == c)
			return escapes[i].means;
	return c; /* "If a lone \ exists … it is simply removed" */
}

static bool copy_value(const char *value, size_t length, char *out, size_t size)
{
	struct buf to = buf_over(out, size);

	for (size_t i = 0; i < length; i++) {
		char c = value[i];

		if (c == '\\') {
			if (++i == length)
				break; /* a lone backslash at the end is dropped */
			c = unescaped(value[i]);
		}
		buf_put(&to, &c, 1);
	}
	if (to.full)
		buf_clear(&to), to.full = true;
	return !to.full;
}

bool line_tag(const struct line *line, const char *key, char *out, size_t size)
{
	size_t key_length, value_length = 0;
	const char *value = NULL;

	if (out)
		out[0] = '\0';
	if (!*line->tags)
		return false;
	key_length = strlen(key);
	for (const char *at = line->tags; *at;) {
		size_t length = strcspn(at, ";"), name = strcspn(at, "=;");

		if (name == key_length && memcmp(at, key, name) == 0) {
			value = at + name + (name < length);
			value_length = length - name - (name < length);
		}
		at += length + (at[length] == ';');
	}
	return value && (!out || copy_value(value, value_length, out, size));
}

static char escape_of(char c)
{
	for (size_t i = 0; i < ESCAPES; i++)
		if (escapes[i].means == c)
			return escapes[i].escape;
	return '\0';
}

bool line_tag_escape(const char *value, char *out, size_t size)
{
	struct buf to = buf_over(out, size);

	for (; *value; value++) {
		char two[2] = {'\\', escape_of(*value)};

		buf_put(&to, two[1] ? two : value, two[1] ? 2 : 1);
	}
	if (to.full)
		out[0] = '\0';
	return !to.full;
}

/* --- prefix ----------------------------------------------------------------------------------- */

static bool copy_part(char *out, size_t size, const char *from, size_t length)
{
	struct buf to = buf_over(out, size);

	return buf_put(&to, from, length);
}

bool line_source(const char *prefix, struct line_source *source)
{
	/* nick [ [ "!" user ] "@" host ]; a user may contain '@', a host may not (RFC 1459 2.3.1)
	 */
	const char *end = prefix + strlen(prefix);
	const char *host = strrchr(prefix, '@');
	size_t nick = strcspn(prefix, "!@");
	const char *user = prefix[nick] == '!' ? prefix + nick + 1 : NULL;

	if (user && host && host < user)
		host = NULL;
	source->user[0] = source->host[0] = '\0'; /* clearing all of it would take longer */
	bool fits = copy_part(source->nick, sizeof source->nick, prefix, nick);
	if (user)
		fits &= copy_part(source->user, sizeof source->user, user,
			(size_t)((host ? host : end) - user));
	if (host)
		fits &= copy_part(
			source->host, sizeof source->host, host + 1, (size_t)(end - host - 1));
	return fits;
}

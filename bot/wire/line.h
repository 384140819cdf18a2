#ifndef TONLE_WIRE_LINE_H
#define TONLE_WIRE_LINE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Splits bytes into IRC lines, and parses the lines strictly. libircclient sees only what
 * sanitize.c writes from the result. Grammar: modern.ircdocs.horse/#message-format and
 * ircv3.net/specs/extensions/message-tags. Pure.
 */
enum {
	LINE_TAGS_MAX = 8191,  /* message-tags: '@' and the final space included */
	LINE_BODY_MAX = 4096,  /* 510 in RFC 1459; some servers announce a larger LINELEN */
	LINE_PARAMS_MAX = 32,  /* RFC 2812 has 15; today 005 and MODE may have a few more */
	LINE_COMMAND_MAX = 32, /* letters; the longest in use is AUTHENTICATE */
	LINE_BYTES_MAX = LINE_TAGS_MAX + LINE_BODY_MAX
};

/* --- framing ---------------------------------------------------------------------------------- */

/* Splits a stream into lines at LF or CR LF. Starts as {0}. */
struct framer {
	char bytes[LINE_BYTES_MAX + 2]; /* with room for CR LF */
	size_t begin, end;              /* the bytes not yet returned */
	bool skipping;                  /* the rest of a line that was too long */
	unsigned long too_long;         /* lines dropped as too long */
};

/* Where to put the next bytes; *size is how many fit (at least 1 after framer_next() returned
 * NULL). Invalidates the line that was returned last. */
char *framer_room(struct framer *f, size_t *size);

/* Call this after putting count bytes there. */
void framer_added(struct framer *f, size_t count);

/*
 * The next complete line, NUL-terminated, without its line end; *length is its length (it may
 * contain NUL, which line_parse() refuses). NULL if there is none yet. Skips empty lines (RFC 1459
 * 2.3.1). Valid until framer_room() is called.
 */
char *framer_next(struct framer *f, size_t *length);

/* Whether framer_next() would return a line. */
bool framer_waits(const struct framer *f);

/* --- parsing ---------------------------------------------------------------------------------- */

/* Why a line was refused. */
enum line_error {
	LINE_OK,
	LINE_EMPTY,
	LINE_NUL,      /* contains NUL, CR or LF */
	LINE_TAGS,     /* longer than LINE_TAGS_MAX, or nothing after them */
	LINE_PREFIX,   /* empty, or nothing after it */
	LINE_COMMAND,  /* neither letters nor three digits, or 000 */
	LINE_PARAMS,   /* more than LINE_PARAMS_MAX */
	LINE_TOO_LONG, /* body over LINE_BODY_MAX */
	LINE_ERROR_COUNT
};

/* The error as text, for the log. */
const char *line_error_name(enum line_error error);

/* A parsed line. The strings point into the bytes parsed; absent ones are "". */
struct line {
	const char *tags;    /* raw, without '@' */
	const char *prefix;  /* nick!user@host or a server's name */
	const char *command; /* in upper case, or three digits */
	int numeric;         /* 1 to 999; 0 if none */
	const char *params[LINE_PARAMS_MAX];
	size_t count;
};

/*
 * Parses bytes[0..length) in place: separators become NUL, the command upper case, so bytes must
 * outlive the line. bytes[length] must be writable (it becomes NUL). On an error *line is empty.
 */
enum line_error line_parse(struct line *line, char *bytes, size_t length);

/*
 * Copies the value of a tag, unescaped (message-tags "Escaping Values"), to out (size bytes,
 * NUL-terminated). If a key is repeated, the last one counts. False and "" if the tag is absent or
 * its value does not fit. out may be NULL to test for presence.
 */
bool line_tag(const struct line *line, const char *key, char *out, size_t size);

/* Writes the value escaped for a tag to out; false and "" if it does not fit. */
bool line_tag_escape(const char *value, char *out, size_t size);

/* The parts of a prefix; absent ones are "". */
struct line_source {
	char nick[128]; /* or the server's name */
	char user[128], host[256];
};

/* Splits a prefix. False if a part does not fit. */
bool line_source(const char *prefix, struct line_source *source);

#endif

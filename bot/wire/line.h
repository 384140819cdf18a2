#ifndef TONLE_WIRE_LINE_H
#define TONLE_WIRE_LINE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Lines of IRC: bytes are framed into lines, lines are parsed strictly. The only parser of record;
 * libircclient sees what sanitize.c makes of its result. Grammar:
 * modern.ircdocs.horse/#message-format and ircv3.net/specs/extensions/message-tags. Pure.
 */
enum {
	LINE_TAGS_MAX = 8191,  /* message-tags: '@' and the space behind included */
	LINE_BODY_MAX = 4096,  /* 510 in RFC 1459; some servers announce a larger LINELEN */
	LINE_PARAMS_MAX = 32,  /* RFC 2812 has 15; a 005 or MODE of today may have a few more */
	LINE_COMMAND_MAX = 32, /* letters; the longest in use is AUTHENTICATE */
	LINE_BYTES_MAX = LINE_TAGS_MAX + LINE_BODY_MAX
};

/* --- framing ---------------------------------------------------------------------------------- */

/* Cuts a stream into lines at LF; a CR before it belongs to the line's end. Starts as {0}. */
struct framer {
	char bytes[LINE_BYTES_MAX + 2]; /* with room for CR LF */
	size_t begin, end;              /* what is not yet given out */
	bool skipping;                  /* in a line that was too long, until its LF */
	unsigned long too_long;         /* lines thrown away for that */
};

/* Where to put bytes next and how many fit (always at least 1 once framer_next() gave NULL).
 * Invalidates the line given before. */
char *framer_room(struct framer *f, size_t *size);

/* So many bytes were put there. */
void framer_added(struct framer *f, size_t count);

/*
 * The next complete line, NUL-terminated, without its end; its length (it may hold NUL, which
 * line_parse() refuses) in *length. NULL when there is none yet. Empty lines are passed over, as
 * RFC 1459 2.3.1 asks. Valid until the next framer_ call.
 */
char *framer_next(struct framer *f, size_t *length);

/* Whether a complete line waits. */
bool framer_waits(const struct framer *f);

/* --- parsing ---------------------------------------------------------------------------------- */

/* Why a line was refused. */
enum line_fault {
	LINE_OK,
	LINE_EMPTY,
	LINE_NUL,      /* a NUL, or a CR or LF inside */
	LINE_TAGS,     /* tags longer than LINE_TAGS_MAX, or tags and nothing else */
	LINE_PREFIX,   /* an empty prefix, or nothing behind it */
	LINE_COMMAND,  /* neither letters nor three digits, or 000 */
	LINE_PARAMS,   /* more than LINE_PARAMS_MAX */
	LINE_TOO_LONG, /* body over LINE_BODY_MAX */
	LINE_FAULT_COUNT
};

/* In words, for the log. */
const char *line_fault_name(enum line_fault error);

/* A parsed line. All strings point into the bytes that were parsed; absent ones are "". */
struct line {
	const char *tags;    /* raw, without '@' */
	const char *prefix;  /* nick!user@host or a server's name, whole */
	const char *command; /* in upper case, or three digits */
	int numeric;         /* 1 to 999; 0 if it is none */
	const char *params[LINE_PARAMS_MAX];
	size_t count;
};

/*
 * Parses bytes[0..length) in place: separators become NUL and the command upper case, so bytes
 * must stay as long as the line is used. bytes[length] must be writable (it becomes NUL).
 * On a fault *line is empty.
 */
enum line_fault line_parse(struct line *line, char *bytes, size_t length);

/*
 * The value of a tag, unescaped (message-tags "Escaping Values"), in out (size bytes,
 * NUL-terminated; a longer value counts as absent, half a value would mislead). Of a key that
 * stands twice the last counts. False and "" if there is none. out may be NULL to ask only.
 */
bool line_tag(const struct line *line, const char *key, char *out, size_t size);

/* The value escaped for a tag, in out; false and "" if it does not fit. */
bool line_tag_escape(const char *value, char *out, size_t size);

/* A prefix taken apart; absent parts are "". Each part that does not fit makes it false. */
struct line_source {
	char nick[128]; /* or the server's name */
	char user[128], host[256];
};
bool line_source(const char *prefix, struct line_source *source);

#endif

#ifndef TONLE_BASE_BUF_H
#define TONLE_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A string being appended to: a cursor and an end, never sums of lengths. Storage is the caller's
 * and always NUL-terminated; what does not fit is dropped whole and remembered in `full`.
 *
 *	char line[512];
 *	struct buf out = BUF(line);
 *	buf_add(&out, "PRIVMSG %s :", target);
 */
struct buf {
	char *start, *at, *end; /* at points at the NUL; end just past the last usable byte */
	bool full;              /* something did not fit */
};

#define BUF(array) buf_over(array, sizeof(array))

/* A buffer over storage of size >= 1 bytes, empty. */
struct buf buf_over(char *storage, size_t size);

/* Appends formatted text, whole or not at all; false if it did not fit. */
bool buf_add(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends length bytes, whole or not at all; false if they did not fit. */
bool buf_put(struct buf *buf, const char *bytes, size_t length);

/* How many bytes stand in it; how many still fit. */
size_t buf_length(const struct buf *buf);
size_t buf_room(const struct buf *buf);

/* Empties it. */
void buf_clear(struct buf *buf);

#endif

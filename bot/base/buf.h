#ifndef TONLE_BASE_BUF_H
#define TONLE_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A string builder over the caller's storage, which is always NUL-terminated. If a piece does not
 * fit, nothing of it is written, and `full` is set.
 *
 *	char line[512];
 *	struct buf out = BUF(line);
 *	buf_add(&out, "PRIVMSG %s :", target);
 */
struct buf {
	char *start, *at, *end; /* at points at the NUL; end is just past the last usable byte */
	bool full;              /* something did not fit */
};

#define BUF(array) buf_over(array, sizeof(array))

/* An empty buffer over storage of size >= 1 bytes. */
struct buf buf_over(char *storage, size_t size);

/* Appends formatted text, whole or not at all; false if it did not fit. */
bool buf_add(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends length bytes, whole or not at all; false if they did not fit. */
bool buf_put(struct buf *buf, const char *bytes, size_t length);

/* Bytes written; bytes that still fit. */
size_t buf_length(const struct buf *buf);
size_t buf_room(const struct buf *buf);

void buf_clear(struct buf *buf);

#endif

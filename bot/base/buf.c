#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct buf buf_over(char *storage, size_t size)
{
	storage[0] = '\0';
	return (struct buf){.start = storage, .at = storage, .end = storage + size};
}

size_t buf_length(const struct buf *buf)
{
	return (size_t)(buf->at - buf->start);
}

size_t buf_room(const struct buf *buf)
{
	return (size_t)(buf->end - buf->at) - 1;
}

bool buf_add(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	int length = vsnprintf(buf->at, (size_t)(buf->end - buf->at), format, args);
	va_end(args);
	if (length < 0 || (size_t)length > buf_room(buf)) {
		*buf->at = '\0';
		buf->full = true;
		return false;
	}
	buf->at += length;
	return true;
}

bool buf_put(struct buf *buf, const char *bytes, size_t length)
{
	if (length > buf_room(buf)) {
		buf->full = true;
		return false;
	}
	memcpy(buf->at, bytes, length);
	buf->at += length;
	*buf->at = '\0';
	return true;
}

void buf_clear(struct buf *buf)
{
	*buf = buf_over(buf->start, (size_t)(buf->end - buf->start));
}

#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

static enum log_level loudest = LOG_LEVEL_INFO;

static const char *const names[] = {"error", "warning", "info", "debug"};

void log_level(enum log_level level)
{
	loudest = level;
}

void log_line(enum log_level level, const char *area, const char *format, ...)
{
	char text[1024];
	va_list args;

	if (level > loudest)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	for (char *c = text; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
	fprintf(stderr, "%s %s: %s\n", names[level], area, text);
}

#include "people/remark.h"

#include <stdarg.h>
#include <stdio.h>

void remark(struct remarks *remarks, const char *format, ...)
{
	va_list arguments;

	if (remarks->count == REMARKS_MOST)
		return;
	va_start(arguments, format);
	vsnprintf(remarks->lines[(remarks->first + remarks->count++) % REMARKS_MOST], REMARK_SIZE,
		format, arguments);
	va_end(arguments);
}

const char *remark_take(struct remarks *remarks)
{
	const char *line = remarks->lines[remarks->first];

	if (remarks->count == 0)
		return NULL;
	remarks->first = (remarks->first + 1) % REMARKS_MOST;
	remarks->count--;
	return line;
}

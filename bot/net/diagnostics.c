#include "net/diagnostics.h"

#include <stdarg.h>
#include <stdio.h>

void diagnostics_add(struct diagnostics *diagnostics, const char *format, ...)
{
	va_list arguments;

	if (diagnostics->count == DIAGNOSTICS_MAX)
		return;
	va_start(arguments, format);
	vsnprintf(diagnostics->lines[(diagnostics->first + diagnostics->count++) % DIAGNOSTICS_MAX],
		DIAGNOSTIC_SIZE, format, arguments);
	va_end(arguments);
}

const char *diagnostics_take(struct diagnostics *diagnostics)
{
	const char *line = diagnostics->lines[diagnostics->first];

	if (diagnostics->count == 0)
		return NULL;
	diagnostics->first = (diagnostics->first + 1) % DIAGNOSTICS_MAX;
	diagnostics->count--;
	return line;
}

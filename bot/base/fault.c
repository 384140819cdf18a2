#include "base/fault.h"

#include <stdarg.h>
#include <stdio.h>

bool fault_set(struct fault *why, const char *format, ...)
{
	va_list args;

	if (!why)
		return false;
	va_start(args, format);
	vsnprintf(why->text, sizeof why->text, format, args);
	va_end(args);
	return false;
}

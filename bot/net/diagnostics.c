#include "net/diagnostics.h"

#include <stdarg.h>
#include <stdio.h>

void diagnostics_add(struct diagnostics *d, enum log_level level, const char *format, ...)
{
	va_list arguments;

	if (d->count == DIAGNOSTICS_MAX)
		return;
	struct diagnostic *it = &d->queue[(d->first + d->count++) % DIAGNOSTICS_MAX];
	it->level = level;
	va_start(arguments, format);
	vsnprintf(it->text, sizeof it->text, format, arguments);
	va_end(arguments);
}

const struct diagnostic *diagnostics_take(struct diagnostics *d)
{
	const struct diagnostic *it = &d->queue[d->first];

	if (d->count == 0)
		return NULL;
	d->first = (d->first + 1) % DIAGNOSTICS_MAX;
	d->count--;
	return it;
}

#ifndef TONLE_BASE_ERROR_H
#define TONLE_BASE_ERROR_H

#include <stdbool.h>

/*
 * Why something failed, in words for the person who can mend it: where (file:line, table, host)
 * and what was expected. Functions that can fail take a struct error * and return false or NULL.
 */
struct error {
	char text[640];
};

/* Writes the reason (printf format; cut to fit) and returns false, to be returned at once:
 * return error_set(why, "%s:%d: expected …", …). why may be NULL. */
bool error_set(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif

#ifndef TONLE_BASE_ERROR_H
#define TONLE_BASE_ERROR_H

#include <stdbool.h>

/*
 * Why something failed, for the person who can fix it: the place (file:line, table, host) and what
 * was expected. Functions that can fail take a struct error * and return false or NULL.
 */
struct error {
	char text[640];
};

/* Sets the message (printf format; cut to fit) and returns false, for use in a return statement:
 * return error_set(err, "%s:%d: expected …", …). err may be NULL. */
bool error_set(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif

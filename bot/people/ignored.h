#ifndef TONLE_PEOPLE_IGNORED_H
#define TONLE_PEOPLE_IGNORED_H

#include "people/limit.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Remembers from which user@host ignored accounts were used on one network, so that people stay
 * ignored after they log out. Keeps the last IGNORED_MOST, in memory. The caller checks whether the
 * account is still ignored. Pure.
 */
enum { IGNORED_MOST = 128, IGNORED_ACCOUNT = 64 };

struct ignored {
	struct {
		uint64_t host; /* 0: free */
		char account[IGNORED_ACCOUNT];
	} list[IGNORED_MOST];
	size_t next;
};

/* Notes that the ignored account is used from that user@host, as distinguished by limit_key(). Does
 * nothing if the account or the host is empty. */
void ignored_note(struct ignored *ignored, const struct limit_person *person);

/* The ignored account that was last used from the person's user@host, or NULL. Borrowed until the
 * next ignored_note(). Does not look at person->account. */
const char *ignored_account(const struct ignored *ignored, const struct limit_person *person);

#endif

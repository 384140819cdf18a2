#ifndef TONLE_PEOPLE_IGNORED_H
#define TONLE_PEOPLE_IGNORED_H

#include "people/limit.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * From which user@host ignored accounts were used on one network, so that a log-out does not end
 * the ignoring. In memory, the last IGNORED_MOST. Whether an account is still ignored is looked up
 * by the caller. Pure.
 */
enum { IGNORED_MOST = 128, IGNORED_ACCOUNT = 64 };

struct ignored {
	struct {
		uint64_t host; /* 0: free */
		char account[IGNORED_ACCOUNT];
	} list[IGNORED_MOST];
	size_t next;
};

/* Notes that the ignored account is used from there; hosts as limit_key() tells them apart. Empty
 * accounts and hosts are not noted. */
void ignored_note(struct ignored *ignored, const struct limit_person *person);

/* The ignored account that was used last from the person's user@host, or NULL. Borrowed until the
 * next ignored_note(). person->account is not looked at. */
const char *ignored_account(const struct ignored *ignored, const struct limit_person *person);

#endif

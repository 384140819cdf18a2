#include "people/ignored.h"

#include <stdio.h>
#include <string.h>

/* A number for the user@host, whatever the account. */
static uint64_t host_of(const struct limit_person *person)
{
	struct limit_person bare = *person;

	bare.account = "";
	return limit_key(&bare);
}

void ignored_note(struct ignored *ignored, const struct limit_person *person)
{
	size_t at = 0;

	if (!*person->account || !*person->host || strlen(person->account) >= IGNORED_ACCOUNT)
		return;
	const uint64_t host = host_of(person);

	while (at < IGNORED_MOST && ignored->list[at].host != host)
		at++;
	if (at == IGNORED_MOST)
		at = ignored->next++ % IGNORED_MOST;
	ignored->list[at].host = host;
	snprintf(ignored->list[at].account, IGNORED_ACCOUNT, "%s", person->account);
}

const char *ignored_account(const struct ignored *ignored, const struct limit_person *person)
{
	const size_t count = ignored->next < IGNORED_MOST ? ignored->next : IGNORED_MOST;
	const uint64_t host = count > 0 ? host_of(person) : 0;

	for (size_t i = 0; i < count; i++)
		if (ignored->list[i].host == host)
			return ignored->list[i].account;
	return NULL;
}

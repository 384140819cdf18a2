#include "people/limit.h"

#include <stdio.h>
#include <string.h>

static struct limit_person *find_person(struct limit *limit, const char *key, struct timestamp now)
{
	const int64_t full = (int64_t)LIMIT_BURST * LIMIT_INTERVAL_MS;
	struct limit_person *oldest = &limit->people[0];

	for (size_t i = 0; i < LIMIT_PEOPLE; i++) {
		struct limit_person *person = &limit->people[i];

		if (strcmp(person->key, key) == 0)
			return person;
		if (*oldest->key && (!*person->key || person->last_ms < oldest->last_ms))
			oldest = person; /* or a free one */
	}
	*oldest = (struct limit_person){.last_ms = now.ms, .credit_ms = full};
	snprintf(oldest->key, sizeof oldest->key, "%s", key);
	return oldest;
}

enum limit_verdict limit_ask(
	struct limit *limit, const char *network, const char *nick, struct timestamp now)
{
	const int64_t full = (int64_t)LIMIT_BURST * LIMIT_INTERVAL_MS;
	char key[LIMIT_KEY];

	snprintf(key, sizeof key, "%s %s", network, nick);
	struct limit_person *person = find_person(limit, key, now);
	int64_t passed = now.ms - person->last_ms;

	person->credit_ms += passed > 0 ? passed : 0;
	if (person->credit_ms > full)
		person->credit_ms = full;
	person->last_ms = now.ms;
	if (person->credit_ms >= LIMIT_INTERVAL_MS) {
		person->credit_ms -= LIMIT_INTERVAL_MS;
		person->told = false;
		return LIMIT_FINE;
	}
	if (person->told)
		return LIMIT_SILENT;
	person->told = true;
	return LIMIT_TELL;
}

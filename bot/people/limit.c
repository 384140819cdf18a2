#include "people/limit.h"

#include "base/hash.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

/* The place of the first of the LIMIT_WAYS buckets that the key may have. */
static size_t first_of(uint64_t key, size_t count)
{
	return key % (count / LIMIT_WAYS) * LIMIT_WAYS;
}

/* The bucket with that key. A new one, which is full, replaces the one used least recently of those
 * that the key may have. */
static struct limit_bucket *find_bucket(
	struct limit_bucket *list, size_t count, uint64_t key, int64_t full, struct timestamp now)
{
	struct limit_bucket *some = list + first_of(key, count), *oldest = some;

	for (size_t i = 0; i < LIMIT_WAYS; i++) {
		struct limit_bucket *bucket = &some[i];

		if (bucket->key == key)
			return bucket;
		if (oldest->key && (!bucket->key || bucket->last_ms < oldest->last_ms))
			oldest = bucket; /* or a free one */
	}
	*oldest = (struct limit_bucket){.key = key,
		.last_ms = now.ms,
		.credit_ms = full,
		.told_ms = now.ms - LIMIT_TOLD_MS};
	return oldest;
}

/* Whether the bucket has a line's worth, after what it has earned since. */
static bool earn(struct limit_bucket *bucket, int64_t full, int64_t cost, struct timestamp now)
{
	int64_t passed = now.ms - bucket->last_ms;

	bucket->credit_ms += passed > 0 ? passed : 0;
	if (bucket->credit_ms > full)
		bucket->credit_ms = full;
	bucket->last_ms = now.ms;
	return bucket->credit_ms >= cost;
}

/* Writes the host; of an IPv6 address the first 64 bits, which one person usually has alone. */
static void write_host(const char *host, char *out, size_t size)
{
	unsigned char address[16];

	if (inet_pton(AF_INET6, host, address) == 1) {
		memset(address + 8, 0, 8);
		inet_ntop(AF_INET6, address, out, (socklen_t)size);
	} else {
		casemap_fold(CASEMAP_ASCII, host, out, size);
	}
}

uint64_t limit_key(const struct limit_person *person)
{
	char host[256], account[128], text[512];

	write_host(person->host, host, sizeof host);
	casemap_fold(person->casemap, person->account, account, sizeof account);
	if (*account)
		snprintf(text, sizeof text, "%.100s =%s", person->network, account);
	else
		snprintf(text, sizeof text, "%.100s %.60s@%s %.60s", person->network, person->user,
			host, person->relayed);
	uint64_t key = hash_block(text, strlen(text));

	return key ? key : 1;
}

uint64_t limit_host(const struct limit_person *person)
{
	struct limit_person host = *person;

	host.user = host.account = host.relayed = "";
	return limit_key(&host);
}

bool limit_has_seen(const struct limit *limit, const struct limit_person *person)
{
	const uint64_t key = limit_key(person);
	const struct limit_bucket *some = limit->people + first_of(key, LIMIT_PEOPLE);

	for (size_t i = 0; i < LIMIT_WAYS; i++)
		if (some[i].key == key)
			return true;
	return false;
}

static struct limit_bucket *person_bucket(
	struct limit *limit, const struct limit_person *person, int64_t full, struct timestamp now)
{
	return find_bucket(limit->people, LIMIT_PEOPLE, limit_key(person), full, now);
}

static struct limit_bucket *channel_bucket(
	struct limit *limit, const struct limit_person *person, int64_t full, struct timestamp now)
{
	char text[256];
	const size_t count = sizeof limit->channels / sizeof *limit->channels;

	snprintf(text, sizeof text, "%.100s ", person->network);
	size_t length = strlen(text);
	casemap_fold(person->casemap, person->channel, text + length, sizeof text - length);
	uint64_t key = hash_block(text, strlen(text));
	return find_bucket(limit->channels, count, key ? key : 1, full, now);
}

/* Buckets of a minute: so many lines at once, and as many in a minute. */
enum { MINUTE_MS = 60 * 1000 };

enum limit_verdict limit_ask(struct limit *limit, const struct limit_person *person,
	const struct config_limits *limits, struct timestamp now)
{
	static const struct config_limits usual = {
		.burst = LIMIT_BURST, .interval = LIMIT_INTERVAL_MS / 1000};
	const struct config_limits *most = limits ? limits : &usual;
	const int64_t cost = (int64_t)most->interval * 1000, full = cost * most->burst;
	const int64_t in_channel = most->channel && *person->channel && !person->trusted
					   ? MINUTE_MS / most->channel
					   : 0;
	const int64_t of_all = most->whole && !person->trusted ? MINUTE_MS / most->whole : 0;
	struct limit_bucket *own = person_bucket(limit, person, full, now);
	struct limit_bucket *there =
		in_channel ? channel_bucket(limit, person, MINUTE_MS, now) : NULL;

	if (!limit->whole.key)
		limit->whole =
			(struct limit_bucket){.key = 1, .last_ms = now.ms, .credit_ms = MINUTE_MS};
	bool fine = full == 0 || earn(own, full, cost, now);
	fine = (!there || earn(there, MINUTE_MS, in_channel, now)) && fine;
	fine = (!of_all || earn(&limit->whole, MINUTE_MS, of_all, now)) && fine;
	if (fine) {
		own->credit_ms -= full ? cost : 0;
		if (there)
			there->credit_ms -= in_channel;
		limit->whole.credit_ms -= of_all;
		own->told = false;
		return LIMIT_FINE;
	}
	limit->dropped++;
	if (own->told || now.ms - own->told_ms < LIMIT_TOLD_MS)
		return LIMIT_SILENT;
	own->told = true;
	own->told_ms = now.ms;
	return LIMIT_TELL;
}

/* Counts a note of today; whether it is one of the first `most`. */
static bool count_note(struct limit_bucket *bucket, int most, struct timestamp now)
{
	enum { DAY_MS = 86400 * 1000 };

	if (bucket->day != now.ms / DAY_MS) {
		bucket->day = now.ms / DAY_MS;
		bucket->noted = 0;
	}
	return bucket->noted++ < most;
}

bool limit_may_note(struct limit *limit, const struct limit_person *person, struct timestamp now)
{
	const size_t hosts = sizeof limit->hosts / sizeof *limit->hosts;
	struct limit_bucket *own =
		person_bucket(limit, person, (int64_t)LIMIT_BURST * LIMIT_INTERVAL_MS, now);

	if (person->trusted)
		return true;
	if (!count_note(own, LIMIT_NOTED, now))
		return false;
	if (*person->account || *person->relayed)
		return true;
	struct limit_bucket *host = find_bucket(limit->hosts, hosts, limit_host(person), 0, now);
	host->last_ms = now.ms;
	return count_note(host, LIMIT_NOTED_HOST, now);
}

bool limit_is_other(struct limit *limit, const struct limit_person *person, uint64_t thing)
{
	const bool named = *person->account || *person->relayed;
	const uint64_t both[] = {named ? limit_key(person) : limit_host(person), thing};
	const uint64_t key = hash_block(both, sizeof both);

	for (size_t i = 0; i < LIMIT_COUNTED; i++)
		if (limit->counted[i] == key)
			return false;
	limit->counted[limit->next_counted++ % LIMIT_COUNTED] = key;
	return true;
}

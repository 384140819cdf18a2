#include "talk/context.h"

#include "base/hash.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

static void make_key(char *key, const char *network, const char *place, const char *nick)
{
	snprintf(key, CONTEXT_KEY, "%s %s %s", network, place, nick);
}

struct exchange *context_own(struct memory *memory, const char *network, const char *place,
	const char *nick, struct timestamp now)
{
	char key[CONTEXT_KEY];

	make_key(key, network, place, nick);
	uint32_t hash = hash_text(key);
	for (size_t i = 0; i < CONTEXT_ENTRIES; i++)
		if (memory->heads[i].hash == hash && now.ms - memory->heads[i].ms <= CONTEXT_MS &&
			strcmp(memory->entries[i].key, key) == 0)
			return &memory->entries[i];
	return NULL;
}

struct exchange *context_find(struct memory *memory, const char *network, const char *place,
	const char *nick, struct timestamp now)
{
	struct exchange *newest = context_own(memory, network, place, nick, now);
	struct exchange *told = context_own(memory, network, place, "", now);
	char key[CONTEXT_KEY];

	if (newest)
		return told && told->ms > newest->ms ? told : newest;
	make_key(key, network, place, "");
	for (size_t i = 0; i < CONTEXT_ENTRIES; i++) {
		struct exchange *it = &memory->entries[i];

		if (*it->key && strcmp(it->place, key) == 0 && now.ms - it->ms <= CONTEXT_MS &&
			(!newest || it->ms >= newest->ms))
			newest = it;
	}
	return newest;
}

void context_show(struct exchange *it, const struct profile *profile, bool alone)
{
	snprintf(it->fact, sizeof it->fact, "%s", profile->fact->id);
	it->overview = false;
	if (alone && profile->answered_count > 0)
		text_fold(index_question(profile, &profile->known[0]), it->question,
			sizeof it->question);
	it->why.count = 1;
	snprintf(it->why.lines[0], REPLY_LINE,
		"%s was not the answer to a question: a command, a quiz or a card showed it.",
		profile->fact->id);
}

void context_forget(struct memory *memory, const char *fact)
{
	for (size_t i = 0; i < CONTEXT_ENTRIES; i++)
		if (strcmp(memory->entries[i].fact, fact) == 0) {
			memory->entries[i] = (struct exchange){.fact = ""};
			memory->heads[i].hash = 0;
		}
}

struct exchange *context_new(struct memory *memory, const char *network, const char *place,
	const char *nick, struct timestamp now)
{
	struct exchange *it = context_own(memory, network, place, nick, now);

	size_t at = it ? (size_t)(it - memory->entries) : 0;
	if (!it) /* a free entry or the oldest */
		for (size_t i = 1; i < CONTEXT_ENTRIES && memory->heads[at].hash; i++)
			if (!memory->heads[i].hash || memory->heads[i].ms < memory->heads[at].ms)
				at = i;
	it = &memory->entries[at];
	memset(it, 0, sizeof *it);
	make_key(it->key, network, place, nick);
	make_key(it->place, network, place, "");
	it->ms = memory->heads[at].ms = now.ms;
	memory->heads[at].hash = hash_text(it->key);
	return it;
}

void context_forget_told(struct memory *memory)
{
	for (size_t i = 0; i < CONTEXT_ENTRIES; i++)
		*memory->entries[i].told = '\0';
}

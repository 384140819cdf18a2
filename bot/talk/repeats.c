#include "talk/repeats.h"

#include "base/hash.h"

#include <string.h>

bool repeats_may_say(struct repeats *repeats, const char *network, const char *person,
	const char *text, struct timestamp now, bool *first)
{
	uint32_t who = hash_bytes(HASH_EMPTY, network, strlen(network) + 1);
	uint32_t what = hash_bytes(HASH_EMPTY, text, strlen(text));
	struct repeats_entry *found = &repeats->list[0];

	who = hash_bytes(who, person, strlen(person));
	for (size_t i = 0; i < REPEATS_KEPT; i++) {
		struct repeats_entry *entry = &repeats->list[i];

		if (entry->count > 0 && now.ms - entry->ms > REPEATS_MS)
			entry->count = 0;
		if (entry->count > 0 && entry->person == who && entry->text == what) {
			found = entry;
			break;
		}
		if (found->count > 0 && (entry->count == 0 || entry->ms < found->ms))
			found = entry; /* a free one, or the oldest */
	}
	if (found->count == 0 || found->person != who || found->text != what)
		*found = (struct repeats_entry){.person = who, .text = what};
	found->ms = now.ms;
	found->count++;
	*first = found->count == REPEATS_MOST + 1;
	return found->count <= REPEATS_MOST;
}

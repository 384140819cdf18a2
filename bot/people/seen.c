#include "people/seen.h"

#include <stdio.h>
#include <string.h>

static int find(const struct seen *seen, const char *network, const char *author)
{
	for (int i = 0; i < SEEN_ENTRIES; i++)
		if (seen->entries[i].when && strcmp(seen->entries[i].author, author) == 0 &&
			strcmp(seen->entries[i].network, network) == 0)
			return i;
	return -1;
}

static int oldest(const struct seen *seen)
{
	int at = 0;

	for (int i = 1; i < SEEN_ENTRIES; i++)
		if (seen->entries[i].when < seen->entries[at].when)
			at = i;
	return at;
}

void seen_note(struct seen *seen, const char *network, const char *author, const char *nick)
{
	int at = find(seen, network, author);

	if (strlen(network) >= sizeof seen->entries->network ||
		strlen(author) >= sizeof seen->entries->author ||
		strlen(nick) >= sizeof seen->entries->nick)
		return;
	if (at < 0)
		at = oldest(seen);
	struct seen_entry *entry = &seen->entries[at];
	snprintf(entry->network, sizeof entry->network, "%s", network);
	snprintf(entry->author, sizeof entry->author, "%s", author);
	snprintf(entry->nick, sizeof entry->nick, "%s", nick);
	entry->when = ++seen->notes;
}

const char *seen_nick(const struct seen *seen, const char *network, const char *author)
{
	int at = find(seen, network, author);

	return at < 0 ? NULL : seen->entries[at].nick;
}

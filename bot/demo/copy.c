#include "demo/copy.h"

#include "keep/store_people.h"
#include "loop.h"
#include "people/roles.h"

#include <dirent.h>
#include <unistd.h>

bool copy_database(const char *from, const char *to, struct error *err)
{
	struct store *store = store_open(from, STORE_READ, err);
	bool done = store && store_backup(store, to, false, err);

	store_close(store);
	return done;
}

bool copy_moderate(const char *database, const char *network, const char *mask, bool on)
{
	const struct role_row row = {.network = network,
		.kind = ROLE_BY_MASK,
		.who = mask,
		.role = roles_name(ROLE_MODERATOR),
		.granter = "the demo",
		.at = loop_now().unix};
	struct error err;
	bool dropped;
	struct store *store = store_open(database, STORE_WRITE, &err);
	bool done = store && (on ? store_role_put(store, &row, &err)
				 : store_role_drop(store, &row, &dropped, &err));

	store_close(store);
	return done;
}

void copy_remove_files(int directory)
{
	DIR *all = fdopendir(dup(directory));

	for (const struct dirent *entry; all && (entry = readdir(all));)
		unlinkat(directory, entry->d_name, 0);
	if (all)
		closedir(all);
}

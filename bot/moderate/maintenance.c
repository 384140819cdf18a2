/* The verbs of owners that care for the fact base as a whole: backup, restore, reload. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/map.h"
#include "moderate/edit.h"
#include "verbs/arg.h"
#include "verbs/verb.h"

#include <dirent.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { NAME = 40, LISTED = 10, WORD = 6 };

static const char prefix[] = "tonle-", suffix[] = ".db";

/* Where backups lie: state_dir, or beside the database. Storage is PATH_MAX bytes. */
static const char *directory(const struct bot *bot, char *storage)
{
	if (bot->config && *bot->config->state_dir)
		return bot->config->state_dir;
	snprintf(storage, PATH_MAX, "%s", store_path(bot->store));
	return dirname(storage);
}

static bool path_of(const struct bot *bot, const char *name, char *path, struct error *err)
{
	char storage[PATH_MAX];

	return snprintf(path, PATH_MAX, "%s/%s", directory(bot, storage), name) < PATH_MAX ||
	       error_set(err, "the path of the backup is too long");
}

/* Whether it is the name of a backup, "tonle-20261125-221530.db": never a path, never a pattern. */
static bool is_backup(const char *name)
{
	size_t length = strlen(name), before = sizeof prefix - 1, behind = sizeof suffix - 1;

	return length > before + behind && length < NAME && strncmp(name, prefix, before) == 0 &&
	       strcmp(name + length - behind, suffix) == 0 &&
	       strspn(name + before, "0123456789-") == length - before - behind;
}

/* Writes a backup with the moment in its name; a number behind it where that is taken. */
static bool write_backup(struct bot *bot, struct timestamp now, char name[NAME], struct error *err)
{
	char stamp[32], path[PATH_MAX], storage[PATH_MAX];
	time_t at = (time_t)now.unix;
	struct tm parts;

	if (!gmtime_r(&at, &parts) || strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &parts) == 0)
		return error_set(err, "the clock is out of range");
	mkdir(directory(bot, storage),
		0700); /* where it is not there and cannot be made, see below */
	for (int number = 1; number < 100; number++) {
		char again[8] = "";

		if (number > 1)
			snprintf(again, sizeof again, "-%d", number);
		snprintf(name, NAME, "%s%.20s%s%s", prefix, stamp, again, suffix);
		if (!path_of(bot, name, path, err))
			return false;
		if (access(path, F_OK) != 0)
			return store_backup(bot->store, path, err);
	}
	return error_set(err, "too many backups within one second");
}

enum manner verb_backup(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char name[NAME], author[256];
	struct store_counts counts;
	struct error err;

	(void)arguments;
	if (!write_backup(bot, asker->now, name, &err) || !store_count(bot->store, &counts, &err))
		return verb_refuse(asker, out, "There is no backup: %s.", err.text);
	bot_announce(
		bot, "backup: %s, by %s", name, edit_author(bot, asker, author, sizeof author));
	return verb_say(asker, out, MANNER_ANSWER,
		"Backed up as %s: %lld facts, %lld drafts, %lld revisions.", name,
		(long long)counts.facts, (long long)counts.drafts, (long long)counts.revisions);
}

/* --- restore ---------------------------------------------------------------------------------- */

static int newest_first(const void *a, const void *b)
{
	return strcmp(b, a);
}

static enum manner list_backups(struct bot *bot, const struct asker *asker, struct reply *out)
{
	char storage[PATH_MAX], line[REPLY_LINE * 2];
	struct buf buf = BUF(line);
	char(*names)[NAME] = NULL;
	size_t count = 0, room = 0;
	DIR *entries = opendir(directory(bot, storage));

	for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;) {
		if (!is_backup(entry->d_name))
			continue;
		GROW(names, count, room);
		snprintf(names[count++], NAME, "%.39s", entry->d_name);
	}
	if (entries)
		closedir(entries);
	if (count > 0)
		qsort(names, count, sizeof *names, newest_first);
	buf_add(&buf, "Backups, the newest first:");
	for (size_t i = 0; i < count && i < LISTED; i++)
		buf_add(&buf, "%s %s", i ? "," : "", names[i]);
	if (count > LISTED)
		buf_add(&buf, " and %zu older ones", count - LISTED);
	free(names);
	if (count == 0)
		return verb_refuse(asker, out, "There is no backup yet; `backup` makes one.");
	reply_text(line, asker->room, out);
	return verb_page(bot, asker, MANNER_NOTICE, out);
}

/* What a restoration would do to the facts. */
struct difference {
	size_t changed, gone, back;
	int64_t revisions_now, revisions_then;
};

static bool is_same(const struct fact *a, const struct fact *b)
{
	char *left = fact_content(a), *right = fact_content(b);
	bool same = strcmp(left, right) == 0;

	free(left);
	free(right);
	return same;
}

static void compare(
	const struct factset *now, const struct factset *then, struct difference *difference)
{
	struct map ids = {0};
	size_t shared = 0;

	for (size_t i = 0; i < then->fact_count; i++)
		map_put(&ids, then->facts[i].id, (int)i);
	for (size_t i = 0; i < now->fact_count; i++) {
		int at = map_get(&ids, now->facts[i].id);

		if (at < 0)
			difference->gone++;
		else
			difference->changed += !is_same(&now->facts[i], &then->facts[at]);
		shared += at >= 0;
	}
	difference->back = then->fact_count - shared;
	map_free(&ids);
}

/* Checks the backup as a whole, and compares. */
static bool examine(
	struct bot *bot, struct store *backup, struct difference *difference, struct error *err)
{
	struct factset now = {0}, then = {0};
	struct store *present = store_open(store_path(bot->store), STORE_READ, err);
	bool good = present && store_is_intact(backup, err) &&
		    store_audit(backup, &difference->revisions_then, err) &&
		    store_audit(present, &difference->revisions_now, err) &&
		    store_load_all(backup, &then, err) && store_load_all(present, &now, err);

	if (good)
		compare(&now, &then, difference);
	factset_free(&now);
	factset_free(&then);
	store_close(present);
	return good;
}

/*
 * The word that says "I have seen what it would do": of what is there now and what would be, so
 * that it is good for this restoration of this backup over this fact base, and for none after it.
 */
static void make_word(const char *name, const struct difference *difference, char word[WORD + 1])
{
	char text[256], hash[DIGEST_HEX];

	int length = snprintf(text, sizeof text, "%s %zu %zu %zu %lld %lld", name,
		difference->changed, difference->gone, difference->back,
		(long long)difference->revisions_now, (long long)difference->revisions_then);
	digest_sha256(text, (size_t)length, hash);
	snprintf(word, WORD + 1, "%.*s", WORD, hash);
}

/* Does it: the present fact base is backed up first, and nothing of it is lost. */
static enum manner restore(struct bot *bot, const struct asker *asker, const char *name,
	struct store *backup, struct reply *out)
{
	char kept[NAME], author[256];
	struct error err;

	if (!write_backup(bot, asker->now, kept, &err))
		return verb_refuse(asker, out,
			"Nothing was restored, since the present cannot be backed up: %s.",
			err.text);
	if (!store_restore(bot->store, backup, &err))
		return verb_refuse(asker, out, "Nothing was restored: %s.", err.text);
	if (bot->config && !bot_configure(bot, bot->config, asker->now, &err))
		log_warn("restore", "the configuration's roles are not in it: %s", err.text);
	bot_announce(bot, "restore: %s restored %s; what was there is kept as %s",
		edit_author(bot, asker, author, sizeof author), name, kept);
	if (!bot_refresh(bot, &err))
		return verb_refuse(
			asker, out, "%s is restored, but cannot be read: %s.", name, err.text);
	return verb_say(asker, out, MANNER_ANSWER,
		"%s is restored: %zu facts are served. What was there is kept as %s. Undo: "
		"restore %s",
		name, bot->index->count, kept, kept);
}

static enum manner restore_from(struct bot *bot, const struct asker *asker, const char *name,
	const char *word, struct store *backup, struct reply *out)
{
	struct difference it = {0};
	char expected[WORD + 1];
	struct error err;

	if (!examine(bot, backup, &it, &err))
		return verb_refuse(asker, out, "Nothing was restored: %s.", err.text);
	make_word(name, &it, expected);
	if (strcmp(word, expected) == 0)
		return restore(bot, asker, name, backup, out);
	return verb_say(asker, out, *word ? MANNER_REFUSED : MANNER_NOTICE,
		"%s%s is sound. Restoring it: %zu facts become what they were, %zu go, %zu come "
		"back (%lld revisions now, %lld then); roles and lists become what they were, too. "
		"The present is backed up first. To do it: restore %s %s",
		*word ? "That is not the word; nothing was restored. " : "", name, it.changed,
		it.gone, it.back, (long long)it.revisions_now, (long long)it.revisions_then, name,
		expected);
}

enum manner verb_restore(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char name[ARG_WORD], word[ARG_WORD], path[PATH_MAX];
	struct error err;

	if (!arg_word(&arguments, name, sizeof name))
		return list_backups(bot, asker, out);
	arg_word(&arguments, word, sizeof word);
	if (!is_backup(name))
		return verb_refuse(asker, out,
			"\"%.60s\" is not the name of a backup; `restore` lists them.", name);
	if (!path_of(bot, name, path, &err))
		return verb_refuse(asker, out, "Nothing was restored: %s.", err.text);
	if (access(path, F_OK) != 0)
		return verb_refuse(
			asker, out, "There is no backup %s; `restore` lists them.", name);
	struct store *backup = store_open(path, STORE_READ, &err);
	if (!backup)
		return verb_refuse(asker, out, "Nothing was restored: %s.", err.text);
	enum manner manner = restore_from(bot, asker, name, word, backup, out);
	store_close(backup);
	return manner;
}

/* --- reload ----------------------------------------------------------------------------------- */

enum manner verb_reload(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	(void)arguments;
	if (!bot->serving)
		return verb_refuse(
			asker, out, "There is no configuration to read anew: nothing is served.");
	kill(getpid(), SIGHUP); /* the loop does it, between two lines */
	return verb_say(asker, out, MANNER_NOTICE,
		"The configuration is read anew; if it is not sound, the present one stays, and "
		"the log says why.");
}

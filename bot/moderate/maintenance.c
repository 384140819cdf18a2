/* Verbs of owners for the fact base as a whole: backup, restore, reload. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/map.h"
#include "moderate/edit.h"
#include "moderate/moderate.h"
#include "verbs/arg.h"

#include <dirent.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { NAME = 40, LISTED = 10, WORD = 6 };

static const char prefix[] = "tonle-", suffix[] = ".db";

/* The directory of the backups: state_dir, or the database's. Storage has PATH_MAX bytes. */
static const char *backup_directory(const struct bot *bot, char *storage)
{
	if (bot->config && *bot->config->state_dir)
		return bot->config->state_dir;
	snprintf(storage, PATH_MAX, "%s", store_path(bot->store));
	return dirname(storage);
}

static bool path_of(const struct bot *bot, const char *name, char *path, struct error *err)
{
	char storage[PATH_MAX];

	return snprintf(path, PATH_MAX, "%s/%s", backup_directory(bot, storage), name) < PATH_MAX ||
	       error_set(err, "the path of the backup is too long");
}

/* Whether this is the name of a backup, "tonle-20261125-221530.db"; a path never is. */
static bool is_backup(const char *name)
{
	size_t length = strlen(name), before = sizeof prefix - 1, after = sizeof suffix - 1;

	return length > before + after && length < NAME && strncmp(name, prefix, before) == 0 &&
	       strcmp(name + length - after, suffix) == 0 &&
	       strspn(name + before, "0123456789-") == length - before - after;
}

/* Writes a backup named after the time; a number is appended if that name is taken. */
static bool write_backup(struct bot *bot, struct timestamp now, char name[NAME], struct error *err)
{
	char stamp[32], path[PATH_MAX], storage[PATH_MAX];
	time_t at = (time_t)now.unix;
	struct tm parts;

	if (!gmtime_r(&at, &parts) || strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &parts) == 0)
		return error_set(err, "the clock is out of range");
	mkdir(backup_directory(bot, storage), 0700); /* store_backup reports a failure */
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
		return verb_refuse(asker, out, "The backup failed: %s.", err.text);
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
	DIR *entries = opendir(backup_directory(bot, storage));

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
	buf_add(&buf, "Backups, newest first:");
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

/* What a restore would do to the facts. */
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

static void compare_facts(
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

/* Checks the backup's pages and revisions, and compares it with the present. */
static bool examine_backup(
	struct bot *bot, struct store *backup, struct difference *difference, struct error *err)
{
	struct factset now = {0}, then = {0};
	struct store *present = store_open(store_path(bot->store), STORE_READ, err);
	bool good = present && store_is_intact(backup, err) &&
		    store_audit(backup, &difference->revisions_then, err) &&
		    store_audit(present, &difference->revisions_now, err) &&
		    store_load_all(backup, &then, err) && store_load_all(present, &now, err);

	if (good)
		compare_facts(&now, &then, difference);
	factset_free(&now);
	factset_free(&then);
	store_close(present);
	return good;
}

/*
 * The word that confirms a restore: a hash of what the user was shown, so that it is valid for this
 * backup over this state of the fact base only.
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

/* Restores the backup after backing up the present. */
static enum manner restore_backup(struct bot *bot, const struct asker *asker, const char *name,
	struct store *backup, struct reply *out)
{
	char kept[NAME], author[256];
	struct error err;

	if (!write_backup(bot, asker->now, kept, &err))
		return verb_refuse(asker, out,
			"Nothing was restored, because the backup of the present failed: %s.",
			err.text);
	if (!store_restore(bot->store, backup, &err))
		return verb_refuse(asker, out, "Nothing was restored: %s.", err.text);
	if (bot->config && !bot_configure(bot, bot->config, asker->now, &err))
		log_warn("restore", "the configuration's roles could not be written: %s", err.text);
	bot_announce(bot, "restore: %s restored %s; the previous fact base is %s",
		edit_author(bot, asker, author, sizeof author), name, kept);
	if (!bot_refresh(bot, &err))
		return verb_refuse(
			asker, out, "%s is restored, but could not be loaded: %s.", name, err.text);
	return verb_say(asker, out, MANNER_ANSWER,
		"%s is restored: %zu facts are served. The "
		"previous fact base is %s. Undo: restore %s",
		name, bot->index->count, kept, kept);
}

static enum manner restore_from(struct bot *bot, const struct asker *asker, const char *name,
	const char *word, struct store *backup, struct reply *out)
{
	struct difference it = {0};
	char expected[WORD + 1];
	struct error err;

	if (!examine_backup(bot, backup, &it, &err))
		return verb_refuse(asker, out, "Nothing was restored: %s.", err.text);
	make_word(name, &it, expected);
	if (strcmp(word, expected) == 0)
		return restore_backup(bot, asker, name, backup, out);
	return verb_say(asker, out, *word ? MANNER_REFUSED : MANNER_NOTICE,
		"%s%s is intact. Restoring it changes %zu facts, removes %zu and brings "
		"back %zu (%lld revisions now, %lld then); roles and lists are restored "
		"too. The present is backed up first. To confirm: restore %s %s",
		*word ? "Wrong word; nothing was restored. " : "", name, it.changed, it.gone,
		it.back, (long long)it.revisions_now, (long long)it.revisions_then, name, expected);
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
	if (!bot->reload)
		return verb_refuse(
			asker, out, "There is no configuration to reload: no network is served.");
	bot->reload();
	return verb_say(asker, out, MANNER_NOTICE,
		"Reloading the configuration; if it has errors, the "
		"current one is kept, and the log says why.");
}

/* Verbs of owners for the fact base as a whole: backup, restore, reload. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/map.h"
#include "moderate/edit.h"
#include "moderate/moderate.h"
#include "verbs/arg.h"
#include "verbs/later.h"

#include <dirent.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { NAME = 80, LISTED = 10, WORD = 6 };

static const char prefix[] = "tonle-", suffix[] = ".db";

/* The directory of the backups: state_dir, or the database's. Storage has PATH_MAX bytes. */
static const char *backup_directory(const struct bot *bot, char *storage)
{
	if (bot->config && *bot->config->state_dir)
		return bot->config->state_dir;
	snprintf(storage, PATH_MAX, "%s", store_path(bot->store));
	return dirname(storage);
}

static bool path_of(const char *directory, const char *name, char *path, struct error *err)
{
	return snprintf(path, PATH_MAX, "%s/%s", directory, name) < PATH_MAX ||
	       error_set(err, "the path of the backup is too long");
}

/* Whether this is the name of a backup, "tonle-20261125-221530-320-1a2b3c4d5e6f.db", time and head
 * of the chain (older ones have none); a path never is. */
static bool is_backup(const char *name)
{
	size_t length = strlen(name), before = sizeof prefix - 1, after = sizeof suffix - 1;

	return length > before + after && length < NAME && strncmp(name, prefix, before) == 0 &&
	       strcmp(name + length - after, suffix) == 0 &&
	       strspn(name + before, "0123456789abcdef-") == length - before - after;
}

/* Writes a backup named after the time and the head of the chain, so that the head is also kept
 * outside the database; appends a number if the name is taken. */
static bool write_backup(struct store *store, const char *directory, struct timestamp now,
	bool check, char name[NAME], struct error *err)
{
	char stamp[32], path[PATH_MAX], head[STORE_HEAD];
	time_t at = (time_t)now.unix;
	struct tm parts;

	if (!gmtime_r(&at, &parts) || strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &parts) == 0)
		return error_set(err, "the clock is out of range");
	if (!store_head(store, head, err))
		return false;
	mkdir(directory, 0700); /* store_backup reports a failure */
	for (int number = 1; number < 100; number++) {
		char again[8] = "";

		if (number > 1)
			snprintf(again, sizeof again, "-%d", number);
		snprintf(name, NAME, "%s%.20s-%s%s%s", prefix, stamp, head, again, suffix);
		if (!path_of(directory, name, path, err))
			return false;
		if (access(path, F_OK) != 0)
			return store_backup(store, path, check, err);
	}
	return error_set(err, "too many backups within one second");
}

struct backing_up {
	struct later later;
	const char *directory;
	char name[NAME];
	struct store_counts counts;
};

static void back_up(struct later *later)
{
	struct backing_up *it = (struct backing_up *)later;
	struct store *store = store_open(later->database, STORE_READ, &later->err);

	later->good =
		store &&
		write_backup(store, it->directory, later->asker.now, true, it->name, &later->err) &&
		store_count(store, &it->counts, &later->err);
	store_close(store);
}

static enum manner say_backed_up(struct bot *bot, struct later *later, struct reply *out)
{
	const struct backing_up *it = (const struct backing_up *)later;
	const struct asker *asker = &later->asker;
	char author[256];

	if (!later->good)
		return verb_refuse(asker, out, "The backup failed: %s.", later->err.text);
	bot_announce(
		bot, "backup: %s, by %s", it->name, edit_author(bot, asker, author, sizeof author));
	return verb_say(asker, out, MANNER_ANSWER,
		"Backed up as %s: %lld facts, %lld drafts, %lld revisions.", it->name,
		(long long)it->counts.facts, (long long)it->counts.drafts,
		(long long)it->counts.revisions);
}

enum manner verb_backup(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct later *later = later_new(bot, asker, sizeof(struct backing_up));
	char storage[PATH_MAX];

	(void)arguments;
	later->job.lane = LANE_READ;
	later->work = back_up;
	later->finish = say_backed_up;
	((struct backing_up *)later)->directory =
		arena_string(&later->arena, backup_directory(bot, storage));
	return later_run(bot, later, out);
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
		snprintf(names[count++], NAME, "%.79s", entry->d_name);
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

static bool is_same_fact(const struct fact *a, const struct fact *b)
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
			difference->changed += !is_same_fact(&now->facts[i], &then->facts[at]);
		shared += at >= 0;
	}
	difference->back = then->fact_count - shared;
	map_free(&ids);
}

/* Checks the backup's pages and revisions, and compares it with the current fact base. */
static bool examine_backup(
	const char *database, const char *path, struct difference *difference, struct error *err)
{
	struct factset now = {0}, then = {0};
	struct store *backup = store_open_backup(path, err);
	struct store *present = backup ? store_open(database, STORE_READ, err) : NULL;
	bool good = present && store_is_intact(backup, err) &&
		    store_audit(backup, &difference->revisions_then, err) &&
		    store_audit(present, &difference->revisions_now, err) &&
		    store_load_all(backup, &then, err) && store_load_all(present, &now, err);

	if (good)
		compare_facts(&now, &then, difference);
	factset_free(&now);
	factset_free(&then);
	store_close(present);
	store_close(backup);
	return good;
}

/*
 * The word that confirms a restore: a hash of what the user was shown, so that it is valid only for
 * this backup and this state of the fact base.
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

struct restoring {
	struct later later;
	const char *directory, *name, *path, *word, *model;
	struct difference difference;
	/* of carrying it out: */
	char kept[NAME];
	bool is_kept, is_restored, bare; /* bare: nobody needs an index */
	struct store_counts counts;      /* of what was restored */
	struct index *index;             /* of what was restored; NULL if that cannot be read */
	struct store_seen seen;
};

/* One for the same backup and asker. */
static struct restoring *new_restoring(struct bot *bot, const struct asker *asker,
	const char *directory, const char *name, const char *path, const char *word)
{
	struct restoring *it = (struct restoring *)later_new(bot, asker, sizeof *it);

	it->directory = arena_string(&it->later.arena, directory);
	it->name = arena_string(&it->later.arena, name);
	it->path = arena_string(&it->later.arena, path);
	it->word = arena_string(&it->later.arena, word);
	it->model = arena_string(&it->later.arena, bot->model);
	return it;
}

/* Restores the backup after backing up the present. */
static void restore(struct later *later)
{
	struct restoring *it = (struct restoring *)later;
	struct error *err = &later->err;
	struct store *present = store_open(later->database, STORE_WRITE, err);
	struct store *backup = present ? store_open_backup(it->path, err) : NULL;

	it->is_kept = backup &&
		      write_backup(present, it->directory, later->asker.now, false, it->kept, err);
	it->is_restored = it->is_kept && store_restore(present, backup, err);
	later->good = it->is_restored && store_count(present, &it->counts, err);
	store_close(backup);
	store_close(present);
	if (later->good && !it->bare)
		it->index = bot_build_index(later->database, it->model, &it->seen, err);
}

static enum manner say_restored(struct bot *bot, struct later *later, struct reply *out)
{
	struct restoring *it = (struct restoring *)later;
	const struct asker *asker = &later->asker;
	char author[256];
	struct error err;

	bot->read_only = bot->rebuilding = false;
	if (!it->is_kept)
		return verb_refuse(asker, out,
			"Nothing was restored, because the current fact base could not be backed "
			"up: %s.",
			later->err.text);
	if (!it->is_restored)
		return verb_refuse(asker, out, "Nothing was restored: %s.", later->err.text);
	if (bot->config && !bot_configure(bot, bot->config, asker->now, &err))
		log_warn("restore", "the configuration's roles could not be written: %s", err.text);
	bot->ambient_known = false;
	bot_announce(bot, "restore: %s restored %s; the previous fact base is %s",
		edit_author(bot, asker, author, sizeof author), it->name, it->kept);
	if (!later->good || (!it->index && !it->bare))
		return verb_refuse(asker, out, "%s is restored, but could not be loaded: %s.",
			it->name, later->err.text);
	if (it->index)
		bot_take_index(bot, it->index, &it->seen);
	it->index = NULL;
	return verb_say(asker, out, MANNER_ANSWER,
		"%s is restored: %lld facts are served. The "
		"previous fact base is %s. Undo: restore %s",
		it->name, (long long)it->counts.facts, it->kept, it->kept);
}

static void drop_index(struct later *later)
{
	index_free(((struct restoring *)later)->index);
}

/* Starts the restore. Until it is done, nothing is written: it would be lost, or wait for the
 * lock. */
static enum manner carry_out(struct bot *bot, const struct restoring *asked, struct reply *out)
{
	struct restoring *it = new_restoring(
		bot, &asked->later.asker, asked->directory, asked->name, asked->path, asked->word);

	it->later.job.lane = LANE_LONG;
	it->later.work = restore;
	it->later.finish = say_restored;
	it->later.release = drop_index;
	it->bare = bot->bare;
	bot->read_only = bot->rebuilding = true;
	return later_run(bot, &it->later, out);
}

static void start_examining(struct later *later)
{
	struct restoring *it = (struct restoring *)later;

	later->good = examine_backup(later->database, it->path, &it->difference, &later->err);
}

static enum manner say_difference(struct bot *bot, struct later *later, struct reply *out)
{
	const struct restoring *asked = (const struct restoring *)later;
	const struct difference *it = &asked->difference;
	char expected[WORD + 1];

	if (!later->good)
		return verb_refuse(
			&later->asker, out, "Nothing was restored: %s.", later->err.text);
	make_word(asked->name, it, expected);
	if (strcmp(asked->word, expected) == 0)
		return bot->read_only ? verb_refuse(&later->asker, out,
						"Nothing was restored: the fact base is read-only.")
				      : carry_out(bot, asked, out);
	return verb_say(&later->asker, out, *asked->word ? MANNER_REFUSED : MANNER_NOTICE,
		"%s%s is intact. Restoring it changes %zu facts, removes %zu and brings back %zu "
		"(%lld revisions now, %lld then); roles and lists are restored too. The current "
		"fact base is backed up first. To confirm: restore %s %s",
		*asked->word ? "Wrong word; nothing was restored. " : "", asked->name, it->changed,
		it->gone, it->back, (long long)it->revisions_now, (long long)it->revisions_then,
		asked->name, expected);
}

enum manner verb_restore(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char name[ARG_WORD], word[ARG_WORD], path[PATH_MAX], storage[PATH_MAX];
	const char *directory = backup_directory(bot, storage);
	struct error err;

	if (!arg_word(&arguments, name, sizeof name))
		return list_backups(bot, asker, out);
	arg_word(&arguments, word, sizeof word);
	if (!is_backup(name))
		return verb_refuse(asker, out,
			"\"%.60s\" is not the name of a backup; `restore` lists them.", name);
	if (!path_of(directory, name, path, &err))
		return verb_refuse(asker, out, "Nothing was restored: %s.", err.text);
	if (access(path, F_OK) != 0)
		return verb_refuse(
			asker, out, "There is no backup %s; `restore` lists them.", name);
	struct restoring *it = new_restoring(bot, asker, directory, name, path, word);
	it->later.job.lane = LANE_READ;
	it->later.work = start_examining;
	it->later.finish = say_difference;
	return later_run(bot, &it->later, out);
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

/* --- audit ------------------------------------------------------------------------------------ */

struct auditing {
	struct later later;
	const char *given; /* a head, or "" */
	int64_t revisions;
	char head[STORE_HEAD];
};

static void audit(struct later *later)
{
	struct auditing *it = (struct auditing *)later;
	struct error *err = &later->err;
	struct store *store = store_open(later->database, STORE_READ, err);

	later->good = store && (!*it->given || store_has_head(store, it->given, err)) &&
		      store_audit(store, &it->revisions, err) && store_head(store, it->head, err);
	store_close(store);
}

static enum manner say_audited(struct bot *bot, struct later *later, struct reply *out)
{
	const struct auditing *it = (const struct auditing *)later;

	(void)bot;
	if (!later->good)
		return verb_refuse(&later->asker, out, "Something was changed from outside: %s.",
			later->err.text);
	return verb_say(&later->asker, out, MANNER_ANSWER,
		"All %lld revisions are unaltered%s%s, and the facts served match them. The head "
		"is %s; keep it for `audit <head>`.",
		(long long)it->revisions, *it->given ? ", also since " : "", it->given, it->head);
}

enum manner verb_audit(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	if (*arguments && !store_is_head(arguments))
		return verb_refuse(asker, out, "Usage: audit [head], such as 320-1a2b3c4d5e6f");
	struct later *later = later_new(bot, asker, sizeof(struct auditing));

	((struct auditing *)later)->given = arena_string(&later->arena, arguments);
	later->job.lane = LANE_READ;
	later->work = audit;
	later->finish = say_audited;
	return later_run(bot, later, out);
}

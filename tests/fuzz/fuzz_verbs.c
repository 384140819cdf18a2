/*
 * Fuzz target for a moderator's commands: any bytes as lines, each a verb and its arguments, on a
 * fact base made from the unit tests' small one (so run it in the project's root). Whatever is
 * said, the replies must fit, the facts must match their revisions, and the chain of hashes must
 * verify.
 */
#include "base/log.h"
#include "base/text.h"
#include "fact/factfile.h"
#include "keep/store_edit.h"
#include "verbs/command.h"
#include "verbs/verb.h"

#include "memory_db.h"

enum { REVISIONS_MAX = 200, CHECK_EVERY = 50 };

static struct bot *target;
static unsigned char *fresh; /* the database as it was at first */
static size_t fresh_size;
static int64_t revisions_seen;
static FILE *said; /* all since the beginning, left behind by a failure */

/* The index lies in a mapping, which LeakSanitizer does not look into. */
static void free_bot(void)
{
	char path[128];

	bot_free(target);
	free(fresh);
	fclose(said);
	snprintf(path, sizeof path, "%s/said", memory_db_place);
	unlink(path);
}

static struct bot *open_bot(void)
{
	struct error err;
	struct bot *bot = bot_new(memory_db_path, NULL, &err);
	char path[128];

	CHECK(bot);
	snprintf(path, sizeof path, "%s/said", memory_db_place);
	said = said ? freopen(path, "w", said) : fopen(path, "w");
	CHECK(said);
	setbuf(said, NULL);
	return bot;
}

static void make_base(void)
{
	const char *facts = "tests/unit/small.yaml";
	struct import_counts counts;
	struct factset set;
	struct error err;

	log_level(LOG_LEVEL_ERROR);
	memory_db_start();
	atexit(free_bot);
	struct store *store = store_open(memory_db_path, STORE_CREATE, &err);
	CHECK(store && factfile_read(&facts, 1, &set, &err));
	CHECK(store_import(store, &set, false, (struct timestamp){.unix = 1}, &counts, &err));
	factset_free(&set);
	store_close(store);
	fresh = memory_db_save(&fresh_size);
	target = open_bot();
}

/* Restores the first database, so that the chain stays short. */
static void start_afresh(void)
{
	bot_free(target);
	memory_db_load(fresh, fresh_size);
	target = open_bot();
}

static void check_reply(const struct reply *reply, size_t room)
{
	CHECK(reply->count <= REPLY_LINES);
	for (size_t i = 0; i < reply->count; i++) {
		size_t length = strlen(reply->lines[i]);

		CHECK(length <= room && text_is_utf8(reply->lines[i], length));
	}
}

/* What the bot serves is what the newest revision of each fact says. */
static void check_facts(struct bot *bot)
{
	for (size_t i = 0; i < bot->index->count; i++) {
		const struct fact *served = bot->index->profiles[i].fact;
		struct arena arena = {0};
		struct edition newest;
		struct fact fact;
		struct error err;

		CHECK(store_fact(bot->store, served->id, &arena, &fact, &newest, &err));
		CHECK(newest.ordinal > 0 && !fact.forgotten && fact.citation_count > 0);
		CHECK(strcmp(fact.says, served->says) == 0 && fact.revision == served->revision);
		CHECK(fact.question_count == served->question_count);
		arena_free(&arena);
	}
}

static void say(struct bot *bot, char *line)
{
	static int64_t seconds = 1700000000;
	static struct reply reply; /* large */
	struct asker asker = {.network = "net",
		.place = "#c",
		.nick = "mona",
		.channel = "#c",
		.user = "m",
		.host = "h",
		.account = "mona",
		.msgid = "",
		.role = ROLE_MODERATOR,
		.room = 400,
		.now = {.ms = seconds * 1000, .unix = seconds}};
	char verb[24], clean[1024];
	size_t length;

	seconds += 20;
	text_clean(line, clean, sizeof clean);
	length = strcspn(clean, " ");
	if (length == 0 || length >= sizeof verb)
		return;
	memcpy(verb, clean, length);
	verb[length] = '\0';
	command_run(bot, &asker, verb, clean + length + strspn(clean + length, " "), &reply);
	check_reply(&reply, asker.room);
}

/* Reports what is wrong, and writes the database and the lines said so far to files. */
static void keep_failed(const char *wrong)
{
	size_t size;
	unsigned char *bytes = memory_db_save(&size);
	char path[128];

	snprintf(path, sizeof path, "%s/failed.db", memory_db_place);
	FILE *file = fopen(path, "wb");
	CHECK(file && fwrite(bytes, 1, size, file) == size);
	fclose(file);
	free(bytes);
	fprintf(stderr, "%s; see %s\n", wrong, memory_db_place);
}

/* Checks the chain and the facts served against it if anything was changed; only after several
 * changes, since this takes longer than they do. */
static void check_base(struct bot *bot)
{
	static unsigned changes;
	struct store_seen seen;
	struct error err;
	int64_t revisions;

	CHECK(store_see(bot->store, &seen, &err));
	if (seen.revision == revisions_seen)
		return;
	revisions_seen = seen.revision;
	if (++changes % CHECK_EVERY != 0)
		return;
	check_facts(bot);
	if (!store_audit(bot->store, &revisions, &err))
		keep_failed(err.text);
	CHECK(revisions == seen.revision && store_audit(bot->store, &revisions, &err));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	if (!target)
		make_base();
	else if (revisions_seen > REVISIONS_MAX)
		start_afresh();
	fwrite(bytes, 1, size, said);
	fwrite("\n", 1, 1, said);
	char *lines = malloc(size + 1);
	CHECK(lines);
	memcpy(lines, bytes, size);
	lines[size] = '\0';
	for (char *line = strtok(lines, "\n"); line; line = strtok(NULL, "\n"))
		say(target, line);
	free(lines);
	check_base(target);
	return 0;
}

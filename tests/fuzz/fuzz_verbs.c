/*
 * Any bytes as lines that a moderator says, each a verb and what stands behind it, to a fact base
 * of its own made from the unit tests' small one (so it runs in the project's root). Whatever is
 * said, the replies fit, the facts are as their revisions say, and the chain holds. libFuzzer:
 * clang -fsanitize=fuzzer,address,undefined.
 */
#include "base/text.h"
#include "fact/factfile.h"
#include "keep/store_edit.h"
#include "verbs/command.h"
#include "verbs/verb.h"

#include "fuzz.h"

#include <string.h>
#include <unistd.h>

static char place[64], database[96];

static void tidy(void)
{
	static const char *const ends[] = {"", "-wal", "-shm"};
	char path[128];

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		snprintf(path, sizeof path, "%s%s", database, ends[i]);
		unlink(path);
	}
	rmdir(place);
}

static struct bot *target;

/* The index lies in a mapping, which LeakSanitizer does not look into. */
static void free_bot(void)
{
	bot_free(target);
}

static struct bot *make_bot(void)
{
	const char *facts = "tests/unit/small.yaml";
	struct import_counts counts;
	struct factset set;
	struct error err;

	snprintf(place, sizeof place, "/tmp/tonle-fuzz-XXXXXX");
	CHECK(mkdtemp(place));
	snprintf(database, sizeof database, "%s/facts.db", place);
	atexit(tidy);
	struct store *store = store_open(database, STORE_CREATE, &err);
	CHECK(store && factfile_read(&facts, 1, &set, &err));
	CHECK(store_import(store, &set, false, (struct timestamp){.unix = 1}, &counts, &err));
	factset_free(&set);
	store_close(store);
	return bot_new(database, NULL, &err);
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

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct error err;
	int64_t revisions;

	if (!target) {
		target = make_bot();
		atexit(free_bot);
	}
	CHECK(target);
	char *lines = malloc(size + 1);
	CHECK(lines);
	memcpy(lines, bytes, size);
	lines[size] = '\0';
	for (char *line = strtok(lines, "\n"); line; line = strtok(NULL, "\n"))
		say(target, line);
	free(lines);
	check_facts(target);
	CHECK(store_audit(target->store, &revisions, &err));
	return 0;
}

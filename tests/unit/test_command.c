/* The verbs: what each accepts, says and remembers. */
#include "store_fixture.h"

#include "base/text.h"
#include "verbs/command.h"
#include "verbs/verb.h"

#include <limits.h>

static struct bot *bot;
static struct reply reply; /* large */

static int setup(void **state)
{
	struct error err;

	if (scratch_setup(state) != 0)
		return -1;
	store_close(small_store("c.db"));
	bot = bot_new(scratch_path("c.db"), NULL, &err);
	if (!bot)
		fail_msg("%s", err.text);
	return 0;
}

static int teardown(void **state)
{
	bot_free(bot);
	return scratch_teardown(state);
}

static int forget(void **state)
{
	(void)state;
	memset(&bot->memory, 0, sizeof bot->memory);
	return 0;
}

static struct asker asker(const char *nick, size_t room, int64_t ms)
{
	return (struct asker){.network = "net",
		.place = "#c",
		.nick = nick,
		.room = room,
		.channel = "#c",
		.account = "",
		.role = ROLE_EVERYONE,
		.now = {.ms = ms}};
}

static enum manner run_as(enum role role, const char *verb, const char *arguments)
{
	struct asker who = asker("olga", 400, 1000);

	who.role = role;
	who.user = who.host = who.msgid = "";
	return command_run(bot, &who, verb, arguments, &reply);
}

static enum manner run(const char *nick, size_t room, const char *verb, const char *arguments)
{
	struct asker who = asker(nick, room, 1000);

	return command_run(bot, &who, verb, arguments, &reply);
}

/* alice was told the fact; its rest and the reasons are kept for her. */
static void was_told(const char *fact, const char *rest, const char *err)
{
	struct exchange *it =
		context_new(&bot->memory, "net", "#c", "alice", (struct timestamp){.ms = 900});

	snprintf(it->fact, sizeof it->fact, "%s", fact);
	reply_text("first", 100, &it->rest);
	if (*rest)
		reply_text(rest, 100, &it->rest);
	it->next = 1;
	reply_text(err, 80, &it->why);
}

/* After "tonle:", words that do not fit make a question; a verb alone or after '!' is always a
 * command. */
static void verbs_take_so_many_words(void **state)
{
	static const struct {
		const char *verb;
		size_t least, most;
	} rows[] = {{"source", 0, 1}, {"more", 0, 0}, {"why", 0, 0}, {"topics", 0, 0},
		{"search", 1, 12}, {"help", 0, 2}};
	char words[80] = "";

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (size_t count = 0; count < 20; count++) {
			memset(words, 0, sizeof words);
			for (size_t w = 0; w < count; w++)
				memcpy(words + 2 * w, " w", 2);
			assert_int_equal(
				command_is_verb(rows[i].verb, words, true), count <= rows[i].most);
			if (command_is_verb(rows[i].verb, words, false) !=
				(count == 0 || (count >= rows[i].least && count <= rows[i].most)))
				fail_msg("%s with %zu words", rows[i].verb, count);
		}
	assert_false(command_is_verb("", "", true));
	assert_false(command_is_verb("wh", "", true));
	assert_false(command_is_verb("WHY", "", true)); /* request.c has lowered it */
	assert_int_equal(run("alice", 400, "nonsense", ""), MANNER_REFUSED);
	assert_int_equal(reply.count, 0);
}

/* What a designated initialiser left out would be silently zero. */
static void every_row_is_complete(void **state)
{
	const struct verb *verb = NULL;

	(void)state;
	while ((verb = verb_after(verb))) {
		const struct verb *other = NULL;
		size_t namesakes = 0;
		const char *arguments = "";

		while ((other = verb_after(other)))
			namesakes += !other->overload && strcmp(other->name, verb->name) == 0;
		if (namesakes != 1)
			fail_msg("%zu rows are named %s", namesakes, verb->name);
		if (verb->alias) {
			other = verb_find(verb->name, &arguments);
			assert_non_null(other);
			assert_string_equal(other->name, verb->alias);
			continue;
		}
		if (verb->role < ROLE_EVERYONE || verb->least > verb->most || !verb->run ||
			!verb->help || !verb->usage ||
			strncmp(verb->usage, verb->name, strlen(verb->name)) != 0 ||
			(verb->overload && !verb->fits))
			fail_msg("the row of %s is incomplete", verb->name);
	}
}

/* "topic <id> <topic>" is a moderator's, "topic <name>" everybody's; old names still work. */
static void overloads_and_aliases(void **state)
{
	(void)state;
	assert_int_equal(command_role("topic", "hun-sen"), ROLE_EVERYONE);
	assert_int_equal(command_role("topic", "hun sen"), ROLE_EVERYONE);
	assert_int_equal(command_role("topic", "hun-sen-age hun-sen"), ROLE_MODERATOR);
	assert_int_equal(command_role("hush", ""), ROLE_MODERATOR);
	assert_int_equal(command_role("speak", ""), ROLE_MODERATOR);
	assert_int_equal(command_role("cite", "apa"), ROLE_EVERYONE);
	assert_int_equal(command_role("cite", "hun-sen-age @ book"), ROLE_MODERATOR);
	run("alice", 400, "help", "hush");
	assert_says(reply.lines[0], "mute [time]: ");
	run("alice", 400, "literal", "succession");
	assert_says(reply.lines[0], "succession r1 ");
}

static void what_does_not_fit_is_refused(void **state)
{
	(void)state;
	assert_int_equal(run("alice", 400, "search", ""), MANNER_REFUSED);
	assert_string_equal(reply.lines[0],
		"Usage: search <words>, search /regex/, search by <author>, "
		"search since <date>");
	assert_int_equal(
		run("alice", 400, "more", "or less"), MANNER_REFUSED); /* by the terminal */
	assert_string_equal(reply.lines[0], "Usage: more");
}

static void help_tells_of_every_verb(void **state)
{
	static const char *const verbs[] = {"source", "more", "why", "topics", "search", "help"};

	(void)state;
	assert_int_equal(run("alice", 400, "help", ""), MANNER_NOTICES);
	assert_int_equal(reply.count, 3);
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		bool told = false;

		run("alice", 400, "help", "");
		for (size_t k = 0; k < reply.count; k++)
			told |= strstr(reply.lines[k], verbs[i]) != NULL;
		assert_true(told);
		run("alice", 400, "help", verbs[i]);
		assert_memory_equal(reply.lines[0], verbs[i], strlen(verbs[i]));
		assert_non_null(strstr(reply.lines[0], ": "));
	}
	run("alice", 400, "help", "dance");
	assert_string_equal(reply.lines[0],
		"There is no verb, topic or fact \"dance\"; `help` lists the verbs.");
}

static void source_is_of_the_last_answer_or_of_an_id(void **state)
{
	(void)state;
	assert_int_equal(run("alice", 400, "source", ""), MANNER_REFUSED);
	assert_says(reply.lines[0], "say `source <fact id>`");
	assert_int_equal(run("alice", 400, "source", "no-such-fact"), MANNER_REFUSED);
	assert_string_equal(
		reply.lines[0], "There is no fact \"no-such-fact\"; `search` finds the ids.");
	assert_int_equal(run("alice", 400, "source", "succession"), MANNER_ANSWER);
	assert_says(reply.lines[0], "succession: Annals of the Two Countries");
	was_told("donor", "", "because");
	assert_int_equal(run("alice", 400, "source", ""), MANNER_ANSWER);
	assert_says(reply.lines[0], "donor: Annals");
	run("bob", 400, "source", ""); /* he has read what alice was told */
	assert_says(reply.lines[0], "donor: Annals");
	struct asker late = asker("alice", 400, 900 + CONTEXT_MS + 1);
	assert_int_equal(command_run(bot, &late, "source", "", &reply), MANNER_REFUSED);
	assert_says(reply.lines[0], "There is no answer from the last ten minutes");
}

static void what_needs_lines_is_paged(void **state)
{
	(void)state;
	assert_int_equal(run("alice", 400, "more", ""), MANNER_REFUSED);
	assert_string_equal(reply.lines[0], "There is no more.");
	assert_int_equal(run("alice", 400, "source", "abdication"), MANNER_ANSWER);
	assert_int_equal(reply.count, 1);
	assert_says(reply.lines[0], "Annals of the Two Countries");
	assert_says(reply.lines[0], " (1 more)");
	assert_int_equal(run("alice", 400, "more", ""), MANNER_ANSWER);
	assert_int_equal(reply.count, 1);
	assert_says(reply.lines[0], "for the month: The Gazette");
	run("alice", 400, "more", "");
	assert_string_equal(reply.lines[0], "There is no more.");
}

/* Paging a list forgets neither what was answered nor why. */
static void paging_keeps_the_answer(void **state)
{
	(void)state;
	was_told("donor", "the rest", "because it is so");
	run("alice", 400, "more", "");
	assert_string_equal(reply.lines[0], "the rest");
	run("alice", 80, "source", "abdication");
	assert_says(reply.lines[0], "abdication: ");
	assert_int_equal(run("alice", 400, "why", ""), MANNER_ANSWER);
	assert_string_equal(reply.lines[0], "because it is so");
	run("alice", 400, "source", "");
	assert_says(reply.lines[0], "donor: ");
}

static void why_is_of_the_last_decision(void **state)
{
	(void)state;
	assert_int_equal(run("alice", 400, "why", ""), MANNER_REFUSED);
	assert_says(reply.lines[0], "There is no answer");
	was_told("donor", "", "because");
	assert_int_equal(run("alice", 400, "why", ""), MANNER_ANSWER);
	assert_string_equal(reply.lines[0], "because");
}

static void topics_are_counted(void **state)
{
	(void)state;
	assert_int_equal(run("alice", 400, "topics", ""), MANNER_NOTICES);
	assert_int_equal(reply.count, 1);
	assert_says(reply.lines[0], "monarchy (2)");
	assert_says(reply.lines[0], "war (2)");
	assert_says(reply.lines[0], "culture (1)");
}

static void search_lists_facts(void **state)
{
	(void)state;
	assert_int_equal(run("alice", 400, "search", "CAFÉ"), MANNER_ANSWER);
	assert_says(reply.lines[0], "first ");
	assert_says(reply.lines[0], "(first-cafe)");
	assert_int_equal(run("alice", 400, "search", "zyzzyva"), MANNER_REFUSED);
	assert_string_equal(reply.lines[0], "No fact mentions these words.");
	run("alice", 80, "search", "Sihanouk");
	assert_says(reply.lines[0], " more)");
	run("alice", 80, "more", "");
	assert_int_equal(reply.count, 1);
	assert_non_null(strchr(reply.lines[0], '('));
}

/* Whatever is said to it, in whatever room. */
static void no_line_is_too_long(void **state)
{
	static const char *const verbs[] = {"source", "more", "why", "topics", "search", "help",
		"topic", "who", "related", "random", "timeline", "on", "compare", "cite apa"};
	static const char *const arguments[] = {"", "abdication", "Cambodia Sihanouk aid refugees",
		"a-very-long-argument-without-any-space-that-goes-on-and-on-for-ever-and-ever-and-"
		"on",
		"\"; DROP TABLE fact; --", "%s%n%d", "1900 2000", "sihanouk | aid"};

	(void)state;
	for (size_t room = 80; room <= 480; room += 16)
		for (size_t v = 0; v < sizeof verbs / sizeof *verbs; v++)
			for (size_t a = 0; a < sizeof arguments / sizeof *arguments; a++) {
				run("alice", room, verbs[v], arguments[a]);
				for (size_t i = 0; i < reply.count; i++) {
					size_t length = strlen(reply.lines[i]);

					/* what `more` gives was cut for the room of its time */
					if (v != 1 && length > room)
						fail_msg("%s %s: %zu > %zu", verbs[v], arguments[a],
							length, room);
					assert_true(text_is_utf8(reply.lines[i], length));
				}
			}
}

/* A verb that needs no index says the same without one. */
static void bare_verbs_need_no_index(void **state)
{
	static const char *const lines[][2] = {{"stats", ""}, {"stats", "never"},
		{"stats", "duplicates"}, {"roles", ""}, {"inbox", ""}, {"reject", "7 no"},
		{"audit", ""}, {"show", "abdication"}, {"show", "abdicatio-x"},
		{"history", "abdication"}, {"diff", "abdication"}, {"diff", "abdicate"},
		{"review", "abdication by 2030-01-01"}, {"review", "abd by 2030-01-01"},
		{"lock", "abdication"}, {"unlock", "abdication"}, {"when", "abdication 2005"},
		{"when", "abdication 2004-10"}, {"forget", "abdication"}, {"forget", "abdication"},
		{"alias", "nobody = somebody"}, {"restore", ""}, {"reload", ""}, {"unignore", ""}};
	struct error err;
	struct bot *with_index = bot;

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct reply with = {.count = 0};

		assert_true(command_is_bare(lines[i][0], lines[i][1]));
		for (int bare = 0; bare < 2; bare++) {
			char database[PATH_MAX];

			snprintf(database, sizeof database, "%s", scratch_path("c.db"));
			struct store *from = store_open(database, STORE_READ, &err);
			assert_non_null(from);
			assert_true(store_backup(from, scratch_path("d.db"), true, &err));
			store_close(from);
			bot = bare ? bot_new_bare(scratch_path("d.db"), &err)
				   : bot_new(scratch_path("d.db"), NULL, &err);
			assert_non_null(bot);
			assert_int_equal(bot->index->count == 0, bare);
			run_as(ROLE_OWNER, lines[i][0], lines[i][1]);
			bot_free(bot);
			bot = with_index; /* for the teardown, should the test fail */
			if (!bare) {
				with = reply;
				continue;
			}
			assert_int_equal(reply.count, with.count);
			for (size_t k = 0; k < reply.count; k++)
				assert_string_equal(reply.lines[k], with.lines[k]);
		}
	}
	assert_false(command_is_bare("search", "king"));
	assert_false(command_is_bare("edit", "abdication s/a/b/"));
	assert_false(command_is_bare("nonsense", ""));
}

/* A bot that is edited for years does not grow with every edit. */
static void edits_leave_no_heap_behind(void **state)
{
	const size_t before = bot->index->arena.used;
	int64_t number = bot->index->profiles[index_by_id(bot->index, "abdication")].fact->number;
	struct error err;

	(void)state;
	for (int i = 0; i < 6000; i++)
		assert_true(bot_refresh_fact(bot, number, &err));
	assert_true(bot->index->arena.used < 3 * before + (5u << 20));
	assert_true(index_by_id(bot->index, "abdication") >= 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(verbs_take_so_many_words, forget),
		cmocka_unit_test_setup(every_row_is_complete, forget),
		cmocka_unit_test_setup(overloads_and_aliases, forget),
		cmocka_unit_test_setup(what_does_not_fit_is_refused, forget),
		cmocka_unit_test_setup(help_tells_of_every_verb, forget),
		cmocka_unit_test_setup(source_is_of_the_last_answer_or_of_an_id, forget),
		cmocka_unit_test_setup(what_needs_lines_is_paged, forget),
		cmocka_unit_test_setup(paging_keeps_the_answer, forget),
		cmocka_unit_test_setup(why_is_of_the_last_decision, forget),
		cmocka_unit_test_setup(topics_are_counted, forget),
		cmocka_unit_test_setup(search_lists_facts, forget),
		cmocka_unit_test_setup(no_line_is_too_long, forget),
		cmocka_unit_test_setup(bare_verbs_need_no_index, forget),
		cmocka_unit_test_setup(edits_leave_no_heap_behind, forget),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

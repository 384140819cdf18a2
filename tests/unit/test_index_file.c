/* The saved index: mapped, it equals the one that was built; a damaged or foreign file is refused.
 */
#include "store_fixture.h"

#include "ask/answer.h"
#include "ask/index_file.h"
#include "keep/store_edit.h"

#include <inttypes.h>
#include <sys/stat.h>

static char database[300], kept[300];

static struct store *fresh(void)
{
	snprintf(database, sizeof database, "%s", scratch_path("k.db"));
	snprintf(kept, sizeof kept, "%s", scratch_path("k.db-index"));
	unlink(database);
	unlink(kept);
	return small_store("k.db");
}

/* Builds and keeps the index. False where regions cannot be had, as under ThreadSanitizer. */
static bool build(struct store *store)
{
	struct store_seen seen;
	struct error err;
	struct index *index = index_file_build(store, NULL, &seen, &err);

	if (!index)
		fail_msg("%s", err.text);
	bool possible = index->region != NULL;

	index_free(index);
	assert_int_equal(possible, access(kept, F_OK) == 0);
	return possible;
}

static struct index *read_kept(struct store *store, const char *expected)
{
	static struct store_seen seen;
	struct error err = {.text = ""};
	struct index *index = index_file_read(store, NULL, &seen, &err);

	if (expected ? index || !strstr(err.text, expected) : !index)
		fail_msg("expected %s: %s", expected ? expected : "an index", err.text);
	return index;
}

static const char *const questions[] = {"why did sihanouk abdicate", "what does cambodia export",
	"largest donor of cambodia", "who is hun sen", "frist cafe of the capitol",
	"who built the bridge of neak loeung"};

/* Decides as an index that was just built. */
static void it_answers_as_before(void **state)
{
	static struct answer a, b; /* large */
	struct store *store = fresh();
	struct error err;

	(void)state;
	if (build(store)) {
		struct index *index = read_kept(store, NULL), *built = index_new(store, &err);

		assert_non_null(built);
		for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
			answer_decide(index, questions[i], false, &a);
			answer_decide(built, questions[i], false, &b);
			assert_int_equal(a.decision, b.decision);
			assert_int_equal(a.fit_count, b.fit_count);
			for (size_t f = 0; f < a.fit_count; f++) {
				assert_int_equal(a.fits[f].at, b.fits[f].at);
				assert_true(a.fits[f].score == b.fits[f].score);
			}
		}
		index_free(built);
		index_free(index);
	}
	store_close(store);
}

/* Facts may be changed, added and removed in it, and lists in it grow; the file is as it was. */
static void it_may_be_changed(void **state)
{
	static struct answer answer; /* large */
	struct store *store = fresh();

	(void)state;
	if (build(store)) {
		struct index *index = read_kept(store, NULL);
		struct arena arena = {0};
		size_t count = index->count;
		struct fact fact = fact_copy(&arena, index->profiles[0].fact);

		fact.says = "Something else.";
		index_put(index, &fact);
		for (int i = 0; i < 200; i++) {
			char id[16], question[64];

			snprintf(id, sizeof id, "new-%d", i);
			snprintf(question, sizeof question, "what is new item %dx", i);
			fact.id = id;
			fact.number = 1000 + i;
			fact.question_count = fact.pattern_count = 0;
			fact_add_question(&fact, &arena, QUESTION_ASK, question);
			fact_add_pattern(&fact, &arena, "\\bitem\\b.*\\bnew\\b");
			index_put(index, &fact);
		}
		answer_decide(index, "what is new item 77x", false, &answer);
		assert_int_equal(answer.decision, DECISION_ANSWERED);
		assert_string_equal(answer.fact->id, "new-77");
		index_drop(index, 1077);
		assert_int_equal(index_by_id(index, "new-77"), -1);
		index_free(index);
		arena_free(&arena);
		index = read_kept(store, NULL);
		assert_int_equal(index->count, count);
		assert_string_not_equal(index->profiles[0].fact->says, "Something else.");
		index_free(index);
	}
	store_close(store);
}

/* Nothing in the file points to memory outside of the region, which would not be there next time:
 * neither to this process's heap and stack nor to the program. */
static void it_points_to_itself_alone(void **state)
{
	struct store *store = fresh();
	size_t ranges = 0, at = 0;
	struct {
		uintptr_t start, end;
	} list[512];
	char line[512];
	uintptr_t word;

	(void)state;
	if (!build(store)) {
		store_close(store);
		return;
	}
	FILE *maps = fopen("/proc/self/maps", "re"), *file = fopen(kept, "re");

	assert_non_null(maps);
	assert_non_null(file);
	while (ranges < 512 && fgets(line, sizeof line, maps))
		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR, &list[ranges].start,
			    &list[ranges].end) == 2 &&
			list[ranges].start > UINT32_MAX && /* no shadow of a sanitizer's */
			list[ranges].end - list[ranges].start < UINTPTR_MAX >> 34)
			ranges++;
	fclose(maps);
	for (; fread(&word, sizeof word, 1, file) == 1; at += sizeof word)
		for (size_t i = 0; i < ranges; i++)
			if (word >= list[i].start && word < list[i].end)
				fail_msg("at %zu: %" PRIxPTR, at, word);
	assert_true(at > 4096);
	fclose(file);
	store_close(store);
}

/* One that was not seen to be changed yet is known to be behind. */
static void what_changed_since_is_known(void **state)
{
	struct store *store = fresh();
	struct arena arena = {0};
	struct store_seen seen;
	struct store_changes changes;
	struct error err;

	(void)state;
	if (build(store)) {
		int64_t number = restate_fact(store, "abdication", "He gave it up.");
		struct index *index = index_file_read(store, NULL, &seen, &err);

		assert_non_null(index);
		assert_true(store_changes(store, &seen, 8, &arena, &changes, &err));
		assert_false(changes.whole);
		assert_int_equal(changes.fact_count, 1);
		assert_int_equal(changes.facts[0], number);
		index_free(index);
	}
	arena_free(&arena);
	store_close(store);
}

static void flip(long at)
{
	FILE *file = fopen(kept, "r+be");

	assert_non_null(file);
	assert_int_equal(fseek(file, at, at < 0 ? SEEK_END : SEEK_SET), 0);
	int byte = fgetc(file);
	assert_int_equal(fseek(file, at, at < 0 ? SEEK_END : SEEK_SET), 0);
	fputc(byte ^ 0x10, file);
	assert_int_equal(fclose(file), 0);
}

static void the_damaged_are_not_believed(void **state)
{
	static const struct {
		long at;
		const char *expected;
	} flips[] = {{0, "not a file of tonle"}, {8, "damaged"}, {17, "damaged"}, {25, "damaged"},
		{33, "damaged"}, {41, "another version"}, {200, "damaged"}, {5000, "damaged"},
		{-20000, "damaged"}, {-1, "damaged"}};
	struct store *store = fresh();

	(void)state;
	if (build(store)) {
		for (size_t i = 0; i < sizeof flips / sizeof *flips; i++) {
			flip(flips[i].at);
			read_kept(store, flips[i].expected);
			flip(flips[i].at);
		}
		struct stat status;
		assert_int_equal(stat(kept, &status), 0);
		assert_int_equal(truncate(kept, status.st_size - 4096), 0);
		read_kept(store, "damaged");
		assert_int_equal(truncate(kept, 100), 0);
		read_kept(store, "truncated");
		assert_int_equal(truncate(kept, 0), 0);
		read_kept(store, "truncated");
		assert_int_equal(unlink(kept), 0);
		read_kept(store, "No such file");
	}
	store_close(store);
}

static void the_foreign_are_not_believed(void **state)
{
	struct store *store = fresh();

	(void)state;
	if (build(store)) {
		assert_int_equal(chmod(kept, 0666), 0);
		read_kept(store, "other users may have written it");
		assert_int_equal(chmod(kept, 0600), 0);
		index_free(read_kept(store, NULL));
		assert_int_equal(rename(kept, scratch_path("elsewhere")), 0);
		assert_int_equal(symlink(scratch_path("elsewhere"), kept), 0);
		read_kept(store, "cannot be read");
		assert_int_equal(unlink(kept), 0);

		struct store *other = new_store();
		snprintf(kept, sizeof kept, "%s", scratch_path("t.db-index"));
		assert_int_equal(rename(scratch_path("elsewhere"), kept), 0);
		read_kept(other, "another version");
		store_close(other);
	}
	store_close(store);
}

static void one_that_cannot_be_written_serves_all_the_same(void **state)
{
	struct store *store = fresh();
	struct store_seen seen;
	struct error err;

	(void)state;
	assert_int_equal(mkdir(kept, 0700), 0); /* in its way */
	struct index *index = index_file_build(store, NULL, &seen, &err);
	assert_non_null(index);
	assert_true(index_by_id(index, "abdication") >= 0);
	index_free(index);
	assert_int_equal(rmdir(kept), 0);
	store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_answers_as_before),
		cmocka_unit_test(it_may_be_changed),
		cmocka_unit_test(it_points_to_itself_alone),
		cmocka_unit_test(what_changed_since_is_known),
		cmocka_unit_test(the_damaged_are_not_believed),
		cmocka_unit_test(the_foreign_are_not_believed),
		cmocka_unit_test(one_that_cannot_be_written_serves_all_the_same),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}

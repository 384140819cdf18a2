/* Questions made from all of the project's facts. */
#include "study_fixture.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static struct made {
	const struct profile *profile;
	struct item item;
	struct key key;
} * made;
static size_t count;

static int make_all(void **state)
{
	facts_setup(state);
	made = must_alloc(facts->count * ITEMS_MAX * sizeof *made);
	for (size_t i = 0; i < facts->count; i++) {
		struct item items[ITEMS_MAX];
		size_t some = maker_make(facts, &facts->profiles[i], items);

		for (size_t k = 0; k < some; k++) {
			struct made *one = &made[count++];

			*one = (struct made){.profile = &facts->profiles[i], .item = items[k]};
			if (!judge_key(facts, items[k].kind, items[k].answer, &one->key))
				fail_msg("no key: %s", items[k].answer);
		}
	}
	return 0;
}

static int free_all(void **state)
{
	free(made);
	return facts_teardown(state);
}

/* Three facts in four: reasons and descriptions have no name, date or number to ask for. */
static void most_facts_make_questions(void **state)
{
	size_t with = 0;

	(void)state;
	for (size_t i = 0; i < count; i++)
		with += i == 0 || made[i].profile != made[i - 1].profile;
	if (with * 10 < facts->count * 7 || count < facts->count)
		fail_msg("%zu questions of %zu facts of %zu", count, with, facts->count);
}

/* No run of words in a question is accepted as its answer, nor does the answer stand in it. */
static void no_question_contains_its_answer(void **state)
{
	(void)state;
	for (size_t i = 0; i < count; i++)
		if (judge_leaks(facts, &made[i].key, made[i].item.prompt) ||
			(strlen(made[i].item.answer) > 2 &&
				strcasestr(made[i].item.prompt, made[i].item.answer)))
			fail_msg("%s => %s", made[i].item.prompt, made[i].item.answer);
}

static void every_answer_is_accepted(void **state)
{
	(void)state;
	for (size_t i = 0; i < count; i++) {
		if (!judge_accepts(facts, &made[i].key, made[i].item.answer))
			fail_msg("%s => %s", made[i].item.prompt, made[i].item.answer);
		for (size_t k = 0; made[i].key.alias && k < made[i].key.alias->name_count; k++)
			if (!judge_accepts(facts, &made[i].key, made[i].key.alias->names[k]))
				fail_msg("%s is not accepted as %s", made[i].key.alias->names[k],
					made[i].item.answer);
	}
}

/* Whether an earlier question has the same answer, word for word. */
static bool was_before(size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(made[i].item.answer, made[at].item.answer) == 0)
			return true;
	return false;
}

static void no_other_answer_is_accepted(void **state)
{
	(void)state;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; !was_before(i) && k < count; k++)
			if (!was_before(k) && !judge_same(&made[i].key, &made[k].key) &&
				judge_accepts(facts, &made[i].key, made[k].item.answer))
				fail_msg("%s is accepted as %s", made[k].item.answer,
					made[i].item.answer);
}

/* Every question fits into a line with its number before it, choices and all; one choice is right.
 */
static void choices_are_four_and_one_is_right(void **state)
{
	size_t chosen = 0;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct item item = made[i].item;
		size_t right = 0;

		if (!maker_choose(facts, made[i].profile, i * 7919 + (i << 33), &item))
			continue;
		chosen++;
		char *at = strstr(item.prompt, " a) ");
		assert_non_null(at);
		for (char letter = 'a'; letter <= 'd'; letter++) {
			char choice[ITEM_ANSWER];
			const char mark[] = {' ', (char)(letter + 1), ')', ' ', '\0'};
			char *next = letter < 'd' ? strstr(at + 1, mark) : at + strlen(at);

			assert_non_null(next);
			snprintf(choice, sizeof choice, "%.*s", (int)(next - at - 4), at + 4);
			bool accepted = judge_accepts(facts, &made[i].key, choice);
			if (accepted != (letter == item.letter))
				fail_msg("%s: %c", item.prompt, item.letter);
			struct key key;
			if (!judge_key(facts, item.kind, choice, &key) ||
				judge_leaks(facts, &key, made[i].item.prompt))
				fail_msg("%s stands in %s", choice, item.prompt);
			right += accepted;
			at = next;
		}
		assert_int_equal(right, 1);
		assert_true(strlen(item.prompt) < ITEM_PROMPT);
	}
	if (chosen * 3 < count * 2) /* only where there are near misses */
		fail_msg("%zu of %zu have choices", chosen, count);
}

/* What made questions nobody can know, or that tell the answer. */
static void no_question_is_of_a_bad_kind(void **state)
{
	static const char *const bad[] = {"about ____", "By ____", "the document", "help page",
		"according to the ____", "____ reported", "____'s count", "____'s figures",
		"(____)", "____-", "FY____", "____ (FY", "a ____", "breaks off", "told ____",
		"Factbook of the ____", "bill H.R. 5754 of the ____", "____'s early count",
		"year did American aid to Cambodia exceed", NULL};

	(void)state;
	for (size_t i = 0; i < count; i++) {
		const char *prompt = made[i].item.prompt, *says = strstr(prompt, "? ");

		for (size_t k = 0; bad[k]; k++)
			if (strstr(prompt, bad[k]) && (k > 2 || made[i].item.kind == THING_DATE))
				fail_msg("%s: %s", bad[k], prompt);
		if (strstr(prompt, "____") && says && strlen(says + 2) > 160)
			fail_msg("%zu bytes: %s", strlen(says + 2), prompt);
		if (!strstr(prompt, "____") && strncmp(prompt, "Who was ", 8) == 0 &&
			!strchr(prompt + 8, ' '))
			fail_msg("%s", prompt);
	}
}

/* Choices are of one kind: figures with figures, years near the right one. */
static void choices_are_near_misses(void **state)
{
	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct item item = made[i].item;

		if (!maker_choose(facts, made[i].profile, i * 7919 + (i << 33), &item))
			continue;
		char *at = strstr(item.prompt, " a) ");
		for (char letter = 'a'; letter <= 'd'; letter++) {
			const char mark[] = {' ', letter, ')', ' ', '\0'};

			at = strstr(at, mark) + 4;
			if (item.kind == THING_NUMBER && !isdigit((unsigned char)*at) && *at != '$')
				fail_msg("no figure: %s", item.prompt);
			if (item.kind == THING_DATE &&
				abs(atoi(at) - made[i].key.date.first / 10000) > 12)
				fail_msg("far: %s", item.prompt);
		}
	}
}

/* The choices of the question that has that text, by whatever seed; "" if it never has any. */
static void choices_of(const char *part, char *out, size_t size)
{
	size_t used = 0;

	*out = '\0';
	for (size_t i = 0; i < count; i++)
		for (uint64_t seed = 0; strstr(made[i].item.prompt, part) && seed < 20; seed++) {
			struct item item = made[i].item;

			if (!maker_choose(facts, made[i].profile, seed, &item))
				continue;
			used += (size_t)snprintf(
				out + used, size - used, "%s\n", strstr(item.prompt, " a) "));
			assert_true(used < size);
		}
}

/* What no one would take, or would be right, too. */
static void no_choice_is_silly(void **state)
{
	static const struct {
		const char *part, *wrong;
	} rows[] = {
		/* long dead */
		{"Biden pressed ____", "Lon Nol"},
		{"2023 the Cambodian opposition figure ____", "Sihanouk"},
		{"independent from ____", "Saigon"},  /* no country */
		{"independent from ____", "Beijing"}, /* a country by another word */
		{"The ____ ran Cambodia's elections", "UNTAC"},
		{"from Japan and the ____", "Department"},
		{"dissolved the opposition ____", "royalist party"},
		{"poll of 2011, ____ per cent", "85.74"}, /* mixed forms */
		{"Khmer Republic was the Cambodian state that ____", "Marshal"},
		{"air time to ____", "New York Times"},
		{"won ____ of the 58 seats", " 83"},
		{"2018 the ____ cut back", "Congressional"},
		{"arrived in Phnom Penh as American ambassador", "Durbin"},
	};
	char choices[8192];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		choices_of(rows[i].part, choices, sizeof choices);
		if (strstr(choices, rows[i].wrong))
			fail_msg("%s: %s in%s", rows[i].part, rows[i].wrong, choices);
	}
}

static void the_same_seed_draws_the_same(void **state)
{
	struct item a, b;
	size_t other = 0;

	(void)state;
	for (uint64_t seed = 0; seed < 20; seed++) {
		const struct profile *profile = made[seed * 7].profile;

		assert_true(maker_draw(facts, profile, seed, 0, &a));
		assert_true(maker_draw(facts, profile, seed, 0, &b));
		assert_string_equal(a.prompt, b.prompt);
		assert_true(maker_draw(facts, profile, seed + 1, 0, &b));
		other += strcmp(a.prompt, b.prompt) != 0;
	}
	assert_true(other > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(most_facts_make_questions),
		cmocka_unit_test(no_question_contains_its_answer),
		cmocka_unit_test(every_answer_is_accepted),
		cmocka_unit_test(no_other_answer_is_accepted),
		cmocka_unit_test(choices_are_four_and_one_is_right),
		cmocka_unit_test(no_question_is_of_a_bad_kind),
		cmocka_unit_test(choices_are_near_misses),
		cmocka_unit_test(no_choice_is_silly),
		cmocka_unit_test(the_same_seed_draws_the_same),
	};

	return cmocka_run_group_tests(tests, make_all, free_all);
}

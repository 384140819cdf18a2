/* Which literals a regular expression requires in every text that it matches. */
#include "scratch.h"

#include "base/text.h"
#include "fact/factfile.h"
#include "pattern/literal.h"
#include "pattern/pattern.h"
#include "pattern/patterns.h"

#include <glob.h>

static const struct {
	const char *regex, *literals;
} regexes[] = {
	{"abdicat", "abdicat"}, {"", ""}, {"ab", ""}, /* too short to be worth a look */
	{"\\bwho\\b.*\\b(?:succeed|follow)\\w*", "succeed|follow"}, {"\\bwho\\b", "who"},
	{"Khmer ROUGE", "khmer"}, /* caseless; the longest run, the first of equals */
	{"the rouge", "rouge"}, {"abdicat(?:e|ion)", "abdicat"},
	{"(abdicate|resign)", "abdicate|resign"}, {"abdicate|resign", "abdicate|resign"},
	{"abdicate|re", ""}, /* one alternative requires nothing long enough */
	{"abdicate|", ""}, {"(?:abdicate|)king", "king"}, {"(?:king)?throne", "throne"},
	{"(?:abdicated)?king", "king"}, /* an optional group requires nothing */
	{"(?:abdicated)*king", "king"}, {"(?:abdicated)+king", "abdicated"},
	{"(?:abdicated){0,2}king", "king"}, {"(?:abdicated){2}king", "abdicated"},
	{"(?:abdicated){,3}king", "king"}, /* read either way by PCRE2's versions */
	{"thrones?", "throne"}, {"thron(?:e)?", "thron"}, {"colou?r", "colo"},
	{"throne*x", "thron"}, {"throne+x", "throne"}, {"throne{2}x", "throne"},
	{"throne{0}x", "thron"}, {"throne{0,1}x", "thron"}, {"throne{,1}x", "thron"},
	{"(?=.*bomb)(?=.*cambodia)", "cambodia"}, {"(?=.*bomb)?king", "king"},
	{"(?!.*thailand)king", "king"}, /* what must not stand there is not required */
	{"(?<=old )king", "king"}, {"(?<!thailand )king", "king"}, {"(?>khmer)", "khmer"},
	{"[abc]king", "king"}, {"[]abc]king", "king"}, {"[^]abc]king", "king"},
	{"[abdication]+king", "king"}, {"[\\]abdication]king", "king"},
	{"[[:alpha:]]+king", ""}, /* not understood: nothing */
	{"ki.ng.throne", "throne"}, {"1975-79", "1975"}, {"u\\.s\\. aid", "aid"},
	{"\\d{4} aid", "aid"}, {"\\w+king\\s+throne\\S", "throne"}, {"\\x41king", ""},
	{"\\Qking\\E", ""}, {"\\p{Lu}king", ""}, {"(king) \\1", ""}, {"(?i)king", ""},
	{"(?<name>king)", ""}, {"(?P<name>king)", ""}, {"(?|king|throne)", ""},
	{"(?#king)throne", ""}, {"(*UTF)king", ""}, {"(king", ""}, {"king)", ""}, {"[king", ""},
	{"king\\", ""}, {"^king$", "king"}, {"\\bking\\b?dom", "king"},
	{"((king)|(queen))", "king|queen"}, {"(?:a|b|throne)", ""}, {"café au lait", "lait"},
	{"ខ្មែរ king", "king"},
	{"abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvw"}, /* a beginning is enough */
};

static void requirements_are_read_off(void **state)
{
	char text[1024];

	(void)state;
	for (size_t i = 0; i < sizeof regexes / sizeof regexes[0]; i++) {
		struct requirements literals;
		bool some = literal_read(regexes[i].regex, &literals);

		pattern_literals(regexes[i].regex, text, sizeof text);
		if (strcmp(text, regexes[i].literals) != 0 || some != (*text != '\0'))
			fail_msg("/%s/: \"%s\"", regexes[i].regex, text);
	}
}

/* Every set of which a match contains a literal, in their order: "a|b c" for two sets. */
static void all_requirements_are_read_off(void **state)
{
	static const struct {
		const char *regex, *sets;
	} rows[] = {
		{"king.*throne", "king throne"}, {"(?=.*bomb)(?=.*cambodia)", "bomb cambodia"},
		{"\\bwho\\b.*\\b(?:succeed|follow)\\w*", "who succeed|follow"},
		{"(?:king of siam|queen)", "king|queen"}, /* of alternatives, one set */
		{"(?:king.*throne)?aid", "aid"}, {"(?:king.*throne)aid", "king throne aid"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct requirements read;
		char text[512] = "";

		literal_read(rows[i].regex, &read);
		for (size_t s = 0; s < read.count; s++)
			for (size_t k = 0; k < read.sets[s].count; k++)
				sprintf(text + strlen(text), "%s%s", k ? "|" : s ? " " : "",
					read.sets[s].list[k]);
		if (strcmp(text, rows[i].sets) != 0)
			fail_msg("/%s/: \"%s\"", rows[i].regex, text);
	}
}

static void many_alternatives_require_nothing(void **state)
{
	char regex[1024] = "";
	struct requirements literals;

	(void)state;
	for (int i = 0; i < LITERALS_MAX; i++)
		sprintf(regex + strlen(regex), "%sking%c", i ? "|" : "", 'a' + i);
	assert_true(literal_read(regex, &literals));
	assert_int_equal(literals.count, 1);
	assert_int_equal(literals.sets[0].count, LITERALS_MAX);
	strcat(regex, "|queen");
	assert_false(literal_read(regex, &literals));
	assert_int_equal(literals.count, 0);
}

/* Far more groups than PCRE2 takes: no literals, and no end of the stack. */
static void deep_nesting_is_given_up(void **state)
{
	enum { DEEP = 200000 };
	char *regex = malloc(2 * DEEP + 5);
	struct requirements literals;

	(void)state;
	memset(regex, '(', DEEP);
	memcpy(regex + DEEP, "king", 4);
	memset(regex + DEEP + 4, ')', DEEP);
	regex[2 * DEEP + 4] = '\0';
	assert_false(literal_read(regex, &literals));
	free(regex);
	assert_true(literal_read("((((((((((king))))))))))", &literals));
	assert_true(literal_read("(a)(b)(c)(king)", &literals));
}

/* --- the property that the index rests on, proved with the facts -------------------------------
 */

enum { PATTERNS_MOST = 4000 };

static void remember(void *context, int owner, const char *regex)
{
	(void)regex;
	((bool *)context)[owner] = true;
}

/* The patterns from … to - 1 by themselves and through the index; gives how many match. */
static size_t compare_ways(const char *text, struct patterns *patterns, struct pattern **singly,
	const char **regexes_of, size_t from, size_t to)
{
	static bool by_index[PATTERNS_MOST];
	char folded[1024];
	size_t matches = 0;

	text_fold(text, folded, sizeof folded);
	memset(by_index, 0, sizeof by_index);
	patterns_match(patterns, folded, NULL, remember, by_index);
	for (size_t p = from; p < to; p++) {
		bool direct = pattern_matches(singly[p], folded);

		if (direct != by_index[p])
			fail_msg("/%s/ on \"%s\": %d by PCRE2, %d by the index", regexes_of[p],
				folded, direct, by_index[p]);
		matches += direct;
	}
	return matches;
}

/* Each pattern of the fact files by itself and through the index, on each question. */
static void index_loses_no_match(void **state)
{
	enum { MOST = PATTERNS_MOST, EVERY = 16 };
	static struct pattern *singly[MOST];
	static const char *regexes_of[MOST];
	struct patterns *patterns = patterns_new();
	struct factset set;
	struct error err;
	glob_t files;
	size_t count = 0, asked = 0, matches = 0;

	(void)state;
	if (glob("facts/*.yaml", 0, NULL, &files) != 0)
		fail_msg("no facts/*.yaml: to be run in the project's root");
	if (!factfile_read((const char *const *)files.gl_pathv, files.gl_pathc, &set, &err))
		fail_msg("%s", err.text);
	for (size_t f = 0; f < set.fact_count; f++)
		for (size_t p = 0; p < set.facts[f].pattern_count && count < MOST; p++, count++) {
			regexes_of[count] = set.facts[f].patterns[p];
			singly[count] = pattern_new(regexes_of[count], &err);
			if (!singly[count])
				fail_msg("%s", err.text);
			patterns_add(patterns, regexes_of[count], (int)count);
		}
	/* a pattern's own questions all, of the others' a sample: the product would take long */
	for (size_t f = 0, first = 0; f < set.fact_count; first += set.facts[f++].pattern_count)
		for (size_t q = 0; q < set.facts[f].question_count; q++, asked++) {
			size_t to = first + set.facts[f].pattern_count;
			bool all = asked % EVERY == 0;

			matches += compare_ways(set.facts[f].questions[q].text, patterns, singly,
				regexes_of, all ? 0 : first, all || to > count ? count : to);
		}
	assert_true(count > 100 && asked > 1000 && matches > count / 2);
	assert_int_equal(patterns_quarantined(patterns), 0);
	for (size_t p = 0; p < count; p++)
		pattern_free(singly[p]);
	patterns_free(patterns);
	factset_free(&set);
	globfree(&files);
}

/* The same for regexes made of pieces, on texts made of pieces. */
static void index_loses_no_match_of_made_patterns(void **state)
{
	static const char *const pieces[] = {"king", "throne", "s?", "(?:king|queen)", "(?:aid)?",
		".*", "\\b", "[a-k]+", "(?=.*aid)", "(?!.*war)", "|", "(war|aid)+", "x{2}", "\\w*",
		"kin(?:g|e)", " ", "a", "\\.", "(?:th|kin)", "é"};
	static const char *const words[] = {
		"king", "kings", "throne", "queen", "aid", "war", "xx", " ", "a", ".", "kine", "é"};
	enum { PATTERNS = 400, TEXTS = 100 };
	static char regex[PATTERNS][160];
	static struct pattern *singly[PATTERNS];
	static const char *regexes_of[PATTERNS];
	struct patterns *patterns = patterns_new();
	uint32_t seed = 7;
	size_t matches = 0;

	(void)state;
	for (size_t i = 0; i < PATTERNS; i++) {
		for (int k = 0; k < 6; k++) {
			seed = seed * 1664525 + 1013904223;
			strcat(regex[i], pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		struct error err;
		regexes_of[i] = regex[i];
		singly[i] = pattern_new(regex[i], &err);
		if (!singly[i])
			fail_msg("%s", err.text);
		patterns_add(patterns, regex[i], (int)i);
	}
	for (size_t i = 0; i < TEXTS; i++) {
		char text[160] = "";

		for (int k = 0; k < 8; k++) {
			seed = seed * 1664525 + 1013904223;
			strcat(text, words[(seed >> 16) % (sizeof words / sizeof *words)]);
		}
		matches += compare_ways(text, patterns, singly, regexes_of, 0, PATTERNS);
	}
	assert_in_range(matches, PATTERNS, PATTERNS * TEXTS / 2);
	for (size_t i = 0; i < PATTERNS; i++)
		pattern_free(singly[i]);
	patterns_free(patterns);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(requirements_are_read_off),
		cmocka_unit_test(all_requirements_are_read_off),
		cmocka_unit_test(many_alternatives_require_nothing),
		cmocka_unit_test(deep_nesting_is_given_up),
		cmocka_unit_test(index_loses_no_match),
		cmocka_unit_test(index_loses_no_match_of_made_patterns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

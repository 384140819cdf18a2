/* Is it the answer? Tables of what is accepted and refused, over the project's own names; and the
 * numbers and hints behind them. */
#include "study_fixture.h"

#include "study/attempt.h"
#include "study/hint.h"
#include "study/judge.h"
#include "study/quantity.h"

static void numbers_are_read_as_people_write_them(void **state)
{
	static const struct {
		const char *text;
		double value;
		size_t length; /* 0: no number */
	} rows[] = {{"2,000,000 dead", 2e6, 9}, {"2 million", 2e6, 9}, {"2m", 2e6, 2},
		{"two million", 2e6, 11}, {"$1.9bn", 1.9e9, 6},
		{"1.18 billion dollars", 1.18e9, 12}, {"181,035", 181035, 7},
		{"twenty-one", 21, 10}, {"one hundred and five", 105, 20},
		{"two hundred thousand", 2e5, 20}, {"seventeen", 17, 9}, {"7.6 per cent", 7.6, 3},
		{"82%", 82, 2}, {"3k", 3000, 2}, {"9.281 billion", 9.281e9, 13}, {"0", 0, 1},
		{"1990s", 0, 0}, {"1975-1979", 0, 0}, {"million", 0, 0}, {"tenth", 0, 0},
		{"2nd", 0, 0}, {"", 0, 0}, {"$", 0, 0}, {"3.14.15", 0, 0}, {"ones", 0, 0},
		{"999999999999999999999999999999999999999999", 0, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct quantity quantity;
		bool is = quantity_read(rows[i].text, &quantity);

		if (is != (rows[i].length > 0) ||
			(is && (quantity.value != rows[i].value ||
				       quantity.length != rows[i].length)))
			fail_msg(
				"%s: %d %f %zu", rows[i].text, is, quantity.value, quantity.length);
	}
}

struct row {
	enum thing_kind kind;
	const char *answer, *said;
};

static bool judged(const struct row *row)
{
	struct key key;

	if (!judge_key(facts, row->kind, row->answer, &key))
		fail_msg("%s is no answer", row->answer);
	return judge_accepts(facts, &key, row->said);
}

/* A wrong choice of a quiz must not be the right answer in other words. */
static void answers_are_the_same_or_not(void **state)
{
	static const struct {
		struct row row; /* whose "said" is the other answer, of the kind beside it */
		enum thing_kind kind;
		bool same;
	} rows[] = {
		{{THING_PERSON, "Norodom Sihanouk", "Sihanouk"}, THING_PERSON, true},
		{{THING_PERSON, "Norodom Sihanouk", "Hun Sen"}, THING_PERSON, false},
		{{THING_NUMBER, "2 million", "2,000,000"}, THING_NUMBER, true},
		{{THING_NUMBER, "2 million", "3 million"}, THING_NUMBER, false},
		{{THING_DATE, "October 2004", "2004"}, THING_DATE, true},
		{{THING_DATE, "October 2004", "2005"}, THING_DATE, false},
		{{THING_NUMBER, "2 million", "2004"}, THING_DATE, false},
	};
	struct key a, b;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *row = &rows[i].row;

		if (!judge_key(facts, row->kind, row->answer, &a) ||
			!judge_key(facts, rows[i].kind, row->said, &b))
			fail_msg("row %zu: no answers", i);
		if (judge_same(&a, &b) != rows[i].same)
			fail_msg("%s and %s", row->answer, row->said);
	}
}

static void these_are_accepted(void **state)
{
	static const struct row rows[] = {
		/* names: aliases, accents, case, script, spelling, surname, a few words around */
		{THING_PERSON, "Norodom Sihanouk", "Sihanouk"},
		{THING_PERSON, "Sihanouk", "norodom sihanouk"},
		{THING_PERSON, "Sihanouk", "SÍHANOÙK!!"}, {THING_PERSON, "Sihanouk", "សីហនុ"},
		{THING_PERSON, "Sihanouk", "sihanuk"}, {THING_PERSON, "Sihanouk", "King Sihanouk"},
		{THING_PERSON, "Sihanouk", "I think it was Sihanouk"},
		{THING_PERSON, "Sihanouk", "Sihanouk?"}, {THING_PERSON, "Hun Sen", "hunsen"},
		{THING_PERSON, "Hun Sen", "ហ៊ុន សែន"}, {THING_PERSON, "Pol Pot", "Saloth Sar"},
		{THING_PERSON, "Sam Rainsy", "Rainsy"}, {THING_PERSON, "Sam Rainsy", "sam rainsey"},
		{THING_PERSON, "Catlett", "Don V. Catlett"},
		{THING_PERSON, "Bridgette Walker", "Walker"},
		{THING_PERSON, "John Gunther Dean", "dean"},
		{THING_PERSON, "Carol Rodley", "Carol Rodly"},
		{THING_PERSON, "Barack Obama", "President Obama"},
		{THING_PERSON, "Khieu Samphan", "khieu samphann"},
		{THING_PERSON, "Ieng Thirith", "ieng thiritt"}, {THING_PLACE, "Beijing", "peking"},
		{THING_PLACE, "Vietnam", "Viet Nam"}, {THING_PLACE, "Thailand", "thialand"},
		{THING_ORGANISATION, "Cambodian People's Party", "the CPP"},
		{THING_ORGANISATION, "CNRP", "Cambodia National Rescue Party"},
		{THING_ORGANISATION, "United Nations", "UN"},
		/* dates: any that gives the year and does not contradict */
		{THING_DATE, "23 October 1991", "1991"},
		{THING_DATE, "23 October 1991", "October 1991"},
		{THING_DATE, "23 October 1991", "Oct 23 1991"},
		{THING_DATE, "23 October 1991", "23rd of October, 1991"},
		{THING_DATE, "23 October 1991", "23/10/1991"},
		{THING_DATE, "23 October 1991", "1991-10-23"},
		{THING_DATE, "23 October 1991", "it was in 1991"},
		{THING_DATE, "October 2004", "oct 2004"}, {THING_DATE, "1993", "May 1993"},
		/* numbers */
		{THING_NUMBER, "2 million", "2,000,000"},
		{THING_NUMBER, "2 million", "two million"}, {THING_NUMBER, "2 million", "2m"},
		{THING_NUMBER, "2 million", "about 2 million people"},
		{THING_NUMBER, "1.18 billion", "$1.18bn"},
		{THING_NUMBER, "1.18 billion", "1,180 million"}, {THING_NUMBER, "82", "82%"},
		{THING_NUMBER, "82", "82 per cent"}, {THING_NUMBER, "seventeen", "17"},
		{THING_NUMBER, "nine", "9 years"}, {THING_NUMBER, "181,035", "181035"},
		/* as other countries write figures, in other scripts, and behind other words */
		{THING_NUMBER, "503 million", "503.000.000"},
		{THING_NUMBER, "503 million", "503 000 000"},
		{THING_NUMBER, "503 million", "503'000'000"},
		{THING_NUMBER, "503 million", "five-hundred-and-three million"},
		{THING_NUMBER, "181,035", "181.035"}, {THING_NUMBER, "181,035", "181 035 km2"},
		{THING_NUMBER, "1.18 billion", "1,18 billion"}, {THING_NUMBER, "35", "35yrs"},
		{THING_NUMBER, "35", "៣៥"}, {THING_NUMBER, "35", "３５"},
		{THING_NUMBER, "68", "answer: 68"}, {THING_NUMBER, "68", "A: 68"},
		{THING_NUMBER, "68", "dara: 68"}, {THING_NUMBER, "68", "dara, 68%"},
		{THING_NUMBER, "85.74", "86 %"}, {THING_NUMBER, "85.74", "85.7"},
		{THING_NUMBER, "9.281 billion", "9.3 billion"},
		{THING_NUMBER, "181,035", "181,000"}, {THING_NUMBER, "181,035", "180,000"},
		{THING_NUMBER, "68", "the answer is 68"}, {THING_NUMBER, "68", "68, I think"},
		{THING_DATE, "7 February 1950", "១៩៥០"},
		{THING_DATE, "7 February 1950", "１９５０"},
		{THING_DATE, "7 February 1950", "dara: 1950"},
		{THING_PERSON, "Barack Obama", "Obama, of course"},
		{THING_PERSON, "Barack Obama", "dara: obama"},
		{THING_PERSON, "Barack Obama", "answer: Barack Obama"},
		/* dates in any order */
		{THING_DATE, "7 February 1950", "02/07/1950"},
		{THING_DATE, "7 February 1950", "07/02/1950"},
		{THING_DATE, "7 February 1950", "7.2.1950"},
		{THING_DATE, "23 October 1991", "10/23/1991"},
		{THING_DATE, "23 October 1991", "23-10-91"},
		{THING_DATE, "23 October 1991", "1991/23/10"},
		{THING_DATE, "23 October 1991", "1991 October 23rd"},
		{THING_DATE, "23 October 1991", "oct 1991 23"}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!judged(&rows[i]))
			fail_msg("%s refused for %s", rows[i].said, rows[i].answer);
}

static void these_are_refused(void **state)
{
	static const struct row rows[] = {
		{THING_PERSON, "Sihanouk", "Sihamoni"}, /* never one name for another */
		{THING_PERSON, "Sihanouk", "Norodom Sihamoni"},
		{THING_PERSON, "Sihanouk", "Norodom"}, {THING_PERSON, "Sihanouk", "Ranariddh"},
		{THING_PERSON, "Sihanouk", "សីហមុនី"}, {THING_PERSON, "Sihanouk", "Sihanoukville"},
		{THING_PERSON, "Sihanouk", "not Sihanouk"},
		{THING_PERSON, "Sihanouk", "Sihanouk or Lon Nol"},
		{THING_PERSON, "Sihanouk", "Sihanouk, Lon Nol, Hun Sen"},
		{THING_PERSON, "Sihanouk", "who is Sihanouk?"}, {THING_PERSON, "Sihanouk", ""},
		{THING_PERSON, "Sihanouk", "???"}, {THING_PERSON, "Sihanouk", "hi"},
		{THING_PERSON, "Sihanouk", "the king"}, {THING_PERSON, "Hun Sen", "Hun Manet"},
		{THING_PERSON, "Hun Sen", "Hun"}, {THING_PERSON, "Hun Sen", "Son Sen"},
		{THING_PERSON, "Hun Manet", "Hun Manith"},
		{THING_PERSON, "Hun Manet", "Hun Manit"}, /* as near to the other */
		{THING_PERSON, "Hun Many", "Hun Mani"}, {THING_PERSON, "Sam Rainsy", "Heng Samrin"},
		{THING_PERSON, "Kem Sokha", "Sao Sokha"}, {THING_PERSON, "Kem Sokha", "Sao Sokhaa"},
		{THING_PERSON, "Patrick Murphy", "Patrick"}, {THING_PLACE, "Vietnam", "Thailand"},
		{THING_ORGANISATION, "CPP", "CNRP"}, {THING_DATE, "23 October 1991", "1992"},
		{THING_DATE, "23 October 1991", "22 October 1991"},
		{THING_DATE, "23 October 1991", "November 1991"},
		{THING_DATE, "23 October 1991", "23 October"}, /* without the year */
		{THING_DATE, "23 October 1991", "1990s"},
		{THING_DATE, "23 October 1991", "1990-1999"},
		{THING_DATE, "23 October 1991", "1991 1992"}, {THING_DATE, "23 October 1991", "91"},
		{THING_DATE, "October 2004", "1 November 2004"}, {THING_NUMBER, "2 million", "2"},
		{THING_NUMBER, "2 million", "20 million"}, {THING_NUMBER, "2 million", "2 billion"},
		{THING_NUMBER, "2 million", "1 million, 2 million, 3 million"},
		{THING_NUMBER, "2 million", "a lot"}, {THING_NUMBER, "82", "28"},
		{THING_NUMBER, "85.74", "85"}, {THING_NUMBER, "85.74", "90"},
		{THING_NUMBER, "123", "120"}, {THING_NUMBER, "181,035", "200,000"},
		{THING_NUMBER, "82", "eighty"}, {THING_NUMBER, "181,035", "181.36"},
		{THING_NUMBER, "181,035", "180.035"}, {THING_NUMBER, "35", "3.5"},
		{THING_NUMBER, "35", "35th"}, {THING_NUMBER, "68", "68, 70"},
		{THING_NUMBER, "68", "67: 68"}, {THING_PERSON, "Lon Nol", "Sihanouk, Lon Nol"},
		{THING_PERSON, "Lon Nol", "Sihanouk: Lon Nol"},
		{THING_DATE, "23 October 1991", "10/22/1991"},
		{THING_DATE, "23 October 1991", "23/11/1991"},
		{THING_DATE, "23 October 1991", "23/10/92"},
		{THING_DATE, "7 February 1950", "1949, 1950"},
		{THING_DATE, "23 October 1991", "1991 November 23"}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (judged(&rows[i]))
			fail_msg("%s accepted for %s", rows[i].said, rows[i].answer);
}

/* A line of other people's talk that happens to hold a year or a name among many words. */
static void long_talk_is_no_answer(void **state)
{
	static const struct row row = {THING_DATE, "1991",
		"my aunt moved to Battambang in 1991 and she has told us about it ever since then"};

	(void)state;
	assert_false(judged(&row));
}

static void hints_help_and_do_not_tell(void **state)
{
	static const struct {
		enum thing_kind kind;
		const char *answer, *first, *second;
	} rows[] = {{THING_PERSON, "Norodom Sihanouk", "N______ S_______", "No_____ Si______"},
		{THING_ORGANISATION, "CPP", "C__", "C__"},
		{THING_DATE, "23 October 1991", "in the 1990s", "from 1988 to 1992"},
		{THING_DATE, "2004", "in the 2000s", "from 2003 to 2006"},
		{THING_NUMBER, "2 million", "a number of 7 digits before the point",
			"over 1,000,000 and under 3,000,000"},
		{THING_NUMBER, "nine", "a number of 1 digit before the point", "5 or more"}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct key key;
		char hint[160];

		assert_true(judge_key(facts, rows[i].kind, rows[i].answer, &key));
		for (int step = 1; step <= 2; step++) {
			hint_write(&key, rows[i].answer, step, hint, sizeof hint);
			assert_string_equal(hint, step == 1 ? rows[i].first : rows[i].second);
			assert_false(judge_leaks(facts, &key, hint));
		}
	}
}

static void letters_are_read(void **state)
{
	static const struct {
		const char *said;
		char letter;
	} rows[] = {{"d", 'd'}, {"D)", 'd'}, {"(d)", 'd'}, {"d.", 'd'}, {"option d", 'd'},
		{"choice D!", 'd'}, {"answer: d", 'd'}, {"it's b", 'b'}, {"b it is", 'b'},
		{"dara: c", 'c'}, {"I say a", 'a'}, {"a", 'a'}, {"c, of course", 'c'},
		{"d) please", 'd'}, {"a dog", '\0'}, {"d or c", '\0'}, {"ab", '\0'},
		{"option", '\0'}, {"", '\0'}, {"d c", '\0'}, {"1", '\0'}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (attempt_letter(rows[i].said) != rows[i].letter)
			fail_msg("%s: %c", rows[i].said, attempt_letter(rows[i].said));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_read_as_people_write_them),
		cmocka_unit_test(letters_are_read),
		cmocka_unit_test(answers_are_the_same_or_not),
		cmocka_unit_test(these_are_accepted),
		cmocka_unit_test(these_are_refused),
		cmocka_unit_test(long_talk_is_no_answer),
		cmocka_unit_test(hints_help_and_do_not_tell),
	};

	return cmocka_run_group_tests(tests, facts_setup, facts_teardown);
}

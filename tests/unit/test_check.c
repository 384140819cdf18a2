#include "scratch.h"

#include "fact/check.h"
#include "fact/factfile.h"
#include "fact/near_duplicates.h"
#include "fact/sourcetext.h"

/* SHA-256 of "abc" */
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

#define SOURCES                                                                                    \
	"sources:\n"                                                                               \
	"  - id: doc\n    title: T\n    short: S\n    paragraphs:\n"                               \
	"      - {n: 1, kind: fact, sha256: " ABC ", gist: g}\n"                                   \
	"  - {id: web, title: T, short: W}\n"                                                      \
	"facts:\n"
#define ASKS "ask: [one a, two a, three a, four a, five a, six a]"
#define GOOD                                                                                       \
	"  - {id: a, topic: t, says: Alpha was first.,\n     " ASKS ", not: [x, y],\n"             \
	"     cite: [{source: doc, paragraph: 1, quote: abc}]}\n"

/* A fact with that statement and more keys, and a name. */
#define FULL(says)                                                                                 \
	"  - {id: a, topic: t, " ASKS ", not: [x, y], says: " says                                 \
	",\n     cite: [{source: web, locator: l}]}\n"                                             \
	"names:\n  - {id: ann, sort: person, forms: [Ann]}\n"
#define THIRTY "thirty characters of the short"
#define NINETY THIRTY THIRTY THIRTY

static const struct {
	const char *text;
	const char *complaint; /* "": none */
} cases[] = {
	{GOOD, ""},
	{"  - {id: a, topic: t, says: Alpha was first., ask: [b, c, d, e, f], not: [x, y],\n"
	 "     cite: [{source: web, locator: l}]}\n",
		"f.yaml:9: a: expected at least 6 questions, found 5"},
	{"  - {id: a, topic: t, says: Alpha was first., " ASKS ", not: [x],\n"
	 "     cite: [{source: web, locator: l}]}\n",
		"f.yaml:9: a: expected at least 2 near misses in `not`, found 1"},
	{"  - {id: a, topic: t, says: Alpha was first., " ASKS ", not: [x, y]}\n",
		"f.yaml:9: a: has no citation"},
	{"  - {id: a, topic: t, says: Alpha was first., " ASKS ", not: [x, y],\n"
	 "     cite: [{source: doc, paragraph: 2, quote: q}]}\n",
		"f.yaml:10: a: the register of doc has no paragraph 2"},
	{"  - {id: a, topic: t, says: Alpha was first., " ASKS ", not: [x, y],\n"
	 "     cite: [{source: web}]}\n",
		"f.yaml:10: a: a citation needs a paragraph or a locator"},
	{"  - {id: a, topic: t, says: Alpha was first., " ASKS ", not: [x, y],\n"
	 "     cite: [{source: doc, locator: l, quote: abc}]}\n",
		"f.yaml:10: a: the quote \"abc\" has no paragraph"},
	{"  - {id: a, topic: t, says: Alpha was first., " ASKS ", not: [x, y],\n"
	 "     cite: [{source: web, locator: l, quote: abc}]}\n", /* there is no register */
		""},
	{"  - {id: a, topic: t, says: Alpha was first., " ASKS ", not: [x, y],\n"
	 "     cite: [{source: doc, paragraph: 1, quote: a b c d e f g h i j k l m}]}\n",
		"f.yaml:10: a: expected a quote of at most 12 words, found 13"},
	{"  - {id: a, topic: t, says: Alpha was first., " ASKS ", not: [x, 'Six A?'],\n"
	 "     cite: [{source: web, locator: l}]}\n",
		"f.yaml:9: a: the question \"Six A?\" is also in `not`"},
	{"  - {id: a, topic: t, says: Alpha was first., " ASKS
	 ",\n     ask_no: ['ONE, Á!'], not: [x, y],\n"
	 "     cite: [{source: web, locator: l}]}\n",
		"f.yaml:10: a: the question \"ONE, Á!\" occurs twice"},
	{"  - {id: a, topic: t, says: Alpha was first., " ASKS ", ask_yes: ['?'], not: [x, y],\n"
	 "     cite: [{source: web, locator: l}]}\n",
		"a: the question \"?\" has no words"},
	{FULL("A thing came in 1990., short: in 1990, when: 1990"), ""},
	{FULL("A thing came in 1990."), "f.yaml:9: a: says the year 1990, but `when` is not set"},
	{FULL("A thing cost 1990000 dollars."), ""},
	{"  - {id: a, topic: t, says: Alpha was first., " ASKS
	 ", ask_yes: [was it x or y], not: [x, y],\n     cite: [{source: web, locator: l}]}\n",
		"a: the question \"was it x or y\" asks which; it cannot be in `ask_yes`"},
	{"  - {id: a, topic: t, says: Alpha was first., " ASKS
	 ", ask_no: [was it ten or more], not: [x, y],\n     cite: [{source: web, locator: l}]}\n",
		""},
	{FULL("A thing came., short: 'in Oct 1990', when: 1990-10"),
		"f.yaml:9: a: short: neither the statement nor the date has \"oct\""},
	{FULL("A thing came., short: in 1990"),
		"f.yaml:9: a: short: neither the statement nor the date has \"1990\""},
	{FULL("A thing cost 1.5 million., short: '5 million'"),
		"f.yaml:9: a: short: neither the statement nor the date has \"5\""},
	{FULL("A thing cost 1.5 million., short: 1.9 million"),
		"f.yaml:9: a: short: neither the statement nor the date has \"1.9\""},
	{FULL("A thing cost 56 dollars., short: 5 dollars"),
		"f.yaml:9: a: short: neither the statement nor the date has \"5\""},
	{FULL("'A thing cost 1,500 million on the 12th, at 10 %.', short: '1500bn, 12, 10%'"), ""},
	{FULL("Bea saw A., short: 'by Bea, not (Ann)'"),
		"f.yaml:9: a: short: neither the statement nor the date has \"ann\""},
	{FULL("'A., of course', short: '" NINETY THIRTY "'"), ""},
	{FULL("'A., of course', short: '" NINETY THIRTY "é'"),
		"f.yaml:9: a: short: expected at most 120 characters, found 121"},
	{FULL("A thing came., about: bea"),
		"f.yaml:9: a: about: expected the id of a name, found \"bea\""},
	{FULL("A thing came., about: ann"), ""},
	{FULL("A thing came., see: [b]"), "f.yaml:9: a: see: there is no fact \"b\""},
	{FULL("A thing came., see: [a]"), "f.yaml:9: a: see: the fact refers to itself"},
	{FULL("A thing came., topics: [u, v, u]"), "f.yaml:9: a: topics: u occurs twice"},
	{FULL("A thing came., topics: [t]"), "f.yaml:9: a: topics: t occurs twice"},
	{GOOD "  - {id: b, topic: t, says: Beta was second., see: [a, old],\n"
	      "     ask: [one b, two b, three b, four b, five b, six b], not: [x, y],\n"
	      "     cite: [{source: web, locator: l}]}\n"
	      "  - {id: c, topic: t, says: Gamma came third., formerly: [old], see: [a, a],\n"
	      "     ask: [one c, two c, three c, four c, five c, six c], not: [x, y],\n"
	      "     cite: [{source: web, locator: l}]}\n",
		"f.yaml:15: c: see: a occurs twice"},
	{GOOD "  - {id: b, topic: t, says: Beta was second., about: ann,\n"
	      "     ask: [one b, two b, three b, four b, five b, six b], not: [x, y],\n"
	      "     cite: [{source: web, locator: l}]}\n"
	      "  - {id: c, topic: t, says: Gamma came third., about: ann,\n"
	      "     ask: [one c, two c, three c, four c, five c, six c], not: [x, y],\n"
	      "     cite: [{source: web, locator: l}]}\n"
	      "names:\n  - {id: ann, sort: person, forms: [Ann]}\n",
		"f.yaml:15: c: about: b is also about ann"},
	{GOOD "  - {id: b, topic: t, says: Beta was second.,\n"
	      "     ask: [one b, two b, three b, four b, five b, six b, \"six' a?\"], not: [x, "
	      "y],\n"
	      "     cite: [{source: web, locator: l}]}\n",
		"f.yaml:13: b: the question \"six' a?\" is also in a"},
	{"  - {id: a, topic: t, says: Alpha was first., " ASKS
	 ", ask_yes: [\"don't\", dont], not: [x, y],\n"
	 "     cite: [{source: web, locator: l}]}\n",
		"a: the question \"dont\" occurs twice"},
	{GOOD "  - {id: b, topic: t, says: 'Alpha Was first!',\n"
	      "     ask: [one b, two b, three b, four b, five b, six b], not: [x, y],\n"
	      "     cite: [{source: web, locator: l}]}\n",
		"f.yaml:12: b: says much the same as a (100 % of the words)"},
};

/* A fact with the topic, statement and keys; its questions have its id. */
#define SAYING(id, topic, says, keys)                                                              \
	"  - {id: " id ", topic: " topic ", says: '" says "', " keys "not: [x " id ", y " id       \
	"],\n"                                                                                     \
	"     ask: [one " id ", two " id ", three " id ", four " id ", five " id ", six " id       \
	"],\n"                                                                                     \
	"     cite: [{source: web, locator: l}]}\n"
#define QUOTING(id, topic, says, keys, quote)                                                      \
	"  - {id: " id ", topic: " topic ", says: '" says "', " keys "not: [x " id ", y " id       \
	"],\n"                                                                                     \
	"     ask: [one " id ", two " id ", three " id ", four " id ", five " id ", six " id       \
	"],\n"                                                                                     \
	"     cite: [{source: web, locator: l, quote: '" quote "'}]}\n"
#define NAMES                                                                                      \
	"names:\n  - {id: ann, sort: person, forms: [Ann Bee]}\n"                                  \
	"  - {id: xyz, sort: organisation, forms: [XYZ, Xylophone Yard]}\n"
#define THREE_ON(topic)                                                                            \
	SAYING("a", topic, "Ann Bee built a boat.", "")                                            \
	SAYING("b", topic, "A house was sold by Ann Bee to her uncle.", "")                        \
	SAYING("c", topic, "Nobody but ann bee''s brother came there.", "")

/* What shows when facts are read together. */
static const struct {
	const char *text;
	const char *complaint;
} together[] = {
	/* a year, or a number before the same word, other than a quote's */
	{QUOTING("a", "t", "The kingdom severed relations with Alphaland in May 1965.",
		 "when: 1965, ", "The kingdom severed relations with Alphaland in May 1966"),
		"a: says 1965, but web has 1966: \"The kingdom"},
	{QUOTING("a", "t", "The kingdom severed relations with Alphaland in May 1965.",
		 "when: 1965, ", "The kingdom severed relations with Alphaland in May 1965"),
		""},
	{QUOTING("a", "t", "The kingdom severed relations with Alphaland in 1963 to 1967.",
		 "when: 1963/1967, ", "The kingdom severed relations with Alphaland in 1965"),
		""},
	{QUOTING("z", "t", "The old kingdom severed its relations with Alphaland in May 1965.",
		 "when: 1965, ",
		 "The old kingdom severed its relations with Alphaland in June 1966") THREE_ON("u"),
		""},
	{QUOTING("a", "t", "Relations with Alphaland were re-established in May 1995.",
		 "when: 1995, ", "Relations with Alphaland were established in May 1950"),
		""},
	{QUOTING("a", "t", "The royalists won 58 seats at the spring election.", "",
		 "The royalists won 68 seats at the spring election"),
		"a: contradicts web: \"The royalists won 68"},
	{QUOTING("a", "t", "The royalists won 58 seats at the spring election, or 68 seats.", "",
		 "The royalists won 68 seats at the spring election"),
		""},
	/* two statements of the same words; of other numbers */
	{SAYING("a", "t", "The old bridge over the river was blown up by rebels.", "") SAYING(
		 "b", "t", "The old bridge over the river was built by convicts.", ""),
		"b: says much the same as a (58 % of the words)"},
	{SAYING("a", "t", "The old bridge over the river cost 12 coins.", "")
			SAYING("b", "t", "The old bridge over the river cost 15 coins.", ""),
		""},
	/* abbreviations */
	{SAYING("a", "t", "The XYZ met in town.", "") NAMES,
		"a: no statement of its topics says what XYZ stands for"},
	{SAYING("a", "t", "The XYZ met in town.", "")
			SAYING("b", "u", "The big yard (XYZ) is a place.", "") NAMES,
		"a: no statement of its topics says what XYZ stands for"},
	{SAYING("a", "t", "The XYZ met in town.", "topics: [u], ")
			SAYING("b", "u", "The big yard (XYZ) is a place.", "") NAMES,
		""},
	{SAYING("a", "t", "The XYZ met in town.", "")
			SAYING("b", "t", "The Xenial Youth of Zeeland is a club.", ""),
		""},
	{SAYING("a", "t", "The XYZ met in town.", "")
			SAYING("b", "t", "The Xylophone Yard is a club.", "") NAMES,
		""},
	{SAYING("a", "t", "The XY met Dr WXYz in town.", ""), ""},
	/* overviews */
	{THREE_ON("t") NAMES,
		"a: 3 facts mention Ann Bee, but none is its overview (`about: ann`)"},
	{THREE_ON("t") SAYING("d", "t", "She is a sailor.", "about: ann, ") NAMES, ""},
	{SAYING("a", "t", "Ann Bee built a boat.", "") SAYING("b", "t", "Ann Bee died.", "")
			SAYING("c", "t", "Joann Bee met Ann Beech.", "") NAMES,
		""},
	{THREE_ON("mill") "names:\n  - {id: mill, sort: organisation, forms: [Ann Bee]}\n",
		"a: 3 facts mention Ann Bee, but none is its overview (`about: mill`)"},
	{THREE_ON("t") "names:\n  - {id: mill, sort: organisation, forms: [Ann Bee]}\n", ""},
	{THREE_ON("mill") "names:\n  - {id: mill, sort: place, forms: [Ann Bee]}\n", ""},
	/* a question that another fact answers */
	{SAYING("a", "t", "The bridge was blown up.", "ask_yes: [who blew the old river mill], ")
			SAYING("b", "t", "Rebels blew up an old mill at the river.", ""),
		"a: the question \"who blew the old river mill\" is answered better by b"},
	{SAYING("a", "t", "The old river mill was blown up.",
		 "ask_yes: [who blew the old river mill], ") SAYING("b", "t",
		 "Rebels blew up a new mill, not the old one by the river.", ""),
		""},
	/* a long statement has a short form */
	{SAYING("a", "t", NINETY THIRTY, ""), "a: says: 120 characters, and no `short` form"},
	{SAYING("a", "t", NINETY NINETY, "short: characters, "), ""},
};

struct complaints {
	size_t count;
	char last[1200];
};

static void note(void *context, const char *complaint)
{
	struct complaints *complaints = context;

	complaints->count++;
	snprintf(complaints->last, sizeof complaints->last, "%s", complaint);
}

static void test_facts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct complaints complaints = {0};
		struct factset set;
		struct error err;
		char text[4096];

		snprintf(text, sizeof text, SOURCES "%s", cases[i].text);
		const char *path = scratch_write("f.yaml", text);
		if (!factfile_read(&path, 1, &set, &err))
			fail_msg("%s", err.text);
		size_t count = check_facts(&set, note, &complaints);
		assert_int_equal(count, complaints.count);
		if (count != (*cases[i].complaint ? 1 : 0))
			fail_msg("%zu complaints, the last is: %s", count, complaints.last);
		assert_says(complaints.last, cases[i].complaint);
		factset_free(&set);
	}
}

static void test_together(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof together / sizeof together[0]; i++) {
		struct complaints complaints = {0};
		struct factset set;
		struct error err;
		char text[4096];

		snprintf(text, sizeof text, SOURCES "%s", together[i].text);
		const char *path = scratch_write("f.yaml", text);
		if (!factfile_read(&path, 1, &set, &err))
			fail_msg("%s", err.text);
		size_t count = check_facts(&set, note, &complaints);
		if (count != (*together[i].complaint ? 1 : 0))
			fail_msg("case %zu: %zu complaints, the last is: %s", i, count,
				complaints.last);
		assert_says(complaints.last, together[i].complaint);
		factset_free(&set);
	}
}

static void test_long_statement(void **state)
{
	struct complaints complaints = {0};
	struct factset set;
	struct error err;
	char text[4096];

	(void)state;
	snprintf(text, sizeof text,
		"facts:\n  - {id: a, topic: t, says: A b %0297d, " ASKS
		", short: A b, not: [x, y], cite: [{source: s, locator: l}]}\n",
		0);
	const char *path = scratch_write("f.yaml", text);
	assert_true(factfile_read(&path, 1, &set, &err));
	assert_int_equal(check_facts(&set, note, &complaints), 2); /* and the unknown source */
	assert_says(complaints.last, "the source \"s\" is not known");
	factset_free(&set);
}

static void test_from_database(void **state)
{
	struct complaints complaints = {0};
	const struct fact fact = {.id = "a",
		.says = "x y z",
		.topic = "t",
		.brief = "",
		.when = "",
		.about = "",
		.file = ""};
	const struct factset set = {.facts = &fact, .fact_count = 1};

	(void)state;
	assert_int_equal(check_facts(&set, note, &complaints), 3);
	assert_int_equal(strncmp(complaints.last, "a: expected at least 2", 22), 0);
}

static void read_copy(const char *copy, struct sourcetext *text)
{
	struct error err;

	if (!sourcetext_read(scratch_write("copy.txt", copy), text, &err))
		fail_msg("%s", err.text);
}

static void test_paragraphs(void **state)
{
	struct sourcetext text;

	(void)state;
	read_copy("\n \t\none  line\n and\tanother \r\n\t\r\n\n\nabc\n\nlast, no end", &text);
	assert_int_equal(text.count, 3);
	assert_string_equal(text.paragraphs[0], "one line and another");
	assert_string_equal(text.paragraphs[1], "abc");
	assert_string_equal(text.paragraphs[2], "last, no end");
	sourcetext_free(&text);
	read_copy("", &text);
	assert_int_equal(text.count, 0);
	sourcetext_free(&text);
	read_copy("  \n\n \n ", &text);
	assert_int_equal(text.count, 0);
	sourcetext_free(&text);
}

static const struct {
	const char *copy, *complaint;
} copies[] = {
	{"  abc\n", ""},
	{"abd\n", "copy.txt: paragraph 1: expected SHA-256 ba7816bf8f01…"},
	{"abc\n\nmore\n", "copy.txt: expected the register's 1 paragraphs, found 2"},
	{"", "copy.txt: expected the register's 1 paragraphs, found 0"},
};

static void test_source_text(void **state)
{
	struct factset set;
	struct error err;
	const char *path = scratch_write("f.yaml", SOURCES GOOD);

	(void)state;
	assert_true(factfile_read(&path, 1, &set, &err));
	for (size_t i = 0; i < sizeof copies / sizeof copies[0]; i++) {
		struct complaints complaints = {0};
		const char *copy = scratch_write("copy.txt", copies[i].copy);
		size_t count = check_source_text(&set, "doc", copy, note, &complaints);

		assert_int_equal(count > 0, *copies[i].complaint != '\0');
		assert_int_equal(count, complaints.count);
		if (count == 1)
			assert_says(complaints.last, copies[i].complaint);
	}
	struct complaints complaints = {0};
	assert_int_equal(
		check_source_text(&set, "doc", scratch_path("none"), note, &complaints), 1);
	assert_says(complaints.last, "cannot be opened: No such file");
	assert_int_equal(check_source_text(&set, "nix", path, note, &complaints), 1);
	assert_says(complaints.last, "the source \"nix\" is not known");
	factset_free(&set);
}

static void test_quotes(void **state)
{
	struct complaints complaints = {0};
	struct factset set;
	struct error err;
	const char *path = scratch_write("f.yaml",
		SOURCES "  - id: a\n    topic: t\n    says: Alpha was first.\n    cite:\n"
			"      - {source: doc, paragraph: 1, quote: bc}\n"
			"      - {source: doc, paragraph: 1, quote: ac}\n");
	const char *copy = scratch_write("copy.txt", "abc\n");

	(void)state;
	assert_true(factfile_read(&path, 1, &set, &err));
	assert_int_equal(check_source_text(&set, "doc", copy, note, &complaints), 1);
	assert_says(complaints.last, "f.yaml:14: a: the quote \"ac\" is not in paragraph 1");
	factset_free(&set);
}

static const char *const statements[] = {
	"Japan gave Cambodia more aid than any other country did in the 1990s, said the report.",
	"Vietnam invaded Cambodia at the end of 1978 and drove the Khmer Rouge from the capital.",
	"japan gave cambodia more aid than any other country did in the 1990s, says the report",
	"Japan gave Cambodia more aid than any other country did in the 1980s, said the report.",
	"",
	"...",
	"",
};

/* A number on one side only makes two statements of them, whichever comes first. */
static const char *const with_number[] = {
	"the house of representatives voted on a bill about aid to cambodia",
	"the house of representatives voted on a bill about aid to cambodia 1973",
	"the house of representatives voted on a bill about aid to cambodia",
};

struct pairs {
	size_t count, earlier, later;
	double overlap;
};

static void pair(void *context, size_t earlier, size_t later, double overlap)
{
	struct pairs *pairs = context;

	pairs->count++;
	pairs->earlier = earlier;
	pairs->later = later;
	pairs->overlap = overlap;
}

static void test_twins(void **state)
{
	struct pairs pairs = {0};

	(void)state;
	near_duplicates_find(
		statements, sizeof statements / sizeof statements[0], 0.85, pair, &pairs);
	assert_int_equal(pairs.count, 1); /* not the one about the 1980s */
	assert_int_equal(pairs.earlier, 0);
	assert_int_equal(pairs.later, 2);
	assert_true(pairs.overlap > 0.874 && pairs.overlap < 0.876); /* 14 of 16 words */
	pairs = (struct pairs){0};
	near_duplicates_find(statements, 3, 0.88, pair, &pairs);
	assert_int_equal(pairs.count, 0);
	near_duplicates_find(with_number, 2, 0.85, pair, &pairs);
	near_duplicates_find(with_number + 1, 2, 0.85, pair, &pairs);
	assert_int_equal(pairs.count, 0);
	near_duplicates_find(NULL, 0, 0.85, pair, &pairs);
	assert_int_equal(pairs.count, 0);
}

/* As near as near_duplicates_find says, whether or not the texts are ASCII or abbreviate. */
static void test_nearest(void **state)
{
	static const char *const texts[] = {
		"The U.S. embassy in Phnom Penh closed on 12 April 1975.",
		"the us embassy in phnom penh closed again on 12 april 1975",
		"The embassy of S\u00e3o Tom\u00e9 closed.",
		"It rained.",
	};

	(void)state;
	for (size_t i = 1; i < sizeof statements / sizeof *statements; i++) {
		struct pairs pairs = {0};
		const char *two[] = {statements[0], statements[i]};

		near_duplicates_find(two, 2, 0.6, pair, &pairs);
		assert_int_equal(near_duplicates_nearest(two + 1, 1, two[0], 0.6),
			pairs.count == 1 ? 0 : -1);
		const struct sketch one = near_duplicates_sketch(two[0]),
				    other = near_duplicates_sketch(two[1]);
		if (pairs.count == 1)
			assert_true(near_duplicates_possible(&one, &other, 0.6));
		assert_false(near_duplicates_possible(&one, &(struct sketch){.words = 9}, 0.6));
	}
	assert_int_equal(near_duplicates_nearest(texts, 4, texts[1], 0.9), 1);
	assert_int_equal(near_duplicates_nearest(texts, 1, texts[1], 0.9), 0);
	assert_int_equal(near_duplicates_nearest(texts, 1, texts[1], 0.95), -1);
	assert_int_equal(near_duplicates_nearest(texts, 4, "Embassy of Sao Tome closed", 0.8), 2);
	assert_int_equal(near_duplicates_nearest(texts, 4, "", 0.1), -1);
	assert_int_equal(near_duplicates_nearest(with_number + 1, 1, with_number[0], 0.5), -1);
	assert_int_equal(near_duplicates_nearest(with_number, 1, with_number[1], 0.5), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_facts),
		cmocka_unit_test(test_together),
		cmocka_unit_test(test_long_statement),
		cmocka_unit_test(test_from_database),
		cmocka_unit_test(test_paragraphs),
		cmocka_unit_test(test_source_text),
		cmocka_unit_test(test_quotes),
		cmocka_unit_test(test_twins),
		cmocka_unit_test(test_nearest),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}

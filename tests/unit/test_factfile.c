#include "scratch.h"

#include "fact/factfile.h"

#define HASH "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static const char sources[] =
	"sources:\n"
	"  - id: doc\n"
	"    title: \"The document\"\n"
	"    publisher: \"A publisher\"\n"
	"    url: \"http://example.org/\"\n"
	"    short: \"doc\"\n"
	"    paragraphs:\n"
	"      - {n: 1, kind: heading, sha256: \"" HASH "\", gist: \"its title\"}\n"
	"      - {n: 2, kind: fact, sha256: \"" HASH "\", gist: \"what it says\"}\n"
	"  - {id: other, title: Another, short: other}\n";

static const char facts[] =
	"facts:\n"
	"  - id: sihanouk-abdication\n"
	"    topic: monarchy\n"
	"    says: \"Norodom Sihanouk gave up the throne – because of illness.\"\n"
	"    short: \"because of illness\"\n"
	"    when: 2004-10\n"
	"    about: sihanouk\n"
	"    ask:\n"
	"      - \"who became king after sihanouk\"\n"
	"      - why did sihanouk abdicate?\n"
	"    ask_yes: [\"was Sihanouk ill?\"]\n"
	"    ask_no: [\"did Sihanouk die as king?\"]\n"
	"    not: [\"When was Sihanouk crowned?\"]\n"
	"    match: ['\\bwho\\b.*''s\\b', \"a\\\\b\"]\n"
	"    cite:\n"
	"      - {source: doc, paragraph: 2, quote: \"due to illness\"}\n"
	"      - {source: other, locator: \"entry Oct 2004\", for: the year}\n"
	"  - {id: a-draft, topic: monarchy, says: \"It has no citation.\"}\n";

static const char aliases[] =
	"names:\n"
	"  - {id: hun-sen, sort: person, forms: [\"Hun Sen\", \"Samdech Hun Sen\"]}\n"
	"words:\n"
	"  - [die, dead, death]\n"
	"  - [king, monarch]\n"
	"near:\n"
	"  - [die, ill]\n";

/* Reads one file of that text. */
static bool read_text(const char *text, struct factset *set, struct error *err)
{
	const char *path = scratch_write("f.yaml", text);

	return factfile_read(&path, 1, set, err);
}

static void read_all(struct factset *set)
{
	const char *paths[] = {scratch_write("facts.yaml", facts),
		scratch_write("sources.yaml", sources), scratch_write("aliases.yaml", aliases)};
	struct error err;

	if (!factfile_read(paths, 3, set, &err))
		fail_msg("%s", err.text);
}

static void test_values(void **state)
{
	struct factset set;

	(void)state;
	read_all(&set);
	assert_int_equal(set.fact_count, 2);
	const struct fact *fact = factset_fact(&set, "sihanouk-abdication");
	assert_ptr_equal(fact, &set.facts[0]);
	assert_string_equal(
		fact->says, "Norodom Sihanouk gave up the throne – because of illness.");
	assert_string_equal(fact->when, "2004-10");
	assert_string_equal(fact->file, scratch_path("facts.yaml"));
	assert_int_equal(fact->line, 2);
	assert_int_equal(fact->question_count, 5);
	assert_int_equal(fact->questions[1].kind, QUESTION_ASK);
	assert_int_equal(fact->questions[1].line, 10);
	assert_int_equal(fact->questions[2].kind, QUESTION_YES);
	assert_int_equal(fact->questions[3].kind, QUESTION_NO);
	assert_int_equal(fact->questions[4].kind, QUESTION_NOT);
	assert_string_equal(fact->questions[4].text, "When was Sihanouk crowned?");
	assert_int_equal(fact->pattern_count, 2);
	assert_string_equal(fact->patterns[0], "\\bwho\\b.*'s\\b");
	assert_int_equal(fact->citation_count, 2);
	assert_int_equal(fact->citations[0].paragraph, 2);
	assert_int_equal(fact->citations[1].line, 17);
	assert_string_equal(fact->citations[1].quote, "");
	assert_string_equal(fact->citations[1].supports, "the year");
	assert_null(factset_fact(&set, "sihanouk"));

	const struct source *source = factset_source(&set, "doc");
	assert_string_equal(source->brief, "doc");
	assert_string_equal(source->author, "");
	assert_string_equal(source_paragraph(source, 2)->gist, "what it says");
	assert_string_equal(source_paragraph(source, 2)->text, "");
	assert_null(source_paragraph(source, 3));

	assert_int_equal(set.alias_count, 4);
	assert_int_equal(set.aliases[0].kind, ALIAS_NAME);
	assert_string_equal(set.aliases[0].names[1], "Samdech Hun Sen");
	assert_int_equal(set.aliases[1].kind, ALIAS_WORDS);
	assert_string_equal(set.aliases[1].id, "die");
	assert_string_equal(set.aliases[1].sort, "");
	assert_int_equal(set.aliases[3].kind, ALIAS_NEAR);
	assert_int_equal(set.aliases[3].line, 7);
	factset_free(&set);
	assert_int_equal(set.fact_count, 0);
}

static void test_content(void **state)
{
	struct factset set;

	(void)state;
	read_all(&set);
	char *content = fact_content(&set.facts[0]);
	assert_string_equal(content,
		"{\"id\":\"sihanouk-abdication\",\"topic\":\"monarchy\","
		"\"says\":\"Norodom Sihanouk gave up the throne – because of illness.\","
		"\"short\":\"because of illness\",\"when\":\"2004-10\",\"about\":\"sihanouk\","
		"\"ask\":[\"who became king after sihanouk\",\"why did sihanouk abdicate?\"],"
		"\"ask_yes\":[\"was Sihanouk ill?\"],\"ask_no\":[\"did Sihanouk die as king?\"],"
		"\"not\":[\"When was Sihanouk crowned?\"],"
		"\"match\":[\"\\\\bwho\\\\b.*'s\\\\b\",\"a\\\\b\"],"
		"\"cite\":[{\"source\":\"doc\",\"paragraph\":2,\"quote\":\"due to illness\"},"
		"{\"source\":\"other\",\"locator\":\"entry Oct 2004\",\"for\":\"the year\"}]}");
	free(content);
	content = fact_content(&set.facts[1]);
	assert_string_equal(content,
		"{\"id\":\"a-draft\",\"topic\":\"monarchy\",\"says\":\"It has no citation.\"}");
	free(content);
	factset_free(&set);
}

/* What is written is read back as the same, and written again to the byte. */
static void test_round_trip(void **state)
{
	struct factset set, again;
	struct error err;
	char *texts[2] = {NULL, NULL};
	size_t sizes[2];

	(void)state;
	read_all(&set);
	FILE *out = open_memstream(&texts[0], &sizes[0]);
	assert_true(factfile_write(&set, out, &err));
	fclose(out);
	if (!read_text(texts[0], &again, &err))
		fail_msg("%s in\n%s", err.text, texts[0]);
	assert_int_equal(again.fact_count, 2);
	assert_string_equal(again.facts[0].id, "a-draft"); /* by id */
	char *first = fact_content(&set.facts[0]), *second = fact_content(&again.facts[1]);
	assert_string_equal(first, second);
	free(first);
	free(second);
	assert_int_equal(again.source_count, 2);
	assert_int_equal(again.sources[0].paragraph_count, 2);
	assert_int_equal(again.alias_count, 4);
	out = open_memstream(&texts[1], &sizes[1]);
	assert_true(factfile_write(&again, out, &err));
	fclose(out);
	assert_string_equal(texts[0], texts[1]);
	free(texts[0]);
	free(texts[1]);
	factset_free(&set);
	factset_free(&again);
}

static void test_full_disk(void **state)
{
	struct factset set;
	struct error err;
	FILE *full = fopen("/dev/full", "w");

	(void)state;
	if (!full)
		skip();
	read_all(&set);
	assert_false(factfile_write(&set, full, &err));
	assert_says(err.text, "No space left on device");
	fclose(full);
	factset_free(&set);
}

#define FACT "facts:\n  - {id: a, topic: t, says: x"
#define SOURCE "sources:\n  - {id: s, title: T, short: S"

static const struct {
	const char *text, *error;
} bad[] = {
	{"fact: []\n",
		":1: unknown key \"fact\" in a fact file: expected one of subject, sources, facts"},
	{"facts:\n", ":1: facts: expected a list, found nothing"},
	{FACT ", color: red}\n", ":2: unknown key \"color\" in a fact"},
	{FACT ", yes: [b]}\n", ":2: unknown key \"yes\" in a fact"},
	{"facts:\n  - {id: a, topic: t}\n", ":2: a fact needs the key says"},
	{"facts:\n  - {id: A b, topic: t, says: x}\n", ":2: id: expected a slug"},
	{"facts:\n  - {id: -a, topic: t, says: x}\n", ":2: id: expected a slug"},
	{"facts:\n  - {id: a, topic: Two words, says: x}\n", ":2: topic: expected a slug"},
	{FACT ", topics: [u, Two words]}\n", ":2: topics: expected a slug"},
	{FACT ", topics: [a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p]}\n",
		":2: topics: expected at most 15, found 16"},
	{FACT ", see: [u, Two words]}\n", ":2: see: expected a slug"},
	{FACT ", see: [a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p]}\n",
		":2: see: expected at most 15, found 16"},
	{FACT ", channels: [school]}\n",
		":2: channels: expected \"#channel\" or \"network/#channel\", found \"school\""},
	{FACT ", channels: ['#two words']}\n", ":2: channels: expected \"#channel\""},
	{FACT ", channels: ['#a','#b','#c','#d','#e','#f','#g','#h','#i','#j','#k','#l','#m','#n',"
	      "'#o','#p']}\n",
		":2: channels: expected at most 15, found 16"},
	{FACT "}\n  - {id: b, topic: t, says: x}\n  - {id: a, topic: t, says: y}\n",
		":4: the fact a is already at"},
	{FACT ", about: Hun Sen}\n", ":2: about: expected a slug"},
	{FACT ", when: 204}\n", ":2: when: expected YYYY"},
	{FACT ", when: 2004-13}\n", ":2: when: expected YYYY"},
	{FACT ", when: 2004-00}\n", ":2: when: expected YYYY"},
	{FACT ", when: 2004-1}\n", ":2: when: expected YYYY"},
	{FACT ", when: 2004/}\n", ":2: when: expected YYYY"},
	{FACT ", when: 2004-10-01-02}\n", ":2: when: expected YYYY"},
	{FACT ", ask: why}\n", ":2: ask: expected a list, found text"},
	{FACT ", ask: [why, {who: x}]}\n", ":2: question: expected text, found a mapping"},
	{FACT ", cite: [{paragraph: 3}]}\n", ":2: a citation needs the key source"},
	{FACT ", cite: [{source: s, paragraph: 0}]}\n", ":2: paragraph: expected a number from 1"},
	{FACT ", cite: [{source: s, page: 1}]}\n", ":2: unknown key \"page\" in a citation"},
	{SOURCE "}\n" FACT ",\n    cite: [{source: s},\n      {source: z}]}\n",
		":6: source: expected the id of a source, found \"z\""},
	{SOURCE "}\n  - {id: s, title: T, short: S}\n", ":3: the source s is already at"},
	{SOURCE ", paragraphs: [{n: 1, kind: text, sha256: x, gist: g}]}\n",
		":2: kind: expected one of fact, heading, noise"},
	{SOURCE ", paragraphs: [{n: 1, kind: fact, sha256: x, gist: g}]}\n",
		":2: sha256 of paragraph 1: expected 64"},
	{SOURCE ", paragraphs: [{n: 2, kind: fact, sha256: " HASH ", gist: g}, "
		"{n: 2, kind: fact, sha256: " HASH ", gist: g}]}\n",
		":2: expected paragraphs in rising order, found 2 after 2"},
	{"names: [{id: a, sort: animal, forms: [b]}]\n",
		":1: sort: expected one of person, woman, place"},
	{"names: [{id: a, sort: term, forms: []}]\n", ":1: expected a list of at least 1, found 0"},
	{"names:\n  - {id: a, sort: term, forms: [b]}\n  - {id: a, sort: term, forms: [c]}\n",
		":3: the name \"a\" is already at"},
	{"words: [[die]]\n", ":1: expected a list of at least 2, found 1"},
	{"words: [die, dead]\n", ":1: words: expected a list, found text"},
	{"near:\n  - [a, b]\n  - [a, c]\n", ":3: a list with the first word \"a\" is already at"},
};

static void test_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct factset set;
		struct error err = {""};

		if (read_text(bad[i].text, &set, &err))
			fail_msg("was read: %s", bad[i].text);
		assert_says(err.text, bad[i].error);
		assert_says(err.text, "f.yaml:");
		assert_null(set.arena.last);
		assert_int_equal(set.fact_count, 0);
	}
}

static void test_spans(void **state)
{
	static const char *const good[] = {"1970", "1970-03", "1970-03-18", "1975/1979",
		"1975-04-17/1979-01-07", "1969-03/1973"};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		struct factset set;
		struct error err;
		char text[128];

		snprintf(text, sizeof text, FACT ", when: %s}\n", good[i]);
		if (!read_text(text, &set, &err))
			fail_msg("%s", err.text);
		assert_string_equal(set.facts[0].when, good[i]);
		factset_free(&set);
	}
}

static void test_too_many_questions(void **state)
{
	struct factset set;
	struct error err;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	fputs(FACT ", ask: [", out);
	for (int i = 0; i < 1024; i++)
		fprintf(out, "q%d, ", i);
	fputs("]}\n", out);
	fclose(out);
	assert_false(read_text(text, &set, &err));
	assert_says(err.text, ":2: expected at most 1023 questions, found 1024");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_content),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_full_disk),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_too_many_questions),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}

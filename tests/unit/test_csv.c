#include "scratch.h"

#include "base/arena.h"
#include "base/csv.h"
#include "fact/factcsv.h"
#include "fact/factfile.h"
#include "fact/registercsv.h"

/* Texts that have hurt others: formulas, wildcards, quotes, line ends, scripts, 600 bytes. */
static const char *const hard[] = {"", "plain", "a,b", "a;b", "\"", "\"\"", "'", "''", "'=1",
	"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", "\n", "＝1", "a\r\nb", " lead", "trail ",
	"%_*?", "[x]{y}", "=cmd|' /C calc'!A0", "🎋", "cafe\xcc\x81", "caf\xc3\xa9", "សីហនុ",
	"sa\xe2\x80\x8bng",
	"\xe2\x80\x8f"
	"rtl",
	"=HYPERLINK(\"http://x\",\"y\")",
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	"xx"
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	"xx"
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	"xx"
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	"xx"
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	"xx"
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	"xx"};

enum { HARD = sizeof hard / sizeof *hard };

static void hard_texts_come_back(void **state)
{
	char *text = NULL;
	size_t size = 0, count;
	FILE *out = open_memstream(&text, &size);
	struct arena arena = {0};
	const char *fields[CSV_FIELDS];
	struct error err;

	(void)state;
	csv_write(out, hard, HARD);
	csv_write(out, hard + 1, 1);
	for (size_t i = 2; i < HARD; i++)
		csv_write(out, (const char *const[]){hard[i], "x", hard[i]}, 3);
	fclose(out);
	assert_null(strstr(text, ",=")); /* nothing that a spreadsheet would run */
	assert_null(strstr(text, "\"="));

	struct csv csv = csv_over("t.csv", text, size);
	assert_int_equal(csv_read(&csv, fields, &count, &err), CSV_RECORD);
	assert_int_equal(count, HARD);
	for (size_t i = 0; i < HARD; i++)
		assert_string_equal(fields[i], hard[i]);
	for (size_t i = 0; i < HARD; i++) /* in place: nothing is copied */
		assert_true(fields[i] >= text && fields[i] <= text + size);
	assert_int_equal(csv_read(&csv, fields, &count, &err), CSV_RECORD);
	assert_int_equal(count, 1);
	for (size_t i = 2; i < HARD; i++) {
		assert_int_equal(csv_read(&csv, fields, &count, &err), CSV_RECORD);
		assert_int_equal(count, 3);
		assert_string_equal(fields[0], hard[i]);
		assert_string_equal(fields[2], hard[i]);
	}
	assert_int_equal(csv_read(&csv, fields, &count, &err), CSV_END);
	arena_free(&arena);
	free(text);
}

/* What a spreadsheet would run is written as text, in any script's signs. */
static void formulas_are_written_as_text(void **state)
{
	static const char *const formulas[] = {
		"=1+1", "+1", "-1", "@SUM(A1)", "'=1", "＝1+1", "＋1", "－1", "＠SUM(A1)"};

	(void)state;
	for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
		char *text = NULL, expected[40];
		size_t size = 0;
		FILE *out = open_memstream(&text, &size);

		csv_write(out, formulas + i, 1);
		fclose(out);
		snprintf(expected, sizeof expected, "\"'%s\"\r\n", formulas[i]);
		assert_string_equal(text, expected);
		free(text);
	}
}

/* As others write it: LF, ';', empty lines, no line end at the end. */
static void other_writers(void **state)
{
	static const struct {
		const char *text, *fields; /* "|" between fields, "/" between records */
	} rows[] = {
		{"", ""},
		{"\r\n\n", ""},
		{"a,b\r\n", "a|b/"},
		{"a,b", "a|b/"},
		{"a,b\n\nc,\n", "a|b/c|/"},
		{"a;b\nc,d;e\n", "a|b/c,d|e/"},
		{"a\tb;c\n", "a|b;c/"},
		{"\"a\";\"b\"\n", "a|b/"},
		{"\xef\xbb\xbf"
		 "a,b\n",
			"a|b/"},
		{"\"a\"\"b\",\"c\nd\"\n", "a\"b|c\nd/"},
		{",\n", "|/"},
		{"'a,''b,'=c\n", "'a|'b|=c/"},
		{"a\rb,c\n", "a\rb|c/"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena arena = {0};
		char *text = arena_string(&arena, rows[i].text);
		struct csv csv = csv_over("t.csv", text, strlen(text));
		const char *fields[CSV_FIELDS];
		char got[200] = "";
		size_t count;
		struct error err;

		while (csv_read(&csv, fields, &count, &err) == CSV_RECORD) {
			for (size_t k = 0; k < count; k++) {
				strcat(got, k ? "|" : "");
				strcat(got, fields[k]);
			}
			strcat(got, "/");
		}
		assert_string_equal(got, rows[i].fields);
		arena_free(&arena);
	}
}

static void bad_tables(void **state)
{
	static const struct {
		const char *text, *error;
	} rows[] = {
		{"a,\"b\n", "t.csv:1: a quote is not closed"},
		{"a,b\n\"c\"d,e\n", "t.csv:2: expected the next field after a closing quote"},
		{"a,b\nc\"d,e\n", "t.csv:2: a quote inside a field"},
		{"a,\xff\n", "t.csv: is not UTF-8"},
		{",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n",
			"t.csv:1: more than 64 fields"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena arena = {0};
		char *text = arena_string(&arena, rows[i].text);
		struct csv csv = csv_over("t.csv", text, strlen(text));
		const char *fields[CSV_FIELDS];
		size_t count;
		struct error err = {.text = ""};
		enum csv_status status;

		while ((status = csv_read(&csv, fields, &count, &err)) == CSV_RECORD)
			;
		assert_int_equal(status, CSV_BAD);
		assert_says(err.text, rows[i].error);
		arena_free(&arena);
	}
}

static void bad_facts(void **state)
{
	static const struct {
		const char *text, *error;
	} rows[] = {
		{"", "is empty"},
		{"id,topic\n", ":1: missing column \"says\""},
		{"id,topic,says,id\n", ":1: column 4: repeated column \"id\""},
		{"id,topic,says,color\n", ":1: column 4: unknown column \"color\""},
		{"id,topic,says\na-b,t,S.\n\na-b,t,S.\n",
			":4: the id \"a-b\" is already on line 2"},
		{"id,topic,says\nA%,t,S.\n",
			":2: id, topic, topics, about and see: expected lower-case"},
		{"id,topic,says,about\na,t,S.,Hun Sen\n",
			":2: id, topic, topics, about and see: expected lower-case letters, digits and '-', found \"Hun"},
		{"id,topic,says\na,t\n", ":2: expected 3 fields, one per column, found 2"},
		{"id,topic,says\na,t,\n", "says"},
		{"id,topic,says,when\na,t,S.,soon\n", ":2: when: expected YYYY"},
		{"id,topic,says,channels\na,t,S.,school\n",
			":2: channels: expected \"#channel\" or \"network/#channel\", found \"school\""},
		{"id,topic,says,cite\na,t,S.,\"doc \"\"a b\"\" \"\"c\"\"\"\n",
			"t.csv:2: cite: expected one quote, found two; write <source> ¶n"},
		{"id,topic,says,cite\na,t,S.,\"{\"\"source\"\": 1}, {\"\n", ":2"},
		{"id,topic,says,cite\na,t,S.,\"{\"\"author\"\": \"\"x\"\"}\"\n", "author"},
		{"id,title,color\n",
			"t.csv:1: column 3: unknown column \"color\"; expected some of id, title, "},
		{"title,short\nA,B\n", "t.csv:1: missing column \"id\""},
		{"id,title,short,title\n", ":1: column 4: repeated column \"title\""},
		{"id,title,short\na,A\n", ":2: expected 3 fields, one per column, found 2"},
		{"id,title,short,author\nb,B,b,\"X\nY\"\nc,C,,\n", "t.csv:4: "},
		{"id,title,short,type\n\n\na,A,A,poem\n", "t.csv:4: type: expected one of report"},
		{"id,title,short\na,A,A\na,A,A\n", "t.csv:3: the source a is already at "},
		{"id,url\na,http://a.example/\n", "t.csv:2: "},
		{"id,sort,forms,words\na,place,A,\"b\nc\"\n",
			"t.csv:2: expected id, sort and forms"},
		{"words\n\"a\nb\"\nc\n", "t.csv:4: expected a list of at least 2, found 1"},
		{"id,sort,forms\na,ocean,A\n", "t.csv:2: sort: expected one of person"},
		{"id,topic,says,locked\na,t,S.,maybe\n",
			":2: locked: expected yes, no, true, false, 1 or 0, found \"maybe\""},
	};
	struct factset set;
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (factcsv_read(scratch_write("t.csv", rows[i].text), NULL, &set, &err))
			fail_msg("row %zu is read", i);
		assert_says(err.text, rows[i].error);
		assert_true(!set.facts && !set.sources && !set.aliases);
	}
	assert_false(factcsv_read(scratch_path("none.csv"), NULL, &set, &err));
	assert_says(err.text, "cannot be opened");
}

/* Citations as moderators write them, beside JSON. */
static void citations_as_people_write_them(void **state)
{
	struct factset set;
	struct error err;

	(void)state;
	assert_true(factcsv_read(
		scratch_write("t.csv",
			"id,topic,says,cite\n"
			"a,t,S.,\"erie ¶5 \"\"the ditch\"\" for the name\n"
			"{\"\"source\"\": \"\"web\"\", \"\"locator\"\": \"\"p. 2\"\"}\"\n"),
		NULL, &set, &err));
	const struct citation *citation = set.facts[0].citations;

	assert_int_equal(set.facts[0].citation_count, 2);
	assert_string_equal(citation[0].source, "erie");
	assert_int_equal(citation[0].paragraph, 5);
	assert_string_equal(citation[0].quote, "the ditch");
	assert_string_equal(citation[0].supports, "the name");
	assert_string_equal(citation[1].locator, "p. 2");
	factset_free(&set);
}

/* Facts with hard texts in every place come back as the same. */
static void facts_come_back(void **state)
{
	static const struct citation citations[] = {{.source = "doc",
							    .paragraph = 3,
							    .quote = "=1 \"x\"",
							    .locator = "",
							    .supports = ""},
		{.source = "web", .quote = "", .locator = "§4, p. 2", .supports = "the year\\"}};
	static const char *const patterns[] = {"^=a", "\\b\"x\",;'"};
	static const char *const formerly[] = {"c-fact", "d"}, *const topics[] = {"u", "v-w"};
	static const char *const see[] = {"a-fact", "e"};
	static const char *const channels[] = {"#school", "libera/#a\"b"};
	struct question questions[HARD];
	struct fact facts[2] = {{.id = "b-fact",
					.topic = "t",
					.says = "=SUM(1,2) \"%_*\" 🎋",
					.brief = "=SUM, 1",
					.when = "2004-10",
					.about = "a-name",
					.questions = questions,
					.patterns = patterns,
					.pattern_count = 2,
					.citations = citations,
					.citation_count = 2,
					.formerly = formerly,
					.former_count = 2,
					.topics = topics,
					.topic_count = 2,
					.see = see,
					.see_count = 2,
					.channels = channels,
					.channel_count = 2,
					.locked = true},
		{.id = "a-fact", .topic = "t", .says = "-x", .brief = "", .when = "", .about = ""}};
	struct factset set = {.facts = facts, .fact_count = 2}, again;
	struct error err;

	(void)state;
	for (size_t i = 0; i < HARD; i++)
		if (*hard[i] && !strpbrk(hard[i], "\r\n\t"))
			questions[facts[0].question_count++] = (struct question){
				.kind = (enum question_kind)(i * QUESTION_KINDS / HARD),
				.text = hard[i]};
	FILE *out = fopen(scratch_path("f.csv"), "w");
	assert_true(factcsv_write(&set, out, &err));
	fclose(out);
	if (!factcsv_read(scratch_path("f.csv"), NULL, &again, &err))
		fail_msg("%s", err.text);
	assert_int_equal(again.fact_count, 2);
	for (size_t i = 0; i < 2; i++) {
		char *before = fact_content(&facts[1 - i]), *after = fact_content(&again.facts[i]);

		assert_string_equal(before, after);
		free(before);
		free(after);
	}
	factset_free(&again);
}

static void flags(void **state)
{
	static const char text[] = "id,topic,says,locked\n"
				   "a,t,S.,yes\nb,t,S.,TRUE\nc,t,S.,1\n"
				   "d,t,S.,No\ne,t,S.,FALSE\nf,t,S.,0\ng,t,S.,\n";
	struct factset set;
	struct error err;

	(void)state;
	assert_true(factcsv_read(scratch_write("l.csv", text), NULL, &set, &err));
	assert_int_equal(set.fact_count, 7);
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(set.facts[i].locked, i < 3);
	factset_free(&set);
}

/* What a table has no column for is taken from the fact that is there. */
static void absent_columns(void **state)
{
	static const struct citation citation = {.source = "doc", .paragraph = 1, .quote = ""};
	static const struct question questions[] = {
		{.kind = QUESTION_ASK, .text = "one?"}, {.kind = QUESTION_NOT, .text = "two?"}};
	const struct fact there = {.id = "a",
		.says = "Old.",
		.when = "1990",
		.questions = questions,
		.question_count = 2,
		.citations = &citation,
		.citation_count = 1,
		.locked = true,
		.forgotten = true};
	struct factset set;
	struct error err;

	(void)state;
	assert_true(factcsv_read(scratch_write("p.csv", "id,topic,says,ask\na,t,New.,\"three?\"\n"),
		NULL, &set, &err));
	struct fact fact = set.facts[0];
	fact_fill(&fact, &set.arena, &there);
	assert_string_equal(fact.says, "New.");
	assert_string_equal(fact.when, "1990");
	assert_int_equal(fact.question_count, 2);
	assert_string_equal(fact.questions[0].text, "three?");
	assert_string_equal(fact.questions[1].text, "two?");
	assert_int_equal(fact.citation_count, 1);
	assert_true(fact.locked && fact.forgotten);
	factset_free(&set);
}

/* A table of sources says less than the register does: the rest stays. */
static void absent_columns_of_sources(void **state)
{
	static struct author authors[] = {
		{"Poe", "Abigail", ""}, {"", "", "Office of Trade, Customs"}};
	const struct source there = {.id = "a",
		.title = "Old",
		.publisher = "P",
		.url = "http://a.example/",
		.licence = "",
		.author = "",
		.date = "1990",
		.csl = CSL_NONE,
		.brief = "A"};
	struct source known = there;
	struct factset base = {.sources = &known, .source_count = 1}, set, again;
	struct error err;

	(void)state;
	known.csl.authors = authors;
	known.csl.author_count = 2;
	known.csl.accessed = "2026-11-30";
	assert_true(factcsv_read(
		scratch_write("s.csv", "title,id,publisher\nNew,a,\n,,\n"), &base, &set, &err));
	assert_int_equal(set.source_count, 1);
	assert_string_equal(set.sources[0].title, "New");
	assert_string_equal(set.sources[0].publisher, "");
	assert_string_equal(set.sources[0].url, "http://a.example/");
	assert_string_equal(set.sources[0].csl.accessed, "2026-11-30");
	assert_int_equal(set.sources[0].csl.author_count, 2);

	FILE *out = fopen(scratch_path("w.csv"), "w");
	assert_true(registercsv_write_sources(&set, out, &err));
	fclose(out);
	assert_true(factcsv_read(scratch_path("w.csv"), NULL, &again, &err));
	assert_string_equal(again.sources[0].csl.authors[0].family, "Poe");
	assert_string_equal(again.sources[0].csl.authors[0].given, "Abigail");
	assert_string_equal(again.sources[0].csl.authors[1].literal, "Office of Trade, Customs");
	factset_free(&again);
	factset_free(&set);
}

/* Names and both kinds of lists in one table; a name's forms stay if there is no such column. */
static void aliases_come_back(void **state)
{
	static const char text[] = "id,sort,forms,words,near\n"
				   "un,organisation,\"UN\nUnited Nations\",,\n"
				   ",,,\"big\nlarge\",\n,,,,\"war\npeace\"\n";
	struct factset set, again, part;
	struct error err;

	(void)state;
	assert_true(factcsv_read(scratch_write("a.csv", text), NULL, &set, &err));
	FILE *out = fopen(scratch_path("w.csv"), "w");
	assert_true(registercsv_write_aliases(&set, out, &err));
	fclose(out);
	assert_true(factcsv_read(scratch_path("w.csv"), NULL, &again, &err));
	assert_int_equal(again.alias_count, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(again.aliases[i].kind, set.aliases[i].kind);
		assert_string_equal(again.aliases[i].id, set.aliases[i].id);
		assert_int_equal(again.aliases[i].name_count, 2);
	}
	assert_true(
		factcsv_read(scratch_write("p.csv", "id,sort\nun,group\n"), &again, &part, &err));
	assert_string_equal(part.aliases[0].sort, "group");
	assert_string_equal(part.aliases[0].names[1], "United Nations");
	factset_free(&part);
	factset_free(&again);
	factset_free(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hard_texts_come_back),
		cmocka_unit_test(formulas_are_written_as_text),
		cmocka_unit_test(other_writers),
		cmocka_unit_test(bad_tables),
		cmocka_unit_test(bad_facts),
		cmocka_unit_test(citations_as_people_write_them),
		cmocka_unit_test(facts_come_back),
		cmocka_unit_test(flags),
		cmocka_unit_test(absent_columns),
		cmocka_unit_test(absent_columns_of_sources),
		cmocka_unit_test(aliases_come_back),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}

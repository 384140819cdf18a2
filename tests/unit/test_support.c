#include "scratch.h"

#include "base/arena.h"
#include "fact/factfile.h"
#include "fact/name_forms.h"
#include "fact/support.h"

/* A document with its text beside it, another without. */
static const char document[] = "The United States gave Cambodia $1.18 billion from FY06 to 2010.\n"
			       "\n"
			       "Samdech Hun Sen, age 65, met two Chinese envoys in Beijing.\n";

static void read_facts(const char *says, const char *cite, struct factset *set)
{
	char text[2048];
	const char *path;
	struct error err;

	scratch_write("doc.txt", document);
	snprintf(text, sizeof text,
		"sources:\n"
		"  - id: doc\n    title: The Tribune\n    short: D\n    text: doc.txt\n"
		"    paragraphs:\n"
		"      - {n: 1, kind: fact, gist: g, sha256: %s}\n"
		"      - {n: 2, kind: fact, gist: g, sha256: %s}\n"
		"  - {id: web, title: W, short: W}\n"
		"names:\n"
		"  - {id: us, sort: place, forms: [United States, America]}\n"
		"facts:\n"
		"  - {id: a, topic: t, says: \"%s\", cite: [%s]}\n",
		"e5dd42696d2ccb5ee344175a17977c20d9c1f1e18395d596bbb51637e086f4ba",
		"38118ff6d6c2dc3eee1fe9fd35578f4e3990e2002285d8cfeac8ac1ebb2428b8", says, cite);
	path = scratch_write("f.yaml", text);
	if (!factfile_read(&path, 1, set, &err))
		fail_msg("%s", err.text);
}

static const char one[] = "{source: doc, paragraph: 1}", two[] = "{source: doc, paragraph: 2}",
		  web[] = "{source: web, locator: p. 1}",
		  quoted[] = "{source: web, locator: p. 1, quote: 'begun on 3 May 1965'}";

/* What a citation of a paragraph bears; `missing` is "" if all of it. */
static const struct {
	const char *says, *cite, *missing;
} cases[] = {
	{"America gave Cambodia 1.18 billion dollars.", one, ""},
	{"America gave Cambodia 1.19 billion dollars.", one, "1.19"},
	{"America gave Cambodia ១.១៨ billion dollars.", one, ""}, /* digits of other scripts */
	{"America gave Cambodia ១.១៩ billion dollars.", one, "1.19"},
	{"America gave Cambodia money in ٢٠٠٧.", one, "2007"},
	{"America gave Cambodians money in 2006.", one, ""},
	{"America gave Cambodia money in 2007.", one, "2007"},
	{"America gave Laos money.", one, "Laos"},
	{"The Mekong flows through Cambodia.", one, "Mekong"},
	{"Hun Sen, who is 65, met 2 men from China.", two, ""},
	{"Hun Sen met three men from China.", two, "three"},
	{"Prime Minister Hun Sen met men in Beijing, the Tribune says.", two, ""},
	{"Hun Sen met men in Hanoi.", two, "Hanoi"},
	{"Hun Manet met men from China.", two, "Manet"},
	{"Hun Sen met men in Hanoi in 1999.", web, ""}, /* it may stand there */
	{"Men were met in the city.", two, ""},
	{"The men of united states gave money.", two,
		"states"}, /* a name that is known, in lower case */
	{"The men of america gave money.", one, ""},
};

static void statements(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct factset set;
		char missing[64] = "";

		read_facts(cases[i].says, cases[i].cite, &set);
		bool holds = support_holds(&set, &set.facts[0], missing, sizeof missing);
		if (holds != (*cases[i].missing == '\0') || strcmp(missing, cases[i].missing) != 0)
			fail_msg("%s: found \"%s\"", cases[i].says, missing);
		factset_free(&set);
	}
}

static void changed_numbers(void **state)
{
	static const struct {
		const char *before, *after;
		bool contradicts;
	} rows[] = {
		{"Hun Sen is 65.", "Hun Sen is 66.", true},
		{"Hun Sen is 66.", "Hun Sen is 65.", false},
		{"Hun Sen is 65.", "Hun Sen is a man.", false},
		{"Hun Sen is a man.", "Hun Sen is 66.", false},
		{"Hun Sen met 2 envoys.", "Hun Sen met two envoys.", false},
		/* the 65 of another thing; and numbers that the quote of a source without text has
		 */
		{"At 65 he met 2 Chinese.", "At 65 he met 65 Chinese.", true},
		{"It began on 3 May 1965.", "It began on 4 May 1965.", true},
		{"It began on 3 May 1965.", "It began on 3 May 1966.", true},
		{"It began on 9 May 1966.", "It began on 3 May 1965.", false},
		{"It cost 9 dollars.", "It cost 8 dollars.", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct factset set;
		char was[64], is[64], both[160];

		/* the source of the other citation may say anything */
		snprintf(both, sizeof both, "%s, %s", two, quoted);
		read_facts(rows[i].before, both, &set);
		struct fact after = set.facts[0];
		after.says = rows[i].after;
		assert_int_equal(
			support_contradicts(&set, &set.facts[0], &after, was, is, sizeof was),
			rows[i].contradicts);
		factset_free(&set);
	}
}

static void checked(void **state)
{
	static const struct {
		struct citation citation;
		bool checked;
	} rows[] = {
		{{.source = "doc", .paragraph = 2, .quote = "age 65"}, true},
		{{.source = "doc", .paragraph = 2, .quote = ""}, true},
		{{.source = "doc", .paragraph = 1, .quote = "age 65"}, false},
		{{.source = "doc", .paragraph = 0, .quote = "age 65"}, false},
		{{.source = "web", .paragraph = 2, .quote = "age 65"}, false},
		{{.source = "none", .paragraph = 2, .quote = "age 65"}, false},
	};
	struct factset set;

	(void)state;
	read_facts("Hun Sen is a man.", two, &set);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(support_is_checked(factset_source(&set, rows[i].citation.source),
					 &rows[i].citation),
			rows[i].checked);
	factset_free(&set);
}

/* What was changed where a text is not held is said to be unchecked. */
static void open_statements(void **state)
{
	static const struct {
		const char *says, *cite, *earlier, *missing;
	} rows[] = {
		{"Hun Sen met men in Hanoi in 1999.", web, "Hun Sen met men in Hanoi in 1998.",
			"1999"},
		{"Hun Sen met men in Hue in 1999.", web, "Hun Sen met men in Hanoi in 1999.",
			"Hue"},
		{"Hun Sen met men in Hue.", web, "In Hue Hun Sen met men.", ""},
		{"Hun Sen met men in Hue.", two, "", ""}, /* support_holds() says so */
		{"Cambodia got $2 million.", web, "Cambodia got two million dollars.", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct factset set;
		char missing[64] = "";

		read_facts(rows[i].says, rows[i].cite, &set);
		bool open = support_is_unverified(
			&set, &set.facts[0], rows[i].earlier, missing, sizeof missing);
		if (open != (*rows[i].missing != '\0') || strcmp(missing, rows[i].missing) != 0)
			fail_msg("%s: found \"%s\"", rows[i].says, missing);
		factset_free(&set);
	}
}

enum { MANY_NAMES = 1000 };

/* Many names of the form "Party of the Five Ab1", each with a second form. */
static void name_many(struct alias *aliases, struct arena *arena)
{
	for (int i = 0; i < MANY_NAMES; i++) {
		const char **names = arena_alloc(arena, 2 * sizeof *names);
		char text[64];

		snprintf(text, sizeof text, "Party of the Five Ab%d", i);
		names[0] = arena_string(arena, text);
		snprintf(text, sizeof text, "Ab%d Union", i);
		names[1] = arena_string(arena, text);
		aliases[i] = (struct alias){.kind = i % 10 ? ALIAS_NAME : ALIAS_WORDS,
			.id = names[0],
			.sort = "",
			.names = names,
			.name_count = 2};
	}
}

/* The forms are the same ones whether they are sorted or not; if they are, a text is compared with
 * few of them. */
static void sorted_forms(void **state)
{
	static const struct {
		const char *says;
		size_t count;
	} rows[] = {
		{"the party of the 5 ab7 met the ab7 union and the ab8 Union.", 3},
		{"The party of the five Ab10 met the Union of Ab7.", 0},
		{"The party of the five met.", 0},
		{"", 0},
	};
	struct alias aliases[MANY_NAMES];
	struct arena arena = {0};
	const struct factset set = {.aliases = aliases, .alias_count = MANY_NAMES};
	struct factset sorted = set;

	(void)state;
	name_many(aliases, &arena);
	name_forms_sort(&sorted, &arena);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct name_forms all, few;

		name_forms_find(&set, rows[i].says, &all);
		name_forms_find(&sorted, rows[i].says, &few);
		assert_int_equal(all.count, rows[i].count);
		assert_int_equal(few.count, rows[i].count);
		assert_int_equal(all.compared, MANY_NAMES / 10 * 9 * 2);
		assert_in_range(few.compared, rows[i].count, 16);
		for (size_t k = 0; k < few.count; k++) {
			size_t other = 0;

			while (other < all.count && all.list[other].form != few.list[k].form)
				other++;
			assert_true(other < all.count);
			assert_ptr_equal(all.list[other].alias, few.list[k].alias);
		}
		free(all.list);
		free(few.list);
	}
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statements),
		cmocka_unit_test(open_statements),
		cmocka_unit_test(changed_numbers),
		cmocka_unit_test(checked),
		cmocka_unit_test(sorted_forms),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}

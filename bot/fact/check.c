#include "fact/check.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/text.h"
#include "fact/check_together.h"
#include "fact/name_forms.h"
#include "fact/scope.h"
#include "fact/sourcetext.h"
#include "fact/support.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct checking {
	const struct factset *set;
	const struct factset *cited; /* the sources that may be cited, and the names */
	check_report *report;
	void *context;
	size_t complaints;
	struct arena arena; /* holds the keys of the maps */
	struct map ids, questions, overviews;
};

/* Reports a complaint about the fact; line 0 means the fact's own line. */
__attribute__((format(printf, 4, 5))) static void complain(
	struct checking *check, const struct fact *fact, int line, const char *format, ...)
{
	char text[1024];
	struct buf buf = BUF(text);
	va_list arguments;

	if (*fact->file)
		buf_add(&buf, "%s:%d: ", fact->file, line ? line : fact->line);
	buf_add(&buf, "%s: ", fact->id);
	va_start(arguments, format);
	vsnprintf(buf.at, buf_room(&buf) + 1, format, arguments);
	va_end(arguments);
	check->report(check->context, text);
	check->complaints++;
}

size_t check_characters(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

const char *check_question_key(struct arena *arena, const char *question)
{
	char folded[2048], key[2048];
	struct buf buf = BUF(key);
	const char *at = folded, *end = folded + text_fold(question, folded, sizeof folded);
	bool gap = false;

	while (at < end) {
		const char *here = at;

		if (text_is_word(text_next(&at, end))) {
			if (gap && buf_length(&buf) > 0)
				buf_put(&buf, " ", 1);
			buf_put(&buf, here, (size_t)(at - here));
			gap = false;
		} else {
			gap = gap || *here != '\''; /* dont and don't are the same */
		}
	}
	return arena_string(arena, key);
}

static void check_one_question(struct checking *check, size_t at, const struct question *question)
{
	const struct fact *fact = &check->set->facts[at];
	const char *key =
		scope_key(&check->arena, fact, check_question_key(&check->arena, question->text));

	if (!*key) {
		complain(check, fact, question->line, "the question \"%.80s\" has no words",
			question->text);
		return;
	}
	int other = map_get(&check->questions, key);
	if (other < 0)
		map_put(&check->questions, key, (int)at);
	else if ((size_t)other == at)
		complain(check, fact, question->line, "the question \"%.120s\" occurs twice",
			question->text);
	else
		complain(check, fact, question->line, "the question \"%.120s\" is also in %s",
			question->text, check->set->facts[other].id);
}

/* Complains about a near miss that the fact claims to answer; runs after check_one_question. */
static void check_near_miss(struct checking *check, size_t at, const struct question *question)
{
	const char *key = scope_key(&check->arena, &check->set->facts[at],
		check_question_key(&check->arena, question->text));

	if (map_get(&check->questions, key) == (int)at)
		complain(check, &check->set->facts[at], question->line,
			"the question \"%.120s\" is also in `not`", question->text);
}

/* Complains about "was it x or y" among the yes/no questions. */
static void check_either(
	struct checking *check, const struct fact *fact, const struct question *question)
{
	const char *rest = strstr(question->text, " or ");

	if (rest && (question->kind == QUESTION_YES || question->kind == QUESTION_NO) &&
		strncmp(rest, " or more", 8) != 0 && strncmp(rest, " or at least", 12) != 0)
		complain(check, fact, question->line,
			"the question \"%.120s\" asks which; it cannot be in `%s`", question->text,
			fact_question_keys[question->kind]);
}

static void check_questions(struct checking *check)
{
	for (size_t f = 0; f < check->set->fact_count; f++) {
		const struct fact *fact = &check->set->facts[f];
		size_t asks = 0, nots = 0;

		for (size_t i = 0; i < fact->question_count; i++) {
			if (fact->questions[i].kind == QUESTION_NOT) {
				nots++;
				continue;
			}
			asks++;
			check_either(check, fact, &fact->questions[i]);
			check_one_question(check, f, &fact->questions[i]);
		}
		if (asks < CHECK_QUESTIONS_MIN)
			complain(check, fact, 0, "expected at least %d questions, found %zu",
				CHECK_QUESTIONS_MIN, asks);
		if (nots < CHECK_NOTS_MIN)
			complain(check, fact, 0,
				"expected at least %d near misses in `not`, found %zu",
				CHECK_NOTS_MIN, nots);
	}
	for (size_t f = 0; f < check->set->fact_count; f++)
		for (size_t i = 0; i < check->set->facts[f].question_count; i++)
			if (check->set->facts[f].questions[i].kind == QUESTION_NOT)
				check_near_miss(check, f, &check->set->facts[f].questions[i]);
}

/* Complains about a quote that is not in its paragraph, if the text is available. */
static void check_fact_quote(struct checking *check, const struct fact *fact,
	const struct citation *citation, const struct source *source)
{
	const struct paragraph *paragraph = source_paragraph(source, citation->paragraph);

	if (paragraph && *paragraph->text && !strstr(paragraph->text, citation->quote))
		complain(check, fact, citation->line,
			"the quote \"%.160s\" is not in paragraph %d of %s", citation->quote,
			paragraph->number, source->id);
}

static void check_citation(
	struct checking *check, const struct fact *fact, const struct citation *citation)
{
	const struct source *source = factset_source(check->cited, citation->source);
	int line = citation->line;

	if (!source) {
		complain(check, fact, line, "the source \"%s\" is not known", citation->source);
		return;
	}
	if (citation->paragraph && !source_paragraph(source, citation->paragraph))
		complain(check, fact, line, "the register of %s has no paragraph %d",
			citation->source, citation->paragraph);
	if (!citation->paragraph && !*citation->locator)
		complain(check, fact, line, "a citation needs a paragraph or a locator");
	if (*citation->quote && !citation->paragraph && source->paragraph_count)
		complain(
			check, fact, line, "the quote \"%.80s\" has no paragraph", citation->quote);
	check_fact_quote(check, fact, citation, source);
	if (text_count_words(citation->quote) > CHECK_QUOTE_WORDS)
		complain(check, fact, line, "expected a quote of at most %d words, found %zu",
			CHECK_QUOTE_WORDS, text_count_words(citation->quote));
}

/* Complains about an overview of an unknown name, or a second overview of a name. */
static void check_about(struct checking *check, size_t at)
{
	const struct fact *fact = &check->set->facts[at];
	const char *key = scope_key(&check->arena, fact, fact->about);
	int other = map_get(&check->overviews, key);

	if (!*fact->about)
		return;
	if (check->set->alias_count && !factset_name(check->set, fact->about))
		complain(check, fact, 0, "about: expected the id of a name, found \"%s\"",
			fact->about);
	if (other >= 0)
		complain(check, fact, 0, "about: %s is also about %s", check->set->facts[other].id,
			fact->about);
	else
		map_put(&check->overviews, key, (int)at);
}

/* Complains about an id that is in the list twice, or equals the one before the list. */
static void check_once(struct checking *check, const struct fact *fact, const char *key,
	const char *before, const char *const *ids, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t first = 0;

		while (first < i && strcmp(ids[first], ids[i]) != 0)
			first++;
		if (first < i || strcmp(before, ids[i]) == 0)
			complain(check, fact, 0, "%s: %s occurs twice", key, ids[i]);
	}
}

static void check_fact_text(struct checking *check, const struct fact *fact)
{
	size_t length = strlen(fact->says);
	const char *turned = text_find_bidi(fact->says);

	if (length > CHECK_SAYS_MAX)
		complain(check, fact, 0, "says: expected at most %d bytes, found %zu",
			CHECK_SAYS_MAX, length);
	if (text_count_words(fact->says) < CHECK_SAYS_WORDS_MIN)
		complain(check, fact, 0, "says: expected a sentence, found \"%.40s\"", fact->says);
	if (turned)
		complain(check, fact, 0,
			"says: found a bidirectional control character before \"%.40s\"",
			turned);
	check_once(check, fact, "topics", fact->topic, fact->topics, fact->topic_count);
	check_once(check, fact, "see", "", fact->see, fact->see_count);
	for (size_t i = 0; i < fact->citation_count; i++)
		check_citation(check, fact, &fact->citations[i]);
}

/* The first year from 1800 to 2099 in a text, or NULL. */
static const char *find_year(const char *text)
{
	for (const char *at = text; *at; at++)
		if (strspn(at, "0123456789") == 4 && (at == text || strchr(" (-/", at[-1])) &&
			(strncmp(at, "18", 2) == 0 || strncmp(at, "19", 2) == 0 ||
				strncmp(at, "20", 2) == 0))
			return at;
	return NULL;
}

/* Complains about a statement with a year but without a date: `timeline` and `on` would not find
 * it. */
static void check_year(struct checking *check, const struct fact *fact)
{
	const char *year = find_year(fact->says);

	if (year && !*fact->when)
		complain(check, fact, 0, "says the year %.4s, but `when` is not set", year);
}

/* Complains about a citation without a quote of a source whose text is not available, unless the
 * source's note says why. */
static void check_outside(struct checking *check, const struct fact *fact)
{
	for (size_t i = 0; i < fact->citation_count; i++) {
		const struct citation *citation = &fact->citations[i];
		const struct source *source = factset_source(check->set, citation->source);

		if (source && *source->csl.type && source->paragraph_count == 0 &&
			!*citation->quote && !strstr(source->csl.note, "quotes"))
			complain(check, fact, citation->line,
				"cites %s without a quote, and its `note` does not say why",
				source->id);
	}
}

static void check_statement(struct checking *check, size_t at)
{
	const struct fact *fact = &check->set->facts[at];
	char missing[64];

	if (map_get(&check->ids, fact->id) >= 0)
		complain(check, fact, 0, "the id occurs twice");
	map_put(&check->ids, fact->id, (int)at);
	check_fact_text(check, fact);
	const char *stray = check_brief(&check->arena, fact);
	if (stray)
		complain(check, fact, 0, "short: %s", stray);
	if (!*fact->brief && check_characters(fact->says) > CHECK_SAYS_SHORT)
		complain(check, fact, 0, "says: %zu characters, and no `short` form",
			check_characters(fact->says));
	check_about(check, at);
	for (size_t i = 0; i < fact->channel_count; i++)
		if (!scope_is_name(fact->channels[i]))
			complain(check, fact, 0, "channels: \"%.80s\" names no channel",
				fact->channels[i]);
	check_year(check, fact);
	check_outside(check, fact);
	if (fact->citation_count == 0)
		complain(check, fact, 0, "has no citation: a draft, which is never served");
	if (!support_holds(check->set, fact, missing, sizeof missing))
		complain(check, fact, 0, "says \"%s\", which none of its citations contains",
			missing);
}

static void found_near_duplicate(void *context, size_t earlier, size_t later, double overlap)
{
	struct checking *check = context;

	if (!scope_overlap(&check->set->facts[earlier], &check->set->facts[later]))
		return;
	complain(check, &check->set->facts[later], 0,
		"says much the same as %s (%.0f %% of the words)", check->set->facts[earlier].id,
		overlap * 100);
}

static void find_twins(
	const struct factset *set, double least, near_duplicates_found *found, void *context)
{
	const char **statements = must_alloc(set->fact_count * sizeof *statements);

	for (size_t i = 0; i < set->fact_count; i++)
		statements[i] = set->facts[i].says;
	near_duplicates_find(statements, set->fact_count, least, found, context);
	free(statements);
}

void check_near_duplicates(const struct factset *set, near_duplicates_found *found, void *context)
{
	find_twins(set, 0.85, found, context);
}

static void found_together(void *context, const struct fact *fact, int line, const char *text)
{
	complain(context, fact, line, "%s", text);
}

static void complain_of_text(struct checking *check, const struct source *source)
{
	char text[400];

	snprintf(text, sizeof text, "%s:%d: %s: text: %s is not there", source->file, source->line,
		source->id, source->text_file);
	check->report(check->context, text);
	check->complaints++;
}

size_t check_facts(const struct factset *set, check_report *report, void *context)
{
	struct factset sorted = *set;
	struct checking check = {
		.set = &sorted, .cited = &sorted, .report = report, .context = context};

	name_forms_sort(&sorted, &check.arena);
	for (size_t i = 0; i < set->source_count; i++)
		if (set->sources[i].text_absent)
			complain_of_text(&check, &set->sources[i]);
	for (size_t i = 0; i < set->fact_count; i++)
		check_statement(&check, i);
	check_questions(&check);
	find_twins(set, CHECK_TWINS, found_near_duplicate, &check);
	check_together(set, found_together, &check);

	map_free(&check.ids);
	map_free(&check.questions);
	map_free(&check.overviews);
	arena_free(&check.arena);
	return check.complaints;
}

/* Whether the source's text is available. */
static bool has_text(const struct source *source)
{
	for (size_t i = 0; i < source->paragraph_count; i++)
		if (*source->paragraphs[i].text)
			return true;
	return false;
}

/* Appends the set's sources with or without text to the list. */
static void add_sources(
	const struct factset *set, bool with_text, struct source *list, size_t *count)
{
	for (size_t i = 0; i < set->source_count; i++)
		if (has_text(&set->sources[i]) == with_text)
			list[(*count)++] = set->sources[i];
}

/* Joins the sources and names of both. Of two with the same id it takes the set's, unless only the
 * other has its text.
 */
static struct factset join(
	struct arena *arena, const struct factset *set, const struct factset *known)
{
	struct source *sources =
		arena_alloc(arena, (set->source_count + known->source_count + 1) * sizeof *sources);
	struct alias *aliases =
		arena_alloc(arena, (set->alias_count + known->alias_count + 1) * sizeof *aliases);
	struct factset both = {.sources = sources, .aliases = aliases};

	for (int with_text = 1; with_text >= 0; with_text--) {
		add_sources(set, with_text, sources, &both.source_count);
		add_sources(known, with_text, sources, &both.source_count);
	}
	for (size_t i = 0; i < set->alias_count; i++)
		aliases[both.alias_count++] = set->aliases[i];
	for (size_t i = 0; i < known->alias_count; i++)
		aliases[both.alias_count++] = known->aliases[i];
	return both;
}

/* Complains if the citations do not support the statement, unless the statement exists already. */
static void check_support(
	struct checking *check, const struct factset *known, const struct fact *fact)
{
	const int at = map_get(&check->ids, fact->id);
	char missing[64];

	if ((at < 0 || strcmp(known->facts[at].says, fact->says) != 0) &&
		!support_holds(check->cited, fact, missing, sizeof missing))
		complain(check, fact, 0,
			"says \"%s\", which none of its citations contains; --insist imports it "
			"anyway",
			missing);
}

size_t check_served(const struct factset *set, const struct factset *known, bool insist,
	check_report *report, void *context)
{
	struct checking check = {.set = set, .report = report, .context = context};
	struct factset both = join(&check.arena, set, known);

	name_forms_sort(&both, &check.arena);
	check.cited = &both;
	for (size_t i = 0; i < known->fact_count; i++)
		map_put(&check.ids, known->facts[i].id, (int)i);
	for (size_t i = 0; i < set->fact_count; i++) {
		check_fact_text(&check, &set->facts[i]);
		if (!insist)
			check_support(&check, known, &set->facts[i]);
	}
	map_free(&check.ids);
	arena_free(&check.arena);
	return check.complaints;
}

static void check_quotes(struct checking *check, const char *source, const struct sourcetext *text)
{
	for (size_t f = 0; f < check->set->fact_count; f++) {
		const struct fact *fact = &check->set->facts[f];

		for (size_t i = 0; i < fact->citation_count; i++) {
			const struct citation *citation = &fact->citations[i];
			size_t number = (size_t)citation->paragraph;

			if (strcmp(citation->source, source) != 0 || number < 1 ||
				number > text->count || !*citation->quote)
				continue;
			if (!strstr(text->paragraphs[number - 1], citation->quote))
				complain(check, fact, citation->line,
					"the quote \"%.160s\" is not in paragraph %zu of %s",
					citation->quote, number, text->path);
		}
	}
}

size_t check_source_text(const struct factset *set, const char *source, const char *path,
	check_report *report, void *context)
{
	struct checking check = {.set = set, .report = report, .context = context};
	const struct source *known = factset_source(set, source);
	struct sourcetext text;
	struct error err;

	if (!known) {
		error_set(&err, "%s: the source \"%s\" is not known", path, source);
		report(context, err.text);
		return 1;
	}
	if (!sourcetext_read(path, &text, &err)) {
		report(context, err.text);
		return 1;
	}
	for (size_t i = 0; i < known->paragraph_count; i++)
		if (!sourcetext_agrees(&text, &known->paragraphs[i], &err)) {
			report(context, err.text);
			check.complaints++;
		}
	if (known->paragraph_count != text.count) {
		error_set(&err, "%s: expected the register's %zu paragraphs, found %zu", path,
			known->paragraph_count, text.count);
		report(context, err.text);
		check.complaints++;
	}
	check_quotes(&check, source, &text);
	sourcetext_free(&text);
	return check.complaints;
}

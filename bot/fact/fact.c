#include "fact/fact.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"
#include "base/text.h"
#include "fact/scope.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool fact_is_person(const struct alias *alias)
{
	return strcmp(alias->sort, "person") == 0 || strcmp(alias->sort, "woman") == 0;
}

void factset_free(struct factset *set)
{
	arena_free(&set->arena);
	*set = (struct factset){0};
}

const struct fact *factset_fact(const struct factset *set, const char *id)
{
	for (size_t i = 0; i < set->fact_count; i++)
		if (strcmp(set->facts[i].id, id) == 0)
			return &set->facts[i];
	for (size_t i = 0; i < set->fact_count; i++)
		if (fact_was(&set->facts[i], id))
			return &set->facts[i];
	return NULL;
}

const struct source *factset_source(const struct factset *set, const char *id)
{
	for (size_t i = 0; i < set->source_count; i++)
		if (text_same(set->sources[i].id, id))
			return &set->sources[i];
	return NULL;
}

const struct alias *factset_name(const struct factset *set, const char *id)
{
	for (size_t i = 0; i < set->alias_count; i++)
		if (set->aliases[i].kind == ALIAS_NAME && text_same(set->aliases[i].id, id))
			return &set->aliases[i];
	return NULL;
}

bool fact_is_on(const struct fact *fact, const char *topic)
{
	if (strcmp(fact->topic, topic) == 0)
		return true;
	for (size_t i = 0; i < fact->topic_count; i++)
		if (strcmp(fact->topics[i], topic) == 0)
			return true;
	return false;
}

const char *fact_topics(const struct fact *fact, const char *between, char *storage, size_t size)
{
	struct buf buf = buf_over(storage, size);

	buf_add(&buf, "%s", fact->topic);
	for (size_t i = 0; i < fact->topic_count; i++)
		buf_add(&buf, "%s%s", between, fact->topics[i]);
	return storage;
}

bool fact_was(const struct fact *fact, const char *id)
{
	for (size_t i = 0; i < fact->former_count; i++)
		if (strcmp(fact->formerly[i], id) == 0)
			return true;
	return false;
}

bool fact_fits(const struct fact *fact, struct error *err)
{
	struct date_span span;

	if (fact->topic_count > FACT_TOPICS_MAX)
		return error_set(err, "%s:%d: topics: expected at most %d, found %zu", fact->file,
			fact->line, FACT_TOPICS_MAX, fact->topic_count);
	if (fact->see_count > FACT_SEE_MAX)
		return error_set(err, "%s:%d: see: expected at most %d, found %zu", fact->file,
			fact->line, FACT_SEE_MAX, fact->see_count);
	if (fact->channel_count > FACT_CHANNELS_MAX)
		return error_set(err, "%s:%d: channels: expected at most %d, found %zu", fact->file,
			fact->line, FACT_CHANNELS_MAX, fact->channel_count);
	for (size_t i = 0; i < fact->channel_count; i++)
		if (!scope_is_name(fact->channels[i]))
			return error_set(err,
				"%s:%d: channels: expected \"#channel\" or \"network/#channel\", "
				"found \"%.80s\"",
				fact->file, fact->line, fact->channels[i]);
	if (*fact->when && !date_read(fact->when, &span))
		return error_set(err,
			"%s:%d: when: expected YYYY, YYYY-MM, YYYY-MM-DD or two of them with '/', "
			"found \"%.40s\"",
			fact->file, fact->line, fact->when);
	return true;
}

void factset_drop_unknown_see(struct factset *set)
{
	size_t size = set->fact_count * sizeof *set->facts;
	struct fact *facts = arena_alloc(&set->arena, size + 1);

	if (size)
		memcpy(facts, set->facts, size);
	for (size_t i = 0; i < set->fact_count; i++)
		for (size_t k = facts[i].see_count; k-- > 0;)
			if (!factset_fact(set, facts[i].see[k]))
				fact_drop_see(&facts[i], &set->arena, k);
	set->facts = facts;
}

static int compare_ids(const void *a, const void *b)
{
	const struct fact *const *one = a, *const *other = b;

	return strcmp((*one)->id, (*other)->id);
}

const struct fact **factset_by_id(const struct factset *set)
{
	const struct fact **list = must_alloc(set->fact_count * sizeof *list);

	for (size_t i = 0; i < set->fact_count; i++)
		list[i] = &set->facts[i];
	qsort(list, set->fact_count, sizeof *list, compare_ids);
	return list;
}

const struct paragraph *source_paragraph(const struct source *source, int number)
{
	for (size_t i = 0; i < source->paragraph_count; i++)
		if (source->paragraphs[i].number == number)
			return &source->paragraphs[i];
	return NULL;
}

static const struct question *copy_questions(struct arena *arena, const struct fact *fact)
{
	struct question *list = arena_alloc(arena, fact->question_count * sizeof *list + 1);

	for (size_t i = 0; i < fact->question_count; i++) {
		list[i] = fact->questions[i];
		list[i].text = arena_string(arena, list[i].text);
	}
	return list;
}

static const struct citation *copy_citations(struct arena *arena, const struct fact *fact)
{
	struct citation *list = arena_alloc(arena, fact->citation_count * sizeof *list + 1);

	for (size_t i = 0; i < fact->citation_count; i++) {
		list[i] = fact->citations[i];
		list[i].source = arena_string(arena, list[i].source);
		list[i].quote = arena_string(arena, list[i].quote);
		list[i].locator = arena_string(arena, list[i].locator);
		list[i].supports = arena_string(arena, list[i].supports);
	}
	return list;
}

static const char *const *copy_strings(
	struct arena *arena, const char *const *strings, size_t count)
{
	const char **list = arena_alloc(arena, count * sizeof *list + 1);

	for (size_t i = 0; i < count; i++)
		list[i] = arena_string(arena, strings[i]);
	return list;
}

struct fact fact_copy(struct arena *arena, const struct fact *fact)
{
	struct fact copy = *fact;

	copy.patterns = copy_strings(arena, fact->patterns, fact->pattern_count);
	copy.formerly = copy_strings(arena, fact->formerly, fact->former_count);
	copy.topics = copy_strings(arena, fact->topics, fact->topic_count);
	copy.see = copy_strings(arena, fact->see, fact->see_count);
	copy.channels = copy_strings(arena, fact->channels, fact->channel_count);
	copy.id = arena_string(arena, fact->id);
	copy.topic = arena_string(arena, fact->topic);
	copy.says = arena_string(arena, fact->says);
	copy.brief = arena_string(arena, fact->brief);
	copy.when = arena_string(arena, fact->when);
	copy.about = arena_string(arena, fact->about);
	copy.file = arena_string(arena, fact->file);
	copy.questions = copy_questions(arena, fact);
	copy.citations = copy_citations(arena, fact);
	return copy;
}

/* --- as JSON ---------------------------------------------------------------------------------- */

const char *const fact_question_keys[QUESTION_KINDS] = {
	[QUESTION_ASK] = "ask",
	[QUESTION_YES] = "ask_yes",
	[QUESTION_NO] = "ask_no",
	[QUESTION_NOT] = "not",
};

static void json_questions(struct json *json, const struct fact *fact, enum question_kind kind)
{
	bool any = false;

	for (size_t i = 0; i < fact->question_count; i++) {
		if (fact->questions[i].kind != kind)
			continue;
		if (!any)
			json_open(json, fact_question_keys[kind], '[');
		any = true;
		json_text(json, NULL, fact->questions[i].text);
	}
	if (any)
		json_close(json, ']');
}

void fact_write_citation(struct json *json, const struct citation *citation)
{
	json_open(json, NULL, '{');
	json_text(json, "source", citation->source);
	if (citation->paragraph)
		json_number(json, "paragraph", citation->paragraph);
	json_some_text(json, "quote", citation->quote);
	json_some_text(json, "locator", citation->locator);
	json_some_text(json, "for", citation->supports);
	json_close(json, '}');
}

static void write_strings(
	struct json *json, const char *key, const char *const *strings, size_t count)
{
	if (count == 0)
		return;
	json_open(json, key, '[');
	for (size_t i = 0; i < count; i++)
		json_text(json, NULL, strings[i]);
	json_close(json, ']');
}

static void json_fact(struct json *json, const struct fact *fact)
{
	json_open(json, NULL, '{');
	json_text(json, "id", fact->id);
	write_strings(json, "formerly", fact->formerly, fact->former_count);
	json_some_text(json, "topic", fact->topic);
	write_strings(json, "topics", fact->topics, fact->topic_count);
	json_some_text(json, "says", fact->says);
	json_some_text(json, "short", fact->brief);
	json_some_text(json, "when", fact->when);
	json_some_text(json, "about", fact->about);
	write_strings(json, "see", fact->see, fact->see_count);
	write_strings(json, "channels", fact->channels, fact->channel_count);
	for (int kind = 0; kind < QUESTION_KINDS; kind++)
		json_questions(json, fact, (enum question_kind)kind);
	write_strings(json, "match", fact->patterns, fact->pattern_count);
	if (fact->citation_count)
		json_open(json, "cite", '[');
	for (size_t i = 0; i < fact->citation_count; i++)
		fact_write_citation(json, &fact->citations[i]);
	if (fact->citation_count)
		json_close(json, ']');
	if (fact->locked)
		json_raw(json, "locked", "true");
	if (fact->forgotten)
		json_raw(json, "forgotten", "true");
	if (fact->hidden)
		json_raw(json, "hidden", "true");
	json_close(json, '}');
}

char *fact_content(const struct fact *fact)
{
	char *content;
	size_t size;
	struct json json = {.out = must_stream(&content, &size)};

	json_fact(&json, fact);
	must_close(json.out);
	return content;
}

bool fact_same_place(const struct citation *a, const struct citation *b)
{
	return a->paragraph == b->paragraph && strcmp(a->source, b->source) == 0 &&
	       strcmp(a->locator, b->locator) == 0;
}

const char *fact_where(const struct fact *fact, char *storage, size_t size)
{
	if (*fact->file)
		snprintf(storage, size, "%s:%d", fact->file, fact->line);
	else
		snprintf(storage, size, "%s", fact->id);
	return storage;
}

/* --- changing --------------------------------------------------------------------------------- */

/* A copy of the list with the item appended. */
static const void *with(
	struct arena *arena, const void *list, size_t count, size_t size, const void *item)
{
	char *copy = arena_alloc(arena, (count + 1) * size);

	if (count > 0)
		memcpy(copy, list, count * size);
	memcpy(copy + count * size, item, size);
	return copy;
}

/* A copy of the list without the item at that position. */
static const void *list_without(
	struct arena *arena, const void *list, size_t count, size_t size, size_t at)
{
	char *copy = arena_alloc(arena, count * size);

	memcpy(copy, list, at * size);
	memcpy(copy + at * size, (const char *)list + (at + 1) * size, (count - at - 1) * size);
	return copy;
}

void fact_fill(struct fact *fact, struct arena *arena, const struct fact *from)
{
	const struct fact own = *fact;

	fact->questions = NULL;
	fact->question_count = 0;
	for (int kind = 0; kind < QUESTION_KINDS; kind++) {
		const struct fact *given = own.absent & 1u << kind ? from : &own;

		for (size_t i = 0; i < given->question_count; i++)
			if (given->questions[i].kind == (enum question_kind)kind)
				fact_add_question(fact, arena, given->questions[i].kind,
					given->questions[i].text);
	}
	if (own.absent & 1u << FACT_WHEN)
		fact->when = from->when;
	if (own.absent & 1u << FACT_BRIEF)
		fact->brief = from->brief;
	if (own.absent & 1u << FACT_ABOUT)
		fact->about = from->about;
	if (own.absent & 1u << FACT_TOPICS) {
		fact->topics = from->topics;
		fact->topic_count = from->topic_count;
	}
	if (own.absent & 1u << FACT_SEE) {
		fact->see = from->see;
		fact->see_count = from->see_count;
	}
	if (own.absent & 1u << FACT_CHANNELS) {
		fact->channels = from->channels;
		fact->channel_count = from->channel_count;
	}
	if (own.absent & 1u << FACT_FORMERLY) {
		fact->formerly = from->formerly;
		fact->former_count = from->former_count;
	}
	if (own.absent & 1u << FACT_MATCH) {
		fact->patterns = from->patterns;
		fact->pattern_count = from->pattern_count;
	}
	if (own.absent & 1u << FACT_CITE) {
		fact->citations = from->citations;
		fact->citation_count = from->citation_count;
	}
	if (own.absent & 1u << FACT_LOCKED)
		fact->locked = from->locked;
	if (own.absent & 1u << FACT_FORGOTTEN)
		fact->forgotten = from->forgotten;
	fact->absent = 0;
}

void fact_add_question(
	struct fact *fact, struct arena *arena, enum question_kind kind, const char *text)
{
	const struct question question = {.kind = kind, .text = text};

	fact->questions =
		with(arena, fact->questions, fact->question_count++, sizeof question, &question);
}

void fact_drop_question(struct fact *fact, struct arena *arena, size_t at)
{
	fact->questions = list_without(
		arena, fact->questions, fact->question_count--, sizeof *fact->questions, at);
}

void fact_add_topic(struct fact *fact, struct arena *arena, const char *topic)
{
	fact->topics = with(arena, fact->topics, fact->topic_count++, sizeof topic, &topic);
}

void fact_add_see(struct fact *fact, struct arena *arena, const char *id)
{
	fact->see = with(arena, fact->see, fact->see_count++, sizeof id, &id);
}

void fact_add_channel(struct fact *fact, struct arena *arena, const char *channel)
{
	fact->channels =
		with(arena, fact->channels, fact->channel_count++, sizeof channel, &channel);
}

void fact_drop_see(struct fact *fact, struct arena *arena, size_t at)
{
	fact->see = list_without(arena, fact->see, fact->see_count--, sizeof *fact->see, at);
}

void fact_add_former(struct fact *fact, struct arena *arena, const char *id)
{
	for (size_t i = 0; i < fact->former_count; i++)
		if (strcmp(fact->formerly[i], id) == 0)
			return;
	fact->formerly = with(arena, fact->formerly, fact->former_count++, sizeof id, &id);
}

void fact_add_pattern(struct fact *fact, struct arena *arena, const char *regex)
{
	fact->patterns = with(arena, fact->patterns, fact->pattern_count++, sizeof regex, &regex);
}

void fact_drop_pattern(struct fact *fact, struct arena *arena, size_t at)
{
	fact->patterns = list_without(
		arena, fact->patterns, fact->pattern_count--, sizeof *fact->patterns, at);
}

void fact_add_citation(struct fact *fact, struct arena *arena, const struct citation *citation)
{
	fact->citations =
		with(arena, fact->citations, fact->citation_count++, sizeof *citation, citation);
}

void fact_drop_citation(struct fact *fact, struct arena *arena, size_t at)
{
	fact->citations = list_without(
		arena, fact->citations, fact->citation_count--, sizeof *fact->citations, at);
}

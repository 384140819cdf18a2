#include "fact/fact.h"

#include "base/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	return NULL;
}

const struct source *factset_source(const struct factset *set, const char *id)
{
	for (size_t i = 0; i < set->source_count; i++)
		if (strcmp(set->sources[i].id, id) == 0)
			return &set->sources[i];
	return NULL;
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

struct fact fact_copy(struct arena *arena, const struct fact *fact)
{
	struct fact copy = *fact;
	const char **patterns = arena_alloc(arena, fact->pattern_count * sizeof *patterns + 1);

	for (size_t i = 0; i < fact->pattern_count; i++)
		patterns[i] = arena_string(arena, fact->patterns[i]);
	copy.patterns = patterns;
	copy.id = arena_string(arena, fact->id);
	copy.topic = arena_string(arena, fact->topic);
	copy.says = arena_string(arena, fact->says);
	copy.when = arena_string(arena, fact->when);
	copy.file = arena_string(arena, fact->file);
	copy.questions = copy_questions(arena, fact);
	copy.citations = copy_citations(arena, fact);
	return copy;
}

/* Writes `,"key":"text"`, or nothing for an empty text. */
static void write_text(FILE *out, const char *key, const char *text)
{
	if (!*text)
		return;
	fprintf(out, ",\"%s\":", key);
	json_string(out, text);
}

static void write_questions(
	FILE *out, const char *key, const struct fact *fact, enum question_kind kind)
{
	bool any = false;

	for (size_t i = 0; i < fact->question_count; i++) {
		if (fact->questions[i].kind != kind)
			continue;
		if (any)
			putc(',', out);
		else
			fprintf(out, ",\"%s\":[", key);
		json_string(out, fact->questions[i].text);
		any = true;
	}
	if (any)
		putc(']', out);
}

static void write_patterns(FILE *out, const struct fact *fact)
{
	for (size_t i = 0; i < fact->pattern_count; i++) {
		fputs(i ? "," : ",\"match\":[", out);
		json_string(out, fact->patterns[i]);
	}
	if (fact->pattern_count)
		putc(']', out);
}

static void write_citations(FILE *out, const struct fact *fact)
{
	for (size_t i = 0; i < fact->citation_count; i++) {
		const struct citation *citation = &fact->citations[i];

		fputs(i ? ",{\"source\":" : ",\"cite\":[{\"source\":", out);
		json_string(out, citation->source);
		if (citation->paragraph)
			fprintf(out, ",\"paragraph\":%d", citation->paragraph);
		write_text(out, "quote", citation->quote);
		write_text(out, "locator", citation->locator);
		write_text(out, "for", citation->supports);
		putc('}', out);
	}
	if (fact->citation_count)
		putc(']', out);
}

char *fact_content(const struct fact *fact)
{
	char *content = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&content, &size);

	if (!out) {
		fputs("error memory: no memory left for a fact's content\n", stderr);
		abort();
	}
	fputs("{\"id\":", out);
	json_string(out, fact->id);
	write_text(out, "topic", fact->topic);
	write_text(out, "says", fact->says);
	write_text(out, "when", fact->when);
	write_questions(out, "ask", fact, QUESTION_ASK);
	write_questions(out, "ask_yes", fact, QUESTION_YES);
	write_questions(out, "ask_no", fact, QUESTION_NO);
	write_questions(out, "not", fact, QUESTION_NOT);
	write_patterns(out, fact);
	write_citations(out, fact);
	if (fact->locked)
		fputs(",\"locked\":true", out);
	if (fact->forgotten)
		fputs(",\"forgotten\":true", out);
	putc('}', out);
	if (fclose(out) != 0) {
		fputs("error memory: no memory left for a fact's content\n", stderr);
		abort();
	}
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

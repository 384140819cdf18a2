#include "fact/factfile.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/watch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Texts are written in double quotes, which YAML reads like JSON, and patterns in single quotes,
 * where a backslash is literal. Slugs, words of a fixed list and dates are not quoted. */
static void write_pattern(FILE *out, const char *pattern)
{
	putc('\'', out);
	for (; *pattern; pattern++) {
		if (*pattern == '\'')
			putc('\'', out);
		putc(*pattern, out);
	}
	putc('\'', out);
}

static void yaml_text(FILE *out, const char *key, const char *text)
{
	if (!*text)
		return;
	fprintf(out, "    %s: ", key);
	json_string(out, text);
	putc('\n', out);
}

static void yaml_questions(FILE *out, const struct fact *fact, enum question_kind kind)
{
	bool any = false;

	for (size_t i = 0; i < fact->question_count; i++) {
		if (fact->questions[i].kind != kind)
			continue;
		if (!any)
			fprintf(out, "    %s:\n", fact_question_keys[kind]);
		fputs("      - ", out);
		json_string(out, fact->questions[i].text);
		putc('\n', out);
		any = true;
	}
}

static void yaml_citation(FILE *out, const struct citation *citation)
{
	const struct {
		const char *key, *text;
	} texts[] = {{"quote", citation->quote}, {"locator", citation->locator},
		{"for", citation->supports}};

	fprintf(out, "      - {source: %s", citation->source);
	if (citation->paragraph)
		fprintf(out, ", paragraph: %d", citation->paragraph);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		if (!*texts[i].text)
			continue;
		fprintf(out, ", %s: ", texts[i].key);
		json_string(out, texts[i].text);
	}
	fputs("}\n", out);
}

static void write_slugs(FILE *out, const char *key, const char *const *slugs, size_t count)
{
	if (count > 0)
		fprintf(out, "    %s: [", key);
	for (size_t i = 0; i < count; i++)
		fprintf(out, "%s%s%s", i == 0 ? "" : ", ", slugs[i], i + 1 == count ? "]\n" : "");
}

static void write_texts(FILE *out, const char *key, const char *const *texts, size_t count)
{
	if (count > 0)
		fprintf(out, "    %s: [", key);
	for (size_t i = 0; i < count; i++) {
		fputs(i == 0 ? "" : ", ", out);
		json_string(out, texts[i]);
		fputs(i + 1 == count ? "]\n" : "", out);
	}
}

static void yaml_fact(FILE *out, const struct fact *fact)
{
	fprintf(out, "  - id: %s\n", fact->id);
	write_slugs(out, "formerly", fact->formerly, fact->former_count);
	fprintf(out, "    topic: %s\n", fact->topic);
	write_slugs(out, "topics", fact->topics, fact->topic_count);
	yaml_text(out, "says", fact->says);
	yaml_text(out, "short", fact->brief);
	if (*fact->when)
		fprintf(out, "    when: %s\n", fact->when);
	if (*fact->about)
		fprintf(out, "    about: %s\n", fact->about);
	write_slugs(out, "see", fact->see, fact->see_count);
	write_texts(out, "channels", fact->channels, fact->channel_count);
	for (int kind = 0; kind < QUESTION_KINDS; kind++)
		yaml_questions(out, fact, (enum question_kind)kind);
	if (fact->pattern_count)
		fputs("    match:\n", out);
	for (size_t i = 0; i < fact->pattern_count; i++) {
		fputs("      - ", out);
		write_pattern(out, fact->patterns[i]);
		putc('\n', out);
	}
	if (fact->citation_count)
		fputs("    cite:\n", out);
	for (size_t i = 0; i < fact->citation_count; i++)
		yaml_citation(out, &fact->citations[i]);
	if (fact->locked)
		fputs("    locked: true\n", out);
	if (fact->forgotten)
		fputs("    forgotten: true\n", out);
}

static void write_reference(FILE *out, const struct csl *reference)
{
	if (*reference->type)
		fprintf(out, "    type: %s\n", reference->type);
	if (reference->author_count)
		fputs("    author:\n", out);
	for (size_t i = 0; i < reference->author_count; i++) {
		struct json json = {.out = out, .spaced = true};

		fputs("      - ", out);
		csl_add_author(&json, &reference->authors[i]);
		putc('\n', out);
	}
#define WRITE(field, name) yaml_text(out, name, reference->field);
	CSL_TEXTS(WRITE)
#undef WRITE
}

static void yaml_source(FILE *out, const struct source *source)
{
	fprintf(out, "  - id: %s\n", source->id);
	yaml_text(out, "title", source->title);
	write_reference(out, &source->csl);
	yaml_text(out, "publisher", source->publisher);
	yaml_text(out, "issued", source->date);
	yaml_text(out, "url", source->url);
	yaml_text(out, "licence", source->licence);
	yaml_text(out, "short", source->brief);
	if (source->paragraph_count)
		fputs("    paragraphs:\n", out);
	for (size_t i = 0; i < source->paragraph_count; i++) {
		const struct paragraph *paragraph = &source->paragraphs[i];

		fprintf(out, "      - {n: %d, kind: %s, sha256: \"%s\", gist: ", paragraph->number,
			paragraph->kind, paragraph->sha256);
		json_string(out, paragraph->gist);
		fputs("}\n", out);
	}
}

static void write_alias(FILE *out, const struct alias *alias)
{
	if (alias->kind == ALIAS_NAME)
		fprintf(out, "  - {id: %s, sort: %s, forms: [", alias->id, alias->sort);
	else
		fputs("  - [", out);
	for (size_t i = 0; i < alias->name_count; i++) {
		if (i)
			fputs(", ", out);
		json_string(out, alias->names[i]);
	}
	fputs(alias->kind == ALIAS_NAME ? "]}\n" : "]\n", out);
}

static int compare_sources(const void *a, const void *b)
{
	const struct source *const *one = a, *const *other = b;

	return strcmp((*one)->id, (*other)->id);
}

static int compare_aliases(const void *a, const void *b)
{
	const struct alias *const *one = a, *const *other = b;

	return strcmp((*one)->id, (*other)->id);
}

static void yaml_sources(FILE *out, const struct factset *set)
{
	const struct source **list = must_alloc(set->source_count * sizeof *list);

	for (size_t i = 0; i < set->source_count; i++)
		list[i] = &set->sources[i];
	qsort(list, set->source_count, sizeof *list, compare_sources);
	if (set->source_count)
		fputs("sources:\n", out);
	for (size_t i = 0; i < set->source_count; i++)
		yaml_source(out, list[i]);
	free(list);
}

static void write_aliases(FILE *out, const struct factset *set)
{
	static const char *const keys[] = {"names", "words", "near"};
	const struct alias **list = must_alloc(set->alias_count * sizeof *list);

	for (int kind = 0; kind < ALIAS_KINDS; kind++) {
		size_t count = 0;

		for (size_t i = 0; i < set->alias_count; i++)
			if (set->aliases[i].kind == (enum alias_kind)kind)
				list[count++] = &set->aliases[i];
		qsort(list, count, sizeof *list, compare_aliases);
		if (count)
			fprintf(out, "%s:\n", keys[kind]);
		for (size_t i = 0; i < count; i++)
			write_alias(out, list[i]);
	}
	free(list);
}

static void write_facts(FILE *out, const struct factset *set)
{
	const struct fact **list = factset_by_id(set);

	if (set->fact_count)
		fputs("facts:\n", out);
	for (size_t i = 0; i < set->fact_count && watch_step(i, set->fact_count); i++)
		yaml_fact(out, list[i]);
	free(list);
}

static void write_items(FILE *out, const char *key, const char *const *list, size_t count)
{
	if (count)
		fprintf(out, "  %s:\n", key);
	for (size_t i = 0; i < count; i++) {
		fputs("    - ", out);
		json_string(out, list[i]);
		fputc('\n', out);
	}
}

static void write_subject(FILE *out, const struct subject *subject)
{
	if (!subject->name || !*subject->name)
		return;
	fputs("subject:\n  name: ", out);
	json_string(out, subject->name);
	fputs("\n  greeting: ", out);
	json_string(out, subject->greeting);
	fputc('\n', out);
	write_items(out, "home", subject->home, subject->home_count);
	write_items(out, "samples", subject->samples, subject->sample_count);
}

bool factfile_write(const struct factset *set, FILE *out, struct error *err)
{
	write_subject(out, &set->subject);
	yaml_sources(out, set);
	write_aliases(out, set);
	write_facts(out, set);
	if (watch_is_stopped())
		return error_set(err, "interrupted");
	if (fflush(out) == 0 && !ferror(out))
		return true;
	return error_set(err, "the fact file cannot be written: %s", strerror(errno));
}

#include "page/search_index.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/compare.h"
#include "base/json.h"
#include "base/map.h"
#include "base/text.h"
#include "base/watch.h"
#include "language/lexicon.h"
#include "language/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The strength of a term is STATED if the statement has it, plus the number of quarters of the
 * questions that have it, up to MOST. The strength of a term that only questions have is at
 * least 1. */
enum { STATED = 4, MOST = 3, FOLDED = 2048 };

/* A fact that has a term. */
struct posting {
	int fact, strength;
};

/* A term, by its number in the lexicon. */
struct entry {
	struct posting *postings;
	size_t count, room;
	int questions; /* of the fact being read that have it */
	bool seen;     /* in the fact being read, */
	bool stated;   /* in its statement, */
	bool topical;  /* in its topic */
	int number;    /* in the index; -1: not in it */
};

struct index_writer {
	struct arena arena;
	struct lexicon *lexicon;
	struct entry *entries;
	int *seen; /* terms of the fact being read */
	size_t count, room, seen_count, seen_room;
	struct map words, skipped; /* words: to terms of the lexicon */
	FILE *out;
	const char *separator;
};

static struct entry *search_entry(struct index_writer *it, int term_id)
{
	while (it->count <= (size_t)term_id) {
		GROW(it->entries, it->count, it->room);
		it->entries[it->count++] = (struct entry){.number = -1};
	}
	return &it->entries[term_id];
}

/* Splits words like page.js. A number word is "30" in the lexicon, but people type "thirty". */
static void add_search_word(struct index_writer *it, const char *folded, size_t length, int term_id)
{
	char text[256], joined[256];
	struct words words;
	struct buf buf = BUF(joined);

	if (length >= sizeof text)
		return;
	memcpy(text, folded, length);
	text[length] = '\0';
	words_split(text, &words);
	for (size_t i = 0; i < words.count; i++)
		buf_add(&buf, "%s%s", i ? " " : "", words.list[i].text);
	if (*joined && map_get(&it->words, joined) < 0)
		map_put(&it->words, arena_string(&it->arena, joined), term_id);
	if (words.count == 1 && map_get(&it->words, text) < 0 && !strpbrk(text, ".,'\""))
		map_put(&it->words, arena_string(&it->arena, text), term_id);
}

/* Adds function words, and light words such as "tell" and "happen". */
static void add_skipped(struct index_writer *it, const char *folded)
{
	struct words words;

	words_split(folded, &words);
	for (size_t i = 0; i < words.count; i++) {
		const struct word *word = &words.list[i];

		if ((word->kind == WORD_FUNCTION || word->kind == WORD_LIGHT) &&
			map_get(&it->skipped, word->text) < 0)
			map_put(&it->skipped, arena_string(&it->arena, word->text), 1);
	}
}

enum part { PART_STATEMENT, PART_TOPIC, PART_QUESTION };

static void read_text(struct index_writer *it, const char *text, enum part part)
{
	char folded[FOLDED];
	struct terms terms;

	text_fold(text, folded, sizeof folded);
	add_skipped(it, folded);
	lexicon_terms(it->lexicon, folded, LEXICON_LEARN, &terms);
	for (size_t i = 0; i < terms.count; i++) {
		const struct term *term = &terms.list[i];

		if (term->term_id < 0 || term->light)
			continue;
		struct entry *entry = search_entry(it, term->term_id);
		if (!entry->seen) {
			GROW(it->seen, it->seen_count, it->seen_room);
			it->seen[it->seen_count++] = term->term_id;
			entry->seen = true;
		}
		entry->stated |= part == PART_STATEMENT;
		entry->topical |= part == PART_TOPIC;
		entry->questions += part == PART_QUESTION;
		if (term->length > 0)
			add_search_word(it, folded + term->at, term->length, term->term_id);
	}
}

/* The strength of the term in the current fact. */
static int strength_of(const struct entry *entry, int questions)
{
	int share = questions > 0 ? 4 * entry->questions / questions : 0;

	if (entry->topical && share < 2)
		share = 2;
	if (share > MOST)
		share = MOST;
	return entry->stated ? STATED + share : share > 0 ? share : 1;
}

static void read_page_fact(
	struct index_writer *it, const struct site *site, size_t at, const char *topic)
{
	const struct fact *fact = site->facts[at];
	int questions = 0;

	read_text(it, fact->says, PART_STATEMENT);
	read_text(it, topic, PART_TOPIC);
	for (size_t i = 0; i < fact->topic_count; i++)
		read_text(it, fact->topics[i], PART_TOPIC);
	for (size_t i = 0; i < fact->question_count; i++)
		if (fact->questions[i].kind != QUESTION_NOT) {
			read_text(it, fact->questions[i].text, PART_QUESTION);
			questions++;
		}
	for (size_t i = 0; i < it->seen_count; i++) {
		struct entry *entry = &it->entries[it->seen[i]];

		GROW(entry->postings, entry->count, entry->room);
		entry->postings[entry->count++] =
			(struct posting){(int)at, strength_of(entry, questions)};
		entry->seen = entry->stated = entry->topical = false;
		entry->questions = 0;
		lexicon_count(it->lexicon, it->seen[i], 1);
	}
	it->seen_count = 0;
}

/* Adds the forms of names and the words of synonym rows that are one term. */
static void read_aliases(struct index_writer *it, const struct factset *set)
{
	char folded[FOLDED];
	struct terms terms;

	for (size_t i = 0; i < set->alias_count; i++)
		for (size_t k = 0; k < set->aliases[i].name_count; k++) {
			text_fold(set->aliases[i].names[k], folded, sizeof folded);
			lexicon_terms(it->lexicon, folded, LEXICON_READ, &terms);
			if (terms.count != 1 || terms.list[0].guessed || terms.list[0].term_id < 0)
				continue;
			search_entry(it, terms.list[0].term_id);
			add_search_word(it, folded, strlen(folded), terms.list[0].term_id);
		}
}

/* --- writing ---------------------------------------------------------------------------------- */

static void write_related(void *context, int term_id)
{
	struct index_writer *it = context;

	if ((size_t)term_id >= it->count || it->entries[term_id].count == 0)
		return;
	fprintf(it->out, "%s%d", it->separator, it->entries[term_id].number);
	it->separator = ",";
}

static void mark_useful(void *context, int term_id)
{
	struct index_writer *it = context;

	if ((size_t)term_id < it->count && it->entries[term_id].count > 0)
		it->separator = ",";
}

/* Numbers the terms that facts have, and terms related to these. */
static void number_terms(struct index_writer *it)
{
	int number = 0;

	for (size_t i = 0; i < it->count; i++) {
		it->separator = it->entries[i].count > 0 ? "," : "";
		lexicon_each_related(it->lexicon, (int)i, mark_useful, it);
		if (*it->separator)
			it->entries[i].number = number++;
	}
}

static void write_terms(struct index_writer *it)
{
	const char *between = "";

	fputs("\"terms\":[", it->out);
	for (size_t i = 0; i < it->count; i++) {
		const struct entry *entry = &it->entries[i];

		if (entry->number < 0)
			continue;
		fprintf(it->out, "%s[%.2f,[", between,
			(double)fmaxf(0, lexicon_weight(it->lexicon, (int)i)));
		it->separator = "";
		lexicon_each_related(it->lexicon, (int)i, write_related, it);
		fputs("],[", it->out);
		for (size_t k = 0; k < entry->count; k++)
			fprintf(it->out, "%s%d", k ? "," : "",
				entry->postings[k].fact * 8 + entry->postings[k].strength);
		fputs("]]", it->out);
		between = ",\n";
	}
	fputs("],\n", it->out);
}

static const char **sorted_keys(const struct map *map)
{
	const char **keys = must_alloc((map->count + 1) * sizeof *keys);
	size_t count = 0;
	int value;

	for (size_t i = 0; i < map->room; i++)
		if (map_at(map, i, &value))
			keys[count++] = map_at(map, i, &value);
	qsort(keys, count, sizeof *keys, compare_texts);
	return keys;
}

static void write_words(struct index_writer *it)
{
	const char **words = sorted_keys(&it->words), **skipped = sorted_keys(&it->skipped);
	const char *between = "";

	fputs("\"words\":{", it->out);
	for (size_t i = 0; i < it->words.count; i++) {
		int number = it->entries[map_get(&it->words, words[i])].number;

		if (number < 0)
			continue;
		fputs(between, it->out);
		json_string(it->out, words[i]);
		fprintf(it->out, ":%d", number);
		between = ",\n";
	}
	fputs("},\n\"skip\":[", it->out);
	for (size_t i = 0; i < it->skipped.count; i++) {
		fputs(i ? "," : "", it->out);
		json_string(it->out, skipped[i]);
	}
	fputs("]", it->out);
	free(words);
	free(skipped);
}

void search_index_write(FILE *out, const struct site *site)
{
	struct index_writer it = {.lexicon = lexicon_new(site->set), .out = out};

	for (size_t t = 0; t < site->topic_count; t++)
		for (size_t i = 0; i < site->topics[t].count; i++)
			if (watch_step(site->topics[t].first + i, site->set->fact_count))
				read_page_fact(
					&it, site, site->topics[t].first + i, site->topics[t].name);
	lexicon_counted(it.lexicon, site->set->fact_count);
	read_aliases(&it, site->set);
	number_terms(&it);
	fputs("const searchIndex = {\"facts\":[", out);
	for (size_t i = 0; i < site->set->fact_count; i++)
		fprintf(out, "%s\"%s\"", i ? "," : "", site->facts[i]->id);
	fputs("],\n", out);
	write_terms(&it);
	write_words(&it);
	fputs("};\n", out);
	for (size_t i = 0; i < it.count; i++)
		free(it.entries[i].postings);
	free(it.entries);
	free(it.seen);
	map_free(&it.words);
	map_free(&it.skipped);
	lexicon_free(it.lexicon);
	arena_free(&it.arena);
}

#include "study/deck.h"

#include "ask/index.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/map.h"
#include "keep/anki.h"
#include "page/html.h"
#include "study/gift.h"
#include "study/maker.h"

#include <stdlib.h>
#include <string.h>

/* Choices take time to compute: with more facts than this, the pages have no questions with
 * choices. */
enum { CHOICES_MOST = 500, TAGS = FACT_TOPICS_TEXT };

void deck_sources(const struct factset *set, const struct fact *fact, char out[DECK_SOURCES])
{
	struct buf buf = buf_over(out, DECK_SOURCES);

	for (size_t i = 0; i < fact->citation_count; i++) {
		const struct citation *citation = &fact->citations[i];
		const struct source *source = factset_source(set, citation->source);

		buf_add(&buf, "%s%s", i ? "; " : "", source ? source->brief : citation->source);
		if (citation->paragraph)
			buf_add(&buf, " ¶%d", citation->paragraph);
		if (*citation->locator)
			buf_add(&buf, ", %s", citation->locator);
	}
}

/* --- Anki ------------------------------------------------------------------------------------- */

/* Writes a field of HTML, escaping what would end the field or begin a quoted one. */
static void write_card_field(FILE *out, const char *text)
{
	for (; *text; text++)
		switch (*text) {
		case '&':
			fputs("&amp;", out);
			break;
		case '<':
			fputs("&lt;", out);
			break;
		case '>':
			fputs("&gt;", out);
			break;
		case '"':
			fputs("&quot;", out);
			break;
		case '\t':
		case '\n':
		case '\r':
			fputc(' ', out);
			break;
		default:
			fputc(*text, out);
		}
}

/* Writes the statement, then in small print its sources and its id, which is a link if there are
 * pages. */
static void write_back(
	FILE *out, const struct factset *set, const struct fact *fact, const char *url)
{
	char sources[DECK_SOURCES];

	deck_sources(set, fact, sources);
	write_card_field(out, fact->says);
	fputs("<br><small>[", out);
	write_card_field(out, sources);
	fputs("] ", out);
	if (*url) {
		fputs("<a href='", out);
		write_card_field(out, url);
		fprintf(out, "index.html#%s'>%s</a></small>", fact->id, fact->id);
	} else {
		fprintf(out, "(%s)</small>", fact->id);
	}
}

static const char *name_of_deck(const struct factset *set)
{
	return set->subject.name && *set->subject.name ? set->subject.name : "tonle";
}

void deck_write_text(
	FILE *out, const struct factset *set, const struct site_part *part, const char *url)
{
	char tags[TAGS];

	fprintf(out,
		"#separator:tab\n#html:true\n#notetype:Basic\n#deck:%s\n"
		"#columns:Front\tBack\tTags\n#tags column:3\n",
		name_of_deck(set));
	for (size_t i = 0; i < set->fact_count; i++) {
		const struct fact *fact = &set->facts[i];

		if (!site_part_has(part, fact))
			continue;
		write_card_field(out, maker_front(fact));
		fputc('\t', out);
		write_back(out, set, fact, url);
		fprintf(out, "\ttonle %s\n", fact_topics(fact, " ", tags, sizeof tags));
	}
}

/* "Subject::Topic", in the arena. */
static const char *deck_of_topic(struct arena *arena, const struct factset *set, const char *topic)
{
	char name[160], whole[400];

	html_topic_name(set, topic, name, sizeof name);
	snprintf(whole, sizeof whole, "%s::%s", name_of_deck(set), name);
	return arena_string(arena, whole);
}

/* The note of a fact, in the arena, with its deck left empty. */
static struct anki_note note_of(
	struct arena *arena, const struct factset *set, const struct fact *fact, const char *url)
{
	struct anki_note note = {.deck = NULL};
	char tags[TAGS];
	char *text;
	size_t size;
	FILE *out = must_stream(&text, &size);

	fact_topics(fact, " ", tags, sizeof tags);
	fprintf(out, "tonle:%s%ctonle %s%c", fact->id, 0, tags, 0);
	write_card_field(out, maker_front(fact));
	fputc(0, out);
	write_back(out, set, fact, url);
	must_close(out);
	const char *at = arena_copy(arena, text, size);
	note.guid = at;
	note.tags = at += strlen(at) + 1;
	note.front = at += strlen(at) + 1;
	note.back = at + strlen(at) + 1;
	free(text);
	return note;
}

void deck_write_anki(
	FILE *out, const struct factset *set, const struct site_part *part, const char *url)
{
	struct anki_note *notes = must_alloc((set->fact_count + 1) * sizeof *notes);
	struct arena arena = {0};
	struct map first = {0}; /* the first note of each topic */
	size_t count = 0;

	for (size_t i = 0; i < set->fact_count; i++) {
		const struct fact *fact = &set->facts[i];
		const int at = map_get(&first, fact->topic);

		if (!site_part_has(part, fact))
			continue;
		notes[count] = note_of(&arena, set, fact, url);
		notes[count].deck =
			at < 0 ? deck_of_topic(&arena, set, fact->topic) : notes[at].deck;
		if (at < 0)
			map_put(&first, fact->topic, (int)count);
		count++;
	}
	anki_write(out, notes, count, set->changed);
	map_free(&first);
	arena_free(&arena);
	free(notes);
}

/* --- a table ---------------------------------------------------------------------------------- */

void deck_write_csv(FILE *out, const struct factset *set, const struct site_part *part)
{
	static const char *const head[] = {"front", "back", "sources", "topics", "date", "id"};
	enum { COLUMNS = sizeof head / sizeof *head };
	char sources[DECK_SOURCES], tags[TAGS];

	csv_write(out, head, COLUMNS);
	for (size_t i = 0; i < set->fact_count; i++) {
		const struct fact *fact = &set->facts[i];

		if (!site_part_has(part, fact))
			continue;
		deck_sources(set, fact, sources);
		const char *const row[COLUMNS] = {maker_front(fact), fact->says, sources,
			fact_topics(fact, " ", tags, sizeof tags), fact->when, fact->id};

		csv_write(out, row, COLUMNS);
	}
}

/* --- for the pages ---------------------------------------------------------------------------- */

static void page_anki(FILE *out, const struct site_input *in)
{
	deck_write_anki(out, in->set, &in->part, in->url);
}

static void page_text(FILE *out, const struct site_input *in)
{
	deck_write_text(out, in->set, &in->part, in->url);
}

static void page_table(FILE *out, const struct site_input *in)
{
	deck_write_csv(out, in->set, &in->part);
}

static void page_gift(FILE *out, const struct site_input *in)
{
	const struct index *index = in->made;

	gift_write(out, index, &in->part, index->count <= CHOICES_MOST);
}

/* Makes an index of the facts, which the caller keeps. */
static void *make_index(const struct factset *set)
{
	struct factset borrowed = *set;

	borrowed.arena = (struct arena){0};
	return index_of(&borrowed);
}

static void free_index(void *index)
{
	index_free(index);
}

static const struct site_file all[] = {{"cards.apkg", "flash cards for Anki", page_anki},
	{"cards.txt", "as text", page_text}, {"cards.csv", "as a table", page_table},
	{"quiz.gift", "quiz questions for Moodle", page_gift}, {NULL, NULL, NULL}};
static const struct site_file parts[] = {{".apkg", "flash cards for Anki", page_anki},
	{".gift", "quiz questions for Moodle", page_gift}, {NULL, NULL, NULL}};

const struct site_extras deck_extras = {all, parts, make_index, free_index};

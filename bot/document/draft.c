#include "document/draft.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/text.h"
#include "document/sentence.h"
#include "fact/check.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SIZE = DOCUMENT_SENTENCE_MAX + 1, WORD = 40 };

/* --- names ------------------------------------------------------------------------------------ */

/* Words that may be inside a name; capitalized words that are not names. */
static const char *const inside[] = {
	"of", "the", "de", "da", "du", "van", "von", "and", "for", NULL};
static const char *const no_names[] = {"the", "a", "an", "in", "on", "at", "by", "it", "he", "she",
	"they", "we", "i", "this", "that", "these", "those", "there", "but", "and", "however", "as",
	"after", "before", "during", "when", "while", "if", "although", "since", "for", "from",
	"to", "with", "his", "her", "its", "their", "our", "some", "many", "most", "several", "all",
	"both", "each", "one", "two", "three", "other", "another", "under", "among", "between",
	"because", "despite", "until", "then", "not", "no", "such", "who", "what", "of", "you",
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "only",
	"about", "over", "work", "today", "also", NULL};

static size_t word_length(const char *at)
{
	return strcspn(at, " ,;:()\"[]");
}

/* Copies a word in lower case, without punctuation after it. */
static void lower_word(const char *at, size_t length, char out[WORD])
{
	text_lower_ascii(at, length, out, WORD);
	for (size_t i = strlen(out); i > 0 && strchr(".!?'", out[i - 1]); i--)
		out[i - 1] = '\0';
}

static bool is_capital(const char *at)
{
	const char *next = at;

	if (!*at)
		return false;
	uint32_t code = text_next(&next, at + strlen(at));
	return text_lower(code) != code;
}

/* The length of the name at `at`, or 0. */
static size_t name_at(const char *at, bool head)
{
	size_t end = 0, words = 0;

	for (const char *word = at; *word;) {
		size_t length = word_length(word);
		char low[WORD];

		lower_word(word, length, low);
		bool capital =
			is_capital(word) && !date_is_month(low) && !text_is_one_of(low, no_names);

		if (capital) {
			end = (size_t)(word - at) + length;
			words++;
		} else if (words == 0 || !text_is_one_of(low, inside)) {
			break;
		}
		if (word[length] != ' ')
			break;
		word += length + 1;
	}
	while (end > 0 && strchr(".!?'", at[end - 1]) &&
		!(end > 1 && isupper((unsigned char)at[end - 2])))
		end--;
	/* the first word of a sentence is always capitalized */
	return head && words < 2 ? 0 : end;
}

/* Adds every name to buf. Returns the number of distinct names. */
static size_t each_name(const char *sentence, struct buf *buf)
{
	const char *seen[32];
	size_t lengths[32], count = 0;

	for (const char *at = sentence; *at;) {
		at += strspn(at, " ,;:()\"[]'");
		size_t length = name_at(at, at == sentence), k = 0;

		if (length == 0) {
			at += word_length(at) ? word_length(at) : *at != '\0';
			continue;
		}
		while (k < count && !(lengths[k] == length && strncmp(seen[k], at, length) == 0))
			k++;
		if (k == count && count < 32) {
			seen[count] = at;
			lengths[count++] = length;
			if (buf)
				buf_add(buf, "%s%.*s", count > 1 ? ", " : "", (int)length, at);
		}
		at += length;
	}
	return count;
}

void draft_names(const char *sentence, char *out, size_t size)
{
	struct buf buf = buf_over(out, size);

	each_name(sentence, &buf);
}

/* --- pronouns --------------------------------------------------------------------------------- */

/* The length of the subject of a sentence that begins with a name and a verb, including "the"
 * before it; 0 if the sentence does not. */
static size_t subject_length(const char *sentence, bool *with_article)
{
	size_t article = strncmp(sentence, "The ", 4) == 0 ? 4 : 0;
	size_t length = name_at(sentence + article, false);
	char low[WORD];

	*with_article = article > 0;
	if (length == 0)
		return 0;
	const char *next = sentence + article + length;
	if (*next != ' ' || !islower((unsigned char)next[1]))
		return 0;
	lower_word(next + 1, word_length(next + 1), low);
	static const char *const verbs[] = {"was", "is", "were", "are", "has", "had", "became",
		"began", "ran", "led", "won", "made", "built", "wrote", "took", "held", "lost",
		"died", "served", "can", "could", "will", "would", "did", NULL};
	size_t end = strlen(low);

	return text_is_one_of(low, verbs) || (end > 3 && strcmp(low + end - 2, "ed") == 0)
		       ? article + length
		       : 0;
}

bool draft_fill_pronoun(const char *before, const char *sentence, char *out, size_t size)
{
	static const struct {
		const char *word, *after;
		bool thing;
	} rows[] = {{"He ", " ", false}, {"She ", " ", false}, {"It ", " ", true},
		{"His ", "'s ", false}, {"Her ", "'s ", false}, {"Its ", "'s ", true}};
	bool article;
	size_t subject = subject_length(before, &article);

	*out = '\0';
	if (subject == 0 || each_name(before, NULL) > 1)
		return false;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t length = strlen(rows[i].word);

		if (strncmp(sentence, rows[i].word, length) != 0 || rows[i].thing != article)
			continue;
		/* the "it" of "It is said that …" refers to nothing */
		if (rows[i].thing && (strstr(sentence, " that ") || strstr(sentence, " to ")) &&
			strncmp(sentence, "It was built", 12) != 0 && strlen(sentence) < 60 &&
			strncmp(sentence, "It is", 5) == 0)
			return false;
		snprintf(out, size, "%.*s%s%s", (int)subject, before, rows[i].after,
			sentence + length);
		return strlen(out) + 1 < size;
	}
	return false;
}

/* --- quotes ----------------------------------------------------------------------------------- */

void draft_quote(const char *sentence, char *out, size_t size)
{
	enum { MOST = CHECK_QUOTE_WORDS };
	const char *words[200], *end = sentence;
	size_t count = 0, best = 0, most = 0, length;

	for (const char *at = sentence; count < 199; count++) {
		words[count] = text_next_word(&at, " ", &length);
		if (length == 0)
			break;
	}
	end = sentence + strlen(sentence);
	for (size_t first = 0; count > MOST && first + MOST <= count; first++) {
		size_t worth = 0;

		for (size_t i = first; i < first + MOST; i++)
			worth += isdigit((unsigned char)*words[i]) ? 3
				 : i > 0 && is_capital(words[i])   ? 2
								   : 0;
		if (worth > most) {
			most = worth;
			best = first;
		}
	}
	if (count > MOST && best + MOST < count)
		end = words[best + MOST];
	while (end > words[best] && end[-1] == ' ')
		end--;
	snprintf(out, size, "%.*s", count ? (int)(end - words[best]) : 0, count ? words[best] : "");
	text_drop_broken(out);
}

/* Whether one of the first words, before any name, is a pronoun ("Work on it began") or refers to
 * the sentence before. */
static bool refers_back_inside(const char *sentence, char *out, size_t size)
{
	enum { FIRST = 5 };
	static const char *const pointing[] = {"it", "its", "him", "them", "he", "she", "they",
		"his", "her", "their", "therefore", "thus", "hence", "consequently", NULL};
	const char *at = sentence, *word;
	size_t length;

	for (int i = 0; i < FIRST && (word = text_next_word(&at, " ", &length), length > 0); i++) {
		char low[WORD];

		lower_word(word, length, low);
		if (i > 0 && is_capital(word))
			return false;
		if (text_is_one_of(low, pointing)) {
			snprintf(out, size, "%s", low);
			return true;
		}
		if (word[length - 1] == ',')
			return false;
	}
	return false;
}

/* --- drafts ----------------------------------------------------------------------------------- */

struct making {
	const struct document *document;
	const char *topic;
	struct arena *arena;
	struct draft *list;
	size_t count, room;
};

/* The locator of the text `cited` of the passage: the page on which it begins. */
static const char *locator_of(struct arena *arena, const struct passage *passage, const char *cited)
{
	char text[64] = "";
	const char *at = passage->turn ? strstr(passage->text, cited) : NULL;
	bool turned = at && (size_t)(at - passage->text) >= passage->turn;
	struct buf buf = BUF(text);

	if (*passage->label && !strchr("(abcdefghijklmnopqrstuvwxyz", *passage->label))
		buf_add(&buf, "%s", passage->label);
	if (passage->page)
		buf_add(&buf, "%sp. %d", *text ? ", " : "",
			turned ? passage->next_page : passage->page);
	return arena_string(arena, text);
}

/* Adds a draft. cited: the part of the sentence that is in the passage. */
static void make_draft(struct making *it, const struct passage *passage, int place,
	const char *sentence, const char *says, const char *cited, const char *back_reference)
{
	char quote[300], when[32], names[300], questions[900], clean[2 * SIZE];

	draft_quote(cited, quote, sizeof quote);
	draft_when(says, when, sizeof when);
	draft_names(says, names, sizeof names);
	draft_questions(*back_reference ? "" : says, questions, sizeof questions);
	text_clean(says, clean, sizeof clean);
	GROW(it->list, it->count, it->room);
	it->list[it->count++] = (struct draft){
		.paragraph = passage->number,
		.place = place,
		.sentence = arena_string(it->arena, sentence),
		.says = arena_string(it->arena, clean),
		.quote = arena_string(it->arena, quote),
		.locator = locator_of(it->arena, passage, cited),
		.when = arena_string(it->arena, when),
		.heading = passage->heading,
		.names = arena_string(it->arena, names),
		.topic = it->topic,
		.questions = arena_string(it->arena, questions),
		.back_reference = arena_string(it->arena, back_reference),
		.fact = "",
		.decider = "",
		.reason = "",
	};
}

/* Drafts the sentences of running text, or of an independent list item. If a sentence refers to the
 * one before it and the subject cannot be filled in, both become one draft. */
static void draft_sentences(struct making *it, const struct passage *passage)
{
	char filled[SIZE], back_reference[WORD], both[SIZE];
	const char *before = "";

	for (size_t i = 0; i < passage->sentence_count; i++) {
		const char *sentence = passage->sentences[i].text, *says = sentence;

		if (passage->sentences[i].reason) {
			before = "";
			continue;
		}
		*filled = *back_reference = '\0';
		if (sentence_refers_back(sentence, back_reference, sizeof back_reference) &&
			*before && draft_fill_pronoun(before, sentence, filled, sizeof filled)) {
			says = filled;
			*back_reference = '\0';
		}
		if (!*back_reference && !*filled)
			refers_back_inside(sentence, back_reference, sizeof back_reference);
		int length = snprintf(both, sizeof both, "%s %s",
			i > 0 ? passage->sentences[i - 1].text : "", sentence);
		bool pair = (*back_reference || *filled) && *before && length > 0 &&
			    (size_t)length < sizeof both;
		make_draft(it, passage, (int)i + 1, pair ? both : sentence, says, sentence,
			back_reference);
		before = arena_string(it->arena, says);
	}
}

/* Whether the items of the list must not be separated. */
static bool is_joined(const struct passage *items, size_t count)
{
	if (sentence_is_condition(items[0].lead))
		return true;
	for (size_t i = 0; i + 1 < count; i++) {
		const char *text = items[i].text;
		size_t length = strlen(text);

		if ((length > 4 && strcasecmp(text + length - 4, " and") == 0) ||
			(length > 3 && strcasecmp(text + length - 3, " or") == 0))
			return true;
	}
	return false;
}

static void end_with_stop(char *text, size_t size)
{
	size_t length = strlen(text);

	while (length > 0 && strchr(";, ", text[length - 1]))
		text[--length] = '\0';
	if (length > 0 && !strchr(".!?", text[length - 1]) && length + 2 < size)
		strcpy(text + length, ".");
}

/* Drafts a list that a sentence introduces: items first…first + count - 1. */
static bool draft_list(struct making *it, const struct passage *items, size_t count)
{
	char text[SIZE];
	struct buf buf = BUF(text);

	if (is_joined(items, count)) {
		buf_add(&buf, "%s", items[0].lead);
		for (size_t i = 0; i < count; i++)
			buf_add(&buf, " %s", items[i].text);
		if (buf.full)
			return false;
		end_with_stop(text, sizeof text);
		make_draft(it, &items[0], 1, text, text, items[0].text, "");
		return true;
	}
	for (size_t i = 0; i < count; i++) {
		const struct passage *item = &items[i];

		if (item->sentence_count > 0 && !item->sentences[0].reason &&
			item->lead[strlen(item->lead) - 1] != ':') {
			draft_sentences(it, item);
			continue;
		}
		buf_clear(&buf);
		if (!buf_add(&buf, "%s %s", item->lead, item->text))
			continue;
		end_with_stop(text, sizeof text);
		make_draft(it, item, 1, text, text, item->text, "");
	}
	return true;
}

size_t draft_make(const struct document *document, const char *topic, struct arena *arena,
	struct draft **list, size_t *long_lists)
{
	struct making it = {.document = document, .topic = topic, .arena = arena};

	*long_lists = 0;
	for (size_t i = 0; i < document->count; i++) {
		const struct passage *passage = &document->passages[i];
		size_t count = 1;

		if (passage->kind != PASSAGE_TEXT && passage->kind != PASSAGE_ITEM)
			continue;
		if (!*passage->lead) {
			draft_sentences(&it, passage);
			continue;
		}
		while (i + count < document->count && passage[count].kind == PASSAGE_ITEM &&
			strcmp(passage[count].lead, passage->lead) == 0)
			count++;
		*long_lists += !draft_list(&it, passage, count);
		i += count - 1;
	}
	*list = arena_alloc(arena, it.count * sizeof **list + 1);
	if (it.count)
		memcpy(*list, it.list, it.count * sizeof **list);
	free(it.list);
	return it.count;
}

struct paragraph *draft_paragraphs(
	const struct document *document, struct arena *arena, size_t *count)
{
	struct paragraph *list = arena_alloc(arena, document->numbered * sizeof *list + 1);

	*count = 0;
	for (size_t i = 0; i < document->count; i++) {
		const struct passage *passage = &document->passages[i];
		char hash[DIGEST_HEX];

		if (passage->kind == PASSAGE_LEFT_OUT)
			continue;
		digest_sha256(passage->text, strlen(passage->text), hash);
		list[(*count)++] = (struct paragraph){
			.number = passage->number,
			.kind = passage->kind == PASSAGE_HEADING ? "heading" : "fact",
			.gist = passage->kind == PASSAGE_HEADING ? passage->text : passage->heading,
			.sha256 = arena_string(arena, hash),
			.text = passage->text,
		};
	}
	return list;
}

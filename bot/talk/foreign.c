#include "talk/foreign.h"

#include "base/buf.h"
#include "base/text.h"

#include <stdint.h>
#include <string.h>

/* Function words without accents that English does not have, of the languages that people are most
 * likely to try: French, German, Spanish, Italian, Portuguese, Dutch, Vietnamese, Indonesian. */
static const char *const function_words[] = {"le", "la", "les", "des", "est", "qui", "que", "quand",
	"pourquoi", "comment", "quel", "quelle", "combien", "etait", "dans", "une", "du", "avec",
	"wer", "wann", "warum", "wie", "wo", "wurde", "ist", "der", "das", "und", "hat", "von",
	"welche", "wieviel", "viele", "nicht", "ein", "eine", "mit", "den", "dem", "quien",
	"cuando", "donde", "por", "cual", "cuantos", "cuanto", "fue", "el", "los", "las", "como",
	"murio", "chi", "quando", "perche", "dove", "quanti", "quanto", "che", "di", "della", "il",
	"quem", "onde", "quantos", "foi", "em", "wie", "wanneer", "waarom", "waar", "hoeveel",
	"het", "een", "van", "ai", "la", "khi", "nao", "tai", "sao", "bao", "nhieu", "khong", "cua",
	"siapa", "kapan", "mengapa", "apa", "berapa", "yang", "dan", NULL};

/* Question words, of which one at the beginning is enough. "wo" is missing, since it may be a typo
 * of "who". */
static const char *const asking_words[] = {"wer", "wann", "warum", "wieviel", "wieviele", "qui",
	"quand", "pourquoi", "combien", "quien", "quienes", "cuando", "donde", "cuantos", "cuanto",
	"quando", "quem", "onde", "quantos", "quanti", "dove", "perche", "wanneer", "waarom",
	"hoeveel", "vem", "hvem", "kto", "kdo", "siapa", "kapan", "berapa", NULL};

/* Words that show that a line is English after all: "who is ហ៊ុន សែន". */
static const char *const english_words[] = {"who", "what", "when", "where", "why", "which", "how",
	"is", "was", "were", "are", "did", "does", "the", "of", "about", "tell", "and", "for",
	NULL};

enum { TELLING = 2 }; /* function words that make a line foreign */

static bool is_latin(uint32_t code)
{
	return code < 0x250 || (code >= 0x1e00 && code < 0x1f00);
}

/* The number of letters of other scripts outside known names. */
static size_t other_letters(const char *folded, const struct terms *terms)
{
	const char *at = folded, *end = folded + strlen(folded);
	size_t count = 0, known = 0;

	while (at < end) {
		const char *start = at;
		uint32_t code = text_next(&at, end);

		if (!is_latin(code) && text_is_word(code))
			count += (size_t)(at - start);
	}
	for (size_t i = 0; i < terms->count; i++)
		if (terms->list[i].name && terms->list[i].term_id >= 0 &&
			(terms->list[i].text[0] & 0x80))
			known += strlen(terms->list[i].text);
	return count > known ? count - known : 0;
}

static size_t count_listed(const char *folded, const char *const *list)
{
	const char *at = folded, *word;
	size_t length, count = 0;

	for (word = text_next_word(&at, " ?!.,;:'\"-", &length); length;
		word = text_next_word(&at, " ?!.,;:'\"-", &length)) {
		char copy[24] = "";

		if (length < sizeof copy)
			memcpy(copy, word, length);
		count += length < sizeof copy && text_is_one_of(copy, list);
	}
	return count;
}

/* Whether it begins like a question in another language, or has Spanish marks. */
static bool asks_in_another(const char *folded)
{
	char first[24] = "";
	size_t length;
	const char *word = text_next_word(&folded, " ?!.,;:'\"-", &length);

	if (length > 0 && length < sizeof first)
		memcpy(first, word, length);
	return strncmp(first, "\u00bf", 2) == 0 || text_is_one_of(first, asking_words);
}

bool foreign_read(const struct index *index, const char *folded, struct foreign *out)
{
	struct terms terms;

	*out = (struct foreign){.count = 0};
	if (count_listed(folded, english_words) > 0)
		return false;
	bool latin = count_listed(folded, function_words) >= TELLING || asks_in_another(folded);
	bool other = false;

	for (const char *at = folded; *at && !other; at++)
		other = (*at & 0x80) != 0;
	if (!latin && !other)
		return false;
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	if (!latin && other_letters(folded, &terms) == 0)
		return false;
	for (size_t i = 0; i < terms.count && out->count < FOREIGN_NAMES; i++) {
		const struct term *term = &terms.list[i];

		if (!term->name || term->number || term->guessed || term->term_id < 0)
			continue;
		out->term_ids[out->count++] = term->term_id;
	}
	return true;
}

/* How much a fact is about the names: the share of its questions that name them; 0 unless it has
 * all of them. */
static float centrality(const struct profile *profile, const struct foreign *foreign)
{
	float sum = 0;

	for (size_t i = 0; i < foreign->count; i++) {
		const struct mention *found = NULL;

		for (size_t k = 0; k < profile->mention_count && !found; k++)
			if (profile->mentions[k].term_id == foreign->term_ids[i])
				found = &profile->mentions[k];
		if (!found || !found->says || profile->answered_count == 0)
			return 0;
		sum += (float)found->questions / (float)profile->answered_count;
	}
	return sum;
}

void foreign_decide(const struct index *index, const struct foreign *foreign, const char *folded,
	struct answer *out)
{
	float best[FOREIGN_NAMES] = {0};
	size_t most = sizeof out->offers / sizeof *out->offers;

	*out = (struct answer){
		.decision = DECISION_UNKNOWN, .refused = "it is in another language"};
	out->parsed.folded = folded;
	for (size_t i = 0; foreign->count > 0 && i < index->count; i++) {
		float score = centrality(&index->profiles[i], foreign);
		size_t at = out->offer_count;

		while (at > 0 && best[at - 1] < score)
			at--;
		if (score <= 0 || at == most)
			continue;
		if (out->offer_count < most)
			out->offer_count++;
		for (size_t k = out->offer_count - 1; k > at; k--) {
			out->offers[k] = out->offers[k - 1];
			best[k] = best[k - 1];
		}
		out->offers[at] = index->profiles[i].fact;
		best[at] = score;
	}
	if (out->offer_count > 0)
		out->decision = DECISION_OFFERED;
}

/* The fact's first complete question, which represents it. */
static const char *shown(const struct index *index, const struct fact *fact)
{
	const struct profile *profile = &index->profiles[index_by_id(index, fact->id)];

	for (size_t i = 0; i < profile->answered_count; i++) {
		const char *text = index_question(profile, &profile->known[i]);

		if (*text && text[strlen(text) - 1] == '?')
			return text;
	}
	return fact->id;
}

/* The name as people write it: its first form with a capital, if it has one. */
static const char *written_name(const struct index *index, int term_id)
{
	const struct alias *alias = index_name(index, term_id);

	for (size_t i = 0; alias && i < alias->name_count; i++)
		if (*alias->names[i] >= 'A' && *alias->names[i] <= 'Z')
			return alias->names[i];
	return lexicon_label(index->lexicon, term_id);
}

void foreign_reply(const struct index *index, const struct foreign *foreign,
	const struct answer *answer, char *out, size_t size)
{
	struct buf buf = buf_over(out, size);

	out[0] = '\0';
	buf_add(&buf, "I answer in English only.");
	if (foreign->count > 0)
		buf_add(&buf, " I read the name%s", foreign->count > 1 ? "s" : "");
	for (size_t i = 0; i < foreign->count; i++)
		buf_add(&buf, "%s %s", i ? "," : "", written_name(index, foreign->term_ids[i]));
	if (answer->offer_count == 0) {
		buf_add(&buf, "%s", foreign->count ? "." : "");
		return;
	}
	buf_add(&buf, "; do you want to know:");
	for (size_t i = 0; i < answer->offer_count; i++)
		buf_add(&buf, " %zu) %s", i + 1, shown(index, answer->offers[i]));
	buf_add(&buf, " (say its number)");
}

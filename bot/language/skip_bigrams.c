#include "language/skip_bigrams.h"

#include "base/hash.h"

#include <string.h>

enum { OPENING = 1 }; /* stands before the first word */

/* Grammar words of one class; "" is the class that tells nothing. */
static const struct {
	const char *word, *class;
} classes[] = {{"a", ""}, {"an", ""}, {"the", ""}, {"please", ""}, {"pls", ""}, {"plz", ""},
	{"me", ""}, {"us", ""}, {"hey", ""}, {"hi", ""}, {"hello", ""}, {"ok", ""}, {"lol", ""},
	{"erm", ""}, {"er", ""}, {"hmm", ""}, {"thanks", ""}, {"guys", ""}, {"well", ""},
	{"is", "be"}, {"are", "be"}, {"was", "be"}, {"were", "be"}, {"been", "be"}, {"being", "be"},
	{"am", "be"}, {"isnt", "be"}, {"arent", "be"}, {"wasnt", "be"}, {"werent", "be"},
	{"does", "do"}, {"did", "do"}, {"done", "do"}, {"doing", "do"}, {"doesnt", "do"},
	{"didnt", "do"}, {"dont", "do"}, {"has", "have"}, {"had", "have"}, {"having", "have"},
	{"hasnt", "have"}, {"hadnt", "have"}, {"havent", "have"}, {"whom", "who"}, {"whos", "who"},
	{"whats", "what"}};

static uint32_t hash_of(const char *text)
{
	return hash_bytes(HASH_EMPTY, text, strlen(text));
}

uint32_t skip_bigrams_of_grammar(const char *word)
{
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (strcmp(classes[i].word, word) == 0) {
			word = classes[i].class;
			break;
		}
	return *word ? hash_of(word) >> 2 | 0x40000000u : 0;
}

uint32_t skip_bigrams_of_term(int term_id)
{
	return (uint32_t)term_id + 2;
}

uint32_t skip_bigrams_of_unknown(const char *stem)
{
	return hash_of(stem) >> 2 | 0x80000000u;
}

uint32_t skip_bigrams_pair(uint32_t first, uint32_t second, bool adjacent)
{
	uint32_t value = first * 0x9e3779b1u ^ (second + (adjacent ? 0x85ebca6bu : 0x27d4eb2fu));

	value = (value ^ value >> 15) * 0x2c1b3c6du;
	return value ^ value >> 13;
}

/* The slot of a turn, or the free one where it belongs. */
static uint16_t *slot_of(struct skip_bigrams *skip_bigrams, uint32_t turn)
{
	size_t at = turn % (2 * SKIP_BIGRAMS_MAX);

	while (skip_bigrams->slots[at] && skip_bigrams->list[skip_bigrams->slots[at] - 1] != turn)
		at = (at + 1) % (2 * SKIP_BIGRAMS_MAX);
	return &skip_bigrams->slots[at];
}

static void add(struct skip_bigrams *skip_bigrams, uint32_t turn)
{
	uint16_t *slot = slot_of(skip_bigrams, turn);

	if (*slot)
		return;
	skip_bigrams->list[skip_bigrams->count++] = turn;
	*slot = (uint16_t)skip_bigrams->count;
}

void skip_bigrams_read(const uint32_t *codes, size_t count, struct skip_bigrams *out)
{
	memset(out, 0, sizeof *out);
	if (count > SKIP_BIGRAMS_WORDS)
		count = SKIP_BIGRAMS_WORDS;
	for (size_t i = 0; i < count; i++)
		add(out, skip_bigrams_pair(i ? codes[i - 1] : OPENING, codes[i], true));
	out->adjacent = out->count;
	for (size_t i = 1; i < count; i++)
		add(out, skip_bigrams_pair(i > 1 ? codes[i - 2] : OPENING, codes[i], false));
}

size_t skip_bigrams_met(const struct skip_bigrams *skip_bigrams, const uint32_t *codes,
	size_t count, bool *met, size_t *own)
{
	bool here[SKIP_BIGRAMS_MAX] = {false};
	size_t found = 0;

	if (count > SKIP_BIGRAMS_WORDS)
		count = SKIP_BIGRAMS_WORDS;
	*own = count ? 2 * count - 1 : 0;
	for (size_t i = 0; i < 2 * count; i++) {
		size_t k = i / 2;
		bool adjacent = i % 2 == 0;

		if (!adjacent && k == 0)
			continue;
		uint32_t first =
			adjacent ? (k ? codes[k - 1] : OPENING) : (k > 1 ? codes[k - 2] : OPENING);
		uint32_t turn = skip_bigrams_pair(first, codes[k], adjacent);
		size_t at = turn % (2 * SKIP_BIGRAMS_MAX);

		while (skip_bigrams->slots[at] &&
			skip_bigrams->list[skip_bigrams->slots[at] - 1] != turn)
			at = (at + 1) % (2 * SKIP_BIGRAMS_MAX);
		if (skip_bigrams->slots[at] && !here[skip_bigrams->slots[at] - 1]) {
			here[skip_bigrams->slots[at] - 1] = met[skip_bigrams->slots[at] - 1] = true;
			found++;
		}
	}
	return found;
}

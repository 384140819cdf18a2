#include "ask/turns.h"

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

static uint32_t hash(const char *text, uint32_t value)
{
	for (; *text; text++)
		value = (value ^ (unsigned char)*text) * 16777619u;
	return value;
}

uint32_t turns_of_grammar(const char *word)
{
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (strcmp(classes[i].word, word) == 0) {
			word = classes[i].class;
			break;
		}
	return *word ? hash(word, 2166136261u) >> 2 | 0x40000000u : 0;
}

uint32_t turns_of_concept(int concept)
{
	return (uint32_t) concept + 2;
}

uint32_t turns_of_unknown(const char *stem)
{
	return hash(stem, 2166136261u) >> 2 | 0x80000000u;
}

uint32_t turns_pair(uint32_t first, uint32_t second, bool beside)
{
	uint32_t value = first * 0x9e3779b1u ^ (second + (beside ? 0x85ebca6bu : 0x27d4eb2fu));

	value = (value ^ value >> 15) * 0x2c1b3c6du;
	return value ^ value >> 13;
}

/* The slot of a turn, or the free one where it belongs. */
static uint16_t *slot_of(struct turns *turns, uint32_t turn)
{
	size_t at = turn % (2 * TURNS_MAX);

	while (turns->slots[at] && turns->list[turns->slots[at] - 1] != turn)
		at = (at + 1) % (2 * TURNS_MAX);
	return &turns->slots[at];
}

static void add(struct turns *turns, uint32_t turn)
{
	uint16_t *slot = slot_of(turns, turn);

	if (*slot)
		return;
	turns->list[turns->count++] = turn;
	*slot = (uint16_t)turns->count;
}

void turns_read(const uint32_t *codes, size_t count, struct turns *out)
{
	memset(out, 0, sizeof *out);
	if (count > TURNS_WORDS)
		count = TURNS_WORDS;
	for (size_t i = 0; i < count; i++)
		add(out, turns_pair(i ? codes[i - 1] : OPENING, codes[i], true));
	out->beside = out->count;
	for (size_t i = 1; i < count; i++)
		add(out, turns_pair(i > 1 ? codes[i - 2] : OPENING, codes[i], false));
}

size_t turns_met(
	const struct turns *turns, const uint32_t *codes, size_t count, bool *met, size_t *own)
{
	bool here[TURNS_MAX] = {false};
	size_t found = 0;

	if (count > TURNS_WORDS)
		count = TURNS_WORDS;
	*own = count ? 2 * count - 1 : 0;
	for (size_t i = 0; i < 2 * count; i++) {
		size_t k = i / 2;
		bool beside = i % 2 == 0;

		if (!beside && k == 0)
			continue;
		uint32_t first =
			beside ? (k ? codes[k - 1] : OPENING) : (k > 1 ? codes[k - 2] : OPENING);
		uint32_t turn = turns_pair(first, codes[k], beside);
		size_t at = turn % (2 * TURNS_MAX);

		while (turns->slots[at] && turns->list[turns->slots[at] - 1] != turn)
			at = (at + 1) % (2 * TURNS_MAX);
		if (turns->slots[at] && !here[turns->slots[at] - 1]) {
			here[turns->slots[at] - 1] = met[turns->slots[at] - 1] = true;
			found++;
		}
	}
	return found;
}

#include "language/words.h"

#include "base/hash.h"
#include "base/text.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Function words, including question words (question.c reads them). */
static const char *const function_words[] = {"a", "actually", "again", "all", "also", "am", "an",
	"and", "any", "anybody", "anyone", "are", "arent", "as", "at", "be", "been", "being", "but",
	"by", "bye", "can", "cant", "could", "couldnt", "did", "didnt", "do", "does", "doesnt",
	"doing", "done", "dont", "er", "erm", "ever", "exactly", "for", "from", "guys", "had",
	"hadnt", "has", "hasnt", "have", "havent", "having", "he", "hello", "her", "hers", "hey",
	"hi", "him", "his", "hmm", "how", "i", "if", "im", "in", "into", "is", "isnt", "it", "its",
	"ive", "just", "like", "lol", "may", "me", "might", "must", "my", "of", "ok", "on", "onto",
	"or", "our", "ours", "please", "pls", "plz", "quite", "really", "shall", "she", "should",
	"shouldnt", "so", "some", "somebody", "someone", "such", "than", "thanks", "that", "thats",
	"the", "their", "theirs", "them", "then", "there", "theres", "these", "they", "this",
	"those", "to", "too", "upon", "us", "very", "was", "wasnt", "we", "well", "were", "werent",
	"what", "whats", "when", "where", "which", "who", "whom", "whos", "whose", "why", "will",
	"with", "would", "wouldnt", "yes", "yet", "you", "your", "yours"};

/* Words about asking rather than about a subject. */
static const char *const light_words[] = {"about", "answer", "became", "bring", "brought", "call",
	"called", "came", "concern", "concerning", "describe", "detail", "details", "explain",
	"fact", "facts", "find", "gave", "get", "give", "given", "go", "goes", "going", "gone",
	"got", "happen", "happened", "happening", "happens", "hear", "heard", "info", "information",
	"keep", "kept", "kind", "know", "known", "made", "make", "many", "mean", "means", "meant",
	"mention", "mentioned", "much", "name", "named", "need", "now", "ones", "out", "put",
	"question", "regarding", "said", "say", "says", "show", "something", "sort", "state",
	"stated", "still", "story", "take", "taken", "tell", "thing", "things", "think", "thought",
	"time", "told", "took", "true", "try", "type", "use", "used", "want", "wanted", "way",
	"went"};

/* Number words and their digits. */
static const struct {
	const char *word, *digits;
} number_words[] = {{"eight", "8"}, {"eighteen", "18"}, {"eighty", "80"}, {"eleven", "11"},
	{"fifteen", "15"}, {"fifty", "50"}, {"five", "5"}, {"forty", "40"}, {"four", "4"},
	{"fourteen", "14"}, {"nine", "9"}, {"nineteen", "19"}, {"ninety", "90"}, {"seven", "7"},
	{"seventeen", "17"}, {"seventy", "70"}, {"six", "6"}, {"sixteen", "16"}, {"sixty", "60"},
	{"ten", "10"}, {"thirteen", "13"}, {"thirty", "30"}, {"three", "3"}, {"twelve", "12"},
	{"twenty", "20"}, {"two", "2"}};

/* Words after which "us" is the pronoun: "tell us". */
static const char *const before_pronoun[] = {
	"among", "explain", "give", "help", "let", "of", "remind", "show", "teach", "tell", NULL};

/* All of these by hash, with open addressing. */
enum { SPECIAL_ROOM = 512 };

static struct special {
	const char *word, *digits; /* word NULL: free */
	enum word_kind kind;
} specials[SPECIAL_ROOM];
static pthread_once_t specials_filled = PTHREAD_ONCE_INIT;

/* The word's entry, or a free one. */
static struct special *find_special(const char *word, uint32_t hash)
{
	size_t at = hash % SPECIAL_ROOM;

	while (specials[at].word && !text_same(specials[at].word, word))
		at = (at + 1) % SPECIAL_ROOM;
	return &specials[at];
}

static void add_special(const char *word, const char *digits, enum word_kind kind)
{
	*find_special(word, hash_text(word)) = (struct special){word, digits, kind};
}

static void fill_specials(void)
{
	for (size_t i = 0; i < sizeof light_words / sizeof *light_words; i++)
		add_special(light_words[i], NULL, WORD_LIGHT);
	for (size_t i = 0; i < sizeof function_words / sizeof *function_words; i++)
		add_special(function_words[i], NULL, WORD_FUNCTION);
	for (size_t i = 0; i < sizeof number_words / sizeof *number_words; i++)
		add_special(number_words[i].word, number_words[i].digits, WORD_NUMBER);
}

static bool begins_with_digit(const char *text)
{
	return *text >= '0' && *text <= '9';
}

/* Whether "us" is the pronoun here. */
static bool is_pronoun(const struct words *before)
{
	return before->count > 0 &&
	       text_is_one_of(before->list[before->count - 1].text, before_pronoun);
}

static void rename_word(struct word *word, const char *text)
{
	snprintf(word->text, sizeof word->text, "%s", text);
	word->hash = hash_text(word->text);
}

static void classify_word(struct words *out, struct word *word)
{
	word->hash = hash_text(word->text);
	const struct special *special = find_special(word->text, word->hash);

	word->kind = special->word                   ? special->kind
		     : begins_with_digit(word->text) ? WORD_NUMBER
						     : WORD_PLAIN;
	if (special->digits) {
		rename_word(word, special->digits);
	} else if (strcmp(word->text, "us") == 0 && !is_pronoun(out)) {
		rename_word(word, "usa");
		word->kind = WORD_PLAIN;
	}
	out->count++;
}

/* Whether the '.' or ',' is inside a word: "u.s.", "2,000". */
static bool joins(const char *start, const char *at)
{
	if (*at == ',')
		return at[-1] >= '0' && at[-1] <= '9' && strspn(at + 1, "0123456789") == 3;
	if (*at != '.' || at[1] < 'a' || at[1] > 'z')
		return false;
	bool one_before = at - start == 1 || at[-2] == '.';
	bool one_after = at[2] < 'a' || at[2] > 'z';
	return one_before && one_after;
}

void words_split(const char *folded, struct words *out)
{
	const char *at = folded, *end = folded + strlen(folded);

	pthread_once(&specials_filled, fill_specials);
	out->count = 0;
	while (at < end && out->count < WORDS_MAX) {
		const char *start = at, *stop = at;
		struct word *word = &out->list[out->count];
		size_t length = 0;

		*word = (struct word){.kind = WORD_PLAIN};
		while (at < end) {
			const char *here = at;
			uint32_t code = text_next(&at, end);

			if (text_is_word(code)) {
				if (length + (size_t)(at - here) < WORD_SIZE)
					while (here < at)
						word->text[length++] = *here++;
				stop = at;
				continue;
			}
			if (length > 0 && joins(start, here))
				continue;
			if (length > 0 && code == '\'' && at < end &&
				text_is_word((unsigned char)*at)) {
				if (*at == 's' && !text_is_word((unsigned char)at[1])) {
					at++; /* possessive */
					stop = at;
					break;
				}
				continue; /* didn't */
			}
			break;
		}
		word->at = (unsigned short)(start - folded);
		word->length = (unsigned short)(stop - start);
		if (length > 0)
			classify_word(out, word);
	}
}

bool words_is_year(const char *number)
{
	return strlen(number) == 4 && (*number == '1' || *number == '2');
}

uint64_t words_hash(const char *folded)
{
	const char *at = folded, *end = folded + strlen(folded);
	uint64_t hash = 0x9e3779b97f4a7c15u;

	while (at < end) {
		uint32_t code = text_next(&at, end);

		if (!text_is_word(code))
			continue;
		hash = (hash ^ code) * 0xd6e8feb86659fd93u;
		hash ^= hash >> 32;
	}
	return hash;
}

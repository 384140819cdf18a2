#include "ask/contrast.h"

#include "base/text.h"

#include <stdbool.h>
#include <string.h>

enum { SIDE_WORDS = 10, PREFIXED_MIN = 4, SAID_WORDS = 128 };

/* Words, and words with the opposite meaning. Inflections are found by form (is_inflected). */
static const char *const opposites[][2][SIDE_WORDS] = {
	{{"before", "prior", "preceding"}, {"after", "following", "since"}},
	{{"earlier", "early", "earliest"}, {"later", "late", "latest", "recent"}},
	{{"first", "initial"}, {"last", "second", "third", "final"}},
	{{"present", "current", "now"}, {"past", "former", "previous"}},
	{{"ancient", "old", "older", "oldest"},
		{"modern", "new", "newer", "newest", "young", "younger", "youngest"}},
	{{"temporary"}, {"permanent"}},
	{{"always"}, {"never", "sometimes"}},
	{{"day", "morning"}, {"night", "evening"}},
	{{"summer"}, {"winter"}},
	{{"start", "begin", "began", "beginning", "open"},
		{"end", "finish", "stop", "cease", "close"}},
	{{"increase", "rise", "rose", "risen", "raise", "grow", "grew", "expand"},
		{"decrease", "fall", "fell", "fallen", "lower", "reduce", "decline", "drop",
			"shrink"}},
	{{"more", "greater", "larger", "bigger", "higher"}, {"less", "fewer", "smaller", "lower"}},
	{{"most", "largest", "greatest", "biggest", "highest", "best", "majority"},
		{"least", "fewest", "smallest", "lowest", "worst", "minority"}},
	{{"large", "big", "great", "major"}, {"small", "little", "minor"}},
	{{"minimum", "minimal"}, {"maximum", "maximal"}},
	{{"high"}, {"low"}},
	{{"long", "longer", "longest"}, {"short", "shorter", "shortest", "brief"}},
	{{"wide", "wider"}, {"narrow", "narrower"}},
	{{"deep", "deeper"}, {"shallow"}},
	{{"heavy", "heavier"}, {"light", "lighter"}},
	{{"many", "all", "every"}, {"few", "none", "no"}},
	{{"part", "partial", "some"}, {"whole", "full", "entire", "all"}},
	{{"strong", "stronger", "strongest"}, {"weak", "weaker", "weakest"}},
	{{"easy", "easier", "easiest", "simple"},
		{"hard", "harder", "hardest", "difficult", "complex"}},
	{{"fast", "faster", "quick", "rapid"}, {"slow", "slower"}},
	{{"rich", "wealthy"}, {"poor"}},
	{{"common", "frequent"}, {"rare"}},
	{{"necessary", "mandatory", "compulsory"}, {"optional", "voluntary"}},
	{{"natural"}, {"artificial"}},
	{{"safe"}, {"dangerous", "unsafe"}},
	{{"hot", "warm"}, {"cold", "cool"}},
	{{"wet"}, {"dry"}},
	{{"north", "northern"}, {"south", "southern"}},
	{{"east", "eastern"}, {"west", "western"}},
	{{"inside", "within", "inner", "internal", "domestic"},
		{"outside", "outer", "external", "foreign", "abroad"}},
	{{"near", "close", "nearest"}, {"far", "distant", "farthest"}},
	{{"front"}, {"back", "rear"}},
	{{"up", "upper", "top", "above", "over"}, {"down", "lower", "bottom", "below", "under"}},
	{{"left"}, {"right"}},
	{{"horizontal"}, {"vertical"}},
	{{"urban", "city"}, {"rural", "countryside"}},
	{{"include", "including"}, {"exclude", "excluding", "except"}},
	{{"with"}, {"without"}},
	{{"add", "introduce", "insert"}, {"remove", "delete", "withdraw", "withdrew"}},
	{{"presence"}, {"absence"}},
	{{"male", "man", "men", "son", "father", "husband", "king", "brother"},
		{"female", "woman", "women", "daughter", "mother", "wife", "queen", "sister"}},
	{{"parent"}, {"child", "children"}},
	{{"win", "won", "victory", "winner", "defeat"}, {"lose", "lost", "loss", "loser"}},
	{{"gain"}, {"lose", "lost", "loss"}},
	{{"succeed", "success", "successful"}, {"fail", "failure", "unsuccessful"}},
	{{"advance"}, {"retreat"}},
	{{"accept", "agree", "allow", "permit", "approve"},
		{"reject", "refuse", "disagree", "ban", "banned", "forbid", "forbidden", "prohibit",
			"deny", "denied"}},
	{{"legal"}, {"banned", "forbidden", "prohibited"}},
	{{"support", "favor", "favour", "for"}, {"oppose", "against", "opposition"}},
	{{"create", "found", "build", "built", "establish"},
		{"destroy", "abolish", "dissolve", "demolish"}},
	{{"appoint", "hire"}, {"dismiss", "fire", "resign"}},
	{{"arrest", "imprison", "detain", "capture"}, {"release", "free", "liberate"}},
	{{"unite", "combine", "join", "merge"}, {"divide", "separate", "split"}},
	{{"buy", "bought", "purchase"}, {"sell", "sold"}},
	{{"import"}, {"export"}},
	{{"supply"}, {"demand"}},
	{{"profit"}, {"loss"}},
	{{"give", "gave", "given", "send", "sent"}, {"take", "took", "taken", "receive"}},
	{{"enter", "arrive", "join"}, {"leave", "left", "quit", "exit", "depart"}},
	{{"appear"}, {"vanish", "disappear"}},
	{{"born", "birth", "live", "alive"}, {"died", "dead", "death", "die"}},
	{{"love", "like", "friend", "ally", "allies"},
		{"hate", "dislike", "enemy", "enemies", "rival"}},
	{{"true", "correct", "right"}, {"false", "incorrect", "wrong"}},
	{{"positive"}, {"negative"}},
	{{"good", "better"}, {"bad", "worse", "evil"}},
	{{"public"}, {"private", "secret"}},
	{{"same", "similar", "equal"}, {"different", "opposite", "unlike", "unequal"}},
	{{"relative"}, {"absolute"}},
	{{"active"}, {"passive"}},
	{{"peace"}, {"war"}},
	{{"civilian", "civil"}, {"military"}},
	{{"encourage", "promote", "help"}, {"discourage", "prevent", "hinder"}},
	{{"protect", "defend", "defence", "defense"}, {"attack", "offense", "offence"}},
	{{"remember"}, {"forget", "forgot", "forgotten"}},
	{{"guilty", "convict"}, {"innocent", "acquit"}},
	{{"input"}, {"output"}},
	{{"cause"}, {"effect", "result"}},
	{{"strength"}, {"weakness"}},
};

enum { PAIRS = sizeof opposites / sizeof *opposites };

/* A statement's words. */
struct said {
	char words[SAID_WORDS][CONTRAST_WORD];
	size_t count;
};

static size_t split(const char *text, char (*words)[CONTRAST_WORD], size_t max)
{
	size_t count = 0, length;

	for (const char *at = text; count < max;) {
		const char *start = text_next_word(&at, " ,.;:?!()\"'-", &length);

		if (length == 0)
			break;
		if (length >= CONTRAST_WORD)
			continue;
		memcpy(words[count], start, length);
		words[count++][length] = '\0';
	}
	return count;
}

/* Whether a word is the other one or a regular inflection of it. */
static bool is_inflected(const char *word, const char *of)
{
	static const char *const endings[] = {"", "s", "es", "d", "ed", "ing", "ly", "ped", "ping",
		"ting", "ning", "ies", "ied", NULL};
	size_t length = strlen(of), same = 0;

	while (same < length && word[same] == of[same])
		same++;
	if (same == length)
		return text_is_one_of(word + length, endings);
	return length > 3 && same == length - 1 && strchr("ey", of[same]) && word[same] &&
	       text_is_one_of(word + same, endings + 4);
}

static bool has_one_of(
	char (*words)[CONTRAST_WORD], size_t count, const char *const side[SIDE_WORDS])
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < SIDE_WORDS && side[k]; k++)
			if (words[i][0] == side[k][0] && is_inflected(words[i], side[k]))
				return true;
	return false;
}

static bool contains(char (*words)[CONTRAST_WORD], size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

/* What is left of a word without a prefix that negates it; NULL if it has none. */
static const char *without_prefix(const char *word)
{
	static const char *const prefixes[] = {
		"un", "in", "im", "il", "ir", "non", "dis", "mis", NULL};

	for (size_t i = 0; prefixes[i]; i++) {
		size_t length = strlen(prefixes[i]);

		if (strncmp(word, prefixes[i], length) == 0 &&
			strlen(word + length) >= PREFIXED_MIN)
			return word + length;
	}
	return NULL;
}

void contrast_ask(const char *folded, struct contrast *contrast)
{
	*contrast = (struct contrast){0};
	contrast->word_count = split(folded, contrast->words, CONTRAST_WORDS);
	for (size_t i = 0; i < PAIRS; i++) {
		bool first = has_one_of(contrast->words, contrast->word_count, opposites[i][0]);
		bool second = has_one_of(contrast->words, contrast->word_count, opposites[i][1]);

		if (first == second || contrast->side_count == CONTRAST_SIDES)
			continue;
		contrast->sides[contrast->side_count].pair = (unsigned char)i;
		contrast->sides[contrast->side_count++].side = second;
	}
}

/* The number of the question's words that the statement has only with, or only without, a prefix
 * that negates it. */
static int count_negated(const struct contrast *contrast, struct said *said)
{
	int count = 0;

	for (size_t i = 0; i < contrast->word_count; i++) {
		const char *word = contrast->words[i], *plain = without_prefix(word);
		bool negated = plain && contains(said->words, said->count, plain);

		for (size_t k = 0; k < said->count && !negated; k++) {
			plain = without_prefix(said->words[k]);
			negated = plain && strcmp(plain, word) == 0;
		}
		count += negated && !contains(said->words, said->count, word);
	}
	return count;
}

int contrast_count(const struct contrast *contrast, const char *statement)
{
	struct said said;

	said.count = split(statement, said.words, SAID_WORDS);
	int count = count_negated(contrast, &said);

	for (size_t i = 0; i < contrast->side_count; i++) {
		const char *const(*pair)[SIDE_WORDS] = opposites[contrast->sides[i].pair];
		int side = contrast->sides[i].side;

		count += has_one_of(said.words, said.count, pair[!side]) &&
			 !has_one_of(said.words, said.count, pair[side]);
	}
	return count;
}

#include "ask/limits.h"

#include "base/text.h"

#include <string.h>

/* Words that deny or limit a claim, given by their beginning; '.' marks the end of the word. */
static const char *const limits[] = {"not.", "no.", "never.", "without.", "neither.", "nor.",
	"none.", "nobody.", "nothing.", "refus", "fail", "declin", "hardly.", "barely.",
	"scarcely.", "only.", "just.", "but.", "except", "besides.", "other.", "another.", "else.",
	"instead.", "unless.", "pretend", "myth", "false", "untrue.", "wrong", "unlikely.", "avoid",
	"denie", "deny", "skip", "cancel", "forg", "threat", "until.", "till.", "before.", "after.",
	"since.", "if.", "whether.", "could.", "would.", "should.", "might.", "will.", "can."};
/* Words in whose scope something is not claimed but reported, wished or tried. */
static const char *const reports[] = {"accus", "alleg", "claim", "reject", "urg", "ask", "call",
	"want", "hop", "expect", "foresaw", "foresee", "predict", "order", "plan", "offer", "try",
	"tried", "trying", "attempt", "plot", "demand", "requir", "promis", "pledg", "press",
	"propos", "seem", "suggest", "report", "believ", "think", "thought", "said.", "say.",
	"says.", "likely.", "wish", "aim", "describ"};
/* Words that change the meaning of the next one: "former king", "more than 30". */
static const char *const modifiers[] = {"almost.", "nearly.", "former", "ex.", "vice.", "deputy.",
	"second.", "third.", "acting.", "co.", "over.", "under.", "more.", "less.", "fewer.",
	"than.", "least.", "about.", "half.", "part.", "quarter.", "fifth.", "most.", "other.",
	"another."};
#define ROWS(list) (sizeof(list) / sizeof *(list))

static const char *const negative[] = {"didnt", "wasnt", "werent", "isnt", "arent", "doesnt",
	"dont", "hasnt", "havent", "hadnt", "couldnt", "wouldnt", "wont", "cant", "cannot", NULL};

static bool is_form(const char *word, const char *form)
{
	size_t length = strlen(form);

	if (form[length - 1] != '.')
		return strncmp(word, form, length) == 0;
	return strncmp(word, form, length - 1) == 0 && word[length - 1] == '\0';
}

/* Marks the rows of the list that match the word. */
static void mark_rows(const char *word, const char *const *list, size_t count, bool *rows)
{
	for (size_t row = 0; row < count; row++)
		rows[row] |= is_form(word, list[row]);
}

/* Whether a contraction denies the claim: "… that he didn't" does; "didn't they …?" does not. */
static bool is_denied(const struct claim *claim)
{
	for (size_t at = claim->question ? 2 : 0; at < claim->words.count; at++)
		if (text_is_one_of(claim_word(claim, at), negative))
			return true;
	return false;
}

/* The end of an aside between commas that starts at `at` ("who …", "the former …"), if it contains
 * none of the narrow claim's items; else `at` itself. */
static size_t skip_aside(const struct claim *wide, const struct claim *narrow, size_t at)
{
	static const char *const openings[] = {
		"who", "which", "whose", "where", "when", "the", "a", "an", NULL};
	size_t end = at;

	if (at == 0 || claim_adjoins(wide, at - 1) ||
		!text_is_one_of(claim_word(wide, at), openings))
		return at;
	while (end < wide->words.count && claim_adjoins(wide, end))
		end++;
	for (size_t i = 0; i < narrow->count; i++) {
		const struct claim_item *item = claim_find(wide, narrow, &narrow->items[i]);

		if (item && item->word >= at && item->word <= end)
			return at;
	}
	return end + 1 < wide->words.count ? end + 1 : at;
}

bool limits_agree(const struct claim *wide, const struct claim *narrow, size_t first, size_t last)
{
	enum { LIMITS = ROWS(limits), ALL = LIMITS + ROWS(reports) };
	bool theirs[ALL] = {false}, own[ALL] = {false};
	size_t from = wide->question ? 0 : first, to = wide->question ? WORDS_MAX : last;

	for (size_t at = 0; at <= to && at < wide->words.count; at++) {
		if (!wide->question)
			at = skip_aside(wide, narrow, at);
		if (at >= from)
			mark_rows(claim_word(wide, at), limits, LIMITS, theirs);
		mark_rows(claim_word(wide, at), reports, ROWS(reports), theirs + LIMITS);
	}
	for (size_t at = 0; at < narrow->words.count; at++) {
		mark_rows(claim_word(narrow, at), limits, LIMITS, own);
		mark_rows(claim_word(narrow, at), reports, ROWS(reports), own + LIMITS);
	}
	return memcmp(theirs, own, sizeof own) == 0 && is_denied(wide) == is_denied(narrow);
}

bool limits_modify_alike(const struct claim *wide, const struct claim_item *theirs,
	const struct claim *narrow, const struct claim_item *own)
{
	bool a[ROWS(modifiers)] = {false}, b[ROWS(modifiers)] = {false};

	for (size_t back = 1; back <= 2; back++) {
		if (theirs->word >= back)
			mark_rows(claim_word(wide, theirs->word - back), modifiers, ROWS(modifiers),
				a);
		if (own->word >= back)
			mark_rows(claim_word(narrow, own->word - back), modifiers, ROWS(modifiers),
				b);
	}
	return memcmp(a, b, sizeof a) == 0;
}

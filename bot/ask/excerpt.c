#include "ask/excerpt.h"

#include "base/text.h"
#include "pattern/pattern_table.h"

#include <stdio.h>
#include <string.h>

enum {
	CUTS_MAX = 12,
	FOLDED_MAX = 1024,
	LEAST = 40, /* bytes before the first cut */
	MORE = 60   /* bytes more where any clause may be the answer */
};

/* Where a clause may begin, behind its comma; words that qualify what is before them, so that it
 * does not stand without them; the words of a reason; how a short form begins that is an answer by
 * itself; words of doubt. */
enum { BEGINS, QUALIFIES, REASON, DATED, COUNTED, DOUBTS };

static const struct pattern_row rows[] = {
	[BEGINS] = {"a clause",
		"^(?:and (?:he|she|it|they|the|its|his|her|their|in|on|from|after|was|were|is|are|"
		"has|had)|who|which|where|when|while|after|before|because|since|with|in|on|"
		"from|under|including|then|whose|so|for|chiefly|among)\\b"},
	[QUALIFIES] = {"qualifies",
		"^[^;]*\\b(?:but|not|no|never|nor|although|though|however|except|unless|only|"
		"until|without|instead|later|remain\\w*|deni\\w+|alleg\\w+|claim\\w*|reject\\w*|"
		"disput\\w+|call(?:s|ed)|reported(?:ly)?|says?|said|accord\\w+|counts?|puts?|"
		"gives|speaks?|spoke|wrote|others?|another|by (?:one|another|some)|"
		"by (?:about )?\\d{4}|by [^;,]+ (?:account|count|chronology|reckoning)|unclear|"
		"unknown|perhaps|probably|likely|estimat\\w+|false\\w*|cut off)\\b"},
	[REASON] = {"a reason",
		"\\b(?:because|due to|on account of|so that|in order to|owing to|as a result)\\b"},
	[DATED] = {"a date", "^(?:on|in|from|since|until|after|before|most likely)\\b[^:]*$"},
	[COUNTED] = {"a count", "^(?:from|about|roughly|more than|over|at least|most likely|\\d+|"
				"[a-z]+ (?:years?|months?|weeks?|days?))\\b[^:]*$"},
	[DOUBTS] = {"doubts",
		"\\b(?:alleg\\w+|claim\\w*|disput\\w+|unclear|unknown|perhaps|probably|likely|"
		"estimat\\w+)\\b"},
};
static struct pattern_table forms = PATTERN_TABLE("excerpt", rows);

/* Whether a statement may end before next: from there to the semicolon there are only clauses that
 * are added to it. After what is set between two commas the sentence goes on. */
static bool may_end_before(const char *next)
{
	if (pattern_table_matches(&forms, QUALIFIES, next))
		return false;
	for (;;) {
		if (!pattern_table_matches(&forms, BEGINS, next))
			return false;
		int depth = 0;
		for (; *next && (depth > 0 || !strchr(",;", *next) || next[1] != ' '); next++)
			depth += *next == '(' ? 1 : *next == ')' ? -1 : 0;
		if (*next != ',')
			return true;
		next += strlen(", ");
	}
}

/* The places where the statement may be cut: at those ends of clauses, ";" or ",;", rising; the
 * last is its end. */
static size_t find_cuts(const char *says, const char *ends, size_t cuts[CUTS_MAX])
{
	size_t length = strlen(says), count = 0;
	bool listing = false; /* after a colon, up to the semicolon */
	int depth = 0;

	for (size_t i = 0; i < length && count < CUTS_MAX - 1; i++) {
		depth += says[i] == '(' ? 1 : says[i] == ')' ? -1 : 0;
		if (depth > 0 || !strchr(",;:", says[i]) || says[i + 1] != ' ')
			continue;
		const char *next = says + i + 2;
		listing = says[i] == ':' || (listing && says[i] == ',');
		if (i >= LEAST && !listing && strchr(ends, says[i]) &&
			(says[i] == ';' ? !pattern_table_matches(&forms, QUALIFIES, next)
					: may_end_before(next)))
			cuts[count++] = i;
	}
	cuts[count++] = length;
	return count;
}

/* What of the question's words, and of the kind of thing that it asks for, a text has. */
struct content {
	size_t terms, slots;
};

static bool asked_has(const struct parsed_question *parsed, int term_id)
{
	for (size_t i = 0; i < parsed->terms.count; i++)
		if (term_id >= 0 && parsed->terms.list[i].term_id == term_id)
			return true;
	return false;
}

/* Whether a term that the question does not have is of the kind asked for. */
static bool fills(enum question_type type, const struct term *term)
{
	switch (type) {
	case ASKS_DATE:
		return term->number && words_is_year(term->text);
	case ASKS_NUMBER:
	case ASKS_AMOUNT:
	case ASKS_AGE:
		return term->number && !words_is_year(term->text);
	case ASKS_DURATION:
		return term->number;
	case ASKS_PERSON:
	case ASKS_PLACE:
	case ASKS_NAMES:
		return term->name;
	default:
		return false;
	}
}

/* A text, read once, of which parts are judged. */
struct reading {
	const struct parsed_question *parsed;
	const char *text;
	struct terms terms;
};

static void read_text(const struct index *index, const struct parsed_question *parsed,
	const char *text, struct reading *out)
{
	char folded[FOLDED_MAX];

	out->parsed = parsed;
	out->text = text;
	text_fold(text, folded, sizeof folded);
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &out->terms);
}

/* What the first so many bytes of the text have. */
static struct content content_of(const struct reading *reading, size_t length)
{
	const struct parsed_question *parsed = reading->parsed;
	struct content content = {0};
	char part[FOLDED_MAX], folded[FOLDED_MAX];

	snprintf(part, sizeof part, "%.*s", (int)length, reading->text);
	text_drop_broken(part);
	size_t end = text_fold(part, folded, sizeof folded);
	for (size_t i = 0; i < reading->terms.count; i++) {
		const struct term *term = &reading->terms.list[i];

		if (term->at >= end)
			continue;
		if (asked_has(parsed, term->term_id))
			content.terms++;
		else
			content.slots += fills(parsed->type, term);
	}
	if (parsed->type == ASKS_REASON)
		content.slots = pattern_table_matches(&forms, REASON, folded);
	return content;
}

/* The first cut from which on the text has all that the whole has of what is asked. */
static size_t first_sufficient(
	const struct reading *reading, struct content whole, const size_t *cuts, size_t count)
{
	size_t i = 0;

	for (; i + 1 < count; i++) {
		struct content part = content_of(reading, cuts[i]);

		if (part.terms == whole.terms && part.slots == whole.slots)
			break;
	}
	return i;
}

/* Whether what the question asks for is a date or a number. */
static bool asks_number(enum question_type type)
{
	return type == ASKS_DATE || type == ASKS_NUMBER || type == ASKS_AMOUNT ||
	       type == ASKS_AGE || type == ASKS_DURATION;
}

/* Whether the kind of thing that the question asks for can be found in a text. */
static bool has_slot(enum question_type type)
{
	return asks_number(type) || type == ASKS_PERSON || type == ASKS_PLACE ||
	       type == ASKS_NAMES || type == ASKS_REASON;
}

/* Whether the short form answers by itself: it has every date or number of the kind asked for that
 * the statement has (all), and doubts what the statement doubts. */
static bool brief_answers(const struct index *index, const struct fact *fact,
	const struct parsed_question *parsed, size_t all)
{
	if (!*fact->brief || !asks_number(parsed->type))
		return false;
	struct reading reading;
	char folded[FOLDED_MAX];

	read_text(index, parsed, fact->brief, &reading);
	size_t slots = content_of(&reading, strlen(fact->brief)).slots;
	text_fold(fact->brief, folded, sizeof folded);
	return slots > 0 && slots >= all &&
	       pattern_table_matches(&forms, parsed->type == ASKS_DATE ? DATED : COUNTED, folded) &&
	       (pattern_table_matches(&forms, DOUBTS, folded) ||
		       !pattern_table_matches(&forms, DOUBTS, fact->says));
}

struct excerpt excerpt_of(const struct index *index, const struct fact *fact,
	const struct parsed_question *parsed, size_t room)
{
	const char *says = fact->says;
	struct excerpt whole = {says, strlen(says), ""};
	struct content content = {0}; /* of the whole */
	struct reading reading;
	size_t cuts[CUTS_MAX], count, cut = 0;

	if (whole.length <= room)
		return whole;
	bool any = parsed && !has_slot(parsed->type); /* any clause may be the answer */

	if (any && (room += MORE) >= whole.length)
		return whole;
	count = find_cuts(says, any ? ";" : ",;", cuts);
	if (count == 1 && !*fact->brief)
		return whole;
	if (parsed) {
		read_text(index, parsed, says, &reading);
		content = content_of(&reading, whole.length);
	}
	/* what is asked for may be said in words that are not recognised */
	if (parsed && !any && content.slots == 0)
		return whole;
	if (parsed)
		cut = first_sufficient(&reading, content, cuts, count);
	if (cuts[cut] > room && parsed && brief_answers(index, fact, parsed, content.slots))
		return (struct excerpt){fact->brief, strlen(fact->brief), says};
	while (cut + 1 < count && cuts[cut + 1] <= room)
		cut++;
	if (cut + 1 == count)
		return whole;
	return (struct excerpt){says, cuts[cut], says + cuts[cut] + 2};
}

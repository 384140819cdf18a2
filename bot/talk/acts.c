#include "talk/acts.h"

#include "base/text.h"
#include "language/question.h"
#include "pattern/pattern_table.h"
#include "talk/acts_forms.h"

#include <stdio.h>
#include <string.h>

enum {
	EASY = 48,  /* bytes */
	STATED = 2, /* so many words of a statement make a line about it */
	PATTERNS = ACTS
};

static const float certain = 0.9f, half = 0.5f;

/* The shapes of lines that name nothing in the fact base and ask nothing. */
enum { TO_YOU, OF_ME, STATING, TO_ANYBODY, TECHNICAL, LINK, LANGUAGE, OPINION };

/* clang-format off */
static const struct pattern_row rows[] = {
	[TO_YOU] = {"to you",
		"\\b(?<!can )(?<!could )(?<!would )(?<!do )(?<!thank )(?:you|u|your|yours|"
		"ur|yourself|you're|youre)\\b(?! (?:tell|know|say|explain|give))|\\bdo you "
		"(?!know)"},
	[OF_ME] = {"of me",
		"^\\W*(?:(?:but|and|so|well|oh|because) )?(?:i|i'?m|i'?ve|i'?ll|i'?d|my|we|"
		"our|wish me|in my)\\b(?!.*\\b(?:know|wonder|question|need|find|ask|tell|"
		"looking|want|forgot|learn|understand|heard|read)\\b)|\\b(?:did|do|does|am|"
		"can|should|could|may|must|have|was) i\\b"},
	[STATING] = {"stating",
		"^(?!.*\\b(?:who|what|which|when|where|why|how|whom|whose)\\b)(?!\\W*(?:is|"
		"are|was|were|did|do|does|has|have|had|can|could|name|list|tell|explain|"
		"describe|give)\\b)[^?]*\\b(?:is|are|was|were|am|sucks?|lies|lie|rocks?|"
		"rules?|isn'?t|aren'?t|be|it'?s|that'?s|there'?s|won'?t|will|gonna|never|"
		"may)\\b[^?]*$"},
	[TO_ANYBODY] = {"to anybody",
		"\\b(?:any|some)(?:one|body) (?:here|have|has|got|seen|want|know how|op|"
		"lend|help|watch|else|there)\\b|^\\W*(?:who wants|does any(?:one|body)|has "
		"any(?:one|body) (?:here|seen|got|an?)\\b|can (?:some|any)(?:one|body)|"
		"where(?:'s| is) \\w+\\W*$|did you)"},
	[TECHNICAL] = {"technical",
		/* clang wants the brackets around pieces */
		("^(?:[!/:.,~]\\w|\\W*(?:s/[^/]*/|<\\w|https?:|www\\.|rm -|ls -|git |cd |sudo |"
		"\\$\\$))|"
		"\\b\\d+ ?(?:[+*^x]|plus|minus|times|divided by) ?\\d+\\b")},
	[LINK] = {"link", "\\bhttps?://\\S+\\W*$"},
	[LANGUAGE] = {"language",
		"\\b(?:do|can|could|will) (?:you|u) (?:also )?(?:speak|understand|read|write|talk|"
		"know|answer(?: me)?)(?: in| any)? (?:[a-z]+ish|khmer|cambodian|french|german|"
		"chinese|vietnamese|thai|japanese|russian|(?:any )?(?:other )?languages?)\\W*$|"
		"\\b(?:what|which|how many) languages? (?:do|can|are) (?:you|u)\\b|"
		"^\\W*(?:can|may|could) i (?:ask|write|speak|talk)(?: (?:you|to you))? in (?:khmer|"
		"cambodian|french|german|chinese|vietnamese|thai|japanese|russian)\\W*$|"
		"^\\W*(?:(?:please|pls|plz|can you|could you) )*(?:translate|say|write|answer|"
		"speak|explain)(?: (?:it|that|this|me))? (?:in|to|into|in to) (?:khmer|"
		"cambodian|french|german|chinese|vietnamese|thai|japanese|russian|spanish)"
		"(?: (?:please|pls|plz))?\\W*$"},
	/* what no document can tell */
	[OPINION] = {"opinion",
		"\\b(?:do|did|would) (?:you|u) (?:like|love|hate|prefer|support|trust|admire|"
		"vote)\\b|\\byour (?:opinion|view|favou?rite)\\b|"
		"\\b(?:good or (?:bad|evil)|bad or good)\\W*$|"
		"\\bwhat do (?:you|u) think (?:of|about)\\b|"
		"^\\W*(?:is|was|are|were) [^,?]* (?:evil|handsome|an? (?:hero|villain|monster|"
		"(?:good|bad|nice|great|evil|terrible|horrible) (?:man|woman|person|guy|leader|"
		"king|human)))\\W*$"},
};
/* clang-format on */

static struct pattern_table shapes = PATTERN_TABLE("line shape", rows);

static bool has_shape(size_t shape, const char *folded)
{
	return pattern_table_matches(&shapes, shape, folded);
}

enum act acts_read(const char *folded)
{
	if (strlen(folded) > 2 * EASY)
		return ACT_NONE;
	if (has_shape(LANGUAGE, folded))
		return ACT_LANGUAGE;
	if (has_shape(OPINION, folded))
		return ACT_OPINION;
	return (enum act)(pattern_table_first(&acts_forms, folded) + 1);
}

static bool has_letter(const char *folded)
{
	for (; *folded; folded++)
		if ((*folded >= 'a' && *folded <= 'z') || (*folded & 0x80))
			return true;
	return false;
}

/* Whether the line is the name of a topic: "monarchy", "civil war". */
static bool is_topic(const struct index *index, const char *folded)
{
	char topic[EASY];
	size_t length = strcspn(folded, "?!.");

	if (length >= sizeof topic)
		return false;
	for (size_t i = 0; i <= length; i++)
		topic[i] = (char)(i == length ? '\0' : folded[i] == ' ' ? '-' : folded[i]);
	return index_has_topic(index, topic);
}

/* Whether a term is a name that the base knows, as it is spelt. */
static bool is_known_name(const struct term *term)
{
	return term->name && term->term_id >= 0 && !term->guessed && !term->number && term->text[1];
}

/* "us", which may be no name */
static bool is_us(const char *folded, const struct term *term)
{
	return term->length == 2 && strncmp(folded + term->at, "us", 2) == 0;
}

/* "1.7", "million", "percent" */
static bool is_quantity(const struct term *term)
{
	static const char *const units[] = {"million", "millions", "billion", "billions",
		"thousand", "thousands", "hundred", "hundreds", "percent", "per", "cent", "number",
		NULL};

	return term->number || text_is_one_of(term->text, units);
}

bool acts_names_subject(const struct index *index, const char *folded)
{
	struct terms terms;

	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++)
		if (is_known_name(&terms.list[i]))
			return true;
	return false;
}

/* How many of the question's words the best fact's statement has. */
static size_t count_stated(const struct index *index, const struct answer *answer)
{
	const struct profile *profile = &index->profiles[answer->fits[0].at];
	const struct terms *terms = &answer->parsed.terms;
	size_t count = 0;

	for (size_t i = 0; i < terms->count; i++)
		for (size_t k = 0; k < profile->mention_count; k++)
			count += !terms->list[i].light && !terms->list[i].guessed &&
				 profile->mentions[k].term_id == terms->list[i].term_id &&
				 profile->mentions[k].says;
	return count;
}

enum act acts_weigh(const struct index *index, const char *folded, const struct answer *answer)
{
	const struct terms *terms = &answer->parsed.terms;
	bool answered = answer->decision == DECISION_ANSWERED;
	bool offered = answer->decision == DECISION_OFFERED;
	bool to_you = has_shape(TO_YOU, folded);
	struct words words;
	size_t others = 0;

	if (answer->by == BY_QUESTION && answered)
		return ACT_NONE;
	if (!has_letter(folded) || has_shape(TECHNICAL, folded) ||
		(!question_form(folded) && has_shape(LINK, folded)))
		return ACT_CHATTER;
	for (size_t i = 0; i < terms->count; i++) {
		if (is_known_name(&terms->list[i]) && !(to_you && is_us(folded, &terms->list[i])))
			return ACT_NONE;
		others += !terms->list[i].name && !terms->list[i].light &&
			  !(is_quantity(&terms->list[i]) && !question_form(folded));
	}
	words_split(folded, &words);
	if (others == 0 && !question_form(folded))
		return ACT_CHATTER;
	if (is_topic(index, folded) ||
		((answered || (offered && question_form(folded))) && answer->fit_count > 0 &&
			count_stated(index, answer) >= STATED))
		return ACT_NONE;
	if (to_you)
		return ACT_ABOUT_BOT;
	if (has_shape(OF_ME, folded) || has_shape(TO_ANYBODY, folded) ||
		(!question_form(folded) && has_shape(STATING, folded)))
		return ACT_CHATTER;
	if (answered && answer->confidence < certain && answer_stated(answer) <= 0)
		return ACT_CHATTER; /* the facts are about something else */
	if (offered && !question_form(folded) && answer_stated(answer) < half)
		return ACT_CHATTER;
	return others == 0 || (terms->count == 1 && !question_form(folded)) || words.count == 1
		       ? ACT_CHATTER
		       : ACT_NONE;
}

static const char *const replies[ACTS] = {
	[ACT_THANKS] = "You're welcome.",
	[ACT_GREETING] = "Hello! Ask me {about}; `help` lists what I can do.",
	[ACT_GOODBYE] = "Goodbye!",
	[ACT_APOLOGY] = "No problem.",
	[ACT_PRAISE] = "Thank you!",
	[ACT_INSULT] = "Sorry about that. Say `wrong` if an answer was wrong; a moderator "
		       "will look at it.",
	[ACT_ABOUT_BOT] = "I am a bot: I answer questions{on} from documents that I name. `help` "
			  "lists what else I can do.",
	[ACT_HELP] = "Just ask your question{on}; `help` lists what else I can do.",
	[ACT_DOUBT] = "There is no answer from the last ten minutes that I could check.",
	[ACT_SOURCE] = "There is no answer from the last ten minutes; say `source <fact id>`.",
	[ACT_WRONG] = "There is no answer from the last ten minutes that could be wrong.",
	[ACT_MORE] = "There is no more.",
	[ACT_SILENCE] = "I only speak when I am asked. To hide my lines, type /ignore and my "
			"nick; a moderator can `mute` me here.",
	[ACT_DISTRESS] = "I am sorry that you feel this way. I am only a bot, but you are not "
			 "alone: please talk to somebody you trust, or find a helpline at "
			 "findahelpline.com.",
	[ACT_OPINION] = "I have no opinions. Ask what somebody did or said, and I answer from "
			"documents that I name.",
	[ACT_LANGUAGE] = "I read and answer English, from documents that I name.",
	[ACT_UNCLEAR] = "Ask me a whole question{on}, or say `more`, `why` or `source` about my "
			"last answer.",
	[ACT_CHATTER] = "I don't know what to look up; say `help`, or ask me {about}.",
};

void acts_reply(
	enum act act, const struct subject *subject, const char *folded, char *out, size_t size)
{
	size_t length = strspn(folded, "abcdefghijklmnopqrstuvwxyz");

	if (act == ACT_CHATTER && length > 2 && length < 24 && !folded[length])
		snprintf(out, size, "Ask me a whole question, or say `search %s`.", folded);
	else if (act == ACT_GREETING && subject->greeting && *subject->greeting)
		snprintf(out, size, "%s", subject->greeting);
	else
		subject_write(subject, replies[act] ? replies[act] : "", out, size);
	if (act == ACT_HELP && subject->sample_count > 0) {
		snprintf(
			out + strlen(out), size - strlen(out), " Try: %.200s", subject->samples[0]);
		text_drop_broken(out);
	}
}

const char *acts_verb(enum act act)
{
	switch (act) {
	case ACT_SOURCE:
		return "source";
	case ACT_DOUBT:
		return "why";
	case ACT_WRONG:
		return "wrong";
	case ACT_MORE:
		return "more";
	case ACT_HELP:
		return "help";
	default:
		return NULL;
	}
}

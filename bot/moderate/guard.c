#include "moderate/guard.h"

#include "base/buf.h"
#include "base/text.h"
#include "fact/check.h"
#include "fact/citation.h"
#include "fact/support.h"
#include "language/script.h"
#include "moderate/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDED = 1024 };

/* --- questions --------------------------------------------------------------------------------
 */

static bool has_question(
	struct edit *edit, const struct fact *fact, const char *key, bool near_misses)
{
	for (size_t i = 0; i < fact->question_count; i++) {
		const struct question *question = &fact->questions[i];

		if ((question->kind == QUESTION_NOT) == near_misses &&
			strcmp(check_question_key(&edit->arena, question->text), key) == 0)
			return true;
	}
	return false;
}

/* Another served fact that has the question, or NULL. */
static const struct fact *other_owner(struct edit *edit, const char *text)
{
	enum { OWNERS = 16 };
	const struct index *index = edit->bot->index;
	const char *key = check_question_key(&edit->arena, text);
	char folded[FOLDED];
	int owners[OWNERS];

	text_fold(text, folded, sizeof folded);
	uint64_t hash = words_hash(folded);
	size_t count = index_verbatim(index, hash, owners, OWNERS);
	for (size_t i = 0; i < count; i++) {
		const struct profile *profile = &index->profiles[owners[i]];
		const struct known *known = index_same_words(profile, hash, false, NULL);

		if (known && profile->fact->number != edit->fact.number &&
			strcmp(check_question_key(&edit->arena, index_question(profile, known)),
				key) == 0)
			return profile->fact;
	}
	return NULL;
}

/* Whether no other fact has the question or is served as its answer. */
static bool is_free(struct edit *edit, const char *text)
{
	struct answer answer;
	const struct index *index = edit->bot->index;
	const struct fact *other = other_owner(edit, text);
	char folded[FOLDED];

	if (other)
		return edit_refuse(edit,
			"Not saved: \"%.200s\" is a question of %s: "
			"\"%.200s\" Remove it there first: !ask %s - %.200s",
			text, other->id, other->says, other->id, text);
	text_fold(text, folded, sizeof folded);
	answer_decide(index, folded, false, &answer);
	if (answer.decision == DECISION_ANSWERED && answer.fact->number != edit->fact.number)
		edit_note(edit,
			"Until now %s answered \"%.100s\"; if it must not: !not %s + %.100s",
			answer.fact->id, text, answer.fact->id, text);
	edit->compared = true;
	if (answer.decision == DECISION_OFFERED && answer.offers[0]->number != edit->fact.number)
		edit->near = arena_string(&edit->arena, answer.offers[0]->id);
	return true;
}

/* Whether the text has one of the significant terms. */
static bool has_telling_term(const struct index *index, const char *text, const struct terms *asked)
{
	struct terms terms;
	char folded[FOLDED];

	text_fold(text, folded, sizeof folded);
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	for (size_t i = 0; i < asked->count; i++) {
		const struct term *term = &asked->list[i];

		for (size_t k = 0; !term->light && k < terms.count; k++)
			if (term->term_id >= 0 ? term->term_id == terms.list[k].term_id
					       : strcmp(term->text, terms.list[k].text) == 0)
				return true;
	}
	return false;
}

bool guard_relation(struct edit *edit, const char *text)
{
	const struct index *index = edit->bot->index;
	struct terms asked;
	char folded[FOLDED];
	size_t telling = 0;

	text_fold(text, folded, sizeof folded);
	if (script_only(folded))
		return true; /* only its names are known */
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &asked);
	for (size_t i = 0; i < asked.count; i++)
		telling += !asked.list[i].light;
	if (telling == 0 || has_telling_term(index, edit->fact.says, &asked))
		return true;
	for (size_t i = 0; i < edit->fact.question_count; i++)
		if (edit->fact.questions[i].kind != QUESTION_NOT &&
			has_telling_term(index, edit->fact.questions[i].text, &asked))
			return true;
	return edit_refuse(edit,
		"Not saved: \"%.100s\" has no word of %s. To add it anyway: !ask %s ! + …", text,
		edit->fact.id, edit->fact.id);
}

bool guard_would_take(struct edit *edit, enum question_kind kind, const char *text)
{
	const char *key = check_question_key(&edit->arena, text);

	return *key && strlen(text) <= GUARD_QUESTION_MAX &&
	       edit->fact.question_count < GUARD_PARTS_MAX &&
	       !has_question(edit, &edit->fact, key, true) &&
	       !has_question(edit, &edit->fact, key, false) &&
	       (kind == QUESTION_NOT || !other_owner(edit, text));
}

void guard_clashes(struct edit *edit)
{
	for (size_t i = 0; i < edit->fact.question_count; i++) {
		const struct question *question = &edit->fact.questions[i];
		const struct fact *other =
			question->kind == QUESTION_NOT ? NULL : other_owner(edit, question->text);

		if (other) {
			edit_note(edit, "%s has its question \"%.160s\" too", other->id,
				question->text);
			return;
		}
	}
}

bool guard_question(struct edit *edit, enum question_kind kind, const char *text)
{
	const char *key;
	struct error err;

	if (!parse_text("the question", text, GUARD_QUESTION_MAX, &err))
		return edit_refuse(edit, "Not saved: %s.", err.text);
	key = check_question_key(&edit->arena, text);
	if (!*key)
		return edit_refuse(edit, "Not saved: \"%.60s\" contains no word.", text);
	if (edit->fact.question_count >= GUARD_PARTS_MAX)
		return edit_refuse(edit, "Not saved: %s has %d questions, the maximum.",
			edit->fact.id, GUARD_PARTS_MAX);
	if (has_question(edit, &edit->fact, key, kind == QUESTION_NOT))
		return edit_refuse(edit, "%s already has that question.", edit->fact.id);
	if (has_question(edit, &edit->fact, key, kind != QUESTION_NOT))
		return edit_refuse(edit,
			"Not saved: it is among the %s of %s; remove it there first.",
			kind == QUESTION_NOT ? "questions" : "near misses", edit->fact.id);
	return kind == QUESTION_NOT || is_free(edit, text);
}

/* --- citations -------------------------------------------------------------------------------- */

/* How similar the source is to the given id: the length of the common prefix, plus the words of the
 * id that occur in the source's id or title. */
static size_t id_likeness(const struct source *source, const char *id)
{
	size_t score = 0;

	while (id[score] && id[score] == source->id[score])
		score++;
	for (const char *word = id; *word;) {
		size_t length = strcspn(word, "-_ ");
		char text[64];

		snprintf(text, sizeof text, "%.*s", (int)length, word);
		if (length > 2 && (strstr(source->id, text) || strcasestr(source->title, text)))
			score += length;
		word += length;
		word += *word != '\0';
	}
	return score;
}

static bool refuse_source(struct edit *edit, const char *id)
{
	enum { LIKE = 4 };
	const struct factset *set = &edit->bot->index->set;
	const struct source *near = NULL, *second = NULL;
	size_t best = LIKE - 1, good = LIKE - 1;

	for (size_t i = 0; i < set->source_count; i++) {
		size_t score = id_likeness(&set->sources[i], id);

		if (score > best) {
			second = near;
			good = best;
			near = &set->sources[i];
			best = score;
		} else if (score > good) {
			second = &set->sources[i];
			good = score;
		}
	}
	return edit_refuse(edit,
		"Not saved: there is no source \"%.80s\"%s%s%s%s. To "
		"add one: !source add <id> \"title\" <url>",
		id, near ? "; similar ids: " : "", near ? near->id : "", second ? ", " : "",
		second ? second->id : "");
}

static bool guard_quote(struct edit *edit, const struct source *source, struct citation *citation)
{
	const struct paragraph *paragraph = source_paragraph(source, citation->paragraph);

	if (text_count_words(citation->quote) > CHECK_QUOTE_WORDS)
		return edit_refuse(edit,
			"Not saved: a quote has at most %d words; this one has %zu.",
			CHECK_QUOTE_WORDS, text_count_words(citation->quote));
	if (*citation->quote && !paragraph && source->paragraph_count)
		return edit_refuse(edit,
			"Not saved: give the paragraph of %s with that quote: @ %s ¶n \"…\"",
			source->id, source->id);
	if (*citation->quote && paragraph && *paragraph->text &&
		!strstr(paragraph->text, citation->quote))
		return edit_refuse(edit, "Not saved: \"%s\" does not occur in ¶%d of %s.",
			citation->quote, citation->paragraph, source->id);
	return true;
}

bool guard_citation(struct edit *edit, struct citation *citation)
{
	const struct source *source = factset_source(&edit->bot->index->set, citation->source);
	const char *const texts[] = {citation->quote, citation->locator, citation->supports};
	struct error err;

	if (!source)
		return refuse_source(edit, citation->source);
	for (size_t i = 0; i < 3; i++)
		if (*texts[i] && !parse_text("the citation", texts[i], 200, &err))
			return edit_refuse(edit, "Not saved: %s.", err.text);
	citation_place(&edit->arena, citation, source);
	if (citation->paragraph) {
		if (!source_paragraph(source, citation->paragraph))
			return edit_refuse(edit, "Not saved: the register of %s has no ¶%d.",
				source->id, citation->paragraph);
	} else if (!*citation->locator) {
		return edit_refuse(edit,
			"Not saved: give the place in %s: @ %s ¶n \"quote\", "
			"§n, p. n or words such as: entry Oct 2004",
			source->id, source->id);
	}
	if (!guard_quote(edit, source, citation))
		return false;
	if (!support_is_checked(source, citation))
		edit_note(edit, "Not checked: I do not have the text of %s", source->id);
	return true;
}

/* --- whether the citations support the statement ---------------------------------------------- */

/* Whether citations support the fact as it would be saved. Only notes a failure if the asker
 * insists or it was served like that before. */
static bool is_supported(struct edit *edit, const struct fact *fact)
{
	const struct factset *set = &edit->bot->index->set;
	const struct fact *before = &edit->before;
	char missing[64], old[64];

	if (support_holds(set, fact, missing, sizeof missing)) {
		if (before->number &&
			support_is_unverified(set, fact, before->says, missing, sizeof missing))
			edit_note(edit, "Not checked: none of my texts contains \"%s\"", missing);
		return true;
	}
	if (edit->insist || (before->number && strcmp(before->says, fact->says) == 0 &&
				    !support_holds(set, before, old, sizeof old))) {
		edit_note(edit, "No quote or cited paragraph says \"%s\"", missing);
		return true;
	}
	return edit_refuse(edit,
		"Not saved: no quote or cited paragraph says \"%s\". Cite where it is said, or "
		"put ! before your text to save it anyway.",
		missing);
}

/* Whether a number was changed and now contradicts the citations; refuses the edit then. */
static bool contradicts(struct edit *edit, const struct fact *before, const struct fact *after)
{
	char was[64], is[64];

	if (edit->insist || !before->number ||
		!support_contradicts(&edit->bot->index->set, before, after, was, is, sizeof was))
		return false;
	edit_refuse(edit,
		"Not saved: what %s cites says %s, not %s. Put ! before your text to save it "
		"anyway.",
		after->id, was, is);
	return true;
}

bool guard_support(struct edit *edit)
{
	return edit->fact.forgotten ||
	       (!contradicts(edit, &edit->before, &edit->fact) && is_supported(edit, &edit->fact));
}

enum { YEARS = 16 };

/* The years of a date as a statement. */
static const char *years_of(const char *when, char years[YEARS])
{
	const char *second = strchr(when, '/');

	snprintf(years, YEARS, "%.4s %.4s", when, second ? second + 1 : "");
	return years;
}

bool guard_date(struct edit *edit, const char *when)
{
	struct fact before = edit->before, after = edit->fact;
	char was[YEARS], is[YEARS];

	after.says = years_of(when, is);
	if (!*when || !before.number)
		return !*when || is_supported(edit, &after);
	before.says = years_of(before.when, was);
	return !contradicts(edit, &before, &after) && is_supported(edit, &after);
}

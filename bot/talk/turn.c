#include "talk/turn.h"

#include "ask/quoting.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "talk/near_name.h"
#include "talk/resolve.h"
#include "talk/vary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void set_no_question(const struct index *index, struct turn *out, enum act act)
{
	out->kind = TURN_NO_QUESTION;
	out->act = act;
	out->count = 1;
	out->answers[0].decision = DECISION_UNKNOWN;
	out->answers[0].fact = NULL;
	out->answers[0].facts_count = out->answers[0].offer_count = 0;
	out->answers[0].confidence = 0;
	out->answers[0].by = BY_NOTHING;
	out->answers[0].refused = "it asks nothing about the subject";
	acts_reply(act, &index->set.subject, out->folded[0], out->said, sizeof out->said);
}

/* Appends the last question's names (with_numbers: and numbers) that the text lacks. False if there
 * are none. */
static bool append_names(const struct index *index, const char *folded, const char *before,
	bool with_numbers, char text[FOLLOWUP_TEXT])
{
	struct terms own, theirs;
	struct buf buf = buf_over(text, FOLLOWUP_TEXT);
	bool added = false;

	text[0] = '\0';
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &own);
	lexicon_terms(index->lexicon, before, LEXICON_READ, &theirs);
	buf_add(&buf, "%.*s", (int)strcspn(folded, "?"), folded);
	for (size_t i = 0; i < theirs.count; i++) {
		const struct term *term = &theirs.list[i];
		bool left_out = term->number ? !with_numbers : !term->name;

		for (size_t k = 0; k < own.count; k++)
			left_out |= own.list[k].term_id == term->term_id && term->term_id >= 0;
		if (!left_out)
			added |= buf_add(&buf, " %s", term->text);
	}
	return added;
}

/* Whether the question names nothing but another year; "how much in 2017?" then becomes "what about
 * 2017". */
static bool is_other_number(const struct index *index, const char *folded, char text[FOLLOWUP_TEXT])
{
	struct terms own;
	const char *number = NULL;

	lexicon_terms(index->lexicon, folded, LEXICON_READ, &own);
	for (size_t i = 0; i < own.count; i++) {
		if (!own.list[i].number && !own.list[i].light)
			return false;
		if (own.list[i].number)
			number = own.list[i].text;
	}
	if (number)
		snprintf(text, FOLLOWUP_TEXT, "what about %s", number);
	return number != NULL;
}

/* Decides the question completed with the names of the one before it. False if that has no answer,
 * or the same one. */
static bool decide_filled_in(const struct index *index, const char *folded,
	const struct answer *before, char full[FOLLOWUP_TEXT], struct answer *out)
{
	char about[FOLLOWUP_TEXT];

	if (is_other_number(index, folded, about) &&
		followup_decide(index, about, before->parsed.folded, before->fact, full, out))
		return true;
	for (int with_numbers = 1; with_numbers >= 0; with_numbers--) {
		if (!append_names(index, folded, before->parsed.folded, with_numbers, full))
			continue;
		answer_decide(index, full, false, out);
		if (out->decision == DECISION_ANSWERED && out->fact != before->fact)
			return true;
	}
	return false;
}

static bool has_topic_of(const struct answer *answer, const struct fact *fact)
{
	return answer->fact && strcmp(answer->fact->topic, fact->topic) == 0;
}

/* Makes it unknown, since it depends on a question whose answer does not help. */
static void set_dependent(struct answer *answer)
{
	answer->decision = DECISION_UNKNOWN;
	answer->fact = NULL;
	answer->offer_count = answer->facts_count = 0;
	answer->refused = "it depends on the question before it";
}

/* Decides "… and by which government?", which varies the last question that was answered. */
static void decide_variation(const struct index *index, const char *folded,
	const struct answer *before, char full[FOLLOWUP_TEXT], struct answer *out)
{
	const struct reference_before last = {.question = before ? before->parsed.folded : "",
		.fact = before ? before->fact : NULL,
		.subjects = "",
		.unclear = ""};
	char said[REPLY_LINE];

	if (resolve(index, folded, &last, full, out, said, sizeof said) == RESOLUTION_MADE)
		return;
	answer_decide(index, folded, false, out);
	set_dependent(out);
}

/* Decides one question of a line; it may depend on the last one that was answered. */
static void decide_part(
	const struct index *index, struct turn *out, size_t part, const struct answer *before)
{
	struct answer *answer = &out->answers[part];
	const char *folded = out->folded[part];
	char *full = out->full[part];
	bool dependent = part > 0 && followup_kind(index, folded) != FOLLOWUP_NONE;

	if (part > 0 && vary_form(folded)) {
		decide_variation(index, folded, before, full, answer);
		return;
	}
	if (before && dependent &&
		followup_decide(index, folded, before->parsed.folded, before->fact, full, answer) &&
		(answer->fact != before->fact || followup_kind(index, folded) == FOLLOWUP_BARE))
		return;
	answer_decide(index, folded, false, answer);
	if (!before) {
		if (dependent)
			set_dependent(answer);
		return;
	}
	if (answer->decision == DECISION_ANSWERED &&
		(!dependent || has_topic_of(answer, before->fact)))
		return;
	if (decide_filled_in(index, folded, before, full, answer) ||
		(dependent && followup_decide(index, folded, before->parsed.folded, before->fact,
				      full, answer)))
		return;
	answer_decide(index, folded, false, answer);
	if (dependent)
		set_dependent(answer);
}

/* Whether to answer the parts instead of the whole line. If the whole is answered, only if two
 * parts are, one of them with the same fact: a fact that no part finds is about both. */
static bool are_better(const struct turn *out, const struct answer *whole)
{
	size_t distinct = 0;
	bool found = false;

	for (size_t i = 0; i < out->count; i++) {
		bool seen = !out->answers[i].fact;

		for (size_t k = 0; k < i; k++)
			seen |= out->answers[k].fact == out->answers[i].fact;
		distinct += !seen;
		found |= out->answers[i].fact == whole->fact;
	}
	return whole->decision == DECISION_ANSWERED ? distinct >= 2 && found : distinct >= 1;
}

static void decide_parts(const struct index *index, const char *text, struct turn *out)
{
	struct answer whole;
	char line[REQUEST_TEXT];
	char parts[SPLIT_PARTS][SPLIT_TEXT];
	const struct answer *before = NULL;

	if (out->answers[0].by == BY_QUESTION)
		return;
	out->asked = split_questions(text, parts);
	if (out->asked < 2)
		return;
	whole = out->answers[0];
	strcpy(line, out->folded[0]);
	out->count = out->asked < SPLIT_PARTS ? out->asked : SPLIT_PARTS;
	for (size_t i = 0; i < out->count; i++) {
		snprintf(out->texts[i], sizeof out->texts[i], "%s", parts[i]);
		text_fold(parts[i], out->folded[i], sizeof out->folded[i]);
		decide_part(index, out, i, before);
		if (out->answers[i].decision == DECISION_ANSWERED)
			before = &out->answers[i];
	}
	if (are_better(out, &whole))
		return;
	strcpy(out->folded[0], line);
	out->answers[0] = whole;
	out->count = out->asked = 1;
	*out->texts[0] = '\0';
}

/* Quotes a document for each part that no fact answers, unless it depends on earlier lines. */
static void quote_parts(const struct index *index, struct turn *out)
{
	for (size_t i = 0; index->quotable && i < out->count; i++)
		if (!resolve_is_dependent(index, out->folded[i]))
			quoting_decide(index, out->folded[i], &out->answers[i]);
}

/* Copies the bare question. A word cut off as a nick is put back if it is a name in the facts:
 * "cnrp, what do the letters mean". */
static void read_bare(const struct index *index, const struct request *request, char *text)
{
	char folded[UNWRAP_NICK * 2];

	text_fold(request->called, folded, sizeof folded);
	if (*folded && acts_names_subject(index, folded))
		snprintf(text, REQUEST_TEXT, "%s, %.*s", request->called,
			REQUEST_TEXT - UNWRAP_NICK - 3, request->question);
	else
		snprintf(text, REQUEST_TEXT, "%s", request->question);
}

/* Asks whom or what the line means, unless it is talk about the bot or a document answers it. */
static void set_unclear(const struct index *index, const char *folded, struct turn *out)
{
	struct answer *answer = &out->answers[0];

	answer_decide(index, folded, false, answer);
	enum act act = acts_weigh(index, folded, answer);

	if (act == ACT_ABOUT_BOT) {
		set_no_question(index, out, act);
		return;
	}
	if (index->quotable)
		quoting_decide(index, folded, answer);
	if (answer->decision == DECISION_QUOTED) { /* the quoted sentence shows what it is about */
		*out->said = '\0';
		return;
	}
	out->kind = TURN_UNCLEAR;
	set_dependent(answer);
}

/* Whether the statement has every significant word of the question. */
static bool states_question(
	const struct index *index, const struct fact *fact, const struct parsed_question *parsed)
{
	int at = index_by_id(index, fact->id);
	size_t stated = 0;

	for (size_t i = 0; at >= 0 && i < parsed->terms.count; i++) {
		const struct term *term = &parsed->terms.list[i];
		const struct mention *mention = index_mention(&index->profiles[at], term->term_id);

		if (!term->light && !(mention && mention->says))
			return false;
		stated += !term->light;
	}
	return stated > 0;
}

/* A question without a name that has no answer, or is short, may depend on the one before it, even
 * if no word refers to that: "how much was the bill?". */
static void fill_in(
	const struct index *index, const struct reference_before *before, struct turn *out)
{
	struct answer *answer = &out->answers[0];
	const char *folded = out->folded[0];
	bool answered = answer->decision == DECISION_ANSWERED;

	if (out->kind != TURN_QUESTION || out->count > 1 ||
		(answered && !followup_is_short(answer)) || !before->fact ||
		!question_form(folded) || acts_names_subject(index, folded))
		return;
	if (!answered && states_question(index, before->fact, &answer->parsed)) {
		answer_with(index, before->fact, folded, answer);
		answer->by = BY_FOLLOWUP;
		return;
	}
	if (!append_names(index, folded, before->question, false, out->full[0]))
		return;
	struct answer *filled = must_alloc(sizeof *filled); /* large */

	answer_decide(index, out->full[0], false, filled);
	if (filled->decision == DECISION_ANSWERED &&
		followup_are_close(filled->fact, before->fact)) {
		*answer = *filled;
		answer->by = BY_FOLLOWUP;
	}
	free(filled);
}

/* The line's dialogue act, by its form; a line that a fact has word for word is a question. */
static enum act read_act(const struct index *index, const char *folded)
{
	int at;

	return index_verbatim(index, words_hash(folded), &at, 1) > 0 ? ACT_NONE : acts_read(folded);
}

void turn_decide(const struct index *index, const struct request *request,
	const struct reference_before *before, bool ambient, struct turn *out)
{
	char text[REQUEST_TEXT];
	struct foreign foreign;
	struct answer *answer = &out->answers[0];
	const char *folded = out->folded[0];
	static const struct reference_before nothing = {
		.question = "", .subjects = "", .unclear = ""};

	out->kind = TURN_QUESTION;
	out->count = out->asked = 1;
	out->said[0] = *out->texts[0] = *out->full[0] = '\0';
	read_bare(index, request, text);
	text_fold(text, out->folded[0], sizeof out->folded[0]);
	if (ambient && !question_form(folded)) {
		turn_silent(out, "it does not have the form of a question");
		return;
	}
	if (ambient && resolve_is_dependent(index, folded)) {
		turn_silent(out, "it depends on what was said before");
		return;
	}
	if (ambient) {
		answer_decide(index, folded, true, answer);
		if (answer->decision == DECISION_ANSWERED && foreign_read(index, folded, &foreign))
			*answer = (struct answer){.decision = DECISION_SILENT,
				.refused = "it is in another language"};
		return;
	}
	if (!before)
		before = &nothing;
	enum act act = read_act(index, folded);
	if ((act == ACT_ABOUT_BOT && acts_names_subject(index, folded)) ||
		(act == ACT_UNCLEAR && *before->question && resolve_is_dependent(index, folded)))
		act = ACT_NONE;
	if (act != ACT_NONE) {
		*answer = (struct answer){.parsed.folded = folded};
		set_no_question(index, out, act);
		return;
	}
	if (foreign_read(index, folded, &foreign)) {
		out->kind = TURN_FOREIGN;
		foreign_decide(index, &foreign, folded, answer);
		foreign_reply(index, &foreign, answer, out->said, sizeof out->said);
		return;
	}

	if (reference_supply(index, before->unclear, folded, out->full[0])) {
		answer_decide(index, out->full[0], false, answer);
		answer->by = BY_FOLLOWUP;
		return;
	}
	switch (resolve(index, folded, before, out->full[0], answer, out->said, sizeof out->said)) {
	case RESOLUTION_MADE:
		return;
	case RESOLUTION_UNCLEAR:
		set_unclear(index, folded, out);
		return;
	case RESOLUTION_NONE:
		break;
	}
	answer_decide(index, folded, false, answer);
	act = acts_weigh(index, folded, answer);
	if (act == ACT_NONE)
		decide_parts(index, text, out);
	if (act == ACT_NONE && *before->question)
		fill_in(index, before, out);
	quote_parts(index, out);
	if (out->count == 1 &&
		(answer->decision == DECISION_OFFERED ||
			(act == ACT_NONE && answer->decision == DECISION_UNKNOWN)) &&
		near_name_offer(index, folded, answer, out->said, sizeof out->said)) {
		out->kind = TURN_MISSPELT;
		return;
	}
	if (act != ACT_NONE && answer->decision != DECISION_QUOTED &&
		!(act == ACT_CHATTER && answer->of == index->quotable && question_form(folded)))
		set_no_question(index, out, act);
}

void turn_silent(struct turn *out, const char *why)
{
	out->kind = TURN_QUESTION;
	out->count = out->asked = 1;
	out->answers[0] = (struct answer){.decision = DECISION_SILENT, .refused = why};
}

void turn_pick(
	const struct index *index, const struct fact *fact, const char *folded, struct turn *out)
{
	out->kind = TURN_QUESTION;
	out->count = out->asked = 1;
	out->said[0] = *out->texts[0] = '\0';
	snprintf(out->folded[0], sizeof out->folded[0], "%s", folded);
	bool is_fact = index_by_id(index, fact->id) >= 0;

	answer_with(is_fact ? index : index->quotable, fact, out->folded[0], &out->answers[0]);
	if (!is_fact)
		out->answers[0].decision = DECISION_QUOTED;
}

/* Writes the reply to one of several questions. */
static void reply_part(const struct index *index, const struct turn *turn, size_t part, size_t room,
	struct reply *out)
{
	const struct answer *answer = &turn->answers[part];
	char line[REPLY_LINE];

	out->count = 0;
	if (answer->decision != DECISION_UNKNOWN) {
		reply_answer(index, answer, room, out);
		return;
	}
	snprintf(line, sizeof line, "I don't know: %.300s", turn->texts[part]);
	text_drop_broken(line);
	reply_text(line, room, out);
}

void turn_reply(const struct index *index, const struct turn *turn, size_t room, struct reply *out)
{
	struct reply part;
	char line[REPLY_LINE];

	out->count = 0;
	if (turn->kind != TURN_QUESTION) {
		reply_text(turn->said, room, out);
		return;
	}
	if (turn->count == 1) {
		reply_answer(index, &turn->answers[0], room, out);
		return;
	}
	for (int rest = 0; rest < 2; rest++)
		for (size_t i = 0; i < turn->count; i++) {
			bool seen = false;

			for (size_t k = 0; k < i; k++)
				seen |= turn->answers[i].fact &&
					turn->answers[i].fact == turn->answers[k].fact;
			if (seen)
				continue;
			reply_part(index, turn, i, room, &part);
			if (rest == 0 && part.count > 0)
				reply_line(part.lines[0], REPLY_LINE, out);
			for (size_t k = 1; rest == 1 && k < part.count; k++)
				reply_line(part.lines[k], REPLY_LINE, out);
		}
	if (turn->asked > turn->count) {
		snprintf(line, sizeof line, "You asked %zu questions; I answer %d at a time.",
			turn->asked, SPLIT_PARTS);
		reply_line(line, REPLY_LINE, out);
	}
}

size_t turn_lines(const struct turn *turn)
{
	const struct answer *answer = &turn->answers[0];

	if (turn->kind != TURN_QUESTION)
		return 1;
	if (turn->count > 1) /* and one that says how many were left out */
		return turn->count + (turn->asked > turn->count);
	if (answer->by == BY_OVERVIEW)
		return answer->facts_count > 0 ? answer->facts_count : 1;
	return answer->facts_count ? TURN_LINES : 1;
}

const struct answer *turn_answer(const struct turn *turn)
{
	for (size_t i = turn->count; i > 0; i--)
		if (turn->answers[i - 1].fact)
			return &turn->answers[i - 1];
	return &turn->answers[0];
}

bool turn_tells(const struct turn *turn)
{
	const struct answer *answer = turn_answer(turn);

	return turn->kind == TURN_QUESTION && answer->fact &&
	       (answer->decision == DECISION_ANSWERED || answer->decision == DECISION_QUOTED);
}

const char *turn_decision_name(const struct turn *turn)
{
	if (turn->kind == TURN_NO_QUESTION)
		return "no_question";
	return turn->kind == TURN_UNCLEAR ? "unclear"
					  : answer_decision_name(turn_answer(turn)->decision);
}

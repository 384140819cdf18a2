#include "ask/reason.h"

#include "ask/overview.h"
#include "base/buf.h"

#include <stdio.h>
#include <string.h>

enum { REJECTED = 2, COLUMNS = 3, LINE = 4 * REPLY_LINE };

static const struct index *index_of_answer(const struct index *index, const struct answer *answer)
{
	return answer->of ? answer->of : index;
}

static const char *fact_id(const struct index *index, const struct fit *fit)
{
	return index->profiles[fit->at].fact->id;
}

struct search {
	const struct profile *profile;
	bool known;
};

static void look(void *context, int term_id)
{
	struct search *it = context;

	if (it->known)
		return; /* a term of a large base has hundreds of related ones */
	const struct mention *mention = index_mention(it->profile, term_id);
	it->known = mention && (mention->questions || mention->denied || mention->says);
}

/* Adds the question's words that the fact mentions, or does not mention. Returns their number. */
static size_t add_words(const struct index *index, const struct answer *answer,
	const struct fit *fit, bool known, struct buf *buf)
{
	size_t count = 0;

	for (size_t i = 0; i < answer->parsed.terms.count; i++) {
		const struct term *term = &answer->parsed.terms.list[i];
		struct search it = {.profile = &index->profiles[fit->at]};

		if (term->light)
			continue;
		look(&it, term->term_id);
		lexicon_each_related(index->lexicon, term->term_id, look, &it);
		if (it.known == known)
			buf_add(buf, count++ ? ", %s" : "%s", term->text);
	}
	return count;
}

/* Adds a rejected fit, and what it lacks. */
static void add_rejection(
	const struct index *index, const struct answer *answer, size_t which, struct buf *buf)
{
	const struct fit *fit = &answer->fits[which];
	char storage[256];
	struct buf words = BUF(storage);

	buf_add(buf, "%s (", fact_id(index, fit));
	if (*fit->unknown_entity)
		buf_add(buf, "lacks \"%s\"", fit->unknown_entity);
	else if (add_words(index, answer, fit, false, &words) > 0)
		buf_add(buf, "lacks %s", storage);
	else
		buf_add(buf, "a worse match");
	buf_add(buf, ", %.1f lower)", (double)(answer->fits[0].score - fit->score));
}

void reason_line(
	const struct index *index, const struct answer *answer, size_t room, struct reply *out)
{
	char line[LINE], storage[256];
	struct buf buf = BUF(line);
	const struct fit *best = &answer->fits[0];

	index = index_of_answer(index, answer);
	out->count = 0;
	buf_add(&buf, "%s, asked for %s", answer_decision_name(answer->decision),
		question_type_name(answer->parsed.type));
	if (answer->by == BY_OVERVIEW) {
		buf_add(&buf, "; it asks about %s and nothing else: %s",
			overview_label(index, answer->name),
			!answer->fact             ? answer->refused
			: *answer->fact->about    ? "this fact introduces it"
			: answer->facts_count > 1 ? "the facts that are most about it"
						  : "the fact that is most about it");
		reply_text(line, room, out);
		return;
	}
	if (answer->fit_count == 0) {
		if (*answer->refused)
			buf_add(&buf, ": %s", answer->refused);
		reply_text(line, room, out);
		return;
	}
	buf_add(&buf, "; %s %s, confidence %.2f",
		answer->decision == DECISION_ANSWERED ? "fact" : "best fit", fact_id(index, best),
		(double)answer->confidence);
	if (*answer->refused)
		buf_add(&buf, " (%s%s%s)", answer->refused, *best->unknown_entity ? ": " : "",
			best->unknown_entity);
	if (answer->facts_count > 0)
		buf_add(&buf, "; %zu facts answer together", answer->facts_count);
	if (best->nearest)
		buf_add(&buf, "; nearest question \"%s\" (similarity %.2f)",
			match_nearest(index, best), (double)best->evidence[EVIDENCE_NEAREST]);
	struct buf words = BUF(storage);
	if (add_words(index, answer, best, true, &words) > 0)
		buf_add(&buf, "; it mentions %s", storage);
	words = BUF(storage);
	if (add_words(index, answer, best, false, &words) > 0)
		buf_add(&buf, "; not %s", storage);
	if (best->pattern)
		buf_add(&buf,
			answer->by == BY_PATTERN ? "; its pattern /%s/ decides" : "; pattern /%s/",
			best->pattern);
	for (size_t i = 1; i < answer->fit_count && i <= REJECTED; i++) {
		buf_add(&buf, i == 1 ? "; rejected: " : ", ");
		add_rejection(index, answer, i, &buf);
	}
	reply_text(line, room, out);
}

void reason_try(
	const struct index *index, const struct answer *answer, size_t room, struct reply *out)
{
	struct reply reason;

	index = index_of_answer(index, answer);
	reply_answer(index, answer, room, out);
	reason_line(index, answer, room, &reason);
	for (size_t i = 0; i < reason.count; i++)
		reply_text(reason.lines[i], room, out);
	for (size_t f = 0; f < answer->fit_count && f < COLUMNS; f++) {
		const struct fit *fit = &answer->fits[f];
		char line[LINE];
		struct buf buf = BUF(line);

		buf_add(&buf, "%s: score %.2f", fact_id(index, fit), (double)fit->score);
		for (int e = 0; e < EVIDENCE_COUNT; e++)
			if (fit->evidence[e] > 0.005f || fit->evidence[e] < -0.005f)
				buf_add(&buf, "; %s %.2f", match_evidence_name((enum evidence)e),
					(double)fit->evidence[e]);
		reply_text(line, room, out);
	}
}

static void print_words(
	const struct index *index, const struct answer *answer, reason_print *print, void *context)
{
	char line[LINE];
	struct buf buf = BUF(line);

	buf_add(&buf, "%-36s%s", "asked for", question_type_name(answer->parsed.type));
	print(context, line);
	buf = BUF(line);
	buf_add(&buf, "%-36s", "words and their weight");
	for (size_t i = 0; i < answer->parsed.terms.count; i++) {
		const struct term *term = &answer->parsed.terms.list[i];
		const char *label = lexicon_label(index->lexicon, term->term_id);

		buf_add(&buf, i ? ", %s" : "%s", term->text);
		if (term->term_id < 0)
			buf_add(&buf, " (unknown)");
		else if (strcmp(label, term->text) != 0)
			buf_add(&buf, " (%s%s)", term->guessed ? "perhaps " : "", label);
		buf_add(&buf, " %.1f", (double)answer->parsed.weights[i]);
	}
	print(context, line);
}

/* Prints one row: a name, and a cell for each of the best fits. */
static void print_row(const struct answer *answer, const char *name,
	float (*cell)(const struct fit *fit, int which), int which, reason_print *print,
	void *context)
{
	char line[LINE];
	struct buf buf = BUF(line);

	buf_add(&buf, "%-36s", name);
	for (size_t f = 0; f < answer->fit_count && f < COLUMNS; f++)
		buf_add(&buf, "%*s%8.2f", f ? 16 : 0, "", (double)cell(&answer->fits[f], which));
	print(context, line);
}

static float evidence_of(const struct fit *fit, int which)
{
	return fit->evidence[which];
}

static float score_of(const struct fit *fit, int which)
{
	(void)which;
	return fit->score;
}

static void print_fits(
	const struct index *index, const struct answer *answer, reason_print *print, void *context)
{
	char line[LINE];
	struct buf buf = BUF(line);

	buf_add(&buf, "%-36s", "");
	for (size_t f = 0; f < answer->fit_count && f < COLUMNS; f++)
		buf_add(&buf, "%-24.23s", fact_id(index, &answer->fits[f]));
	print(context, line);
	for (int e = 0; e < EVIDENCE_COUNT; e++)
		print_row(answer, match_evidence_name((enum evidence)e), evidence_of, e, print,
			context);
	print_row(answer, "score", score_of, 0, print, context);
	for (size_t f = 0; f < answer->fit_count && f < COLUMNS; f++) {
		const struct fit *fit = &answer->fits[f];
		char storage[256];
		struct buf words = BUF(storage);

		buf = BUF(line);
		buf_add(&buf, "%s: nearest \"%s\"", fact_id(index, fit), match_nearest(index, fit));
		if (fit->pattern)
			buf_add(&buf, "; pattern /%s/", fit->pattern);
		if (add_words(index, answer, fit, false, &words) > 0)
			buf_add(&buf, "; does not mention %s", storage);
		if (*fit->unknown_entity)
			buf_add(&buf, "; lacks \"%s\"", fit->unknown_entity);
		print(context, line);
	}
}

void reason_table(
	const struct index *index, const struct answer *answer, reason_print *print, void *context)
{
	char line[LINE];
	struct buf buf = BUF(line);

	index = index_of_answer(index, answer);
	print_words(index, answer, print, context);
	if (answer->fit_count > 0)
		print_fits(index, answer, print, context);
	buf_add(&buf, "%s", answer_decision_name(answer->decision));
	if (answer->by != BY_NOTHING)
		buf_add(&buf, " by %s", answer_by_name(answer->by));
	buf_add(&buf, ", confidence %.2f (answers from %.2f, offers from %.2f)",
		(double)answer->confidence, (double)answer_limit(answer, DECISION_ANSWERED),
		(double)answer_limit(answer, DECISION_OFFERED));
	if (*answer->refused)
		buf_add(&buf, ": %s", answer->refused);
	for (size_t i = 0; i < answer->facts_count; i++)
		buf_add(&buf, i ? ", %s" : "; together: %s", answer->facts[i]->id);
	print(context, line);
}

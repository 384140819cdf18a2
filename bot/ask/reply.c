#include "ask/reply.h"

#include "ask/excerpt.h"
#include "ask/listing.h"
#include "ask/overview.h"
#include "base/buf.h"
#include "base/text.h"
#include "fact/support.h"
#include "language/question.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { SAID_AT_ONCE = 158 }; /* bytes: two lines of 80 columns, without "alice: " */

static size_t usable(size_t room)
{
	return room < REPLY_LINE - 1 ? room : REPLY_LINE - 1;
}

static void add_reply_line(struct reply *out, const char *text, size_t length)
{
	if (out->count == REPLY_LINES || length == 0)
		return;
	memcpy(out->lines[out->count], text, length);
	out->lines[out->count++][length] = '\0';
}

void reply_line(const char *line, size_t room, struct reply *out)
{
	add_reply_line(out, line, text_cut_word(line, strlen(line), usable(room)));
}

static const char gap[] = " · "; /* between the entries of a list */

/* Where to end the line that would be cut after so many bytes: between two entries of a list if
 * that leaves at least half of it. */
static size_t cut_entry(const char *text, size_t cut)
{
	for (size_t at = cut; at > cut / 2 && text[cut]; at--)
		if (strncmp(text + at, gap, strlen(gap)) == 0)
			return at;
	return cut;
}

const char *reply_text(const char *text, size_t room, struct reply *out)
{
	room = usable(room);
	while (*text && out->count < REPLY_LINES) {
		size_t cut = cut_entry(text, text_cut_word(text, strlen(text), room));

		if (cut == 0)
			break;
		add_reply_line(out, text, cut);
		text += cut;
		text += strncmp(text, gap, strlen(gap)) == 0 ? strlen(gap) : strspn(text, " ");
	}
	return text;
}

/* The number of citations from…to - 1 of the same place. */
static size_t count_same(const struct fact *fact, size_t from, size_t to, const struct citation *of)
{
	size_t count = 0;

	for (size_t i = from; i < to; i++)
		count += fact_same_place(&fact->citations[i], of);
	return count;
}

/* Whether a locator is the number of a paragraph, section or page, which is part of the citation.
 */
static bool is_place(const char *locator)
{
	enum { SHORT = 16 };

	return strlen(locator) <= SHORT &&
	       (strncmp(locator, "¶", strlen("¶")) == 0 ||
		       strncmp(locator, "§", strlen("§")) == 0 || strncmp(locator, "p. ", 3) == 0);
}

/* Adds "Help page ¶25". */
static void add_citation_mark(
	const struct factset *set, const struct citation *citation, struct buf *buf)
{
	const struct source *source = factset_source(set, citation->source);

	buf_add(buf, "%s", source && *source->brief ? source->brief : citation->source);
	if (citation->paragraph)
		buf_add(buf, " ¶%d", citation->paragraph);
	if (is_place(citation->locator))
		buf_add(buf, "%s %s", citation->paragraph ? "," : "", citation->locator);
}

/* Adds " [US–Cambodia help page ¶25 +2] (id)": the first citation, how many more `source` lists,
 * and the id. */
static void add_tail(const struct factset *set, const struct fact *fact, struct buf *buf)
{
	size_t more = 0;

	buf_add(buf, " [");
	for (size_t i = 0; i < fact->citation_count; i++) {
		if (count_same(fact, 0, i, &fact->citations[i]) > 0)
			continue;
		if (i == 0)
			add_citation_mark(set, &fact->citations[i], buf);
		else
			more++;
	}
	if (more > 0)
		buf_add(buf, " +%zu", more);
	buf_add(buf, "] (%s)", fact->id);
}

/* Adds a statement with its tail in the first line; the rest of the statement follows in more
 * lines. */
static void add_with_tail(const char *says, const char *tail, size_t room, struct reply *out)
{
	char line[REPLY_LINE];
	struct buf buf = BUF(line);
	const char *rest = says;
	size_t length = strlen(says), free_room = room - strlen(tail);

	if (strlen(tail) + 40 > room) /* too little is left for the statement */
		free_room = room;
	if (length > free_room) {
		size_t cut = text_cut_word(says, length, free_room - strlen("…"));

		buf_put(&buf, says, cut);
		buf_add(&buf, "…");
		rest += cut;
		rest += strspn(rest, " ");
	} else {
		buf_add(&buf, "%s", says);
		rest = "";
	}
	if (free_room < room)
		buf_add(&buf, "%s", tail);
	add_reply_line(out, line, buf_length(&buf));
	reply_text(rest, room, out);
}

static bool ends_sentence(struct excerpt said)
{
	return said.length > 0 && strchr(".!?", said.text[said.length - 1]);
}

/* A fact and the question that it answers. Without a question, index and parsed are NULL and the
 * whole statement is given. */
struct saying {
	const struct fact *fact;
	const struct index *index;
	const struct parsed_question *parsed;
	bool uncut;  /* the short form or the whole statement */
	bool listed; /* among others: nothing follows a short form */
	const char *opening;
	const char *shown; /* must stand in what is said; may be NULL */
};

/* Adds the opening words and the excerpt of the statement, with the citation in the first line. The
 * rest of the statement follows. */
static void add_saying(
	const struct factset *set, const struct saying *saying, size_t room, struct reply *out)
{
	const struct fact *fact = saying->fact;
	char tail_storage[REPLY_LINE], says[2 * REPLY_LINE];
	struct buf tail = BUF(tail_storage);
	struct excerpt said = {fact->says, strlen(fact->says), ""};

	room = usable(room);
	add_tail(set, fact, &tail);
	if (saying->index) {
		size_t taken = strlen(saying->opening) + buf_length(&tail);

		said = (saying->uncut ? excerpt_short : excerpt_of)(saying->index, fact,
			saying->parsed,
			taken + REPLY_ROOM_MIN < SAID_AT_ONCE ? SAID_AT_ONCE - taken
							      : REPLY_ROOM_MIN);
	}
	snprintf(says, sizeof says, "%.*s", (int)said.length, said.text);
	if (saying->shown && !strcasestr(says, saying->shown))
		said = (struct excerpt){fact->says, strlen(fact->says), ""};
	snprintf(says, sizeof says, "%s%.*s%s", saying->opening, (int)said.length, said.text,
		!*said.rest               ? ""
		: said.text == fact->says ? "…"
		: ends_sentence(said)     ? ""
					  : ".");
	if (said.text == fact->brief)
		says[0] = (char)toupper((unsigned char)says[0]);
	add_with_tail(says, tail_storage, room, out);
	if (!saying->listed)
		reply_text(said.rest, room, out);
}

/* Replies with a sentence of a document, in quotation marks. */
static void reply_quotation(
	const struct factset *set, const struct fact *fact, size_t room, struct reply *out)
{
	const struct citation *citation = &fact->citations[0];
	char tail_storage[200], says[2 * REPLY_LINE];
	struct buf tail = BUF(tail_storage);

	snprintf(says, sizeof says, "\"%s\"", citation->quote);
	buf_add(&tail, " [");
	add_citation_mark(set, citation, &tail);
	buf_add(&tail, "] (quoted; not yet a fact)");
	add_with_tail(says, tail_storage, usable(room), out);
}

void reply_fact(const struct factset *set, const struct fact *fact, const struct verdict *verdict,
	size_t room, struct reply *out)
{
	char opening[VERDICT_LEAD + 16] = "";

	out->count = 0;
	if (verdict)
		verdict_opening(verdict, opening, sizeof opening);
	add_saying(set, &(struct saying){.fact = fact, .opening = opening}, room, out);
}

/* Replies with the fact that answers a question. */
static void reply_answered(
	const struct index *index, const struct answer *answer, size_t room, struct reply *out)
{
	char opening[VERDICT_LEAD + 16] = "";
	const struct verdict *verdict = &answer->verdict;
	bool judged = verdict->polarity != POLARITY_NONE;
	const struct saying saying = {.fact = answer->fact,
		.index = index,
		.parsed = answer->parsed.folded ? &answer->parsed : NULL,
		/* a verdict needs a whole sentence, unless it names what differs */
		.uncut = judged && !*verdict->lead,
		.shown = judged && *verdict->lead ? verdict->lead : NULL,
		.opening = opening};

	verdict_opening(verdict, opening, sizeof opening);
	out->count = 0;
	add_saying(&index->set, &saying, room, out);
}

/* Replies with the verdict's lead alone: "On 12 May 1975. [US Defense Dept]
 * (mayaguez-seized-1975)". */
static void reply_brief(
	const struct factset *set, const struct answer *answer, size_t room, struct reply *out)
{
	char says[VERDICT_LEAD + 2];
	struct fact brief = *answer->fact;

	snprintf(says, sizeof says, "%s.", answer->verdict.lead);
	brief.says = says;
	out->count = 0;
	add_saying(set, &(struct saying){.fact = &brief, .opening = ""}, room, out);
}

/* Replies with several facts; each begins a line, "(1 of 4) …". */
static void reply_facts(
	const struct index *index, const struct answer *answer, size_t room, struct reply *out)
{
	for (size_t i = 0; i < answer->facts_count; i++) {
		char opening[32];

		snprintf(opening, sizeof opening, "(%zu of %zu) ", i + 1, answer->facts_count);
		add_saying(&index->set,
			&(struct saying){.fact = answer->facts[i],
				.index = index,
				.parsed = answer->parsed.folded ? &answer->parsed : NULL,
				.uncut = true,
				.listed = true,
				.opening = opening},
			room, out);
	}
}

/* Replies with the first facts about a name, a line each, and then lists the others. */
static void reply_overview(
	const struct index *index, const struct answer *answer, size_t room, struct reply *out)
{
	enum { MOST = 120 };
	static const char further[] = " · `more`";
	struct reply told[OVERVIEW_FIRST] = {{.count = 0}};
	int all[MOST], others[MOST];
	size_t count = overview_list(index, answer->name, all, MOST), left = 0;

	for (size_t i = 0; i < count; i++) {
		const struct fact *fact = index->profiles[all[i]].fact;

		if (fact != answer->facts[0] &&
			(answer->facts_count < 2 || fact != answer->facts[1]))
			others[left++] = all[i];
	}
	for (size_t i = 0; i < answer->facts_count; i++)
		add_saying(&index->set,
			&(struct saying){.fact = answer->facts[i], .index = index, .opening = ""},
			room - strlen(further), &told[i]);
	for (size_t i = 0; i < answer->facts_count; i++)
		add_reply_line(out, told[i].lines[0], strlen(told[i].lines[0]));
	char *last = out->lines[answer->facts_count - 1];
	size_t length = strlen(last);
	if (left > 0)
		snprintf(last + length, REPLY_LINE - length, "%s", further);
	for (size_t i = 0; i < answer->facts_count; i++)
		for (size_t k = 1; k < told[i].count; k++)
			add_reply_line(out, told[i].lines[k], strlen(told[i].lines[k]));
	listing_add(index, "", others, left, room, NULL, out);
}

/* Adds up to three topics of the best fits. */
static void add_topic_list(const struct index *index, const struct answer *answer, struct buf *buf)
{
	const char *topics[3];
	size_t count = 0;

	for (size_t i = 0; i < answer->fit_count && count < 3; i++) {
		const char *topic = index->profiles[answer->fits[i].at].fact->topic;
		bool seen = answer->fits[i].evidence[EVIDENCE_COVERED] < 0.3f;

		for (size_t k = 0; k < count; k++)
			seen |= strcmp(topics[k], topic) == 0;
		if (!seen)
			topics[count++] = topic;
	}
	for (size_t k = 0; k < count; k++)
		buf_add(buf, k == 0 ? " Related topics: %s" : ", %s", topics[k]);
	if (count > 0)
		buf_add(buf, ".");
}

static void reply_unknown(
	const struct index *index, const struct answer *answer, size_t room, struct reply *out)
{
	char line[REPLY_LINE];
	struct buf buf = BUF(line);

	if (answer->parsed.total <= 0) { /* "hello", "who is that" */
		subject_write(&index->set.subject,
			"I don't know what to look up; say `help`, or ask me {about}.", line,
			sizeof line);
		reply_text(line, room, out);
		return;
	}
	buf_add(&buf, "I don't know.");
	add_topic_list(index, answer, &buf);
	reply_text(line, room, out);
}

/* Whether it begins and ends like a question, unlike "aid ban kh when" or "cambodia disowned its
 * debts?". */
static bool is_whole(const char *question)
{
	enum { LENGTH_MAX = 512 };
	char opening[LENGTH_MAX], folded[LENGTH_MAX];
	size_t length = strlen(question);

	if (length < 2 || length > sizeof opening || question[length - 1] != '?')
		return false;
	snprintf(opening, sizeof opening, "%.*s", (int)length - 1, question);
	text_fold(opening, folded, sizeof folded);
	return question_form(folded);
}

/* The question to offer a fact by: its nearest one, or if that is not whole, the first that is; the
 * statement if the fact has no questions. */
static const char *offer_text(const struct profile *profile, const struct known *nearest)
{
	const char *text = nearest ? index_question(profile, nearest) : profile->fact->says;

	if (is_whole(text))
		return text;
	for (size_t i = 0; i < profile->answered_count; i++)
		if (is_whole(index_question(profile, &profile->known[i])))
			return index_question(profile, &profile->known[i]);
	return text;
}

enum { OFFER_TEXT = 120 }; /* bytes of each, so that three fit on a line */

static void reply_offer(
	const struct index *index, const struct answer *answer, size_t room, struct reply *out)
{
	char line[2 * REPLY_LINE], entry[LISTING_ENTRY];
	struct buf buf = BUF(line);

	if (answer->by == BY_OVERVIEW) {
		buf_add(&buf, "No fact is about %s, but some mention it:",
			overview_label(index, answer->name));
		for (size_t i = 0; i < answer->offer_count; i++) {
			listing_entry(answer->offers[i], entry);
			buf_add(&buf, " %zu) %s", i + 1, entry);
		}
		buf_add(&buf, " (say its number)");
		reply_text(line, room, out);
		return;
	}
	buf_add(&buf,
		answer->withheld ? "Not in my facts. Nearest:" : "I am not sure. Did you mean:");
	for (size_t i = 0, count = 0; i < answer->fit_count && count < answer->offer_count; i++) {
		const struct fit *fit = &answer->fits[i];
		const struct profile *profile = &index->profiles[fit->at];

		if (profile->fact != answer->offers[count])
			continue;
		const char *text =
			answer->withheld ? profile->fact->says : offer_text(profile, fit->nearest);
		size_t length = text_cut_word(text, strlen(text), OFFER_TEXT);

		buf_add(&buf, " %zu) %.*s%s", ++count, (int)length, text, text[length] ? "…" : "");
	}
	buf_add(&buf, " (say its number)");
	reply_text(line, room, out);
}

void reply_answer(
	const struct index *index, const struct answer *answer, size_t room, struct reply *out)
{
	const struct factset *set = &index->set; /* has the sources of quoted sentences, too */

	out->count = 0;
	if (answer->of)
		index = answer->of;
	switch (answer->decision) {
	case DECISION_ANSWERED:
		if (answer->by == BY_OVERVIEW)
			reply_overview(index, answer, room, out);
		else if (answer->facts_count > 0)
			reply_facts(index, answer, room, out);
		else if (answer->brief)
			reply_brief(&index->set, answer, room, out);
		else
			reply_answered(index, answer, room, out);
		break;
	case DECISION_OFFERED:
		reply_offer(index, answer, room, out);
		break;
	case DECISION_QUOTED:
		reply_quotation(set, answer->fact, room, out);
		break;
	case DECISION_UNKNOWN:
		reply_unknown(index, answer, room, out);
		break;
	case DECISION_SILENT:
		break;
	}
}

static const char *paragraph_text(const struct source *source, int number)
{
	for (size_t i = 0; source && i < source->paragraph_count; i++)
		if (source->paragraphs[i].number == number)
			return source->paragraphs[i].text;
	return "";
}

void reply_source(
	const struct factset *set, const struct fact *fact, size_t room, struct reply *out)
{
	out->count = 0;
	for (size_t i = 0; i < fact->citation_count; i++) {
		const struct citation *citation = &fact->citations[i];
		const struct source *source = factset_source(set, citation->source);
		char line[4 * REPLY_LINE];
		struct buf buf = BUF(line);

		buf_add(&buf, "%s: ", fact->id);
		if (*citation->supports)
			buf_add(&buf, "for %s: ", citation->supports);
		buf_add(&buf, "%s", source ? source->title : citation->source);
		if (source && *csl_outlet(source))
			buf_add(&buf, ", %s", csl_outlet(source));
		if (source && *source->date)
			buf_add(&buf, ", %s", source->date);
		if (citation->paragraph)
			buf_add(&buf, ", ¶%d", citation->paragraph);
		if (*citation->locator)
			buf_add(&buf, ", %s", citation->locator);
		if (*citation->quote)
			buf_add(&buf, ": \"%s\"", citation->quote);
		if (!support_is_checked(source, citation))
			buf_add(&buf, " (not checked)");
		if (source && *source->url)
			buf_add(&buf, " <%s>", source->url);
		reply_text(line, room, out);
		reply_text(paragraph_text(source, citation->paragraph), room, out);
	}
}

#include "talk/reference.h"

#include "base/buf.h"
#include "base/text.h"
#include "pattern/pattern_table.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const struct {
	const char *word;
	enum reference_kind kind;
	bool possessive;
} pronouns[] = {{"he", REFERENCE_HE, false}, {"him", REFERENCE_HE, false},
	{"his", REFERENCE_HE, true}, {"she", REFERENCE_SHE, false}, {"her", REFERENCE_SHE, true},
	{"hers", REFERENCE_SHE, false}, {"it", REFERENCE_IT, false}, {"its", REFERENCE_IT, true},
	{"they", REFERENCE_THEY, false}, {"them", REFERENCE_THEY, false},
	{"their", REFERENCE_THEY, true}, {"theirs", REFERENCE_THEY, false}};

/* Words that refer back only at the end of the text, and "it" that refers to nothing. */
enum { THERE, THEN, THAT, EMPTY_IT, EXISTS, PERSON, NOUN, BEARER, CLAUSE };
static const struct pattern_row rows[] = {
	[THERE] = {"there", "\\bthere\\W*$|\\b(?:down|over|in|from) there\\b"},
	[THEN] = {"then", "(?=\\w\\W)\\w(?<!by|since|until|till|before|and|ok|so)\\W+(?:then|"
			  "at (?:that|the) time|back then)\\W*$"},
	[THAT] = {"that", "\\b(?:that|this) (?:one|party|firm|company|group|organi[sz]ation|place|"
			  "base|court|law|bill|war|election|agreement|project|operation)\\W*$|"
			  "\\b(?<!according to )(?:that|this|those|these)\\W*$"},
	[EMPTY_IT] = {"it without meaning",
		"\\b(?:is|was|isn'?t|wasn'?t) it (?:really |not )?(?:true|false|possible|certain|"
		"correct|right|the|an?|that|because|only|in|on|by|with|for|under|during)\\b|"
		"\\b(?:is|was|isn'?t|wasn'?t) it \\w+ (?:to|that|for|if|who|when|where)\\b|"
		"\\b(?:does|did|will|would) it (?:take|matter|mean|cost)\\b|"
		"\\bit (?:is|was) (?:true|said|called)\\b|"
		"\\b(?:call|called|make|made|find|found) it \\w"},
	/* "there" that need not refer to a place mentioned before */
	[EXISTS] = {"there is", "\\b(?:is|are|was|were|over|down) there\\b"},
	[PERSON] = {"person", "\\b(?:king|queen|monarch|prince|princess|president|minister|pm|"
			      "premier|leader|ruler|dictator|strongman|figure|politician|general|"
			      "commander|ambassador|envoy|senator|official|spokes\\w+|man|guy|"
			      "woman|person|son|daughter|brother|father|chief|head)\\b"},
	[NOUN] = {"noun", "\\b(?:the|an?|which|what|this|every|each)(?: (?!is\\b|are\\b|was\\b|"
			  "were\\b|did\\b|do\\b|does\\b|has\\b|had\\b|have\\b|will\\b|"
			  "would\\b)[\\w'-]+)+ "},
	[BEARER] = {"bearer",
		"\\b(?:the|an?|which|every|each|did|do|does|has|had|have|will|would|is|"
		"are|was|were) (?!not\\b|there\\b)[\\w'-]+ "},
	[CLAUSE] = {"clause", "[,;:.?]|\\b(?:and|or|but|when|while|if|because|that|where|who|"
			      "which|what|than|after|before|since|until|so|as)\\b"},
};
static struct pattern_table forms = PATTERN_TABLE("reference", rows);

static void set_word(struct reference *out, enum reference_kind kind, const char *folded, size_t at,
	size_t length)
{
	out->kind = kind;
	out->at = at;
	out->length = length;
	snprintf(out->word, sizeof out->word, "%.*s", (int)length, folded + at);
}

/* "there", "then", "that one", where they end the text. */
static void read_pointer(const char *folded, struct reference *out)
{
	static const struct {
		size_t row;
		enum reference_kind kind;
		const char *first; /* the word that is replaced begins so */
	} pointers[] = {{THERE, REFERENCE_THERE, "there"}, {THEN, REFERENCE_THEN, ""},
		{THAT, REFERENCE_IT, "th"}};
	size_t length = strlen(folded);

	for (size_t i = 0; i < sizeof pointers / sizeof *pointers; i++) {
		if (!pattern_table_matches(&forms, pointers[i].row, folded))
			continue;
		size_t end = length, at = length;

		while (end > 0 && !isalnum((unsigned char)folded[end - 1]))
			end--;
		for (at = end; at > 0; at--)
			if (strncmp(folded + at, pointers[i].first, strlen(pointers[i].first)) ==
					0 &&
				*pointers[i].first && folded[at - 1] == ' ')
				break;
		set_word(out, pointers[i].kind, folded, at, at ? end - at : 0);
		return;
	}
}

/* Whether a new clause begins between the two places: "who won and why did they …". */
static bool is_clause_between(const char *folded, size_t from, size_t to)
{
	char between[REFERENCE_TEXT];

	snprintf(between, sizeof between, "%.*s", to > from ? (int)(to - from) : 0, folded + from);
	return pattern_table_matches(&forms, CLAUSE, between);
}

static bool is_before(size_t row, const char *folded, const struct reference *reference)
{
	char before[REFERENCE_TEXT];

	snprintf(before, sizeof before, "%.*s", (int)reference->at, folded);
	return pattern_table_matches(&forms, row, before);
}

/* Whether a noun before the pronoun is its antecedent: "which king gave up his crown", "which
 * station shut its office". Unless the pronoun is a possessive, the noun must be in an earlier
 * clause. */
static bool has_noun_before(const char *folded, const struct reference *reference)
{
	bool personal = reference->kind == REFERENCE_HE || reference->kind == REFERENCE_SHE;

	return is_before(personal ? PERSON : NOUN, folded, reference) &&
	       (reference->possessive || (personal && is_before(CLAUSE, folded, reference)));
}

/* Whether the pronoun is an object, which does not mean the subject of its clause: "did China help
 * them". */
static bool is_object(const char *folded, const struct reference *reference)
{
	static const char *const objects[] = {"him", "her", "them", NULL};
	const char *rest = folded + reference->at + reference->length;

	return !reference->possessive &&
	       (text_is_one_of(reference->word, objects) ||
		       (strcmp(reference->word, "it") == 0 && !rest[strspn(rest, " ?!.")]));
}

/* Whether the text names the antecedent before the pronoun: a person for "he", any name for a
 * possessive, a name in another clause for "it". A person may also follow ("why did he, Hun Sen,
 * stay"). */
static bool is_explained(const struct index *index, const char *folded, const struct terms *terms,
	const struct reference *reference)
{
	bool personal = reference->kind == REFERENCE_HE || reference->kind == REFERENCE_SHE;

	bool object = is_object(folded, reference);

	for (size_t i = 0; i < terms->count; i++) {
		const struct term *term = &terms->list[i];
		bool before = term->at < reference->at;

		if (object && before && !is_clause_between(folded, term->at, reference->at))
			continue;

		if (personal && term->name && lexicon_is_person(index->lexicon, term->term_id) &&
			(before || !reference->possessive))
			return true;
		if (!personal && before && !term->light &&
			((term->name &&
				 (reference->possessive ||
					 lexicon_is_distinctive(index->lexicon, term->term_id))) ||
				is_clause_between(folded, term->at, reference->at)))
			return true;
	}
	return has_noun_before(folded, reference);
}

/* Whether the text may be meant by itself: it has a person's name for "his", or before it no name
 * that we know but what may be one ("what does the eagle hold in his talon", "what did Hallgren
 * write in his diary"); a telling name or several telling words for "it". */
static bool may_stand_alone(const struct index *index, const char *folded,
	const struct terms *terms, const struct reference *reference)
{
	enum { SEVERAL = 3 };
	bool personal = reference->kind == REFERENCE_HE || reference->kind == REFERENCE_SHE;
	size_t plain = 0, names = 0;

	for (size_t i = 0; i < terms->count; i++) {
		const struct term *term = &terms->list[i];

		names += term->name;
		if (term->name &&
			(personal ? lexicon_is_person(index->lexicon, term->term_id)
				  : lexicon_is_distinctive(index->lexicon, term->term_id)))
			return true;
		plain += !term->name && !term->number && !term->light;
	}
	if (personal)
		return names == 0 && reference->possessive && is_before(BEARER, folded, reference);
	return plain >= SEVERAL || pattern_table_matches(&forms, EXISTS, folded);
}

void reference_read(const struct index *index, const char *folded, struct reference *out)
{
	struct words words;
	struct terms terms;

	*out = (struct reference){.kind = REFERENCE_NONE};
	words_split(folded, &words);
	for (size_t i = 0; i < words.count && out->kind == REFERENCE_NONE; i++)
		for (size_t k = 0; k < sizeof pronouns / sizeof *pronouns; k++) {
			const char *word = words.list[i].text;

			if (!text_same(word, pronouns[k].word))
				continue;
			set_word(out, pronouns[k].kind, folded, words.list[i].at, strlen(word));
			out->possessive = pronouns[k].possessive;
		}
	if (out->kind == REFERENCE_IT && pattern_table_matches(&forms, EMPTY_IT, folded))
		*out = (struct reference){.kind = REFERENCE_NONE};
	if (out->kind == REFERENCE_NONE)
		read_pointer(folded, out);
	if (out->kind == REFERENCE_SHE && strcmp(out->word, "her") == 0) /* "did they follow her" */
		out->possessive =
			folded[out->at + 3] == ' ' && isalnum((unsigned char)folded[out->at + 4]);
	if (out->kind == REFERENCE_NONE)
		return;
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	if (is_explained(index, folded, &terms, out))
		*out = (struct reference){.kind = REFERENCE_NONE};
	out->certain = !may_stand_alone(index, folded, &terms, out);
}

/* --- antecedents ------------------------------------------------------------------------------ */

static bool can_mean(
	const struct index *index, enum reference_kind kind, const struct alias *alias, int term_id)
{
	bool person = lexicon_is_person(index->lexicon, term_id);
	bool woman = strcmp(alias->sort, "woman") == 0;

	switch (kind) {
	case REFERENCE_HE:
		return person && !woman;
	case REFERENCE_SHE:
		return woman;
	case REFERENCE_THERE:
		return strcmp(alias->sort, "place") == 0;
	case REFERENCE_IT:
		return !person && lexicon_is_distinctive(index->lexicon, term_id);
	case REFERENCE_THEY:
		return (strcmp(alias->sort, "group") == 0 ||
			       strcmp(alias->sort, "organisation") == 0) &&
		       lexicon_is_distinctive(index->lexicon, term_id);
	default:
		return false;
	}
}

struct finding {
	const struct index *index;
	enum reference_kind kind;
	struct antecedent *list;
	size_t count;
};

static bool add_antecedent(struct finding *it, const struct term *term)
{
	const struct alias *alias = term->name ? index_name(it->index, term->term_id) : NULL;

	if (!alias || it->count == REFERENCES_MAX ||
		!can_mean(it->index, it->kind, alias, term->term_id))
		return false;
	for (size_t i = 0; i < it->count; i++)
		if (it->list[i].term_id == term->term_id)
			return false;
	struct antecedent *out = &it->list[it->count++];

	out->term_id = term->term_id;
	out->sort = alias->sort;
	snprintf(out->name, sizeof out->name, "%s", alias->names[0]);
	text_fold(out->name, out->form, sizeof out->form);
	return true;
}

static void find_names(struct finding *it, const char *folded)
{
	struct terms terms;

	lexicon_terms(it->index->lexicon, folded, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++)
		add_antecedent(it, &terms.list[i]);
}

static void find_stated(struct finding *it, const struct fact *fact)
{
	char folded[2 * REFERENCE_TEXT];

	text_fold(fact->says, folded, sizeof folded);
	find_names(it, folded);
}

/* The name that the fact introduces. */
static void find_introduced(struct finding *it, const struct fact *fact)
{
	const struct alias *alias =
		*fact->about ? factset_name(&it->index->set, fact->about) : NULL;
	char folded[REFERENCE_TEXT];

	if (!alias || alias->name_count == 0)
		return;
	text_fold(alias->names[0], folded, sizeof folded);
	find_names(it, folded);
}

/* Whether the first two names of the question are joined: "A and B". */
static bool are_joined(const struct index *index, const char *folded, const struct antecedent *list)
{
	struct terms terms;
	const struct term *first = NULL, *second = NULL;

	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++) {
		if (terms.list[i].term_id == list[0].term_id)
			first = &terms.list[i];
		if (terms.list[i].term_id == list[1].term_id)
			second = &terms.list[i];
	}
	if (!first || !second || second->at < first->at + (size_t)first->length)
		return false;
	size_t from = first->at + (size_t)first->length, to = second->at;

	return to <= from + 8 && (memmem(folded + from, to - from, " and ", 5) ||
					 memmem(folded + from, to - from, " or ", 4));
}

/* Whether follow-ups are about the person who was asked for: after who-questions except "who is X"
 * and the like. */
static bool asks_who(const char *question)
{
	return question_type(question) == ASKS_PERSON && strncmp(question, "who is ", 7) != 0 &&
	       strncmp(question, "who was ", 8) != 0 && strncmp(question, "who are ", 8) != 0 &&
	       strncmp(question, "who were ", 9) != 0 && strncmp(question, "whos ", 5) != 0 &&
	       strncmp(question, "who's ", 6) != 0;
}

size_t reference_find(const struct index *index, const struct reference *reference,
	const struct reference_before *before, struct antecedent *out, bool *joined)
{
	struct finding it = {.index = index, .kind = reference->kind, .list = out};
	struct antecedent last;

	*joined = false;
	find_names(&it, before->question);
	if (it.count >= 2)
		*joined = are_joined(index, before->question, out);
	size_t named = it.count;

	if (before->fact && named == 0)
		find_introduced(&it, before->fact);
	if (before->fact)
		find_stated(&it, before->fact);
	if (named > 0 && it.count > named && before->fact && asks_who(before->question) &&
		lexicon_is_person(index->lexicon, out[named].term_id)) {
		last = out[named]; /* the person who was asked for comes first */
		memmove(out + 1, out, named * sizeof *out);
		out[0] = last;
		*joined = false;
	}
	if (before->subjects)
		find_names(&it, before->subjects);
	return it.count;
}

size_t reference_find_offered(const struct index *index, const struct reference *reference,
	const struct reference_before *before, struct antecedent *out)
{
	struct finding it = {.index = index, .kind = reference->kind, .list = out};

	for (size_t i = 0; i < OFFERS_MAX && before->offers[i] && it.count < 2; i++) {
		size_t count = it.count;

		find_introduced(&it, before->offers[i]);
		if (it.count == count)
			find_stated(&it, before->offers[i]);
		if (it.count > count)
			it.count = count + 1; /* the first one of each fact */
	}
	return it.count;
}

void reference_fill(const char *folded, const struct reference *reference,
	const struct antecedent *antecedent, char out[REFERENCE_TEXT])
{
	struct buf buf = buf_over(out, REFERENCE_TEXT);

	*out = '\0';
	buf_add(&buf, "%.*s%s%s%s", (int)reference->at, folded, antecedent->form,
		reference->possessive ? "'s" : "", folded + reference->at + reference->length);
}

bool reference_subject(
	const struct index *index, const char *folded, bool few, struct antecedent *out)
{
	struct terms terms;

	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++) {
		const struct term *term = &terms.list[i];
		const struct alias *alias = term->name ? index_name(index, term->term_id) : NULL;

		if (!alias || strcmp(alias->sort, "place") == 0 ||
			(few && !lexicon_is_distinctive(index->lexicon, term->term_id)))
			continue;
		out->term_id = term->term_id;
		out->sort = alias->sort;
		snprintf(out->name, sizeof out->name, "%s", alias->names[0]);
		text_fold(out->name, out->form, sizeof out->form);
		return true;
	}
	return false;
}

/* The term as it is written in the text. */
static void copy_term(const char *folded, const struct term *term, char *out, size_t size)
{
	snprintf(out, size, "%.*s", (int)term->length, folded + term->at);
}

bool reference_supply(const struct index *index, const char *unclear, const char *folded,
	char out[REFERENCE_TEXT])
{
	struct reference reference;
	struct antecedent name;
	struct terms terms;
	struct words words;
	size_t plain = 0;

	if (!*unclear)
		return false;
	reference_read(index, unclear, &reference);
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	words_split(folded, &words);
	for (size_t i = 0; i < words.count; i++)
		plain += words.list[i].kind == WORD_FUNCTION;
	if (reference.kind == REFERENCE_NONE || reference.kind == REFERENCE_THEN ||
		terms.count != 1 || !terms.list[0].name || plain > 2 || question_form(folded))
		return false;
	name = (struct antecedent){.term_id = terms.list[0].term_id};
	copy_term(folded, &terms.list[0], name.form, sizeof name.form);
	reference_fill(unclear, &reference, &name, out);
	return true;
}

void reference_remember(
	const struct index *index, const char *question, char *subjects, size_t size)
{
	char before[REFERENCE_TEXT];
	struct buf buf = buf_over(subjects, size);
	struct terms terms;

	snprintf(before, sizeof before, "%s", subjects);
	*subjects = '\0';
	lexicon_terms(index->lexicon, question, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++) {
		if (terms.list[i].name &&
			lexicon_is_distinctive(index->lexicon, terms.list[i].term_id)) {
			char name[REFERENCE_NAME];

			copy_term(question, &terms.list[i], name, sizeof name);
			buf_add(&buf, "%s, ", name);
		}
	}
	buf_add(&buf, "%s", before);
}

void reference_ask(const struct reference *reference, const struct antecedent *list, size_t count,
	char *out, size_t size)
{
	bool person = reference->kind == REFERENCE_HE || reference->kind == REFERENCE_SHE ||
		      reference->kind == REFERENCE_THEY;
	struct buf buf = buf_over(out, size);

	*out = '\0';
	buf_add(&buf, "%s do you mean by %s",
		reference->kind == REFERENCE_THERE  ? "Which place"
		: reference->kind == REFERENCE_THEN ? "Which time"
		: person                            ? "Whom"
						    : "What",
		reference->kind == REFERENCE_THEN ? "then" : reference->word);
	if (count >= 2)
		buf_add(&buf, ": %s or %s?", list[0].name, list[1].name);
	else if (count == 1)
		buf_add(&buf, ": %s, or %s else?", list[0].name,
			reference->kind == REFERENCE_THERE            ? "somewhere"
			: person && reference->kind != REFERENCE_THEY ? "somebody"
								      : "something");
	else
		buf_add(&buf, "?");
}

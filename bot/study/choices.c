#include "study/choices.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/text.h"
#include "study/name_class.h"
#include "study/name_context.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double ALIKE = 0.1; /* the lowest cosine of the contexts of similar people */

enum {
	RELATED = 160, /* related facts to search */
	FIGURES = 16,  /* of these, for years and numbers, which can also be made up */
	NAMES = 30,    /* bytes of names between "senators" and the gap */
	FOUND = 24,    /* candidates found */
	NEAREST = 6,   /* and drawn from */
	YEARS = 12,    /* the greatest distance of a wrong year from the right one */
	LIFE = 25      /* years between a fact and the median year of a person known at its time */
};

/* --- kinds of names --------------------------------------------------------------------------- */

/* Titles by which a question may describe the person it asks for. */
static const char *const titles[] = {"senator", "general", "prince", "king", "ambassador",
	"president", "queen", "congressman", "representative", NULL};

/* The title before the gap, after "which" or in "as American ambassador", or NULL. */
static const char *title_asked(const char *prompt)
{
	char folded[ITEM_PROMPT];

	text_fold(prompt, folded, sizeof folded);
	for (size_t i = 0; titles[i]; i++) {
		size_t length = strlen(titles[i]);

		for (const char *at = folded; (at = strstr(at, titles[i])); at += length) {
			bool many = at[length] == 's';
			const char *after = at + length + many, *gap = strstr(after, "____");
			const char *first =
				strncmp(folded, "which ", 6) == 0 || strncmp(folded, "who ", 4) == 0
					? folded
					: NULL;

			const char *as = strstr(folded, " as ");

			if (strncmp(after, " ____", 5) == 0 ||
				(many && gap && gap - after < NAMES) ||
				(first && at - first < 24) || (as && at > as && at - as < 24))
				return titles[i];
		}
	}
	return NULL;
}

/* A name of the right kind. */
struct name {
	const struct alias *alias;
	int term_id;
	bool near;      /* it is a plausible wrong choice */
	bool looked_at; /* it was considered already */
};

/* Searches for a title before one of a person's names. */
struct titled {
	const struct index *index;
	const struct alias *alias;
	const char *title;
	bool found;
};

static void look_for_title(void *context, int slot)
{
	struct titled *t = context;
	int at = index_by_slot(t->index, slot);
	char one[160], many[160];

	for (size_t k = 0; at >= 0 && !t->found && k < t->alias->name_count; k++) {
		const char *says = t->index->profiles[at].fact->says;

		snprintf(one, sizeof one, "%s %s", t->title, t->alias->names[k]);
		snprintf(many, sizeof many, "%ss %s", t->title, t->alias->names[k]);
		t->found = strcasestr(says, one) || strcasestr(says, many);
	}
}

/* Whether a statement with the person's name gives them that title. */
static bool has_title(const struct index *index, const struct name *name, const char *title)
{
	struct titled titled = {index, name->alias, title, false};

	postings_each(index->postings, name->term_id, look_for_title, &titled);
	return titled.found;
}

/* --- facts with much in common ---------------------------------------------------------------- */

struct related {
	const struct profile *profile;
	float near;
};

/* The total weight of the terms that both statements have, and more for the same topic. */
static float nearness(const struct index *index, const struct profile *a, const struct profile *b)
{
	float sum = strcmp(a->fact->topic, b->fact->topic) == 0 ? 6 : 0;

	for (size_t i = 0, k = 0; i < a->mention_count && k < b->mention_count;) {
		const struct mention *x = &a->mentions[i], *y = &b->mentions[k];

		if (x->term_id == y->term_id && x->says && y->says)
			sum += lexicon_weight(index->lexicon, x->term_id);
		i += x->term_id <= y->term_id;
		k += x->term_id >= y->term_id;
	}
	return sum;
}

/* At most RELATED other facts, those with most in common first; the caller frees the array. */
static struct related *related_facts(
	const struct index *index, const struct profile *profile, size_t *count)
{
	struct related *list = must_alloc((RELATED + 1) * sizeof *list);

	*count = 0;
	for (size_t i = 0; i < index->count; i++) {
		const struct profile *other = &index->profiles[i];
		struct related one = {other, nearness(index, profile, other)};
		size_t at = *count;

		if (other == profile)
			continue;
		for (; at > 0 && list[at - 1].near < one.near; at--)
			list[at] = list[at - 1];
		list[at] = one;
		*count += *count < RELATED;
	}
	return list;
}

/* --- candidates ------------------------------------------------------------------------------- */

struct search {
	const struct index *index;
	const struct item *item;
	const char *says;      /* the fact's statement */
	struct things figures; /* in that statement */
	struct key right;
	int class;         /* of a name */
	double most;       /* for a number, its maximum: 58 in "____ of the 58"; 0: none */
	const char *title; /* the title that a person must have, or NULL */
	struct name_context context; /* of the right person */
	int year;                    /* of the fact; 0: none */
	char unit[24];               /* the word after a number */
	struct {
		char text[ITEM_ANSWER];
		struct key key;
	} list[FOUND];
	size_t count;
};

/* Adds the text if it can be a wrong choice. */
static void add_candidate(struct search *s, const char *text)
{
	const struct key *right = &s->right;
	struct key key;

	if (s->count == FOUND || strlen(text) >= ITEM_ANSWER ||
		!judge_key(s->index, right->kind, text, &key) || judge_same(&key, right) ||
		(s->most > 0 && key.number > s->most))
		return;
	for (size_t i = 0; i < s->count; i++)
		if (judge_same(&key, &s->list[i].key))
			return;
	if (judge_accepts(s->index, right, text) || judge_leaks(s->index, &key, s->says) ||
		judge_leaks(s->index, &key, s->item->prompt))
		return;
	strcpy(s->list[s->count].text, text);
	s->list[s->count++].key = key;
}

/* Copies the word after a thing: "per", "seats", "dollars". */
static void unit_behind(const char *text, size_t at, char *unit, size_t size)
{
	size_t length = 0;

	while (text[at] == ' ' || text[at] == '_')
		at++;
	while (isalpha((unsigned char)text[at + length]))
		length++;
	snprintf(unit, size, "%.*s", (int)length, text + at);
}

static bool is_alike(const struct search *s, const struct alias *alias)
{
	struct name_context context;

	if (name_class_has_script(alias) != name_class_has_script(s->right.alias))
		return false;
	name_context_of(s->index, alias, &context);
	int middle = name_context_year(&context);
	if (s->year && middle && abs(middle - s->year) > LIFE)
		return false;
	return name_context_cosine(&s->context, &context) >= ALIKE;
}

/* Whether the name is a plausible wrong choice. */
static bool is_near_name(const struct search *s, const struct name *name)
{
	if (name_class_overlaps(name->alias, s->right.alias))
		return false;
	if (s->right.kind != THING_PERSON)
		return name_class_of(name->alias) == s->class;
	return is_alike(s, name->alias) && (!s->title || has_title(s->index, name, s->title));
}

/* Adds a year, if it is near the right one and on the same side of all years in the statement. */
static void add_year(struct search *s, int year)
{
	int right = s->right.date.first / 10000;
	char text[8];

	if (year == right || abs(year - right) > YEARS)
		return;
	for (size_t i = 0; i < s->figures.count; i++) {
		int other = s->figures.list[i].date.first / 10000;

		if (s->figures.list[i].kind != THING_DATE || other == 0 || other == right)
			continue;
		if (other == year || (other < right) != (other < year))
			return;
	}
	snprintf(text, sizeof text, "%d", year);
	add_candidate(s, text);
}

/* The names of the right kind in statements; the caller frees the array. */
static struct name *names_of_kind(const struct search *s, size_t *count)
{
	const struct factset *set = &s->index->set;
	struct name *list = must_alloc((set->alias_count + 1) * sizeof *list);

	*count = 0;
	for (size_t i = 0; i < set->alias_count; i++) {
		const struct alias *alias = &set->aliases[i];
		enum thing_kind kind;
		char folded[128];
		struct terms terms;

		if (alias == s->right.alias || alias->kind != ALIAS_NAME ||
			!thing_kind_of(alias, &kind) || kind != s->right.kind)
			continue;
		text_fold(alias->names[0], folded, sizeof folded);
		lexicon_terms(s->index->lexicon, folded, LEXICON_READ, &terms);
		if (terms.count > 0 && terms.list[0].term_id >= 0)
			list[(*count)++] =
				(struct name){.alias = alias, .term_id = terms.list[0].term_id};
	}
	return list;
}

/* The plain form of a name, which does not stand out among others: "Lon Nol" for "Marshal Lon Nol".
 */
static const char *plain_name(const struct alias *alias, const char *text)
{
	return isupper((unsigned char)*alias->names[0]) && strstr(text, alias->names[0])
		       ? alias->names[0]
		       : text;
}

/* Whether the text has a form that is suitable for a choice: of a place, its first form ("China",
 * not "Beijing"); of anything else, a capitalized form ("FUNCINPEC", not "royalist party"). */
static bool is_proper_form(const struct thing *thing, const char *text)
{
	return isupper((unsigned char)*text) &&
	       (thing->kind != THING_PLACE ||
		       text_compare_ascii(thing->alias->names[0], text) == 0);
}

/* Adds the plausible wrong choices among the names of a fact, as its statement writes them. */
static void add_names(
	struct search *s, const struct profile *other, struct name *names, size_t name_count)
{
	struct things things = {.count = 0};
	const char *says = other->fact->says;

	for (size_t i = 0; i < name_count && s->count < NEAREST; i++) {
		const struct mention *mention =
			names[i].looked_at ? NULL : index_mention(other, names[i].term_id);
		char text[ITEM_ANSWER];

		if (!mention || !mention->says)
			continue;
		names[i].near = names[i].near || is_near_name(s, &names[i]);
		names[i].looked_at = !names[i].near;
		if (names[i].looked_at)
			continue;
		if (things.count == 0)
			thing_find(s->index, other, &things);
		for (size_t k = 0; k < things.count; k++) {
			const struct thing *thing = &things.list[k];

			if (thing->alias != names[i].alias || !maker_can_ask(s->index, says, thing))
				continue;
			snprintf(text, sizeof text, "%.*s", (int)thing->length, says + thing->at);
			if (!is_proper_form(thing, text))
				continue;
			names[i].looked_at = true;
			add_candidate(s, plain_name(thing->alias, text));
			break;
		}
	}
}

/* The number of decimals: 1 for "409.6 million". */
static size_t decimals_of(const char *text)
{
	size_t point = strcspn(text, ".");

	return text[point] ? strspn(text + point + 1, "0123456789") : 0;
}

/* Adds the years or numbers of a fact that are near the right one. */
static void add_figures(struct search *s, const struct profile *other)
{
	struct things things = {.count = 0};
	const char *says = other->fact->says;
	char unit[24], text[ITEM_ANSWER];

	thing_find_figures(says, &things);
	for (size_t k = 0; k < things.count; k++) {
		const struct thing *thing = &things.list[k];

		if (thing->kind != s->right.kind || !maker_can_ask(s->index, says, thing))
			continue;
		if (thing->kind == THING_DATE) {
			add_year(s, thing->date.first / 10000);
			continue;
		}
		unit_behind(says, thing->at + thing->length, unit, sizeof unit);
		if (!thing->digits || strcmp(unit, s->unit) != 0 ||
			thing->number * 3 <= s->right.number ||
			thing->number >= s->right.number * 3)
			continue;
		snprintf(text, sizeof text, "%.*s", (int)thing->length, says + thing->at);
		if (decimals_of(text) == decimals_of(s->item->answer))
			add_candidate(s, text);
	}
}

/* Adds numbers similar to the right one, with as many significant digits. */
static void add_numbers(struct search *s, uint64_t seed)
{
	/* no nearer ones: many numbers are estimates, and other sources differ by a tenth */
	static const double factors[] = {0.8, 1.25, 0.65, 1.5, 0.5, 2};
	enum { FACTORS = sizeof factors / sizeof *factors };
	const char *answer = s->item->answer, *end;
	char *after;
	size_t first = seed % 2;
	bool money = *answer == '$';
	double number = strtod(answer + money, &after);
	const int decimals = (int)decimals_of(answer);

	end = after;
	if (after == answer || strchr(answer, ',') || number <= 0)
		return;
	for (size_t i = 0; i < FACTORS && s->count < ITEM_CHOICES; i++) {
		double other = number * factors[(i + first) % FACTORS];
		char text[ITEM_ANSWER];

		if (decimals == 0) {
			double unit = number >= 200 ? 10 : 1;

			other = number < 12 ? number + (double)((int)i / 2 + 1) * (i % 2 ? 1 : -1)
					    : round(other / unit) * unit;
		}
		if (other <= 0 || (number >= 1 && other < 1) ||
			(strncmp(s->unit, "per", 3) == 0 && other > 99))
			continue;
		snprintf(text, sizeof text, "%s%.*f%s", money ? "$" : "", decimals, other, end);
		add_candidate(s, text);
	}
}

/* The latest year in a fact's date; a later year would not be a plausible choice. */
static int latest_year(const struct index *index)
{
	int latest = 0;

	for (size_t i = 0; i < index->count; i++) {
		const char *when = index->profiles[i].fact->when;
		struct date_span span;

		if (when && date_read(when, &span) && span.last / 10000 > latest)
			latest = span.last / 10000;
	}
	return latest;
}

static void add_years(struct search *s, uint64_t seed)
{
	const int latest = latest_year(s->index), right = s->right.date.first / 10000;
	static const int steps[] = {-1, 2, -3, 1, 4, -2, 3, -5, 5, -4};
	enum { STEPS = sizeof steps / sizeof *steps };

	for (size_t i = 0; i < STEPS; i++)
		if (right + steps[(i + seed) % STEPS] <= latest)
			add_year(s, right + steps[(i + seed) % STEPS]);
}

/* Whether choices are not possible, since the question asks for a month or day rather than a year.
 */
static bool wants_no_choices(const struct search *s)
{
	char folded[ITEM_PROMPT];

	text_fold(s->item->prompt, folded, sizeof folded);
	return s->right.kind == THING_DATE && s->item->asked &&
	       (strstr(folded, "which month") || strstr(folded, "what month") ||
		       strstr(folded, "which day") || strstr(folded, "what day") ||
		       strstr(folded, "which date") || strstr(folded, "what date"));
}

/* Whether both facts are about the same time, so that the people of one are known at the time of
 * the other. */
static bool is_of_time(const struct profile *a, const struct profile *b)
{
	struct date_span x, y;

	return !date_read(a->fact->when, &x) ||
	       (date_read(b->fact->when, &y) && abs(x.first / 10000 - y.first / 10000) <= YEARS);
}

bool choices_draw(const struct index *index, const struct profile *profile, uint64_t seed,
	const struct item *item, char choices[ITEM_CHOICES][ITEM_ANSWER])
{
	struct search s = {.index = index, .item = item, .says = profile->fact->says};
	size_t count = 0, name_count = 0;

	if (!judge_key(index, item->kind, item->answer, &s.right) || wants_no_choices(&s))
		return false;
	if (s.right.kind == THING_NUMBER &&
		!isdigit((unsigned char)item->answer[*item->answer == '$']))
		return false;
	s.class = s.right.alias ? name_class_of(s.right.alias) : -1;
	s.title = s.right.kind == THING_PERSON ? title_asked(item->prompt) : NULL;
	if (s.right.kind == THING_PERSON)
		name_context_of(index, s.right.alias, &s.context);
	struct date_span when;
	s.year = date_read(profile->fact->when, &when) ? when.first / 10000 : 0;
	const char *at = strstr(s.says, item->answer);
	if (at)
		unit_behind(s.says, (size_t)(at - s.says) + strlen(item->answer), s.unit,
			sizeof s.unit);
	const char *of = strstr(item->prompt, "____ of the ");
	s.most = of && s.right.kind == THING_NUMBER ? strtod(of + 12, NULL) : 0;
	if (s.right.kind == THING_DATE)
		thing_find_figures(s.says, &s.figures);
	struct related *list = related_facts(index, profile, &count);
	struct name *names = s.right.alias ? names_of_kind(&s, &name_count) : NULL;
	for (size_t i = 0; i < count && s.count < NEAREST; i++) {
		if (!names && i < FIGURES)
			add_figures(&s, list[i].profile);
		else if (!names)
			break;
		else if (s.right.kind != THING_PERSON || is_of_time(profile, list[i].profile))
			add_names(&s, list[i].profile, names, name_count);
	}
	free(names);
	free(list);
	if (s.right.kind == THING_DATE)
		add_years(&s, seed);
	else if (s.right.kind == THING_NUMBER)
		add_numbers(&s, seed);
	if (s.count < ITEM_CHOICES - 1)
		return false;
	snprintf(choices[0], ITEM_ANSWER, "%s",
		s.right.alias ? plain_name(s.right.alias, item->answer) : item->answer);
	if (s.right.kind == THING_DATE)
		snprintf(choices[0], ITEM_ANSWER, "%d", s.right.date.first / 10000);
	for (size_t i = 0; i < ITEM_CHOICES - 1; i++) {
		size_t drawn = i + (size_t)(hash_next_random(&seed) % (s.count - i));

		strcpy(choices[i + 1], s.list[drawn].text);
		s.list[drawn] = s.list[i];
	}
	return true;
}

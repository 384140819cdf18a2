#include "pattern/literal.h"

#include <ctype.h>
#include <string.h>

/*
 * A recursive descent parser for regular expressions: alternatives of sequences of atoms. A
 * sequence requires what its atoms and literal runs require. Alternatives require one literal of
 * the union of their best sets, if each has one. The best set is the one whose shortest literal is
 * longest.
 */
struct reader {
	const char *at;
	bool lost;      /* found syntax that it does not understand */
	unsigned depth; /* of groups */
};

enum { DEPTH_MAX = 100 }; /* PCRE2 refuses more than 250 */

static void alternatives(struct reader *reader, struct requirements *out);

static size_t shortest(const struct literals *set)
{
	size_t least = LITERAL_SIZE;

	for (size_t i = 0; i < set->count; i++)
		if (strlen(set->list[i]) < least)
			least = strlen(set->list[i]);
	return set->count ? least : 0;
}

static bool is_rarer_set(const struct literals *set, const struct literals *than)
{
	size_t a = shortest(set), b = shortest(than);

	return a > b || (a == b && a > 0 && set->count < than->count);
}

const struct literals *literal_best(const struct requirements *requirements)
{
	const struct literals *best = NULL;

	for (size_t i = 0; i < requirements->count; i++)
		if (!best || is_rarer_set(&requirements->sets[i], best))
			best = &requirements->sets[i];
	return best;
}

/* Adds a set; if the list is full, it replaces the worst one. */
static void require(struct requirements *out, const struct literals *set)
{
	size_t worst = 0;

	if (out->count < REQUIREMENTS_MAX) {
		out->sets[out->count++] = *set;
		return;
	}
	for (size_t i = 1; i < out->count; i++)
		if (is_rarer_set(&out->sets[worst], &out->sets[i]))
			worst = i;
	if (is_rarer_set(set, &out->sets[worst]))
		out->sets[worst] = *set;
}

/* Skips a quantifier; false if it allows zero repetitions. */
static bool quantifier(struct reader *reader)
{
	bool required = true;

	if (*reader->at == '?' || *reader->at == '*') {
		required = false;
		reader->at++;
	} else if (*reader->at == '+') {
		reader->at++;
	} else if (*reader->at == '{') {
		/* {,3} is a quantifier from PCRE2 10.43 on, and text before */
		required = isdigit((unsigned char)reader->at[1]) && reader->at[1] != '0';
		reader->at += strcspn(reader->at, "}");
		reader->at += *reader->at == '}';
	} else {
		return true;
	}
	if (*reader->at == '?' || *reader->at == '+')
		reader->at++;
	return required;
}

/* Skips a character class. */
static void skip_class(struct reader *reader)
{
	reader->at++;
	if (*reader->at == '^')
		reader->at++;
	if (*reader->at == ']')
		reader->at++;
	while (*reader->at && *reader->at != ']') {
		if (*reader->at == '[' && reader->at[1] == ':') {
			reader->lost = true;
			return;
		}
		if (*reader->at == '\\' && reader->at[1])
			reader->at++;
		reader->at++;
	}
	if (*reader->at)
		reader->at++;
	else
		reader->lost = true;
}

/* Reads a group and its quantifier. */
static void group(struct reader *reader, struct requirements *out)
{
	bool counts = true; /* false: a negative assertion, which requires nothing */

	out->count = 0;
	if (++reader->depth > DEPTH_MAX) {
		reader->lost = true;
		return;
	}
	reader->at++;
	if (*reader->at == '?') {
		static const struct {
			const char *opening;
			bool counts;
		} kinds[] = {{"?:", true}, {"?=", true}, {"?!", false}, {"?<=", true},
			{"?<!", false}, {"?>", true}};
		size_t i = 0, n = sizeof kinds / sizeof *kinds;

		while (i < n &&
			strncmp(reader->at, kinds[i].opening, strlen(kinds[i].opening)) != 0)
			i++;
		if (i == n) {
			reader->lost = true;
			return;
		}
		counts = kinds[i].counts;
		reader->at += strlen(kinds[i].opening);
	} else if (*reader->at == '*') {
		reader->lost = true;
		return;
	}
	alternatives(reader, out);
	if (*reader->at != ')') {
		reader->lost = true;
		return;
	}
	reader->at++;
	reader->depth--;
	if (!quantifier(reader) || !counts)
		out->count = 0;
}

static void end_run(char *run, size_t *length, struct requirements *out)
{
	struct literals one = {.count = 1};

	if (*length >= LITERAL_MIN) {
		memcpy(one.list[0], run, *length);
		one.list[0][*length] = '\0';
		require(out, &one);
	}
	*length = 0;
}

/* Reads an escape. Returns the literal character that it means, or 0. */
static char escape(struct reader *reader)
{
	char c = reader->at[1];

	if (!c) {
		reader->lost = true;
		return 0;
	}
	/* \Q..\E, \x.., \p{..}, \N{..}, octal and back references: not worth reading */
	if (strchr("QEpPxNogkcuU0123456789", c)) {
		reader->lost = true;
		return 0;
	}
	reader->at += 2;
	return ispunct((unsigned char)c) ? c : 0;
}

/* Reads one atom that is not a group. Returns its literal character, or 0 for anything else. */
static char atom(struct reader *reader)
{
	char c = *reader->at;

	if (c == '[') {
		skip_class(reader);
		return 0;
	}
	if (c == '\\')
		return escape(reader);
	reader->at++;
	return isalnum((unsigned char)c) ? c : 0;
}

static bool is_anchor(const char *at)
{
	return *at == '^' || *at == '$' || (*at == '\\' && at[1] && strchr("bBAzZ", at[1]));
}

static void sequence(struct reader *reader, struct requirements *out)
{
	char run[LITERAL_SIZE];
	size_t length = 0;

	out->count = 0;
	while (*reader->at && *reader->at != '|' && *reader->at != ')' && !reader->lost) {
		if (*reader->at == '(') {
			struct requirements inner;

			end_run(run, &length, out);
			group(reader, &inner);
			for (size_t i = 0; i < inner.count; i++)
				require(out, &inner.sets[i]);
			continue;
		}
		if (is_anchor(reader->at)) { /* matches no text: a literal run may continue after it
					      */
			atom(reader);
			continue;
		}
		char c = atom(reader);
		const char *before = reader->at;
		bool required = quantifier(reader);
		if (!isalnum((unsigned char)c) || !required || length == LITERAL_SIZE - 1) {
			end_run(run, &length, out);
			continue;
		}
		run[length++] = (char)tolower((unsigned char)c);
		if (before != reader->at)
			end_run(run, &length, out); /* a+ : the run ends with it */
	}
	end_run(run, &length, out);
}

static void alternatives(struct reader *reader, struct requirements *out)
{
	struct literals any = {.count = 0};
	bool all = true;

	for (size_t branches = 1;; branches++) {
		sequence(reader, out);
		bool last = *reader->at != '|' || reader->lost;

		if (last && branches == 1)
			return; /* no alternative: all that the sequence requires */
		const struct literals *best = literal_best(out);
		if (!best || any.count + best->count > LITERALS_MAX)
			all = false;
		for (size_t i = 0; all && i < best->count; i++)
			strcpy(any.list[any.count++], best->list[i]);
		if (last)
			break;
		reader->at++;
	}
	out->count = all;
	out->sets[0] = any;
}

bool literal_read(const char *regex, struct requirements *out)
{
	struct reader reader = {.at = regex};

	alternatives(&reader, out);
	if (reader.lost || *reader.at)
		out->count = 0;
	return out->count > 0;
}

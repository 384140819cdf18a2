#include "pattern/literal.h"

#include <ctype.h>
#include <string.h>

/*
 * A recursive descent over the regular expression's syntax: alternatives of sequences of atoms.
 * A sequence requires the best requirement among its atoms and literal runs; alternatives require
 * one of all their requirements, if each has one. Best: whose shortest literal is longest.
 */
struct reader {
	const char *at;
	bool lost;      /* syntax that it does not understand */
	unsigned depth; /* groups around the place it reads */
};

enum { DEPTH_MAX = 100 }; /* PCRE2 itself refuses more than 250 */

static bool alternatives(struct reader *reader, struct literals *out);

static size_t shortest(const struct literals *set)
{
	size_t least = LITERAL_SIZE;

	for (size_t i = 0; i < set->count; i++)
		if (strlen(set->list[i]) < least)
			least = strlen(set->list[i]);
	return set->count ? least : 0;
}

static void keep_better(struct literals *best, const struct literals *other)
{
	size_t a = shortest(best), b = shortest(other);

	if (b > a || (b == a && b > 0 && other->count < best->count))
		*best = *other;
}

/* Steps over a quantifier; false if it allows none at all. */
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

/* Steps over a character class. */
static void class(struct reader *reader)
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

/* A group, its opening bracket at hand; what it requires, quantifier included. */
static void group(struct reader *reader, struct literals *out)
{
	bool counts = true; /* what stands inside must stand in the text */

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

static void end_run(char *run, size_t *length, struct literals *best)
{
	struct literals one = {.count = 1};

	if (*length >= LITERAL_MIN) {
		memcpy(one.list[0], run, *length);
		one.list[0][*length] = '\0';
		keep_better(best, &one);
	}
	*length = 0;
}

/* One escape; gives the literal character it stands for, or 0. */
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

static void sequence(struct reader *reader, struct literals *best)
{
	char run[LITERAL_SIZE];
	size_t length = 0;

	best->count = 0;
	while (*reader->at && *reader->at != '|' && *reader->at != ')' && !reader->lost) {
		char c = *reader->at;
		bool anchor = c == '^' || c == '$' ||
			      (c == '\\' && reader->at[1] && strchr("bBAzZ", reader->at[1]));

		if (c == '(') {
			struct literals inner;

			end_run(run, &length, best);
			group(reader, &inner);
			keep_better(best, &inner);
			continue;
		}
		if (c == '[')
			class(reader), c = 0;
		else if (c == '\\')
			c = escape(reader);
		else
			reader->at++, c = c == '.' || anchor ? 0 : c;
		if (anchor)
			continue; /* takes no room: a run may go on behind it */
		const char *before = reader->at;
		bool required = quantifier(reader);
		if (!c || !isalnum((unsigned char)c) || !required || length == LITERAL_SIZE - 1) {
			end_run(run, &length, best);
			continue;
		}
		run[length++] = (char)tolower((unsigned char)c);
		if (before != reader->at)
			end_run(run, &length, best); /* a+ : the run ends with it */
	}
	end_run(run, &length, best);
}

static bool alternatives(struct reader *reader, struct literals *out)
{
	bool all = true;

	out->count = 0;
	for (;;) {
		struct literals one;

		sequence(reader, &one);
		if (one.count == 0 || out->count + one.count > LITERALS_MAX)
			all = false;
		else
			for (size_t i = 0; i < one.count && all; i++)
				strcpy(out->list[out->count++], one.list[i]);
		if (*reader->at != '|' || reader->lost)
			break;
		reader->at++;
	}
	if (!all)
		out->count = 0;
	return all;
}

bool literal_read(const char *regex, struct literals *out)
{
	struct reader reader = {.at = regex};

	alternatives(&reader, out);
	if (reader.lost || *reader.at)
		out->count = 0;
	return out->count > 0;
}

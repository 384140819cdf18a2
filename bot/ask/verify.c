#include "ask/verify.h"

#include "ask/answer.h"
#include "base/arena.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDED_MAX = 1024 };

struct proof {
	const struct index *index;
	check_report *report;
	void *context;
	size_t complaints;
};

static void complain(struct proof *proof, const struct fact *fact, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void complain(struct proof *proof, const struct fact *fact, const char *format, ...)
{
	char text[1200], line[1600];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (*fact->file)
		snprintf(
			line, sizeof line, "%s:%d: %s: %s", fact->file, fact->line, fact->id, text);
	else
		snprintf(line, sizeof line, "%s: %s", fact->id, text);
	proof->report(proof->context, line);
	proof->complaints++;
}

/* One pattern against every question of every fact. */
static void verify_pattern(struct proof *proof, const struct profile *own, const char *regex)
{
	struct error err;
	struct pattern *pattern = pattern_new(regex, &err);
	size_t matched = 0, others = 0;
	char literals[1024];

	if (!pattern) {
		complain(proof, own->fact, "%s", err.text);
		return;
	}
	pattern_literals(regex, literals, sizeof literals);
	if (!*literals)
		complain(proof, own->fact,
			"pattern /%s/ requires no word, so it is tried on every line", regex);
	for (size_t i = 0; i < proof->index->count; i++) {
		const struct profile *profile = &proof->index->profiles[i];

		for (size_t k = 0; k < profile->answered_count; k++) {
			char folded[FOLDED_MAX];

			text_fold(profile->known[k].text, folded, sizeof folded);
			if (!pattern_matches(pattern, folded))
				continue;
			if (profile == own)
				matched++;
			else if (others++ == 0)
				complain(proof, own->fact,
					"pattern /%s/ matches \"%s\", a question of %s", regex,
					profile->known[k].text, profile->fact->id);
		}
	}
	if (matched == 0)
		complain(proof, own->fact, "pattern /%s/ matches none of its questions", regex);
	pattern_free(pattern);
}

static void verify_question(
	struct proof *proof, const struct profile *profile, const struct known *known)
{
	static struct answer answer; /* large */
	char folded[FOLDED_MAX];
	bool near_miss = known->kind == QUESTION_NOT;

	text_fold(known->text, folded, sizeof folded);
	answer_decide(proof->index, NULL, folded, false, &answer);
	if (near_miss && answer.fact == profile->fact)
		complain(proof, profile->fact, "near miss \"%s\" is answered with it", known->text);
	if (!near_miss && answer.fact != profile->fact)
		complain(proof, profile->fact, "question \"%s\" is not answered with it but %s%s",
			known->text, answer.fact ? "with " : "not at all",
			answer.fact ? answer.fact->id : "");
}

size_t verify_index(const struct index *index, check_report *report, void *context)
{
	struct proof proof = {.index = index, .report = report, .context = context};

	for (size_t i = 0; i < index->count; i++) {
		const struct profile *profile = &index->profiles[i];

		for (size_t k = 0; k < profile->fact->pattern_count; k++)
			verify_pattern(&proof, profile, profile->fact->patterns[k]);
		for (size_t k = 0; k < profile->known_count; k++)
			verify_question(&proof, profile, &profile->known[k]);
	}
	return proof.complaints;
}

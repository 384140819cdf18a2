/*
 * Cross-validation on the facts' own questions: each is held out and answered from the others.
 *
 *	cross FACTFILE…             counts right, wrong and missing answers
 *	cross --rows FACTFILE…      prints the evidence of the best fits, for tests/eval/fit.py
 *	cross --wrong FACTFILE…     lists wrong answers
 *	cross --withheld FACTFILE…  lists what is withheld, and why: "right" would have been right
 *	cross --asked FACTFILE…     prints the evidence for questions from standard input
 */
#include "ask/answer.h"
#include "base/text.h"
#include "fact/factfile.h"
#include "pattern/pattern_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tally {
	size_t right, wrong, missed, near_right, near_wrong;
	size_t bins[10], bins_right[10]; /* by confidence: is it calibrated? */
};

static void print_rows(const struct index *index, const struct answer *answer, size_t at,
	const struct known *known, size_t number)
{
	for (size_t i = 0; i < answer->fit_count; i++) {
		const struct fit *fit = &answer->fits[i];
		bool right = known->kind != QUESTION_NOT && (size_t)fit->at == at;

		printf("%zu\t%d\t%d\t%d", number, known->kind, right, *fit->unknown_entity != 0);
		for (int k = 0; k < EVIDENCE_COUNT; k++)
			printf("\t%.4f", (double)fit->evidence[k]);
		printf("\t%s\t%s\t%s\n", index->profiles[fit->at].fact->id,
			index->profiles[at].fact->id, index_question(&index->profiles[at], known));
	}
}

/* Prints a row for each fit: the question's number, whether it has an unknown name, evidence, fact.
 */
static void print_asked(const struct index *index)
{
	static struct answer answer;
	char line[2048], folded[1024];

	for (size_t number = 0; fgets(line, sizeof line, stdin); number++) {
		line[strcspn(line, "\n")] = '\0';
		text_fold(line, folded, sizeof folded);
		answer_decide(index, folded, false, &answer);
		for (size_t i = 0; i < answer.fit_count; i++) {
			const struct fit *fit = &answer.fits[i];

			printf("%zu\t%d", number, *fit->unknown_entity != 0);
			for (int k = 0; k < EVIDENCE_COUNT; k++)
				printf("\t%.4f", (double)fit->evidence[k]);
			printf("\t%s\n", index->profiles[fit->at].fact->id);
		}
	}
}

static void judge(const struct index *index, const struct answer *answer, size_t at,
	const struct known *known, bool list, struct tally *tally)
{
	const struct fact *own = index->profiles[at].fact;
	bool answered = answer->decision == DECISION_ANSWERED;
	bool right = answered && answer->fact == own;

	if (known->kind == QUESTION_NOT) {
		tally->near_wrong += right;
		tally->near_right += !right;
	} else if (!answered) {
		tally->missed++;
	} else {
		size_t bin = (size_t)(answer->confidence * 10);

		bin = bin > 9 ? 9 : bin;
		tally->bins[bin]++;
		tally->bins_right[bin] += right;
		tally->right += right;
		tally->wrong += !right;
	}
	if (list && answered && right == (known->kind == QUESTION_NOT))
		printf("%.2f %s\n     is %s\n     not %s\n", (double)answer->confidence,
			index_question(&index->profiles[at], known), answer->fact->id, own->id);
}

/* Prints a withheld answer, and whether it would have been right. */
static void print_withheld(const struct index *index, const struct answer *answer, size_t at,
	const struct known *known)
{
	bool right = known->kind != QUESTION_NOT && answer->offers[0] == index->profiles[at].fact;

	if (answer->withheld)
		printf("%s\t%s\t%s\t%s\n", right ? "right" : "wrong", answer->refused,
			answer->offers[0]->id, index_question(&index->profiles[at], known));
}

static void report(const struct tally *tally)
{
	size_t asked = tally->right + tally->wrong + tally->missed;
	size_t near = tally->near_right + tally->near_wrong;

	printf("cross-validation: right %zu/%zu (%.1f%%) wrong %zu (%.1f%%) missed %zu (%.1f%%) | "
	       "near misses not taken for the fact %zu/%zu (%.1f%%)\n",
		tally->right, asked, 100.0 * (double)tally->right / (double)asked, tally->wrong,
		100.0 * (double)tally->wrong / (double)asked, tally->missed,
		100.0 * (double)tally->missed / (double)asked, tally->near_right, near,
		near ? 100.0 * (double)tally->near_right / (double)near : 100.0);
	printf("calibration, confidence: right of answered:");
	for (int i = 0; i < 10; i++)
		if (tally->bins[i])
			printf("  %.1f: %.1f%% of %zu", i / 10.0,
				100.0 * (double)tally->bins_right[i] / (double)tally->bins[i],
				tally->bins[i]);
	printf("\n");
}

int main(int argc, char **argv)
{
	bool rows = argc > 1 && strcmp(argv[1], "--rows") == 0;
	bool list = argc > 1 && strcmp(argv[1], "--wrong") == 0;
	bool asked = argc > 1 && strcmp(argv[1], "--asked") == 0;
	bool withheld = argc > 1 && strcmp(argv[1], "--withheld") == 0;
	int first = 1 + (rows || list || asked || withheld);
	struct factset set = {0};
	struct error err;
	struct tally tally = {0};
	size_t number = 0;

	if (!factfile_read((const char *const *)argv + first, (size_t)(argc - first), &set, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 2;
	}
	struct index *index = index_of(&set);
	if (asked) {
		print_asked(index);
		index_free(index);
		pattern_table_free_all();
		return 0;
	}
	for (size_t at = 0; at < index->count; at++)
		for (size_t k = 0; k < index->profiles[at].known_count; k++) {
			const struct known *known = &index->profiles[at].known[k];
			static struct answer answer;
			char folded[1024];

			text_fold(
				index_question(&index->profiles[at], known), folded, sizeof folded);
			answer_without(index, folded, known, NULL, &answer);
			if (rows)
				print_rows(index, &answer, at, known, number++);
			if (withheld)
				print_withheld(index, &answer, at, known);
			judge(index, &answer, at, known, list, &tally);
		}
	if (!rows)
		report(&tally);
	index_free(index);
	pattern_table_free_all();
	return 0;
}

#include "study/schedule.h"

#include <math.h>
#include <string.h>

/* The default weights of FSRS-5. */
static const double w[] = {0.40255, 1.18385, 3.173, 15.69105, 7.1949, 0.5345, 1.4604, 0.0046,
	1.54575, 0.1192, 1.01925, 1.9395, 0.11, 0.29605, 2.2698, 0.2315, 2.9898, 0.51655, 0.6621};

static const double FACTOR = 19.0 / 81, DECAY = -0.5;
static const double STABILITY_LEAST = 0.01, STABILITY_MOST = 36500;

static const char *const names[GRADES] = {[GRADE_AGAIN] = "again",
	[GRADE_HARD] = "hard",
	[GRADE_GOOD] = "good",
	[GRADE_EASY] = "easy"};

static double between(double value, double least, double most)
{
	return value < least ? least : value > most ? most : value;
}

struct schedule schedule_new(void)
{
	return (struct schedule){0};
}

double schedule_recall(double stability, int64_t elapsed)
{
	return pow(1 + FACTOR * (double)elapsed / stability, DECAY);
}

static double first_difficulty(int g)
{
	return w[4] - exp(w[5] * (g - 1)) + 1;
}

/* The difficulty changes by grade, by less the higher it is already, and reverts a little to the
 * initial difficulty of "easy". */
static double next_difficulty(double difficulty, int g)
{
	double next = difficulty - w[6] * (g - 3) * (10 - difficulty) / 9;

	return between(w[7] * first_difficulty(4) + (1 - w[7]) * next, 1, 10);
}

static double after_recall(double difficulty, double stability, double recall, int g)
{
	double bonus = g == 2 ? w[15] : g == 4 ? w[16] : 1;

	return stability * (1 + exp(w[8]) * (11 - difficulty) * pow(stability, -w[9]) *
					   (exp(w[10] * (1 - recall)) - 1) * bonus);
}

static double after_lapse(double difficulty, double stability, double recall)
{
	double next = w[11] * pow(difficulty, -w[12]) * (pow(stability + 1, w[13]) - 1) *
		      exp(w[14] * (1 - recall));

	return fmin(next, stability / exp(w[17] * w[18]));
}

static double on_one_day(double stability, int g)
{
	return stability * exp(w[17] * (g - 3 + w[18]));
}

struct schedule schedule_graded(struct schedule before, enum grade grade, int64_t elapsed)
{
	int g = (int)grade + 1;
	struct schedule after;

	if (before.stability <= 0) {
		after.stability = w[g - 1];
		after.difficulty = between(first_difficulty(g), 1, 10);
	} else {
		double recall = schedule_recall(before.stability, elapsed);

		after.stability =
			elapsed <= 0 ? on_one_day(before.stability, g)
			: g == 1     ? after_lapse(before.difficulty, before.stability, recall)
				     : after_recall(before.difficulty, before.stability, recall, g);
		after.difficulty = next_difficulty(before.difficulty, g);
	}
	after.stability = between(after.stability, STABILITY_LEAST, STABILITY_MOST);
	/* with a desired retention of 0.9, the interval is the stability */
	after.days = grade == GRADE_AGAIN ? 0 : (int64_t)fmax(1, round(after.stability));
	return after;
}

struct schedule schedule_from_sm2(double ease, int64_t days)
{
	struct schedule card = {.days = days};

	if (days <= 0)
		return card;
	card.stability = between((double)days, STABILITY_LEAST, STABILITY_MOST);
	card.difficulty = between(
		11 - (ease - 1) / (exp(w[8]) * pow(card.stability, -w[9]) * (exp(0.1 * w[10]) - 1)),
		1, 10);
	return card;
}

const char *schedule_grade_name(enum grade grade)
{
	return names[grade];
}

bool schedule_grade_named(const char *word, enum grade *grade)
{
	for (int i = 0; i < GRADES; i++)
		if (strcmp(names[i], word) == 0) {
			*grade = (enum grade)i;
			return true;
		}
	return false;
}

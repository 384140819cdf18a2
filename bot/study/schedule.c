#include "study/schedule.h"

#include <math.h>
#include <string.h>

static const struct {
	const char *name;
	int quality;
} grades[GRADES] = {[GRADE_AGAIN] = {"again", 1},
	[GRADE_HARD] = {"hard", 3},
	[GRADE_GOOD] = {"good", 4},
	[GRADE_EASY] = {"easy", 5}};

struct schedule schedule_new(void)
{
	return (struct schedule){.ease = 2.5};
}

struct schedule schedule_after(struct schedule before, int quality, int64_t now)
{
	struct schedule after = before;
	int short_of = 5 - quality;

	if (quality < 3) {
		after.repetitions = 0;
		after.days = 0;
		after.due = now + SCHEDULE_AGAIN;
		return after;
	}
	after.repetitions++;
	if (after.repetitions == 1)
		after.days = 1;
	else if (after.repetitions == 2)
		after.days = 6;
	else /* minus a rounding error, so that 6 * 2.5 gives 15, not 16 */
		after.days = (int64_t)ceil((double)before.days * before.ease - 1e-9);
	after.ease = before.ease + (0.1 - short_of * (0.08 + short_of * 0.02));
	if (after.ease < 1.3)
		after.ease = 1.3;
	after.due = now + after.days * SCHEDULE_DAY;
	return after;
}

struct schedule schedule_graded(struct schedule before, enum grade grade, int64_t now)
{
	return schedule_after(before, grades[grade].quality, now);
}

const char *schedule_grade_name(enum grade grade)
{
	return grades[grade].name;
}

bool schedule_grade_named(const char *word, enum grade *grade)
{
	for (int i = 0; i < GRADES; i++)
		if (strcmp(grades[i].name, word) == 0) {
			*grade = (enum grade)i;
			return true;
		}
	return false;
}

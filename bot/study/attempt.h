#ifndef TONLE_STUDY_ATTEMPT_H
#define TONLE_STUDY_ATTEMPT_H

#include <stdbool.h>
#include <stddef.h>

/* What somebody says when they answer, made ready for the judge. Pure. */

/* Folds what was said: digits of any script become ASCII ("១៩៥០", "１９５０"), a lead-in is dropped
 * ("answer:", "A:", "the answer is"), and so are marks at its end. Returns the length written. */
size_t attempt_fold(const char *said, char *out, size_t size);

/* The text after "dara:" or "dara," at the beginning of a folded attempt; NULL if there is none. */
const char *attempt_after_address(const char *folded);

/* Writes the figures as other countries group them: points, spaces and apostrophes between
 * thousands, a comma before a fraction. False if that changes nothing. */
bool attempt_regroup(const char *folded, char *out, size_t size);

/* Separates what is written together: "35yrs" and "five-hundred-and-three". In place; false if that
 * changes nothing. */
bool attempt_spread(char *folded, size_t size);

/* The letter of the choice meant by "b", "(b)", "option b", "b it is"; '\0' if it is none. */
char attempt_letter(const char *said);

#endif

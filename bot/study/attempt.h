#ifndef TONLE_STUDY_ATTEMPT_H
#define TONLE_STUDY_ATTEMPT_H

#include <stdbool.h>
#include <stddef.h>

/* Normalizes people's answers for the judge. Pure functions. */

/* Folds an answer, converts digits of any script to ASCII ("១៩៥០", "１９５０"), and removes a
 * lead-in
 * ("answer:", "A:", "the answer is") and punctuation at the end. Returns the length written. */
size_t attempt_fold(const char *said, char *out, size_t size);

/* The text after "dara:" or "dara," at the beginning of a folded attempt; NULL if there is none. */
const char *attempt_after_address(const char *folded);

/* Rewrites numbers in the notation of other countries: removes points, spaces and apostrophes
 * between thousands, and replaces a decimal comma by a point. False if that changes nothing. */
bool attempt_regroup(const char *folded, char *out, size_t size);

/* Separates words that are written together, in place: "35yrs", "five-hundred-and-three". False if
 * that changes nothing. */
bool attempt_spread(char *folded, size_t size);

/* The letter of the choice in "b", "(b)", "option b", "b it is"; '\0' if there is none. */
char attempt_letter(const char *said);

#endif

#include "language/english.h"

#include "base/compare.h"

#include <stdlib.h>
#include <string.h>

static const char *const words[] = {
#include "english.inc"
};

bool english_is_word(const char *word)
{
	return bsearch(word, words, sizeof words / sizeof *words, sizeof *words, compare_key) !=
	       NULL;
}

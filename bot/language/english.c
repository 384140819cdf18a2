#include "language/english.h"

#include <stdlib.h>
#include <string.h>

static const char *const words[] = {
#include "english.inc"
};

static int compare(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

bool english_is_word(const char *word)
{
	return bsearch(word, words, sizeof words / sizeof *words, sizeof *words, compare) != NULL;
}

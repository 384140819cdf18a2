#include "base/compare.h"

#include <stdint.h>
#include <string.h>

int compare_key(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int compare_numbers(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;

	return (one > other) - (one < other);
}

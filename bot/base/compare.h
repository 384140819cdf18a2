#ifndef TONLE_BASE_COMPARE_H
#define TONLE_BASE_COMPARE_H

/* For bsearch(3): compares a string with a row whose first member is a pointer to a string. */
int compare_key(const void *key, const void *row);

/* For qsort(3): compares two pointers to strings. */
int compare_texts(const void *a, const void *b);

/* For qsort(3) and bsearch(3): compares two int64_t. */
int compare_numbers(const void *a, const void *b);

#endif

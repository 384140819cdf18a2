#ifndef TONLE_BASE_COMPARE_H
#define TONLE_BASE_COMPARE_H

/* For bsearch(3): a string with a row that begins with a pointer to one. */
int compare_key(const void *key, const void *row);

/* For qsort(3): two pointers to strings. */
int compare_texts(const void *a, const void *b);

/* For qsort(3) and bsearch(3): two int64_t. */
int compare_numbers(const void *a, const void *b);

#endif

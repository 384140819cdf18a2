#ifndef TONLE_DEMO_WRAP_H
#define TONLE_DEMO_WRAP_H

#include <stddef.h>

/*
 * Prints one line on standard output: before, the text made harmless (without controls and what
 * reorders text), and a line end. Where it is wider than `columns` it is broken between words, and
 * what follows is indented; 0: it is not broken. The widths are wcwidth(3)'s, for LC_CTYPE.
 */
void wrap_print(const char *before, const char *text, size_t columns);

/* The width of the terminal on standard output; 0 if it is none. */
size_t wrap_columns(void);

#endif

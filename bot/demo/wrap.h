#ifndef TONLE_DEMO_WRAP_H
#define TONLE_DEMO_WRAP_H

#include <stddef.h>

/*
 * Prints one line on standard output: before, the text without control and bidirectional
 * characters, and a line end. Breaks a line wider than `columns` between words and indents what
 * follows; 0: does not break it. The widths are wcwidth(3)'s, for LC_CTYPE.
 */
void wrap_print(const char *before, const char *text, size_t columns);

/* The width of the terminal on standard output; 0 if that is not a terminal. */
size_t wrap_columns(void);

#endif

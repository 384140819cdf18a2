#ifndef TONLE_TALK_SHORTHAND_H
#define TONLE_TALK_SHORTHAND_H

#include <stddef.h>

/*
 * Writes shorthand out: "y did u" is "why did you", "donor 4 cambodia" is "donor for cambodia", "in
 * '13" is "in 2013"; Khmer, Thai and Lao digits become ASCII ones, and full stops between thousands
 * are removed ("2.000.000" is "2000000"). A 2 or 4 that is a count or a number stays. Pure: clean
 * text to out (size bytes, NUL-terminated, cut at a character boundary).
 */
void shorthand_write_out(const char *text, char *out, size_t size);

#endif

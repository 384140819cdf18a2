#ifndef TONLE_BASE_JSON_H
#define TONLE_BASE_JSON_H

#include <stdio.h>

/* Writes text (UTF-8) as a JSON string with its quotes (RFC 8259, section 7): '"', '\' and control
 * characters escaped, everything else as it is. YAML's double-quoted style reads the same. */
void json_string(FILE *out, const char *text);

#endif

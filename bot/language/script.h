#ifndef TONLE_LANGUAGE_SCRIPT_H
#define TONLE_LANGUAGE_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Names in scripts without spaces between words (Khmer, Thai, Lao, Chinese). They are searched for
 * anywhere in a text, the longest first, and blanked out. Start with {0}; the names are borrowed.
 */
struct script {
	struct script_name {
		const char *folded;
		size_t length;
		int term_id;
	} * names; /* the longest first */
	size_t count, room;
};

/* Whether a folded text has a letter of such a script; whether all its letters are of such scripts.
 */
bool script_in(const char *folded);
bool script_only(const char *folded);

void script_add(struct script *script, const char *folded, int term_id);
void script_free(struct script *script);

/* Calls `each` with every name in the text, and overwrites the name with spaces. */
void script_take(const struct script *script, char *text,
	void (*each)(void *context, const char *folded, int term_id), void *context);

#endif

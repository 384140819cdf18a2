#ifndef TONLE_ASK_WRITTEN_H
#define TONLE_ASK_WRITTEN_H

/*
 * The words of the statements as they are written, and which facts have them: also words inside a
 * name, such as "tribunal" in "Khmer Rouge tribunal". Facts are identified by their slots
 * (index.h), whether the view hides them or not.
 */
struct written;

struct written *written_new(void);
void written_free(struct written *written);

/* Adds the words of a fact's statement, or removes them. */
void written_add(struct written *written, const char *says, int slot);
void written_remove(struct written *written, const char *says, int slot);

/* Calls `each` with every slot whose statement has the folded word, in the singular or plural; more
 * than once if it has both. */
void written_each(const struct written *written, const char *word,
	void (*each)(void *context, int slot), void *context);

/* Calls `each` with every word that has the same first letter and is at most so many edits away, as
 * spell_each does; the value is the word's number. Facts that have been removed may have had it. */
void written_each_near(const struct written *written, const char *word, int most,
	int (*each)(void *context, const char *other, int value, int distance), void *context);

#endif

#ifndef TONLE_TALK_REFERENCE_H
#define TONLE_TALK_REFERENCE_H

#include "ask/index.h"
#include "talk/offers.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Resolves pronouns. The candidates are the names in the last question, in the statement that
 * answered it, and in earlier questions, limited by number and kind: a person for "he", a woman for
 * "she", a place for "there", anything but a person for "it".
 */
enum reference_kind {
	REFERENCE_NONE, /* the text has no pronoun, or explains it itself */
	REFERENCE_HE,
	REFERENCE_SHE,
	REFERENCE_IT,
	REFERENCE_THEY,
	REFERENCE_THERE,
	REFERENCE_THEN
};

enum { REFERENCE_WORD = 16, REFERENCE_NAME = 80, REFERENCE_TEXT = 512, REFERENCES_MAX = 4 };

struct reference {
	enum reference_kind kind;
	char word[REFERENCE_WORD]; /* as written: "his" */
	size_t at, length;         /* its bytes in the text */
	bool possessive;
	bool certain; /* false: it may refer to something in the text, or to nothing */
};

/* What came before. */
struct reference_before {
	const char *question;    /* the last question, folded and complete; "" if there was none */
	const struct fact *fact; /* the fact that answered it, or NULL */
	const char *subjects;    /* names of earlier questions, folded, latest first: "a, b" */
	const char *unclear;     /* a question to which we asked whom it means, folded, or "" */
	const struct fact *offers[OFFERS_MAX]; /* the facts offered for it, then NULL */
};

/* A name to which the pronoun may refer. */
struct antecedent {
	int term_id;
	char form[REFERENCE_NAME]; /* folded, to put into the question */
	char name[REFERENCE_NAME]; /* as people write it */
	const char *sort;          /* of the name (struct alias) */
};

/* Reads the first pronoun of a folded text that is not explained in the text itself. */
void reference_read(const struct index *index, const char *folded, struct reference *out);

/* Finds the antecedents, most likely first, at most REFERENCES_MAX. *joined: the first two are
 * named together ("A and B"), so that it is unclear which one is meant. */
size_t reference_find(const struct index *index, const struct reference *reference,
	const struct reference_before *before, struct antecedent *out, bool *joined);

/* Finds the names that the offered facts are about, at most two, for asking back. */
size_t reference_find_offered(const struct index *index, const struct reference *reference,
	const struct reference_before *before, struct antecedent *out);

/* Replaces the pronoun by the name. */
void reference_fill(const char *folded, const struct reference *reference,
	const struct antecedent *antecedent, char out[REFERENCE_TEXT]);

/* Finds the first name in a folded text that is not a place; false if there is none. few: only
 * names that occur in few facts count. */
bool reference_subject(
	const struct index *index, const char *folded, bool few, struct antecedent *out);

/* If the line is only a name ("Nuon Chea"), puts it into the unclear question. Otherwise false. */
bool reference_supply(const struct index *index, const char *unclear, const char *folded,
	char out[REFERENCE_TEXT]);

/* Adds the names of a question to the front of the list of earlier subjects. */
void reference_remember(
	const struct index *index, const char *question, char *subjects, size_t size);

/* Writes "Whom do you mean by he: Nuon Chea or Khieu Samphan?", or with one name "… by he: Nuon
 * Chea, or somebody else?". */
void reference_ask(const struct reference *reference, const struct antecedent *list, size_t count,
	char *out, size_t size);

#endif

#ifndef TONLE_TALK_REFERENCE_H
#define TONLE_TALK_REFERENCE_H

#include "ask/index.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What a pronoun can refer to: the names of the last question, of the statement that answered it,
 * and of the questions before, narrowed by number and kind: a person for "he", a woman for "she", a
 * place for "there", anything but a person for "it".
 */
enum reference_kind {
	REFERENCE_NONE, /* the text has no pronoun, or names itself what it means */
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
	char word[REFERENCE_WORD]; /* as said: "his" */
	size_t at, length;         /* its bytes in the text */
	bool possessive;
	bool certain; /* false: what it means may be in the text itself, or it may mean nothing */
};

/* What came before. */
struct reference_before {
	const char *question;    /* the last question, folded and complete; "" if there was none */
	const struct fact *fact; /* that answered it, or NULL */
	const char *subjects;    /* names of earlier questions, folded, latest first: "a, b" */
	const char *unclear;     /* a question that was asked back, folded, or "" */
};

/* A name that may be meant. */
struct antecedent {
	int term_id;
	char form[REFERENCE_NAME]; /* folded, to put into the question */
	char name[REFERENCE_NAME]; /* as people write it */
	const char *sort;          /* of the name (struct alias) */
};

/* Reads the first pronoun of a folded text that is not explained in the text itself. */
void reference_read(const struct index *index, const char *folded, struct reference *out);

/* Finds what may be meant, likeliest first, at most REFERENCES_MAX. *joined: the first two are
 * named side by side ("A and B"), so that one of them cannot be told from the other. */
size_t reference_find(const struct index *index, const struct reference *reference,
	const struct reference_before *before, struct antecedent *out, bool *joined);

/* Puts the name in the pronoun's place. */
void reference_fill(const char *folded, const struct reference *reference,
	const struct antecedent *antecedent, char out[REFERENCE_TEXT]);

/* The first name in a folded text that is no place, as people write it; false if there is none.
 * few: only one that is in few facts. */
bool reference_subject(
	const struct index *index, const char *folded, bool few, struct antecedent *out);

/* Puts the name that a line consists of ("Nuon Chea") into the question that was asked back for it.
 * False if the line is not just a name. */
bool reference_supply(const struct index *index, const char *unclear, const char *folded,
	char out[REFERENCE_TEXT]);

/* Adds the names of a question to the list of earlier subjects, in front. */
void reference_remember(
	const struct index *index, const char *question, char *subjects, size_t size);

/* "Whom do you mean by he: Nuon Chea or Khieu Samphan?" */
void reference_ask(const struct reference *reference, const struct antecedent *list, size_t count,
	char *out, size_t size);

#endif

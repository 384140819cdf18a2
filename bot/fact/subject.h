#ifndef TONLE_FACT_SUBJECT_H
#define TONLE_FACT_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What a fact base is about, for greetings, help and pages: `subject` in the configuration or, if
 * that is not set, in a fact file. Strings are borrowed. The name of an empty subject is "" or
 * NULL.
 */
struct subject {
	const char *name;        /* "the history of bees" */
	const char *greeting;    /* the reply to a greeting, or "" */
	const char *const *home; /* words for what all facts are about: "american" */
	size_t home_count;
	const char *const *samples; /* questions to try */
	size_t sample_count;
};

/* Copies a text to out. Replaces "{about}" by "about <name>" (without a name: "a question"), and
 * "{on}" by " on <name>" (without a name: ""). */
void subject_write(const struct subject *subject, const char *text, char *out, size_t size);

/* Writes a heading: "<name>: <text>", or without a name the text with a capital. */
void subject_title(const struct subject *subject, const char *text, char *out, size_t size);

bool subject_is_home(const struct subject *subject, const char *word);

#endif

#ifndef TONLE_FACT_SUBJECT_H
#define TONLE_FACT_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What a fact base is about, so that the bot can say it: `subject` in a fact file or, before that,
 * in the configuration. Strings are borrowed; an empty subject has the name "" or NULL.
 */
struct subject {
	const char *name;        /* "the history of bees" */
	const char *greeting;    /* a sentence in reply to a greeting, or "" */
	const char *const *home; /* words for what all facts are about: "american" */
	size_t home_count;
	const char *const *samples; /* questions to try */
	size_t sample_count;
};

/* Copies a text to out with "{about}" written as "about <name>", or "a question" without a name,
 * and "{on}" as " on <name>", or "". */
void subject_write(const struct subject *subject, const char *text, char *out, size_t size);

/* The same words for a heading: "<name>: <text>", or the text with a capital. */
void subject_title(const struct subject *subject, const char *text, char *out, size_t size);

bool subject_is_home(const struct subject *subject, const char *word);

#endif

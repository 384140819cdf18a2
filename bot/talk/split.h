#ifndef TONLE_TALK_SPLIT_H
#define TONLE_TALK_SPLIT_H

#include <stddef.h>

/*
 * Splits a line into its questions: "When did Sihanouk abdicate and when did he die?", "1) … 2) …",
 * "…? …?". Judges by form only; the caller must check whether the whole line is one question after
 * all. Pure.
 */
enum { SPLIT_PARTS = 3, SPLIT_TEXT = 512 };

/* Writes up to SPLIT_PARTS questions of an unwrapped text (unwrap.h) to parts and returns how many
 * there are, which may be more than were written; 1, and nothing written, for a single question. */
size_t split_questions(const char *text, char parts[SPLIT_PARTS][SPLIT_TEXT]);

#endif

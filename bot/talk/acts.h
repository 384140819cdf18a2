#ifndef TONLE_TALK_ACTS_H
#define TONLE_TALK_ACTS_H

#include "ask/answer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Dialogue acts: what people say to a bot other than questions on its subject (for the acts see
 * Stolcke et al., "Dialogue act modeling", Computational Linguistics 26(3), 2000). They are
 * recognised by rules; each gets at most one short reply, and never a fact.
 */
enum act {
	ACT_NONE, /* none of these: perhaps a question */
	/* recognised by their form (acts_forms.h), in this order: "no way" is a doubt, "no" an
	 * acknowledgement */
	ACT_DISTRESS, /* I want to die */
	ACT_DOUBT,    /* are you sure? : the source and the confidence of the last answer */
	ACT_SOURCE,   /* link? */
	ACT_WRONG,    /* that's wrong */
	ACT_MORE,     /* tell me more */
	ACT_SILENCE,  /* shut up */
	ACT_THANKS,
	ACT_GOODBYE,
	ACT_GREETING,
	ACT_APOLOGY,
	ACT_LAUGHTER,
	ACT_ACKNOWLEDGEMENT, /* ok, yes, hm, never mind */
	ACT_PRAISE,
	ACT_INSULT,
	ACT_HELP,      /* how does this work? I have a question */
	ACT_ABOUT_BOT, /* are you a bot? what can you do? */
	ACT_UNCLEAR,   /* what do you mean? */
	/* recognised by other means */
	ACT_LANGUAGE, /* do you speak Khmer? */
	ACT_OPINION,  /* do you like Hun Sen? is he good or bad? */
	ACT_VERB,     /* a word similar to a verb: "hlep" */
	ACT_CHATTER,  /* anything else that is not a question: a number, a word, an opinion */
	ACTS
};

/* The act of a folded line, by its form. */
enum act acts_read(const char *folded);

/* Whether the line has a name that the fact base knows: "what do you know about Hun Sen" is not a
 * question about the bot. */
bool acts_names_subject(const struct index *index, const char *folded);

/* The act of a line for which there is already an answer: ACT_NONE if the answer may be given,
 * otherwise (one common word, a number, an opinion, a question to the bot) an act, and no fact may
 * be told. */
enum act acts_weigh(const struct index *index, const char *folded, const struct answer *answer);

/* Writes the reply to the act: one line, or "" for none. folded: the line from which the act was
 * read. */
void acts_reply(
	enum act act, const struct subject *subject, const char *folded, char *out, size_t size);

/* The verb that handles the act ("source", "wrong", "more"), or NULL. */
const char *acts_verb(enum act act);

#endif

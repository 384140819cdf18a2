#ifndef TONLE_KEEP_STORE_DOCUMENT_H
#define TONLE_KEEP_STORE_DOCUMENT_H

#include "base/arena.h"
#include "base/error.h"
#include "fact/fact.h"
#include "keep/store.h"
#include "keep/store_edit.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Documents that were read into the database, and their drafts: sentences that moderators make
 * facts of. Drafts and suggestions share one series of numbers.
 */
enum draft_state {
	DRAFT_OPEN,
	DRAFT_APPROVED, /* it is a fact now */
	DRAFT_REJECTED,
	DRAFT_GONE, /* the document no longer has the sentence */
	DRAFT_STATES
};
extern const char *const store_draft_states[]; /* "open" … */

struct draft {
	int64_t number; /* 0: not stored yet */
	const char *source;
	int paragraph, place; /* of the sentence: its paragraph, its order there */
	const char *sentence; /* as it stands, after what leads into it */
	const char *says;     /* the statement proposed */
	const char *quote;    /* a dozen words of the paragraph at most */
	const char *locator;  /* "p. 12", the clause's number, or "" */
	const char *when;     /* as in struct fact */
	const char *heading, *names, *topic;
	const char *questions; /* one a line */
	const char *leans;     /* the word that points to the sentence before, or "" */
	enum draft_state state;
	const char *fact, *decider, *reason; /* once decided */
};

/* What a document brings. */
struct store_document {
	const struct source *source; /* its paragraphs have their texts */
	const struct draft *drafts;
	size_t draft_count;
	const char *file;
	bool quoted; /* questions may be answered with its sentences */
};

struct store_document_report {
	bool known;                      /* the source had been read before */
	size_t same, moved, fresh, gone; /* paragraphs */
	size_t drafts_added, drafts_kept, drafts_gone;
	size_t facts_moved; /* facts whose citations were changed to the new paragraph */
	/* facts whose quote or paragraph is no longer there, each a line: "id: …" */
	const char **broken;
	size_t broken_count;
};

/*
 * Stores a document or its new version, in one transaction: the source, its paragraphs with their
 * texts, the drafts. Of a version before, drafts of sentences that are still there stay as they
 * are; citations follow a paragraph that has moved, by a revision. With commit false nothing is
 * changed, and the report says what would be. False with the reason, also if another source has the
 * same text. Strings of the report lie in the arena.
 */
bool store_put_document(struct store *store, const struct store_document *document,
	const struct change *change, bool commit, struct arena *arena,
	struct store_document_report *report, struct error *err);

/* Switches quoting for a document; *done is false if there is no such document. */
bool store_quote_document(struct store *store, const char *source, bool quoted,
	const struct change *change, bool *done, struct error *err);

/* The draft of that number, in any state; its number is 0 if there is none. */
bool store_draft(struct store *store, int64_t number, struct arena *arena, struct draft *draft,
	struct error *err);

/* Open drafts in the documents' order: of that source, or of all for ""; of that paragraph, or of
 * all for 0; after the first `skip`, at most room. *total is how many there are without skip. */
bool store_drafts(struct store *store, const char *source, int paragraph, size_t skip,
	struct draft *list, size_t room, size_t *count, int64_t *total, struct arena *arena,
	struct error *err);

/* The open draft that follows that number in the documents' order, or the first for 0; its number
 * is 0 if there is none. */
bool store_next_draft(struct store *store, int64_t after, struct arena *arena, struct draft *draft,
	struct error *err);

/* Decides about an open draft; *done is false if it is not open. */
bool store_decide_draft(struct store *store, int64_t number, enum draft_state state,
	const char *fact, const char *decider, const char *reason, bool *done, struct error *err);

/* Changes the statement and the questions of an open draft. */
bool store_amend_draft(
	struct store *store, const struct draft *draft, bool *done, struct error *err);

/*
 * Loads the sentences of documents that may be quoted, open ones, as a set of facts: the number is
 * the draft's, the id "draft-<number>", says what is to be found by (a pronoun filled in), and the
 * citation has the place and, as quote, the sentence to be quoted. The caller frees it.
 */
bool store_load_quotable(struct store *store, struct factset *set, struct error *err);

#endif

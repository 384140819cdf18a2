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
 * Documents that were read into the database, and their drafts: sentences that moderators can turn
 * into facts. Drafts and suggestions share one series of numbers.
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
	int paragraph, place; /* of the sentence: its paragraph, and its order in it */
	const char *sentence; /* as in the document, after its introduction */
	const char *says;     /* the statement proposed */
	const char *quote;    /* a dozen words of the paragraph at most */
	const char *locator;  /* "p. 12", the clause's number, or "" */
	const char *when;     /* as in struct fact */
	const char *heading, *names, *topic;
	const char *questions;      /* one a line */
	const char *back_reference; /* the word that points to the sentence before, or "" */
	enum draft_state state;
	const char *fact, *decider, *reason; /* set once decided */
};

/* A document to store, and the report on what that changes. */
struct store_document {
	const struct source *source; /* its paragraphs have their texts */
	const struct draft *drafts;
	size_t draft_count;
	const char *file;
	bool quoted; /* its sentences may be quoted as answers */
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
 * Stores a document or a new version of it, in one transaction: the source, its paragraphs with
 * their texts, and the drafts. Drafts of sentences that were in the previous version and still are
 * stay unchanged; citations of a paragraph that has moved are updated, with a revision. If commit
 * is false, nothing is changed, and the report says what would be. False with the reason, for
 * example if another source has the same text. Strings of the report are in the arena.
 */
bool store_put_document(struct store *store, const struct store_document *document,
	const struct change *change, bool commit, struct arena *arena,
	struct store_document_report *report, struct error *err);

/* Switches quoting for a document; *done is false if there is no such document. */
bool store_quote_document(struct store *store, const char *source, bool quoted,
	const struct change *change, bool *done, struct error *err);

/* Reads the draft with that number, in any state; draft->number is 0 if there is none. */
bool store_draft(struct store *store, int64_t number, struct arena *arena, struct draft *draft,
	struct error *err);

/* Lists open drafts in the order of the documents: of that source ("": of all) and that paragraph
 * (0: of all), without the first `skip`, at most room. *total is how many there are, including
 * those skipped. */
bool store_drafts(struct store *store, const char *source, int paragraph, size_t skip,
	struct draft *list, size_t room, size_t *count, int64_t *total, struct arena *arena,
	struct error *err);

/* Reads the open draft after that number in the order of the documents (0: the first);
 * draft->number is 0 if there is none. */
bool store_next_draft(struct store *store, int64_t after, struct arena *arena, struct draft *draft,
	struct error *err);

/* Closes an open draft in that state; *done is false if it is not open. */
bool store_decide_draft(struct store *store, int64_t number, enum draft_state state,
	const char *fact, const char *decider, const char *reason, bool *done, struct error *err);

/* Changes the statement and the questions of an open draft. */
bool store_amend_draft(
	struct store *store, const struct draft *draft, bool *done, struct error *err);

/*
 * Loads the quotable sentences of documents (open drafts) as a set of facts. Each has the draft's
 * number and the id "draft-<number>". `says` is the text to search (with pronouns filled in); the
 * citation has the place and, as its quote, the sentence to quote. The caller frees the set.
 */
bool store_load_quotable(struct store *store, struct factset *set, struct error *err);

#endif

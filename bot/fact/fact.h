#ifndef TONLE_FACT_FACT_H
#define TONLE_FACT_FACT_H

#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"
#include "fact/csl.h"
#include "fact/subject.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Facts as values. They are read from fact files (factfile.h) or the database (store.h) and are not
 * changed afterwards. A struct factset owns the arena that holds all its strings and arrays. Absent
 * strings are "" and never NULL.
 */
struct citation {
	const char *source;   /* id of a struct source */
	int paragraph;        /* 0: none */
	const char *quote;    /* at most a dozen words of the paragraph, or "" */
	const char *locator;  /* "entry Oct 2004", or "" */
	const char *supports; /* `for` in a fact file: the part of the statement it supports ("the
				 year"), or "" */
	int line;             /* in the fact's file; 0 from the database */
};

/* The most questions of one fact: their positions, from 1, fit into FACT_PLACE_BITS bits, which the
 * search table packs next to the fact's number. Macros, because SQL needs them as text. */
#define FACT_PLACE_BITS 10
#define FACT_QUESTIONS_MAX 1023

/* The most topics besides the first; the size of all topics as one text with separators. */
enum { FACT_TOPICS_MAX = 15, FACT_TOPICS_TEXT = (FACT_TOPICS_MAX + 1) * 66 };

/* The most facts in one fact's `see`. */
enum { FACT_SEE_MAX = 15 };

/* The most channels that a fact belongs to. */
enum { FACT_CHANNELS_MAX = 15 };

enum question_kind {
	QUESTION_ASK, /* answered by the fact */
	QUESTION_YES, /* answered with yes */
	QUESTION_NO,  /* answered with no */
	QUESTION_NOT, /* a near miss: not answered by the fact */
	QUESTION_KINDS
};

/* The keys of a fact file, by kind: "ask", "ask_yes" … */
extern const char *const fact_question_keys[QUESTION_KINDS];

struct question {
	enum question_kind kind;
	int line; /* in the fact's file; 0 from the database */
	const char *text;
};

/* The fields for which a table may lack a column: bits of fact.absent. The bit of a kind of
 * question is 1 << kind. */
enum fact_field {
	FACT_WHEN = QUESTION_KINDS,
	FACT_BRIEF,
	FACT_ABOUT,
	FACT_MATCH,
	FACT_CITE,
	FACT_TOPICS,
	FACT_SEE,
	FACT_CHANNELS,
	FACT_FORMERLY,
	FACT_LOCKED,
	FACT_FORGOTTEN
};

struct fact {
	int64_t number; /* in the database; 0 in a file */
	const char *id;
	const char *const *formerly; /* former ids, and those of facts merged into it */
	size_t former_count;
	const char *topic;         /* its main topic */
	const char *const *topics; /* further topics */
	size_t topic_count;
	const char *const *see; /* ids of facts to read with it; works both ways */
	size_t see_count;
	const char *const *channels; /* the channels that have it (scope.h); none: all */
	size_t channel_count;
	const char *says;
	const char *brief;   /* `short` in a file: its short form (ask/short_form.h), or "" */
	const char *when;    /* YYYY, YYYY-MM, YYYY-MM-DD or two of them with '/', or "" */
	const char *about;   /* the id of the name whose overview this fact is, or "" */
	const char *heading; /* the heading above a document's sentence; NULL for a fact */
	const struct question *questions;
	size_t question_count;
	const char *const *patterns; /* PCRE2, caseless, for the folded line */
	size_t pattern_count;
	const struct citation *citations;
	size_t citation_count;
	bool forgotten;   /* kept, but not served */
	bool hidden;      /* forgotten, and shown to owners only; in revisions, not in table fact */
	bool locked;      /* refuses every change except unlocking */
	int64_t revision; /* its newest revision; 0 in a file */
	unsigned absent;  /* fields that its file does not have: 1 << FACT_WHEN, and so on */
	const char *file; /* where it was read; "" and 0 from the database */
	int line;
};

struct paragraph {
	int number;
	const char *kind;   /* fact, heading or noise */
	const char *gist;   /* a summary in our own words */
	const char *sha256; /* of the text as sourcetext.h reads it, in hexadecimal */
	const char *text;   /* "" if the database does not have it */
};

struct source {
	const char *id, *title, *publisher, *url, *licence;
	const char *author; /* the names in `reference`, joined */
	const char *date;   /* `issued`: YYYY[-MM[-DD]], with ~ before an inferred one */
	struct csl csl;
	const char *brief; /* `short` in a file: its short name in answers */
	const struct paragraph *paragraphs;
	size_t paragraph_count;
	const char *text_file; /* `text` in a file: the file with its text, next to it; or "" */
	bool text_absent;      /* that file does not exist: quotes cannot be checked */
	const char *file;
	int line;
};

/* Forms of a name; words with the same meaning; related words. */
enum alias_kind { ALIAS_NAME, ALIAS_WORDS, ALIAS_NEAR, ALIAS_KINDS };

struct alias {
	enum alias_kind kind;
	const char *id;   /* of a name: its slug; of words: the first */
	const char *sort; /* of a name: person, woman, place, organisation …; "" for words */
	const char *const *names;
	size_t name_count;
	const char *file;
	int line;
};

/* Whether it is a person's name: its sort is person, or woman (whom people call "she"). */
bool fact_is_person(const struct alias *alias);

struct name_form;

struct factset {
	struct arena arena;
	struct subject subject;
	const struct fact *facts;
	size_t fact_count;
	const struct source *sources;
	size_t source_count;
	const struct alias *aliases;
	size_t alias_count;
	const struct name_form *name_forms; /* name_forms.h; NULL: not sorted */
	size_t name_form_count;
	int64_t changed; /* its last revision, seconds since 1970; 0 from files */
};

/* Frees the set and leaves it empty. */
void factset_free(struct factset *set);

/* The fact or source with that id, or NULL; linear. A fact is also found by a former id, if no
 * other fact has it now. */
const struct fact *factset_fact(const struct factset *set, const char *id);
const struct source *factset_source(const struct factset *set, const char *id);

/* The name with that id, or NULL; linear. */
const struct alias *factset_name(const struct factset *set, const char *id);

/* The facts sorted by id; the caller frees the array. */
const struct fact **factset_by_id(const struct factset *set);

/* The source's paragraph with that number, or NULL. */
const struct paragraph *source_paragraph(const struct source *source, int number);

/* A deep copy in the arena. */
struct fact fact_copy(struct arena *arena, const struct fact *fact);

/*
 * The whole fact as one line of canonical JSON: the keys of a fact file in order, without empty
 * ones. Two facts are equal if their contents are equal. A revision stores the content, and the
 * hash chain covers it. The caller frees it.
 */
char *fact_content(const struct fact *fact);

/* Writes a citation in the form of that content: an object of a list. */
void fact_write_citation(struct json *json, const struct citation *citation);

/* Whether two citations name the same place in the same source; quotes and `for` are ignored. */
bool fact_same_place(const struct citation *a, const struct citation *b);

/* Where the fact was read, for messages: "file:line", or its id if from the database. In storage.
 */
const char *fact_where(const struct fact *fact, char *storage, size_t size);

/* Whether the topic is one of the fact's. */
bool fact_is_on(const struct fact *fact, const char *topic);

/* The fact's topics, the main one first, separated by `between`. In storage. */
const char *fact_topics(const struct fact *fact, const char *between, char *storage, size_t size);

/* Whether the fact's date and channels are valid and its lists are not too long; if not, the error
 * has the fact's place in its file, the key and what was expected. */
bool fact_fits(const struct fact *fact, struct error *err);

/* Removes from each fact's `see` the ids of facts that are not in the set, such as forgotten ones,
 * which an export leaves out. */
void factset_drop_unknown_see(struct factset *set);

/* Whether the id is a former id of the fact, or of a fact merged into it. */
bool fact_was(const struct fact *fact, const char *id);

/* Copies the fields in fact->absent from another fact; the new lists are in the arena. */
void fact_fill(struct fact *fact, struct arena *arena, const struct fact *from);

/* Change a fact's lists. The fact gets a new list in the arena; the old list is not changed, since
 * others may still use it. Added strings are borrowed, not copied. A former id is added only once.
 */
void fact_add_question(
	struct fact *fact, struct arena *arena, enum question_kind kind, const char *text);
void fact_drop_question(struct fact *fact, struct arena *arena, size_t at);
void fact_add_former(struct fact *fact, struct arena *arena, const char *id);
void fact_add_topic(struct fact *fact, struct arena *arena, const char *topic);
void fact_add_see(struct fact *fact, struct arena *arena, const char *id);
void fact_drop_see(struct fact *fact, struct arena *arena, size_t at);
void fact_add_channel(struct fact *fact, struct arena *arena, const char *channel);
void fact_add_pattern(struct fact *fact, struct arena *arena, const char *regex);
void fact_drop_pattern(struct fact *fact, struct arena *arena, size_t at);
void fact_add_citation(struct fact *fact, struct arena *arena, const struct citation *citation);
void fact_drop_citation(struct fact *fact, struct arena *arena, size_t at);

#endif

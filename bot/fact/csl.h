#ifndef TONLE_FACT_CSL_H
#define TONLE_FACT_CSL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/yaml.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * References: a source's entry in a bibliography. The fields, and their names in a fact file, are
 * those of CSL 1.0.2 (docs.citationstyles.org, appendices III and IV).
 */

/* An author: a person, or an institution in `literal`. */
struct author {
	const char *family, *given, *literal; /* "" where absent */
};

/* The fields of a source besides its title, publisher, date and address. Absent texts are "". */
struct csl {
	const char *type; /* report, article-newspaper, webpage, bill, hearing, dataset or
			     entry-encyclopedia; "" is webpage */
	struct author *authors;
	size_t author_count;
	const char *accessed;  /* YYYY-MM-DD: when an undated source was read */
	const char *container; /* `container-title`: the newspaper, encyclopedia or site */
	const char *number;    /* of a report or bill: "R44037", "S. 1468" */
	const char *genre;     /* "CRS Report", "Press release" */
	const char *congress;  /* `chapter-number`, of a bill: "115th Cong." */
	const char *volume, *page;
	const char *version; /* of a dataset */
	const char *archive; /* the address of the copy that was read, if it is not the original */
	const char *note;    /* what could not be checked, and when */
};

struct source;

enum csl_style { CSL_APA, CSL_MLA, CSL_CHICAGO };

/*
 * Adds the source's entry in a style, in plain text: Publication Manual of the APA, 7th edition;
 * MLA Handbook, 9th edition; The Chicago Manual of Style, 17th edition, author-date. Titles keep
 * their capitals; MLA and Chicago also capitalize the other words of an English title. letter ('a'
 * …) distinguishes sources of the same author and year; 0: none.
 */
void csl_write(struct buf *buf, const struct source *source, enum csl_style style, char letter);

/* The letter of list[at] among the sources of the same author and year, by date; 0 if there is no
 * other. */
char csl_letter(const struct source *const *list, size_t count, size_t at);

/* The text fields, with their names in a fact file; the other two are type and author. */
#define CSL_TEXTS(ROW)                                                                             \
	ROW(accessed, "accessed")                                                                  \
	ROW(container, "container-title")                                                          \
	ROW(number, "number")                                                                      \
	ROW(genre, "genre")                                                                        \
	ROW(congress, "chapter-number")                                                            \
	ROW(volume, "volume")                                                                      \
	ROW(page, "page")                                                                          \
	ROW(version, "version")                                                                    \
	ROW(archive, "archive")                                                                    \
	ROW(note, "note")

/* The values of `type`, ending with NULL; the format of an author. */
extern const char *const csl_types[];
extern const struct yaml_shape csl_author_shape;

/* A reference without fields, where every source starts. */
#define CSL_NONE                                                                                   \
	((struct csl){.type = "",                                                                  \
		.accessed = "",                                                                    \
		.container = "",                                                                   \
		.number = "",                                                                      \
		.genre = "",                                                                       \
		.congress = "",                                                                    \
		.volume = "",                                                                      \
		.page = "",                                                                        \
		.version = "",                                                                     \
		.archive = "",                                                                     \
		.note = ""})

/* Reads authors as people write them, separated by ";": "Family, Given" is a person; a name without
 * a comma, or in braces, is an institution. csl_written_authors() writes them in the same form. */
void csl_set_authors(struct arena *arena, struct csl *reference, const char *text);
const char *csl_written_authors(struct arena *arena, const struct csl *reference);

/* The authors' names, joined by ", ", in the arena. */
const char *csl_authors(struct arena *arena, const struct csl *reference);

/* Whether the type is one of csl_types and `accessed` is a day; either may be "". */
bool csl_check(const struct csl *reference, struct error *err);

/* Write an author as an object of a list, and the fields that are not empty into an open object,
 * with the names of a fact file. */
void csl_add_author(struct json *json, const struct author *author);
void csl_add_fields(struct json *json, const struct csl *reference);

/* Convert the fields to a JSON object, which the caller frees, and back. False with the reason for
 * bad JSON; "" is a reference without fields. */
char *csl_content(const struct csl *reference);
bool csl_read(const char *content, struct arena *arena, struct csl *reference, struct error *err);

/* --- formats of other programs (csl_export.c) --------------------------------------------
 */

enum csl_format { CSL_BIBTEX, CSL_RIS, CSL_JSON };

/*
 * Writes one source: a BibTeX entry (btxdoc, 3.1) on one line; a RIS record (Reference Manager)
 * with one line for each tag; or a CSL-JSON item on one line. Each ends with a line feed.
 */
void csl_export(FILE *out, const struct source *source, enum csl_format format);

/* Writes a whole file of them. False with the reason if it cannot be written. */
bool csl_export_all(FILE *out, const struct source *sources, size_t count, enum csl_format format,
	struct error *err);

/* The publisher and the container; "" if there is none, or if it is also the only author. */
const char *csl_publisher(const struct source *source);
const char *csl_container(const struct source *source);

/* The outlet, for a short mention: the container, else the publisher, else the author. */
const char *csl_outlet(const struct source *source);

/* The first year in the source's date as a text of at most 4 digits, or "". */
void csl_year(const struct source *source, char year[5]);

#endif

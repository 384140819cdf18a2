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
 * References: how a source is named in a bibliography. The fields are those of CSL 1.0.2
 * (docs.citationstyles.org, appendices III and IV), and so are their names in a fact file.
 */

/* An author: a person, or an institution in `literal`. */
struct author {
	const char *family, *given, *literal; /* "" where absent */
};

/* What a source has beside its title, publisher, date and address. Absent texts are "". */
struct csl {
	const char *type; /* report, article-newspaper, webpage, bill, hearing, dataset or
			     entry-encyclopedia; "" is webpage */
	const struct author *authors;
	size_t author_count;
	const char *accessed;  /* YYYY-MM-DD: when an undated source was read */
	const char *container; /* `container-title`: the newspaper, encyclopedia or site */
	const char *number;    /* of a report or bill: "R44037", "S. 1468" */
	const char *genre;     /* "CRS Report", "Press release" */
	const char *congress;  /* `chapter-number`, of a bill: "115th Cong." */
	const char *volume, *page;
	const char *version; /* of a dataset */
	const char
		*archive; /* the address of the copy that was read, where it is not the original */
	const char *note; /* what could not be checked, and when */
};

struct source;

enum csl_style { CSL_APA, CSL_MLA, CSL_CHICAGO };

/*
 * Adds the source's entry in a style, in plain text: Publication Manual of the APA, 7th edition;
 * MLA Handbook, 9th edition; The Chicago Manual of Style, 17th edition, author-date. Titles keep
 * their capitals; MLA and Chicago capitalize the other words of an English title, too. letter
 * tells sources of the same author and year apart ('a' …), or is 0.
 */
void csl_write(struct buf *buf, const struct source *source, enum csl_style style, char letter);

/* The letter that tells list[at] apart from the others of the same author and year, by date; 0 if
 * there is no other. */
char csl_letter(const struct source *const *list, size_t count, size_t at);

/* The fields that are texts, with their names in a fact file; the other two are type and author. */
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

/* The words for `type`, then NULL; the format of an author. */
extern const char *const csl_types[];
extern const struct yaml_shape csl_author_shape;

/* A reference without fields: every source has one. */
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

/* Reads authors as people write them, with ";" between them: "Family, Given" is a person; what has
 * no comma, or stands in braces, an institution. csl_written_authors() writes them so again. */
void csl_set_authors(struct arena *arena, struct csl *reference, const char *text);
const char *csl_written_authors(struct arena *arena, const struct csl *reference);

/* The authors' names, joined by ", ", in the arena. */
const char *csl_authors(struct arena *arena, const struct csl *reference);

/* Whether the type is one of ours and what is accessed is a day; "" is fine. */
bool csl_check(const struct csl *reference, struct error *err);

/* Writes an author as an object in a list; and the fields that are there into an open object, by
 * the names of a fact file. */
void csl_add_author(struct json *json, const struct author *author);
void csl_add_fields(struct json *json, const struct csl *reference);

/* The fields as a JSON object, which the caller frees, and back. False with the reason for bad
 * JSON; "" is a reference without fields. */
char *csl_content(const struct csl *reference);
bool csl_read(const char *content, struct arena *arena, struct csl *reference, struct error *err);

/* --- formats of other programs (csl_export.c) --------------------------------------------
 */

enum csl_format { CSL_BIBTEX, CSL_RIS, CSL_JSON };

/*
 * Writes one source: a BibTeX entry (btxdoc, 3.1) on one line; a RIS record (Reference Manager),
 * one line a tag; an item of CSL-JSON on one line. Each ends with a line feed.
 */
void csl_export(FILE *out, const struct source *source, enum csl_format format);

/* Writes a whole file of them. False with the reason if it cannot be written. */
bool csl_export_all(FILE *out, const struct source *sources, size_t count, enum csl_format format,
	struct error *err);

/* The publisher and the container, without one that is the only author already; "" if none. */
const char *csl_publisher(const struct source *source);
const char *csl_container(const struct source *source);

/* Who brought it out, for a short mention: the container, else the publisher, else the author. */
const char *csl_outlet(const struct source *source);

/* The first year in the source's date as a text of at most 4 digits, or "". */
void csl_year(const struct source *source, char year[5]);

#endif

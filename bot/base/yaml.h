#ifndef TONLE_BASE_YAML_H
#define TONLE_BASE_YAML_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads YAML 1.1 (with libyaml) into structs as tables say: a shape lists the keys that a mapping
 * may have, their types, and where in the struct each value goes. The table defines the format.
 * Every error has file:line and what was expected.
 */
enum yaml_type {
	YAML_TEXT,   /* const char *: one line of text without control characters */
	YAML_NUMBER, /* int, least to most */
	YAML_FLAG,   /* bool: true or false (yes, no, on, off) */
	YAML_MAP,    /* a mapping, or a list of one, read with `shape` into the struct at `at` */
	YAML_LIST,   /* T *at, size_t count_at: a list whose items are read with `shape` */
	YAML_LINE    /* int: not a key, but the line where the mapping or item begins */
};

struct yaml_key {
	const char *name; /* NULL: not a key, only a default or the line */
	enum yaml_type type;
	bool required;
	size_t at, count_at;            /* offsetof the field, and of a list's count */
	const char *default_text;       /* the text if the key is absent; NULL means "" */
	const char *const *one_of;      /* the allowed texts, ending with NULL; NULL: any */
	int least, most, default_value; /* of a number; default_value (0 or 1) of a flag too */
	const struct yaml_shape *shape;
	bool live;           /* yaml_same() ignores it */
	const char *example; /* how to write it, for messages and the manual; NULL: none */
	const char *help;    /* what it means, for the manual: one paragraph */
};

struct yaml_shape {
	const char *what; /* "a fact", for messages */
	size_t size;      /* of the struct to fill */
	const struct yaml_key *keys;
	size_t key_count;
	const struct yaml_key *self; /* if not NULL: a value read with this row, not a mapping */
	/* If not NULL: instead of the mapping, a text may be given, which is the value of this row
	 */
	const struct yaml_key *short_form;
	bool lone;           /* and instead of a list of one such text, the text alone */
	const char *example; /* how to write it, for messages; NULL: none */
};

#define YAML_KEYS(rows) .keys = rows, .key_count = sizeof(rows) / sizeof(rows)[0]

/*
 * Reads the file's only document with the shape into *into (shape->size bytes, overwritten); texts
 * and arrays are in the arena. Absent optional keys get their default, absent lists are empty.
 * False, with file:line, for an unreadable file, bad YAML or UTF-8, a second document, an unknown,
 * repeated or missing key, a wrong type, a number out of range, a control character, or an alias
 * (*name), which could make a small file expand to a large one; *into is then undefined.
 */
bool yaml_read(const char *path, const struct yaml_shape *shape, struct arena *arena, void *into,
	struct error *err);

/* Where a text was in a document. */
struct yaml_place {
	const char *text; /* the pointer in the struct, not a copy */
	const char *path; /* of the file; borrowed from the caller or in the arena */
	int line;
	bool bad; /* a mistake was already reported, and the text is "" */
};

/* Options and results of reading a document that people write by hand: reading goes on to the end,
 * to find every mistake. Set the first members, zero the rest, and free with yaml_reading_free. */
struct yaml_reading {
	bool environment; /* ${NAME} in a value is the environment variable, "$${" is "${" */
	bool include; /* `include: FILE` in a mapping reads that file's keys as if written there */
	void (*complain)(void *context, const char *text); /* gets every mistake; may be NULL */
	void *context;
	size_t mistakes; /* found */
	struct yaml_place *places;
	size_t place_count, place_room;
};

/* Like yaml_read, with these options. An empty document has no keys. After a mistake *into holds
 * what could be read, and "" or defaults for the rest. */
bool yaml_read_all(const char *path, const struct yaml_shape *shape, struct arena *arena,
	void *into, struct yaml_reading *reading, struct error *err);

/* Where that text (compared by address) was in the document; NULL if it is a default. */
const struct yaml_place *yaml_place(const struct yaml_reading *reading, const char *text);

/* Adds the place of a text that was derived from one in the document. path is borrowed. */
void yaml_note(
	struct yaml_reading *reading, const char *text, const char *path, int line, bool bad);

void yaml_reading_free(struct yaml_reading *reading);

/* Whether two structs that were read with the shape have equal values, except for live keys. */
bool yaml_same(const struct yaml_shape *shape, const void *a, const void *b);

/* Whether that one key has the same value in both. */
bool yaml_same_key(const struct yaml_key *key, const void *a, const void *b);

/* Like yaml_read, from memory; errors show `name` as the file. Reads JSON, too. */
bool yaml_read_text(const char *name, const char *text, size_t length,
	const struct yaml_shape *shape, struct arena *arena, void *into, struct error *err);

#endif

#ifndef TONLE_BASE_YAML_H
#define TONLE_BASE_YAML_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads YAML (1.1, by libyaml) into structs by tables: a shape lists the keys that a mapping may
 * have, their types, and where in the struct each value goes. The table is the definition of the
 * format, and every error says file:line and what was expected.
 */
enum yaml_type {
	YAML_TEXT,   /* const char *: one line of text without control characters */
	YAML_NUMBER, /* int, least to most */
	YAML_FLAG,   /* bool: true or false (yes, no, on, off) */
	YAML_MAP,    /* a mapping, or a list of one, read by `shape` into the struct at `at` */
	YAML_LIST,   /* T *at, size_t count_at: a list whose items are read by `shape` */
	YAML_LINE    /* int: not a key, but the line where the mapping or item begins */
};

struct yaml_key {
	const char *name; /* NULL: not a key, only a default or the line */
	enum yaml_type type;
	bool required;
	size_t at, count_at;            /* offsetof the field, and of a list's count */
	const char *default_text;       /* the text if the key is absent; NULL means "" */
	const char *const *one_of;      /* the words allowed for a text, then NULL; NULL: any */
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
	const struct yaml_key *self; /* if not NULL: not a mapping, but a value read by this row */
	/* If not NULL: a text alone is the value of this row, the other keys being absent. */
	const struct yaml_key *short_form;
	bool lone; /* and where a list of them is expected, such a text is a list of one */
	const char *example; /* how to write it, for messages; NULL: none */
};

#define YAML_KEYS(rows) .keys = rows, .key_count = sizeof(rows) / sizeof(rows)[0]

/*
 * Reads the file's only document by shape into *into (shape->size bytes, overwritten); texts and
 * arrays lie in the arena. Absent optional keys get their default, absent lists are empty. False,
 * with file:line, for an unreadable file, bad YAML or UTF-8, a second document, an unknown,
 * repeated or missing key, a wrong type, a number out of range, a control character, and an alias
 * (*name), which could make a small file large; *into is then undefined.
 */
bool yaml_read(const char *path, const struct yaml_shape *shape, struct arena *arena, void *into,
	struct error *err);

/* Where a text of a document was. */
struct yaml_place {
	const char *text; /* the very text in the struct, not a copy */
	const char *path; /* of the file; borrowed from the reader's caller or the arena */
	int line;
	bool bad; /* a mistake was already complained of; the text is then "" */
};

/* How to read a document for people who write it by hand: to its end, so that every mistake is
 * found. Starts as {0} but for the first members; the caller frees it with yaml_reading_free. */
struct yaml_reading {
	bool environment; /* ${NAME} in a value is the environment variable, "$${" is "${" */
	bool include; /* `include: FILE` in a mapping reads that file's keys as if written there */
	void (*complain)(void *context, const char *text); /* gets every mistake; NULL: nobody */
	void *context;
	size_t mistakes; /* found */
	struct yaml_place *places;
	size_t place_count, place_room;
};

/* As yaml_read, but as the reading says. An empty document is one without keys. After a mistake
 * *into holds what could be read, and "" or defaults for the rest. */
bool yaml_read_all(const char *path, const struct yaml_shape *shape, struct arena *arena,
	void *into, struct yaml_reading *reading, struct error *err);

/* Where that text (by address) was; NULL if it is a default. */
const struct yaml_place *yaml_place(const struct yaml_reading *reading, const char *text);

/* Adds a place, for a text that was made from one that was read. path is borrowed. */
void yaml_note(
	struct yaml_reading *reading, const char *text, const char *path, int line, bool bad);

void yaml_reading_free(struct yaml_reading *reading);

/* Whether two structs read by the shape have the same values, except for keys marked live. */
bool yaml_same(const struct yaml_shape *shape, const void *a, const void *b);

/* Whether that one key has the same value in both. */
bool yaml_same_key(const struct yaml_key *key, const void *a, const void *b);

/* As yaml_read, from memory; errors call it name. Reads JSON, too. */
bool yaml_read_text(const char *name, const char *text, size_t length,
	const struct yaml_shape *shape, struct arena *arena, void *into, struct error *err);

#endif

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
	YAML_MAP,    /* a mapping read by `shape` into the struct at `at` */
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
	bool live; /* yaml_same() ignores it */
};

struct yaml_shape {
	const char *what; /* "a fact", for messages */
	size_t size;      /* of the struct to fill */
	const struct yaml_key *keys;
	size_t key_count;
	const struct yaml_key *self; /* if not NULL: not a mapping, but a value read by this row */
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

/* Whether two structs read by the shape have the same values, except for keys marked live. */
bool yaml_same(const struct yaml_shape *shape, const void *a, const void *b);

/* As yaml_read, from memory; errors call it name. Reads JSON, too. */
bool yaml_read_text(const char *name, const char *text, size_t length,
	const struct yaml_shape *shape, struct arena *arena, void *into, struct error *err);

#endif

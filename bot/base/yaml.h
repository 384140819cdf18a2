#ifndef TONLE_BASE_YAML_H
#define TONLE_BASE_YAML_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * YAML (1.1, by libyaml) read into structs by tables: a shape says which keys a mapping may have,
 * of what type each is, and where in the struct its value goes. So the table is the format's
 * definition, and every fault says file:line and what was expected. Serves fact files and the
 * configuration.
 */
enum yaml_type {
	YAML_TEXT,   /* const char *: one line of text without control characters */
	YAML_NUMBER, /* int, least to most */
	YAML_FLAG,   /* bool: true or false (yes, no, on, off) */
	YAML_MAP,    /* a mapping read by `shape` into the struct that begins at `at` */
	YAML_LIST,   /* T *at, size_t count_at: a list whose items are read by `shape` */
	YAML_LINE    /* int: not a key; takes the line on which the mapping or item begins */
};

struct yaml_key {
	const char *name; /* NULL: no key, only a default or the line */
	enum yaml_type type;
	bool required;
	size_t at, count_at;       /* offsetof the field, and of a list's count */
	const char *otherwise;     /* the text when the key is absent; NULL means "" */
	const char *const *one_of; /* the words allowed for a text, NULL at the end; NULL: any */
	int least, most, default_value; /* of a number; default_value (0 or 1) of a flag too */
	const struct yaml_shape *shape;
	bool live; /* yaml_same() passes it over */
};

struct yaml_shape {
	const char *what; /* "a fact", for messages */
	size_t size;      /* of the struct that it fills */
	const struct yaml_key *keys;
	size_t key_count;
	const struct yaml_key *self; /* not a mapping: the node itself is read by this row */
};

#define YAML_KEYS(rows) .keys = rows, .key_count = sizeof(rows) / sizeof(rows)[0]

/*
 * Reads the file's one document by shape into *into (shape->size bytes, overwritten); all texts and
 * arrays lie in the arena. Absent optional keys get their default, absent lists are empty. A fault,
 * with file:line, for: an unreadable file, bad YAML or UTF-8, a second document, an unknown or
 * repeated key, a missing one, a wrong type, a number out of range, a control character, and an
 * alias (*name), which could make a small file large. *into is then to be thrown away.
 */
bool yaml_read(const char *path, const struct yaml_shape *shape, struct arena *arena, void *into,
	struct error *err);

/* Whether two structs read by the shape are the same in all their keys but those marked live. */
bool yaml_same(const struct yaml_shape *shape, const void *a, const void *b);

/* As yaml_read, from memory; name stands for the path in faults. JSON is read, too. */
bool yaml_read_text(const char *name, const char *text, size_t length,
	const struct yaml_shape *shape, struct arena *arena, void *into, struct error *err);

#endif

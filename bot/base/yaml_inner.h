#ifndef TONLE_BASE_YAML_INNER_H
#define TONLE_BASE_YAML_INNER_H

#include "base/yaml.h"

#include <yaml.h>

/* What the files yaml*.c share: the reading of one document. */
struct yaml_reader {
	const char *path;
	struct arena *arena;
	yaml_document_t document;
	bool *seen; /* by node number: already read; a second time means an alias */
	struct error *err;
	struct yaml_reading *reading; /* NULL: plainly, and the first mistake ends it */
	int depth;                    /* of files that include others */
	size_t mistakes;
};

/* Notes a mistake in the node's line: the first one is the error, and each is complained of.
 * Returns false. */
bool yaml_mistake(struct yaml_reader *reader, const yaml_node_t *node, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* "KEY: expected …, found …", with an example of the key if its row has one. Returns false. */
bool yaml_wrong_type(
	struct yaml_reader *reader, const yaml_node_t *node, const struct yaml_key *key);

/* Reads a scalar node by the row into the field; false after a mistake. */
bool yaml_read_scalar(struct yaml_reader *reader, const yaml_node_t *node,
	const struct yaml_key *key, void *field);

#endif

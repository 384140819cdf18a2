#ifndef TONLE_BASE_YAML_INNER_H
#define TONLE_BASE_YAML_INNER_H

#include "base/yaml.h"

#include <yaml.h>

/* Shared by yaml*.c: the state of reading one document. */
struct yaml_reader {
	const char *path;
	struct arena *arena;
	yaml_document_t document;
	bool *seen; /* by node number: already read; reading one twice means an alias */
	struct error *err;
	struct yaml_reading *reading; /* NULL: no options; the first mistake ends the reading */
	int depth;                    /* of included files */
	size_t mistakes;
};

/* Reports a mistake in the node's line to `complain`; the first one also becomes the error. Returns
 * false. */
bool yaml_mistake(struct yaml_reader *reader, const yaml_node_t *node, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* "KEY: expected …, found …", with an example of the key if its row has one. Returns false. */
bool yaml_wrong_type(
	struct yaml_reader *reader, const yaml_node_t *node, const struct yaml_key *key);

/* Reads a scalar node into the field, as the row says; false after a mistake. */
bool yaml_read_scalar(struct yaml_reader *reader, const yaml_node_t *node,
	const struct yaml_key *key, void *field);

#endif

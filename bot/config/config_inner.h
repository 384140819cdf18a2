#ifndef TONLE_CONFIG_CONFIG_INNER_H
#define TONLE_CONFIG_CONFIG_INNER_H

#include "base/yaml.h"
#include "config/config.h"

/* What config.c, config_keys.c and config_check.c share. */
extern const struct yaml_shape config_network_shape, config_channel_shape;

/* Keys of a network that name files. */
enum { CONFIG_FILES = 7 };
struct config_file {
	const char *key;
	size_t at;   /* of the path in struct config_network */
	bool secret; /* holds a password: nobody else may read it */
};
extern const struct config_file config_files[CONFIG_FILES];

/* Reports mistakes that the shapes cannot detect, with their line: a server with a port in it, a
 * nick that no server accepts, a role for an unknown network. Skips what the reading has reported
 * already. files: also reports files that cannot be read. Counts in reading->mistakes; err is the
 * first one of all. */
void config_check(
	const struct config *config, struct yaml_reading *reading, bool files, struct error *err);

/* The network of that name among the first `before` ones, or NULL. */
const struct config_network *config_network_before(
	const struct config *config, const char *name, size_t before);

#endif

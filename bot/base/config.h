#ifndef TONLE_BASE_CONFIG_H
#define TONLE_BASE_CONFIG_H

#include "base/arena.h"
#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The configuration: config/tonle.yaml is its manual. Read whole and checked whole; an unknown key,
 * a wrong type, a number out of range is an error with file:line. Absent strings are "".
 */
struct config_channel {
	const char *name;
	bool ambient; /* may answer lines that nobody addressed to us; off by default */
	bool log;     /* edits, suggestions and role changes are announced there; off by default */
	const char *operators; /* the role that the channel's operators have in it: everyone (the
				* default), trusted or moderator */
};

/* What we log in to services with; mechanism "" is not at all. */
struct config_sasl {
	const char *mechanism; /* PLAIN, SCRAM-SHA-256 or EXTERNAL */
	const char *username;
	const char *password_file; /* "" for EXTERNAL */
};

struct config_network {
	const char *name;
	const char *server; /* host name or address */
	int port;           /* 6697 with TLS and 6667 without by default */
	bool tls;           /* on by default */
	const char *tls_fingerprint;
	const char *nick, *user, *realname; /* "tonle", the nick, and what we are by default */
	struct config_sasl sasl;
	const struct config_channel *channels;
	size_t channel_count;
	unsigned burst, interval_ms; /* pace: 5 lines at once, then one in 2000 ms; 0 ms: no pace */
	int line;                    /* in the file */
};

/* Who has a role: an account of the network's services, or a hostmask where there are none. */
struct config_role {
	const char *network; /* the name of one of the networks */
	const char *account, *hostmask;
	const char *role; /* owner, moderator, trusted or ignored */
	int line;         /* in the file */
};

struct config {
	struct arena arena;
	const char *path;
	const char *database;  /* tonle.db beside the file by default */
	const char *state_dir; /* the database's directory by default */
	const struct config_network *networks;
	size_t network_count;
	const struct config_role *roles;
	size_t role_count;
};

/* Reads it by the tables in config.c, which have every key and its default; relative paths in it
 * are relative to the file and made so that they can be opened. On failure *config is empty. */
bool config_read(const char *path, struct config *config, struct fault *why);
void config_free(struct config *config);

#endif

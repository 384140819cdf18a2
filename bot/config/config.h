#ifndef TONLE_CONFIG_CONFIG_H
#define TONLE_CONFIG_CONFIG_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The configuration; config/tonle.yaml is its manual. An unknown key, a wrong type and a number out
 * of range are errors with file:line. Absent strings are "".
 */
struct config_channel {
	const char *name;
	const char *key; /* "" for none */
	bool ambient;    /* may answer lines not addressed to us; default: false */
	bool log;        /* gets edits, suggestions and role changes; default: false */
	const char
		*operators; /* the role of its operators: everyone (default), trusted, moderator */
};

/* Identifying to services without SASL; not used if password_file is "". */
struct config_nickserv {
	const char *nick;    /* "NickServ" or "NickServ@server" */
	const char *account; /* "": our nick */
	const char *password_file;
	bool plaintext; /* allowed without TLS */
};

/* Logging in to services by SASL; not used if all are absent. See wire/sasl.h. */
struct config_sasl {
	const char *mechanism; /* one or several, in order; "": those that the other keys allow */
	const char *username;
	const char *password_file, *password_env, *password; /* at most one */
	const char *key_file;
	bool required;  /* disconnect if the login fails */
	bool plaintext; /* PLAIN allowed without TLS */
};

struct config_server {
	const char *server; /* host name or address */
	int port;           /* default: 6697 with TLS, 6667 without */
};

/* A bridge that says what people elsewhere say. */
struct config_relay {
	const char *nick;
	const char *form; /* relay_form.h; default: common */
	int line;         /* in the file */
};

struct config_network {
	const char *name;
	const char *server; /* the first of the servers, and its port */
	int port;
	const struct config_server *servers; /* in order of preference, at least one */
	size_t server_count;
	bool tls;                                /* default: true */
	const char *tls_ca, *tls_cert, *tls_key; /* files; if "": the system's, none, in tls_cert */
	const char *tls_fingerprint;             /* pins, separated by spaces */
	const char *server_password_file;        /* for PASS; "": none */
	const char *state_dir;                   /* of the configuration */
	const char *nick, *user, *realname;      /* defaults: "tonle", the nick, a description */
	struct config_sasl sasl;
	struct config_nickserv nickserv;
	const struct config_channel *channels;
	size_t channel_count;
	const struct config_relay *relays;
	size_t relay_count;
	const char *const *not_people; /* masks of services and bots, besides the known ones */
	size_t not_people_count;
	const char *const *people; /* masks of those who are people for all that */
	size_t people_count;
	unsigned burst,
		interval_ms;  /* rate limit; default: 5 lines, then one per 2000 ms; 0 ms: none */
	int ping_ms, gone_ms; /* default: PING after 90 s of silence, time out 60 s later */
	int line;             /* in the file */
};

/* Who has a role: a services account, or a hostmask. */
struct config_role {
	const char *network; /* its name */
	const char *account, *hostmask;
	const char *role; /* owner, moderator, trusted or ignored */
	int line;         /* in the file */
};

struct config {
	struct arena arena;
	const char *path;
	const char *database;  /* default: tonle.db next to the file */
	const char *state_dir; /* default: the database's directory */
	bool state_dir_given;  /* by the file */
	const char *encoder;   /* model file; "none"; "": the one installed with the program */
	const char *const *not_people; /* masks on every network; already in its own list */
	size_t not_people_count;
	int journal_days; /* how long the journal is kept; default: 90; 0: for ever */
	const struct config_network *networks;
	size_t network_count;
	const struct config_role *roles;
	size_t role_count;
};

/* Reads the file by the tables in config.c, which have every key and its default. Relative paths in
 * it are relative to the file, and are converted. On failure *config is empty. */
bool config_read(const char *path, struct config *config, struct error *err);
void config_free(struct config *config);

/* Uses another database (borrowed; NULL: the configuration's). The state directory becomes that
 * database's, unless the file sets it. */
void config_use_database(struct config *config, const char *database);

/* The network of that name, or NULL. */
const struct config_network *config_network(const struct config *config, const char *name);

/* Writes what is sound but dangerous about the network to *warning, for --check; false if nothing
 * is: anybody behind a bridge could moderate where the bridge is an operator with a role. */
bool config_warns(const struct config_network *network, struct error *warning);

/* Whether a can be replaced by b without reconnecting: they differ at most in channels, pace and
 * nickserv. Both must come from config_read(). */
bool config_same_connection(const struct config_network *a, const struct config_network *b);

#endif

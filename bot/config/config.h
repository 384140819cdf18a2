#ifndef TONLE_CONFIG_CONFIG_H
#define TONLE_CONFIG_CONFIG_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The configuration: config/tonle.yaml is its manual. Read whole and checked whole; an unknown key,
 * a wrong type, a number out of range is an error with file:line. Absent strings are "".
 */
struct config_channel {
	const char *name;
	const char *key; /* "" for none */
	bool ambient;    /* may answer lines that nobody addressed to us; off by default */
	bool log; /* edits, suggestions and role changes are announced there; off by default */
	const char *operators; /* the role that the channel's operators have in it: everyone (the
				* default), trusted or moderator */
};

/* Whom to identify to where there is no SASL; password_file "" is not at all. */
struct config_nickserv {
	const char *nick;    /* "NickServ", or with "@server" behind it */
	const char *account; /* "": that of our nick */
	const char *password_file;
	bool plaintext; /* may be said without TLS */
};

/* What we log in to services with; all absent: not at all. sasl.h says what each is for. */
struct config_sasl {
	const char *mechanism; /* one or several, in order; "": what the others allow */
	const char *username;
	const char *password_file, *password_env, *password; /* one of them at most */
	const char *key_file;
	bool required;  /* without the login we do not stay */
	bool plaintext; /* PLAIN without TLS is allowed */
};

struct config_server {
	const char *server; /* host name or address */
	int port;           /* 6697 with TLS and 6667 without by default */
};

struct config_network {
	const char *name;
	const char *server; /* the first of the servers, and its port */
	int port;
	const struct config_server *servers; /* in the order of trying, one at least */
	size_t server_count;
	bool tls;                                /* on by default */
	const char *tls_ca, *tls_cert, *tls_key; /* files; "": the system's, none, in tls_cert */
	const char *tls_fingerprint;             /* pins, spaces between */
	const char *server_password_file;        /* for PASS; "": none */
	const char *state_dir;                   /* the configuration's */
	const char *nick, *user, *realname;      /* "tonle", the nick, and what we are by default */
	struct config_sasl sasl;
	struct config_nickserv nickserv;
	const struct config_channel *channels;
	size_t channel_count;
	unsigned burst, interval_ms; /* pace: 5 lines at once, then one in 2000 ms; 0 ms: no pace */
	int ping_ms, gone_ms;        /* silence: 90 s until we ask, 60 s more until we give up */
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
	bool state_dir_given;  /* in the file */
	const struct config_network *networks;
	size_t network_count;
	const struct config_role *roles;
	size_t role_count;
};

/* Reads it by the tables in config.c, which have every key and its default; relative paths in it
 * are relative to the file and made so that they can be opened. On failure *config is empty. */
bool config_read(const char *path, struct config *config, struct error *err);
void config_free(struct config *config);

/* Another database than the configuration's (borrowed; NULL: its own): unless the file says
 * elsewhere, state is then kept beside that one. */
void config_use_database(struct config *config, const char *database);

/* The network of that name, or NULL. */
const struct config_network *config_network(const struct config *config, const char *name);

/* Whether the one can become the other without a new connection: they differ at most in channels,
 * pace and nickserv. Both must come from config_read(). */
bool config_same_connection(const struct config_network *a, const struct config_network *b);

#endif

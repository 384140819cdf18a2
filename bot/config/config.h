#ifndef TONLE_CONFIG_CONFIG_H
#define TONLE_CONFIG_CONFIG_H

#include "base/arena.h"
#include "base/error.h"
#include "base/yaml.h"
#include "fact/subject.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The configuration; config_keys.c has its keys and their manual. Absent strings are "".
 */
struct config_channel {
	const char *name;
	const char *key;    /* "" for none */
	bool ambient;       /* may answer lines not addressed to us; default: false */
	const char *misses; /* where to say "not known": "public" (default) or "private" */
	int cooldown; /* for so many seconds a repeated fact goes to the asker alone; 0: off */
	bool log;     /* gets edits, suggestions and role changes; default: false */
	const char
		*operators; /* the role of its operators: everyone (default), trusted, moderator */
	const char *prefix; /* of commands: default "!"; "" for none */
	const char *question_prefix; /* default "??"; "" for none */
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
	const char *mechanism; /* one or more, in order; "": all that the other keys allow */
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

/* A bridge that relays what people say elsewhere. */
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
	const char *const *people; /* masks of people, whatever the rules say */
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

/* How many questions are answered; 0 disables a limit. */
struct config_limits {
	int burst;    /* of one person at once; default: 8 */
	int interval; /* seconds for each further question; default: 3 */
	int channel;  /* answers in a channel in a minute; default: 0 */
	int whole;    /* answers of the whole bot in a minute; default: 0 */
};

/* Pages that the bot keeps up to its facts; see page/site.h. */
struct config_page {
	const char *dir;     /* "": none are kept */
	const char *url;     /* where a web server serves them, ending with '/'; "": nowhere */
	const char *channel; /* whose facts (scope_read); "": those for all channels */
};

struct config {
	struct arena arena;
	const char *path;                     /* "": there is no file, only defaults */
	const char *database;                 /* default: tonle.db in state_dir */
	const char *state_dir;                /* default: database's directory, else places.h */
	bool database_given, state_dir_given; /* by the file */
	int database_line;                    /* where it is given; 0: not, or in another file */
	const char *log, *log_format;         /* a level's name; "text" or "json" */
	const char *metrics;                  /* a file; "": none */
	struct config_page page;
	struct config_limits limits;
	struct subject subject; /* overrides the fact base's own */
	const char *encoder;    /* model file; "none"; "": the one installed with the program */
	const char *const *not_people; /* masks for every network; also in each network's list */
	size_t not_people_count;
	bool two_people;      /* nobody may approve their own suggestion; default: false */
	int journal_days;     /* how long the journal is kept; default: 90; 0: for ever */
	const char *timezone; /* for people who set none; "": UTC */
	struct config_daily {
		const char *channel; /* "": none */
		const char *at;      /* hh:mm */
	} daily;                     /* the fact of the day */
	struct config_network *networks;
	size_t network_count;
	const struct config_role *roles;
	size_t role_count;
};

/* The format: every key, its default and its help. */
extern const struct yaml_shape config_shape;

/*
 * Reads the file by the tables in config_keys.c. Relative paths in it are relative to the file, and
 * are converted. An unknown key, a wrong type, a number out of range, a nick that no server accepts
 * and the like are errors, with file:line; err is the first one and says how many more there are.
 * On failure *config is empty. The caller frees it with config_free.
 */
bool config_read(const char *path, struct config *config, struct error *err);

/* The same for `--check`: calls complain for every mistake, "FILE:LINE: what was expected", and for
 * every file that the configuration names but that cannot be read. After a mistake *config holds
 * what could be read; the caller frees it in any case. */
bool config_read_all(const char *path, struct config *config,
	void (*complain)(void *context, const char *text), void *context);

/* A configuration without a file: all defaults, no network. */
void config_empty(struct config *config);

void config_free(struct config *config);

/* Uses another database (borrowed; NULL: the configuration's). The state directory becomes that
 * database's, unless the file sets it. */
void config_use_database(struct config *config, const char *database);

/* The network of that name, or NULL. */
const struct config_network *config_network(const struct config *config, const char *name);

/* For --check: writes to *warning what is valid but dangerous about the network; false if there is
 * nothing. For example, anybody behind a bridge could moderate a channel in which the bridge is an
 * operator, if operators have a role. */
bool config_warns(const struct config_network *network, struct error *warning);

/* Whether a can be replaced by b without reconnecting: they differ at most in channels, pace and
 * nickserv. Both must come from config_read(). */
bool config_same_connection(const struct config_network *a, const struct config_network *b);

#endif

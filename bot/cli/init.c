/* tonle init: a configuration and a fact base, from options and questions. */
#include "base/arena.h"
#include "base/json.h"
#include "base/secret.h"
#include "cli/cli.h"
#include "config/places.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

/* What is known so far. Strings are borrowed or in the arena. */
struct setup {
	const struct options *options;
	struct arena arena;
	char directory[PLACES_PATH], config[PLACES_PATH];
	const char *database; /* for the configuration; NULL: leave it out, for the default */
	const char *server, *port, *network, *nick, *channels, *owner;
	const char *account, *password_file, *mechanism;
	bool tls, asks; /* asks: in a terminal, without --yes */
};

/* --- questions -------------------------------------------------------------------------------- */

/* Reads a line from standard input; "" at its end. In the arena. */
static const char *read_answer(struct setup *setup)
{
	char *line = NULL;
	size_t room = 0, length = 0;

	if (cli_line(&line, &room))
		length = strlen(line);
	else
		fputc('\n', stderr);
	while (length > 0 && isspace((unsigned char)line[length - 1]))
		length--;
	const char *copy = arena_copy(&setup->arena, line ? line : "", length);

	free(line);
	return copy;
}

/* The option's value, or else the answer, or else the default. */
static const char *ask_owner(
	struct setup *setup, const char *given, const char *question, const char *fallback)
{
	if (given || !setup->asks)
		return given ? given : fallback;
	fprintf(stderr, *fallback ? "%s [%s]: " : "%s: ", question, fallback);
	const char *answer = read_answer(setup);

	return *answer ? answer : fallback;
}

static const char *ask_hidden(struct setup *setup, const char *question)
{
	struct termios before, hidden;
	bool terminal = tcgetattr(STDIN_FILENO, &before) == 0;

	fprintf(stderr, "%s: ", question);
	if (terminal) {
		hidden = before;
		hidden.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSADRAIN, &hidden);
	}
	const char *answer = read_answer(setup);

	if (terminal) {
		tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
		fputc('\n', stderr);
	}
	return answer;
}

/* "libera" for irc.libera.chat; "irc" for an IP address. */
static const char *name_of_server(struct setup *setup, const char *server)
{
	const char *end = strrchr(server, '.'), *start = end;

	if (!server[strspn(server, "0123456789.")] || strchr(server, ':'))
		return "irc";
	if (!end)
		return server;
	while (start > server && start[-1] != '.')
		start--;
	return arena_copy(&setup->arena, start, (size_t)(end - start));
}

/* Writes the password to a file beside the configuration; false with the error. */
static bool store_password(struct setup *setup, const char *password, struct error *err)
{
	char path[PLACES_PATH];

	if (snprintf(path, sizeof path, "%.*s/password", PLACES_PATH - 16, setup->directory) < 0)
		return false;
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool done = file >= 0 && fchmod(file, 0600) == 0 && dprintf(file, "%s\n", password) > 0;

	if (!done)
		error_set(err, "%s: cannot be written: %s", path, strerror(errno));
	if (file >= 0)
		close(file);
	setup->password_file = arena_string(&setup->arena, path);
	return done;
}

static bool ask_login(struct setup *setup, struct error *err)
{
	const struct options *options = setup->options;

	if (options->no_sasl)
		return true;
	setup->mechanism = options->sasl;
	setup->account = ask_owner(setup, options->account,
		"The bot's services account, if it has one (empty: it does not log in)", "");
	if (options->password_file) {
		char path[PLACES_PATH];

		if (!realpath(options->password_file, path))
			return error_set(err, "--password-file %s: %s", options->password_file,
				strerror(errno));
		setup->password_file = arena_string(&setup->arena, path);
	}
	if (!*setup->account || setup->password_file ||
		(setup->mechanism && strcmp(setup->mechanism, "EXTERNAL") == 0))
		return true;
	if (!setup->asks)
		return error_set(err, "init: --account needs --password-file FILE, or --sasl "
				      "EXTERNAL with a certificate");
	const char *password = ask_hidden(setup, "Its password (kept in a file of mode 600)");

	return !*password || store_password(setup, password, err);
}

static bool ask_all(struct setup *setup, struct error *err)
{
	const struct options *options = setup->options;

	setup->server = ask_owner(setup, options->server, "IRC server", "");
	if (!*setup->server)
		return error_set(err, "init: expected --server HOST");
	setup->tls = !options->no_tls;
	setup->port = ask_owner(setup, options->port, "Port", setup->tls ? "6697" : "6667");
	setup->network = ask_owner(setup, options->network, "What to call the network",
		name_of_server(setup, setup->server));
	setup->nick = ask_owner(setup, options->nick, "The bot's nick", "tonle");
	setup->channels = ask_owner(setup, options->channel, "Channels, separated by commas", "");
	setup->owner = ask_owner(setup, options->owner,
		"The owner: your services account, or nick!user@host on a network without services",
		"");
	return ask_login(setup, err);
}

/* --- the configuration ------------------------------------------------------------------------ */

/* Writes KEY: "value", quoted so that YAML reads the same text, with "$${" for "${". */
static void write_setting(FILE *out, const char *key, const char *text)
{
	char *plain = NULL;
	size_t size;
	FILE *stream = must_stream(&plain, &size);

	for (const char *at = text; *at; at++)
		fprintf(stream, strncmp(at, "${", 2) == 0 ? "$%c" : "%c", *at);
	must_close(stream);
	fputs(key, out);
	json_string(out, plain);
	fputc('\n', out);
	free(plain);
}

static void write_channels(FILE *out, const char *channels)
{
	char *copy = must_string(channels);

	if (!*channels) {
		fputs("    # channels: [\"#school\"]\n", out);
		free(copy);
		return;
	}
	fputs("    channels:            # the names in quotes, since # begins a comment\n", out);
	for (char *rest = copy, *name; (name = strsep(&rest, ", "));) {
		if (!*name)
			continue;
		fputs("      - name: ", out);
		json_string(out, name);
		fputs("\n        ambient: false   # true: also answer what is not addressed to it\n"
		      "        log: false       # true: announce edits and suggestions here\n",
			out);
	}
	free(copy);
}

static void write_login(const struct setup *setup, FILE *out)
{
	bool external = setup->mechanism && strcmp(setup->mechanism, "EXTERNAL") == 0;

	if (!external && (!setup->account || !*setup->account)) {
		fputs("    # sasl: {username: tonle, password_file: password}   # to log in\n",
			out);
		return;
	}
	if (external)
		fputs("    tls_cert: tonle.pem  # beside this file; with its key, of mode 600\n",
			out);
	fputs("    sasl:\n", out);
	if (setup->mechanism)
		write_setting(out, "      mechanism: ", setup->mechanism);
	if (setup->account && *setup->account)
		write_setting(out, "      username: ", setup->account);
	if (setup->password_file)
		write_setting(out, "      password_file: ", setup->password_file);
}

static void write_owner(const struct setup *setup, FILE *out)
{
	if (!*setup->owner) {
		fprintf(out, "# roles: [{network: %s, account: YOURS, role: owner}]\n",
			setup->network);
		return;
	}
	fputs("roles:\n", out);
	write_setting(out, "  - network: ", setup->network);
	write_setting(
		out, strchr(setup->owner, '!') ? "    hostmask: " : "    account: ", setup->owner);
	fputs("    role: owner          # owners give more from IRC: role mona moderator\n", out);
}

static void write_config(const struct setup *setup, FILE *out)
{
	fputs("# tonle's configuration, written by `tonle init`. tonle.yaml(5) explains every\n"
	      "# key; `tonle run --check` reports mistakes.\n\n",
		out);
	if (setup->database)
		write_setting(out, "database: ", setup->database);
	fputs("networks:\n", out);
	write_setting(out, "  - name: ", setup->network);
	write_setting(out, "    server: ", setup->server);
	fprintf(out, "    port: %s\n", setup->port);
	fprintf(out, "    tls: %s\n", setup->tls ? "true" : "false");
	write_setting(out, "    nick: ", setup->nick);
	if (setup->options->subject) {
		char text[512];

		snprintf(text, sizeof text,
			"a bot that answers questions on %.300s and cites its sources",
			setup->options->subject);
		write_setting(out, "    realname: ", text);
	}
	write_login(setup, out);
	write_channels(out, setup->channels);
	fputs("# Who may do what: owner, moderator, trusted, ignored.\n", out);
	write_owner(setup, out);
	fputs("# How many questions of one person are answered at once, then one every 3 seconds:\n"
	      "# limits: {burst: 8, interval: 3}\n",
		out);
}

static void print_mistake(void *context, const char *text)
{
	(void)context;
	fprintf(stderr, "tonle: %s\n", text);
}

/* Writes the file under another name and checks it first, so that a mistake changes nothing. */
static bool make_config(const struct setup *setup, bool exists, struct error *err)
{
	char part[PLACES_PATH + 8], kept[PLACES_PATH + 8];
	struct config config;

	snprintf(part, sizeof part, "%s.new", setup->config);
	snprintf(kept, sizeof kept, "%s~", setup->config);
	FILE *out = fopen(part, "we");

	if (!out)
		return error_set(err, "%s: cannot be written: %s", part, strerror(errno));
	write_config(setup, out);
	if (fclose(out) != 0 || chmod(part, 0644) < 0)
		return error_set(err, "%s: cannot be written: %s", part, strerror(errno));
	if (!config_read(part, &config, err)) {
		config_read_all(part, &config, print_mistake, NULL);
		config_free(&config);
		unlink(part);
		return error_set(err, "init: nothing was written");
	}
	config_free(&config);
	if (exists && rename(setup->config, kept) < 0)
		return error_set(err, "%s: %s", kept, strerror(errno));
	return rename(part, setup->config) == 0 ||
	       error_set(err, "%s: %s", setup->config, strerror(errno));
}

/* --- the command ------------------------------------------------------------------------------ */

/* Sets the paths. A directory given as an argument holds the database, too. */
static bool choose_places(struct setup *setup, struct error *err)
{
	const struct options *options = setup->options;

	if (options->rest_count)
		snprintf(setup->directory, sizeof setup->directory, "%s", options->rest[0]);
	else
		places_config_directory(setup->directory);
	setup->database = options->rest_count ? "tonle.db" : NULL;
	if (snprintf(setup->config, sizeof setup->config, "%s/tonle.yaml", setup->directory) >=
		(int)sizeof setup->config)
		return error_set(err, "%s: %s", setup->directory, strerror(ENAMETOOLONG));
	return true;
}

/* Whether the file may be written: it does not exist, may be replaced, or has no network, as the
 * package's has none. */
static bool may_write(const struct setup *setup, bool *exists, struct error *err)
{
	struct config config;
	struct error reason;

	*exists = access(setup->config, F_OK) == 0;
	if (!*exists || setup->options->replace)
		return true;
	bool read = config_read(setup->config, &config, &reason);
	bool unused = read && config.network_count == 0;

	if (read)
		config_free(&config);
	return unused || error_set(err,
				 "%s: exists; nothing was changed. --replace writes a new one and "
				 "keeps this one as %s~",
				 setup->config, setup->config);
}

/* Creates the directory, which everybody may read, like /etc; the database's nobody else may. */
static bool make_config_directory(const char *path, struct error *err)
{
	mode_t before = umask(022);
	bool exists = access(path, F_OK) == 0;
	bool done = places_make(path) && (exists || chmod(path, 0755) == 0);

	umask(before);
	return done || error_set(err, "%s: cannot be created: %s", path, strerror(errno));
}

static void print_next(const struct setup *setup, const struct config *config)
{
	bool system = strncmp(setup->config, "/etc/tonle/", strlen("/etc/tonle/")) == 0;
	const char *named = setup->options->rest_count ? " --config " : "";
	const char *path = setup->options->rest_count ? setup->config : "";
	const struct config_network *network = &config->networks[0];

	printf("Wrote %s: %s on %s (%s port %d%s), %zu channel%s, owner %s.\n", setup->config,
		network->nick, network->name, network->server, network->port,
		network->tls ? ", TLS" : "", network->channel_count,
		network->channel_count == 1 ? "" : "s", *setup->owner ? setup->owner : "nobody");
	printf("The fact base is %s.\n", config->database);
	if (setup->mechanism && strcmp(setup->mechanism, "EXTERNAL") == 0)
		printf("Make the certificate, and register its fingerprint with the services:\n"
		       "    openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj /CN=%s "
		       "-keyout %s/tonle.pem -out %s/tonle.pem\n",
			network->nick, setup->directory, setup->directory);
	printf("Next:\n    tonle run --check%s%s\n", named, path);
	if (system && access("/run/systemd/system", F_OK) == 0)
		puts("    systemctl enable --now tonle");
	else
		printf("    tonle run%s%s\n", named, path);
}

static bool set_up(struct setup *setup, struct error *err)
{
	struct options read = {.config = setup->config};
	struct config config;
	bool exists;

	if (!choose_places(setup, err) || !may_write(setup, &exists, err) ||
		!make_config_directory(setup->directory, err) || !ask_all(setup, err) ||
		!make_config(setup, exists, err) || !config_read(setup->config, &config, err))
		return false;
	bool done = access(config.database, F_OK) == 0 ||
		    cli_make_database(&read, config.database, setup->options->subject != NULL, err);

	if (done)
		print_next(setup, &config);
	config_free(&config);
	return done;
}

int cli_init(const struct options *options)
{
	struct setup setup = {.options = options, .asks = !options->yes && isatty(STDIN_FILENO)};
	struct error err;
	bool done = set_up(&setup, &err);

	arena_free(&setup.arena);
	return done ? EXIT_ANSWERED : cli_fail(&err);
}

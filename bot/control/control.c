#include "control/control.h"

#include "base/arena.h"
#include "base/log.h"
#include "control/metrics.h"
#include "control/status.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { CLIENTS = CONTROL_POLL_MAX - 1, LINE = 1024, WORDS = 5, PATIENCE_MS = 5000 };

#define NAME "control.sock"

/* A network's configuration with the channels that clients joined and left. The network borrows it
 * until the next change or reload; control_free() frees it. */
struct changed {
	struct changed *next;
	struct config_network network;
	struct config_channel *channels;
	char *name, *key; /* of the channel joined */
};

struct control {
	int directory, listener;
	struct client {
		int socket; /* -1: free */
		bool reloads;
		int64_t since_ms;
		size_t length;
		char line[LINE];
	} clients[CLIENTS];
	struct changed *changed;
};

/* --- the socket ------------------------------------------------------------------------------- */

/* The socket's address, by a descriptor of its directory: the path may be too long for sun_path. */
static struct sockaddr_un address_in(int directory)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/" NAME, directory);
	return address;
}

static bool is_alive(int directory)
{
	const struct sockaddr_un address = address_in(directory);
	int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool alive = connect(probe, (const struct sockaddr *)&address, sizeof address) == 0;

	close(probe);
	return alive;
}

static bool listen_on_socket(struct control *control, const char *state_dir, struct error *err)
{
	control->directory = open(state_dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (control->directory < 0)
		return error_set(err, "%s: %s", state_dir, strerror(errno));
	if (is_alive(control->directory))
		return error_set(err, "%s/" NAME ": another tonle is running with this directory",
			state_dir);
	unlinkat(control->directory, NAME, 0);
	const struct sockaddr_un address = address_in(control->directory);
	mode_t before = umask(0177);

	control->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bool good =
		control->listener >= 0 &&
		bind(control->listener, (const struct sockaddr *)&address, sizeof address) == 0 &&
		listen(control->listener, CLIENTS) == 0;
	umask(before);
	return good || error_set(err, "%s/" NAME ": %s", state_dir, strerror(errno));
}

struct control *control_new(const char *state_dir, struct error *err)
{
	struct control *control = must_alloc(sizeof *control);

	control->listener = -1;
	for (size_t i = 0; i < CLIENTS; i++)
		control->clients[i].socket = -1;
	if (listen_on_socket(control, state_dir, err))
		return control;
	if (control->listener >= 0)
		close(control->listener);
	if (control->directory >= 0)
		close(control->directory);
	free(control);
	return NULL;
}

static void drop_client(struct client *client)
{
	close(client->socket);
	client->socket = -1;
}

void control_free(struct control *control)
{
	if (!control)
		return;
	for (size_t i = 0; i < CLIENTS; i++)
		if (control->clients[i].socket >= 0)
			drop_client(&control->clients[i]);
	unlinkat(control->directory, NAME, 0);
	close(control->listener);
	close(control->directory);
	while (control->changed) {
		struct changed *it = control->changed;

		control->changed = it->next;
		free(it->channels);
		free(it->name);
		free(it->key);
		free(it);
	}
	free(control);
}

size_t control_poll(const struct control *control, struct pollfd fds[CONTROL_POLL_MAX])
{
	size_t count = 0;

	if (!control)
		return 0;
	for (size_t i = 0; i < CLIENTS; i++)
		if (control->clients[i].socket >= 0)
			fds[count++] =
				(struct pollfd){.fd = control->clients[i].socket, .events = POLLIN};
	if (count < CLIENTS)
		fds[count++] = (struct pollfd){.fd = control->listener, .events = POLLIN};
	return count;
}

/* Answers and closes the connection. Text that does not fit into the socket's buffer is lost. */
static void answer_client(struct client *client, bool done, const char *text)
{
	struct iovec parts[] = {
		{.iov_base = (void *)(uintptr_t)(done ? "0\n" : "1\n"), .iov_len = 2},
		{.iov_base = (void *)(uintptr_t)text, .iov_len = strlen(text)}};
	const struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};

	sendmsg(client->socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
	drop_client(client);
}

/* --- commands --------------------------------------------------------------------------------- */

struct operation {
	struct control *control;
	struct bot *bot;
	struct client *client;
	struct timestamp now;
	char *words[WORDS];
	size_t count;
	FILE *out; /* of the answer's text */
};

static struct network *network_of(const struct operation *r)
{
	for (size_t i = 0; i < r->bot->network_count; i++)
		if (strcmp(r->bot->networks[i].name, r->words[1]) == 0 &&
			r->bot->networks[i].network)
			return r->bot->networks[i].network;
	fprintf(r->out, "There is no network \"%s\"; the networks are", r->words[1]);
	for (size_t i = 0; i < r->bot->network_count; i++)
		fprintf(r->out, " %s", r->bot->networks[i].name);
	fputc('\n', r->out);
	return NULL;
}

static bool do_status(struct operation *r)
{
	status_write(r->bot, r->now, r->out);
	return true;
}

static bool do_metrics(struct operation *r)
{
	metrics_write(r->bot, r->now, r->out);
	return true;
}

static bool do_say(struct operation *r)
{
	struct network *network = network_of(r);

	if (!network)
		return false;
	if (network_state(network) != NETWORK_UP) {
		fprintf(r->out, "%s is not connected: %s\n", r->words[1],
			network_state_name(network_state(network)));
		return false;
	}
	if (strpbrk(r->words[2], " ,") || !outbox_say(network_outbox(network), URGENCY_REPLY,
						  "PRIVMSG", r->words[2], r->words[3], "")) {
		fputs("Not sent: the target is not one word, the text is empty, or too many lines "
		      "wait.\n",
			r->out);
		return false;
	}
	return true;
}

/* Applies the network's configuration with the channel (joins) or without it. */
static void change_channels(struct operation *r, struct network *network, bool joins)
{
	const struct config_network *before = network_config(network);
	struct changed *it = must_alloc(sizeof *it);
	size_t count = 0;

	*it = (struct changed){.next = r->control->changed,
		.network = *before,
		.channels = must_alloc((before->channel_count + 1) * sizeof *it->channels),
		.name = must_string(r->words[2]),
		.key = must_string(r->count > 3 ? r->words[3] : "")};
	r->control->changed = it;
	for (size_t i = 0; i < before->channel_count; i++)
		if (!presence_same(network_presence(network), before->channels[i].name, it->name))
			it->channels[count++] = before->channels[i];
	if (joins)
		it->channels[count++] = (struct config_channel){
			.name = it->name, .key = it->key, .operators = "everyone"};
	it->network.channels = it->channels;
	it->network.channel_count = count;
	network_configure(network, &it->network, r->now);
}

static bool is_configured(struct network *network, const char *channel)
{
	const struct config_network *config = network_config(network);

	for (size_t i = 0; i < config->channel_count; i++)
		if (presence_same(network_presence(network), config->channels[i].name, channel))
			return true;
	return false;
}

static bool do_join(struct operation *r)
{
	struct network *network = network_of(r);
	const char *name = r->words[2];

	if (!network)
		return false;
	if (!strchr("#&+!", *name) || !*name || strpbrk(name, " ,\a")) {
		fprintf(r->out, "\"%s\" is not a channel name.\n", name);
		return false;
	}
	if (is_configured(network, name)) {
		fprintf(r->out, "%s is already one of its channels.\n", name);
		return false;
	}
	change_channels(r, network, true);
	fprintf(r->out, "Joining %s until the next reload or restart; to keep it, add it to %s.\n",
		name, r->bot->config ? r->bot->config->path : "the configuration");
	return true;
}

static bool do_part(struct operation *r)
{
	struct network *network = network_of(r);

	if (!network)
		return false;
	if (!is_configured(network, r->words[2])) {
		fprintf(r->out, "%s is not one of its channels.\n", r->words[2]);
		return false;
	}
	change_channels(r, network, false);
	fprintf(r->out, "Leaving %s until the next reload or restart.\n", r->words[2]);
	return true;
}

/* control_reloaded() answers. */
static bool do_reload(struct operation *r)
{
	r->client->reloads = r->bot->reload != NULL;
	if (r->bot->reload)
		r->bot->reload();
	return true;
}

static const struct {
	const char *name;
	size_t least, most; /* words after it */
	const char *usage;
	bool (*run)(struct operation *r);
} commands[] = {
	{"status", 0, 0, "status", do_status},
	{"metrics", 0, 0, "metrics", do_metrics},
	{"say", 3, 3, "say NETWORK TARGET TEXT", do_say},
	{"join", 2, 3, "join NETWORK CHANNEL [KEY]", do_join},
	{"part", 2, 2, "part NETWORK CHANNEL", do_part},
	{"reload", 0, 0, "reload", do_reload},
};

static bool run_command(struct operation *r)
{
	for (size_t i = 0; r->count > 0 && i < sizeof commands / sizeof *commands; i++) {
		if (strcmp(commands[i].name, r->words[0]) != 0)
			continue;
		if (r->count - 1 >= commands[i].least && r->count - 1 <= commands[i].most)
			return commands[i].run(r);
		fprintf(r->out, "Usage: tonle %s\n", commands[i].usage);
		return false;
	}
	fputs("There is no such command.\n", r->out);
	return false;
}

static void run_line(
	struct control *control, struct bot *bot, struct client *client, struct timestamp now)
{
	struct operation r = {.control = control, .bot = bot, .client = client, .now = now};
	char *text = NULL, *rest = client->line;
	size_t size;

	while (rest && r.count < WORDS)
		r.words[r.count++] = strsep(&rest, "\t");
	r.out = must_stream(&text, &size);
	bool done = run_command(&r);

	must_close(r.out);
	if (!client->reloads)
		answer_client(client, done, text);
	free(text);
}

/* --- clients ---------------------------------------------------------------------------------- */

/* Whether the client runs as the bot's user or root; the socket's mode keeps others out anyway. */
static bool may_control(int socket)
{
	struct ucred peer;
	socklen_t size = sizeof peer;

	return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
	       (peer.uid == geteuid() || peer.uid == 0);
}

static void accept_clients(struct control *control, struct timestamp now)
{
	for (size_t i = 0; i < CLIENTS; i++) {
		struct client *client = &control->clients[i];

		if (client->socket >= 0)
			continue;
		int socket = accept4(control->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

		if (socket < 0)
			return;
		if (!may_control(socket)) {
			close(socket);
			continue;
		}
		*client = (struct client){.socket = socket, .since_ms = now.ms};
	}
}

static void read_client(
	struct control *control, struct bot *bot, struct client *client, struct timestamp now)
{
	size_t room = sizeof client->line - 1 - client->length;
	ssize_t got = recv(client->socket, client->line + client->length, room, 0);

	if (got > 0) {
		client->length += (size_t)got;
		client->line[client->length] = '\0';
		char *end = strchr(client->line, '\n');

		if (end) {
			*end = '\0';
			run_line(control, bot, client, now);
		} else if (client->length == sizeof client->line - 1) {
			answer_client(client, false, "The line is too long.\n");
		}
	} else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
		drop_client(client);
	}
}

static bool is_ready(const struct pollfd *fds, size_t count, int socket)
{
	for (size_t i = 0; i < count; i++)
		if (fds[i].fd == socket)
			return fds[i].revents != 0;
	return false;
}

void control_ready(struct control *control, struct bot *bot, const struct pollfd *fds, size_t count,
	struct timestamp now)
{
	if (!control)
		return;
	for (size_t i = 0; i < CLIENTS; i++) {
		struct client *client = &control->clients[i];

		if (client->socket >= 0 && !client->reloads && is_ready(fds, count, client->socket))
			read_client(control, bot, client, now);
		if (client->socket >= 0 && now.ms - client->since_ms > PATIENCE_MS)
			drop_client(client);
	}
	if (is_ready(fds, count, control->listener))
		accept_clients(control, now);
}

void control_reloaded(struct control *control, bool done, const char *text)
{
	for (size_t i = 0; control && i < CLIENTS; i++)
		if (control->clients[i].socket >= 0 && control->clients[i].reloads)
			answer_client(&control->clients[i], done, text);
}

/* --- the other end ---------------------------------------------------------------------------- */

static bool send_words(int socket, const char *const *words, size_t count)
{
	char line[LINE];
	size_t length = 0;

	for (size_t i = 0; i < count; i++) {
		int added = snprintf(
			line + length, sizeof line - length, "%s%s", i ? "\t" : "", words[i]);

		if (strpbrk(words[i], "\t\n") || (length += (size_t)added) >= sizeof line - 1)
			return false;
	}
	line[length++] = '\n';
	return send(socket, line, length, MSG_NOSIGNAL) == (ssize_t)length;
}

int control_ask(
	const char *state_dir, const char *const *words, size_t count, FILE *out, struct error *err)
{
	int directory = open(state_dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	const struct sockaddr_un address = address_in(directory);
	int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), status = -1;
	char text[4096];

	if (directory < 0 || connect(made, (const struct sockaddr *)&address, sizeof address) < 0) {
		error_set(err, "%s/" NAME ": no bot is listening there: %s", state_dir,
			strerror(errno));
		status = 2;
	} else if (!send_words(made, words, count)) {
		error_set(err, "the words are too long for the control socket, or not one line");
		status = 2;
	}
	for (ssize_t got; status != 2 && (got = read(made, text, sizeof text)) > 0;) {
		size_t skipped = status < 0 && got >= 2 ? 2 : 0; /* "0\n" */

		if (status < 0)
			status = text[0] == '0' ? 0 : 1;
		fwrite(text + skipped, 1, (size_t)got - skipped, out);
	}
	if (status < 0) {
		error_set(err, "%s/" NAME ": the bot did not answer", state_dir);
		status = 2;
	}
	close(made);
	if (directory >= 0)
		close(directory);
	return status;
}

#include "demo/demo.h"

#include "base/error.h"
#include "base/text.h"
#include "demo/copy.h"
#include "demo/terminal.h"
#include "loop.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <netinet/in.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHANNEL "#tonle"
#define BOT_NICK "tonle"
#define NICK_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz[]\\`_^{|}"
#define NICK_DIGITS "0123456789-"

enum {
	EXIT_CANNOT = 2,
	BACKLOG = 16,
	STOP_MS = 3000,    /* from SIGTERM to SIGKILL */
	LOG_SHOWN = 4000,  /* how many of a log's last bytes */
	SOCKET_PASSED = 3, /* sd_listen_fds(3): the first passed descriptor */
	NICK_MAX = 15
};

enum { SERVER, BOT, CHILD_COUNT };

static const struct {
	const char *name, *log;
} kinds[CHILD_COUNT] = {
	[SERVER] = {"the IRC server", "ngircd.log"},
	[BOT] = {"the bot", "bot.log"},
};
#define SERVER_CONFIG "ngircd.conf"
#define DATABASE "tonle.db"

struct demo {
	struct config config; /* the user's plus our network */
	struct config_network network;
	char directory[PATH_MAX], database[PATH_MAX];
	int inside; /* descriptor of the directory; -1 if none */
	char ngircd[PATH_MAX];
	uid_t uid; /* of the server: never root */
	gid_t gid;
	int listener, port;
	int signals;
	sigset_t mask;             /* the signals that were blocked before */
	pid_t pids[CHILD_COUNT];   /* 0: not running */
	int statuses[CHILD_COUNT]; /* from waitpid() */
};

/* --- set-up ----------------------------------------------------------------------------------- */

/* Finds ngircd in PATH or sbin, which an ordinary user's PATH lacks. */
static bool find_server(struct demo *t, struct error *err)
{
	const char *path = getenv("PATH");
	char channels[PATH_MAX];

	snprintf(channels, sizeof channels, "%s:/usr/sbin:/usr/local/sbin", path ? path : "");
	for (char *rest = channels, *place; (place = strsep(&rest, ":"));) {
		struct stat is;

		snprintf(t->ngircd, sizeof t->ngircd, "%s/ngircd", *place ? place : ".");
		if (!access(t->ngircd, X_OK) && !stat(t->ngircd, &is) && S_ISREG(is.st_mode))
			return true;
	}
	return error_set(err,
		"the configuration names no network, and the demo needs ngircd: `apt-get install "
		"ngircd` (`make run` does it), or configure a network");
}

/* Every Debian system has the user "irc"; others have "nobody". */
static bool choose_user(struct demo *t, struct error *err)
{
	t->uid = getuid();
	t->gid = getgid();
	if (t->uid != 0)
		return true;
	const struct passwd *user = getpwnam("irc");
	if (!user)
		user = getpwnam("nobody");
	if (!user || user->pw_uid == 0)
		return error_set(err, "no user to run the IRC server as: expected irc or nobody");
	t->uid = user->pw_uid;
	t->gid = user->pw_gid;
	return true;
}

/* Opens the listening socket that the server gets (sd_listen_fds(3)): so the port is surely free,
 * and whoever connects before the server is ready waits in the backlog. */
static bool open_demo_listener(struct demo *t, struct error *err)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t length = sizeof address;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	t->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (t->listener < 0 || bind(t->listener, (struct sockaddr *)&address, length) ||
		listen(t->listener, BACKLOG) ||
		getsockname(t->listener, (struct sockaddr *)&address, &length))
		return error_set(err, "cannot listen on 127.0.0.1: %s", strerror(errno));
	t->port = ntohs(address.sin_port);
	return true;
}

/* Not in root's TMPDIR, which the server's user may not be able to enter. */
static bool make_demo_directory(struct demo *t, struct error *err)
{
	const char *place = t->uid == getuid() ? getenv("TMPDIR") : NULL;

	snprintf(t->directory, sizeof t->directory, "%s/tonle-XXXXXX",
		place && *place ? place : "/tmp");
	if (!mkdtemp(t->directory))
		return error_set(err, "%s: cannot create a temporary directory: %s", t->directory,
			strerror(errno));
	t->inside = open(t->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (t->inside < 0 || fchown(t->inside, t->uid, t->gid))
		return error_set(err, "%s: %s", t->directory, strerror(errno));
	return true;
}

/* No DNS or ident lookups, penalties, or limits per address: everybody comes from 127.0.0.1. */
static bool write_server_config(const struct demo *t, struct error *err)
{
	int file = openat(t->inside, SERVER_CONFIG, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

	if (file < 0 || fchmod(file, 0644) ||
		dprintf(file,
			"[Global]\n"
			"Name = demo.tonle\nInfo = a demo of tonle\nMotdPhrase = \"tonle\"\n"
			"AdminInfo1 = tonle\nAdminEMail = nobody@localhost\n"
			"Listen = 127.0.0.1\nPorts = %d\nServerUID = %u\nServerGID = %u\n"
			"[Limits]\n"
			"MaxConnections = 0\nMaxConnectionsIP = 0\nMaxJoins = 0\n"
			"MaxNickLength = 30\nMaxPenaltyTime = 0\n"
			"[Options]\n"
			"DNS = no\nIdent = no\nPAM = no\n"
			"[Channel]\n"
			"Name = " CHANNEL "\nTopic = Ask " BOT_NICK " a question by its name.\n",
			t->port, (unsigned)t->uid, (unsigned)t->gid) < 0) {
		error_set(err, "%s/" SERVER_CONFIG ": %s", t->directory, strerror(errno));
		close(file);
		return false;
	}
	close(file);
	return true;
}

/* Blocks the signals and receives them through t->signals. */
static bool take_signals(struct demo *t, struct error *err)
{
	sigset_t ours;

	sigemptyset(&ours);
	sigaddset(&ours, SIGINT);
	sigaddset(&ours, SIGTERM);
	sigaddset(&ours, SIGHUP);
	sigaddset(&ours, SIGQUIT);
	sigaddset(&ours, SIGCHLD);
	signal(SIGPIPE, SIG_IGN); /* clean up even if standard output is closed */
	signal(SIGCHLD, SIG_DFL); /* if it were ignored, waitpid() would fail */
	sigprocmask(SIG_BLOCK, &ours, &t->mask);
	t->signals = signalfd(-1, &ours, SFD_CLOEXEC | SFD_NONBLOCK);
	return t->signals >= 0 || error_set(err, "no signalfd: %s", strerror(errno));
}

static bool use_copy(struct demo *t, struct error *err)
{
	snprintf(t->database, sizeof t->database, "%.*s/" DATABASE, PATH_MAX - 16, t->directory);
	if (!copy_database(t->config.database, t->database, err))
		return false;
	t->config.database = t->database;
	t->config.state_dir = t->directory;
	t->config.metrics = "";
	return true;
}

/* --- children --------------------------------------------------------------------------------- */

/*
 * Sets up a new child: no input; output to its log; a process group of its own, so that Ctrl-C
 * reaches only the parent, which ends the children in order; and SIGKILL when the parent dies, set
 * last because a change of user resets it (prctl(2)).
 */
static bool set_up_child(const struct demo *t, int kind, pid_t parent)
{
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int log =
		openat(t->inside, kinds[kind].log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	if (nothing < 0 || log < 0 || dup2(nothing, 0) < 0 || dup2(log, 1) < 0 || dup2(log, 2) < 0)
		return false;
	setpgid(0, 0);
	signal(SIGPIPE, SIG_DFL);
	sigprocmask(SIG_SETMASK, &t->mask, NULL);
	if (kind == SERVER && getuid() == 0 &&
		(setgroups(0, NULL) || setgid(t->gid) || setuid(t->uid)))
		return false;
	return !prctl(PR_SET_PDEATHSIG, SIGKILL) && getppid() == parent;
}

static _Noreturn void become_server(const struct demo *t)
{
	char config[PATH_MAX + sizeof SERVER_CONFIG + 1], number[16];

	snprintf(config, sizeof config, "%s/" SERVER_CONFIG, t->directory);
	snprintf(number, sizeof number, "%d", (int)getpid());
	setenv("LISTEN_PID", number, 1);
	setenv("LISTEN_FDS", "1", 1);
	/* dup2() onto itself keeps close-on-exec */
	if (t->listener == SOCKET_PASSED ? !fcntl(SOCKET_PASSED, F_SETFD, 0)
					 : dup2(t->listener, SOCKET_PASSED) >= 0)
		execl(t->ngircd, "ngircd", "--nodaemon", "--config", config, (char *)NULL);
	fprintf(stderr, "%s: %s\n", t->ngircd, strerror(errno));
	_exit(EXIT_CANNOT);
}

static bool start_child(
	struct demo *t, int kind, int (*serve)(const struct config *), struct error *err)
{
	pid_t parent = getpid();

	fflush(NULL); /* or the child would write the buffers again */
	t->pids[kind] = fork();
	if (t->pids[kind] > 0)
		return true;
	if (t->pids[kind] < 0) {
		t->pids[kind] = 0;
		return error_set(err, "cannot start %s: %s", kinds[kind].name, strerror(errno));
	}
	if (!set_up_child(t, kind, parent))
		_exit(EXIT_CANNOT);
	if (kind == SERVER)
		become_server(t);
	close(t->signals);
	int status = serve(&t->config);
	fflush(NULL);
	_exit(status);
}

/* Waits for children that have ended; false if none has. */
static bool reap(struct demo *t)
{
	bool any = false;

	for (int kind = 0; kind < CHILD_COUNT; kind++)
		if (t->pids[kind] && waitpid(t->pids[kind], &t->statuses[kind], WNOHANG) > 0) {
			t->pids[kind] = 0;
			any = true;
		}
	return any;
}

/* Reads pending signals; true if one asks us to end. */
static bool asked_to_end(const struct demo *t)
{
	struct signalfd_siginfo came;
	bool asked = false;

	while (read(t->signals, &came, sizeof came) == sizeof came)
		asked |= came.ssi_signo != SIGCHLD;
	return asked;
}

/* Sends SIGTERM, and SIGKILL after STOP_MS or at a second request to end. */
static void stop(struct demo *t, int kind)
{
	int64_t until = loop_now().ms + STOP_MS;

	if (t->pids[kind])
		kill(t->pids[kind], SIGTERM);
	while (reap(t), t->pids[kind]) {
		struct pollfd signals = {.fd = t->signals, .events = POLLIN};
		int64_t left = until - loop_now().ms;

		if (left > 0)
			poll(&signals, 1, (int)left);
		if (left <= 0 || asked_to_end(t)) {
			kill(t->pids[kind], SIGKILL);
			waitpid(t->pids[kind], &t->statuses[kind], 0);
			t->pids[kind] = 0;
		}
	}
}

/* --- failure ---------------------------------------------------------------------------------- */

static void show_log(const struct demo *t, int kind)
{
	char text[LOG_SHOWN + 1];
	int log = openat(t->inside, kinds[kind].log, O_RDONLY | O_CLOEXEC);

	if (log < 0)
		return;
	off_t size = lseek(log, 0, SEEK_END);
	ssize_t got = pread(log, text, LOG_SHOWN, size > LOG_SHOWN ? size - LOG_SHOWN : 0);
	close(log);
	text[got > 0 ? got : 0] = '\0';
	fprintf(stderr, "Last output of %s:\n", kinds[kind].name);
	for (char *rest = text, *line; (line = strsep(&rest, "\n"));) {
		char clean[2 * LOG_SHOWN + 1];

		text_clean(line, clean, sizeof clean);
		if (*clean)
			fprintf(stderr, "    %s\n", clean);
	}
}

/* Reports a child that has ended; false if both are running. */
static bool report_ended(const struct demo *t)
{
	for (int kind = 0; kind < CHILD_COUNT; kind++) {
		int status = t->statuses[kind];

		if (t->pids[kind])
			continue;
		if (WIFSIGNALED(status))
			fprintf(stderr, "tonle: %s was killed by signal %d (%s)\n",
				kinds[kind].name, WTERMSIG(status), strsignal(WTERMSIG(status)));
		else
			fprintf(stderr, "tonle: %s exited with status %d\n", kinds[kind].name,
				WEXITSTATUS(status));
		show_log(t, kind);
		return true;
	}
	return false;
}

/* --- the demo --------------------------------------------------------------------------------- */

static bool begin_demo(struct demo *t, int (*serve)(const struct config *), struct error *err)
{
	if (!find_server(t, err) || !choose_user(t, err) || !open_demo_listener(t, err) ||
		!make_demo_directory(t, err) || !use_copy(t, err) || !write_server_config(t, err) ||
		!take_signals(t, err) || !start_child(t, SERVER, NULL, err))
		return false;
	close(t->listener); /* or the port would stay open after the server has ended */
	t->listener = -1;
	t->network.port = t->port;
	return start_child(t, BOT, serve, err);
}

static void end_demo(struct demo *t)
{
	stop(t, BOT); /* first, so that its QUIT reaches the server */
	stop(t, SERVER);
	if (t->listener >= 0)
		close(t->listener);
	if (t->signals >= 0)
		close(t->signals);
	if (t->inside < 0)
		return;
	copy_remove_files(t->inside);
	close(t->inside);
	if (rmdir(t->directory))
		fprintf(stderr, "tonle: %s cannot be removed: %s\n", t->directory, strerror(errno));
}

/* Makes a nick (RFC 2812 2.3.1) of the user's name, but not the bot's. */
static void choose_nick(char nick[static NICK_MAX + 1])
{
	const char *user = getenv("USER");
	size_t length = 0;

	for (; user && *user && length < NICK_MAX; user++)
		if (strchr(length ? NICK_LETTERS NICK_DIGITS : NICK_LETTERS, *user))
			nick[length++] = *user;
	nick[length] = '\0';
	if (!length || !text_compare_ascii(nick, BOT_NICK))
		strcpy(nick, "student");
}

static int join_server(const struct demo *t)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)t->port)};
	int made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (made >= 0 && connect(made, (struct sockaddr *)&address, sizeof address)) {
		close(made);
		return -1;
	}
	return made;
}

static bool moderate(void *context, const char *mask, bool on)
{
	const struct demo *t = context;

	return copy_moderate(t->database, t->network.name, mask, on);
}

static int talk(struct demo *t)
{
	char nick[NICK_MAX + 1];
	const struct terminal_place place = {.nick = nick,
		.bot = BOT_NICK,
		.channel = CHANNEL,
		.port = t->port,
		.moderate = moderate,
		.context = t};

	choose_nick(nick);
	int made = join_server(t);
	struct terminal *client = made < 0 ? NULL : terminal_new(&place, made, t->signals);
	enum terminal_end err = TERMINAL_LOST;
	bool asked = false, ended = false;

	while (client && (err = terminal_run(client)) == TERMINAL_WOKEN) {
		asked = asked_to_end(t);
		reap(t);
		ended = !asked && report_ended(t);
		if (asked || ended)
			break;
	}
	terminal_free(client);
	if (asked || err == TERMINAL_DONE)
		return 0;
	if (!ended) {
		fputs(err == TERMINAL_ALONE ? "tonle: the bot did not join in time\n"
					    : "tonle: the IRC server closed the connection\n",
			stderr);
		show_log(t, err == TERMINAL_ALONE ? BOT : SERVER);
	}
	return EXIT_CANNOT;
}

int demo_run(const struct config *config, int (*serve)(const struct config *config))
{
	static const struct config_channel channel = {.name = CHANNEL};
	struct demo t = {
		.config = *config,
		.network = {.name = "demo",
			.server = "127.0.0.1",
			.tls_fingerprint = "",
			.nick = BOT_NICK,
			.user = BOT_NICK,
			.realname = "tonle (demo)",
			.sasl = {.mechanism = ""},
			.channels = &channel,
			.channel_count = 1,
			.burst = 5,
			.interval_ms = 0}, /* our own server has no flood limit */
		.inside = -1,
		.listener = -1,
		.signals = -1,
	};
	struct error err;
	int status = EXIT_CANNOT;

	t.config.networks = &t.network;
	t.config.network_count = 1;
	if (begin_demo(&t, serve, &err))
		status = talk(&t);
	else
		fprintf(stderr, "tonle: %s\n", err.text);
	end_demo(&t);
	if (t.signals >= 0)
		sigprocmask(SIG_SETMASK, &t.mask, NULL);
	return status;
}

/* Attaching libircclient: as often as one likes, to nobody else, never with numbers too high. */
#include "wire/session.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <unistd.h>

#include <cmocka.h>

struct ear {
	unsigned events;
	char text[64];
};

static void hear(void *context, const struct event *event)
{
	struct ear *ear = context;

	ear->events++;
	snprintf(ear->text, sizeof ear->text, "%s", event->text);
}

static struct session *attach_as(const char *nick, const char *user, const char *realname,
	struct ear *ear, struct error *err)
{
	struct session_setup setup = {.network = "test",
		.nick = nick,
		.user = user,
		.realname = realname,
		.emit = hear,
		.context = ear};

	return session_new(&setup, err);
}

static void push(struct session *s, const char *text)
{
	char bytes[512];
	struct line line;

	strcpy(bytes, text);
	assert_int_equal(line_parse(&line, bytes, strlen(bytes)), LINE_OK);
	assert_int_equal(
		session_push(s, &line, "server", false, (struct timestamp){0}), SANITIZE_PUSH);
}

/* How many descriptors are open. */
static int count_descriptors(void)
{
	int count = 0;

	for (int fd = 0; fd < 2000; fd++)
		count += fcntl(fd, F_GETFD) >= 0;
	return count;
}

static void the_installed_library_passes(void **state)
{
	struct error err = {""};

	(void)state;
	if (!session_self_test(&err))
		fail_msg("%s", err.text);
}

static void many_sessions_do_not_mix(void **state)
{
	enum { MANY = 300 };
	static struct session *sessions[MANY];
	static struct ear ears[MANY];
	struct error err = {""};
	int before = count_descriptors();

	(void)state;
	for (int i = 0; i < MANY; i++) {
		sessions[i] = attach_as("nick", "user", "name", &ears[i], &err);
		if (!sessions[i])
			fail_msg("%d: %s", i, err.text);
	}
	assert_int_equal(count_descriptors(), before + 2 * MANY);
	for (int turn = 0; turn < 20; turn++)
		for (int i = 0; i < MANY; i++) {
			char line[64];

			snprintf(line, sizeof line, ":a!b@c PRIVMSG #d :%d %d", turn, i);
			push(sessions[i], line);
			assert_string_equal(ears[i].text, strrchr(line, ':') + 1);
			assert_int_equal(ears[i].events, turn + 1);
		}
	for (int i = 0; i < MANY; i++)
		session_free(sessions[i]);
	assert_int_equal(count_descriptors(), before);
}

/* What was heard, in order. */
static char heard[4096];

static void write_down(void *context, const struct event *event)
{
	size_t length = strlen(heard);

	(void)context;
	snprintf(heard + length, sizeof heard - length, "%s%s %s@%s %s: %s", length ? "|" : "",
		event->command, event->nick, event->host, event->msgid, event->text);
}

/* Conversation waits until something else comes or it is flushed; each line keeps its own tags and
 * sender, and comes once, in order. */
static void conversation_is_pushed_together(void **state)
{
	static const struct {
		const char *line, *event;
		size_t waiting; /* events that have not come yet */
	} lines[] = {
		{"@msgid=m1 :ann!u@h1 PRIVMSG #c :hello there", "PRIVMSG ann@h1 m1: hello there",
			1},
		{":bob!u@h2 PRIVMSG #c :lunch?", "PRIVMSG bob@h2 : lunch?", 2},
		{"@msgid=m3 :eve!u@h3 PRIVMSG #c :ask Nick that",
			"PRIVMSG eve@h3 m3: ask Nick that", 0},
		{":ann!u@h1 PRIVMSG #c :yes", "PRIVMSG ann@h1 : yes", 1},
		{":bob!u@h2 PRIVMSG #c :\001ACTION waves\001", "PRIVMSG bob@h2 : waves", 0},
		{":bob!u@h2 PRIVMSG #c :no", "PRIVMSG bob@h2 : no", 1},
		{":bob!u@h2 PRIVMSG nick :no", "PRIVMSG bob@h2 : no", 0},
		{":bob!u@h2 PRIVMSG #c :?? who", "PRIVMSG bob@h2 : ?? who", 0},
		{":bob!u@h2 PRIVMSG #c :so", "PRIVMSG bob@h2 : so", 1},
		{":bob!u@h2 NICK :rob", "NICK bob@h2 : ", 0},
	};
	struct session_setup setup = {.network = "test",
		.nick = "nick",
		.user = "user",
		.realname = "name",
		.emit = write_down};
	struct error err = {""};
	struct session *s = session_new(&setup, &err);
	static char bytes[sizeof lines / sizeof *lines][512], expected[2048];
	struct line line;

	(void)state;
	assert_non_null(s);
	session_align(s, "nick", CASEMAP_RFC1459);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		size_t events = 0;

		strcpy(bytes[i], lines[i].line);
		assert_int_equal(line_parse(&line, bytes[i], strlen(bytes[i])), LINE_OK);
		session_push(s, &line, "server", true, (struct timestamp){0});
		for (const char *c = heard; *c; c++)
			events += c == heard || *c == '|';
		assert_int_equal(events + lines[i].waiting, i + 1);
		assert_int_equal(session_waits(s), lines[i].waiting > 0);
		sprintf(expected + strlen(expected), "%s%s", i ? "|" : "", lines[i].event);
	}
	assert_string_equal(heard, expected);
	/* more than libircclient's buffer holds */
	*heard = '\0';
	for (int i = 0; i < 9; i++) {
		snprintf(bytes[i], sizeof bytes[i], ":a!b@c PRIVMSG #c :%0300d", i);
		line_parse(&line, bytes[i], strlen(bytes[i]));
		session_push(s, &line, "server", true, (struct timestamp){0});
	}
	assert_true(session_waits(s));
	session_flush(s);
	assert_false(session_waits(s));
	for (int i = 0; i < 9; i++) {
		snprintf(expected, sizeof expected, "%0300d", i);
		const char *at = strstr(heard, expected);

		assert_true(at && !strstr(at + 1, expected));
	}
	session_free(s);
}

static void descriptors_are_not_inherited(void **state)
{
	struct error err = {""};
	struct ear ear = {0};
	int flags[200], fresh = 0;

	(void)state;
	for (int fd = 0; fd < 200; fd++)
		flags[fd] = fcntl(fd, F_GETFD);
	struct session *s = attach_as("nick", "user", "name", &ear, &err);
	assert_non_null(s);
	for (int fd = 0; fd < 200; fd++)
		if (flags[fd] < 0 && fcntl(fd, F_GETFD) >= 0) {
			assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
			fresh++;
		}
	assert_int_equal(fresh, 2);
	session_free(s);
}

static void high_descriptors_are_refused(void **state)
{
	struct rlimit before, high;
	struct error err = {""};
	struct ear ear = {0};
	static int fds[FD_SETSIZE + 16];
	int count = 0;

	(void)state;
	getrlimit(RLIMIT_NOFILE, &before);
	high = before;
	high.rlim_cur = high.rlim_max < 2048 ? high.rlim_max : 2048;
	setrlimit(RLIMIT_NOFILE, &high);
	while (count < FD_SETSIZE + 16 && (fds[count] = open("/dev/null", O_RDONLY)) >= 0 &&
		fds[count] < FD_SETSIZE)
		count++;
	struct session *s = attach_as("nick", "user", "name", &ear, &err);
	for (int i = 0; i <= count; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	setrlimit(RLIMIT_NOFILE, &before);
	assert_null(s);
	assert_true(strlen(err.text) > 0);
	s = attach_as("nick", "user", "name", &ear, &err);
	assert_non_null(s);
	session_free(s);
}

static void bad_names_are_refused(void **state)
{
	static const struct {
		const char *nick, *user, *realname;
		bool sound;
	} names[] = {
		{"nick", "user", "real name", true},
		{"nick", "us%er", "100% %s", true},
		{"", "user", "name", false},
		{"ni ck", "user", "name", false},
		{"ni%sck", "user", "name", false},
		{"nick\r\nQUIT", "user", "name", false},
		{"nick", "us er", "name", false},
		{"nick", "", "name", false},
		{"nick", "user", "na\nme", false},
	};
	struct ear ear = {0};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct error err = {""};
		struct session *s =
			attach_as(names[i].nick, names[i].user, names[i].realname, &ear, &err);

		if ((s != NULL) != names[i].sound)
			fail_msg("%zu: %s", i, err.text);
		session_free(s);
	}
}

static void names_go_out_as_they_are(void **state)
{
	struct error err = {""};
	struct ear ear = {0};
	char out[2048];
	struct session *s = attach_as("nick", "us%er", "100% %s%n", &ear, &err);

	(void)state;
	assert_non_null(s);
	out[session_drain(s, out, sizeof out - 1)] = '\0';
	assert_string_equal(out, "NICK nick\r\nUSER us%er unknown unknown :100% %s%n\r\n");
	assert_int_equal(session_drain(s, out, sizeof out), 0);
	session_free(s);
}

static void one_line_in_one_line_out(void **state)
{
	struct error err = {""};
	struct ear ear = {0};
	char line[600], out[2048];
	struct session *s = attach_as("nick", "user", "name", &ear, &err);

	(void)state;
	session_drain(s, out, sizeof out);
	assert_false(session_send(s, ""));
	assert_false(session_send(s, "a\r\nb"));
	for (size_t length = 1; length <= 510; length++) {
		memset(line, '%', length);
		line[length] = '\0';
		assert_true(session_send(s, line));
		assert_int_equal(session_drain(s, out, sizeof out), length + 2);
		assert_memory_equal(out, line, length);
	}
	memset(line, 'x', 511);
	line[511] = '\0';
	assert_false(session_send(s, line));
	assert_int_equal(session_drain(s, out, sizeof out), 0);
	session_free(s);
}

static void own_lines_are_marked(void **state)
{
	struct error err = {""};
	struct ear ear = {0};
	struct session *s = attach_as("nick", "user", "name", &ear, &err);

	(void)state;
	session_align(s, "other", CASEMAP_RFC1459); /* a NICK of our own making: nobody hears it */
	session_align(s, "other", CASEMAP_RFC1459);
	assert_int_equal(ear.events, 0);
	push(s, ":OTHER!u@h PRIVMSG #c :me");
	assert_int_equal(ear.events, 1);
	session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_installed_library_passes),
		cmocka_unit_test(many_sessions_do_not_mix),
		cmocka_unit_test(conversation_is_pushed_together),
		cmocka_unit_test(descriptors_are_not_inherited),
		cmocka_unit_test(high_descriptors_are_refused),
		cmocka_unit_test(bad_names_are_refused),
		cmocka_unit_test(names_go_out_as_they_are),
		cmocka_unit_test(one_line_in_one_line_out),
		cmocka_unit_test(own_lines_are_marked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

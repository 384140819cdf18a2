/* The terminal's side of the demo, against a scripted server in a child process. */
#include "demo/terminal.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define BEGIN "NICK alice\r\nUSER student 0 * :demo\r\n"
#define WELCOME ":s 001 alice :hi\r\n:alice!a@h JOIN #c\r\n"
#define BOT_IN ":tonle!t@h JOIN #c\r\n"

struct course {
	const char *name;
	const char *typed; /* through a pipe */
	const char *heard; /* all that the server says; for TERMINAL_LOST it then closes */
	const char *said;  /* all that we say */
	const char *shown; /* on standard output */
	enum terminal_end end;
};

static const struct course courses[] = {
	{"the nick is taken, twice", "",
		":s 433 * alice :in use\r\n:s 433 * alice_ :in use\r\n:s 001 alice__ "
		":hi\r\n" BOT_IN,
		BEGIN "NICK alice_\r\nNICK alice__\r\nJOIN #c\r\nQUIT :bye\r\n", "", TERMINAL_DONE},
	{"the nick is not liked", "", ":s 432 * alice :no\r\n:s 001 student :hi\r\n" BOT_IN,
		BEGIN "NICK student\r\nJOIN #c\r\nQUIT :bye\r\n", "", TERMINAL_DONE},
	{"the bot is there already", "", WELCOME ":s 353 alice = #c :@bob +TONLE alice\r\n",
		BEGIN "JOIN #c\r\nQUIT :bye\r\n", "", TERMINAL_DONE},
	{"without the bot nothing is asked", "who?\n", WELCOME ":bob!b@h JOIN #c\r\nPING :t\r\n",
		BEGIN "JOIN #c\r\nPONG :t\r\nQUIT :bye\r\n", "", TERMINAL_LOST},
	{"a second question waits for the first one's answer", "one?\ntwo?\n", WELCOME BOT_IN,
		BEGIN "JOIN #c\r\nPRIVMSG #c :tonle: one?\r\nQUIT :bye\r\n", "", TERMINAL_LOST},
	{"what is addressed already is said as it is", "!ask one?\n", WELCOME BOT_IN,
		BEGIN "JOIN #c\r\nPRIVMSG #c :!ask one?\r\nQUIT :bye\r\n", "", TERMINAL_LOST},
	{"in each way", "?? one\n", WELCOME BOT_IN,
		BEGIN "JOIN #c\r\nPRIVMSG #c :?? one\r\nQUIT :bye\r\n", "", TERMINAL_LOST},
	{"who speaks is the bot, and who addresses it is understood", "tonLE, one?\n",
		WELCOME BOT_IN
		":tonle!t@h PRIVMSG #c :alice: so it is\r\n:bob!b@h PRIVMSG #c :alice: no\r\n"
		":tonle!t@h PRIVMSG #c :bob: also\r\n:tonle!t@h NOTICE alice :\1VERSION x\1\r\n",
		BEGIN "JOIN #c\r\nPRIVMSG #c :tonLE, one?\r\nQUIT :bye\r\n",
		"so it is\nbob: also\n", TERMINAL_LOST},
	{"broken and hostile lines", "",
		"PRIVMSG\r\n: \r\n\1\r\n:x 353\r\n:x 433\r\n:x PART\r\nKICK #c\r\n:x "
		"NICK\r\n001\r\n"
		":tonle!t@h PRIVMSG #c :\1\r\n:tonle!t@h PRIVMSG #c :\1ACTION\r\n"
		":tonle!t@h PRIVMSG #c :\x1b[31mred\xc2\x9b"
		"1m \xe2\x80\xaeover\r\n" BOT_IN,
		BEGIN "QUIT :bye\r\n", "[31mred1m over\n", TERMINAL_DONE},
};

/* A file that is already gone, holding text, to be read from its beginning. */
static int file_of(const char *text)
{
	FILE *file = tmpfile();

	assert_non_null(file);
	fputs(text, file);
	rewind(file);
	int copy = dup(fileno(file));
	fclose(file);
	return copy;
}

/* Reads up to most bytes, fewer at the end; gives how many. A NUL stands behind them. */
static size_t read_most(int from, char *into, size_t most)
{
	size_t length = 0;
	ssize_t got = 1;

	while (length < most && (got = read(from, into + length, most - length)) > 0)
		length += (size_t)got;
	into[length] = '\0';
	return length;
}

enum { SAID_MAX = 4096 };

/* Says its lines, hears all but the QUIT, hangs up if the course says so, tells what it heard. */
static _Noreturn void be_server(const struct course *course, int client, int report)
{
	char said[SAID_MAX + 1];

	alarm(20);
	dprintf(client, "%s", course->heard);
	size_t length = read_most(client, said, strlen(course->said) - strlen("QUIT :bye\r\n"));
	if (course->end == TERMINAL_LOST)
		shutdown(client, SHUT_WR);
	read_most(client, said + length, SAID_MAX - length);
	dprintf(report, "%s", said);
	_exit(0);
}

/* Puts the descriptor in the place of another; gives what was there. */
static int exchange(int place, int by)
{
	int before = dup(place);

	dup2(by, place);
	return before;
}

static void run_course(const struct course *course, int never)
{
	const struct terminal_place place = {
		.nick = "alice", .bot = "tonle", .channel = "#c", .port = 1};
	char said[SAID_MAX + 1], shown[SAID_MAX + 1];
	int ends[2], report[2], typed = file_of(course->typed), output = file_of("");

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
	assert_int_equal(pipe(report), 0);
	fflush(stdout);
	pid_t server = fork();
	assert_true(server >= 0);
	if (server == 0) {
		close(ends[0]);
		be_server(course, ends[1], report[1]);
	}
	close(ends[1]);
	close(report[1]);
	int old_input = exchange(STDIN_FILENO, typed), old_output = exchange(STDOUT_FILENO, output);
	struct terminal *client = terminal_new(&place, ends[0], never);
	enum terminal_end end = terminal_run(client);
	terminal_free(client);
	dup2(old_input, STDIN_FILENO);
	dup2(old_output, STDOUT_FILENO);
	close(old_input);
	close(old_output);
	close(typed);
	read_most(report[0], said, SAID_MAX);
	close(report[0]);
	waitpid(server, NULL, 0);
	lseek(output, 0, SEEK_SET);
	read_most(output, shown, SAID_MAX);
	close(output);
	print_message("%s\n", course->name);
	assert_string_equal(said, course->said);
	assert_string_equal(shown, course->shown);
	assert_int_equal(end, course->end);
}

static void test_courses(void **state)
{
	int quiet[2]; /* nothing is ever written here */

	(void)state;
	assert_int_equal(pipe(quiet), 0);
	for (size_t i = 0; i < sizeof courses / sizeof *courses; i++)
		run_course(&courses[i], quiet[0]);
	close(quiet[0]);
	close(quiet[1]);
}

static void test_a_signal_wakes(void **state)
{
	const struct terminal_place place = {
		.nick = "alice", .bot = "tonle", .channel = "#c", .port = 1};
	int ends[2], wake[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	assert_int_equal(pipe(wake), 0);
	assert_int_equal(write(wake[1], "!", 1), 1);
	struct terminal *client = terminal_new(&place, ends[0], wake[0]);
	assert_int_equal(terminal_run(client), TERMINAL_WOKEN);
	assert_int_equal(terminal_run(client), TERMINAL_WOKEN);
	close(ends[1]);
	terminal_free(client); /* its QUIT goes nowhere, and nothing happens */
	close(wake[0]);
	close(wake[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_courses),
		cmocka_unit_test(test_a_signal_wakes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "base/log.h"

#include "base/json.h"
#include "base/text.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CAUSES = 64, WINDOW_MS = 60 * 1000, AREA = 64, TEXT = 1024 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static enum log_level loudest = LOG_LEVEL_INFO;
static enum log_form form = LOG_PLAIN;

/* The kinds of lines logged in the last minute. */
static struct cause {
	const char *format; /* NULL: free */
	char area[AREA];
	enum log_level level;
	int64_t begun_ms;
	unsigned count;
} causes[CAUSES];
static int64_t next_end_ms = INT64_MAX; /* when a window with counted lines ends */

static const struct {
	const char *name;
	int priority; /* syslog(3) */
} levels[] = {
	[LOG_LEVEL_ERROR] = {"error", 3},
	[LOG_LEVEL_WARN] = {"warning", 4},
	[LOG_LEVEL_INFO] = {"info", 6},
	[LOG_LEVEL_DEBUG] = {"debug", 7},
};

void log_level(enum log_level level)
{
	loudest = level;
}

enum log_level log_level_named(const char *name)
{
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		if (strcmp(levels[i].name, name) == 0)
			return (enum log_level)i;
	return LOG_LEVEL_INFO;
}

void log_form(enum log_form chosen)
{
	form = chosen;
}

enum log_form log_form_of_output(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	unsigned long long device, inode;
	struct stat is;

	if (stream && sscanf(stream, "%llu:%llu", &device, &inode) == 2 &&
		fstat(STDERR_FILENO, &is) == 0 && is.st_dev == device && is.st_ino == inode)
		return LOG_JOURNAL;
	return isatty(STDERR_FILENO) ? LOG_TERMINAL : LOG_PLAIN;
}

/* --- one line --------------------------------------------------------------------------------- */

static bool is_harmful(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0xfffd || code == 0x61c ||
	       code == 0x200e || code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
}

/* Replaces harmful characters by '?', in place: the text never gets longer. */
static void replace_harmful(char *text)
{
	const char *at = text, *end = text + strlen(text);
	char *to = text;

	while (at < end) {
		const char *start = at;

		if (is_harmful(text_next(&at, end))) {
			*to++ = '?';
		} else {
			memmove(to, start, (size_t)(at - start));
			to += at - start;
		}
	}
	*to = '\0';
}

static void write_json(enum log_level level, const char *area, const char *text)
{
	struct json json = {.out = stderr};
	time_t now = time(NULL);
	struct tm parts;
	char date[32];

	strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &parts));
	json_open(&json, NULL, '{');
	json_text(&json, "time", date);
	json_text(&json, "level", levels[level].name);
	json_text(&json, "area", area);
	json_text(&json, "text", text);
	json_close(&json, '}');
	fputc('\n', stderr);
}

static void write_log_line(enum log_level level, const char *area, const char *text)
{
	time_t now;
	struct tm parts;
	char clock[16];

	switch (form) {
	case LOG_JSON:
		write_json(level, area, text);
		break;
	case LOG_JOURNAL:
		fprintf(stderr, "<%d>%s: %s\n", levels[level].priority, area, text);
		break;
	case LOG_TERMINAL:
		now = time(NULL);
		strftime(clock, sizeof clock, "%H:%M:%S", localtime_r(&now, &parts));
		fprintf(stderr, "%s %s %s: %s\n", clock, levels[level].name, area, text);
		break;
	default:
		fprintf(stderr, "%s %s: %s\n", levels[level].name, area, text);
	}
}

/* --- once per cause --------------------------------------------------------------------------- */

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Ends a window and reports the lines that were only counted in it. */
static void end_window(struct cause *cause)
{
	char text[128];

	if (cause->format && cause->count > LOG_BURST) {
		snprintf(text, sizeof text, "%u more lines like \"%.60s\" in a minute",
			cause->count - LOG_BURST, cause->format);
		replace_harmful(text);
		write_log_line(cause->level, cause->area, text);
	}
	cause->format = NULL;
}

/* The window for that format and area; a new one replaces the oldest. */
static struct cause *find_cause(
	enum log_level level, const char *area, const char *format, int64_t now)
{
	struct cause *oldest = &causes[0];

	for (size_t i = 0; i < CAUSES; i++) {
		struct cause *it = &causes[i];

		if (it->format == format && strncmp(it->area, area, AREA - 1) == 0 &&
			now - it->begun_ms < WINDOW_MS)
			return it;
		if (oldest->format && (!it->format || it->begun_ms < oldest->begun_ms))
			oldest = it;
	}
	end_window(oldest);
	*oldest = (struct cause){.format = format, .level = level, .begun_ms = now};
	snprintf(oldest->area, sizeof oldest->area, "%s", area);
	return oldest;
}

/* Whether to write the line, or only to count it. */
static bool is_written(enum log_level level, const char *area, const char *format)
{
	int64_t now = now_ms();
	struct cause *cause = find_cause(level, area, format, now);

	if (++cause->count <= LOG_BURST)
		return true;
	if (cause->begun_ms + WINDOW_MS < next_end_ms)
		next_end_ms = cause->begun_ms + WINDOW_MS;
	return false;
}

void log_tick(int64_t now)
{
	if (now < next_end_ms)
		return;
	pthread_mutex_lock(&lock);
	next_end_ms = INT64_MAX;
	for (size_t i = 0; i < CAUSES; i++) {
		if (!causes[i].format || causes[i].count <= LOG_BURST)
			continue;
		if (now - causes[i].begun_ms >= WINDOW_MS)
			end_window(&causes[i]);
		else if (causes[i].begun_ms + WINDOW_MS < next_end_ms)
			next_end_ms = causes[i].begun_ms + WINDOW_MS;
	}
	pthread_mutex_unlock(&lock);
}

void log_line(enum log_level level, const char *area, const char *format, ...)
{
	char text[TEXT], where[AREA];
	va_list args;

	if (level > loudest)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	snprintf(where, sizeof where, "%s", area);
	replace_harmful(text);
	replace_harmful(where);
	pthread_mutex_lock(&lock);
	if (is_written(level, where, format))
		write_log_line(level, where, text);
	pthread_mutex_unlock(&lock);
}

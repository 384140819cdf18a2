#ifndef TONLE_BASE_LOG_H
#define TONLE_BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* Sets the lowest level that is logged; the default is LOG_LEVEL_INFO. */
void log_level(enum log_level level);

/* The level of that name: error, warning, info or debug; LOG_LEVEL_INFO for any other. */
enum log_level log_level_named(const char *name);

/*
 * The format of lines on standard error. LOG_PLAIN, for a file or a pipe: "level area: text".
 * LOG_TERMINAL: the same after the time. LOG_JOURNAL, for journald: the priority, "<6>"
 * (sd-daemon(3)), instead of the level. LOG_JSON: one object a line, with time, level, area and
 * text.
 */
enum log_form { LOG_PLAIN, LOG_TERMINAL, LOG_JOURNAL, LOG_JSON };
void log_form(enum log_form form);

/* The format for the present standard error: LOG_JOURNAL if it is the stream of $JOURNAL_STREAM
 * (systemd.exec(5)), LOG_TERMINAL if it is a terminal, else LOG_PLAIN. */
enum log_form log_form_of_output(void);

/*
 * Writes one line. Replaces control characters (C0, C1), line and paragraph separators, bidi
 * controls and bytes that are not UTF-8 by '?', so that nothing from the network can forge a line,
 * control a terminal or reorder text. At most LOG_BURST lines with the same area and format are
 * written in a minute; log_tick() reports how many more there were. Any thread may log. Pure
 * functions never log.
 */
enum { LOG_BURST = 20 };
void log_line(enum log_level level, const char *area, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Reports the lines that were not written in past minutes. now_ms: CLOCK_MONOTONIC. Cheap if there
 * were none. */
void log_tick(int64_t now_ms);

#define log_error(...) log_line(LOG_LEVEL_ERROR, __VA_ARGS__)
#define log_warn(...) log_line(LOG_LEVEL_WARN, __VA_ARGS__)
#define log_info(...) log_line(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...) log_line(LOG_LEVEL_DEBUG, __VA_ARGS__)

#endif

#ifndef TONLE_BASE_LOG_H
#define TONLE_BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* Logs this level and more severe ones from now on; LOG_LEVEL_INFO is the default. */
void log_level(enum log_level level);

/* The level of that name: error, warning, info, debug; LOG_LEVEL_INFO for another. */
enum log_level log_level_named(const char *name);

/*
 * How lines are written to standard error. Plain: "level area: text", as into a file or a pipe. A
 * terminal gets the time before it; journald the priority, "<6>" (sd-daemon(3)), and no level.
 * JSON: one object a line, with time, level, area and text.
 */
enum log_form { LOG_PLAIN, LOG_TERMINAL, LOG_JOURNAL, LOG_JSON };
void log_form(enum log_form form);

/* What standard error is: LOG_JOURNAL if it is the stream of $JOURNAL_STREAM (systemd.exec(5)),
 * LOG_TERMINAL at a terminal, else LOG_PLAIN. */
enum log_form log_form_of_output(void);

/*
 * Writes one line. Controls (C0, C1), line and paragraph separators, marks that turn the direction
 * of text, and bytes that are not UTF-8 become '?': nothing from the network can forge a line,
 * control a terminal or reorder what is read. Of lines with the same area and format, LOG_BURST are
 * written in a minute; the others are counted, and log_tick() says how many there were. Any thread
 * may log. Pure code never logs.
 */
enum { LOG_BURST = 20 };
void log_line(enum log_level level, const char *area, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Says what was counted in minutes that are over. now_ms: CLOCK_MONOTONIC. Cheap when there is
 * nothing to say. */
void log_tick(int64_t now_ms);

#define log_error(...) log_line(LOG_LEVEL_ERROR, __VA_ARGS__)
#define log_warn(...) log_line(LOG_LEVEL_WARN, __VA_ARGS__)
#define log_info(...) log_line(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...) log_line(LOG_LEVEL_DEBUG, __VA_ARGS__)

#endif

#ifndef TONLE_BASE_LOG_H
#define TONLE_BASE_LOG_H

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* Logs this level and more severe ones from now on; LOG_LEVEL_INFO is the default. */
void log_level(enum log_level level);

/*
 * Writes one line to standard error: "level area: text". Control characters become '?', so that
 * nothing from the network can forge a line or control a terminal. No time stamp: journald and
 * others add their own. Pure code never logs.
 */
void log_line(enum log_level level, const char *area, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#define log_error(...) log_line(LOG_LEVEL_ERROR, __VA_ARGS__)
#define log_warn(...) log_line(LOG_LEVEL_WARN, __VA_ARGS__)
#define log_info(...) log_line(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...) log_line(LOG_LEVEL_DEBUG, __VA_ARGS__)

#endif

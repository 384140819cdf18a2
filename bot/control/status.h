#ifndef TONLE_CONTROL_STATUS_H
#define TONLE_CONTROL_STATUS_H

#include "base/timestamp.h"
#include "bot.h"

#include <stdio.h>

/* "3 days 4 hours", "5 minutes", "12 seconds": the two largest units. */
enum { STATUS_TIME = 48 };
void status_time(int64_t seconds, char text[STATUS_TIME]);

/* One line for IRC: uptime, the networks and their state, facts, questions, backlog. */
void status_line(struct bot *bot, struct timestamp now, char *line, size_t size);

/* The same and more, one item a line, for the operator. */
void status_write(struct bot *bot, struct timestamp now, FILE *out);

#endif

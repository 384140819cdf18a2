#ifndef TONLE_CONTROL_METRICS_H
#define TONLE_CONTROL_METRICS_H

#include "base/timestamp.h"
#include "bot.h"

#include <stdio.h>

/* Writes the bot's numbers in Prometheus' text format (prometheus.io/docs/instrumenting/
 * exposition_formats), except those that need a database query. */
void metrics_write(struct bot *bot, struct timestamp now, FILE *out);

/*
 * Writes the configuration's `metrics` file every METRICS_MS, atomically, in the background, where
 * it also counts drafts and the backlog. Call it in every turn. Returns the milliseconds until it
 * wants to be called again, -1 for never.
 */
enum { METRICS_MS = 15 * 1000 };
int64_t metrics_tick(struct bot *bot, struct timestamp now);

#endif

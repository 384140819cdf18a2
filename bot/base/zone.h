#ifndef TONLE_BASE_ZONE_H
#define TONLE_BASE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Time zones by their names in the tz database ("Asia/Phnom_Penh"), through ICU. A day is numbered
 * from 1970-01-01 in local time. An empty name, or one that is not known, is UTC. Not for threads.
 */

/* Finds the zone that somebody means: its name in any case, its last part ("phnom penh"), "UTC" or
 * an offset ("GMT+7", "UTC+7", "+07:00"). Writes its name; false if there is none. */
bool zone_find(const char *text, char *name, size_t size);

/* The day of a moment, if days begin at that hour rather than at midnight. */
int64_t zone_day(const char *name, int64_t unix_time, int hour);

/* The moment of a local time on a day. One that a clock skips is the hour after. */
int64_t zone_moment(const char *name, int64_t day, int hour, int minute);

/* Reads "18", "18:30" or "at 18:30" as minutes since midnight; false if it is no time. */
bool zone_read_time(const char *text, int64_t *minutes);

/* The local date of a moment. */
void zone_date(const char *name, int64_t unix_time, int *year, int *month, int *day);

/* The local time of a moment, in minutes since midnight. */
int zone_minutes(const char *name, int64_t unix_time);

#endif

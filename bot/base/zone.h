#ifndef TONLE_BASE_ZONE_H
#define TONLE_BASE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Time zones by their names in the tz database ("Asia/Phnom_Penh"), through ICU. Days are numbered
 * from 1970-01-01 in local time. An empty or unknown name means UTC. Not thread-safe.
 */

/* Finds a zone by its name in any case, its last part ("phnom penh"), "UTC" or an offset ("GMT+7",
 * "UTC+7", "+07:00"). Writes its name; false if there is no such zone. */
bool zone_find(const char *text, char *name, size_t size);

/* The number of the local day at that time, if days begin at that hour instead of at midnight. */
int64_t zone_day(const char *name, int64_t unix_time, int hour);

/* The Unix time of a local time on that day. A time that the clock skips is taken an hour later. */
int64_t zone_moment(const char *name, int64_t day, int hour, int minute);

/* Reads "18", "18:30", "at 18:30" or "6:30 pm" as minutes since midnight; false if it is not a
 * time.
 */
bool zone_read_time(const char *text, int64_t *minutes);

/* The local date at that Unix time. */
void zone_date(const char *name, int64_t unix_time, int *year, int *month, int *day);

/* The local time at that Unix time, in minutes since midnight. */
int zone_minutes(const char *name, int64_t unix_time);

#endif

#include "base/zone.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unicode/ucal.h>
#include <unicode/uenum.h>
#include <unicode/ustring.h>

enum { DAY = 24 * 60 * 60, NAME = 64 };

static int64_t floor_days(int64_t seconds)
{
	return seconds / DAY - (seconds % DAY < 0);
}

/* Seconds east of UTC at a Unix time, or at a local time (wall); 0 if ICU does not know the zone.
 */
static int64_t offset_at(const char *name, int64_t seconds, bool wall)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar id[NAME];
	int32_t raw = 0, saving = 0;

	if (!*name)
		return 0;
	u_uastrncpy(id, name, NAME);
	id[NAME - 1] = 0;
	UCalendar *calendar = ucal_open(id, -1, "en", UCAL_GREGORIAN, &status);
	if (U_FAILURE(status))
		return 0;
	ucal_setMillis(calendar, (double)seconds * 1000, &status);
	if (wall)
		ucal_getTimeZoneOffsetFromLocal(calendar, UCAL_TZ_LOCAL_FORMER,
			UCAL_TZ_LOCAL_FORMER, &raw, &saving, &status);
	else {
		raw = ucal_get(calendar, UCAL_ZONE_OFFSET, &status);
		saving = ucal_get(calendar, UCAL_DST_OFFSET, &status);
	}
	ucal_close(calendar);
	return U_FAILURE(status) ? 0 : (raw + saving) / 1000;
}

/* Compares names of zones, ignoring case and treating a blank like an underscore. */
static bool is_same_zone(const char *text, const char *name)
{
	for (; *text && *name; text++, name++)
		if (tolower((unsigned char)*text) != tolower((unsigned char)*name) &&
			!(*text == ' ' && *name == '_'))
			return false;
	return *text == *name;
}

/* Converts "UTC+7", "gmt-3:30" or "+07:00" to ICU's "GMT+07:00". */
static bool read_offset(const char *text, char *name, size_t size)
{
	int hours = 0, minutes = 0, end = 0;
	char sign[2] = "";

	if (strncasecmp(text, "utc", 3) == 0 || strncasecmp(text, "gmt", 3) == 0)
		text += 3;
	if (sscanf(text, "%1[+-]%2d%n:%2d%n", sign, &hours, &end, &minutes, &end) < 2 ||
		text[end] || hours < 0 || hours > 14 || minutes < 0 || minutes > 59)
		return false;
	snprintf(name, size, "GMT%c%02d:%02d", *sign, hours, minutes);
	return true;
}

bool zone_find(const char *text, char *name, size_t size)
{
	UErrorCode status = U_ZERO_ERROR;
	bool found = false;
	const char *id;

	if (strcasecmp(text, "utc") == 0 || strcasecmp(text, "gmt") == 0) {
		snprintf(name, size, "UTC");
		return true;
	}
	if (read_offset(text, name, size))
		return true;
	UEnumeration *all = ucal_openTimeZones(&status);
	while (U_SUCCESS(status) && *text && (id = uenum_next(all, NULL, &status))) {
		const char *last = strrchr(id, '/');

		if (!is_same_zone(text, id) &&
			!(last && strncmp(id, "Etc/", 4) != 0 && is_same_zone(text, last + 1)))
			continue;
		snprintf(name, size, "%s", id);
		found = true;
		if (is_same_zone(text, id))
			break;
	}
	uenum_close(all);
	return found;
}

int64_t zone_day(const char *name, int64_t unix_time, int hour)
{
	return floor_days(unix_time + offset_at(name, unix_time, false) - hour * 3600);
}

int64_t zone_moment(const char *name, int64_t day, int hour, int minute)
{
	int64_t local = day * DAY + hour * 3600 + minute * 60;

	return local - offset_at(name, local, true);
}

void zone_date(const char *name, int64_t unix_time, int *year, int *month, int *day)
{
	time_t seconds = (time_t)(unix_time + offset_at(name, unix_time, false));
	struct tm parts;

	gmtime_r(&seconds, &parts);
	*year = parts.tm_year + 1900;
	*month = parts.tm_mon + 1;
	*day = parts.tm_mday;
}

bool zone_read_time(const char *text, int64_t *minutes)
{
	int hour, minute = 0, end = 0;

	if (strncasecmp(text, "at ", 3) == 0)
		text += 3;
	if (sscanf(text, "%2d%n:%2d%n", &hour, &end, &minute, &end) < 1)
		return false;
	text += end;
	text += strspn(text, " ");
	bool am = strcasecmp(text, "am") == 0, pm = strcasecmp(text, "pm") == 0;
	if ((am || pm) && (hour < 1 || hour > 12))
		return false;
	if (am || pm)
		hour = hour % 12 + (pm ? 12 : 0);
	else if (*text)
		return false;
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
		return false;
	*minutes = hour * 60 + minute;
	return true;
}

int zone_minutes(const char *name, int64_t unix_time)
{
	int64_t local = unix_time + offset_at(name, unix_time, false);

	return (int)((local - floor_days(local) * DAY) / 60);
}

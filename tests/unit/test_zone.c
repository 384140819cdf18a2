/* Time zones: their names as people write them, days that begin at four, and clocks that change. */
#include "scratch.h"

#include "base/zone.h"

static const int64_t noon = 1700000000 - 1700000000 % 86400 + 12 * 3600; /* 2023-11-14 12:00 UTC */

static void names_are_found(void **state)
{
	static const struct {
		const char *text, *name; /* NULL: none */
	} rows[] = {{"Asia/Phnom_Penh", "Asia/Phnom_Penh"}, {"asia/phnom_penh", "Asia/Phnom_Penh"},
		{"phnom penh", "Asia/Phnom_Penh"}, {"UTC", "UTC"}, {"utc+7", "GMT+07:00"},
		{"GMT-3:30", "GMT-03:30"}, {"+07:00", "GMT+07:00"},
		{"new york", "America/New_York"}, {"", NULL}, {"nowhere", NULL}, {"UTC+99", NULL},
		{"7", NULL}, {"Asia/", NULL}, {"; DROP TABLE card", NULL}};
	char name[64];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool found = zone_find(rows[i].text, name, sizeof name);

		if (found != (rows[i].name != NULL) || (found && strcmp(name, rows[i].name) != 0))
			fail_msg("%s: %s", rows[i].text, found ? name : "none");
	}
}

static void days_begin_at_four(void **state)
{
	static const char place[] = "Asia/Phnom_Penh"; /* seven hours ahead, all year */
	int64_t day = zone_day(place, noon, 4), four = zone_moment(place, day, 4, 0);

	(void)state;
	assert_int_equal(zone_minutes(place, noon), 19 * 60);
	assert_int_equal(four % 86400, 21 * 3600); /* of the day before in UTC */
	assert_int_equal(zone_day(place, four - 1, 4), day - 1);
	assert_int_equal(zone_day(place, four, 4), day);
	assert_int_equal(zone_day("", noon, 4), noon / 86400);
	assert_int_equal(zone_moment("", noon / 86400, 12, 0), noon);
	assert_int_equal(zone_day("no such zone", noon, 4), noon / 86400);
}

static void clocks_change(void **state)
{
	/* New York: 2024-03-10 at 2:00 to 3:00, 2024-11-03 at 2:00 to 1:00 */
	static const char place[] = "America/New_York";
	const int64_t march = 19792, november = 20030; /* those days */

	(void)state;
	assert_int_equal(
		zone_moment(place, march, 4, 0) - zone_moment(place, march - 1, 4, 0), 23 * 3600);
	assert_int_equal(
		zone_moment(place, march + 1, 4, 0) - zone_moment(place, march, 4, 0), 24 * 3600);
	assert_int_equal(
		zone_moment(place, november, 4, 0) - zone_moment(place, november - 1, 4, 0),
		25 * 3600);
	for (int64_t day = march - 2; day < march + 3; day++) {
		assert_int_equal(zone_day(place, zone_moment(place, day, 4, 0), 4), day);
		assert_int_equal(
			zone_minutes(place, zone_moment(place, day, 18, 30)), 18 * 60 + 30);
	}
}

static void times_are_read(void **state)
{
	static const struct {
		const char *text;
		int64_t minutes; /* -1: not a time */
	} rows[] = {{"18", 1080}, {"18:30", 1110}, {"at 18:30", 1110}, {"7pm", 1140},
		{"at 7:30 PM", 1170}, {"12 am", 0}, {"12pm", 720}, {"0:05", 5}, {"24", -1},
		{"13pm", -1}, {"0am", -1}, {"7 xm", -1}, {"18:60", -1}, {"soon", -1}, {"", -1}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t minutes = -1;

		if (zone_read_time(rows[i].text, &minutes) != (rows[i].minutes >= 0) ||
			minutes != rows[i].minutes)
			fail_msg("\"%s\": %lld", rows[i].text, (long long)minutes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_are_read),
		cmocka_unit_test(names_are_found),
		cmocka_unit_test(days_begin_at_four),
		cmocka_unit_test(clocks_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

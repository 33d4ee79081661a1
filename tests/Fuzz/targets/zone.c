/* SPDX-License-Identifier: MIT */
/*
 * Input: a file of the time zone database (TZif, RFC 9636), or after "TZ=" a value of TZ in POSIX's form. The fields of local times are those of
 * UTC, shifted; with rules in POSIX's form they lead back to a moment that has them.
 */
#define _GNU_SOURCE
#include "../harness.h"
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static int file;
static char path[2][40];

void target_start(void)
{
	file = memfd_create("zone", 0);
	REQUIRE(file >= 0);
	/* Two names for one file: a library may look at the name alone to see whether TZ has changed. */
	snprintf(path[0], sizeof *path, ":/proc/self/fd/%d", file);
	snprintf(path[1], sizeof *path, ":/proc/self/./fd/%d", file);
}

static void check(time_t moment, int has_rules)
{
	struct tm local, again;
	if (!localtime_r(&moment, &local))
		return;
	REQUIRE(local.tm_mon >= 0 && local.tm_mon < 12 && local.tm_mday >= 1 && local.tm_mday <= 31 && local.tm_hour >= 0 && local.tm_hour < 24);
	REQUIRE(local.tm_min >= 0 && local.tm_min < 60 && local.tm_sec >= 0 && local.tm_sec <= 60 && local.tm_wday >= 0 && local.tm_wday < 7);
	REQUIRE(local.tm_yday >= 0 && local.tm_yday < 366 && local.tm_zone && strlen(local.tm_zone) < 300);
	/* The fields are those of UTC at the moment shifted by the offset. */
	time_t shifted = moment + local.tm_gmtoff;
	REQUIRE(gmtime_r(&shifted, &again));
	REQUIRE(again.tm_year == local.tm_year && again.tm_yday == local.tm_yday && again.tm_hour == local.tm_hour && again.tm_min == local.tm_min);
	again = local;
	time_t back = mktime(&again);
	struct tm there;
	/* An hour that comes twice with one offset of daylight saving may be either; it looks the same. */
	REQUIRE(localtime_r(&back, &there));
	/* A file may go back and forth every second. */
	if (has_rules)
		REQUIRE(there.tm_year == local.tm_year && there.tm_yday == local.tm_yday && there.tm_hour == local.tm_hour && there.tm_min == local.tm_min && there.tm_sec == local.tm_sec);
	char text[300];
	strftime(text, sizeof text, "%c %Z %z", &local);
}

void target_run(const unsigned char *data, size_t size)
{
	static const time_t moments[] = { 0, -1, 1, 1000000000, 1750000000, 1760000000, 1774746000, 4102444800, 7258118400, 32503680000, -1000000000, -2208988800, -5000000000, 100000000000 };
	static int turn;
	if (size > 60000)
		return;
	int has_rules = size > 3 && !memcmp(data, "TZ=", 3);
	if (has_rules) {
		setenv("TZ", guarded_string(data + 3, size - 3), 1);
	} else {
		REQUIRE(!ftruncate(file, 0) && pwrite(file, data, size, 0) == (ssize_t)size);
		setenv("TZ", path[turn ^= 1], 1);
	}
	tzset();
	REQUIRE(tzname[0] && tzname[1]);
	for (size_t i = 0; i < sizeof moments / sizeof *moments; i++)
		check(moments[i], has_rules);
	for (time_t month = 0; month < 24; month++)
		check(1704067200 + month * 2629800, has_rules);
	/* A change of zone, so that the next input is not taken for this one. */
	setenv("TZ", "", 1);
	tzset();
}

/* SPDX-License-Identifier: MIT */
/* Moments and local times, in zones of files and of rules. */
#include "random.h"
#include <time.h>

static void show(const struct tm *tm)
{
	result("%d-%d-%d %d:%d:%d day %d %d summer %d %d %s", tm->tm_year + 1900, tm->tm_mon + 1, tm->tm_mday, tm->tm_hour, tm->tm_min, tm->tm_sec,
		tm->tm_wday, tm->tm_yday, tm->tm_isdst, (int)tm->tm_gmtoff, tm->tm_zone);
}

static const char *rule(char *text, unsigned month)
{
	switch (below(3)) {
	case 0: sprintf(text, "M%u.%u.%u", month + below(4), 1 + below(5), below(7)); break;
	case 1: sprintf(text, "J%u", month * 30 + below(100)); break;
	default: sprintf(text, "%u", month * 30 + below(100)); break;
	}
	if (below(2))
		sprintf(text + strlen(text), "/%u", below(25));
	return text;
}

/* Rules may be anything, but summer and winter have a month at least, so that no library may be unsure of the order. */
static void choose_zone(char *zone)
{
	static const char *const files[] = { "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca", "America/Sao_Paulo",
		"Pacific/Apia", "Asia/Tehran", "Europe/Dublin", "Antarctica/Troll", "Pacific/Kiritimati", "America/St_Johns", "Asia/Pyongyang", "Etc/UTC", "Europe/London" };
	char first[20], second[20];
	unsigned is_south = below(2);
	switch (below(4)) {
	case 0: sprintf(zone, "FIX%d:%02u", (int)below(25) - 12, below(60)); break;
	case 1: sprintf(zone, "AB%cD%dEFG,M%u.%u.0,M%u.%u.%u/%u", 'A' + below(26), (int)below(25) - 12, 2 + below(4), 1 + below(5), 8 + below(4), 1 + below(5), below(7), below(25)); break;
	case 2: sprintf(zone, "<+%02u>-%u<-xy>%d,%s,%s", below(24), below(14), (int)below(20) - 10, rule(first, is_south ? 8 : 2), rule(second, is_south ? 2 : 8)); break;
	default: strcpy(zone, files[below(15)]); break;
	}
}

static time_t any_time(const char *zone)
{
	/* glibc knows rules from 1970 on only; POSIX has them hold always. */
	switch (below(*zone == '<' || !strncmp(zone, "AB", 2) ? 2 : 4)) {
	case 0: return (time_t)(next_random() % 4102444800);
	case 1: return (time_t)below(400) * 86400 * 91 + below(86400);
	/* From the year 1000 on: glibc writes a century before that with one digit, where POSIX wants two. */
	case 2: return (time_t)(next_random() >> 27) % (1ll << 36) - 30000000000;
	default: return 1577836800 + (time_t)below(365 * 4 * 24) * 3600 + below(2) - 1;
	}
}

static void formats(const struct tm *tm)
{
	static const char *const conversions[] = { "%a %A %b %B", "%c|%x|%X", "%C %y %Y", "%d %e %j", "%D %F %T %R", "%G %g %V", "%U %W %u %w", "%H %I %M %S %p", "%r", "%h%n%t%%", "%z", "%Ey %Od", "%+5Y" };
	char text[200];
	const char *conversion = conversions[below(12)];
	size_t room = below(4) ? sizeof text : below(20), length = strftime(text, room, conversion, tm);
	result("%s: %d %s", conversion, (int)length, length ? text : "");
	/* What strftime writes, strptime reads. */
	struct tm again = { 0 };
	strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", tm);
	if (tm->tm_year >= -900 && tm->tm_year < 8000 && (!strptime(text, "%Y-%m-%d %H:%M:%S", &again) || again.tm_mday != tm->tm_mday || again.tm_sec != tm->tm_sec))
		fault("strptime does not read %s", text);
}

void times_case(void)
{
	static char zone[100];
	struct tm local, universal, joined;
	/* A zone is kept for a while: to read one takes longer than to use it. */
	if (!*zone || below(20) == 0) {
		choose_zone(zone);
		setenv("TZ", zone, 1);
		tzset();
	}
	result("TZ=%s", zone);
	time_t moment = any_time(zone);
	gmtime_r(&moment, &universal);
	universal.tm_zone = "";
	show(&universal);
	if (timegm(&universal) != moment)
		fault("timegm of %lx", (unsigned long)moment);
	localtime_r(&moment, &local);
	show(&local);
	formats(&local);
	joined = local;
	time_t back = mktime(&joined);
	/* Where one clock time comes twice within winter or summer, the first is as good. */
	if (back != moment && (joined.tm_hour != local.tm_hour || joined.tm_min != local.tm_min || joined.tm_isdst != local.tm_isdst))
		fault("mktime in %s: %lx is %lx", zone, (unsigned long)moment, (unsigned long)back);
	/* Fields beyond their range. The clock jumps in some zones, where libraries may differ: not in this one. */
	if (!strncmp(zone, "FIX", 3)) {
		joined = local;
		joined.tm_mon += (int)below(40) - 20;
		joined.tm_mday += (int)below(800) - 400;
		joined.tm_hour += (int)below(100) - 50;
		joined.tm_sec += (int)below(100000) - 50000;
		joined.tm_isdst = below(2) ? -1 : 0;
		result("mktime %lx", (unsigned long)mktime(&joined));
		show(&joined);
	}
	result("difftime %d", (int)difftime(moment, moment - 86400));
}

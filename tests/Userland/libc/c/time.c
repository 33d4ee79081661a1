/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <time.h>
#include <sys/time.h>

/* Not Z: glibc calls gmtime's zone GMT, POSIX.1-2024 and musl UTC. */
static const char formats[] = "aAbBcCdDeFgGhHIjklmMpPrRSTuUVwWxXyYzs%nt";

static void show(const struct tm *tm)
{
	char text[100], format[3] = "%";
	for (const char *f = formats; *f; f++) {
		format[1] = *f;
		strftime(text, sizeof text, format, tm);
		printf("%%%c [%s] ", *f, text);
	}
	printf("\n");
}

static void zone(const char *name)
{
	static const time_t moments[] = { 0, 951782399, 951782400, 1700000000, 1711846799, 1711846800, 1729990799, 1729990800, 1729994400, -86400 * 365L * 100,
		4102444800, 1710054000, 1710057600 };
	if (name)
		setenv("TZ", name, 1);
	else
		unsetenv("TZ");
	tzset();
	printf("zone %s: %s %s %ld %d\n", name ? name : "unset", tzname[0], tzname[1], timezone, daylight);
	for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
		struct tm tm;
		char text[64];
		localtime_r(&moments[i], &tm);
		strftime(text, sizeof text, "%F %T %z %Z %j", &tm);
		printf("%ld: %s %d ", moments[i], text, tm.tm_isdst);
		tm.tm_isdst = -1;
		printf("%ld\n", mktime(&tm) - moments[i]);
	}
}

void test_time(void)
{
	struct tm tm, *broken;
	time_t moment = 1700000000;
	char text[100];

	setenv("TZ", "UTC", 1);
	broken = gmtime(&moment);
	show(broken);
	printf("%s", asctime(broken));
	printf("%s", ctime(&moment));
	SHOW("%ld", timegm(broken));
	static const time_t odd[] = { 1703980800, 1704067199, 1704067200, 1735603200, 1609459200, 1262304000, 951868800, -1, -2208988800, 253402300799 };
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		show(gmtime(&odd[i]));
	memset(&tm, 0, sizeof tm);
	tm.tm_year = 123;
	tm.tm_mon = 13;
	tm.tm_mday = -5;
	tm.tm_hour = 50;
	tm.tm_sec = 7200;
	SHOW("%ld", mktime(&tm));
	printf("%d-%d-%d %d:%d:%d %d %d\n", tm.tm_year, tm.tm_mon, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, tm.tm_wday, tm.tm_yday);
	SHOW("%zu", strftime(text, 5, "%Y-%m-%d", &tm));
	SHOW("%zu", strftime(text, sizeof text, "%Ey %Od", &tm));
	SHOW("%.1f", difftime(10, 4));
	zone("UTC0");
	zone("CET-1CEST,M3.5.0,M10.5.0/3");
	zone("EST5EDT,M3.2.0,M11.1.0");
	zone("AEST-10AEDT,M10.1.0,M4.1.0/3");
	zone("<+0530>-5:30");
	zone("XXX3YYY2,J60/2:30,J300/1");
	zone("XXX3YYY,59/0,299");
	struct timespec ts;
	SHOW("%d", clock_gettime(CLOCK_MONOTONIC, &ts));
	SHOW("%d", clock_gettime(99, &ts) < 0 && errno == EINVAL);
	ts.tv_sec = 0;
	ts.tv_nsec = 1000000;
	SHOW("%d", nanosleep(&ts, NULL));
	ts.tv_nsec = 2000000000;
	SHOW("%d", nanosleep(&ts, NULL) < 0 && errno == EINVAL);
	SHOW("%d", labs(time(NULL) - time(&moment)) <= 1);
	SHOW("%d", clock() >= 0);
	struct timeval tv;
	SHOW("%d", gettimeofday(&tv, NULL) || labs(tv.tv_sec - moment) > 1);
}

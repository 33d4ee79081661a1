/* SPDX-License-Identifier: MIT */
/* Local time in every zone that the system's time zone database has, and in some that it has not. */
#include "common.h"
#include <dirent.h>
#include <sys/stat.h>
#include <time.h>

enum { NAMES = 1000, MOMENTS = 64 };

static char *names[NAMES];
static int name_count;

static void collect(const char *folder, const char *prefix)
{
	DIR *directory = opendir(folder);
	struct dirent *entry;
	if (!directory)
		return;
	while ((entry = readdir(directory))) {
		char path[512], name[256];
		struct stat info;
		if (entry->d_name[0] == '.' || (!*prefix && (!strcmp(entry->d_name, "right") || !strcmp(entry->d_name, "posix") || !strcmp(entry->d_name, "localtime"))))
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		snprintf(name, sizeof name, "%s%s%s", prefix, *prefix ? "/" : "", entry->d_name);
		if (stat(path, &info))
			continue;
		if (S_ISDIR(info.st_mode))
			collect(path, name);
		else if (name_count < NAMES && !strchr(entry->d_name, '.'))
			names[name_count++] = strdup(name);
	}
	closedir(directory);
}

static int compare(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

static unsigned long long state = 88172645463325252ULL;

static time_t pick(int with_rules)
{
	/* From 1800 to 2500, most of it where the files have entries. Rules before 1970 are not comparable: glibc applies those of 1970 to them. */
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	if (with_rules)
		return (time_t)(state / 4 % 16000000000ULL);
	return state % 4 ? (time_t)(state / 4 % 5000000000ULL) - 2500000000LL : (time_t)(state / 4 % 22000000000ULL) - 5300000000LL;
}

static unsigned long hash(unsigned long sum, const char *text)
{
	while (*text)
		sum = sum * 31 + (unsigned char)*text++;
	return sum;
}

/* One line for each zone: some moments in full, a sum over many more, and what mktime makes of them. */
static void zone(const char *name, int moments, int with_rules)
{
	unsigned long sum = 0, back = 0;
	setenv("TZ", name, 1);
	tzset();
	printf("%s:", name);
	for (int i = 0; i < moments; i++) {
		time_t moment = pick(with_rules);
		struct tm tm;
		char text[100];
		localtime_r(&moment, &tm);
		strftime(text, sizeof text, "%F %T %z %Z", &tm);
		sum = hash(sum, text) + tm.tm_isdst;
		if (i < 2)
			printf(" [%lld %s %d]", (long long)moment, text, tm.tm_isdst);
		/* With the right tm_isdst there is one answer, save where a zone changes its offset alone. */
		back += mktime(&tm) == moment;
	}
	printf(" %lx %s\n", sum, back >= moments - 1 ? "back" : "lost");
}

void test_zones(void)
{
	static const char *const others[] = {
		"", "UTC", ":Europe/Berlin", ":/usr/share/zoneinfo/Asia/Tokyo", "/usr/share/zoneinfo/America/New_York", "Nowhere/City",
		"EST5EDT,M3.2.0,M11.1.0", "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "IST-1GMT0,M10.5.0,M3.5.0/1", "NZST-12NZDT,M9.5.0,M4.1.0/3", "XXX-24:59:59",
		"EET-2EEST,J80/1:2:3,300/25", "Europe",
	};
	collect("/usr/share/zoneinfo", "");
	qsort(names, name_count, sizeof *names, compare);
	for (int i = 0; i < name_count; i++) {
		zone(names[i], MOMENTS, 0);
		free(names[i]);
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		zone(others[i], 500, 1);
	setenv("TZ", "UTC0", 1);
	tzset();
}

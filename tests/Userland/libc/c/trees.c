/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <fcntl.h>
#include <fts.h>
#include <ftw.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void file(const char *path)
{
	close(creat(path, 0600));
}

/* A few names that any order of reading gives sorted: one in each directory, or told by a sum. */
static void build(void)
{
	mkdir("tree", 0700);
	mkdir("tree/a", 0700);
	mkdir("tree/a/b", 0700);
	file("tree/a/b/file");
	mkdir("chain", 0700);
	mkdir("chain/one", 0700);
	mkdir("chain/one/two", 0700);
	symlink("nowhere", "chain/one/two/dangling");
	mkdir("loop", 0700);
	symlink("../loop", "loop/self");
}

static int stop, sum;

static int visit(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	char where[4096];
	printf("%s %d %d %d %s %s\n", path, kind, place->base, place->level, S_ISDIR(status->st_mode) ? "directory" : "file",
		strstr(getcwd(where, sizeof where), "/libc-test") ? strchr(strstr(where, "/libc-test") + 1, '/') : "elsewhere");
	return stop && place->level == stop ? 77 : 0;
}

static int visit_old(const char *path, const struct stat *status, int kind)
{
	(void)status;
	printf("%s %d\n", path, kind);
	return 0;
}

static int count(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)path, (void)status, (void)place;
	sum += kind == FTW_F;
	return 0;
}

static void walks(void)
{
	static const int flags[] = { 0, FTW_PHYS, FTW_DEPTH, FTW_PHYS | FTW_DEPTH, FTW_CHDIR, FTW_CHDIR | FTW_PHYS, FTW_MOUNT };
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		printf("flags %d\n", flags[i]);
		printf("%d\n", nftw("tree", visit, 5, flags[i]));
		printf("%d\n", nftw("chain/", visit, 1, flags[i]));
		if (flags[i] & FTW_PHYS)
			printf("%d\n", nftw("loop", visit, 1, flags[i]));
	}
	printf("%d\n", nftw("tree/a/b/file", visit, 5, 0));
	errno = 0;
	printf("%d", nftw("nothing", visit, 5, 0));
	printf(" %d\n", errno);
	stop = 2;
	printf("%d\n", nftw("tree", visit, 5, 0));
	stop = 0;
	printf("%d %d\n", ftw("tree", visit_old, 3), ftw("chain", visit_old, 3));
	mkdir("many", 0700);
	for (int i = 0; i < 300; i++) {
		char path[64];
		snprintf(path, sizeof path, "many/%0*d", i % 40 + 1, i);
		file(path);
	}
	printf("%d %d\n", nftw("many", count, 2, FTW_PHYS), sum);
}

static int by_name(const FTSENT **left, const FTSENT **right)
{
	return strcmp((*left)->fts_name, (*right)->fts_name);
}

static void list(char *const *paths, int options, int instruction)
{
	FTS *walk = fts_open(paths, options | FTS_NOCHDIR, by_name);
	FTSENT *entry;
	printf("fts %#x %d\n", options, instruction);
	while ((entry = fts_read(walk)) != NULL) {
		printf("%d %d %s %s %d %d %d", entry->fts_info, entry->fts_level, entry->fts_path, entry->fts_name, entry->fts_pathlen, entry->fts_namelen,
			entry->fts_info == FTS_DC ? entry->fts_cycle->fts_level : -1);
		printf(" %d\n", entry->fts_info == FTS_F && S_ISREG(entry->fts_statp->st_mode));
		if (instruction && entry->fts_info != FTS_DP && !entry->fts_number++ && entry->fts_level == 1)
			fts_set(walk, entry, instruction);
		if (entry->fts_info == FTS_D && !instruction) {
			FTSENT *child = fts_children(walk, 0);
			for (; child; child = child->fts_link)
				printf("  child %s\n", child->fts_name);
		}
	}
	printf("%d %d\n", errno, fts_close(walk));
}

static void listings(void)
{
	char *const all[] = { (char *)"tree", (char *)"chain", (char *)"loop", (char *)"nothing", NULL };
	char *const linked[] = { (char *)"loop/self", (char *)"chain/one/two/dangling", NULL };
	static const int options[] = { FTS_PHYSICAL, FTS_LOGICAL, FTS_PHYSICAL | FTS_SEEDOT, FTS_PHYSICAL | FTS_COMFOLLOW, FTS_PHYSICAL | FTS_XDEV };
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		list(all, options[i], 0);
		list(linked, options[i], 0);
	}
	list(all, FTS_PHYSICAL, FTS_SKIP);
	list(all, FTS_PHYSICAL, FTS_AGAIN);
	list(all, FTS_PHYSICAL, FTS_FOLLOW);
	errno = 0;
	printf("%d", fts_open(all, 0x10000, NULL) == NULL);
	printf(" %d\n", errno);
	FTS *walk = fts_open(all, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	fts_read(walk);
	fts_read(walk);
	printf("%d\n", fts_close(walk));
}

static void parse(const char *text, const char *format)
{
	struct tm time;
	memset(&time, 0, sizeof time);
	const char *end = strptime(text, format, &time);
	printf("%s %s: ", text, format);
	if (!end)
		printf("none\n");
	else
		printf("<%s> %d-%d-%d %d:%d:%d %d %d %ld\n", end, time.tm_year, time.tm_mon, time.tm_mday, time.tm_hour, time.tm_min, time.tm_sec, time.tm_wday,
			time.tm_yday, time.tm_gmtoff);
}

static void times(void)
{
	parse("2024-02-29 12:34:56rest", "%Y-%m-%d %H:%M:%S");
	parse("2024-02-29T23:59:60Z", "%FT%T%z");
	parse("Thu Feb 29 12:34:56 2024", "%a %b %e %T %Y");
	parse("thursday, FEBRUARY 3 99", "%A, %B %d %y");
	parse("Sun, 06 Nov 1994 08:49:37 GMT", "%a, %d %b %Y %T GMT");
	parse("Sun, 06 Nov 1994 08:49:37 GMT", "%a, %d %b %Y %T %Z");
	parse("02/29/24", "%D");
	parse("12/31/68", "%x");
	parse("12/31/69", "%x");
	parse("12:30 AM", "%I:%M %p");
	parse("12:30 pm", "%I:%M %p");
	parse("pm 11", "%p %I");
	parse("13", "%I");
	parse("11:22:33 PM", "%r");
	parse("9:8", "%R");
	parse("24:00", "%R");
	parse("366 2024", "%j %Y");
	parse("60 2023", "%j %Y");
	parse("0", "%j");
	parse("2024 10 1", "%Y %U %w");
	parse("2024 10 1", "%Y %W %u");
	parse("+0130", "%z");
	parse("-05:30", "%z");
	parse("+01", "%z");
	parse("+0199", "%z");
	parse("1709210096", "%s");
	parse("x", "%Y");
	parse("2024-13", "%Y-%m");
	parse("2024-00", "%Y-%m");
	parse(" 7 3 2000", "%d %m %Y");
	parse("a  b", "a b");
	parse("ab", "a b");
	parse("100%", "100%%");
	parse("12", "%H%M");
	parse("1234", "%H%M");
	parse("20240229", "%Y%m%d");
	parse("12 1 20 24", "%Od %m %C %y");
	parse("12", "%");
	parse("Sat", "%a");
	parse("Mayo", "%b 1 2000");
	parse("May 1 2000", "%B %d %Y");
}

static void dates(void)
{
	char path[] = "/tmp/datemsk.XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "w");
	fputs("%Y-%m-%d %H:%M:%S\n%m/%d/%y\n", file);
	fclose(file);
	unsetenv("DATEMSK");
	printf("%d", getdate("2024-01-02 03:04:05") == NULL);
	printf(" %d", getdate_err);
	setenv("DATEMSK", "/nonexistent", 1);
	printf(" %d", getdate("2024-01-02 03:04:05") == NULL);
	/* glibc asks for the file's status first. */
	printf(" %d", getdate_err == 2 || getdate_err == 3);
	setenv("DATEMSK", path, 1);
	struct tm *time = getdate("2024-01-02 03:04:05");
	printf(" %d-%d-%d %d:%d:%d", time->tm_year, time->tm_mon, time->tm_mday, time->tm_hour, time->tm_min, time->tm_sec);
	time = getdate("12/25/30");
	printf(" %d-%d-%d %d", time->tm_year, time->tm_mon, time->tm_mday, time->tm_wday);
	printf(" %d", getdate("nothing") == NULL);
	printf(" %d\n", getdate_err);
	unlink(path);
}

void test_trees(void)
{
	build();
	walks();
	listings();
	times();
	dates();
}

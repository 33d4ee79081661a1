/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <fcntl.h>
#include <fnmatch.h>
#include <glob.h>
#include <libgen.h>
#include <search.h>
#include <sys/stat.h>
#include <unistd.h>

static void test_fnmatch(void)
{
	static const struct { const char *pattern, *text; int flags; } cases[] = {
		{ "*", "abc", 0 }, { "a*c", "abbbc", 0 }, { "a*c", "abbbd", 0 }, { "*.c", ".c", FNM_PERIOD }, { "*.c", "x.c", FNM_PERIOD },
		{ "?", ".", FNM_PERIOD }, { "[.]x", ".x", FNM_PERIOD }, { "a/*", "a/.b", FNM_PERIOD | FNM_PATHNAME }, { "a*b", "a/b", FNM_PATHNAME },
		{ "a*b", "a/b", 0 }, { "*/b", "a/b", FNM_PATHNAME }, { "a?b", "a/b", FNM_PATHNAME }, { "a[/]b", "a/b", FNM_PATHNAME },
		{ "[a-c]x", "bx", 0 }, { "[!a-c]x", "bx", 0 }, { "[]x]", "]", 0 }, { "[[:digit:]]*", "5z", 0 }, { "[^a]", "b", 0 }, { "[a", "[a", 0 },
		{ "\\*", "*", 0 }, { "\\*", "\\*", FNM_NOESCAPE }, { "ABC", "abc", FNM_CASEFOLD }, { "[A-C]", "b", FNM_CASEFOLD },
		{ "usr", "usr/bin", FNM_LEADING_DIR }, { "u*", "usr/bin", FNM_LEADING_DIR | FNM_PATHNAME }, { "", "", 0 }, { "", "x", 0 }, { "x", "", 0 }, { "**a", "bba", 0 },
		{ "a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 0 }, { "[[.a.]]", "a", 0 }, { "[a-]", "-", 0 }, { "[\\]]", "]", 0 },
		{ "*[!x]", "abx", 0 }, { "a\\", "a\\", 0 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		printf("fnmatch %s %s %d: %d\n", cases[i].pattern, cases[i].text, cases[i].flags, fnmatch(cases[i].pattern, cases[i].text, cases[i].flags) != 0);
}

static void show_glob(const char *pattern, int flags)
{
	glob_t found = { 0 };
	found.gl_offs = 2;
	int status = glob(pattern, flags, NULL, &found);
	printf("glob %s %d: %d %zu", pattern, flags, status, found.gl_pathc);
	for (size_t i = 0; !status && i < found.gl_pathc; i++)
		printf(" %s", found.gl_pathv[i + (flags & GLOB_DOOFFS ? 2 : 0)]);
	puts("");
	if (!status)
		globfree(&found);
}

static void test_glob(void)
{
	static const char *files[] = { "g/b", "g/a", "g/.hidden", "g/c.txt", "g/sub/x", "g/sub/y", "g/we[ird" };
	mkdir("g", 0755);
	mkdir("g/sub", 0755);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		close(open(files[i], O_CREAT | O_WRONLY, 0644));
	show_glob("g/*", 0);
	show_glob("g/.*d*", 0);
	show_glob("g/*", GLOB_MARK);
	show_glob("*/*/[xy]", 0);
	show_glob("g/nothing*", 0);
	show_glob("g/nothing*", GLOB_NOCHECK);
	show_glob("g/a", 0);
	show_glob("g/we\\[ird", 0);
	show_glob("g//*.txt", 0);
	show_glob("g/*", GLOB_DOOFFS);
	show_glob("nodir/*", 0);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		unlink(files[i]);
	rmdir("g/sub");
	rmdir("g");
}

static void test_libgen(void)
{
	static const char *paths[] = { "", "/", "a", "a/", "/a", "/a/", "a/b", "/usr/lib", "/usr//lib//", "..", "./x", "///a//" };
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		char one[32], two[32];
		strcpy(one, paths[i]);
		strcpy(two, paths[i]);
		printf("%s: %s %s\n", paths[i], dirname(one), (basename)(two));
	}
	char copy[] = "/usr/lib/";
	SHOW("%s", basename(copy));
}

static int compare_words(const void *left, const void *right)
{
	return strcmp(left, right);
}

static void print_node(const void *node, VISIT visit, int depth)
{
	(void)depth;
	if (visit == postorder || visit == leaf)
		printf(" %s", *(char *const *)node);
}

static void test_search(void)
{
	static char words[][8] = { "mike", "alpha", "zulu", "delta", "kilo", "bravo", "alpha", "papa" };
	void *root = NULL;
	hcreate(30);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		ENTRY entry = { words[i], (void *)i };
		char ***node = tsearch(words[i], &root, compare_words);
		printf("%s entered %zu, tree %s\n", words[i], (size_t)hsearch(entry, ENTER)->data, *(char **)node);
	}
	printf("tree:");
	twalk(root, print_node);
	puts("");
	SHOW("%d", tdelete("kilo", &root, compare_words) != NULL);
	SHOW("%d", tdelete("kilo", &root, compare_words) == NULL);
	SHOW("%d", tfind("zulu", &root, compare_words) != NULL);
	printf("tree:");
	twalk(root, print_node);
	puts("");
	while (root)
		tdelete(*(char **)root, &root, compare_words);
	SHOW("%d", hsearch((ENTRY) { "none", NULL }, FIND) == NULL);
	hdestroy();
	char table[4][8] = { "one", "two" };
	size_t count = 2;
	SHOW("%s", (char *)lsearch("three\0", table, &count, 8, compare_words));
	SHOW("%zu", count);
	SHOW("%d", lfind("four", table, &count, 8, compare_words) == NULL);
}

void test_patterns(void)
{
	test_fnmatch();
	test_glob();
	test_libgen();
	test_search();
}

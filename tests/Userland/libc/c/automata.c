/* SPDX-License-Identifier: MIT */
/* Two ways lead to a match in ours, by automata and, for expressions that are too large for these, by following all ways at once: both must
   find the same. And what automata are bad at must still be found. */
#include "common.h"
#include <pthread.h>
#include <regex.h>

enum { SLOTS = 10, LARGE = 60000 };

static unsigned long long state = 20261122;

static unsigned draw(unsigned count)
{
	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(state >> 33) % count;
}

static void append_expression(char *pattern, int depth)
{
	static const char *const atoms[] = { "a", "b", "c", ".", "[ab]", "[^a]", "\xc3\xa4", "\n" };
	static const char *const assertions[] = { "^", "$", "\\b", "\\<", "\\>", "\\B" };
	static const char *const repeats[] = { "*", "+", "?", "{1,2}", "{2}", "", "", "", "" };
	for (int parts = 1 + (int)draw(3); parts > 0 && strlen(pattern) < 200; parts--) {
		unsigned kind = draw(depth > 0 ? 14 : 9);
		if (kind == 8) {
			strcat(pattern, assertions[draw(6)]);
			continue;
		}
		if (kind < 8) {
			strcat(pattern, atoms[kind]);
		} else {
			strcat(pattern, "(");
			append_expression(pattern, depth - 1);
			if (draw(2)) {
				strcat(pattern, "|");
				append_expression(pattern, depth - 1);
			}
			strcat(pattern, ")");
		}
		strcat(pattern, repeats[draw(9)]);
	}
}

static void draw_text(char *text)
{
	static const char *const pieces[] = { "a", "a", "a", "b", "b", "c", " ", "\n", "\xc3\xa4", "\xc3", "A" };
	*text = '\0';
	for (unsigned count = draw(30); count > 0; count--)
		strcat(text, pieces[draw(11)]);
}

static int find(const regex_t *expression, const char *text, int flags, regmatch_t *matches)
{
	memset(matches, 0, SLOTS * sizeof *matches);
	return regexec(expression, text, SLOTS, matches, flags);
}

/* What is added matches nothing here, and makes the expression too large for automata. */
static int compare(const char *pattern, int flags)
{
	char larger[512], text[128];
	regex_t expression, other;
	regmatch_t matches[SLOTS], expected[SLOTS];
	int different = 0;
	sprintf(larger, "%s|z{255}z{255}z{255}z{255}z{255}z{255}z{255}z{255}z{255}z{255}z{255}z{255}z{255}z{255}z{255}z{255}z{255}", pattern);
	if (regcomp(&expression, pattern, flags))
		return 0;
	if (regcomp(&other, larger, flags)) {
		regfree(&expression);
		return 1;
	}
	for (int i = 0; i < 20; i++) {
		draw_text(text);
		int options = (draw(5) ? 0 : REG_NOTBOL) | (draw(5) ? 0 : REG_NOTEOL);
		int status = find(&other, text, options, expected);
		int is_different = status != find(&expression, text, options, matches) || (!status && memcmp(matches, expected, sizeof matches));
		is_different |= regexec(&expression, text, 0, NULL, options) != status;
		is_different |= regexec(&expression, text, 1, matches, options) != status || (!status && memcmp(matches, expected, sizeof *matches));
		if (is_different && !different)
			printf("/%s/ %d %s\n", pattern, flags, text);
		different |= is_different;
	}
	regfree(&expression);
	regfree(&other);
	return different;
}

static void compare_random(void)
{
	int different = 0;
	for (int i = 0; i < 300; i++) {
		char pattern[400] = "";
		append_expression(pattern, 3);
		int flags = REG_EXTENDED | (draw(4) ? 0 : REG_NEWLINE) | (draw(5) ? 0 : REG_ICASE);
#ifndef __GLIBC__
		different += compare(pattern, flags);
#else
		(void)flags;
#endif
	}
	SHOW("%d", different);
}

/* Its states are as many as there are words of fifteen letters. */
static void test_many_states(void)
{
	static char text[LARGE + 1];
	regex_t expression;
	regmatch_t match;
	for (int i = 0; i < LARGE; i++)
		text[i] = draw(2) ? 'a' : 'b';
	memset(text + LARGE - 100, 'b', 100);
	text[LARGE - 50] = 'a';
	SHOW("%d", regcomp(&expression, "(a|b)*a(a|b){14}", REG_EXTENDED));
	for (int i = 0; i < 2; i++) {
		int status = regexec(&expression, text, 1, &match, 0);
		printf("many states: %d %d-%d\n", status, (int)match.rm_so, (int)match.rm_eo);
	}
	regfree(&expression);
}

static void *search(void *argument)
{
	regmatch_t match[3];
	for (int i = 0; i < 2000; i++) {
		char text[64];
		sprintf(text, "%d: key%d=value%d;", i, i, i * 7);
		if (regexec(argument, text, 3, match, 0) || strncmp(text + match[1].rm_so, "key", 3) || strncmp(text + match[2].rm_so, "value", 5))
			return argument;
	}
	return NULL;
}

static void test_threads(void)
{
	regex_t expression;
	pthread_t thread[3];
	int failed = regcomp(&expression, "([a-z]+[0-9]+)=([a-z]+[0-9]+);", REG_EXTENDED);
	for (int i = 0; i < 3; i++)
		failed += pthread_create(thread + i, NULL, search, &expression) != 0;
	for (int i = 0; i < 3; i++) {
		void *result;
		failed += pthread_join(thread[i], &result) != 0 || result;
	}
	SHOW("%d", failed);
	regfree(&expression);
}

static void test_parts(void)
{
	char text[] = "xx\xc3\xa4" "aab\xc3";
	regex_t expression;
	regmatch_t match[2];
	SHOW("%d", regcomp(&expression, "(a+|\xc3\xa4" "a)b?", REG_EXTENDED));
	for (int start = 2; start < 6; start += 2) {
		match[0].rm_so = start;
		match[0].rm_eo = 6;
		int status = regexec(&expression, text, 2, match, REG_STARTEND);
		printf("from %d: %d %d-%d %d-%d\n", start, status, (int)match[0].rm_so, (int)match[0].rm_eo, (int)match[1].rm_so, (int)match[1].rm_eo);
	}
	regfree(&expression);
}

void test_automata(void)
{
	compare_random();
	test_many_states();
	test_threads();
	test_parts();
}

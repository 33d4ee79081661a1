/* SPDX-License-Identifier: MIT */
/* Regular expressions beside the oracle. Other libraries differ from POSIX and from each other, so nothing is compared with them. */
#include "random.h"
#include "regexoracle.h"

static char pattern[200];
static size_t used;

static void put(const char *text)
{
	size_t length = strlen(text);
	if (used + length + 20 < sizeof pattern) {
		memcpy(pattern + used, text, length);
		used += length;
	}
}

static void expression(int depth, int is_extended)
{
	for (int i = 1 + (int)below(4); i > 0; i--) {
		switch (below(depth > 2 ? 5 : 7)) {
		case 0: case 1: put((const char *[]){ "a", "b", "c", "d" }[below(4)]); break;
		case 2: put((const char *[]){ ".", "[ab]", "[^a]", "[b-d]", "x" }[below(5)]); break;
		case 3: put(below(4) ? "ab" : is_extended ? (const char *[]){ "^", "$" }[below(2)] : "c"); continue;
		case 4: put("a"); break;
		default:
			put(is_extended ? "(" : "\\(");
			expression(depth + 1, is_extended);
			put(is_extended ? ")" : "\\)");
			break;
		}
		if (below(3) == 0)
			put((const char *[]){ "*", "+", "?", "{2}", "{1,2}", "{2,}", "{0,1}", "*" }[below(8)] + 0);
	}
	if (is_extended && below(4) == 0 && used && pattern[used - 1] != '(' && pattern[used - 1] != '|') {
		put("|");
		expression(depth + 1, is_extended);
	}
}

static void basic_intervals(void)
{
	/* In basic expressions braces are escaped, and + and ? are themselves. */
	char copy[sizeof pattern];
	size_t length = 0;
	for (size_t i = 0; i < used && length + 3 < sizeof copy; i++) {
		if (pattern[i] == '{' || pattern[i] == '}')
			copy[length++] = '\\';
		copy[length++] = pattern[i];
	}
	memcpy(pattern, copy, used = length);
}

void regex_case(void)
{
	int flags = below(3) ? REG_EXTENDED : 0, exec = below(8) ? 0 : REG_NOTBOL;
	used = 0;
	expression(0, flags & REG_EXTENDED);
	if (!flags)
		basic_intervals();
	pattern[used] = 0;
	if (below(6) == 0)
		flags |= REG_NEWLINE;
	regex_t compiled;
	int status = regcomp(&compiled, pattern, flags);
	for (int i = 0; i < 4; i++) {
		char text[ORACLE_TEXT + 1];
		size_t length = below(below(4) ? 10 : 30);
		for (size_t j = 0; j < length; j++)
			text[j] = "aaabbcd\n"[below(8)];
		text[length] = 0;
		regmatch_t wanted[ORACLE_GROUPS], found[ORACLE_GROUPS];
		int answer = oracle_match(pattern, text, flags, exec, wanted);
		if (answer < 0)
			continue;
		if (status) {
			fault("/%s/ %d: regcomp answers %d", pattern, flags, status);
			break;
		}
		int got = regexec(&compiled, text, ORACLE_GROUPS, found, exec);
		int is_wrong = got != answer;
		for (int j = 0; !is_wrong && !answer && j < (oracle_is_ambiguous ? 1 : ORACLE_GROUPS); j++)
			is_wrong = found[j].rm_so != wanted[j].rm_so || found[j].rm_eo != wanted[j].rm_eo;
		if (is_wrong) {
			char line[400];
			size_t at = (size_t)sprintf(line, "/%s/ %d %d '%s': %d instead of %d", pattern, flags, exec, text, got, answer);
			for (int j = 0; !got && !answer && j <= (int)compiled.re_nsub && j < 6; j++)
				at += (size_t)sprintf(line + at, " %d-%d (%d-%d)", (int)found[j].rm_so, (int)found[j].rm_eo, (int)wanted[j].rm_so, (int)wanted[j].rm_eo);
			fault("%s", line);
		}
	}
	if (!status)
		regfree(&compiled);
}

/* SPDX-License-Identifier: MIT */
/* Input: a byte of flags, a line of pattern, then text. Short ones without back references are matched by the oracle too. */
#include "../harness.h"
#include "../../Userland/libc/random/regexoracle.h"
#include <string.h>

enum { PATTERN = 400, TEXT = 400, GROUPS = 12 };

void target_start(void)
{
}

static void compare(const char *pattern, const char *text, int flags, int exec, int status, const regmatch_t *matches)
{
	regmatch_t wanted[ORACLE_GROUPS];
	for (const char *c = text; *c; c++)
		if (*c & 0x80)
			return;
	int answer = oracle_match(pattern, text, flags, exec, wanted);
	if (answer < 0)
		return;
	REQUIRE(answer == status);
	for (size_t i = 0; !status && i < (oracle_is_ambiguous ? 1 : ORACLE_GROUPS); i++)
		REQUIRE(matches[i].rm_so == wanted[i].rm_so && matches[i].rm_eo == wanted[i].rm_eo);
}

/* What has back references may try millions of ways before it gives up: a few are enough to look at. */
static int is_modest(const char *pattern, size_t length)
{
	int references = 0, repetitions = 0;
	for (; *pattern; pattern++) {
		references |= *pattern == '\\' && pattern[1] >= '1' && pattern[1] <= '9';
		repetitions += *pattern == '{' ? 5 : strchr("*+?", *pattern) != NULL;
	}
	return !references || (repetitions <= 4 && length <= 16);
}

void target_run(const unsigned char *data, size_t size)
{
	struct input rest = { data, size };
	unsigned options = input_byte(&rest);
	struct input line = input_line(&rest);
	if (line.size > PATTERN || rest.size > TEXT)
		return;
	char *pattern = guarded_string(line.at, line.size), *text = guarded_string(rest.at, rest.size);
	if (!is_modest(pattern, rest.size))
		return;
	int flags = (options & 1 ? REG_EXTENDED : 0) | (options & 2 ? REG_ICASE : 0) | (options & 4 ? REG_NEWLINE : 0) | (options & 8 ? REG_NOSUB : 0);
	int exec = (options & 16 ? REG_NOTBOL : 0) | (options & 32 ? REG_NOTEOL : 0);
	regex_t expression;
	regmatch_t matches[GROUPS];
	int status = regcomp(&expression, pattern, flags);
	if (status) {
		char message[8];
		REQUIRE(regerror(status, &expression, message, sizeof message) > 1);
		/* The oracle takes none that are wrong. */
		REQUIRE(oracle_match(pattern, "", flags, exec, matches) < 0 || status == REG_ESPACE);
		return;
	}
	int answer = regexec(&expression, text, GROUPS, matches, exec);
	REQUIRE(answer == 0 || answer == REG_NOMATCH || answer == REG_ESPACE);
	regoff_t length = (regoff_t)strlen(text);
	if (!answer && !(flags & REG_NOSUB)) {
		REQUIRE(matches[0].rm_so >= 0);
		for (size_t i = 0; i < GROUPS; i++) {
			if (i > expression.re_nsub)
				REQUIRE(matches[i].rm_so == -1 && matches[i].rm_eo == -1);
			REQUIRE((matches[i].rm_so == -1 && matches[i].rm_eo == -1) || (matches[i].rm_so >= 0 && matches[i].rm_so <= matches[i].rm_eo && matches[i].rm_eo <= length));
		}
		/* The same with fewer groups wanted, where less is remembered. */
		regmatch_t first;
		REQUIRE(!regexec(&expression, text, 1, &first, exec) && first.rm_so == matches[0].rm_so && first.rm_eo == matches[0].rm_eo);
	}
	REQUIRE(regexec(&expression, text, 0, NULL, exec) == answer);
	if (answer != REG_ESPACE && !(flags & (REG_NOSUB | REG_ICASE)))
		compare(pattern, text, flags, exec, answer, matches);
	regfree(&expression);
}

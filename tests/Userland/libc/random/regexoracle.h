/* SPDX-License-Identifier: MIT */
/*
 * What POSIX says that a regular expression matches, found by trying everything: for short texts, for expressions in the plain form
 * below, and without a care for speed.
 */
#ifndef REGEX_ORACLE_H
#define REGEX_ORACLE_H
#include <regex.h>

enum { ORACLE_TEXT = 60, ORACLE_GROUPS = 10 };

/*
 * 0 or REG_NOMATCH, as regexec; -1 if this oracle does not take the expression or the text: back references, classes in brackets,
 * escapes of letters and digits, repetitions in a row, what is undefined, and long ones. flags are regcomp's (REG_EXTENDED, REG_NEWLINE),
 * exec_flags regexec's (REG_NOTBOL, REG_NOTEOL). Of the matches only the first ORACLE_GROUPS are found.
 */
int oracle_match(const char *pattern, const char *text, int flags, int exec_flags, regmatch_t matches[ORACLE_GROUPS]);

/* Whether two ways to divide the match would both do by the letter of the standard, so that the groups say nothing. */
extern int oracle_is_ambiguous;
#endif

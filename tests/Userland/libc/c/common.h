/* SPDX-License-Identifier: MIT */
/* Built once against the host's C library and once against ours: both must print the same. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <errno.h>

#define SHOW(format, expression) printf("%s = " format "\n", #expression, expression)

void test_string(void);
void test_ctype(void);
void test_stdlib(void);
void test_printf(void);
void test_scanf(void);
void test_streams(void);
void test_files(void);
void test_process(void);
void test_spawning(void);
void test_time(void);
void test_zones(void);
void test_misc(void);
void test_wide(void);
void test_patterns(void);
void test_system(void);
void test_math(void);
void test_exceptions(void);
void test_special(void);
void test_words(void);
void test_passwords(void);
void test_xsi(void);
void test_complex(void);
void test_regex(void);
void test_automata(void);
void test_network(void);
void test_small(void);
void test_texts(void);
void test_charsets(void);
void test_trees(void);
void test_wideio(void);
void test_accounts(void);

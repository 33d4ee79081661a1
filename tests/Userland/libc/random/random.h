/* SPDX-License-Identifier: MIT */
/* The same random cases in any C library. Each case adds what it found to its block's sum; blocks are compared, and a block can be shown. */
#ifndef RANDOM_H
#define RANDOM_H
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Cases of one block. */
enum { BLOCK = 500 };

uint64_t next_random(void);

/* Below a limit. */
unsigned below(unsigned limit);

/* A line about the case at hand, in printf's form but with %d, %s, %lx and %c alone: it shall not depend on what is under test. */
void result(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Counts a failure of what can be said without another library. */
void fault(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A case of each part. */
void strings_case(void);
void versions_case(void);
void numbers_case(void);
void formats_case(void);
void hexadecimal_case(void);
void streams_case(void);
void times_case(void);
void wide_case(void);
void wide_streams_case(void);
void sorting_case(void);
void heap_case(void);
void regex_case(void);
void rounding_case(void);
#endif

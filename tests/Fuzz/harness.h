/* SPDX-License-Identifier: MIT */
/* What a target of tests/Fuzz and its harness give each other. */
#ifndef FUZZ_HARNESS_H
#define FUZZ_HARNESS_H
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

/* A target has these two. start runs once, before the first input; the input of run ends at an inaccessible page. */
void target_start(void);
void target_run(const unsigned char *data, size_t size);

/* What must hold. A fuzzer takes the abort for a crash. */
#define REQUIRE(condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

/* Copies that end at an inaccessible page, each in a page range of its own until the run ends. */
void *guarded_bytes(const void *bytes, size_t size);
char *guarded_string(const void *bytes, size_t size);

/* Cuts the next line off the input: its bytes up to a newline or the end. */
struct input {
	const unsigned char *at;
	size_t size;
};
struct input input_line(struct input *rest);

/* The next byte, or 0 at the end. */
unsigned input_byte(struct input *rest);
#endif

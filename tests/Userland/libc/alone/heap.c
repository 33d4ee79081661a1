/* SPDX-License-Identifier: MIT */
/* What malloc gives back to the kernel, and what it keeps: a large block that was freed is given again, and is not zero then. */
#define _GNU_SOURCE
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KIB = 1024, MIB = 1024 * KIB, BLOCKS = 128 };

static int failures;

static void check(int passed, int line, const char *text)
{
	if (!passed)
		printf("line %d: %s\n", line, text);
	failures += !passed;
}

#define CHECK(condition) check(condition, __LINE__, #condition)

/* In bytes: all that is mapped, and what of it is in memory (proc(5), statm). */
static size_t mapped, resident;

static void measure(void)
{
	unsigned long all, present;
	FILE *file = fopen("/proc/self/statm", "r");
	if (!file || fscanf(file, "%lu %lu", &all, &present) != 2)
		exit(2);
	fclose(file);
	mapped = all * sysconf(_SC_PAGESIZE);
	resident = present * sysconf(_SC_PAGESIZE);
}

static void give_back(size_t size, size_t most)
{
	static char *blocks[BLOCKS];
	measure();
	size_t before = resident, mapped_before = mapped;
	for (int i = 0; i < BLOCKS; i++) {
		blocks[i] = malloc(size);
		memset(blocks[i], i, size);
	}
	measure();
	CHECK(resident >= before + BLOCKS * size / 8 * 7);
	for (int i = 0; i < BLOCKS; i++)
		free(blocks[i]);
	measure();
	CHECK(resident <= before + most);
	/* Spans stay mapped, without pages. */
	CHECK(size <= 32 * KIB || mapped <= mapped_before + most);
}

static int is(const unsigned char *block, unsigned char value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (block[i] != value)
			return 0;
	return 1;
}

static void keep(void)
{
	for (size_t size = 33 * KIB; size < 2 * MIB; size += 61 * KIB) {
		unsigned char *block = malloc(size);
		memset(block, 0xee, size);
		free(block);
		block = calloc(1, size);
		CHECK(is(block, 0, size));
		memset(block, 0xee, size);
		free(block);
		block = calloc(1, size - size / 3);
		CHECK(is(block, 0, size - size / 3));
		unsigned char *other = malloc(size);
		memset(other, 0x11, size);
		CHECK(is(block, 0, size - size / 3));
		memset(block, 0x22, malloc_usable_size(block));
		CHECK(is(other, 0x11, size));
		free(other);
		other = realloc(block, 3 * size);
		CHECK(is(other, 0x22, size - size / 3));
		memset(other, 0x33, 3 * size);
		free(other);
		for (size_t alignment = 32; alignment <= 4 * MIB; alignment *= 4) {
			block = aligned_alloc(alignment, size);
			CHECK((uintptr_t)block % alignment == 0);
			memset(block, 0x44, size);
			free(block);
		}
	}
}

static void *take_turns(void *argument)
{
	unsigned char mark = (unsigned char)(uintptr_t)argument;
	intptr_t wrong = 0;
	for (int i = 0; i < 3000; i++) {
		size_t size = (40 + i * 7 % 200) * KIB;
		unsigned char *block = malloc(size);
		memset(block, mark, 64);
		memset(block + size - 64, mark, 64);
		wrong += !is(block, mark, 64) || !is(block + size - 64, mark, 64);
		free(block);
	}
	return (void *)wrong;
}

static void share(void)
{
	pthread_t threads[4];
	for (int i = 0; i < 4; i++)
		CHECK(pthread_create(threads + i, NULL, take_turns, (void *)(intptr_t)(i + 1)) == 0);
	for (int i = 0; i < 4; i++) {
		void *wrong;
		CHECK(pthread_join(threads[i], &wrong) == 0 && wrong == NULL);
	}
}

int main(void)
{
	/* Kept: a large block of 1 MiB, and of spans with small blocks the last of each size and four more. */
	give_back(200 * KIB, 5 * MIB / 4);
	give_back(3 * MIB / 2, 5 * MIB / 4);
	give_back(30 * KIB, 6 * 256 * KIB);
	keep();
	share();
	measure();
	CHECK(resident < 8 * MIB);
	CHECK(malloc(0) != NULL && malloc(0) != malloc(0));
	printf("%d failures\n", failures);
	return failures != 0;
}

/* SPDX-License-Identifier: MIT */
/* qsort, bsearch and malloc: what must hold, in any library. */
#include "random.h"
#include <errno.h>
#include <malloc.h>

enum { MOST = 400, BLOCKS = 64 };

static size_t width;
static unsigned compared;

static int compare(const void *a, const void *b)
{
	compared++;
	return memcmp(a, b, width);
}

static int compare_with(const void *a, const void *b, void *argument)
{
	return argument == &compared ? compare(a, b) : 0;
}

void sorting_case(void)
{
	static unsigned char items[MOST * 40], before[MOST * 40];
	size_t count = below(below(4) ? 40 : MOST);
	static const unsigned char widths[] = { 1, 2, 3, 4, 8, 12, 16, 24, 40, 7 };
	width = widths[below(10)];
	unsigned kinds = 1 + below(below(2) ? 4 : 255);
	uint64_t total = 0, after = 0;
	for (size_t i = 0; i < count * width; i++) {
		items[i] = (unsigned char)(width > 4 && i % width < width - 4 ? 7 : below(kinds));
		total += items[i] * (uint64_t)(1 + i % width);
	}
	if (below(4) == 0)
		qsort(items, count / 2, width, compare);
	memcpy(before, items, count * width);
	compared = 0;
	if (below(2))
		qsort(items, count, width, compare);
	else
		qsort_r(items, count, width, compare_with, &compared);
	if (compared > count * 20 + 100)
		fault("qsort of %d compared %d times", (int)count, (int)compared);
	for (size_t i = 0; i < count * width; i++)
		after += items[i] * (uint64_t)(1 + i % width);
	if (after != total)
		fault("qsort of %d lost something", (int)count);
	for (size_t i = 1; i < count; i++)
		if (memcmp(items + (i - 1) * width, items + i * width, width) > 0)
			fault("qsort of %d by %d is out of order at %d", (int)count, (int)width, (int)i);
	for (int i = 0; i < 4 && count; i++) {
		unsigned char *key = before + below((unsigned)count) * width;
		unsigned char *found = bsearch(key, items, count, width, compare);
		if (!found || memcmp(found, key, width) || (size_t)(found - items) % width)
			fault("bsearch in %d does not find what is there", (int)count);
	}
	unsigned char missing[40];
	memset(missing, 0xff, sizeof missing);
	if (kinds < 255 && bsearch(missing, items, count, width, compare))
		fault("bsearch in %d finds what is not there", (int)count);
	for (size_t i = 0; i + 8 <= count * width; i += 8) {
		uint64_t word;
		memcpy(&word, items + i, 8);
		result("%lx", word);
	}
}

static struct {
	unsigned char *start;
	size_t size;
	unsigned char mark;
} blocks[BLOCKS];

static void check(int i)
{
	for (size_t j = 0; j < blocks[i].size; j++)
		if (blocks[i].start[j] != (unsigned char)(blocks[i].mark + j)) {
			fault("block of %d changed at %d", (int)blocks[i].size, (int)j);
			return;
		}
}

static void take(int i, void *start, size_t size, size_t alignment)
{
	if (!start || (uintptr_t)start % alignment || malloc_usable_size(start) < size) {
		fault("block of %d at %lx is usable for %d", (int)size, (unsigned long)(uintptr_t)start, start ? (int)malloc_usable_size(start) : 0);
		return;
	}
	/* All that is said to be usable may be used. */
	blocks[i].start = start;
	blocks[i].size = malloc_usable_size(start) < 2 * size + 64 ? malloc_usable_size(start) : size;
	blocks[i].mark = (unsigned char)next_random();
	for (size_t j = 0; j < blocks[i].size; j++)
		blocks[i].start[j] = (unsigned char)(blocks[i].mark + j);
}

void heap_case(void)
{
	int i = (int)below(BLOCKS);
	size_t size = below(1u << (3 + below(below(20) ? 10 : 17))), alignment = 16;
	if (blocks[i].start)
		check(i);
	if (blocks[i].start && below(3) == 0) {
		size_t kept = size < blocks[i].size ? size : blocks[i].size;
		unsigned char *start = size ? realloc(blocks[i].start, size) : NULL, mark = blocks[i].mark;
		if (!size)
			return;
		for (size_t j = 0; start && j < kept; j++)
			if (start[j] != (unsigned char)(mark + j)) {
				fault("realloc from %d to %d lost what is at %d", (int)blocks[i].size, (int)size, (int)j);
				break;
			}
		take(i, start, size, 16);
		return;
	}
	free(blocks[i].start);
	blocks[i].start = NULL;
	blocks[i].size = 0;
	void *start = NULL;
	switch (below(5)) {
	case 0:
		start = calloc(size / 8 + 1, 8);
		size = (size / 8 + 1) * 8;
		for (size_t j = 0; start && j < size; j++)
			if (((unsigned char *)start)[j]) {
				fault("calloc of %d is not zero at %d", (int)size, (int)j);
				break;
			}
		break;
	case 1:
		alignment = (size_t)16 << below(9);
		start = aligned_alloc(alignment, size = (size / alignment + 1) * alignment);
		break;
	case 2:
		alignment = (size_t)8 << below(10);
		if (posix_memalign(&start, alignment, size))
			start = NULL;
		break;
	default:
		start = malloc(size);
		break;
	}
	take(i, start, size, alignment);
	errno = 0;
	if (below(200) == 0 && (malloc((size_t)-1 - below(5000)) || errno != ENOMEM || calloc((size_t)1 << 33, (size_t)1 << 32) || realloc(NULL, (size_t)-4096)))
		fault("there is memory without an end");
}

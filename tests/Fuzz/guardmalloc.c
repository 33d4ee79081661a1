/* SPDX-License-Identifier: MIT */
/*
 * malloc that ends each block at an inaccessible page, so that a library that reads or writes past its own memory crashes. The few bytes
 * that alignment leaves behind a block, and freed blocks until they are used again, hold a pattern that is looked at again.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { PAGE = 4096, ALIGNMENT = 16, CLASSES = 24, AFTER = 0xa5, FREED = 0xdd };

/* Blocks of 2^class pages of which the first bytes are this header. */
struct block {
	struct block *next;
	size_t size;
	unsigned char *start;
	uint32_t class, is_used;
	uintptr_t seal;
};

static struct block *first_free[CLASSES], *last_free[CLASSES];

static void check(int condition)
{
	if (!condition)
		__builtin_trap();
}

static unsigned char *block_end(struct block *block)
{
	return (unsigned char *)block + ((size_t)PAGE << block->class);
}

/* Tells a header from a program's data, which may well hold the address that it lies at. */
static uintptr_t seal(const struct block *block)
{
	return (uintptr_t)block * 0x9e3779b97f4a7c15u;
}

static struct block *block_of(unsigned char *start)
{
	/* The header is at the start of a page at or below: look down for the one that names this start. */
	for (unsigned char *page = (unsigned char *)((uintptr_t)start & -(uintptr_t)PAGE);; page -= PAGE) {
		struct block *block = (struct block *)page;
		if (block->start == start && block->seal == seal(block))
			return block;
	}
}

static struct block *new_block(uint32_t class)
{
	size_t size = (size_t)PAGE << class;
	struct block *block = mmap(0, size + PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (block == MAP_FAILED || mprotect((char *)block + size, PAGE, PROT_NONE))
		return 0;
	block->class = class;
	block->seal = seal(block);
	return block;
}

static struct block *take(uint32_t class)
{
	struct block *block = first_free[class];
	if (!block)
		return new_block(class);
	first_free[class] = block->next;
	if (!block->next)
		last_free[class] = 0;
	for (unsigned char *at = block->start; at < block_end(block); at++)
		check(*at == FREED);
	return block;
}

void *aligned_alloc(size_t alignment, size_t size)
{
	uint32_t class = 0;
	if (!size)
		size = 1; /* it would start on the guard page */
	if (alignment < ALIGNMENT)
		alignment = ALIGNMENT;
	while (class < CLASSES && ((size_t)PAGE << class) < size + sizeof(struct block) + alignment)
		class++;
	struct block *block = class < CLASSES && size <= (size_t)PAGE << CLASSES ? take(class) : 0;
	if (!block) {
		errno = ENOMEM;
		return 0;
	}
	block->start = (unsigned char *)((uintptr_t)(block_end(block) - size) & -(uintptr_t)alignment);
	block->size = size;
	block->is_used = 1;
	memset(block->start, AFTER, (size_t)(block_end(block) - block->start));
	return block->start;
}

void free(void *start)
{
	if (!start)
		return;
	struct block *block = block_of(start);
	check(block->is_used);
	for (unsigned char *at = block->start + block->size; at < block_end(block); at++)
		check(*at == AFTER);
	memset(block->start, FREED, (size_t)(block_end(block) - block->start));
	block->is_used = 0;
	block->next = 0;
	/* At the end of the queue, so that it stays free for long. */
	if (last_free[block->class])
		last_free[block->class]->next = block;
	else
		first_free[block->class] = block;
	last_free[block->class] = block;
}

void *malloc(size_t size)
{
	return aligned_alloc(ALIGNMENT, size);
}

void *calloc(size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes)) {
		errno = ENOMEM;
		return 0;
	}
	void *start = malloc(bytes);
	return start ? memset(start, 0, bytes) : 0;
}

void *realloc(void *old, size_t size)
{
	void *start = malloc(size);
	if (!start || !old)
		return start;
	size_t had = block_of(old)->size;
	memcpy(start, old, had < size ? had : size);
	free(old);
	return start;
}

void *memalign(size_t alignment, size_t size)
{
	return aligned_alloc(alignment, size);
}

int posix_memalign(void **start, size_t alignment, size_t size)
{
	void *block = aligned_alloc(alignment, size);
	if (!block)
		return ENOMEM;
	*start = block;
	return 0;
}

size_t malloc_usable_size(void *start)
{
	return start ? block_of(start)->size : 0;
}

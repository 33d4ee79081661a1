/* SPDX-License-Identifier: MIT */
/* The functions of string.h that have a variant for processors with AVX2 (libc/cstart/Vector*.S): what the processor at hand gets, and what others get
 * (skift_...), beside naive ones. All lengths to 600 and some longer, all alignments, with inaccessible pages before and behind. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { PAGE = 4096, PAGES = 3, SIZE = PAGES * PAGE, LONGEST = 600, ALIGNMENTS = 64, MARGIN = 70, SHOWN = 20 };

void *skift_memmove(void *, const void *, size_t);
void *skift_memset(void *, int, size_t);
int skift_memcmp(const void *, const void *, size_t);
void *skift_memchr(const void *, int, size_t);
size_t skift_strlen(const char *);
char *skift_strchr(const char *, int);
char *skift_strchrnul(const char *, int);
char *skift_strcpy(char *, const char *);
char *skift_stpcpy(char *, const char *);
int skift_strcmp(const char *, const char *);

static const struct variant {
	const char *name;
	void *(*memcpy)(void *restrict, const void *restrict, size_t);
	void *(*memmove)(void *, const void *, size_t);
	void *(*memset)(void *, int, size_t);
	int (*memcmp)(const void *, const void *, size_t);
	void *(*memchr)(const void *, int, size_t);
	size_t (*strlen)(const char *);
	char *(*strchr)(const char *, int);
	char *(*strchrnul)(const char *, int);
	char *(*strcpy)(char *restrict, const char *restrict);
	char *(*stpcpy)(char *restrict, const char *restrict);
	int (*strcmp)(const char *, const char *);
} variants[] = {
	{ "chosen", memcpy, memmove, memset, memcmp, memchr, strlen, strchr, strchrnul, strcpy, stpcpy, strcmp },
	{ "any processor", (void *(*)(void *restrict, const void *restrict, size_t))skift_memmove, skift_memmove, skift_memset, skift_memcmp, skift_memchr,
	  skift_strlen, skift_strchr, skift_strchrnul, (char *(*)(char *restrict, const char *restrict))skift_strcpy,
	  (char *(*)(char *restrict, const char *restrict))skift_stpcpy, skift_strcmp },
};

static const struct variant *now;
static unsigned char *first, *second;	/* areas of SIZE bytes */
static int failures;

static void check(int right, const char *what, size_t length, size_t place, size_t other)
{
	if (!right && ++failures <= SHOWN)
		printf("%s: %s of %zu bytes at %zu (%zu)\n", now->name, what, length, place, other);
}

static unsigned char *guarded(void)
{
	unsigned char *pages = mmap(NULL, SIZE + 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (pages == MAP_FAILED || mprotect(pages + PAGE, SIZE, PROT_READ | PROT_WRITE))
		exit(2);
	return pages + PAGE;
}

/* What is before and behind a text, where a vector may reach and must not look. */
static void surround(unsigned char *area, size_t place, size_t length, unsigned char value)
{
	for (size_t i = 1; i <= MARGIN && i <= place; i++)
		area[place - i] = value;
	for (size_t i = 1; i <= MARGIN && place + length + i < SIZE; i++)
		area[place + length + i] = value;
}

/* Where in an area a region of that length begins: by turns at its beginning, at its end and across the end of a page. */
static size_t place_of(size_t length, size_t turn)
{
	size_t shift = turn % ALIGNMENTS;
	switch (turn / ALIGNMENTS) {
	case 0: return shift;
	case 1: return SIZE - length - shift;
	default: return PAGE - 32 + shift;
	}
}

enum { TURNS = 3 * ALIGNMENTS };

static size_t next_length(size_t length)
{
	return length < LONGEST ? length + 1 : length + 997;
}

/* The longest of all leaves room for the alignments. */
#define EACH_LENGTH(length) for (size_t length = 0; length < SIZE - PAGE - ALIGNMENTS; length = next_length(length))

static int sign(int value)
{
	return (value > 0) - (value < 0);
}

static void texts_end(size_t length, size_t turn)
{
	size_t place = place_of(length + 1, turn);
	char *text = (char *)first + place;
	char *end = text + length;
	surround(first, place, length, turn & 1 ? 0 : 'b');
	*end = 0;
	check(now->strlen(text) == length, "strlen", length, place, 0);
	check(now->strchr(text, 'b') == NULL, "strchr without", length, place, 0);
	check(now->strchr(text, 0) == end, "strchr of the end", length, place, 0);
	check(now->strchrnul(text, 'b') == end, "strchrnul without", length, place, 0);
	check(now->memchr(text, 'b', length) == NULL, "memchr without", length, place, 0);
	check(now->memchr(text, 0, length) == NULL, "memchr of what is behind", length, place, 0);
	check(now->memchr(text, 0, length + 1) == end, "memchr of the last", length, place, 0);
	check(now->memchr(text, 0, SIZE_MAX) == end, "memchr without limit", length, place, 0);
	surround(first, place, length, turn & 1 ? 0 : 0xb1);
	if (length > 0) {
		size_t at = turn * 37 % length;
		text[at] = (char)0xb1;
		check(now->strlen(text) == length, "strlen with high", length, place, at);
		check(now->strchr(text, 0xb1) == text + at, "strchr", length, place, at);
		check(now->strchr(text, 0x1b1 - 0x200) == text + at, "strchr of the low byte", length, place, at);
		check(now->strchrnul(text, 0xb1) == text + at, "strchrnul", length, place, at);
		check(now->memchr(text, 0x1b1, length) == text + at, "memchr", length, place, at);
		check(now->memchr(text, 0xb1, at) == NULL, "memchr before", length, place, at);
		text[at] = 'a';
	}
	surround(first, place, length, 'a');
	*end = 'a';
}

static void texts_copy(size_t length, size_t turn)
{
	size_t from = place_of(length + 1, turn), to = place_of(length + 1, (turn * 5 + length) % TURNS);
	char *source = (char *)first + from, *target = (char *)second + to;
	source[length] = 0;
	for (int end = 0; end < 2; end++) {
		size_t low = to < MARGIN ? 0 : to - MARGIN, high = to + length + 1 + MARGIN > SIZE ? SIZE : to + length + 1 + MARGIN;
		for (size_t i = low; i < high; i++)
			second[i] = 'z';
		char *answer = end ? now->stpcpy(target, source) : now->strcpy(target, source);
		int right = answer == (end ? target + length : target);
		for (size_t i = low; i < high; i++)
			right &= second[i] == (i < to || i > to + length ? 'z' : i == to + length ? 0 : first[from + i - to]);
		check(right, end ? "stpcpy" : "strcpy", length, from, to);
	}
	source[length] = 'a';
}

static void compare(size_t length, size_t turn)
{
	size_t left = place_of(length + 1, turn), right = place_of(length + 1, (turn * 5 + length) % TURNS);
	unsigned char *l = first + left, *r = second + right;
	for (size_t i = 0; i < length; i++)
		r[i] = l[i];
	l[length] = r[length] = 0;
	check(now->memcmp(l, r, length) == 0, "memcmp of equal", length, left, right);
	check(now->strcmp((char *)l, (char *)r) == 0, "strcmp of equal", length, left, right);
	for (int which = 0; which < 5 && length > 0; which++) {
		static const unsigned char values[] = { 0xff, 0x01, 0, 0xff, 0x01 };
		size_t at = which == 0 ? turn * 41 % length : which == 1 ? length - 1 : turn * 13 % length;
		if (which > 2) {
			/* Near the end of a page of one of them. */
			size_t end = PAGE - (which == 3 ? left : right) % PAGE + turn * 19 % 130;
			at = end > 65 && end - 65 < length ? end - 65 : turn % length;
		}
		unsigned char old = r[at];
		r[at] = values[which];
		int expected = old < values[which] ? -1 : 1;
		check(sign(now->memcmp(l, r, length)) == expected, "memcmp", length, left, at);
		check(sign(now->memcmp(r, l, length)) == -expected, "memcmp the other way", length, left, at);
		check(now->memcmp(l, r, at) == 0, "memcmp before", length, left, at);
		check(sign(now->strcmp((char *)l, (char *)r)) == expected, "strcmp", length, left, at);
		check(sign(now->strcmp((char *)r, (char *)l)) == -expected, "strcmp the other way", length, left, at);
		l[at] = r[at];
		if (at + 1 < length) {
			/* What comes first decides; behind the end nothing does. */
			r[at + 1] ^= 0x80;
			check(sign(now->memcmp(l, r, length)) == -1, "memcmp of high", length, left, at);
			check(sign(now->strcmp((char *)l, (char *)r)) == (values[which] != 0 ? -1 : 0), "strcmp of high", length, left, at);
			r[at + 1] ^= 0x80;
		}
		l[at] = r[at] = old;
	}
	l[length] = r[length] = 'a';
}

static void copy(size_t length, size_t turn)
{
	size_t from = place_of(length, turn), to = place_of(length, (turn * 7 + length) % TURNS);
	size_t low = to < MARGIN ? 0 : to - MARGIN, high = to + length + MARGIN > SIZE ? SIZE : to + length + MARGIN;
	for (int which = 0; which < 3; which++) {
		for (size_t i = low; i < high; i++)
			second[i] = 'z';
		void *answer = which == 0 ? now->memcpy(second + to, first + from, length) : which == 1 ? now->memmove(second + to, first + from, length)
			: now->memset(second + to, 0x3c5, length);
		int right = answer == second + to;
		for (size_t i = low; i < high; i++)
			right &= second[i] == (i < to || i >= to + length ? 'z' : which == 2 ? 0xc5 : first[from + i - to]);
		check(right, which == 0 ? "memcpy" : which == 1 ? "memmove" : "memset", length, from, to);
	}
}

static void move(size_t length, size_t turn)
{
	static const int distances[] = { 0, 1, 7, 8, 15, 16, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257, 511, 512, 600 };
	static unsigned char expected[SIZE];
	size_t distance = distances[turn % (sizeof distances / sizeof *distances)];
	size_t low = turn % 3 ? turn % ALIGNMENTS : SIZE - length - distance;
	for (int up = 0; up < 2; up++) {
		size_t from = up ? low : low + distance, to = up ? low + distance : low;
		for (size_t i = 0; i < length + distance; i++)
			expected[i] = second[low + i] = (unsigned char)(i * 7 + (i >> 8));
		for (size_t i = 0; i < length; i++)
			expected[to - low + i] = second[from + i];
		int right = now->memmove(second + to, second + from, length) == second + to;
		for (size_t i = 0; i < length + distance; i++)
			right &= second[low + i] == expected[i];
		check(right, up ? "memmove up" : "memmove down", length, from, to);
	}
}

static void each_turn(void (*test)(size_t, size_t))
{
	EACH_LENGTH(length)
		for (size_t turn = 0; turn < TURNS; turn += length % 32 == 0 || length < 70 ? 1 : 5)
			test(length, (turn + length) % TURNS);
}

int main(void)
{
	first = guarded();
	second = guarded();
	for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
		now = variants + i;
		for (size_t k = 0; k < SIZE; k++)
			first[k] = 'a';
		each_turn(texts_end);
		for (size_t k = 0; k < SIZE; k++)
			first[k] = (unsigned char)(k * 31 % 97 + 30);
		each_turn(texts_copy);
		each_turn(compare);
		each_turn(copy);
		each_turn(move);
		check(now->memcpy(first, NULL, 0) == first && now->memmove(first, NULL, 0) == first && now->memset(NULL, 1, 0) == NULL, "nothing", 0, 0, 0);
		check(now->memcmp(NULL, NULL, 0) == 0 && now->memchr(NULL, 1, 0) == NULL, "nothing", 0, 0, 0);
	}
	printf("%d failures\n", failures);
	return failures != 0;
}

/* SPDX-License-Identifier: MIT */
/* usage: random SEED BLOCKS PART...: a line for each block. random SEED BLOCKS PART --show BLOCK: the cases of that block. */
#include "random.h"
#include <locale.h>
#include <stdarg.h>
#include <unistd.h>

static const struct part {
	const char *name;
	void (*run)(void);
} parts[] = {
	{ "strings", strings_case }, { "versions", versions_case }, { "hexadecimal", hexadecimal_case }, { "numbers", numbers_case }, { "formats", formats_case }, { "streams", streams_case }, { "times", times_case },
	{ "wide", wide_case }, { "widestreams", wide_streams_case }, { "sorting", sorting_case }, { "heap", heap_case }, { "regex", regex_case }, { "rounding", rounding_case },
};

static uint64_t state, sum;
static int is_shown, faults;

/* Steele, Lea and Flood: Fast Splittable Pseudorandom Number Generators (2014). */
uint64_t next_random(void)
{
	uint64_t z = state += 0x9e3779b97f4a7c15;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

unsigned below(unsigned limit)
{
	return (unsigned)(next_random() % limit);
}

static void put(char **at, char *end, const char *text, size_t length)
{
	for (; length && *at < end; length--)
		*(*at)++ = *text++;
}

/* Not by the printf under test. */
static size_t print(char *line, size_t room, const char *format, va_list list)
{
	char *at = line, *end = line + room;
	for (; *format; format++) {
		if (*format != '%') {
			put(&at, end, format, 1);
		} else if (*++format == 's') {
			const char *text = va_arg(list, const char *);
			put(&at, end, text, strlen(text));
		} else if (*format == 'c') {
			char c = (char)va_arg(list, int);
			put(&at, end, &c, 1);
		} else {
			int is_hex = *format == 'l';
			uint64_t value = is_hex ? va_arg(list, unsigned long) : (uint64_t)va_arg(list, int);
			format += is_hex;
			char digits[24], *digit = digits + sizeof digits;
			if (!is_hex && (int64_t)value < 0) {
				put(&at, end, "-", 1);
				value = -value;
			}
			do {
				*--digit = "0123456789abcdef"[value % (is_hex ? 16 : 10)];
				value /= is_hex ? 16 : 10;
			} while (value);
			put(&at, end, digit, (size_t)(digits + sizeof digits - digit));
		}
	}
	return (size_t)(at - line);
}

static void add(const char *line, size_t length)
{
	for (size_t i = 0; i < length; i++)
		sum = (sum ^ (unsigned char)line[i]) * 0x100000001b3;
	sum ^= sum >> 29;
	if (is_shown)
		(void)!write(1, line, length);
}

void result(const char *format, ...)
{
	char line[4000];
	va_list list;
	va_start(list, format);
	size_t length = print(line, sizeof line - 1, format, list);
	va_end(list);
	line[length++] = '\n';
	add(line, length);
}

void fault(const char *format, ...)
{
	char line[4000];
	va_list list;
	va_start(list, format);
	size_t length = print(line, sizeof line - 1, format, list);
	va_end(list);
	line[length++] = '\n';
	if (faults++ < 20)
		(void)!write(2, line, length);
}

static void say(const char *format, ...)
{
	char line[200];
	va_list list;
	va_start(list, format);
	(void)!write(1, line, print(line, sizeof line, format, list));
	va_end(list);
}

int main(int count, char **arguments)
{
	if (count < 4)
		return 2;
	if (!setlocale(LC_ALL, "C.UTF-8"))
		fault("there is no locale C.UTF-8");
	uint64_t seed = strtoull(arguments[1], NULL, 10);
	int blocks = atoi(arguments[2]), shown = count == 6 && !strcmp(arguments[4], "--show") ? atoi(arguments[5]) : -1;
	for (int i = 3; i < (shown < 0 ? count : 4); i++) {
		const struct part *part = parts;
		while (strcmp(part->name, arguments[i]))
			if (++part == parts + sizeof parts / sizeof *parts)
				return 2;
		for (int block = shown < 0 ? 0 : shown; block < (shown < 0 ? blocks : shown + 1); block++) {
			is_shown = block == shown;
			state = seed * 1000003 + (uint64_t)block;
			sum = 0;
			for (int j = 0; j < BLOCK; j++)
				part->run();
			if (!is_shown)
				say("%s %d %lx\n", part->name, block, (unsigned long)sum);
		}
	}
	return faults != 0;
}

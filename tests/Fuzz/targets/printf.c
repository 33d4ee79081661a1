/* SPDX-License-Identifier: MIT */
/*
 * Input: a byte of options, a line of format, a line of text, then numbers. Cut output is the start of whole output, and wide output is
 * the same as narrow output.
 */
#include "../harness.h"
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <wchar.h>

enum { ARGUMENTS = 4100, FLOATS = 8, TEXT = 4096, OUTPUT = 1 << 16, TAKES_POINTERS = 1 };

/* System V ABI for x86-64, figure 3.34. */
struct abi_list {
	unsigned integer_offset, float_offset;
	void *overflow, *saved;
};

static unsigned char *text;
static struct {
	uint64_t integers[6];
	double floats[FLOATS][2];
} saved;
static uint64_t overflow[2 * ARGUMENTS];
static char whole[OUTPUT];
static wchar_t wide[OUTPUT];

void target_start(void)
{
	/* So low that it is also a bearable width. */
	text = mmap((void *)0x10000, TEXT, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	REQUIRE(text == (void *)0x10000);
}

static void arrange(va_list list, struct input string, struct input numbers, int takes_pointers)
{
	struct abi_list *abi = (void *)list;
	abi->integer_offset = 0;
	abi->float_offset = sizeof saved.integers;
	abi->overflow = overflow;
	abi->saved = &saved;
	memset(text, 0, TEXT);
	memcpy(text, string.at, string.size);
	memset(&saved, 0, sizeof saved);
	for (int i = 0; i < 6; i++)
		saved.integers[i] = (uintptr_t)text;
	for (int i = 0; i < 2 * ARGUMENTS; i++)
		overflow[i] = (uintptr_t)text;
	size_t size = numbers.size < sizeof saved ? numbers.size : sizeof saved;
	if (!takes_pointers) {
		memcpy(&saved, numbers.at, size);
		memcpy(overflow, numbers.at + size, numbers.size - size < 400 ? numbers.size - size : 400);
	} else {
		memcpy(saved.floats, numbers.at, size < sizeof saved.floats ? size : sizeof saved.floats);
	}
}

/* Widths of more than three digits only take time; arguments with and without numbers may not be mixed, nor may a number have two types. */
static int is_modest(const char *format)
{
	if (strchr(format, '$') && (strchr(format, 'L') || (strpbrk(format, "aAeEfFgG") && strpbrk(format, "bBdiouxXcspnCSm*"))))
		return 0;
	int digits = 0, has_numbers = strchr(format, '$') != NULL;
	for (; *format; format++) {
		digits = *format >= '0' && *format <= '9' ? digits + 1 : 0;
		if (digits > 3)
			return 0;
		if (*format == '%' && format[1] == '%') {
			format++;
			continue;
		}
		if (has_numbers && (*format == '%' || *format == '*') && format[1 + strspn(format + 1, "0123456789")] != '$')
			return 0;
	}
	return !has_numbers || !strstr(format, "$$");
}

void target_run(const unsigned char *data, size_t size)
{
	struct input rest = { data, size };
	unsigned options = input_byte(&rest);
	struct input line = input_line(&rest), string = input_line(&rest);
	char *format = guarded_string(line.at, line.size);
	int takes_pointers = options & TAKES_POINTERS;
	/* Without pointers there is nothing for %s and %n to point to, and a width may be 2^31. */
	if (!is_modest(format) || string.size > TEXT / 2 || (!takes_pointers && strpbrk(format, "sSnm*")))
		return;

	va_list list;
	arrange(list, string, rest, takes_pointers);
	int length = vsnprintf(whole, sizeof whole, format, list);
	if (length >= OUTPUT)
		return;
	size_t room = options >> 1;
	char *cut = guarded_bytes(whole, room);
	memset(cut, 'x', room);
	arrange(list, string, rest, takes_pointers);
	int cut_length = vsnprintf(cut, room, format, list);
	REQUIRE(cut_length == length);
	if (length < 0)
		return;
	REQUIRE(whole[length] == 0 && strlen(whole) <= (size_t)length);
	if (room) {
		size_t kept = (size_t)length < room ? (size_t)length : room - 1;
		REQUIRE(!memcmp(whole, cut, kept) && cut[kept] == 0);
	}

	/* %n counts and bytes that are no characters differ. */
	for (int i = 0; i < length; i++)
		if ((unsigned char)whole[i] >= 0x80)
			return;
	if (strpbrk(format, "nSlC"))
		return;
	wchar_t wide_format[TEXT];
	if (line.size >= TEXT)
		return;
	for (size_t i = 0; i <= line.size; i++) {
		if ((unsigned char)format[i] >= 0x80)
			return;
		wide_format[i] = (unsigned char)format[i];
	}
	arrange(list, string, rest, takes_pointers);
	int wide_length = vswprintf(wide, OUTPUT, wide_format, list);
	REQUIRE(wide_length == length);
	for (int i = 0; i <= length; i++)
		REQUIRE(wide[i] == (wchar_t)whole[i]);
}

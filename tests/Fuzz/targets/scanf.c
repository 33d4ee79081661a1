/* SPDX-License-Identifier: MIT */
/* Input: a line of format, then text. Strings, wide strings and streams are read alike. */
#include "../harness.h"
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>

enum { ARGUMENTS = 16, TEXT = 1000, ROOM = 4 * TEXT + 64 };

struct abi_list {
	unsigned integer_offset, float_offset;
	void *overflow, *saved;
};

static unsigned char (*results[3])[ROOM];
static void *pointers[ARGUMENTS + 1];

void target_start(void)
{
	for (int i = 0; i < 3; i++)
		REQUIRE((results[i] = malloc(ARGUMENTS * sizeof *results[i])));
}

static void arrange(va_list list, int which)
{
	struct abi_list *abi = (void *)list;
	memset(results[which], 0, ARGUMENTS * sizeof **results);
	for (int i = 0; i < ARGUMENTS; i++)
		pointers[i] = results[which][i];
	abi->integer_offset = 48;
	abi->float_offset = 176;
	abi->overflow = pointers;
	abi->saved = 0;
}

/* No more conversions than there are arguments, none that allocates (it gives addresses), and no number of an argument beyond. */
static int is_modest(const char *format)
{
	int conversions = 0, number = 0;
	for (; *format; format++) {
		if (*format == '%' && ++conversions > ARGUMENTS)
			return 0;
		if (*format == 'm' || *format == 'a')
			return 0;
		if (*format == '$' && (number < 1 || number > ARGUMENTS))
			return 0;
		number = *format >= '0' && *format <= '9' && number < 1000000 ? number * 10 + *format - '0' : 0;
	}
	return 1;
}

static int widen(wchar_t *wide, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] <= 0)
			return 0;
		wide[i] = text[i];
	}
	wide[size] = 0;
	return 1;
}

void target_run(const unsigned char *data, size_t size)
{
	struct input rest = { data, size };
	struct input line = input_line(&rest);
	if (line.size >= TEXT || rest.size >= TEXT)
		return;
	char *format = guarded_string(line.at, line.size), *text = guarded_string(rest.at, rest.size);
	if (!is_modest(format))
		return;
	va_list list;
	arrange(list, 0);
	int count = vsscanf(text, format, list);

	size_t length = strlen(text);
	FILE *stream = length ? fmemopen(text, length, "r") : 0;
	if (stream) {
		arrange(list, 1);
		REQUIRE(vfscanf(stream, format, list) == count);
		REQUIRE(!memcmp(results[0], results[1], ARGUMENTS * sizeof **results));
		fclose(stream);
	}
	wchar_t wide_text[TEXT], wide_format[TEXT];
	if (widen(wide_text, text, length) && widen(wide_format, format, strlen(format))) {
		arrange(list, 2);
		REQUIRE(vswscanf(guarded_bytes(wide_text, (length + 1) * sizeof *wide_text), wide_format, list) == count);
		REQUIRE(!memcmp(results[0], results[2], ARGUMENTS * sizeof **results));
	}
}

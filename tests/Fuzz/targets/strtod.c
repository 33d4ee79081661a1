/* SPDX-License-Identifier: MIT */
/* Input: a byte that chooses a base, then the text of a number. What is read and printed in full is read again as the same. */
#include "../harness.h"
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>

enum { TEXT = 1000 };

void target_start(void)
{
}

static int is_same(const void *a, const void *b, size_t size)
{
	return !memcmp(a, b, size);
}

static void floats(const char *text, size_t length)
{
	char *end, *other, printed[64];
	double value = strtod(text, &end);
	REQUIRE(end >= text && end <= text + length);
	float single = strtof(text, &other);
	REQUIRE(other == end);
	long double extended = strtold(text, &other);
	REQUIRE(other == end);
	if (isnan(value)) {
		REQUIRE(isnan(single) && isnan(extended));
		return;
	}

	/* C23 5.2.5.3.3: DECIMAL_DIG digits tell neighbours apart; %a is exact. The order of the roundings is that of the widths. */
	snprintf(printed, sizeof printed, "%.17g", value);
	double again = strtod(printed, 0);
	REQUIRE(is_same(&again, &value, sizeof value));
	snprintf(printed, sizeof printed, "%a", value);
	again = strtod(printed, 0);
	REQUIRE(is_same(&again, &value, sizeof value));
	snprintf(printed, sizeof printed, "%.9g", single);
	float single_again = strtof(printed, 0);
	REQUIRE(is_same(&single_again, &single, sizeof single));
	snprintf(printed, sizeof printed, "%.21Lg", extended);
	long double extended_again = strtold(printed, 0);
	REQUIRE(is_same(&extended_again, &extended, 10));
	snprintf(printed, sizeof printed, "%La", extended);
	extended_again = strtold(printed, 0);
	REQUIRE(is_same(&extended_again, &extended, 10));

	/* Rounding twice is off by at most one place, and never to the other side of what fits. */
	double twice = (double)extended;
	REQUIRE(value == twice || nextafter(value, twice) == twice);
	REQUIRE(single == (float)value || nextafterf(single, (float)value) == (float)value);
}

static void integers(const char *text, size_t length, int base)
{
	char *end, *other;
	errno = 0;
	long value = strtol(text, &end, base);
	int error = errno;
	REQUIRE(end >= text && end <= text + length);
	errno = 0;
	REQUIRE(strtoimax(text, &other, base) == value && other == end && errno == error);
	errno = 0;
	unsigned long positive = strtoul(text, &other, base);
	if (error != EINVAL)
		REQUIRE(other == end);
	if (!error && end != text)
		REQUIRE(positive == (unsigned long)value);
	if (!error && end != text && (base == 0 || base == 10 || base == 16)) {
		char printed[64];
		snprintf(printed, sizeof printed, base == 16 ? "%s%lx" : "%s%lu", value < 0 ? "-" : "", value < 0 ? -(unsigned long)value : (unsigned long)value);
		REQUIRE(strtol(printed, &other, base) == value && !*other);
	}
}

void target_run(const unsigned char *data, size_t size)
{
	struct input rest = { data, size };
	int base = (int)(input_byte(&rest) % 40) - 1;
	if (rest.size >= TEXT)
		return;
	char *text = guarded_string(rest.at, rest.size);
	size_t length = strlen(text);
	floats(text, length);
	integers(text, length, base);

	wchar_t wide[TEXT];
	for (size_t i = 0; i <= length; i++) {
		if ((unsigned char)text[i] >= 0x80)
			return;
		wide[i] = text[i];
	}
	wchar_t *copy = guarded_bytes(wide, (length + 1) * sizeof *wide), *wide_end;
	char *end;
	double value = strtod(text, &end), wide_value = wcstod(copy, &wide_end);
	REQUIRE((isnan(value) && isnan(wide_value)) || is_same(&value, &wide_value, sizeof value));
	REQUIRE(wide_end - copy == end - text);
	REQUIRE(wcstol(copy, &wide_end, base) == strtol(text, &end, base) && wide_end - copy == end - text);
}

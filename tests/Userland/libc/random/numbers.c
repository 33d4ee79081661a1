/* SPDX-License-Identifier: MIT */
/* Text to numbers, and numbers to text. */
#include "random.h"
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <wchar.h>

static uint64_t bits(double value)
{
	uint64_t word;
	memcpy(&word, &value, sizeof word);
	/* Which NaN it is, is not said. */
	return isnan(value) ? 0x7ff8000000000000 : word;
}

static double any_double(void)
{
	uint64_t word = next_random();
	double value;
	switch (below(6)) {
	case 0: return (double)(int64_t)(word >> below(64));
	case 1: return (double)(word >> (11 + below(40))) / (double)(1ull << below(60));
	case 2: return (double)(int)below(2000000) / 1000.0;
	case 3: word &= 0x800fffffffffffff; break;
	case 4: word = (word & ~0x7ff0000000000000) | (uint64_t)(1023 - 60 + below(120)) << 52; break;
	default: break;
	}
	memcpy(&value, &word, sizeof value);
	return value;
}

static void random_number(char *text, size_t room)
{
	static const char letters[] = "0123456789.eE+-xXpPinfatyNA() _";
	double value = any_double();
	size_t length = 0;
	switch (below(6)) {
	case 0:
		for (length = below(12); length < 12; length++)
			text[length] = letters[below(sizeof letters - 1)];
		text[length] = 0;
		memmove(text, text + length / 2, length - length / 2 + 1);
		for (size_t i = 0; text[i]; i++)
			if (!strchr(letters, text[i]))
				text[i] = '0';
		return;
	case 1: snprintf(text, room, "%.*e", (int)below(40), value); return;
	/* Below the normal numbers libraries write different first digits. */
	case 2: snprintf(text, room, "%a", fabs(value) < 1e-300 ? 1 + value : value); return;
	case 3: snprintf(text, room, "%s%lue%d", below(2) ? "-" : " ", (unsigned long)(next_random() >> below(64)), (int)below(700) - 350); return;
	/* In the range of normal numbers: musl rounds others twice. The part "rounding" has those. */
	case 4: snprintf(text, room, "%s0x%lx.%xp%d", below(2) ? "-" : "+", (unsigned long)(next_random() >> below(64)), below(1u << 31), (int)below(1900) - 1000); return;
	default:
		/* All digits of a double and one more: as near as it gets to the point between two neighbours. */
		snprintf(text, room, "%.770e", value);
		if (below(2) && strlen(text) > 700)
			text[600 + below(100)] = (char)('0' + below(10));
		return;
	}
}

void numbers_case(void)
{
	static char text[2000];
	char *end;
	random_number(text, sizeof text);
	double value = strtod(text, &end);
	result("strtod %s: %lx %d", text, bits(value), (int)(end - text));
	result("strtof %lx", bits(strtof(text, &end)));
	long double extended = strtold(text, &end);
	uint64_t words[2] = { 0, 0 };
	memcpy(words, &extended, 10);
	if (isnan(extended))
		words[0] = words[1] = 0;
	result("strtold %lx %lx %d", words[0], words[1], (int)(end - text));

	int base = below(3) ? (int)below(37) : (int[]){ 0, 8, 10, 16 }[below(4)];
	if (base == 1)
		base = 36;
	snprintf(text, sizeof text, below(2) ? "%s%ld" : "%s0x%lx", (const char *[]){ "", " ", "-", "+", "\t-", "0" }[below(6)], (long)(next_random() >> below(64)));
	errno = 0;
	long whole = strtol(text, &end, base);
	/* POSIX leaves open whether a text without a number is EINVAL. */
	result("strtol %s %d: %lx %d %d", text, base, (unsigned long)whole, (int)(end - text), errno == EINVAL ? 0 : errno);
	errno = 0;
	unsigned long long positive = strtoull(text, &end, base);
	result("strtoull %lx %d %d", (unsigned long)positive, (int)(end - text), errno == EINVAL ? 0 : errno);
	result("atoi %d", below(2) ? atoi("2147483647") : (int)atol(text));
}

/* A flag that means nothing for a conversion is not defined. */
static void random_format(char *format, const char *conversion, const char *flags)
{
	char *at = format;
	*at++ = '%';
	for (int i = (int)below(3); i > 0; i--)
		*at++ = flags[next_random() % strlen(flags)];
	if (below(2))
		at += snprintf(at, 10, "%u", 1 + below(40));
	if (*conversion != 'c' && below(2))
		at += snprintf(at, 10, below(8) ? ".%u" : ".", below(below(10) ? 30 : 400));
	strcpy(at, conversion);
}

/* C leaves to the library which first digit a number below the normal ones has: as in the host's. */
void hexadecimal_case(void)
{
	char format[60], line[600];
	random_format(format, below(2) ? "a" : "A", "-+ #0");
	int length = snprintf(line, sizeof line, format, any_double());
	result("%s: %d %s", format, length, line);
	random_format(format, below(2) ? "La" : "LA", "-+ #0");
	length = snprintf(line, sizeof line, format, (long double)any_double() * (1.0L + (long double)below(1000) / 0x1p62L));
	result("%s: %d %s", format, length, line);
}

void formats_case(void)
{
	static char line[6000];
	char format[60];
	int length;
	if (below(3)) {
		static const char *const conversions[] = { "f", "e", "g", "F", "E", "G" };
		random_format(format, conversions[below(6)], "-+ #0");
		length = snprintf(line, sizeof line, format, any_double());
	} else if (below(3)) {
		static const char *const conversions[] = { "ld", "li", "lu", "lo", "lx", "lX", "hhd", "hd", "d", "u", "x", "hx", "hhu", "jd", "zu", "td" };
		const char *conversion = conversions[below(16)];
		char last = conversion[strlen(conversion) - 1];
		random_format(format, conversion, last == 'd' || last == 'i' ? "-+ 0" : last == 'u' ? "-0" : "-#0");
		length = snprintf(line, sizeof line, format, (long)(next_random() >> below(64)));
	} else if (below(2)) {
		static const char text[] = "some text that is a little longer";
		random_format(format, "s", "-");
		length = snprintf(line, sizeof line, format, text + below(sizeof text));
	} else {
		/* C leaves the first digit of %La to the library; the others are exact. */
		static const char *const conversions[] = { "Lf", "Le", "Lg" };
		random_format(format, conversions[below(3)], "-+ #0");
		length = snprintf(line, sizeof line, format, (long double)any_double() * (1.0L + (long double)below(1000) / 0x1p62L));
	}
	result("%s: %d", format, length);
	result("%s", length < 3900 ? line : line + length - 3900);
}

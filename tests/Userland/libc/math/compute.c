/* SPDX-License-Identifier: MIT */
/* compute SEED COUNT: writes records of COUNT random arguments for each function in each format, as this library computes them. */
#define _GNU_SOURCE
#include "functions.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

/* SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014). */
static uint64_t next_random(void)
{
	uint64_t z = state += 0x9e3779b97f4a7c15;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static long double uniform(long double low, long double high)
{
	return low + (high - low) * ((long double)next_random() * 0x1p-64L);
}

static long double spread(int low, int high)
{
	long double magnitude = ldexpl(uniform(1, 2), low + (int)(next_random() % (uint64_t)(high - low)));
	return next_random() % 2 ? magnitude : -magnitude;
}

/* Every exponent of the format, the numbers below the normal ones too. */
static long double anywhere(enum format format)
{
	static const int lowest[] = { -149, -1074, -16445 }, highest[] = { 128, 1024, 16384 };
	return spread(lowest[format], highest[format]);
}

static long double draw(enum source source, enum format format)
{
	static const long double ranges[] = { 120, 800, 12000 }, factorials[] = { 40, 180, 1760 };
	unsigned kind = next_random() % 8;
	if (kind == 0)
		return source == FACTORIALS || source == WAVES ? spread(-100, 30) : anywhere(format);
	if (kind == 1)
		return 1 + spread(-64, 0);
	if (kind == 2)
		return spread(-40, 8);
	switch (source) {
	case ANGLES:
		/* Near whole multiples of pi/2, and far out. */
		return kind < 5 ? (long double)(next_random() >> 30 >> next_random() % 34) * 1.57079632679489661923132169163975144L : kind == 5 ? spread(0, 60) : uniform(-10, 10);
	case SMALL: return uniform(-1, 1);
	case POSITIVE: return fabsl(kind < 5 ? anywhere(format) : uniform(0, 4));
	case EXPONENTS: return kind < 6 ? uniform(-ranges[format], ranges[format]) : uniform(-3, 3);
	case FACTORIALS: return kind < 5 ? uniform(-factorials[format], factorials[format]) : uniform(-4, 30);
	case WAVES: return uniform(0, 60);
	case POWERS: return kind < 5 ? spread(-10, 10) : (long double)(int)(next_random() % 200) - 100;
	default: return kind < 6 ? anywhere(format) : (long double)(int)(next_random() % 2001 - 1000) / 4;
	}
}

static long double in_format(long double value, enum format format)
{
	return format == SINGLE ? (float)value : format == DOUBLE ? (double)value : value;
}

static long double compute(int function, enum format format, long double x, long double y)
{
	int at = 0;
	(void)y;
#define ONE(name, source, limit, other) if (function == at++) return format == SINGLE ? name##f((float)x) : format == DOUBLE ? name((double)x) : name##l(x);
#define NARROW(name, source, limit, other) if (function == at++) return format == SINGLE ? name##f((float)x) : name((double)x);
#define TWO(name, source, limit, other) if (function == at++) return format == SINGLE ? name##f((float)x, (float)y) : format == DOUBLE ? name((double)x, (double)y) : name##l(x, y);
	FUNCTIONS
#undef ONE
#undef NARROW
#undef TWO
	abort();
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
#define ONE(name, source, limit, other) { source, FORMATS },
#define NARROW(name, source, limit, other) { source, EXTENDED },
#define TWO ONE
	static const struct { enum source source; int formats; } functions[] = { FUNCTIONS };
	state = strtoull(argv[1], NULL, 10);
	for (int function = 0; function < (int)(sizeof functions / sizeof *functions); function++)
		for (int format = 0; format < functions[function].formats; format++)
			for (long count = atol(argv[2]); count > 0; count--) {
				struct record record;
				memset(&record, 0, sizeof record);
				record.function = function;
				record.format = format;
				for (int i = 0; i < 2; i++)
					record.arguments[i] = in_format(draw(functions[function].source, (enum format)format), (enum format)format);
				record.result = compute(function, (enum format)format, record.arguments[0], record.arguments[1]);
				if (fwrite(&record, sizeof record, 1, stdout) != 1)
					return 2;
			}
	return fflush(stdout) ? 2 : 0;
}

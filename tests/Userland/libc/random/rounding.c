/* SPDX-License-Identifier: MIT */
/* What follows the rounding mode (C23 F.10, F.5): in each of the four. Not beside musl, which reads a float too small for it as -0 when it rounds down. */
#include "random.h"
#include <fenv.h>
#include <math.h>

#pragma STDC FENV_ACCESS ON

static double any_double(void)
{
	uint64_t word = next_random();
	double value;
	switch (below(5)) {
	case 0: return ((double)(int)below(2000) - 1000) / 4;
	case 1: return (double)(int64_t)(word >> below(60)) / 3.0;
	case 2: word = (word & ~0x7ff0000000000000) | (uint64_t)(1023 - 5 + below(70)) << 52; break;
	case 3: word &= 0x800fffffffffffff; break;
	default: break;
	}
	memcpy(&value, &word, sizeof value);
	return isnan(value) ? 1.5 : value;
}

static unsigned long bits(double value)
{
	uint64_t word;
	memcpy(&word, &value, sizeof word);
	return isnan(value) ? 0x7ff8000000000000 : word;
}

static void show_extended(const char *name, long double value)
{
	uint64_t words[2] = { 0, 0 };
	memcpy(words, &value, 10);
	result("%s %lx %lx", name, words[0], words[1]);
}

void rounding_case(void)
{
	static const int modes[] = { FE_TONEAREST, FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO };
	volatile double x = any_double(), y = any_double(), z = below(2) ? any_double() : -(x * y);
	volatile float single = (float)x;
	volatile long double extended = (long double)x * 1.0000001L;
	char text[1200], printed[1200], extended_text[100];
	char *end;
	/* Written in the usual mode: what is read does not depend on what is written. */
	switch (below(4)) {
	case 0: snprintf(text, sizeof text, "%.*e", (int)below(30), x); break;
	case 1: snprintf(text, sizeof text, "%lu.%lue%d", (unsigned long)next_random(), (unsigned long)next_random(), (int)below(660) - 340); break;
	case 2: snprintf(text, sizeof text, "%.800e", x); break;
	default: snprintf(text, sizeof text, "0x%lx.%lxp%d", (unsigned long)next_random(), (unsigned long)next_random(), (int)below(2300) - 1200); break;
	}
	int precision = (int)below(30), kind = (int)below(4);
	for (int i = 0; i < 4; i++) {
		fesetround(modes[i]);
		volatile double rounded = rint(x), nearby = nearbyint(x), root = sqrt(fabs(x)), fused = fma(x, y, z), read = strtod(text, &end);
		volatile float read_single = strtof(text, &end), root_single = sqrtf(fabsf(single)), rounded_single = rintf(single), fused_single = fmaf(single, (float)y, (float)z);
		volatile long double read_extended = strtold(text, &end), rounded_extended = rintl(extended), root_extended = sqrtl(fabsl(extended));
		volatile long whole = fabs(x) < 1e15 ? lrint(x) : 0, away = fabs(x) < 1e15 ? lround(x) : 0;
		volatile double up = ceil(x), down = floor(x), cut = trunc(x), halves = round(x);
		int length = snprintf(printed, sizeof printed, (const char *[]){ "%.*e", "%.*f", "%.*g", "%.*a" }[kind], precision % (kind == 3 ? 12 : 30), x);
		snprintf(extended_text, sizeof extended_text, "%.*Le", precision, extended);
		int mode = fegetround();
		fesetround(FE_TONEAREST);
		if (mode != modes[i])
			fault("the mode %d became %d", modes[i], mode);
		result("mode %d: %s", i, text);
		result("rint %lx %lx %lx sqrt %lx", bits(rounded), bits(nearby), (unsigned long)whole, bits(root));
		result("of %lx %lx %lx fma %lx", bits(x), bits(y), bits(z), bits(fused));
		result("single %lx %lx %lx %lx", bits(root_single), bits(rounded_single), bits(fused_single), bits(read_single));
		result("strtod %lx", bits(read));
		show_extended("strtold", read_extended);
		show_extended("rintl", rounded_extended);
		show_extended("sqrtl", root_extended);
		result("ceil %lx %lx %lx %lx %lx", bits(up), bits(down), bits(cut), bits(halves), (unsigned long)away);
		result("printf %d %s", length, length < 1000 ? printed : printed + length - 900);
		result("printf %s", extended_text);
	}
}

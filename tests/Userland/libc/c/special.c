/* SPDX-License-Identifier: MIT */
/* The harder functions of math.h: values, special cases with the exceptions and signs that C11 Annex F and POSIX ask for, and fmal bit by
   bit. How exact they are, tests/Libc says. */
#include "common.h"
#include <fenv.h>
#include <float.h>
#include <math.h>

static void show(const char *name, long double x, long double value)
{
	/* The last digits of the host's are not always right. */
	printf("%s %.6Lg: %s%.12Lg", name, x, signbit(value) && !isnan(value) && value == 0 ? "minus " : "", isnan(value) ? fabsl(value) : value);
}

static void show_exceptions(void)
{
	int raised = fetestexcept(FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW);
	printf("%s%s%s\n", raised & FE_INVALID ? " invalid" : "", raised & FE_DIVBYZERO ? " pole" : "", raised & FE_OVERFLOW ? " overflow" : "");
	feclearexcept(FE_ALL_EXCEPT);
}

#define ALL(name, x) do { \
	feclearexcept(FE_ALL_EXCEPT); \
	show(#name, x, name((double)x)); show_exceptions(); \
	show(#name "l", x, name##l(x)); show_exceptions(); \
	if (fabsl(x) > 1e-30L || x == 0) { float value = name##f((float)x); printf(#name "f %.4g", isnan(value) || fabsf(value) < FLT_MIN ? fabsf(value) > 0 : value); show_exceptions(); } } while (0)

static void test_gamma_and_error(void)
{
	static const long double points[] = { 0, -0.0L, 0.1L, -0.1L, 0.5L, 1, 1.4616L, 2, 2.5L, 3, -0.5L, -1.5L, -2.7L, 5, 10, 20.5L, 26, 34.5L, 100.25L, 170.5L, 172, -20.25L,
		-172.5L, -183.5L, -1, -2, -100, 1e5L, 1e15L, 1e300L, -1e20L, 1e-10L, -1e-10L, 1e-20L, 1e-300L, -1e-300L, INFINITY, -INFINITY, NAN };
	for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
		long double x = points[i];
		ALL(erf, x); ALL(erfc, x); ALL(tgamma, x); ALL(lgamma, x);
		signgam = 0;
		lgammal(x);
		int sign = 0;
		lgamma_r((double)x, &sign);
		if (x == x && !isinf(x) && !(x < 0 && x == floorl(x)))
			printf("signgam %d %d\n", signgam, sign);
	}
	static const long double large[] = { 1754.5L, 1756, -1750.5L, 1e4900L, 1e-4940L, -1e-4940L, 1e4930L, 106.5L, -106.5L };
	feclearexcept(FE_ALL_EXCEPT);
	for (size_t i = 0; i < sizeof large / sizeof *large; i++) {
		show("erfl", large[i], erfl(large[i])); show_exceptions();
		show("erfcl", large[i], erfcl(large[i])); show_exceptions();
		show("tgammal", large[i], tgammal(large[i])); show_exceptions();
		show("lgammal", large[i], lgammal(large[i])); show_exceptions();
	}
}

#define BESSEL(name, x) do { feclearexcept(FE_ALL_EXCEPT); show(#name, x, name(x)); show_exceptions(); printf(#name "f %.4g\n", name##f((float)x)); } while (0)

static void test_bessel(void)
{
	static const double points[] = { 0, -0.0, 1e-300, 1e-10, 0.01, 0.5, 1, -1, 2.5, 3.75, 8, 15, 30, 43.5, 44.5, 77, -77, 200, 1234.5, 1e6 };
	static const int orders[] = { 0, 1, 2, 3, 10, 33, 50, -1, -2, -7 };
	for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
		double x = points[i];
		BESSEL(j0, x); BESSEL(j1, x);
		if (x > 0) {
			BESSEL(y0, x); BESSEL(y1, x);
		}
		for (size_t k = 0; k < sizeof orders / sizeof *orders; k++) {
			show("jn", x, jn(orders[k], x));
			if (x > 0)
				show(" yn", x, yn(orders[k], x));
			printf(" %d\n", orders[k]);
		}
	}
	feclearexcept(FE_ALL_EXCEPT);
	show("j0", INFINITY, j0(INFINITY)); show_exceptions();
	show("j1", INFINITY, j1(INFINITY)); show_exceptions();
	show("y1", INFINITY, y1(INFINITY)); show_exceptions();
	show("yn", INFINITY, yn(5, INFINITY)); show_exceptions();
	show("y0", 0, y0(0)); show_exceptions();
	show("yn", 0, yn(3, 0)); show_exceptions();
	show("jn", NAN, jn(3, NAN)); show_exceptions();
	feclearexcept(FE_ALL_EXCEPT);
	double value = y0(-1); /* -HUGE_VAL or NaN, both with FE_INVALID */
	printf("y0 of -1: %d", isnan(value) || value == -INFINITY); show_exceptions();
}

static unsigned long long state = 88172645463325252ULL;

static unsigned long long random_bits(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

/* Of every size, few or many bits, subnormal, or nearly the other number. */
static long double random_long(long double near)
{
	struct { unsigned long long mantissa; unsigned short exponent; } parts = { random_bits(), 16383 };
	long double value = 0;
	int kind = random_bits() % 6;
	parts.exponent = kind == 0 ? random_bits() % 3 : kind == 1 ? 32764 + random_bits() % 3 : 16383 - 80 + random_bits() % 160;
	if (kind == 2) parts.mantissa &= 0xff00000000000000ULL;
	if (kind == 3) parts.mantissa &= ~0ULL << random_bits() % 64;
	if (parts.exponent) parts.mantissa |= 1ULL << 63; else parts.mantissa &= ~(1ULL << 63);
	parts.exponent |= random_bits() % 2 << 15;
	memcpy(&value, &parts, 10);
	return kind > 3 && near != 0 && !isinf(near) ? nextafterl(near, kind == 4 ? 0 : near * 2) : value;
}

static void test_fused(void)
{
	static const int directions[] = { FE_DOWNWARD, FE_UPWARD, FE_TOWARDZERO, FE_TONEAREST };
	for (int i = 0; i < 4; i++) {
		unsigned long long sum = 0, raised = 0;
		fesetround(directions[i]);
		for (int k = 0; k < 50000; k++) {
			volatile long double x = random_long(0), y = random_long(0), z = random_long(-(x * y));
			feclearexcept(FE_ALL_EXCEPT);
			volatile long double result = fmal(x, y, z);
			int exceptions = fetestexcept(FE_INVALID | FE_OVERFLOW);
			unsigned long long parts[2] = { 0, 0 };
			if (result == result) memcpy(parts, (const void *)&result, 10);
			sum = sum * 31 + parts[0] + parts[1] * 7;
			raised = raised * 31 + exceptions;
		}
		fesetround(FE_TONEAREST);
		printf("fmal %d %llx %llx\n", i, sum, raised);
	}
	printf("%Lg %Lg %Lg %Lg\n", fmal(INFINITY, 2, 1), fabsl(fmal(INFINITY, 0, 1)), fmal(2, 3, -INFINITY), fmal(0, -1, 0));
}

void test_special(void)
{
	test_gamma_and_error();
	test_bessel();
	test_fused();
}

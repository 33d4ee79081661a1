/* SPDX-License-Identifier: MIT */
/* Which exceptions the functions of math.h raise (C11 F.10, POSIX "Treatment of Error Conditions for Mathematical Functions"). FE_INEXACT is
   left to each library but for rint and nearbyint. */
#include "common.h"
#include <fenv.h>
#include <math.h>

#define RAISED(type, expression) do { \
		feclearexcept(FE_ALL_EXCEPT); \
		volatile type result = (expression); \
		show(#expression, (long double)result, sizeof result); \
	} while (0)

static void show(const char *expression, long double result, size_t size)
{
	int raised = fetestexcept(FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW | FE_UNDERFLOW);
	printf("%s [%zu] = ", expression, size);
	if (isnan(result))
		printf("nan");
	else
		printf("%.10Lg", result);
	printf("%s%s%s%s\n", raised & FE_INVALID ? " invalid" : "", raised & FE_DIVBYZERO ? " pole" : "", raised & FE_OVERFLOW ? " overflow" : "",
		raised & FE_UNDERFLOW ? " underflow" : "");
}

static volatile double zero, one = 1, two = 2, half = 0.5, minus = -1, big = 1000, large = 1e308, tiny = 1e-308, infinite = INFINITY, nothing = NAN;
static volatile float zerof, minusf = -1, bigf = 1000, infinitef = INFINITY;
static volatile long double zerol, minusl = -1, bigl = 100000, infinitel = INFINITY;

static void doubles(void)
{
	RAISED(double, log(zero)); RAISED(double, log(-zero)); RAISED(double, log(minus)); RAISED(double, log(-infinite)); RAISED(double, log(infinite));
	RAISED(double, log(nothing)); RAISED(double, log2(zero)); RAISED(double, log2(minus)); RAISED(double, log10(zero)); RAISED(double, log10(minus));
	RAISED(double, log1p(minus)); RAISED(double, log1p(-big)); RAISED(double, sqrt(minus)); RAISED(double, exp(big)); RAISED(double, exp(-big));
	RAISED(double, exp(infinite)); RAISED(double, exp(-infinite)); RAISED(double, exp(nothing)); RAISED(double, exp(709.7823)); RAISED(double, exp(-740 * one));
	RAISED(double, exp(one)); RAISED(double, exp2(2 * big)); RAISED(double, exp2(-2 * big)); RAISED(double, expm1(big)); RAISED(double, expm1(-big));
	RAISED(double, pow(zero, minus)); RAISED(double, pow(-zero, minus)); RAISED(double, pow(zero, -two)); RAISED(double, pow(-zero, -half));
	RAISED(double, pow(zero, two)); RAISED(double, pow(-zero, one)); RAISED(double, pow(infinite, minus)); RAISED(double, pow(-infinite, one));
	RAISED(double, pow(-infinite, two)); RAISED(double, pow(minus, half)); RAISED(double, pow(minus, infinite)); RAISED(double, pow(two, 2 * big));
	RAISED(double, pow(-two, 2 * big + 1)); RAISED(double, pow(two, -2 * big)); RAISED(double, pow(two, infinite)); RAISED(double, pow(half, infinite));
	RAISED(double, pow(nothing, zero)); RAISED(double, pow(one, nothing)); RAISED(double, pow(nothing, one)); RAISED(double, fmod(one, zero));
	RAISED(double, fmod(infinite, one)); RAISED(double, fmod(one, infinite)); RAISED(double, fmod(nothing, zero)); RAISED(double, remainder(one, zero));
	RAISED(double, remainder(infinite, two)); RAISED(double, acos(two)); RAISED(double, asin(two)); RAISED(double, atanh(one)); RAISED(double, atanh(two));
	RAISED(double, acosh(zero)); RAISED(double, acosh(one)); RAISED(double, sinh(big)); RAISED(double, cosh(big)); RAISED(double, tanh(big));
	RAISED(double, sin(infinite)); RAISED(double, cos(-infinite)); RAISED(double, tan(infinite)); RAISED(double, sin(nothing)); RAISED(double, sin(one));
	RAISED(double, hypot(large, large * 1.7)); RAISED(double, hypot(infinite, nothing)); RAISED(double, hypot(tiny, zero)); RAISED(double, ldexp(one, 3000));
	RAISED(double, ldexp(-one, 3000)); RAISED(double, ldexp(one, -3000)); RAISED(double, ldexp(one, -1060)); RAISED(double, scalbn(infinite, 3000));
	RAISED(double, nextafter(1.7976931348623157e308 * one, infinite)); RAISED(double, nextafter(zero, one)); RAISED(double, nextafter(one, two));
	RAISED(double, logb(zero)); RAISED(double, logb(infinite)); RAISED(double, tgamma(minus)); RAISED(double, tgamma(zero)); RAISED(double, tgamma(big));
	RAISED(double, lgamma(minus)); RAISED(double, lgamma(large)); RAISED(double, fma(large, 10 * one, zero)); RAISED(double, fma(infinite, zero, one));
	RAISED(double, fdim(large, -large * 1.7)); RAISED(double, cbrt(infinite)); RAISED(double, atan(infinite)); RAISED(double, atan2(zero, zero));
	RAISED(double, floor(1.5 * one)); RAISED(double, rint(1.5 * one)); RAISED(double, nearbyint(infinite)); RAISED(double, trunc(nothing));
	RAISED(double, fmax(nothing, one)); RAISED(double, erfc(big)); RAISED(double, erf(one));
}

static void integers(void)
{
	RAISED(long, lrint(large)); RAISED(long, llrint(-large)); RAISED(long, lround(large)); RAISED(long, llround(nothing)); RAISED(long, lrint(infinite));
	RAISED(long, lrint(1.5 * one)); RAISED(long, lround(-2.5 * one)); RAISED(long, lrint(-9223372036854775808.0 * one)); RAISED(int, ilogb(zero));
	RAISED(int, ilogb(infinite)); RAISED(int, ilogb(nothing)); RAISED(int, ilogb(two)); RAISED(long, lrintf(1e30f)); RAISED(long, lrintl(1e30L));
}

static void others(void)
{
	RAISED(float, logf(zerof)); RAISED(float, logf(minusf)); RAISED(float, expf(bigf)); RAISED(float, expf(-bigf)); RAISED(float, powf(zerof, minusf));
	RAISED(float, powf(2, 10 * bigf)); RAISED(float, powf(2, -140 * one)); RAISED(float, sinf(infinitef)); RAISED(float, fmodf(1, zerof));
	RAISED(float, hypotf(3e38f, 3e38f)); RAISED(float, hypotf(infinitef, NAN)); RAISED(float, scalbnf(1, 200)); RAISED(float, scalbnf(1, -200));
	RAISED(float, nextafterf(3.40282347e38f, infinitef)); RAISED(float, acosf(2)); RAISED(float, sqrtf(minusf)); RAISED(float, logbf(zerof));
	RAISED(long double, logl(zerol)); RAISED(long double, logl(minusl)); RAISED(long double, expl(bigl)); RAISED(long double, expl(-bigl));
	RAISED(long double, powl(zerol, minusl)); RAISED(long double, powl(2, bigl)); RAISED(long double, powl(minusl, 0.5L)); RAISED(long double, sinl(infinitel));
	RAISED(long double, fmodl(1, zerol)); RAISED(long double, sqrtl(minusl)); RAISED(long double, acosl(2)); RAISED(long double, logbl(zerol));
	RAISED(long double, scalbnl(1, 20000)); RAISED(long double, scalbnl(1, -20000)); RAISED(long double, atanhl(1)); RAISED(long double, log1pl(minusl));
}

/* rint raises FE_INEXACT and nearbyint does not, in every rounding mode. */
static void nearby(void)
{
	static const int modes[] = { FE_TONEAREST, FE_DOWNWARD, FE_UPWARD, FE_TOWARDZERO };
	static volatile double numbers[] = { 0.0, -0.0, 0.5, -0.5, 1.5, -2.5, 3.0, 1e-300, -1e-300, 4503599627370495.5, -4503599627370497.0, 1e300, INFINITY, -INFINITY };
	for (int mode = 0; mode < 4; mode++) {
		for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
			fesetround(modes[mode]);
			feclearexcept(FE_ALL_EXCEPT);
			volatile double there = nearbyint(numbers[i]);
			volatile float single = nearbyintf((float)numbers[i] == numbers[i] ? (float)numbers[i] : 0.5f);
			int raised = fetestexcept(FE_ALL_EXCEPT);
			feclearexcept(FE_ALL_EXCEPT);
			volatile double rounded = rint(numbers[i]);
			int inexact = fetestexcept(FE_INEXACT);
			fesetround(FE_TONEAREST);
			printf("%d %.17g: %.17g %g %d, %.17g %d\n", mode, numbers[i], there, single, raised, rounded, inexact);
		}
	}
}

void test_exceptions(void)
{
	nearby();
	SHOW("%d", (math_errhandling & MATH_ERREXCEPT) != 0);
	doubles();
	integers();
	others();
}

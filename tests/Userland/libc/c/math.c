/* SPDX-License-Identifier: MIT */
/* Values of long double; and the errors of double in units of the last place, against long double: only whether ours keep the bound is
   printed, since the two libraries round differently. */
#include "common.h"
#include <fenv.h>
#include <float.h>
#include <math.h>

static unsigned long seed = 88172645463325252UL;

static double next_random(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (double)(seed >> 11) / 9007199254740992.0;
}

static void show(const char *name, long double value)
{
	printf("%s %.13Lg\n", name, value);
}

#define ONE(name, x) show(#name "l " #x, name##l(x))
#define TWO(name, x, y) show(#name "l " #x " " #y, name##l(x, y))

static void test_values(void)
{
	static const long double points[] = { 0, -0.0L, 0.1L, -0.1L, 0.5L, 0.9L, 1, -1, 1.5L, 2, 3, -3.7L, 10, 100, -100, 1e5L, 1e10L, 1e18L, 1e-5L, 1e-20L, 1e-4000L, 1e4000L, INFINITY, -INFINITY };
	for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
		long double x = points[i];
		printf("x = %Lg\n", x);
		ONE(sin, x); ONE(cos, x); ONE(tan, x); ONE(atan, x); ONE(exp, x); ONE(exp2, x); ONE(expm1, x); ONE(cbrt, x);
		ONE(sinh, x); ONE(cosh, x); ONE(tanh, x); ONE(asinh, x); ONE(floor, x); ONE(ceil, x); ONE(trunc, x); ONE(round, x); ONE(rint, x);
		ONE(nearbyint, x); ONE(fabs, x); ONE(logb, x);
		if (x >= 0) {
			ONE(sqrt, x); ONE(log, x); ONE(log2, x); ONE(log10, x); ONE(log1p, x);
		}
		if (fabsl(x) <= 1) {
			ONE(asin, x); ONE(acos, x); ONE(atanh, x);
		}
		if (x >= 1)
			ONE(acosh, x);
		int power = 0, power2 = 0;
		long double whole = 0, part = modfl(x, &whole);
		printf("parts %Lg %Lg", part, whole);
		part = frexpl(x, &power);
		if (isinf(x))
			power = 0;
		printf(" %Lg %d ilogb %d", part, power, ilogbl(x));
		printf(" scale %Lg %Lg\n", scalbnl(x, 3), ldexpl(x, -70));
		for (size_t j = 0; j < sizeof points / sizeof *points; j++) {
			long double y = points[j];
			if (x != 0 || y != 0) {
				TWO(fmax, x, y); TWO(fmin, x, y);
			}
			TWO(fdim, x, y); TWO(copysign, x, y); TWO(hypot, x, y); TWO(atan2, x, y); TWO(nextafter, x, y);
			if (x >= 0 || y == floorl(y))
				TWO(pow, x, y);
			if (y != 0 && !isinf(x)) {
				TWO(fmod, x, y); TWO(remainder, x, y);
				int ours;
				show("remquol", remquol(x, y, &ours));
				if (!isinf(y) && fabsl(x / y) < 1e9L)
					printf("quotient %d", ours & 7);
				double rest = remquo((double)(x / 2), 3.5, &power2);
				printf(" %g\n", fabsl(x) < 1e300L ? rest : 0);
			}
		}
	}
	SHOW("%ld", lrintl(2.5L));
	SHOW("%ld", lroundl(-2.5L));
	SHOW("%lld", llrintl(1e18L));
	SHOW("%.17g", nexttoward(1.0, 2.0L));
	SHOW("%.9g", nexttowardf(1.0f, 0.0L));
	SHOW("%.9g", nextafterf(0.0f, 1.0f));
	SHOW("%.17g", nextafter(0.0, -1.0));
}

#ifdef __GLIBC__
enum { is_host = 1 };
#else
enum { is_host = 0 };
#endif

static double worst(double (*function)(double), long double (*reference)(long double), double low, double high)
{
	double largest = 0;
	for (int i = 0; i < 20000; i++) {
		double x = low + (high - low) * next_random();
		double got = function(x);
		long double wanted = reference(x);
		double unit = nextafter(fabs((double)wanted), INFINITY) - fabs((double)wanted);
		double error = fabsl(got - wanted) / unit;
		largest = error > largest ? error : largest;
	}
	return largest;
}

static double pow_fixed(double x) { return pow(x, 87.654); }
static long double pow_fixedl(long double x) { return powl(x, 87.654); }
static double pow_near_one(double y) { return pow(1 + 0x1p-33, y * 4e-3); }
static long double pow_near_onel(long double y) { return powl(1 + 0x1p-33L, (double)((double)y * 4e-3)); }

#define BOUND(name, low, high, bound) do { \
	double error = worst(name, name##l, low, high); \
	if (is_host) error = 0; \
	printf(#name " %g to %g: %s", (double)(low), (double)(high), error <= (bound) ? "within " #bound "\n" : "too far off: "); \
	if (error > (bound)) printf("%g\n", error); } while (0)

static void test_bounds(void)
{
	/* QEMU computes the x87's fpatan and its like with doubles only, so the reference itself may be off there. */
	BOUND(sin, -4, 4, 2); BOUND(sin, -1e9, 1e9, 2); BOUND(cos, -4, 4, 2); BOUND(cos, -1e9, 1e9, 2); BOUND(tan, -1.5, 1.5, 3); BOUND(tan, -1e6, 1e6, 3);
	BOUND(sin, -1e6, 1e6, 2); BOUND(cos, -1e6, 1e6, 2); BOUND(log, 0.99, 1.01, 1); BOUND(log, 1 - 1e-9, 1 + 1e-9, 1); BOUND(exp, -745, -700, 1);
	BOUND(pow_fixed, 0, 1000, 1); BOUND(pow_near_one, -1e12, 1e12, 1);
	BOUND(exp, -700, 700, 1); BOUND(exp, -1, 1, 1); BOUND(expm1, -2, 2, 1); BOUND(expm1, -30, 700, 1); BOUND(exp2, -1000, 1000, 1);
	BOUND(log, 1e-300, 1, 1); BOUND(log, 0.5, 2, 1); BOUND(log2, 0.5, 2, 1); BOUND(log10, 0.5, 1000, 1); BOUND(log1p, -0.9, 3, 1); BOUND(cbrt, -1e9, 1e9, 1);
	BOUND(asin, -1, 1, 1); BOUND(acos, -1, 1, 1); BOUND(atan, -10, 10, 1); BOUND(sinh, -5, 5, 1); BOUND(cosh, -5, 5, 1); BOUND(tanh, -3, 3, 1);
	BOUND(asinh, -5, 5, 1); BOUND(acosh, 1.001, 50, 1); BOUND(atanh, -0.99, 0.99, 1);
}

/* Infinity is not where numbers go that are rounded toward zero. */
static void test_overflow_rounded(void)
{
	static const int modes[] = { FE_TONEAREST, FE_DOWNWARD, FE_UPWARD, FE_TOWARDZERO };
	volatile long double large = 1e5L, base = -1e4000L, exponent = 5;
	for (int i = 0; i < 4; i++) {
		fesetround(modes[i]);
		long double results[] = { expl(large), powl(base, exponent), exp10l(large), expm1l(large) };
		fesetround(FE_TONEAREST);
		for (int k = 0; k < 4; k++)
			printf("%Lg%c", results[k], k < 3 ? ' ' : '\n');
	}
}

/* Far out of what the formulas for ordinary arguments were made for. */
static void test_far_out(void)
{
	volatile double huge = 0x1p1000, far = 14040;
	volatile long double limit = 11400;
	printf("%g %g %g %g\n", expm1(far), expm1(-far), (double)expm1f((float)far), (double)expm1l(limit));
	printf("%g %g %g %g\n", pow(-huge, -huge), pow(-huge, huge), pow(-0.5, huge), pow(-1, -huge));
	printf("%d %d %d\n", !!isnan(acosh(-huge)), !!isnan(acoshf(-0x1p100f)), !!isnan(acoshl(-huge)));
	printf("%La %La\n", powl(0xf.ffffffffffffffep-4L, -0xc.dc41e677fb9ad14p+68L), powl(0xb.8p+2L, 0x8.00000039f4af8cap-3L));
	printf("%a %La\n", hypot(-0xb.5315150e9b1f8p-14, 0x9.b1500bc942328p-35), hypotl(0xb.75ff05ee5b89d44p-1L, 0xf.6cdd4bc9861d8bap-22L));
	printf("%.18Lg %.18Lg %.18Lg %.18Lg\n", exp10l(3), log10l(1e27L), log10l(1000), exp10l(-2));
	long double sine, cosine;
	sincosl(-2.5L, &sine, &cosine);
	printf("%d %d\n", sine == sinl(-2.5L), cosine == cosl(-2.5L));
}

static void test_environment(void)
{
	fenv_t kept;
	volatile double zero = 0, one = 1, three = 3;
	SHOW("%d", fegetround());
	SHOW("%d", fetestexcept(FE_ALL_EXCEPT) & 0);
	feclearexcept(FE_ALL_EXCEPT);
	SHOW("%d", fetestexcept(FE_ALL_EXCEPT));
	volatile double result = one / zero;
	SHOW("%d", fetestexcept(FE_ALL_EXCEPT));
	result = one / three;
	SHOW("%d", fetestexcept(FE_INEXACT | FE_DIVBYZERO));
	SHOW("%d", feholdexcept(&kept));
	SHOW("%d", fetestexcept(FE_ALL_EXCEPT));
	SHOW("%d", feraiseexcept(FE_INVALID));
	SHOW("%d", feupdateenv(&kept));
	SHOW("%d", fetestexcept(FE_ALL_EXCEPT));
	static const int directions[] = { FE_DOWNWARD, FE_UPWARD, FE_TOWARDZERO, FE_TONEAREST };
	for (int i = 0; i < 4; i++) {
		SHOW("%d", fesetround(directions[i]));
		result = one / three;
		printf("%a %La", result, one / (long double)three);
		printf(" %Lg %ld\n", rintl(-2.5L), lrintl(2.5L));
	}
	SHOW("%d", fesetround(12345) != 0);
	SHOW("%d", fesetenv(FE_DFL_ENV));
	SHOW("%d", fegetround());
}

static unsigned long long random_state = 88172645463325252ULL;

static unsigned long long random_bits(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

/* Of every size, few or many bits, subnormal, or nearly the other number. */
static double random_double(double near)
{
	unsigned long long bits = random_bits(), exponent = 963 + random_bits() % 120;
	double value;
	int kind = random_bits() % 6;
	if (kind == 0) bits &= 0x800fffffffffffffULL | random_bits() % 3 << 52;
	else if (kind == 1) bits = (bits & 0x800fffffffffffffULL) | exponent << 52;
	else if (kind == 2) bits = (bits & 0x800000000000000fULL) | exponent << 52;
	else if (kind > 3 && near != 0) { memcpy(&bits, &near, 8); bits += random_bits() % 5 - 2; }
	memcpy(&value, &bits, 8);
	return value;
}

static void test_fused(void)
{
	static const int directions[] = { FE_DOWNWARD, FE_UPWARD, FE_TOWARDZERO, FE_TONEAREST };
	for (int i = 0; i < 4; i++) {
		unsigned long long sum = 0;
		fesetround(directions[i]);
		for (int k = 0; k < 20000; k++) {
			volatile double x = random_double(0), y = random_double(0), z = random_double(-(x * y));
			volatile float xs = (float)x, ys = (float)random_double(1), zs = -(xs * ys);
			double result = fma(x, y, z);
			float small = fmaf(xs, ys, zs);
			unsigned long long bits = 0;
			unsigned int few = 0;
			if (result == result) memcpy(&bits, &result, 8);
			if (small == small) memcpy(&few, &small, 4);
			sum = sum * 31 + bits + few;
		}
		fesetround(FE_TONEAREST);
		printf("fused %d %llx\n", i, sum);
	}
}

void test_math(void)
{
	test_fused();
	test_values();
	test_bounds();
	test_far_out();
	test_overflow_rounded();
	test_environment();
}

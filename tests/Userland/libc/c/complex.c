/* SPDX-License-Identifier: MIT */
/* complex.h: the special cases of C11 Annex G with their exceptions, some values, and what tgmath.h chooses. How exact the results are,
   tests/Libc says. */
#include "common.h"
#include <complex.h>
#include <fenv.h>
#include <float.h>
#include <tgmath.h>

#define ROW(name) { #name, name, name##f, name##l }

typedef double complex double_function(double complex);
typedef float complex float_function(float complex);
typedef long double complex long_function(long double complex);

static const struct { const char *name; double_function *f; float_function *ff; long_function *fl; } functions[] = {
	ROW(cacos), ROW(casin), ROW(catan), ROW(cacosh), ROW(casinh), ROW(catanh), ROW(ccos), ROW(csin), ROW(ctan), ROW(ccosh), ROW(csinh), ROW(ctanh),
	ROW(cexp), ROW(clog), ROW(csqrt), ROW(cproj), ROW(conj),
};

static const double points[] = { 0, -0.0, 1, -1, 0.5, 3, -1.125, 1e300, -1e300, 1e-310, -1e-310, INFINITY, -INFINITY, NAN };

/* Annex G leaves the sign of a zero or an infinity open where the other part is a NaN. Products of long double may overflow where float does. */
static void show_part(long double value, long double other)
{
	int is_open = isnan(other) && (value == 0 || isinf(value));
	if (isnan(value))
		printf(" nan");
	else if (value == 0 || isinf(value))
		printf(" %s%s", is_open ? "?" : signbit(value) ? "-" : "+", value == 0 ? "0" : "inf");
	else
		printf(" %.5Lg", fabsl(value) < 1e-30L ? copysignl(1e-30L, value) : value);
}

static void show(double x, double y, long double complex result)
{
	/* Where an argument is a NaN, FE_INVALID is optional. */
	int raised = fetestexcept(isnan(x) || isnan(y) ? FE_DIVBYZERO : FE_DIVBYZERO | FE_INVALID);
	show_part(creall(result), cimagl(result));
	show_part(cimagl(result), creall(result));
	printf("%s%s;", raised & FE_INVALID ? " invalid" : "", raised & FE_DIVBYZERO ? " pole" : "");
}

static void test_special_cases(void)
{
	const size_t count = sizeof points / sizeof *points;
	for (size_t f = 0; f < sizeof functions / sizeof *functions; f++)
		for (int precision = 0; precision < 3; precision++)
			for (size_t i = 0; i < count; i++) {
				printf("%s %d %g:", functions[f].name, precision, fabs(points[i]));
				for (size_t k = 0; k < count; k++) {
					volatile double x = points[i], y = points[k];
					/* There is no such float. */
					if (precision == 1 && (fabs(x) == 1e300 || fabs(y) == 1e300 || fabs(x) == 1e-310 || fabs(y) == 1e-310))
						continue;
					feclearexcept(FE_ALL_EXCEPT);
					if (precision == 0) show(x, y, functions[f].f(CMPLX(x, y)));
					else if (precision == 1) show(x, y, functions[f].ff(CMPLXF(x, y)));
					else show(x, y, functions[f].fl(CMPLXL(x, y)));
				}
				printf("\n");
			}
}

static void test_powers(void)
{
	static const double parts[] = { 0, 1, -1.5, 2.25, -0.0 };
	for (int i = 0; i < 625; i++) {
		double complex z = CMPLX(parts[i % 5], parts[i / 5 % 5]), w = CMPLX(parts[i / 25 % 5], parts[i / 125]);
		if (creal(z) == 0 && cimag(z) == 0)
			continue;
		/* What should be 0 is next to it. */
		double complex power = cpow(z, w);
		float complex powerf = cpowf((float complex)z, (float complex)w);
		long double complex powerl = cpowl(z, w);
		printf("cpow %d %.6g %.6g", i, fabs(creal(power)) < 1e-14 ? 0 : creal(power), fabs(cimag(power)) < 1e-14 ? 0 : cimag(power));
		printf(" %d %d\n", cabsf(powerf - (float complex)power) < 2e-5f * (1 + cabsf(powerf)), cabsl(powerl - power) < 1e-12L * (1 + cabsl(powerl)));
	}
	printf("%g %g\n", creal(cpow(0, 2)), cimag(cpow(0, 2)));
	printf("%g %g %g %Lg\n", cabs(3 + 4 * I), carg(-1 + 0.0 * I), (double)cabsf(5 + 12 * I), cabsl(8 + 15 * I));
	printf("%Lg %Lg %Lg\n", cargl(CMPLXL(-1, -0.0L)), creall(CMPLXL(2, 3)), cimagl(CMPLXL(2, 3)));
	double complex product = (1 + 2 * I) * (3 - I), quotient = (1 + 2 * I) / (3 - I);
	printf("%g %g %g %g\n", creal(product), cimag(product), creal(quotient), cimag(quotient));
}

#define KIND(x) _Generic((x), float: "f", double: "d", long double: "l", float complex: "cf", double complex: "cd", long double complex: "cl", int: "i", \
	long: "long", long long: "llong", default: "other")
#define ONE(name, x) printf(#name "(" #x ") %s %.5g\n", KIND(name(x)), (double)cabsl((long double complex)name(x)))
#define TWO(name, x, y) printf(#name "(" #x ", " #y ") %s %.5g\n", KIND(name(x, y)), (double)cabsl((long double complex)name(x, y)))
#define REAL(name) ONE(name, 0.75f); ONE(name, 0.75); ONE(name, 0.75L); ONE(name, i); ONE(name, c)
#define BOTH(name) REAL(name); ONE(name, 0.75f + 1.0f * I); ONE(name, z); ONE(name, (long double complex)z)
#define REALS(name) TWO(name, 2.5f, 1.5f); TWO(name, 2.5f, 1.5); TWO(name, 2.5f, i); TWO(name, i, i); TWO(name, 2.5L, 1.5f); TWO(name, i, 1.5L)

static void test_generic(void)
{
	int i = 1, power = 0;
	const char c = 1;
	const double complex z = 0.75 + 0.5 * I;
	BOTH(acos); BOTH(asin); BOTH(atan); BOTH(acosh); BOTH(asinh); BOTH(cos); BOTH(sin); BOTH(tan); BOTH(cosh); BOTH(sinh); BOTH(tanh);
	BOTH(exp); BOTH(log); BOTH(sqrt); BOTH(fabs);
	ONE(atanh, 0.5f); ONE(atanh, 0.5L); ONE(atanh, z);
	REAL(cbrt); REAL(ceil); REAL(erf); REAL(erfc); REAL(exp2); REAL(expm1); REAL(floor); REAL(lgamma); REAL(log10); REAL(log1p); REAL(log2);
	REAL(logb); REAL(nearbyint); REAL(rint); REAL(round); REAL(tgamma); REAL(trunc); REAL(ilogb); REAL(llrint); REAL(llround); REAL(lrint); REAL(lround);
	REALS(atan2); REALS(copysign); REALS(fdim); REALS(fmax); REALS(fmin); REALS(fmod); REALS(hypot); REALS(nextafter); REALS(remainder); REALS(pow);
	TWO(pow, z, 2); TWO(pow, 2.0f, z); TWO(pow, 0.5f + 1.0f * I, 2.0f); TWO(pow, z, 1.0L);
	TWO(ldexp, 2.5f, 3); TWO(scalbn, 2.5L, 3); TWO(scalbln, 3, 3); TWO(nexttoward, 1.0f, 2.0L);
	printf("%s %s %s\n", KIND(frexp(2.5f, &power)), KIND(remquo(5.0f, 3, &power)), KIND(fma(1.0f, 2.0f, i)));
	printf("%s %s %s\n", KIND(fma(1.0f, 2.0f, 3.0f)), KIND(remquo(5.0L, 3.0f, &power)), KIND(frexp(i, &power)));
	ONE(carg, z); ONE(creal, z); ONE(cimag, (float complex)z); ONE(conj, z); ONE(cproj, (long double complex)z); ONE(carg, 1.0); ONE(creal, 1.5L);
}

void test_complex(void)
{
	test_special_cases();
	test_powers();
	test_generic();
}

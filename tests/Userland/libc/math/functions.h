/* SPDX-License-Identifier: MIT */
/* The functions, and what passes between the program that computes with a library and the one that judges: values as long doubles, which hold all of the others. */
#include <stdint.h>

/*
 * ONE(name, arguments, limit, other): of one argument; where it is drawn from; by how many hundredths of a unit in the last place a result may
 * miss the exact one; MPFR's name. NARROW: not for long double. TWO: of two arguments.
 */
#define FUNCTIONS \
	ONE(sin, ANGLES, 100, sin) ONE(cos, ANGLES, 100, cos) ONE(tan, ANGLES, 100, tan) \
	ONE(asin, SMALL, 100, asin) ONE(acos, SMALL, 100, acos) ONE(atan, ALL, 100, atan) \
	ONE(sinh, EXPONENTS, 100, sinh) ONE(cosh, EXPONENTS, 100, cosh) ONE(tanh, EXPONENTS, 100, tanh) \
	ONE(asinh, ALL, 100, asinh) ONE(acosh, POSITIVE, 100, acosh) ONE(atanh, SMALL, 100, atanh) \
	ONE(exp, EXPONENTS, 100, exp) ONE(exp2, EXPONENTS, 100, exp2) ONE(exp10, EXPONENTS, 100, exp10) ONE(expm1, EXPONENTS, 100, expm1) \
	ONE(log, POSITIVE, 100, log) ONE(log2, POSITIVE, 100, log2) ONE(log10, POSITIVE, 100, log10) ONE(log1p, POSITIVE, 100, log1p) \
	ONE(sqrt, POSITIVE, 50, sqrt) ONE(cbrt, ALL, 100, cbrt) \
	ONE(erf, EXPONENTS, 100, erf) ONE(erfc, EXPONENTS, 100, erfc) ONE(tgamma, FACTORIALS, 100, gamma) ONE(lgamma, FACTORIALS, 100, log_gamma) \
	NARROW(j0, WAVES, 100, j0) NARROW(j1, WAVES, 100, j1) NARROW(y0, WAVES, 100, y0) NARROW(y1, WAVES, 100, y1) \
	ONE(floor, ALL, 0, rint_floor) ONE(ceil, ALL, 0, rint_ceil) ONE(trunc, ALL, 0, rint_trunc) ONE(round, ALL, 0, rint_round) ONE(rint, ALL, 0, rint_roundeven) \
	TWO(pow, POWERS, 100, pow) TWO(atan2, ALL, 100, atan2) TWO(hypot, ALL, 100, hypot) \
	TWO(fmod, ALL, 0, fmod) TWO(remainder, ALL, 0, remainder) TWO(fdim, ALL, 50, dim)

enum source { ANGLES, SMALL, ALL, EXPONENTS, POSITIVE, FACTORIALS, WAVES, POWERS };

enum format { SINGLE, DOUBLE, EXTENDED, FORMATS };

struct record {
	int32_t function, format;
	long double arguments[2], result;
};

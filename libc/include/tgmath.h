/* SPDX-License-Identifier: MIT */
/* C11 7.25. C++ has overloaded functions for this. */
#ifndef _TGMATH_H
#define _TGMATH_H

#include <complex.h>
#include <math.h>

#ifndef __cplusplus

/* A value of the type that an argument counts as: integers are doubles. */
#define __tg_type(x) __extension__ _Generic(+(x), float: 0.0f, long double: 0.0L, float _Complex: (float _Complex)0, \
	double _Complex: (double _Complex)0, long double _Complex: (long double _Complex)0, default: 0.0)

#define __tg_real(name, t) __extension__ _Generic(t, float: name##f, long double: name##l, default: name)
#define __tg_both(name, c, t) __extension__ _Generic(t, float: name##f, long double: name##l, float _Complex: c##f, double _Complex: c, \
	long double _Complex: c##l, default: name)
#define __tg_complex(c, t) __extension__ _Generic(t, float: c##f, float _Complex: c##f, long double: c##l, long double _Complex: c##l, default: c)

#define __tg_real1(name, x) __tg_real(name, __tg_type(x))(x)
#define __tg_real2(name, x, y) __tg_real(name, __tg_type(x) + __tg_type(y))(x, y)
#define __tg_both1(name, x) __tg_both(name, c##name, __tg_type(x))(x)

#define acos(x) __tg_both1(acos, x)
#define acosh(x) __tg_both1(acosh, x)
#define asin(x) __tg_both1(asin, x)
#define asinh(x) __tg_both1(asinh, x)
#define atan(x) __tg_both1(atan, x)
#define atanh(x) __tg_both1(atanh, x)
#define cos(x) __tg_both1(cos, x)
#define cosh(x) __tg_both1(cosh, x)
#define exp(x) __tg_both1(exp, x)
#define log(x) __tg_both1(log, x)
#define sin(x) __tg_both1(sin, x)
#define sinh(x) __tg_both1(sinh, x)
#define sqrt(x) __tg_both1(sqrt, x)
#define tan(x) __tg_both1(tan, x)
#define tanh(x) __tg_both1(tanh, x)
#define fabs(x) __tg_both(fabs, cabs, __tg_type(x))(x)
#define pow(x, y) __tg_both(pow, cpow, __tg_type(x) + __tg_type(y))(x, y)

#define cbrt(x) __tg_real1(cbrt, x)
#define ceil(x) __tg_real1(ceil, x)
#define erf(x) __tg_real1(erf, x)
#define erfc(x) __tg_real1(erfc, x)
#define exp2(x) __tg_real1(exp2, x)
#define expm1(x) __tg_real1(expm1, x)
#define floor(x) __tg_real1(floor, x)
#define ilogb(x) __tg_real1(ilogb, x)
#define lgamma(x) __tg_real1(lgamma, x)
#define llrint(x) __tg_real1(llrint, x)
#define llround(x) __tg_real1(llround, x)
#define log10(x) __tg_real1(log10, x)
#define log1p(x) __tg_real1(log1p, x)
#define log2(x) __tg_real1(log2, x)
#define logb(x) __tg_real1(logb, x)
#define lrint(x) __tg_real1(lrint, x)
#define lround(x) __tg_real1(lround, x)
#define nearbyint(x) __tg_real1(nearbyint, x)
#define rint(x) __tg_real1(rint, x)
#define round(x) __tg_real1(round, x)
#define tgamma(x) __tg_real1(tgamma, x)
#define trunc(x) __tg_real1(trunc, x)
#define atan2(x, y) __tg_real2(atan2, x, y)
#define copysign(x, y) __tg_real2(copysign, x, y)
#define fdim(x, y) __tg_real2(fdim, x, y)
#define fmax(x, y) __tg_real2(fmax, x, y)
#define fmin(x, y) __tg_real2(fmin, x, y)
#define fmod(x, y) __tg_real2(fmod, x, y)
#define hypot(x, y) __tg_real2(hypot, x, y)
#define nextafter(x, y) __tg_real2(nextafter, x, y)
#define remainder(x, y) __tg_real2(remainder, x, y)
#define fma(x, y, z) __tg_real(fma, __tg_type(x) + __tg_type(y) + __tg_type(z))(x, y, z)
#define remquo(x, y, quotient) __tg_real(remquo, __tg_type(x) + __tg_type(y))(x, y, quotient)
#define frexp(x, power) __tg_real(frexp, __tg_type(x))(x, power)
#define ldexp(x, power) __tg_real(ldexp, __tg_type(x))(x, power)
#define nexttoward(x, y) __tg_real(nexttoward, __tg_type(x))(x, y)
#define scalbln(x, power) __tg_real(scalbln, __tg_type(x))(x, power)
#define scalbn(x, power) __tg_real(scalbn, __tg_type(x))(x, power)

#define carg(z) __tg_complex(carg, __tg_type(z))(z)
#define cimag(z) __tg_complex(cimag, __tg_type(z))(z)
#define conj(z) __tg_complex(conj, __tg_type(z))(z)
#define cproj(z) __tg_complex(cproj, __tg_type(z))(z)
#define creal(z) __tg_complex(creal, __tg_type(z))(z)

#endif

#endif

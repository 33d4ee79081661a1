/* SPDX-License-Identifier: MIT */
#ifndef _VALUES_H
#define _VALUES_H

/* The names that System V gave to the limits. */
#include <float.h>
#include <limits.h>

#define CHARBITS (sizeof(char) * 8)
#define SHORTBITS (sizeof(short) * 8)
#define INTBITS (sizeof(int) * 8)
#define LONGBITS (sizeof(long) * 8)
#define PTRBITS (sizeof(char *) * 8)
#define DOUBLEBITS (sizeof(double) * 8)
#define FLOATBITS (sizeof(float) * 8)
#define MINSHORT SHRT_MIN
#define MAXSHORT SHRT_MAX
#define MININT INT_MIN
#define MAXINT INT_MAX
#define MINLONG LONG_MIN
#define MAXLONG LONG_MAX
#define MINDOUBLE DBL_MIN
#define MAXDOUBLE DBL_MAX
#define MINFLOAT FLT_MIN
#define MAXFLOAT FLT_MAX
#define DMINEXP DBL_MIN_EXP
#define DMAXEXP DBL_MAX_EXP
#define FMINEXP FLT_MIN_EXP
#define FMAXEXP FLT_MAX_EXP
#define BITSPERBYTE CHAR_BIT

#endif

/* SPDX-License-Identifier: MIT */
/* judge [-v]: reads records, computes each with 200 bits by MPFR, and tells by how many units in the last place the worst of each function and format is wrong. */
#include "functions.h"
#include <math.h>
#include <mpfr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PRECISION = 200, FUNCTION_LIMIT = 100 };

typedef int one(mpfr_t result, const mpfr_t x, mpfr_rnd_t rounding);
typedef int two(mpfr_t result, const mpfr_t x, const mpfr_t y, mpfr_rnd_t rounding);

struct function {
	const char *name;
	int limit;
	one *one;
	two *two;
};

struct worst {
	long count, wrong;
	double units;
	struct record record;
};

/* As the others have their arguments. */
static int mpfr_log_gamma(mpfr_t result, const mpfr_t x, mpfr_rnd_t rounding)
{
	int sign;
	return mpfr_lgamma(result, &sign, x, rounding);
}

#define ONE(name, source, limit, other) { #name, limit, mpfr_##other, NULL },
#define NARROW ONE
#define TWO(name, source, limit, other) { #name, limit, NULL, mpfr_##other },
static const struct function functions[] = { FUNCTIONS };

static const struct { const char *name; int bits, lowest, highest; } formats[] = { { "float", 24, -149, 128 }, { "double", 53, -1074, 1024 }, { "long double", 64, -16445, 16384 } };

/* The distance in units in the last place of the format at the exact result; infinity is the power of two behind the largest number. */
static double distance(const mpfr_t exact, long double result, int format)
{
	if (mpfr_nan_p(exact) || isnan(result))
		return mpfr_nan_p(exact) && isnan(result) ? 0 : INFINITY;
	if (mpfr_zero_p(exact) || (mpfr_inf_p(exact)))
		return mpfr_cmp_ld(exact, result) ? INFINITY : 0;
	if (!!mpfr_signbit(exact) != !!signbit(result))
		return INFINITY;
	mpfr_t difference;
	mpfr_init2(difference, PRECISION);
	if (isinf(result))
		mpfr_set_ui_2exp(difference, 1, formats[format].highest, MPFR_RNDN);
	else
		mpfr_set_ld(difference, fabsl(result), MPFR_RNDN);
	long exponent = mpfr_get_exp(exact) > formats[format].highest ? formats[format].highest : mpfr_get_exp(exact);
	long unit = exponent - formats[format].bits > formats[format].lowest ? exponent - formats[format].bits : formats[format].lowest;
	mpfr_t magnitude;
	mpfr_init2(magnitude, PRECISION);
	mpfr_abs(magnitude, exact, MPFR_RNDN);
	/* All that is too large is one number. */
	if (mpfr_get_exp(magnitude) > formats[format].highest)
		mpfr_set_ui_2exp(magnitude, 1, formats[format].highest, MPFR_RNDN);
	mpfr_sub(difference, difference, magnitude, MPFR_RNDN);
	mpfr_mul_2si(difference, difference, -unit, MPFR_RNDN);
	double units = fabs(mpfr_get_d(difference, MPFR_RNDN));
	mpfr_clear(difference);
	mpfr_clear(magnitude);
	return units;
}

int main(int argc, char **argv)
{
	int is_verbose = argc == 2 && !strcmp(argv[1], "-v");
	if (argc > 2 || (argc == 2 && !is_verbose))
		return 2;
	static struct worst worst[FUNCTION_LIMIT][FORMATS];
	mpfr_t x, y, exact;
	mpfr_init2(x, 64);
	mpfr_init2(y, 64);
	mpfr_init2(exact, PRECISION);
	struct record record;
	while (fread(&record, sizeof record, 1, stdin) == 1) {
		const struct function *function = &functions[record.function];
		mpfr_set_ld(x, record.arguments[0], MPFR_RNDN);
		mpfr_set_ld(y, record.arguments[1], MPFR_RNDN);
		if (function->one)
			function->one(exact, x, MPFR_RNDN);
		else
			function->two(exact, x, y, MPFR_RNDN);
		struct worst *one = &worst[record.function][record.format];
		double units = distance(exact, record.result, record.format);
		one->count++;
		one->wrong += units * 100 > function->limit;
		if (one->count == 1 || units > one->units) {
			one->units = units;
			one->record = record;
		}
	}

	long total = 0, wrong = 0;
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		for (int format = 0; format < FORMATS; format++) {
			const struct worst *one = &worst[i][format];
			total += one->count;
			wrong += one->wrong;
			if (one->wrong || (is_verbose && one->count))
				printf("%s(%s): %ld of %ld miss by more than %.2f, the worst by %.4f: %La %La gives %La\n", functions[i].name, formats[format].name, one->wrong, one->count,
					functions[i].limit / 100.0, one->units, one->record.arguments[0], one->record.arguments[1], one->record.result);
		}
	printf("%ld results, %ld wrong\n", total, wrong);
	return wrong ? 1 : total == 0 ? 2 : 0;
}

/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <assert.h>
#include <getopt.h>
#include <math.h>
#include <signal.h>
#include <unistd.h>
#include <sys/wait.h>

static const struct option longs[] = {
	{ "alpha", no_argument, NULL, 'a' }, { "beta", required_argument, NULL, 'b' }, { "gamma", optional_argument, NULL, 'g' },
	{ "alphabet", no_argument, NULL, 1000 }, { NULL, 0, NULL, 0 },
};

static void parse(const char *letters, int with_longs, int count, ...)
{
	char *arguments[16];
	__builtin_va_list list;
	__builtin_va_start(list, count);
	arguments[0] = (char *)"program";
	for (int i = 1; i <= count; i++)
		arguments[i] = __builtin_va_arg(list, char *);
	arguments[count + 1] = NULL;
	__builtin_va_end(list);
	optind = 0;
	opterr = 0;
	int c, index = -1;
	printf("getopt %s:", letters);
	while ((c = with_longs ? getopt_long(count + 1, arguments, letters, longs, &index) : getopt(count + 1, arguments, letters)) != -1)
		printf(" %d(%s,%d)", c, optarg ? optarg : "-", c == '?' ? optopt : 0);
	printf(" rest:");
	for (int i = optind; i <= count; i++)
		printf(" %s", arguments[i]);
	printf("\n");
}

static void failing(int with_assert)
{
	int status;
	fflush(stdout);
	if (fork() == 0) {
		close(2);
		if (with_assert)
			assert(with_assert == 2);
		_exit(0);
	}
	wait(&status);
	printf("assert: %d\n", WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

static void mathematics(void)
{
	static const double values[] = { 0, -0.0, 0.5, -0.5, 1, 1.5, 2.5, -2.5, 3.999, 1e10, -1e10, 1e300, 4503599627370497.5, INFINITY, -INFINITY, 1e-310 };
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		volatile double x = values[i];
		int exponent = 0;
		double whole;
		printf("%g: %g %g %g %g %g %g", x, floor(x), ceil(x), trunc(x), round(x), rint(x), fabs(x));
		double part = modf(x, &whole);
		printf(" %g %g", part, whole);
		if (isfinite(x)) {
			part = frexp(x, &exponent);
			printf(" %.17g %d %g", part, exponent, ldexp(x, 3));
			printf(" %.17g %.17g", fmod(x, 0.7), remainder(x, 0.7));
		}
		printf(" %.15g %.14g %.14g\n", sqrt(fabs(x)), x < 700 && x > -700 ? exp(x) : 0, atan(x));
	}
	for (int i = -10; i <= 10; i++) {
		volatile double x = i / 3.0;
		printf("%.13g %.13g %.13g %.13g %.13g %.13g %.13g\n", sin(x), cos(x), pow(2.5, x), log(x * x + 1), cbrt(x), atan2(x, 2), hypot(x, 3));
	}
	printf("%g %g %g %g\n", fmax(1, NAN), fmin(NAN, 2), fdim(5, 3), copysign(3, -0.0));
	printf("%ld %ld %d %g\n", lround(2.5), lrint(2.5), ilogb(10), scalbn(1, -1074));
	printf("%d %d %d\n", isnan(NAN) != 0, isinf(INFINITY) != 0, signbit(-0.0) != 0);
}

void test_misc(void)
{
	parse("ab:c", 0, 5, "-a", "-b", "value", "-c", "rest");
	parse("ab:c", 0, 3, "-abvalue", "x", "-c");
	parse("+ab:c", 0, 3, "-a", "x", "-c");
	parse("-ab:c", 0, 3, "-a", "x", "-c");
	parse("ab:", 0, 2, "-x", "-b");
	parse(":ab:", 0, 1, "-b");
	parse("ab::", 0, 3, "-bopt", "-b", "opt");
	parse("ab", 0, 3, "-a", "--", "-b");
	parse("ab:g", 1, 6, "--alpha", "x", "--beta=5", "--beta", "6", "y");
	parse("ab:g", 1, 3, "--gamma", "--gamma=7", "--alp");
	parse("ab:g", 1, 4, "--unknown", "--alpha=1", "--bet", "z");
	parse("ab:g", 1, 5, "x", "y", "-ab", "z", "--alphabet");
	failing(0);
	failing(1);
	failing(2);
	mathematics();
}

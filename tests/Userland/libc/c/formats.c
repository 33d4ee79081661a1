/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#pragma GCC diagnostic ignored "-Wformat"
#pragma GCC diagnostic ignored "-Wformat-truncation"

static void variadic(const char *format, ...)
{
	char buffer[200];
	va_list list, copy;
	va_start(list, format);
	va_copy(copy, list);
	int length = vsnprintf(buffer, sizeof buffer, format, list);
	printf("%d [%s]\n", length, buffer);
	vprintf(format, copy);
	putchar('\n');
	va_end(copy);
	va_end(list);
}

void test_printf(void)
{
	static const double values[] = { 0.0, -0.0, 1.0, -1.5, 0.5, 2.5, 3.14159265358979, 1e10, 1e-10, 123456789.125, 9.9999999, 0.00012345,
		1e100, 1e-300, DBL_MAX, DBL_MIN, 4.9e-324, INFINITY, -INFINITY, 99999.5 };
	static const char *const formats[] = { "%f", "%e", "%g", "%a", "%.0f", "%.0e", "%.0g", "%#.0f", "%.3f", "%.10e", "%.15g", "%20.5f|", "%-20.5e|",
		"%020.5g|", "%+f", "% f", "%F", "%E", "%G", "%A", "%.1a", "%.40f", "%#g", "%.17g" };
	static const long integers[] = { 0, 1, -1, 42, INT_MAX, INT_MIN, LONG_MAX, LONG_MIN, 255 };
	static const char *const integer_formats[] = { "%ld", "%lu", "%lx", "%lX", "%lo", "%#lx", "%#lo", "%+ld", "% ld", "%20ld|", "%-20ld|", "%020ld|",
		"%.5ld", "%.0ld", "%10.5ld|", "%hhd", "%hd", "%d", "%hhx", "%hu", "%#.0lo", "%+.3ld" };
	char buffer[64];
	int count = 0;
	long long_count = 0;
	wchar_t wide[] = { 'w', 0xe9, 0x20ac, 0x1f600, 0 };

	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		for (size_t j = 0; j < sizeof formats / sizeof *formats; j++) {
			printf(formats[j], values[i]);
			putchar('\n');
		}
	for (size_t i = 0; i < sizeof integers / sizeof *integers; i++)
		for (size_t j = 0; j < sizeof integer_formats / sizeof *integer_formats; j++) {
			printf(integer_formats[j], integers[i]);
			putchar('\n');
		}
	printf("%Lf %Le %Lg %La\n", 1.5L, LDBL_MAX, 1e-4940L, 3.0L);
	printf("%.30Lf\n", 0.1L);
	printf("[%s] [%10s] [%-10s] [%.3s] [%10.2s] [%.0s]\n", "hello", "hello", "hello", "hello", "hello", "hello");
	printf("[%c] [%5c] [%-5c]\n", 'x', 'y', 'z');
	printf("[%p] [%p]\n", (void *)0, (void *)0x1234);
	printf("%d%n%s%ln\n", 12345, &count, "abc", &long_count);
	printf("%d %ld\n", count, long_count);
	printf("%2$s %1$s %3$d %2$s\n", "first", "second", 3);
	printf("%2$*1$d|%4$.*3$f|\n", 8, 42, 2, 3.14159);
	printf("%*d|%-*d|%.*f|%.*s\n", 6, 1, 6, 2, 2, 1.005, -1, "all");
	printf("%jd %zd %td %hhu %llu\n", (intmax_t)-1, (ssize_t)-2, (ptrdiff_t)-3, (unsigned char)255, ULLONG_MAX);
	printf("100%%\n");
	SHOW("%d", snprintf(buffer, 5, "truncated"));
	SHOW("%s", buffer);
	SHOW("%d", snprintf(NULL, 0, "%d %s", 12345, "text"));
	SHOW("%d", sprintf(buffer, "%d-%d", 1, 2));
	SHOW("%s", buffer);
	variadic("%d %f %s %c %ld %f %f %f %f %f %f %f %f %d %d %d", 1, 2.0, "three", '4', 5L, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14, 15, 16);
	variadic("%Lf %d %Lf", 1.25L, 7, 2.5L);
	char *made;
	SHOW("%d", asprintf(&made, "made %d %s", 5, "here"));
	SHOW("%s", made);
	free(made);
	fflush(stdout);
	dprintf(1, "dprintf %d\n", 7);
	errno = ENOENT;
	printf("%m\n");
	printf("[%ls] [%.3ls] [%lc]\n", (wchar_t[]){ 'a', 'b', 0 }, (wchar_t[]){ 'a', 'b', 'c', 'd', 0 }, L'x');
	(void)wide;
}

/* Fields of every length at every distance: a reader that looks ahead has its ends everywhere. */
static void scan_far(void)
{
	char input[700], word[700], format[32];
	unsigned long sum = 0;
	for (int gap = 240; gap < 272; gap++) {
		for (int width = 0; width < 20; width++) {
			memset(input, ' ', gap);
			strcpy(input + gap, "123456789012345 words:more,and,0x1.8p+3 end");
			memset(word, 0, sizeof word);
			unsigned long number = 0;
			double real = 0;
			int used = 0;
			sprintf(format, width ? "%%%dlu %%[^:]:%%*[a-z,]%%lf%%n" : "%%lu %%[^:]:%%*[a-z,]%%lf%%n", width);
			sum = sum * 31 + sscanf(input, format, &number, word, &real, &used);
			sum = sum * 31 + number + (unsigned long)real + used + strlen(word);
		}
	}
	memset(input, 'x', 600);
	input[600] = 0;
	for (int width = 250; width < 520; width++) {
		sprintf(format, "%%%ds%%n", width);
		int used = 0;
		sum = sum * 31 + sscanf(input, format, word, &used) + used + strlen(word);
	}
	printf("far %lx\n", sum);
}

/* A stream without a buffer, and one with almost none. */
static void scan_unbuffered(void)
{
	FILE *file = tmpfile();
	char small[1], word[16];
	int a = 0, b = 0;
	if (!file) return;
	fputs("12 +34word 5.5e1x", file);
	for (int mode = 0; mode < 2; mode++) {
		rewind(file);
		setvbuf(file, mode ? small : NULL, mode ? _IOFBF : _IONBF, sizeof small);
		double real = 0;
		int result = fscanf(file, "%d%d%4s%lf", &a, &b, word, &real);
		printf("unbuffered %d %d %d %s %g %c\n", result, a, b, word, real, getc(file));
	}
	fclose(file);
}

void test_scanf(void)
{
	int a = 0, b = 0, n = 0, result;
	unsigned u;
	long l;
	short s;
	signed char hh;
	float f;
	double d;
	long double ld;
	char text[64], other[64];
	void *p;
	char *allocated;

	scan_far();
	scan_unbuffered();
	result = sscanf("12 34", "%d %d", &a, &b);
	printf("%d", result);
	printf(" %d %d\n", a, b);
	result = sscanf("x", "%d", &a);
	printf("%d\n", result);
	result = sscanf("", "%d", &a);
	printf("%d\n", result);
	result = sscanf("  ", "%d", &a);
	printf("%d\n", result);
	result = sscanf("0x1f", "%i", &a);
	printf("%d %d\n", result, a);
	result = sscanf("077", "%i", &a);
	printf("%d %d\n", result, a);
	result = sscanf("ff", "%x", &u);
	printf("%d %u\n", result, u);
	result = sscanf("-99999999999", "%ld", &l);
	printf("%d %ld\n", result, l);
	result = sscanf("70000 300", "%hd %hhd", &s, &hh);
	printf("%d %d %d\n", result, s, hh);
	result = sscanf("1.5 -2e3 0x1p4", "%f %lf %Lf", &f, &d, &ld);
	printf("%d %g %g %Lg\n", result, f, d, ld);
	result = sscanf("hello world", "%s %s", text, other);
	printf("%d [%s] [%s]\n", result, text, other);
	result = sscanf("hello", "%3s", text);
	printf("%d [%s]\n", result, text);
	memset(text, 0, sizeof text);
	result = sscanf("  ab", "%4c", text);
	printf("%d [%s]\n", result, text);
	result = sscanf("abc123", "%[a-z]%[0-9]", text, other);
	printf("%d [%s] [%s]\n", result, text, other);
	result = sscanf("abc]x", "%[]abc]", text);
	printf("%d [%s]\n", result, text);
	result = sscanf("12,34", "%[^,]", text);
	printf("%d [%s]\n", result, text);
	result = sscanf("5 6", "%*d %d", &a);
	printf("%d %d\n", result, a);
	result = sscanf("12345678", "%3d%3d", &a, &b);
	printf("%d %d %d\n", result, a, b);
	result = sscanf("1-2", "%d-%d", &a, &b);
	printf("%d %d %d\n", result, a, b);
	result = sscanf("1 2", "%d-%d", &a, &b);
	printf("%d\n", result);
	result = sscanf("abc 7", "abc%n %d", &n, &a);
	printf("%d %d %d\n", result, n, a);
	result = sscanf("50%", "%d%%", &a);
	printf("%d %d\n", result, a);
	result = sscanf("0x1234", "%p", &p);
	printf("%d %d\n", result, p == (void *)0x1234);
	result = sscanf("nan inf", "%lf %f", &d, &f);
	printf("%d\n", result);
	result = sscanf("1 2", "%2$d %1$d", &a, &b);
	printf("%d %d %d\n", result, a, b);
	result = sscanf("allocated text", "%ms", &allocated);
	printf("%d", result);
	printf(" [%s]\n", allocated);
	free(allocated);
	result = sscanf("99999999999999999999", "%ld", &l);
	printf("%d\n", result);
	printf("%ld\n", l);
	result = sscanf("+5", "%u", &u);
	printf("%d %d\n", result, u);
}

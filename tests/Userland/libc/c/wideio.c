/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <locale.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

static void print(const wchar_t *text)
{
	for (; *text; text++)
		printf(*text < 128 ? "%c" : "<%x>", (unsigned)*text);
}

static void formatted(const wchar_t *format, ...)
{
	wchar_t text[256], small[6];
	va_list list, again;
	va_start(list, format);
	va_copy(again, list);
	wmemset(text, L'#', 256);
	int length = vswprintf(text, 256, format, list);
	printf("%d [", length);
	if (length >= 0)
		print(text);
	length = vswprintf(small, 6, format, again);
	printf("] %d\n", length);
	va_end(list);
	va_end(again);
}

static void printing(void)
{
	int count = 0;
	formatted(L"plain");
	formatted(L"%d %5d|%-5d|%05d %+d %x %#o", 42, 42, 42, 42, 42, 255, 8);
	formatted(L"%ls|%8ls|%-8ls|%.2ls", L"h\u00e9llo", L"\u4e2d\u6587", L"\u4e2d\u6587", L"\u20ac\u00e9x");
	formatted(L"%s|%8s|%-8s|%.2s", "h\xc3\xa9llo", "\xe4\xb8\xad\xe6\x96\x87", "\xe4\xb8\xad\xe6\x96\x87", "\xe2\x82\xac\xc3\xa9x");
	formatted(L"%c%lc|%4lc|%-4lc|", 'a', L'\u20ac', L'\U0001F600', L'x');
	formatted(L"\u20ac %f %e %g %a \u20ac", 1.5, 1.5, 1.5, 1.5);
	formatted(L"%Lf %.3Lg", 1.5L, 2.25L);
	formatted(L"%2$ls %1$d %2$.1ls", 7, L"\u00e4b");
	formatted(L"%*d %-*d %.*f", 6, 1, 4, 2, 2, 3.14159);
	formatted(L"\u20ac\u20ac%n%s", &count, "x");
	printf("%d\n", count);
	formatted(L"%s", "bad \xff bytes");
	formatted(L"%%");
	formatted(L"%300d", 1);
	formatted(L"%p", (void *)0x1234);
	formatted(L"%lld %hhd %zu %jd", 1LL << 40, 300, (size_t)9, (intmax_t)-9);
	wchar_t one[1] = { L'#' };
	printf("%d %d\n", swprintf(one, 1, L""), (int)one[0]);
	FILE *file = tmpfile();
	printf("%d ", fwprintf(file, L"%ls %d %s\n", L"\u20ac uro", 12, "\xc3\xa9t\xc3\xa9"));
	printf("%d %d\n", fwide(file, 0) > 0, fwprintf(file, L"%400ls|", L"\u00e9"));
	char bytes[600];
	fflush(file);
	ssize_t length = pread(fileno(file), bytes, sizeof bytes, 0);
	printf("%zd %.*s\n", length, (int)length, bytes);
	fclose(file);
}

static void scanned(const wchar_t *text, const wchar_t *format)
{
	int number = -1, position = -1;
	wchar_t wide[32] = L"-", set[32] = L"-";
	char narrow[32] = "-";
	double real = -1;
	int result;
	if (wcschr(format, L'['))
		result = swscanf(text, format, set, &position);
	else if (wcschr(format, L'g'))
		result = swscanf(text, format, &real, &position);
	else if (wcschr(format, L's') && !wcsstr(format, L"ls"))
		result = swscanf(text, format, narrow, &position);
	else if (wcschr(format, L'l'))
		result = swscanf(text, format, wide, &position);
	else
		result = swscanf(text, format, &number, &position);
	printf("%d %d %d %g %s ", result, number, position, real, narrow);
	print(wide);
	printf(" ");
	print(set);
	printf("\n");
}

static void scanning(void)
{
	scanned(L"42 rest", L"%d%n");
	scanned(L"  \u2003 -17\u20ac", L"%d%n");
	scanned(L"\u20ac 5", L"\u20ac%d%n");
	scanned(L"\u20ac", L"x%d%n");
	scanned(L"", L"%d%n");
	scanned(L"12345", L"%3d%n");
	scanned(L"0x1fz", L"%i%n");
	scanned(L"1.5e3x", L"%lg%n");
	scanned(L"h\u00e9llo w\u00f6rld", L"%ls%n");
	scanned(L"h\u00e9llo w\u00f6rld", L"%s%n");
	scanned(L"h\u00e9llo w\u00f6rld", L"%3ls%n");
	scanned(L"h\u00e9llo", L"%3lc%n");
	scanned(L"\u00e4\u00f6\u00fcx", L"%l[\u00e4-\u00fc]%n");
	scanned(L"abc]\u20acd", L"%l[^\u20ac]%n");
	scanned(L"]ab", L"%l[]a]%n");
	scanned(L"abc", L"%l[^a]%n");
	scanned(L"50% x", L"50%%%d%n");
	scanned(L"7", L"%*d%n");
	wchar_t *allocated = NULL;
	printf("%d ", swscanf(L" \u4e2d\u6587 x", L"%mls", &allocated));
	print(allocated);
	printf("\n");
	free(allocated);
	FILE *file = tmpfile();
	static const char bytes[] = "12 \xe4\xb8\xad\xe6\x96\x87 3.5\nx\xc3\xa9";
	pwrite(fileno(file), bytes, sizeof bytes - 1, 0);
	int number;
	wchar_t word[8];
	float real;
	printf("%d", fwscanf(file, L"%d%ls%f", &number, word, &real));
	printf(" %d %d %g", number, (int)wcslen(word), real);
	printf(" %d %x %x %d\n", fwscanf(file, L" y"), fgetwc(file), fgetwc(file), fwscanf(file, L"%d", &number));
	fclose(file);
}

static void numbers(void)
{
	static const wchar_t *const texts[] = { L"12.5x", L" \u2003-0x1.8p3", L"inf", L"nan(x)", L"1e400", L"x", L"\u20ac", L"99999999999999999999", L"-12", L"0x", L"1e+" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		wchar_t *end;
		errno = 0;
		printf("%g", wcstod(texts[i], &end));
		printf(" %td %d", end - texts[i], errno);
		printf(" %Lg", wcstold(texts[i], &end));
		printf(" %td %g", end - texts[i], wcstof(texts[i], NULL));
		errno = 0;
		printf(" %ld", wcstol(texts[i], &end, 0));
		printf(" %td %d", end - texts[i], errno);
		printf(" %lu\n", wcstoul(texts[i], &end, 10));
	}
	/* Longer than any buffer, and exact: half between two doubles, and then one more digit. */
	wchar_t *text = malloc(3000 * sizeof *text), *end;
	wcscpy(text, L"1.00000000000000011102230246251565404236316680908203125");
	wmemset(text + wcslen(text), L'0', 2000);
	text[2100] = 0;
	text[2099] = 0;
	for (int i = 55; i < 2050; i++)
		text[i] = L'0';
	text[2050] = L'1';
	text[2051] = L'z';
	text[2052] = 0;
	printf("%.17g", wcstod(text, &end));
	printf(" %td\n", end - text);
	text[2050] = L'0';
	printf("%.17g\n", wcstod(text, &end));
	free(text);
}

static void memory(void)
{
	wchar_t *data;
	size_t size;
	FILE *file = open_wmemstream(&data, &size);
	fwprintf(file, L"\u20ac%d", 5);
	fflush(file);
	printf("%zu ", size);
	print(data);
	for (int i = 0; i < 100; i++)
		fputwc(0x4e00 + i, file);
	fflush(file);
	printf(" %zu %x", size, (unsigned)data[101]);
	fseek(file, 1, SEEK_SET);
	fputws(L"ab", file);
	fflush(file);
	printf(" %zu %x %x %x", size, (unsigned)data[0], (unsigned)data[1], (unsigned)data[3]);
	printf("\n");
	fclose(file);
	free(data);
}

void test_wideio(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	printing();
	scanning();
	numbers();
	memory();
	setlocale(LC_ALL, "C");
}

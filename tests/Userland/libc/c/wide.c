/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <locale.h>
#include <langinfo.h>
#include <uchar.h>
#include <wchar.h>
#include <wctype.h>

static void test_multibyte(void)
{
	static const char *texts[] = {
		"plain", "gr\xc3\xbc\xc3\x9f", "\xe2\x82\xac", "\xf0\x9f\x98\x80!", "a\xff" "b", "\xc3", "\xe2\x82", "\xed\xa0\x80", "\xc0\x80",
		"\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf", "x\xc3(",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		mbstate_t state = { 0 };
		wchar_t wide[32] = { 0 }, one = 0;
		const char *source = texts[i];
		errno = 0;
		size_t length = mbsrtowcs(wide, &source, 32, &state);
		printf("%zu: %zd errno %d, consumed %td", i, (ssize_t)length, errno, source ? source - texts[i] : -1);
		memset(&state, 0, sizeof state);
		errno = 0;
		printf(", mbrtowc %zd", (ssize_t)mbrtowc(&one, texts[i], strlen(texts[i]), &state));
		printf(" %lx errno %d, mbstowcs %zd\n", (long)one, errno, (ssize_t)mbstowcs(NULL, texts[i], 0));
		for (size_t j = 0; length != (size_t)-1 && j < length; j++)
			printf(" %lx", (long)wide[j]);
		puts("");
	}
	for (wchar_t c = 0; c < 0x110000; c += c < 0x1000 ? 0x7f : 0x6fff) {
		char bytes[8] = { 0 };
		errno = 0;
		int length = wctomb(bytes, c);
		printf("%lx: %d %d", (long)c, length, errno);
		for (int i = 0; i < length; i++)
			printf(" %02x", (unsigned char)bytes[i]);
		puts("");
	}
	mbstate_t state = { 0 };
	char16_t half;
	char32_t whole;
	SHOW("%zd", (ssize_t)mbrtoc16(&half, "\xf0\x9f\x98\x80", 4, &state));
	SHOW("%x", half);
	SHOW("%zd", (ssize_t)mbrtoc16(&half, "", 1, &state));
	SHOW("%x", half);
	memset(&state, 0, sizeof state);
	SHOW("%zd", (ssize_t)mbrtoc32(&whole, "\xf0\x9f\x98\x80", 4, &state));
	SHOW("%x", whole);
}

static void test_classes(void)
{
	static const wchar_t samples[] = L"aZ5_ \t\x7f\x80\xa0\xc4\xdf\xe4\xff\x100\x101\x3a9\x3c9\x416\x436\x5d0\x4e2d\x3042\xac00\x2028\x20ac\xffff\xfdd0\x1f600";
	static const char *kinds[] = { "alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "xdigit" };
	for (const wchar_t *c = samples; *c; c++) {
		if (*c == 0xfdd0 || *c == 0xffff || *c == 0x2028)
			continue;
		printf("%lx:", (long)*c);
		for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
			if (iswctype(*c, wctype(kinds[i])))
				printf(" %s", kinds[i]);
		printf(" -> %lx %lx width %d\n", (long)towupper(*c), (long)towlower(*c), wcwidth(*c));
	}
	SHOW("%d", wctype("nothing") == 0);
	SHOW("%lx", (long)towctrans(L'a', wctrans("toupper")));
	SHOW("%d", wcswidth(L"a\x4e2d\x301", 9));
}

static void test_wide_strings(void)
{
	wchar_t buffer[64], *rest;
	SHOW("%zu", wcslen(L"hello"));
	SHOW("%ls", wcscpy(buffer, L"hello"));
	SHOW("%ls", wcscat(buffer, L" world"));
	SHOW("%ls", wcsncat(buffer, L"!!!!", 2));
	SHOW("%td", wcschr(buffer, L'o') - buffer);
	SHOW("%td", wcsrchr(buffer, L'o') - buffer);
	SHOW("%td", wcsstr(buffer, L"wor") - buffer);
	SHOW("%d", wcsstr(buffer, L"x") == NULL);
	SHOW("%zu", wcsspn(buffer, L"elh"));
	SHOW("%zu", wcscspn(buffer, L"w"));
	SHOW("%d", wcscmp(L"a", L"b") < 0);
	SHOW("%d", wcsncmp(L"abc", L"abd", 2));
	SHOW("%d", wcscasecmp(L"\xc4pfel", L"\xe4PFEL"));
	SHOW("%d", wmemcmp(L"ab", L"ac", 2) < 0);
	for (wchar_t *word = wcstok(wcscpy(buffer, L",a,,b;c"), L",;", &rest); word; word = wcstok(NULL, L",;", &rest))
		printf("token %ls\n", word);
	SHOW("%ld", wcstol(L"  -0x1fz", &rest, 0));
	SHOW("%ls", rest);
	SHOW("%g", wcstod(L" 2.5e3x", &rest));
	SHOW("%ls", rest);
	SHOW("%lu", wcstoul(L"zz", &rest, 36));
	wchar_t *copy = wcsdup(L"copied");
	SHOW("%ls", copy);
	free(copy);
	SHOW("%zu", wcsxfrm(buffer, L"abc", 64) > 0 ? (size_t)1 : 0);
}

static void test_wide_streams(void)
{
	FILE *file = fopen("wide.txt", "w+");
	fputws(L"\x20ac uro\nzweite \x1f600\n", file);
	fputwc(L'\xe4', file);
	rewind(file);
	wchar_t line[32];
	while (fgetws(line, 8, file))
		printf("%zu %ls|\n", wcslen(line), line);
	SHOW("%d", feof(file) != 0);
	fclose(file);
	file = fopen("wide.txt", "r");
	wint_t first = fgetwc(file);
	SHOW("%lx", (long)first);
	SHOW("%d", ungetwc(first, file) == first);
	SHOW("%lx", (long)fgetwc(file));
	SHOW("%d", fwide(file, 0) > 0);
	fclose(file);
	remove("wide.txt");
}

void test_wide(void)
{
	SHOW("%s", setlocale(LC_ALL, "C.UTF-8"));
	SHOW("%s", nl_langinfo(CODESET));
	SHOW("%s", nl_langinfo(DAY_3));
	SHOW("%s", nl_langinfo(ABMON_12));
	SHOW("%s", nl_langinfo(RADIXCHAR));
	SHOW("%s", localeconv()->decimal_point);
	SHOW("%d", localeconv()->frac_digits);
	SHOW("%d", setlocale(LC_ALL, "xx_YY.nothing") == NULL);
	test_multibyte();
	test_classes();
	test_wide_strings();
	test_wide_streams();
	setlocale(LC_ALL, "C");
}

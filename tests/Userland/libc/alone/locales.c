/* SPDX-License-Identifier: MIT */
/* The C locale, whose characters are bytes (POSIX.1-2024 XBD 6.2), beside C.UTF-8. glibc's refuses the upper half of them. */
#include <fnmatch.h>
#include <langinfo.h>
#include <locale.h>
#include <pthread.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

static int failures;

static void check(int passed, int line, const char *text)
{
	if (!passed)
		printf("line %d: %s\n", line, text);
	failures += !passed;
}

#define CHECK(condition) check(condition, __LINE__, #condition)

static int is_named(int category, const char *name)
{
	const char *actual = setlocale(category, NULL);
	return actual && strcmp(actual, name) == 0;
}

static int matches(const char *pattern, const char *text)
{
	regex_t regex;
	int result = regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) == 0 && regexec(&regex, text, 0, NULL, 0) == 0;
	regfree(&regex);
	return result;
}

static void test_names(void)
{
	CHECK(is_named(LC_ALL, "C"));
	unsetenv("LC_ALL");
	unsetenv("LANG");
	setenv("LC_CTYPE", "xx_YY.UTF-8", 1);
	setenv("LC_TIME", "POSIX", 1);
	CHECK(setlocale(LC_ALL, "") != NULL);
	CHECK(is_named(LC_ALL, "C.UTF-8;C.UTF-8;C;C.UTF-8;C.UTF-8;C.UTF-8"));
	CHECK(is_named(LC_CTYPE, "C.UTF-8"));
	CHECK(is_named(LC_TIME, "C"));
	setenv("LC_ALL", "C", 1);
	CHECK(setlocale(LC_CTYPE, "") != NULL);
	CHECK(is_named(LC_ALL, "C;C.UTF-8;C;C.UTF-8;C.UTF-8;C.UTF-8"));
	CHECK(setlocale(LC_ALL, "") != NULL);
	CHECK(is_named(LC_ALL, "C"));
	CHECK(setlocale(LC_ALL, "C.UTF-8;C;C;C;C;POSIX") != NULL);
	CHECK(is_named(LC_ALL, "C.UTF-8;C;C;C;C;C"));
	CHECK(setlocale(LC_ALL, "C;C;C;C;C") == NULL);
	CHECK(setlocale(LC_ALL, "C;C;C;C;C;C;C") == NULL);
	CHECK(setlocale(LC_ALL, "C;C;C;C;C;xx") == NULL);
	CHECK(is_named(LC_ALL, "C.UTF-8;C;C;C;C;C"));
	CHECK(setlocale(LC_ALL, "POSIX") != NULL);
	CHECK(is_named(LC_ALL, "C"));
}

static void test_bytes(void)
{
	CHECK(MB_CUR_MAX == 1);
	CHECK(strcmp(nl_langinfo(CODESET), "ASCII") == 0);
	for (int i = 1; i < 256; i++) {
		char byte = (char)i, back = 0;
		wchar_t wide = 0;
		CHECK(mbtowc(&wide, &byte, 1) == 1);
		CHECK(wide == (i < 128 ? i : 0xDF00 + i));
		CHECK(wctomb(&back, wide) == 1 && back == byte);
		CHECK(btowc(i) == (wint_t)wide && wctob(wide) == i);
		CHECK(i < 128 || (!iswalpha(wide) && !iswprint(wide) && !iswspace(wide)));
	}
	char bytes[8];
	wchar_t wide[8];
	CHECK(wctomb(bytes, 0xE4) == -1 && wctomb(bytes, 0x20AC) == -1);
	CHECK(mbstowcs(wide, "\xe2\x82\xac", 8) == 3 && wide[0] == 0xDFE2 && wide[2] == 0xDFAC);
	CHECK(wcstombs(bytes, wide, 8) == 3 && memcmp(bytes, "\xe2\x82\xac", 4) == 0);
	CHECK(snprintf(bytes, 8, "%ls", wide) == 3 && memcmp(bytes, "\xe2\x82\xac", 4) == 0);
	CHECK(snprintf(bytes, 8, "%lc", 0x20AC) == -1);
	CHECK(sscanf("\xe4\xff", "%ls", wide) == 1 && wide[0] == 0xDFE4 && wide[1] == 0xDFFF && wide[2] == 0);
	CHECK(fnmatch("?", "\xe4", 0) == 0 && fnmatch("?", "\xc3\xa4", 0) != 0);
	CHECK(matches("^.$", "\xe4") && !matches("^.$", "\xc3\xa4") && matches("^[\xe0-\xef]$", "\xe4") && matches("^[\xc3\xa4]$", "\xa4"));
}

static void test_characters(void)
{
	wchar_t wide[8];
	CHECK(MB_CUR_MAX == 4);
	CHECK(strcmp(nl_langinfo(CODESET), "UTF-8") == 0);
	CHECK(btowc(0xE4) == WEOF && mbstowcs(wide, "\xe4", 8) == (size_t)-1);
	CHECK(mbstowcs(wide, "\xe2\x82\xac", 8) == 1 && wide[0] == 0x20AC);
	CHECK(fnmatch("?", "\xc3\xa4", 0) == 0 && matches("^.$", "\xc3\xa4") && !matches("^[\xc3\xa4]$", "\xc3\xb6"));
}

/* A stream keeps the encoding with which it became wide. */
static void test_streams(void)
{
	char bytes[8] = "";
	FILE *file = tmpfile();
	CHECK(fputws(L"a\xdfe2\xdf82\xdfac", file) >= 0 && fputwc(0x20AC, file) == WEOF);
	setlocale(LC_ALL, "C.UTF-8");
	CHECK(fwprintf(file, L"%s", "\xe2\x82\xac") == -1);
	rewind(file);
	CHECK(fgetwc(file) == 'a' && fgetwc(file) == 0xDFE2 && ungetwc(0xDFE2, file) == 0xDFE2 && fgetwc(file) == 0xDFE2);
	rewind(file);
	CHECK(fread(bytes, 1, 8, file) == 4 && memcmp(bytes, "a\xe2\x82\xac", 4) == 0);
	fclose(file);
	file = tmpfile();
	CHECK(fwprintf(file, L"%s|%3ls", "\xe2\x82\xac", L"\xe4") == 5);
	setlocale(LC_ALL, "C");
	rewind(file);
	CHECK(fgetwc(file) == 0x20AC);
	fclose(file);
	file = tmpfile();
	CHECK(fwprintf(file, L"%3s|%ls|%c", "\xe4\xff", L"\xdf80", 0x90) == 7);
	rewind(file);
	CHECK(fread(bytes, 1, 8, file) == 7 && memcmp(bytes, " \xe4\xff|\x80|\x90", 7) == 0);
	fclose(file);
}

static void *in_thread(void *locale)
{
	CHECK(MB_CUR_MAX == 1 && uselocale(locale) == LC_GLOBAL_LOCALE && MB_CUR_MAX == 4);
	return NULL;
}

static void test_objects(void)
{
	pthread_t thread;
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0), bytes = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	CHECK(utf8 && bytes && newlocale(LC_ALL_MASK, "xx", (locale_t)0) == NULL);
	CHECK(newlocale(LC_TIME_MASK, "C", utf8) == utf8);
	CHECK(strcmp(nl_langinfo_l(CODESET, utf8), "UTF-8") == 0 && strcmp(nl_langinfo_l(CODESET, bytes), "ASCII") == 0);
	CHECK(pthread_create(&thread, NULL, in_thread, utf8) == 0 && pthread_join(thread, NULL) == 0);
	CHECK(MB_CUR_MAX == 1 && uselocale((locale_t)0) == LC_GLOBAL_LOCALE);
	CHECK(uselocale(utf8) == LC_GLOBAL_LOCALE && MB_CUR_MAX == 4);
	test_characters();
	CHECK(uselocale(LC_GLOBAL_LOCALE) == utf8 && MB_CUR_MAX == 1);
	CHECK(strcmp(nl_langinfo_l(CODESET, duplocale(LC_GLOBAL_LOCALE)), "ASCII") == 0);
	freelocale(utf8);
	freelocale(bytes);
}

int main(void)
{
	test_names();
	test_bytes();
	test_streams();
	test_objects();
	CHECK(setlocale(LC_ALL, "C.UTF-8") != NULL);
	test_characters();
	return failures != 0;
}

/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <ctype.h>
#include <strings.h>

static int sign(int value)
{
	return (value > 0) - (value < 0);
}

void test_string(void)
{
	char a[64], b[64];
	char *rest;

	SHOW("%zu", strlen(""));
	SHOW("%zu", strlen("a longer string of some length"));
	SHOW("%zu", strnlen("abc", 2));
	SHOW("%s", strcpy(a, "copy"));
	SHOW("%s", strcat(a, " and cat"));
	SHOW("%s", strncat(a, "12345", 3));
	SHOW("%s", strncpy(b, "abc", 10));
	SHOW("%d", b[9]);
	SHOW("%td", stpcpy(b, "hello") - b);
	SHOW("%td", stpncpy(b, "hello", 3) - b);
	SHOW("%d", sign(strcmp("abc", "abd")));
	SHOW("%d", sign(strcmp("abc\xff", "abc\x01")));
	SHOW("%d", sign(strncmp("abcx", "abcy", 3)));
	SHOW("%d", sign(strcasecmp("HeLLo", "hEllO")));
	SHOW("%d", sign(strncasecmp("HeLLo", "hElpO", 4)));
	SHOW("%s", strchr("hello", 'l'));
	SHOW("%d", strchr("hello", 'z') == NULL);
	SHOW("%s", strchrnul("hello", 'z') - 1);
	SHOW("%s", strrchr("hello", 'l'));
	SHOW("%zu", strspn("aabbcc", "ab"));
	SHOW("%zu", strcspn("aabbcc", "c"));
	SHOW("%s", strpbrk("hello world", "ow"));
	SHOW("%s", strstr("hello world", "o w"));
	SHOW("%d", strstr("hello", "hello!") == NULL);
	SHOW("%s", strstr("abababac", "ababac"));
	SHOW("%s", strstr("x", ""));
	SHOW("%s", strcasestr("Hello World", "WORLD"));
	SHOW("%td", (char *)memmem("abcabcabd", 9, "abcabd", 6) - (char *)"abcabcabd" >= 0);
	SHOW("%s", (char *)memchr("hello", 'l', 5));
	SHOW("%s", (char *)memrchr("hello", 'l', 5));
	SHOW("%d", memchr("hello", 'o', 4) == NULL);
	SHOW("%d", sign(memcmp("abcdefghij", "abcdefghik", 10)));
	SHOW("%d", sign(memcmp("abcdefghij", "abcdefghik", 9)));
	strcpy(a, "0123456789abcdefghijklmnopqrstuvwxyz");
	memmove(a + 3, a, 30);
	SHOW("%s", a);
	strcpy(a, "0123456789abcdefghijklmnopqrstuvwxyz");
	memmove(a, a + 3, 30);
	SHOW("%s", a);
	memset(a, 'x', 40);
	a[40] = 0;
	SHOW("%s", a);
	SHOW("%s", (char *)memccpy(b, "abc:def", ':', 8) - 1);
	strcpy(a, " a, b ,,c ");
	for (char *p = strtok_r(a, " ,", &rest); p; p = strtok_r(NULL, " ,", &rest))
		printf("token [%s]\n", p);
	strcpy(a, "x:y::z");
	rest = a;
	for (char *p; (p = strsep(&rest, ":"));)
		printf("field [%s]\n", p);
	strcpy(a, "one two");
	SHOW("%s", strtok(a, " "));
	SHOW("%s", strtok(NULL, " "));
	SHOW("%d", strtok(NULL, " ") == NULL);
	rest = strndup("duplicate", 3);
	SHOW("%s", rest);
	free(rest);
	SHOW("%d", ffs(0x50));
	SHOW("%d", ffs(0));
	for (int i = 0; i < 134; i++)
		printf("%d %s\n", i, strerror(i));
	SHOW("%s", strerror(9999));
	for (int i = 1; i < 32; i++)
		printf("%d %s\n", i, strsignal(i));
	SHOW("%d", sign(strcoll("a", "b")));
}

void test_ctype(void)
{
	for (int c = -1; c < 256; c++)
		printf("%d: %d%d%d%d%d%d%d%d%d%d%d%d %d %d\n", c, !!isalnum(c), !!isalpha(c), !!isblank(c), !!iscntrl(c), !!isdigit(c),
			!!isgraph(c), !!islower(c), !!isprint(c), !!ispunct(c), !!isspace(c), !!isupper(c), !!isxdigit(c), tolower(c), toupper(c));
}

/* SPDX-License-Identifier: MIT */
/* string.h and strings.h: short texts of few letters, so that much is found. */
#include "random.h"
#include <strings.h>

enum { ROOM = 300 };

static char first[ROOM + 64], second[ROOM + 64], target[2 * ROOM + 64];

static size_t fill(char *text, unsigned longest)
{
	static const char *const sets[] = { "ab", "abAB", "a.b/ c", "\x01\x7f\x80\xff", "01ab9" };
	const char *set = sets[below(5)];
	size_t length = below(below(8) ? 20 : longest);
	for (size_t i = 0; i < length; i++)
		text[i] = set[next_random() % strlen(set)];
	text[length] = 0;
	return length;
}

static int sign(int value)
{
	return (value > 0) - (value < 0);
}

static int offset(const char *start, const char *found)
{
	return found ? (int)(found - start) : -1;
}

/* No standard has them: as in the host's library. */
void versions_case(void)
{
	fill(first, 12);
	fill(second, 12);
	if (below(2))
		memcpy(second, first, below((unsigned)strnlen(first, strlen(second)) + 1));
	result("strcasestr %d", offset(first, strcasestr(first, second)));
	result("strverscmp %s %s %d", first, second, sign(strverscmp(first, second)));
}

static void search(const char *a, const char *b, size_t a_length, size_t b_length)
{
	int c = below(3) ? (a_length ? a[below((unsigned)a_length)] : 'a') : (int)below(256);
	size_t n = below(30);
	size_t most = n < a_length ? n : a_length;
	result("chr %d %d %d %d", offset(a, strchr(a, c)), offset(a, strrchr(a, c)), offset(a, memchr(a, c, most)), offset(a, memrchr(a, c, most)));
	result("find %d %d", offset(a, strstr(a, b)), offset(a, memmem(a, a_length, b, b_length)));
	result("span %d %d %d %d", (int)strspn(a, b), (int)strcspn(a, b), offset(a, strpbrk(a, b)), offset(a, strchrnul(a, c)));
	result("length %d %d", (int)strlen(a), (int)strnlen(a, n));
}

static void compare(const char *a, const char *b, size_t a_length, size_t b_length)
{
	size_t n = below(30), common = a_length < b_length ? a_length : b_length;
	result("cmp %d %d %d", sign(strcmp(a, b)), sign(strncmp(a, b, n)), sign(memcmp(a, b, common)));
	result("case %d %d %d", sign(strcasecmp(a, b)), sign(strncasecmp(a, b, n)), sign(strcoll(a, b)));
}

static void copy(const char *a, const char *b, size_t a_length)
{
	size_t n = below(60), at = below(16);
	char *to = target + at;
	memset(target, '#', sizeof target);
	switch (below(8)) {
	case 0: result("%d", offset(to, stpcpy(to, a))); break;
	case 1: result("%d", offset(to, stpncpy(to, a, n))); break;
	case 2: strcpy(to, b); strncat(to, a, n); break;
	case 3: strncpy(to, a, n); break;
	case 4: result("%d", offset(to, memccpy(to, a, 'b', a_length))); break;
	case 5: memcpy(to, a, a_length + 1); memmove(to + below(20), to + below(20), n); break;
	case 6: memset(to, (int)below(256), n); result("%d", offset(to, mempcpy(to, a, a_length))); break;
	default: strcpy(to, a); strcat(to, b); break;
	}
	for (size_t i = 0; i < 160; i += 16) {
		uint64_t words[2];
		memcpy(words, target + i, 16);
		result("%lx %lx", words[0], words[1]);
	}
}

static void split(char *a, const char *b)
{
	char *rest, *text = strcpy(target, a), *word;
	if (below(2)) {
		for (word = strtok_r(text, b, &rest); word; word = strtok_r(NULL, b, &rest))
			result("token %s", word);
		return;
	}
	for (rest = text; (word = strsep(&rest, b));)
		result("part %s", word);
}

void strings_case(void)
{
	char *a = first + below(32), *b = second + below(32);
	size_t a_length = fill(a, ROOM), b_length = fill(b, 30);
	/* Half of the time the second is in the first. */
	if (below(2) && b_length && b_length <= a_length)
		memcpy(a + below((unsigned)(a_length - b_length) + 1), b, b_length);
	switch (below(4)) {
	case 0: search(a, b, a_length, b_length); break;
	case 1: compare(a, b, a_length, b_length); break;
	case 2: copy(a, b, a_length); break;
	default: split(a, b); break;
	}
}

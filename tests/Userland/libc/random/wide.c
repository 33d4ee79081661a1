/* SPDX-License-Identifier: MIT */
/* Wide characters, UTF-8 well-formed and not, and wide streams. */
#include "random.h"
#include <errno.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

static wchar_t first[100], second[100], target[300];
static char bytes[600];

static int sign(int value)
{
	return (value > 0) - (value < 0);
}

static int offset(const wchar_t *start, const wchar_t *found)
{
	return found ? (int)(found - start) : -1;
}

static wchar_t any_character(void)
{
	switch (below(6)) {
	case 0: return (wchar_t)(0x80 + below(0x780));
	case 1: return (wchar_t)(0x800 + below(0xd000));
	case 2: return (wchar_t)(0x10000 + below(0x100000));
	case 3: return (wchar_t)(0xe000 + below(0x1ff0));
	default: return (wchar_t)(1 + below(0x7f));
	}
}

static size_t fill(wchar_t *text, unsigned longest)
{
	size_t length = below(longest);
	int is_small = below(3) != 0;
	for (size_t i = 0; i < length; i++)
		text[i] = is_small ? L"ab \u00e4"[below(4)] : any_character();
	text[length] = 0;
	return length;
}

/*
 * Mostly UTF-8, and some of it broken. Without starts that no character has, which glibc takes for one (POSIX.1-2024 mbrtowc(): that is for what may
 * be completed), and whole at the end, where glibc reports no error (C23 7.31.3.1: too few bytes are one).
 */
static size_t fill_bytes(void)
{
	size_t length = 0;
	mbstate_t fresh = { 0 };
	for (int i = (int)below(40); i > 0; i--)
		length += below(8) ? wcrtomb(bytes + length, any_character(), &fresh) : (bytes[length] = (char)(below(3) ? 1 + below(0xbf) : "\xc2\xdf\xe1\xec"[below(4)]), (size_t)1);
	bytes[length++] = 'z';
	bytes[length] = 0;
	return length;
}

static void decode(void)
{
	size_t length = fill_bytes();
	mbstate_t state = { 0 };
	for (size_t at = 0; at < length;) {
		wchar_t character = 0;
		size_t most = 1 + below(5), taken;
		if (most > length - at)
			most = length - at;
		taken = mbrtowc(&character, bytes + at, most, &state);
		/* After an error the state says nothing. */
		result("mbrtowc %d %lx %d", (int)taken, (unsigned long)(taken <= most ? character : 0), taken != (size_t)-1 && mbsinit(&state));
		if (taken == (size_t)-1) {
			result("%d", errno);
			memset(&state, 0, sizeof state);
			taken = 1;
		}
		at += taken == (size_t)-2 ? most : taken ? taken : 1;
	}
	/* Where it stops at what is broken. */
	const char *source = bytes;
	memset(&state, 0, sizeof state);
	size_t count = mbsrtowcs(target, &source, below(50), &state);
	/* C has the pointer stay at what is broken; glibc moves it on. */
	result("mbsrtowcs %d %d", (int)count, source && count != (size_t)-1 ? (int)(source - bytes) : -1);
	for (size_t i = 0; i < 10 && count != (size_t)-1 && i < count; i++)
		result("%lx", (unsigned long)target[i]);
	result("mbstowcs %d", (int)mbstowcs(NULL, bytes, 0));
}

static void encode(void)
{
	fill(first, 60);
	const wchar_t *source = first;
	mbstate_t state = { 0 };
	memset(bytes, 0, sizeof bytes);
	size_t room = below(150), count = wcsrtombs(bytes, &source, room, &state);
	result("wcsrtombs %d %d %s", (int)count, source ? (int)(source - first) : -1, bytes);
	wchar_t odd = (wchar_t)(below(2) ? 0xd800 + below(0x900) : below(0x110000));
	char one[8] = "";
	int length = (int)wcrtomb(one, odd, &state);
	result("wcrtomb %lx %d %s", (unsigned long)odd, length, length > 0 ? one : "");
	result("mblen %d", mblen(bytes, 4));
}

static void texts(void)
{
	size_t a = fill(first, 40), b = fill(second, below(2) ? 4 : 40), n = below(30);
	wchar_t c = a ? first[below((unsigned)a)] : L'a';
	result("%d %d %d %d", (int)wcslen(first), (int)wcsnlen(first, n), offset(first, wcschr(first, c)), offset(first, wcsrchr(first, c)));
	result("%d %d %d %d", offset(first, wcsstr(first, second)), (int)wcsspn(first, second), (int)wcscspn(first, second), offset(first, wcspbrk(first, second)));
	result("%d %d %d", sign(wcscmp(first, second)), sign(wcsncmp(first, second, n)), sign(wmemcmp(first, second, a < b ? a : b)));
	result("%d", offset(first, wmemchr(first, c, n < a ? n : a)));
	wmemset(target, L'#', 120);
	switch (below(5)) {
	case 0: wcscat(wcscpy(target, first), second); break;
	case 1: wcsncpy(target, first, n); break;
	case 2: wcsncat(wcscpy(target, second), first, n); break;
	case 3: wmemmove(target + 3, wmemcpy(target, first, a), n); break;
	default: result("%d", offset(target, wcpncpy(target, first, n))); break;
	}
	for (int i = 0; i < 120; i += 3)
		result("%lx %lx %lx", (unsigned long)target[i], (unsigned long)target[i + 1], (unsigned long)target[i + 2]);
	wchar_t *rest, *word;
	for (word = wcstok(first, second, &rest); word; word = wcstok(NULL, second, &rest))
		result("token %d", offset(first, word));
	/* The tables of classes follow different editions of Unicode; ASCII is ASCII. */
	wint_t letter = below(128);
	result("%d %d %d %d %lx %lx", !!iswalpha(letter), !!iswspace(letter), !!iswpunct(letter), !!iswprint(letter), (unsigned long)towupper(letter), (unsigned long)towlower(letter));
}

static void numbers(void)
{
	static const wchar_t letters[] = L"0123456789.eE+-xX ";
	size_t length = below(12);
	for (size_t i = 0; i < length; i++)
		first[i] = letters[below(18)];
	first[length] = 0;
	wchar_t *end;
	double value = wcstod(first, &end);
	uint64_t word;
	memcpy(&word, &value, 8);
	result("wcstod %lx %d", (unsigned long)word, offset(first, end));
	result("wcstol %lx", (unsigned long)wcstol(first, &end, (int[]){ 0, 8, 10, 16, 36 }[below(5)]));
	result("%d", offset(first, end));
	int room = 1 + (int)below(30), made = swprintf(target, (size_t)room, L"%*ls|%d|%.3s", (int)below(8), L"\u00e4b", (int)below(1000), "xyzzy");
	result("swprintf %d", made < 0 ? -1 : made);
	int number = 0, count = swscanf(first, L"%d%ls", &number, target);
	result("swscanf %d %d", count, number);
}

/* In musl an encoding error is no error of the stream, as POSIX.1-2024 fgetwc() says it is: as in the host's library. */
void wide_streams_case(void)
{
	static FILE *file;
	if (!file)
		file = tmpfile();
	size_t length = fill_bytes();
	/* A stream has an orientation until it is opened anew. */
	int fd = dup(fileno(file));
	FILE *stream = fdopen(fd, "w+");
	(void)!ftruncate(fd, 0);
	(void)!pwrite(fd, bytes, length, 0);
	rewind(stream);
	if (below(2))
		setvbuf(stream, NULL, _IOFBF, 1 + below(10));
	for (int i = 0; i < 60; i++) {
		errno = 0;
		if (below(5)) {
			wint_t c = fgetwc(stream);
			result("fgetwc %lx %d", (unsigned long)c, errno);
			if (c == WEOF)
				break;
			if (below(6) == 0)
				result("ungetwc %lx", (unsigned long)ungetwc(c, stream));
		} else {
			wchar_t *line = fgetws(target, 2 + (int)below(10), stream);
			result("fgetws %d %d", line ? (int)wcslen(line) : -1, errno);
			if (!line)
				break;
		}
	}
	result("%d %d %d", fwide(stream, 0) > 0, !!feof(stream), !!ferror(stream));
	fclose(stream);
}

void wide_case(void)
{
	switch (below(4)) {
	case 0: decode(); break;
	case 1: encode(); break;
	case 2: texts(); break;
	default: numbers(); break;
	}
}

/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <iconv.h>
#include <stdint.h>

static const char *const tables[] = {
	"ASCII", "ISO-8859-1", "ISO-8859-2", "ISO-8859-3", "ISO-8859-4", "ISO-8859-5", "ISO-8859-6", "ISO-8859-7", "ISO-8859-8", "ISO-8859-9", "ISO-8859-10",
	"ISO-8859-11", "ISO-8859-13", "ISO-8859-14", "ISO-8859-15", "ISO-8859-16", "KOI8-R", "KOI8-U", "CP1250", "CP1251", "CP1252", "CP1253", "CP1254",
	"CP1255", "CP1256", "CP1257", "CP1258", "CP437", "CP737", "CP775", "CP850", "CP852", "CP855", "CP857", "CP858", "CP860", "CP861", "CP862", "CP863",
	"CP865", "CP866", "CP874",
};

static size_t convert(iconv_t conversion, const void *source, size_t length, void *target, size_t *room)
{
	char *in = (char *)source, *out = target;
	size_t size = *room;
	size_t result = iconv(conversion, &in, &length, &out, room);
	if (result != (size_t)-1)
		iconv(conversion, NULL, NULL, &out, room);
	*room = size - *room;
	return result;
}

/* Each byte, and how many characters of the first plane have which bytes. */
static void whole(const char *name)
{
	iconv_t from = iconv_open("UTF-32LE", name), to = iconv_open(name, "UTF-32LE");
	printf("%s %d:", name, from == (iconv_t)-1 || to == (iconv_t)-1);
	for (int byte = 0; byte < 256; byte++) {
		unsigned char source = (unsigned char)byte;
		uint32_t wide[4] = { 0 };
		size_t room = sizeof wide, result = convert(from, &source, 1, wide, &room);
		if (result == (size_t)-1)
			printf(" -");
		else if (wide[0] != (unsigned)byte || room != 4)
			printf(" %x", wide[0]);
		iconv(from, NULL, NULL, NULL, NULL);
	}
	int count = 0;
	uint32_t sum = 0;
	/* The host composes and takes apart what these have in pieces. */
	for (uint32_t c = 0; c < 0x10000 && strcmp(name, "CP1255") && strcmp(name, "CP1258"); c++) {
		unsigned char bytes[4];
		size_t room = sizeof bytes;
		if (c >= 0xd800 && c < 0xe000)
			continue;
		if (convert(to, &c, 4, bytes, &room) == 0) {
			count++;
			sum = sum * 31 + c * 257 + bytes[0];
		}
	}
	printf(" : %d %08x\n", count, sum);
	iconv_close(from);
	iconv_close(to);
}

static uint32_t hash(uint32_t sum, const void *bytes, size_t length)
{
	for (const unsigned char *p = bytes; length > 0; length--)
		sum = (sum ^ *p++) * 16777619;
	return sum;
}

/* All of two bytes (behind SHIFT if it is one), all of one, and all characters of three planes, by the leads' upper halves and the planes' sixteenths. */
static void grid(const char *name, int shift)
{
	iconv_t from = iconv_open("UTF-32LE", name), to = iconv_open(name, "UTF-32LE");
	printf("%s %d:", name, from == (iconv_t)-1 || to == (iconv_t)-1);
	int count = 0;
	uint32_t sum = 0;
	for (int code = 0; code < 0x10000; code++) {
		unsigned char source[3] = { (unsigned char)shift, (unsigned char)(code >> 8), (unsigned char)code };
		uint32_t wide[4];
		size_t room = sizeof wide, length = shift ? 3 : code < 0x100 ? 1 : 2;
		/* KS X 1001:2002 has a sign that glibc's UHC does not. */
		if (convert(from, source + 3 - length, length, wide, &room) != (size_t)-1 && !(code == 0xa2e8 && !strcmp(name, "UHC"))) {
			count++;
			sum = hash(hash(sum, source, 3), wide, room);
		}
		iconv(from, NULL, NULL, NULL, NULL);
		if ((code & 0xfff) == 0xfff) {
			printf(" %d %08x", count, sum);
			count = 0;
			sum = 0;
		}
	}
	printf("\n%s:", name);
	for (uint32_t c = 0; c < 0x30000; c++) {
		unsigned char bytes[16];
		size_t room = sizeof bytes;
		/* Surrogates, and private characters to which glibc's GB 18030 gives nothing. */
		if (!((c >= 0xd800 && c < 0xe000) || (c >= 0xe78d && c < 0xe865) || (c == 0x327e && !strcmp(name, "UHC"))) && convert(to, &c, 4, bytes, &room) != (size_t)-1) {
			count++;
			sum = hash(hash(sum, &c, 4), bytes, room);
		}
		iconv(to, NULL, NULL, NULL, NULL);
		if ((c & 0x1fff) == 0x1fff) {
			printf(" %d %08x", count, sum);
			count = 0;
			sum = 0;
		}
	}
	printf("\n");
	iconv_close(from);
	iconv_close(to);
}

/* Each of four bytes that stands for the first plane but the last of it, whose private ones glibc leaves out. */
static void four_bytes(void)
{
	iconv_t from = iconv_open("UTF-32LE", "GB18030");
	uint32_t sum = 0;
	int count = 0;
	for (unsigned index = 0; index < 39000; index++) {
		unsigned char source[4] = { (unsigned char)(0x81 + index / 12600), (unsigned char)(0x30 + index / 1260 % 10), (unsigned char)(0x81 + index / 10 % 126),
			(unsigned char)(0x30 + index % 10) };
		uint32_t c = 0;
		size_t room = sizeof c;
		if (convert(from, source, 4, &c, &room) == (size_t)-1)
			iconv(from, NULL, NULL, NULL, NULL);
		else if (c < 0xe78d || c > 0xe865) {
			count++;
			sum = hash(sum, &c, 4) + index;
		}
	}
	printf("four bytes: %d %08x\n", count, sum);
	iconv_close(from);
}

static void one(const char *target, const char *source, const char *bytes, size_t length, size_t space)
{
	iconv_t conversion = iconv_open(target, source);
	char out[256], *in = (char *)bytes, *end = out;
	size_t left = length, room = space;
	printf("%s > %s:", source, target);
	if (conversion == (iconv_t)-1) {
		printf(" %d\n", errno);
		return;
	}
	errno = 0;
	size_t result = iconv(conversion, &in, &left, &end, &room);
	printf(" %zd %d %zu %zu:", (ssize_t)result, errno, left, room);
	for (char *p = out; p < end; p++)
		printf(" %02x", (unsigned char)*p);
	printf(" %d\n", iconv_close(conversion));
}

/* What //IGNORE leaves. glibc answers EILSEQ when all is done; POSIX.1-2024 has iconv count what it has left out. */
static void ignoring(const char *target, const char *source, const char *bytes, size_t length, int count)
{
	iconv_t conversion = iconv_open(target, source);
	char out[256], *in = (char *)bytes, *end = out;
	size_t left = length, room = sizeof out;
	ssize_t result = iconv(conversion, &in, &left, &end, &room);
	printf("%s > %s, %d left out: %zu %zu:", source, target, count, left, room);
	for (char *p = out; p < end; p++)
		printf(" %02x", (unsigned char)*p);
	printf(" %d\n", iconv_close(conversion));
#ifndef __GLIBC__
	if (result != count)
		printf("not %zd\n", result);
#endif
}

#define IGNORING(target, source, text, count) ignoring(target "//IGNORE", source, text, sizeof text - 1, count)
#define ONE(target, source, text) one(target, source, text, sizeof text - 1, 200)

static void east_asian(void)
{
	static const char *const names[] = { "SJIS", "CP932", "EUC-JP", "GB2312", "GBK", "GB18030", "BIG5", "EUC-KR", "UHC" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		grid(names[i], 0);
	grid("EUC-JP", 0x8f);
	four_bytes();
	static const char *const others[] = { "Shift_JIS", "MS_KANJI", "windows-31j", "ujis", "EUC-CN", "CP936", "cp950", "BIG-FIVE", "cp949", "iso2022jp" };
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		ONE(others[i], "UTF-8", "a\xe4\xb8\xadz");
		ONE(others[i], "UTF-8", "\xf0\x9f\x98\x80z");
	}
	/* What ends too early, and what cannot go on. */
	static const char *const cut[] = { "SJIS", "EUC-JP", "GBK", "GB18030", "BIG5", "EUC-KR", "UHC" };
	for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
		ONE("UTF-8", cut[i], "a\xb0");
		ONE("UTF-8", cut[i], "a\xb0 b");
		ONE("UTF-8", cut[i], "a\xff\xff");
	}
	ONE("UTF-8", "EUC-JP", "\x8e");
	ONE("UTF-8", "EUC-JP", "\x8e\xb1\x8f\xb0\xa1");
	ONE("UTF-8", "EUC-JP", "\x8f\xb0");
	ONE("UTF-8", "EUC-JP", "\x8e\xf0");
	ONE("UTF-8", "GB18030", "\x81\x30");
	ONE("UTF-8", "GB18030", "\x81\x30\x81");
	ONE("UTF-8", "GB18030", "\x81\x30\x81x");
	ONE("UTF-8", "GB18030", "\x90\x30\x81\x30\xe3\x32\x9a\x35");
	ONE("UTF-8", "GB18030", "\xe3\x32\x9a\x36");
	ONE("UTF-8", "GB18030", "\x84\x31\xa4\x39\x84\x31\xa5\x30");
	ONE("GB18030", "UTF-8", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\xef\xbf\xbf");
	one("GB18030", "UTF-8", "\xf0\x90\x80\x80", 4, 3);
	one("EUC-KR", "UTF-8", "a\xed\x95\x9c", 4, 2);
	ONE("EUC-KR//TRANSLIT", "UTF-8", "\xed\x95\x9c\xe2\x80\x94\xc3\xa9");
	IGNORING("GB2312", "UTF-8", "a\xe4\xb8\xad\xf0\x9f\x98\x80z", 1);
	/* Escape sequences: only where the set changes, and back at the end. */
	static const char *const shifted[] = { "\x1b$B0!a!\x1b(Bx", "\x1b$@0!\n0!", "\x1b(J\\~\x1b(B\\~", "\x1b", "\x1b$", "\x1b(", "\x80", "\x1b$B0", "\x1b$B\x7f", "\x1b$B0\x7f",
		"\x1b(B\x1b(J\x1b$B" };
	for (size_t i = 0; i < sizeof shifted / sizeof *shifted; i++)
		one("UTF-8", "ISO-2022-JP", shifted[i], strlen(shifted[i]), 200);
	static const char *const plain[] = { "\xe3\x81\x82\xe4\xba\x9c" "b", "\xe3\x81\x82\n\xe3\x81\x82", "\xc2\xa5" "a\\~\xe2\x80\xbe", "\xe3\x81\x82\xc2\xa5\n", "\xef\xbd\xb1", "\xe3\x81\x82\xe2\x82\xac" };
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		unsigned char out[100];
		size_t room = sizeof out;
		iconv_t conversion = iconv_open("ISO-2022-JP", "UTF-8");
		printf("%zu: %d", i, (int)convert(conversion, plain[i], strlen(plain[i]), out, &room));
		for (size_t k = 0; k < room; k++)
			printf(" %02x", out[k]);
		/* No room for the end. */
		char *in = "\xe3\x81\x82", *end = (char *)out;
		size_t left = 3;
		room = 5;
		iconv(conversion, NULL, NULL, NULL, NULL);
		printf(" %d", (int)iconv(conversion, &in, &left, &end, &room));
		errno = 0;
		printf(" %d", (int)iconv(conversion, NULL, NULL, &end, &room));
		room = 3;
		printf(" %d %d %zu\n", errno, (int)iconv(conversion, NULL, NULL, &end, &room), room);
		iconv_close(conversion);
	}
	one("ISO-2022-JP", "UTF-8", "\xe3\x81\x82", 3, 2);
}

void test_charsets(void)
{
	east_asian();
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		whole(tables[i]);
	static const char *const wide[] = { "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE", "UCS-2LE", "UCS-2BE", "UCS-4", "UCS-4LE",
		"WCHAR_T", "utf8", "Latin1", "iso_8859-15", "koi8-r//", "windows-1252", "L2", "US-ASCII", "cp437" };
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
		ONE(wide[i], "UTF-8", "a\xc3\xa9");
		ONE(wide[i], "UTF-8", "\xe2\x82\xac");
		ONE(wide[i], "UTF-8", "\xf0\x9f\x98\x80z");
	}
	ONE("UTF-8", "UTF-16", "\xff\xfe" "a\0\xac\x20");
	ONE("UTF-8", "UTF-16", "\xfe\xff\0a\x20\xac");
	ONE("UTF-8", "UTF-16", "a\0");
	ONE("UTF-8", "UTF-16LE", "\xff\xfe" "a\0");
	ONE("UTF-8", "UTF-16LE", "\x3d\xd8\x00\xde");
	ONE("UTF-8", "UTF-16LE", "\x3d\xd8");
	ONE("UTF-8", "UTF-16LE", "\x3d\xd8" "a\0");
	ONE("UTF-8", "UTF-16LE", "\x00\xde");
	ONE("UTF-8", "UTF-16LE", "a");
	ONE("UTF-8", "UTF-32", "\0\0\xfe\xff\0\0\0a");
	ONE("UTF-8", "UTF-32LE", "\0\0\x11\0");
	ONE("UTF-8", "UTF-32LE", "\0\xd8\0\0");
	ONE("UTF-16LE", "UTF-8", "\xc0\x80");
	ONE("UTF-16LE", "UTF-8", "ab\xed\xa0\x80");
	ONE("UTF-16LE", "UTF-8", "ab\xe2\x82");
	ONE("UTF-16LE", "UTF-8", "ab\xe2x");
	ONE("UTF-16LE", "UTF-8", "\xf4\x90\x80\x80");
	ONE("UTF-16LE", "UTF-8", "\x80");
	ONE("ASCII", "UTF-8", "x\xc3\xa9y");
	ONE("ISO-8859-1", "UTF-8", "x\xe2\x82\xacy");
	ONE("ASCII//TRANSLIT", "UTF-8", "\xe2\x80\x9cx\xe2\x80\x9d \xe2\x82\xac \xe2\x80\xa6 \xc2\xab \xc3\x9f \xef\xac\x81");
	ONE("ISO-8859-1//TRANSLIT", "UTF-8", "\xe2\x80\x98\xc3\xa9\xe2\x80\x99 \xe2\x80\x94");
	one("UTF-16LE", "UTF-8", "abc", 3, 5);
	one("UTF-16", "UTF-8", "abc", 3, 3);
	one("ASCII//TRANSLIT", "UTF-8", "\xe2\x82\xac", 3, 2);
	one("UTF-8", "ISO-8859-1", "a\xe9", 2, 2);
	IGNORING("ASCII", "UTF-8", "a\xc3\xa4\xe2\x82\xac\xe6\x97\xa5z", 3);
	IGNORING("ISO-8859-1", "UTF-8", "a\xc3\xa4\xe2\x82\xac\xe6\x97\xa5z", 2);
	IGNORING("ASCII", "UTF-8", "a\xff\xc3z", 2);
	IGNORING("UTF-16LE", "UTF-8", "a\xed\xa0\x80z", 3);
	IGNORING("ASCII", "UTF-16LE", "a\0\x00\xd8z\0", 1);
	IGNORING("ASCII", "UTF-16BE", "\0a\xdc\x00\0z", 1);
	IGNORING("UTF-8", "UTF-32LE", "a\0\0\0\0\0\x11\0z\0\0\0", 1);
	IGNORING("UTF-8", "ASCII", "a\x80z", 1);
	IGNORING("ISO-8859-2", "ISO-8859-1", "a\xd0\xe4z", 1);
	IGNORING("ASCII", "UTF-8", "abc", 0);
	ONE("ASCII//TRANSLIT//IGNORE", "UTF-8", "a\xc3\xa4\xe2\x82\xacz");
	ONE("no such", "UTF-8", "a");
	ONE("UTF-8", "no such", "a");
	ONE("", "ISO-8859-1", "a");
	/* In pieces: what is left over is given again. */
	iconv_t conversion = iconv_open("UTF-16BE", "UTF-8");
	static const char text[] = "\xe2\x82\xac\xc3\xa9x";
	char rest[8], out[32], *end = out;
	size_t kept = 0, room = sizeof out;
	for (size_t i = 0; i < sizeof text - 1; i++) {
		rest[kept++] = text[i];
		char *in = rest;
		iconv(conversion, &in, &kept, &end, &room);
		memmove(rest, in, kept);
	}
	for (char *p = out; p < end; p++)
		printf("%02x ", (unsigned char)*p);
	printf("%zu\n", kept);
	iconv_close(conversion);
}

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

void test_charsets(void)
{
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

/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <libintl.h>
#include <locale.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

static void put(FILE *file, uint32_t word, int swapped)
{
	word = swapped ? __builtin_bswap32(word) : word;
	fwrite(&word, 4, 1, file);
}

/* A catalog of pairs in order, as msgfmt would write it; lengths are those up to the last of "forms" zeros. */
static void catalog(const char *path, const char *const (*pairs)[2], const int *forms, int count, int swapped, uint32_t magic)
{
	FILE *file = fopen(path, "w");
	uint32_t at = 28 + 16 * (uint32_t)count;
	put(file, magic, swapped);
	put(file, 0, swapped);
	put(file, (uint32_t)count, swapped);
	put(file, 28, swapped);
	put(file, 28 + 8 * (uint32_t)count, swapped);
	put(file, 0, swapped);
	put(file, 0, swapped);
	for (int side = 0; side < 2; side++)
		for (int i = 0; i < count; i++) {
			uint32_t length = 0;
			for (int k = 0; k < (side ? forms[i] : forms[i] > 1 ? 2 : 1); k++)
				length += (uint32_t)strlen(pairs[i][side] + length) + 1;
			put(file, length - 1, swapped);
			put(file, at, swapped);
			at += length;
		}
	for (int side = 0; side < 2; side++)
		for (int i = 0; i < count; i++) {
			uint32_t length = 0;
			for (int k = 0; k < (side ? forms[i] : forms[i] > 1 ? 2 : 1); k++)
				length += (uint32_t)strlen(pairs[i][side] + length) + 1;
			fwrite(pairs[i][side], 1, length, file);
		}
	fclose(file);
}

static void show(const char *domain)
{
	printf("%s", dgettext(domain, "hello"));
	printf(" %s", dgettext(domain, "unknown"));
	for (unsigned long n = 0; n < 26; n += n < 6 ? 1 : 5)
		printf(" %lu:%s", n, dngettext(domain, "%d file", "%d files", n));
	printf(" %s\n", dngettext(domain, "one", "many", 5));
}

#define HEADER(rule) "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=3; plural=" rule ";\n"

void test_texts(void)
{
	static const char *const german[][2] = { { "", HEADER("n != 1") }, { "%d file\0%d files", "%d Datei\0%d Dateien" }, { "hello", "hallo" } };
	static const char *const polish[][2] = { { "", HEADER("(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)") },
		{ "%d file\0%d files", "%d plik\0%d pliki\0%d plik\xc3\xb3w" }, { "hello", "cze\xc5\x9b\xc4\x87" } };
	static const char *const wrong[][2] = { { "", HEADER("n ? 7 : !n") }, { "%d file\0%d files", "zero\0one" }, { "hello", "wrong" } };
	static const int forms[] = { 1, 2, 1 }, three[] = { 1, 3, 1 };
	char here[4096], path[5000];
	getcwd(here, sizeof here);
	snprintf(path, sizeof path, "%s/texts", here);
	static const char *const languages[] = { "de", "pl_PL", "xw", "sw", "bad" };
	mkdir(path, 0700);
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
		snprintf(path, sizeof path, "texts/%s", languages[i]);
		mkdir(path, 0700);
		strcat(path, "/LC_MESSAGES");
		mkdir(path, 0700);
	}
	catalog("texts/de/LC_MESSAGES/test.mo", german, forms, 3, 0, 0x950412de);
	catalog("texts/pl_PL/LC_MESSAGES/test.mo", polish, three, 3, 0, 0x950412de);
	catalog("texts/xw/LC_MESSAGES/test.mo", wrong, forms, 3, 0, 0x950412de);
	catalog("texts/sw/LC_MESSAGES/test.mo", german, forms, 3, 1, 0x950412de);
	catalog("texts/bad/LC_MESSAGES/test.mo", german, forms, 3, 0, 0x12345678);
	printf("%s", textdomain(NULL));
	printf(" %s %s", gettext("hello"), bindtextdomain("other", NULL));
	snprintf(path, sizeof path, "%s/texts", here);
	printf(" %d", strcmp(bindtextdomain("test", path), path));
	printf(" %d\n", strcmp(bindtextdomain("test", NULL), path));
	static const char *const settings[] = { "de", "pl_PL.UTF-8", "pl_PL@variant", "fr:de", "nothing", "de_AT.UTF-8@x", "xw", "sw", "bad:de", "" };
	setenv("LANGUAGE", "de", 1);
	show("test");
	setlocale(LC_ALL, "C.UTF-8");
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		/* The host looks at the language anew when a domain is set. */
		setenv("LANGUAGE", settings[i], 1);
		textdomain("test");
		printf("%s: ", settings[i]);
		show("test");
	}
	setenv("LANGUAGE", "de", 1);
	printf("%s", textdomain("test"));
	printf(" %s", gettext("hello"));
	printf(" %s", ngettext("%d file", "%d files", 1));
	printf(" %s", dcgettext("test", "hello", LC_MESSAGES));
	printf(" %s", dcngettext("test", "%d file", "%d files", 2, LC_MESSAGES));
	printf(" %s\n", dgettext("other", "hello"));
	unsetenv("LANGUAGE");
	setlocale(LC_ALL, "C");
}

/* SPDX-License-Identifier: MIT */
/* wordexp: quotes, parameters, fields, patterns, commands and arithmetic, and what is refused. */
#include "common.h"
#include <unistd.h>
#include <wordexp.h>

static void show(const char *text, int flags)
{
	wordexp_t words = { 0 };
	int error = wordexp(text, &words, flags);
	printf("[%s] %d:", text, error);
	if (error == 0) {
		for (size_t i = 0; i < words.we_wordc; i++)
			printf(" <%s>", words.we_wordv[i]);
		printf(" %d", !words.we_wordv || words.we_wordv[words.we_wordc] == 0); /* the host may leave none */
		wordfree(&words);
	}
	printf("\n");
}

static const char *const texts[] = {
	"", "   ", "one", " one two\tthree ", "'single  quoted' \"double  quoted\" plain\\ one", "a'b'\"c\"d", "\"\" '' x", "\"a\\\"b\\$c\\`d\\\\e\\f\"", "back\\slash \\\\ \\'",
	"a\\\nb", "$WORD", "${WORD}", "x${WORD}y", "\"$WORD\"", "'$WORD'", "$SPACED", "\"$SPACED\"", "x\"${SPACED}\"y", "$UNSET", "\"$UNSET\"", "a${UNSET}b", "$", "a$ b", "$WORD$WORD",
	"${UNSET:-default}", "${UNSET:-two words}", "\"${UNSET:-two words}\"", "${UNSET-}", "${EMPTY:-x}", "${EMPTY-x}", "${WORD:-x}", "${WORD:+yes}", "${UNSET:+yes}x", "${EMPTY+set}", "${EMPTY:+set}y",
	"${ASSIGNED:=value} $ASSIGNED", "${#WORD}", "${#EMPTY}", "${PATHLIKE#*/}", "${PATHLIKE##*/}", "${PATHLIKE%/*}", "${PATHLIKE%%/*}", "${PATHLIKE%.txt}", "${PATHLIKE#nothing}",
	"${UNSET:-$WORD}", "${UNSET:-${EMPTY:-deep}}", "$COLONS", "~", "~/x", "\"~\"", "x~", "~root", "~root/y", "~nobodyknows/z", "\\~",
	"*.c", "[ab].c", "'*.c'", "\"*.c\"", "\\*.c", "none*", "?.h", "\"$PATTERN\"", "sub/*", ".*x", "a[", "*\\.c",
	"$(echo hello)", "$(echo a b   c)", "\"$(echo 'a  b')\"", "`echo back`", "`echo \\`echo nested\\``", "$(echo $(echo inner))", "$(printf 'x\\n\\n\\n')y", "$(exit 3)z", "$(echo \")\")", "$(true)",
	"$((1 + 2 * 3))", "$((  (4 - 6) * 5 ))", "$((7 / 2))", "$(($NUMBER * 2))", "x$((2))y",
	"a|b", "a&b", "a;b", "a<b", "a>b", "(a)", "{a}", "a\nb", "\"a|b\"", "'a;b'", "a\\|b", "\"unclosed", "'unclosed", "${unclosed", "$(unclosed", "`unclosed", "a\\", "${}", "${WORD:^x}", "${1x}",
	"$((1 / 0))", "$((1 +))",
};

void test_words(void)
{
	static const char *const files[] = { "a.c", "b.c", "x.h", ".hidden.c", "sub/one", "sub/two" };
	wordexp_t words = { 0 };
	char directory[] = "words-XXXXXX";
	if (!mkdtemp(directory) || chdir(directory) || system("mkdir sub"))
		return;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		fclose(fopen(files[i], "w"));
	setenv("WORD", "word", 1); setenv("SPACED", "  two   words ", 1); setenv("EMPTY", "", 1); setenv("PATHLIKE", "usr/share/a.b.txt", 1); setenv("COLONS", "a:b::c:", 1);
	setenv("PATTERN", "*.c", 1); setenv("NUMBER", "41", 1); setenv("HOME", "/home/test me", 1);
	unsetenv("UNSET"); unsetenv("ASSIGNED"); unsetenv("IFS");
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		show(texts[i], 0);
	show("$(echo no)", WRDE_NOCMD); show("`echo no`", WRDE_NOCMD); show("'$(echo yes)'", WRDE_NOCMD); show("$UNSET", WRDE_UNDEF); show("$WORD", WRDE_UNDEF);
	show("${WORD:?}", 0);
#ifndef __GLIBC__
	/* Where the host's does something else than POSIX and every shell; the last it does not survive. */
	static const char *const cases[][2] = { { "x${SPACED}y", "x two words y " }, { "${UNSET:-'quoted } brace'}", "quoted } brace " }, { "$PATTERN", "a.c b.c " },
		{ "$((NUMBER + 1))", "42 " }, { "$((NUMBER > 40 && 1 << 4 ? ~0 : 7 % 4))", "-1 " } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		wordexp_t got = { 0 };
		char text[100] = "";
		if (wordexp(cases[i][0], &got, 0)) printf("wrong: error %s\n", cases[i][0]);
		for (size_t k = 0; k < got.we_wordc; k++) strcat(strcat(text, got.we_wordv[k]), " ");
		if (strcmp(text, cases[i][1])) printf("wrong: %s is %s\n", cases[i][0], text);
	}
	wordexp_t own = { 0 };
	if (wordexp("${UNSET:-x}", &own, WRDE_UNDEF) || strcmp(own.we_wordv[0], "x")) printf("wrong: -u\n");
	if (wordexp("${UNSET:?}", &own, 0) != WRDE_BADVAL) printf("wrong: ?\n");
#endif
	setenv("IFS", ":", 1);
	show("$COLONS", 0); show("$SPACED", 0); show("\"$COLONS\"", 0);
	setenv("COLONS", "::x", 1);
	show("$COLONS", 0);
	setenv("IFS", " :", 1);
	setenv("COLONS", "a : b", 1);
	show("$COLONS", 0);
	setenv("IFS", "", 1);
	show("$SPACED", 0);
	unsetenv("IFS");
	words.we_offs = 2;
	SHOW("%d", wordexp("first second", &words, WRDE_DOOFFS));
	SHOW("%d", wordexp("third", &words, WRDE_DOOFFS | WRDE_APPEND));
	printf("%d %s %s %s %d %zu\n", words.we_wordv[0] == 0 && words.we_wordv[1] == 0, words.we_wordv[2], words.we_wordv[3], words.we_wordv[4], words.we_wordv[5] == 0, words.we_wordc);
	SHOW("%d", wordexp("fourth", &words, WRDE_DOOFFS | WRDE_REUSE));
	printf("%s %zu\n", words.we_wordv[2], words.we_wordc);
	SHOW("%d", wordexp("bad;", &words, WRDE_DOOFFS | WRDE_APPEND));
	printf("%s %zu\n", words.we_wordv[2], words.we_wordc);
	wordfree(&words);
	if (chdir("..") == 0)
		system("rm -r words-*");
}

/* SPDX-License-Identifier: MIT */
/*
 * Input: two bytes of flags, a line of pattern, then text. fnmatch agrees with a naive matcher where there are no brackets; what glob finds
 * in a small tree is there, in order, and matches.
 */
#include "../harness.h"
#include <fcntl.h>
#include <fnmatch.h>
#include <glob.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATTERN = 200, TEXT = 200 };

static char tree[] = "/tmp/fuzz-glob-XXXXXX";

static void remove_tree(void)
{
	static const char *const names[] = { "d/e/f", "d/e", "d/.g", "d", "a", "ab", ".h", "[x]", "a\\b", "link" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		remove(names[i]);
	rmdir(tree);
}

void target_start(void)
{
	static const char *const files[] = { "d/e/f", "d/.g", "a", "ab", ".h", "[x]", "a\\b" };
	REQUIRE(mkdtemp(tree) && !chdir(tree) && !mkdir("d", 0700) && !mkdir("d/e", 0700) && !symlink("nowhere", "link"));
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		close(open(files[i], O_CREAT | O_WRONLY, 0600));
	atexit(remove_tree);
}

/* Stars and question marks alone; an escape takes the next byte as it is. */
static int naive(const char *pattern, const char *text, int flags)
{
	for (; *pattern != '*'; text++) {
		if (!*pattern)
			return !*text;
		char c = *pattern++;
		if (c == '\\' && !(flags & FNM_NOESCAPE))
			c = *pattern++;
		else if (c == '?' && *text && !(*text == '/' && flags & FNM_PATHNAME))
			c = *text;
		else if (c == '?')
			return 0;
		if (!*text || c != *text)
			return 0;
	}
	for (pattern++;; text++) {
		if (naive(pattern, text, flags))
			return 1;
		if (!*text || (*text == '/' && flags & FNM_PATHNAME))
			return 0;
	}
}

static int is_plain(const char *pattern, const char *text)
{
	size_t stars = 0;
	for (const char *c = pattern; *c; c++) {
		stars += *c == '*';
		if (*c & 0x80 || *c == '[' || (*c == '\\' && !*++c))
			return 0;
	}
	for (; *text; text++)
		if (*text & 0x80)
			return 0;
	return stars < 5;
}

static void names(const char *pattern, int flags)
{
	glob_t found = { .gl_offs = 2 };
	/* Nothing outside the tree, and not in and out of it by "..", which a dot and a wildcard match. */
	if (strstr(pattern, ".*") || strstr(pattern, ".?") || *pattern == '/' || *pattern == '~' || strstr(pattern, "..") || strchr(pattern, '['))
		return;
	int status = glob(pattern, flags, NULL, &found);
	REQUIRE(status == 0 || status == GLOB_NOMATCH || status == GLOB_ABORTED || status == GLOB_NOSPACE);
	if (!status) {
		char **paths = found.gl_pathv + (flags & GLOB_DOOFFS ? found.gl_offs : 0);
		REQUIRE(found.gl_pathc > 0 && !paths[found.gl_pathc]);
		for (size_t i = 0; i < found.gl_pathc; i++) {
			struct stat about;
			REQUIRE(flags & (GLOB_NOCHECK | GLOB_NOMAGIC) || !lstat(paths[i], &about));
			REQUIRE(i == 0 || flags & GLOB_NOSORT || strcoll(paths[i - 1], paths[i]) <= 0);
		}
	}
	globfree(&found);
}

void target_run(const unsigned char *data, size_t size)
{
	struct input rest = { data, size };
	int flags = (int)input_byte(&rest), glob_flags = (int)input_byte(&rest);
	struct input line = input_line(&rest);
	if (line.size > PATTERN || rest.size > TEXT)
		return;
	char *pattern = guarded_string(line.at, line.size), *text = guarded_string(rest.at, rest.size);
	flags &= FNM_PATHNAME | FNM_NOESCAPE | FNM_PERIOD | FNM_LEADING_DIR | FNM_CASEFOLD;
	int answer = fnmatch(pattern, text, flags);
	REQUIRE(answer == 0 || answer == FNM_NOMATCH);
	if (!(flags & (FNM_PERIOD | FNM_LEADING_DIR | FNM_CASEFOLD)) && is_plain(pattern, text))
		REQUIRE((answer == 0) == naive(pattern, text, flags));
	names(pattern, glob_flags & (GLOB_ERR | GLOB_MARK | GLOB_NOSORT | GLOB_DOOFFS | GLOB_NOCHECK | GLOB_NOESCAPE));
}

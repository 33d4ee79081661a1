/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <unistd.h>

int main(int argc, char **argv)
{
	static const struct { const char *name; void (*run)(void); } tests[] = {
		{ "string", test_string }, { "ctype", test_ctype }, { "stdlib", test_stdlib }, { "printf", test_printf },
		{ "scanf", test_scanf }, { "streams", test_streams }, { "files", test_files }, { "process", test_process },
		{ "spawning", test_spawning },
		{ "time", test_time }, { "zones", test_zones }, { "misc", test_misc },
		{ "wide", test_wide }, { "patterns", test_patterns }, { "system", test_system }, { "math", test_math }, { "exceptions", test_exceptions }, { "special", test_special },
		{ "complex", test_complex }, { "xsi", test_xsi }, { "passwords", test_passwords }, { "words", test_words },
		{ "regex", test_regex }, { "automata", test_automata }, { "network", test_network },
		{ "small", test_small }, { "wideio", test_wideio }, { "texts", test_texts }, { "charsets", test_charsets }, { "trees", test_trees }, { "accounts", test_accounts },
	};
	char directory[] = "/tmp/libc-test-XXXXXX";
	char remove_command[64];
	if (!mkdtemp(directory) || chdir(directory)) {
		perror(directory);
		return 1;
	}
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
		if (argc > 1 && strcmp(argv[1], tests[i].name))
			continue;
		printf("--- %s\n", tests[i].name);
		fflush(stdout);
		tests[i].run();
	}
	fflush(stdout);
	snprintf(remove_command, sizeof remove_command, "rm -r %s", directory);
	if (chdir("/"))
		return 1;
	return system(remove_command) != 0;
}

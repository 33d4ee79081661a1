// SPDX-License-Identifier: MIT
// What a case needs. See README.md.
#ifndef ORACLE_H
#define ORACLE_H
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

// Defines the case FAMILY.NAME, where FAMILY is the file's name. It runs in a process and an empty working directory of its own.
#define CASE(name)                                                               \
    static void name(void);                                                      \
    __attribute__((constructor)) static void add_##name(void)                    \
    {                                                                            \
        oracle_add(__FILE__, #name, name);                                       \
    }                                                                            \
    static void name(void)

// Prints the expression and its value, or the name of its error.
#define R(expression) oracle_result(#expression, (errno = 0, (long)(expression)))
// The same for a result that differs from run to run (a descriptor, an address, a pid): prints "ok" or the name of its error.
#define OK(expression) oracle_ok(#expression, (errno = 0, (long)(expression)))
// For calls that return the error instead of setting errno (pthread_*, posix_*).
#define E(expression) printf("%s: %s\n", #expression, oracle_error(expression))
// A fact that must hold for the rest of the case to make sense; ends it otherwise.
#define NEED(expression) ((expression) ? (void)0 : oracle_stop(__LINE__, #expression))
// Prints a truth.
#define T(expression) printf("%s: %s\n", #expression, (expression) ? "yes" : "no")

typedef void oracle_case(void);

void oracle_add(const char *file, const char *name, oracle_case *run);
long oracle_result(const char *text, long result);
long oracle_ok(const char *text, long result);
const char *oracle_error(int error);
const char *oracle_signal(int signal);
_Noreturn void oracle_stop(int line, const char *text);

// Prints how a child ended: "exit N", "signal NAME [core]", "stopped NAME", "continued".
void show_status(const char *label, int status);
// Waits for the child and shows how it ended.
void show_child(const char *label, pid_t child);
// Prints bytes with escapes for what is not printable.
void show_bytes(const char *label, const void *bytes, size_t count);
// Runs code in a child and waits for it: CHILD { ...; } prints in order because output is not buffered.
#define CHILD for (pid_t oracle_pid = fork(), oracle_once = 1; oracle_once; oracle_once = 0, oracle_pid ? show_child("child", oracle_pid) : _exit(0)) if (oracle_pid == 0)
// Writes a file whole; reads one whole (returns the count, -1 on error).
void make_file(const char *path, const char *text);
long read_file(const char *path, char *buffer, size_t size);
void sleep_ms(long milliseconds);
long now_ms(void);
// A page-aligned address that is not mapped, and one at the last bytes of which an access crosses into nothing.
void *bad_address(void);
char *page_end(size_t bytes);

#endif

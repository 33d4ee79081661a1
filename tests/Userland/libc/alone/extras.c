/* SPDX-License-Identifier: MIT */
/* BSD's functions that glibc has not got, what dl_iterate_phdr tells of a static program, and formats that each library refuses in
   its own way. */
#pragma GCC diagnostic ignored "-Wformat-security"
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <link.h>
#include <pthread.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

char *gets(char *);
int arch_prctl(int, unsigned long);

static int failures;

static void check(int passed, int line, const char *text)
{
	if (!passed)
		printf("line %d: %s\n", line, text);
	failures += !passed;
}

#define CHECK(condition) check(condition, __LINE__, #condition)

static __thread char own[100] = "thread-local";

static int look(struct dl_phdr_info *information, size_t size, void *data)
{
	int has_code = 0, has_own = 0;
	char *tls = information->dlpi_tls_data;
	CHECK(size == sizeof *information);
	CHECK(*information->dlpi_name == 0 && information->dlpi_adds == 0 && information->dlpi_subs == 0);
	CHECK(information->dlpi_tls_modid == 1);
	for (int i = 0; i < information->dlpi_phnum; i++) {
		const ElfW(Phdr) *header = &information->dlpi_phdr[i];
		unsigned long start = information->dlpi_addr + header->p_vaddr;
		if (header->p_type == PT_LOAD && (header->p_flags & PF_X))
			has_code |= (unsigned long)look >= start && (unsigned long)look < start + header->p_memsz;
		if (header->p_type == PT_TLS)
			has_own |= own >= tls && own + sizeof own <= tls + header->p_memsz && strcmp((char *)start + (own - tls), "thread-local") == 0;
	}
	CHECK(has_code && has_own);
	++*(int *)data;
	return 42;
}

static void *look_from_thread(void *data)
{
	CHECK(dl_iterate_phdr(look, data) == 42);
	return 0;
}

static void test_program_headers(void)
{
	int calls = 0;
	pthread_t thread;
	CHECK(dl_iterate_phdr(look, &calls) == 42 && calls == 1);
	CHECK(pthread_create(&thread, 0, look_from_thread, &calls) == 0 && pthread_join(thread, 0) == 0 && calls == 2);
}

static void test_options(void)
{
	char *first[] = { "program", "-ab", "-c", 0 }, *second[] = { "program", "-d", 0 };
	CHECK(getopt(3, first, "abcd") == 'a');
	optreset = 1;
	CHECK(getopt(2, second, "abcd") == 'd' && optreset == 0 && getopt(2, second, "abcd") == -1);
}

static void test_streams(void)
{
	char line[100], name[] = "/tmp/skift-extras-XXXXXX";
	size_t count;
	FILE *file = tmpfile();
	fputs("lost", file);
	CHECK(fpurge(file) == 0 && ftell(file) == 0);
	fputs("first\nsecond\n\nlast", file);
	rewind(file);
	CHECK(__freadahead(file) == 0 && __freadptr(file, &count) == 0);
	CHECK(getc(file) == 'f' && __freadahead(file) == 17);
	CHECK(memcmp(__freadptr(file, &count), "irst\n", 5) == 0 && count == 17);
	__freadptrinc(file, 3);
	CHECK(getc(file) == 't');
	fclose(file);

	int fd = mkstemp(name);
	CHECK(write(fd, "first\nsecond\n\nlast", 18) == 18 && lseek(fd, 0, SEEK_SET) == 0 && dup2(fd, 0) == 0);
	unlink(name);
	CHECK(gets(line) == line && strcmp(line, "first") == 0);
	CHECK(gets(line) == line && strcmp(line, "second") == 0);
	CHECK(gets(line) == line && *line == 0);
	CHECK(gets(line) == line && strcmp(line, "last") == 0 && feof(stdin));
	CHECK(gets(line) == 0 && strcmp(line, "last") == 0);
}

/* POSIX leaves them undefined: numbered arguments beside others, or numbers that are no argument's. */
static void test_formats(void)
{
	static const char *const bad[] = { "%*12$$", "%*12$d", "%.*3$d", "%d %*1$d", "%d %1$d", "%1$d %d", "%1$*d", "%1$.*d", "%1$d %*m", "%1$d %*99$d", "%65$d", "%0$d",
		"%1$m", "%2147483648$d", "%*2147483648$d", "%$", "%1$", "%1$$", "%*", "%.*", "%1$*2$", "%l" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char buffer[100];
		wchar_t wide[100], format[32];
		errno = 0;
		int narrow = snprintf(buffer, sizeof buffer, bad[i], 1, 2, 3);
		int error = errno;
		for (size_t j = 0; j <= strlen(bad[i]); j++) format[j] = bad[i][j];
		errno = 0;
		if (narrow != -1 || error != EINVAL || swprintf(wide, 100, format, 1, 2, 3) != -1 || errno != EINVAL) {
			printf("%s: %d, %d, %d\n", bad[i], narrow, error, errno);
			failures++;
		}
	}
}

static void test_thread_pointer(void)
{
	enum { GET_FS = 0x1003 };
	unsigned long pointer = 0;
	CHECK(arch_prctl(GET_FS, (unsigned long)&pointer) == 0 && pointer == (unsigned long)pthread_self());
	CHECK(arch_prctl(-1, 0) == -1);
}

int main(void)
{
	test_program_headers();
	test_options();
	test_streams();
	test_formats();
	test_thread_pointer();
	return failures != 0;
}

/* SPDX-License-Identifier: MIT */
/*
 * Runs a target: as AFL++'s fork server (with its map of coverage laid over the library's counters) when AFL++ started the program, else
 * once for each file of the command line.
 *
 * The protocol is that of AFL++'s documentation for instrumentation in persistent mode: descriptors 198 and 199, a process for each thousand
 * inputs that stops itself after each, and a shared memory segment for the input.
 */
#define _GNU_SOURCE
#include "harness.h"
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAP_ROOM = 1 << 24, PAGE = 4096, CONTROL = 198, STATUS = 199, RUNS = 1000, SLOTS = 16, SLOT_SIZE = 1 << 20 };
enum { MAP_SIZE = 0x10000, OPTIONS = 0x80000001, OPTION_MAP_SIZE = 0x40000000 | (MAP_SIZE - 1) << 1, OPTION_SHARED_INPUT = 0x01000000 };

/* afl-fuzz looks for these in the program to know what it can do. */
const char *const fuzz_signatures[] = { "##SIG_AFL_PERSISTENT##", "##SIG_AFL_DEFER_FORKSRV##" };

#ifdef FUZZ_COVERAGE
/* The linker puts this where tools/coverage was told that the counters are. AFL++'s segment may be larger than it says: nothing may be behind it. */
__attribute__((section(".coverage,\"aw\",@nobits#"))) unsigned char fuzz_coverage[MAP_ROOM];
#endif

static unsigned char *slots;
static int used_slots;

static void *guarded_end(size_t size)
{
	REQUIRE(used_slots < SLOTS && size <= SLOT_SIZE);
	return slots + (size_t)used_slots++ * (SLOT_SIZE + PAGE) + SLOT_SIZE - size;
}

void *guarded_bytes(const void *bytes, size_t size)
{
	return memcpy(guarded_end(size), bytes, size);
}

char *guarded_string(const void *bytes, size_t size)
{
	char *start = guarded_end(size + 1);
	memcpy(start, bytes, size);
	start[size] = 0;
	return start;
}

struct input input_line(struct input *rest)
{
	struct input line = *rest;
	const unsigned char *end = memchr(rest->at, '\n', rest->size);
	if (end) {
		line.size = (size_t)(end - rest->at);
		rest->at = end + 1;
		rest->size -= line.size + 1;
	} else {
		rest->at += rest->size;
		rest->size = 0;
	}
	return line;
}

unsigned input_byte(struct input *rest)
{
	if (!rest->size)
		return 0;
	rest->size--;
	return *rest->at++;
}

static void run(const unsigned char *data, size_t size)
{
	used_slots = 0;
	if (size > SLOT_SIZE)
		size = SLOT_SIZE;
	target_run(guarded_bytes(data, size), size);
}

#ifdef FUZZ_COVERAGE
static void *attach(const char *variable, void *address)
{
	const char *id = getenv(variable);
	if (!id)
		return 0;
	void *memory = shmat(atoi(id), address, address ? SHM_REMAP : 0);
	REQUIRE(memory != (void *)-1);
	return memory;
}

/* Returns in each process that shall run inputs. */
static void serve(void)
{
	int status, is_stopped = 0;
	pid_t child = -1;
	uint32_t was_killed;
	for (;;) {
		REQUIRE(read(CONTROL, &was_killed, 4) == 4);
		if (is_stopped && was_killed) {
			is_stopped = 0;
			REQUIRE(waitpid(child, &status, 0) == child);
		}
		if (is_stopped) {
			REQUIRE(!kill(child, SIGCONT));
		} else {
			child = fork();
			REQUIRE(child >= 0);
			if (!child) {
				close(CONTROL);
				close(STATUS);
				return;
			}
		}
		REQUIRE(write(STATUS, &child, 4) == 4);
		REQUIRE(waitpid(child, &status, WUNTRACED) == child);
		is_stopped = WIFSTOPPED(status);
		REQUIRE(write(STATUS, &status, 4) == 4);
	}
}

static void fuzz(void)
{
	static unsigned char buffer[SLOT_SIZE];
	int has_shared = getenv("__AFL_SHM_FUZZ_ID") != NULL;
	uint32_t answer, hello = OPTIONS | OPTION_MAP_SIZE | (has_shared ? OPTION_SHARED_INPUT : 0);
	if (write(STATUS, &hello, 4) != 4)
		return; /* AFL++ set the map up, but wants one run without a server */
	unsigned char *shared = 0;
	if (has_shared) {
		REQUIRE(read(CONTROL, &answer, 4) == 4 && answer == (OPTIONS | OPTION_SHARED_INPUT));
		shared = attach("__AFL_SHM_FUZZ_ID", 0);
	}
	serve();
	for (int i = 0; i < RUNS; i++) {
		if (i)
			raise(SIGSTOP);
		if (shared) {
			run(shared + 4, *(uint32_t *)shared);
		} else {
			lseek(0, 0, SEEK_SET);
			ssize_t size = read(0, buffer, sizeof buffer);
			REQUIRE(size >= 0);
			run(buffer, (size_t)size);
		}
	}
	_exit(0);
}
#endif

static void replay(const char *path)
{
	static unsigned char buffer[SLOT_SIZE];
	int fd = strcmp(path, "-") ? open(path, O_RDONLY) : 0;
	ssize_t size = fd < 0 ? -1 : read(fd, buffer, sizeof buffer);
	if (size < 0) {
		perror(path);
		exit(2);
	}
	if (fd)
		close(fd);
	run(buffer, (size_t)size);
}

int main(int count, char **arguments)
{
	slots = mmap(0, SLOTS * (size_t)(SLOT_SIZE + PAGE), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	REQUIRE(slots != MAP_FAILED);
	for (int i = 0; i < SLOTS; i++)
		REQUIRE(!mprotect(slots + (size_t)i * (SLOT_SIZE + PAGE) + SLOT_SIZE, PAGE, PROT_NONE));
	target_start();
#ifdef FUZZ_COVERAGE
	if (attach("__AFL_SHM_ID", fuzz_coverage)) {
		fuzz_coverage[0] = 1;
		fuzz();
	}
#endif
	for (int i = 1; i < count; i++) {
		/* The name first: a crash then tells its input. */
		if (count > 2)
			fprintf(stderr, "%s\n", arguments[i]);
		replay(arguments[i]);
	}
	if (count > 2)
		fprintf(stderr, "%d inputs\n", count - 1);
	return 0;
}

/* SPDX-License-Identifier: MIT */
/* The library's own data under threads: streams, the heap, errno. */
#include "common.h"

static FILE *stream;
static void *prints(void *argument)
{
	for (int i = 0; i < 500; i++) {
		fprintf(stream, "%ld:%d %s\n", (long)argument, i, "some text that is long enough to cross the end of a buffer now and then");
		fputs("<", stream); /* may be torn */
		flockfile(stream);
		fputs("a", stream); putc_unlocked('b', stream); fputc_unlocked('c', stream); fwrite("d\n", 1, 2, stream);
		funlockfile(stream);
	}
	return NULL;
}

static void *tries(void *argument) { int r = ftrylockfile(stream); if (r == 0) funlockfile(stream); (void)argument; return (void *)(long)(r != 0); }

static void *reads(void *argument)
{
	char line[200];
	long good = 0;
	(void)argument;
	while (fgets(line, sizeof line, stream)) {
		long a;
		int b;
		good += sscanf(line, "%ld:%d some", &a, &b) == 2 || strchr(line, '<');
	}
	return (void *)good;
}

static void streams(void)
{
	pthread_t t[4];
	char line[200];
	long whole = 0, groups = 0, other = 0, sum = 0;
	stream = tmpfile();
	for (long i = 0; i < 4; i++) t[i] = start(prints, (void *)i);
	for (int i = 0; i < 4; i++) finish(t[i]);
	rewind(stream);
	while (fgets(line, sizeof line, stream)) {
		char *p = line;
		long a;
		int b, n = 0;
		while (*p == '<') p++;
		if (!strcmp(p, "abcd\n")) groups++;
		else if (sscanf(p, "%ld:%d some text that is long enough to cross the end of a buffer now and then%n", &a, &b, &n) == 2 && p[n] == '\n') whole++;
		else other++;
	}
	P(whole); P(groups); P(other);
	rewind(stream);
	for (int i = 0; i < 4; i++) t[i] = start(reads, NULL);
	for (int i = 0; i < 4; i++) sum += (long)finish(t[i]);
	P(sum >= 2000);
	flockfile(stream); flockfile(stream);
	P((long)finish(start(tries, NULL)));
	funlockfile(stream);
	P((long)finish(start(tries, NULL)));
	funlockfile(stream);
	P((long)finish(start(tries, NULL)));
	fclose(stream);
}

static void *opens(void *argument)
{
	for (int i = 0; i < 200; i++) {
		FILE *f = fopen("/dev/null", "w");
		if (!f) return (void *)-1L;
		fprintf(f, "%d", i);
		if (i % 16 == 0) fflush(NULL);
		fclose(f);
	}
	return argument;
}

static char *exchange[64];
static void *allocates(void *argument)
{
	unsigned seed = (unsigned)(long)argument;
	long bad = 0;
	char *own[100] = { 0 };
	for (int i = 0; i < 20000; i++) {
		int slot = rand_r(&seed) % 100;
		if (own[slot]) {
			size_t size = *(size_t *)own[slot];
			for (size_t k = sizeof(size_t); k < size; k += 97) bad += own[slot][k] != (char)size;
			/* Somebody else frees it. */
			char *old = __atomic_exchange_n(&exchange[rand_r(&seed) % 64], own[slot], __ATOMIC_SEQ_CST);
			free(old);
			own[slot] = NULL;
		}
		size_t size = sizeof(size_t) + (rand_r(&seed) % 16 == 0 ? rand_r(&seed) % 100000 : rand_r(&seed) % 500);
		own[slot] = i % 5 == 0 ? calloc(1, size) : i % 7 == 0 ? aligned_alloc(64, (size + 63) / 64 * 64) : malloc(size);
		if (i % 5 == 0) for (size_t k = 0; k < size; k++) bad += own[slot][k] != 0;
		if (i % 11 == 0) { size += 300; own[slot] = realloc(own[slot], size); }
		memset(own[slot], (char)size, size);
		*(size_t *)own[slot] = size;
	}
	for (int i = 0; i < 100; i++) free(own[i]);
	return (void *)bad;
}

static void *allocates_one(void *argument) { (void)argument; return malloc(100); }
static void *frees_twice(void *argument) { free(argument); free(argument); return NULL; }
static void *frees(void *argument) { free(argument); return NULL; }

static void double_free(int other)
{
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		close(2);
		finish(start(allocates_one, NULL));
		void *p = malloc(40);
		if (other) { free(p); finish(start(frees, p)); } else frees_twice(p);
		_exit(0);
	}
	int status;
	waitpid(child, &status, 0);
#ifdef __GLIBC__
	/* The host's library does not find those of another thread. */
	status = other ? SIGABRT : status;
#endif
	P(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void *sets_errno(void *argument)
{
	for (int i = 0; i < 2000; i++) {
		errno = (int)(long)argument;
		sched_yield();
		if (errno != (int)(long)argument) return (void *)1L;
	}
	return NULL;
}

int main(void)
{
	pthread_t t[6];
	long sum = 0;
	streams();
	for (long i = 0; i < 6; i++) t[i] = start(opens, (void *)0L);
	for (int i = 0; i < 6; i++) sum += (long)finish(t[i]);
	P(sum);
	for (int round = 0; round < 3; round++) {
		for (long i = 0; i < 6; i++) t[i] = start(allocates, (void *)(i + 1));
		for (int i = 0; i < 6; i++) sum += (long)finish(t[i]);
	}
	P(sum);
	for (int i = 0; i < 64; i++) free(exchange[i]);
	double_free(0); double_free(1);
	for (long i = 0; i < 6; i++) t[i] = start(sets_errno, (void *)(i + 100));
	for (int i = 0; i < 6; i++) sum += (long)finish(t[i]);
	P(sum);
	/* A thread that waits for input does not keep the program from ending. */
	int ends[2];
	if (pipe(ends) == 0 && dup2(ends[0], 0) == 0) {
		start((void *(*)(void *))getchar, NULL);
		nap(20);
	}
	printf("the end\n");
	return 0;
}

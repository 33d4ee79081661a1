/* SPDX-License-Identifier: MIT */
/* aio.h: reads and writes of files and pipes, their order, lists, cancellation and what tells that they are done. */
#include "common.h"
#include <aio.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>

static sem_t called;
static volatile int value_of_call, value_of_signal, code_of_signal;

static void call(union sigval value)
{
	value_of_call += value.sival_int;
	sem_post(&called);
}

static void handle(int signal, siginfo_t *information, void *context)
{
	(void)signal; (void)context;
	value_of_signal = information->si_value.sival_int;
	code_of_signal = information->si_code;
	sem_post(&called);
}

static int wait_for(struct aiocb *request)
{
	const struct aiocb *list[] = { 0, request };
	while (aio_error(request) == EINPROGRESS)
		aio_suspend(list, 2, 0);
	return aio_error(request);
}

static struct aiocb *prepare(struct aiocb *request, int fd, void *buffer, size_t size, off_t offset)
{
	memset(request, 0, sizeof *request);
	request->aio_fildes = fd;
	request->aio_buf = buffer;
	request->aio_nbytes = size;
	request->aio_offset = offset;
	request->aio_sigevent.sigev_notify = SIGEV_NONE;
	return request;
}

static void test_files(int fd)
{
	struct aiocb a, b;
	char buffer[32] = { 0 };
	P(aio_write(prepare(&a, fd, "Hello, world", 12, 0)));
	P(wait_for(&a)); P(aio_return(&a));
	P(aio_write(prepare(&a, fd, "WORLD", 5, 7))); P(wait_for(&a));
	P(aio_fsync(O_SYNC, prepare(&b, fd, 0, 0, 0))); P(wait_for(&b)); P(aio_return(&b));
	P(aio_fsync(O_DSYNC, prepare(&b, fd, 0, 0, 0))); P(wait_for(&b));
	P(aio_fsync(12345, prepare(&b, fd, 0, 0, 0))); E(errno);
	P(aio_fsync(O_SYNC, prepare(&b, 999, 0, 0, 0))); E(errno);
	P(aio_read(prepare(&b, fd, buffer, 31, 3))); P(wait_for(&b)); P(aio_return(&b));
	printf("%s\n", buffer);
	P(aio_read(prepare(&b, fd, buffer, 31, 1000))); P(wait_for(&b)); P(aio_return(&b));
	P(aio_read(prepare(&b, 999, buffer, 31, 0))); P(wait_for(&b) == EBADF); P(aio_return(&b));
	prepare(&b, fd, buffer, 1, 0);
	b.aio_reqprio = -5;
	P(aio_read(&b)); E(errno);
}

static void test_order(void)
{
	struct aiocb requests[26];
	char letters[26], name[64];
	sprintf(name, "/tmp/skift-aio-%d", (int)getpid());
	int fd = open(name, O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0600);
	for (int i = 0; i < 26; i++) {
		letters[i] = 'a' + i;
		if (aio_write(prepare(&requests[i], fd, letters + i, 1, 0))) printf("write %d\n", errno);
	}
	for (int i = 0; i < 26; i++) wait_for(&requests[i]);
	char buffer[64] = { 0 };
	P(pread(fd, buffer, 60, 0));
	printf("%s\n", buffer);
	close(fd);
	unlink(name);
}

static void test_pipes(void)
{
	int ends[2];
	char first[8] = { 0 }, second[8] = { 0 };
	struct aiocb a, b, c;
	const struct aiocb *list[1] = { &a };
	struct timespec little = { 0, 20000000 };
	P(pipe(ends));
	P(aio_read(prepare(&a, ends[0], first, 3, 0)));
	P(aio_read(prepare(&b, ends[0], second, 3, 0)));
	P(aio_error(&a) == EINPROGRESS);
	P(aio_suspend(list, 1, &little)); E(errno);
	/* The second has not begun, as the first stands before it. */
	usleep(50000);
	P(aio_cancel(ends[0], &b) == AIO_CANCELED); P(aio_error(&b) == ECANCELED); P(aio_return(&b));
	P(aio_cancel(ends[0], &a) == AIO_NOTCANCELED);
	P(aio_cancel(ends[1], 0) == AIO_ALLDONE);
	P(aio_cancel(999, 0)); E(errno);
	P(aio_write(prepare(&c, ends[1], "abcdef", 6, 0))); P(wait_for(&c)); P(aio_return(&c));
	P(wait_for(&a)); P(aio_return(&a)); printf("%s\n", first);
	P(aio_cancel(ends[0], &a) == AIO_ALLDONE);
	P(aio_read(prepare(&b, ends[0], second, 3, 0))); P(wait_for(&b)); P(aio_return(&b)); printf("%s\n", second);
	close(ends[0]);
	close(ends[1]);
}

static void test_notices(int fd)
{
	struct aiocb a;
	char buffer[8];
	struct sigaction action = { 0 };
	action.sa_sigaction = handle;
	action.sa_flags = SA_SIGINFO;
	sigaction(SIGUSR1, &action, 0);
	prepare(&a, fd, buffer, 4, 0);
	a.aio_sigevent.sigev_notify = SIGEV_SIGNAL;
	a.aio_sigevent.sigev_signo = SIGUSR1;
	a.aio_sigevent.sigev_value.sival_int = 77;
	P(aio_read(&a));
	while (sem_wait(&called)) continue;
	P(aio_error(&a)); P(value_of_signal); P(code_of_signal == SI_ASYNCIO);
	prepare(&a, fd, buffer, 4, 0);
	a.aio_sigevent.sigev_notify = SIGEV_THREAD;
	a.aio_sigevent.sigev_notify_function = call;
	a.aio_sigevent.sigev_value.sival_int = 5;
	P(aio_read(&a));
	while (sem_wait(&called)) continue;
	P(aio_error(&a)); P(value_of_call);
}

static void test_lists(int fd)
{
	struct aiocb requests[5], *list[6];
	char buffers[5][8] = { { 0 } };
	struct sigevent notice = { 0 };
	for (int i = 0; i < 5; i++) {
		list[i] = prepare(&requests[i], fd, buffers[i], 2, i);
		requests[i].aio_lio_opcode = i == 3 ? LIO_NOP : LIO_READ;
	}
	list[5] = 0;
	P(lio_listio(LIO_WAIT, list, 6, 0));
	for (int i = 0; i < 5; i++)
		printf("%d %ld %s\n", i, i == 3 ? 0 : (long)aio_return(&requests[i]), buffers[i]);
	requests[1].aio_fildes = 999;
	P(lio_listio(LIO_WAIT, list, 6, 0)); E(errno);
	P(aio_error(&requests[1]) == EBADF); P(aio_error(&requests[2]));
	requests[1].aio_fildes = fd;
	notice.sigev_notify = SIGEV_THREAD;
	notice.sigev_notify_function = call;
	notice.sigev_value.sival_int = 100;
	P(lio_listio(LIO_NOWAIT, list, 6, &notice));
	while (sem_wait(&called)) continue;
	P(value_of_call);
	for (int i = 0; i < 5; i++) P(i == 3 ? 0 : aio_error(&requests[i]));
	P(lio_listio(LIO_NOWAIT, list, 0, &notice));
	while (sem_wait(&called)) continue;
	P(value_of_call);
	P(lio_listio(7, list, 1, 0)); E(errno);
}

int main(void)
{
	char name[64];
	sem_init(&called, 0, 0);
	sprintf(name, "/tmp/skift-aio-%d", (int)getpid());
	int fd = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);
	test_files(fd);
	test_order();
	test_pipes();
	test_notices(fd);
	test_lists(fd);
	close(fd);
	unlink(name);
	return 0;
}

/* SPDX-License-Identifier: MIT */
/* Message queues. */
#include "common.h"
#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>

static char name[64];

static void *receives(void *argument)
{
	char buffer[64];
	unsigned priority;
	long sum = 0;
	(void)argument;
	mqd_t queue = mq_open(name, O_RDONLY);
	for (int i = 0; i < 100; i++) {
		if (mq_receive(queue, buffer, sizeof buffer, &priority) != 4) return (void *)-1L;
		int value;
		memcpy(&value, buffer, 4);
		sum += value;
	}
	mq_close(queue);
	return (void *)sum;
}

static sem_t told;
static pthread_t teller;
static volatile int told_value;
static volatile long told_stack;

static void tell(union sigval value)
{
	pthread_attr_t attributes;
	size_t size;
	pthread_getattr_np(pthread_self(), &attributes);
	pthread_attr_getstacksize(&attributes, &size);
	pthread_attr_destroy(&attributes);
	told_stack = size >= 1 << 20;
	told_value = value.sival_int;
	teller = pthread_self();
	sem_post(&told);
}

/* Told once, in a thread, of a message that comes to the empty queue. */
static void notifies(mqd_t queue)
{
	struct sigevent event = { 0 }, none = { 0 };
	pthread_attr_t attributes;
	char buffer[64];
	struct timespec soon;
	sem_init(&told, 0, 0);
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, 1 << 20);
	none.sigev_notify = SIGEV_NONE;
	event.sigev_notify = SIGEV_THREAD;
	event.sigev_notify_function = tell;
	event.sigev_notify_attributes = &attributes;
	event.sigev_value.sival_int = 42;
	P(mq_notify(-1, &event)); E(errno);
	P(mq_notify(queue, &event));
	P(mq_notify(queue, &event)); E(errno);
	P(mq_notify(queue, &none)); E(errno);
	P(mq_send(queue, "a", 1, 0));
	P(sem_wait(&told)); P(told_value); P(told_stack); P(pthread_equal(teller, pthread_self()));
	P(mq_receive(queue, buffer, sizeof buffer, NULL));
	P(mq_send(queue, "b", 1, 0));
	event.sigev_value.sival_int = 43;
	P(mq_notify(queue, &event));
	P(mq_send(queue, "c", 1, 0));
	soon = in_ms(CLOCK_REALTIME, 100);
	P(sem_timedwait(&told, &soon)); E(errno);
	P(mq_receive(queue, buffer, sizeof buffer, NULL)); P(mq_receive(queue, buffer, sizeof buffer, NULL));
	P(mq_notify(queue, NULL));
	P(mq_send(queue, "d", 1, 0));
	soon = in_ms(CLOCK_REALTIME, 100);
	P(sem_timedwait(&told, &soon)); E(errno);
	P(mq_receive(queue, buffer, sizeof buffer, NULL));
	for (int i = 0; i < 50; i++) {
		event.sigev_value.sival_int = i;
		if (mq_notify(queue, &event)) printf("notify %d\n", errno);
		if (i % 2) mq_notify(queue, NULL);
		else {
			mq_send(queue, "e", 1, 0);
			sem_wait(&told);
			if (told_value != i) printf("%d instead of %d\n", told_value, i);
			mq_receive(queue, buffer, sizeof buffer, NULL);
		}
	}
	none.sigev_notify = SIGEV_NONE;
	P(mq_notify(queue, &none)); P(mq_notify(queue, NULL));
	pthread_attr_destroy(&attributes);
}

int main(void)
{
	struct mq_attr attributes = { 0 }, got;
	char buffer[64];
	unsigned priority;
	struct timespec past = { 1, 0 };
	sprintf(name, "/skift-%d", (int)getpid());
	attributes.mq_maxmsg = 4;
	attributes.mq_msgsize = 64;
	P(mq_open(name, O_RDWR)); E(errno);
	mqd_t queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
	P(queue >= 0);
	P(mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attributes)); E(errno);
	P(mq_getattr(queue, &got)); P(got.mq_maxmsg); P(got.mq_msgsize); P(got.mq_curmsgs);
	P(mq_send(queue, "low", 4, 1)); P(mq_send(queue, "high", 5, 9));
	P(mq_receive(queue, buffer, 10, &priority)); E(errno);
	P(mq_receive(queue, buffer, sizeof buffer, &priority)); P(priority); puts(buffer);
	P(mq_receive(queue, buffer, sizeof buffer, &priority)); P(priority); puts(buffer);
	P(mq_timedreceive(queue, buffer, sizeof buffer, &priority, &past)); E(errno);
	attributes.mq_flags = O_NONBLOCK;
	P(mq_setattr(queue, &attributes, &got)); P(got.mq_flags);
	P(mq_receive(queue, buffer, sizeof buffer, &priority)); E(errno);
	attributes.mq_flags = 0;
	P(mq_setattr(queue, &attributes, NULL));
	pthread_t t = start(receives, NULL);
	for (int i = 0; i < 100; i++) mq_send(queue, (char *)&i, 4, 0);
	P((long)finish(t));
	notifies(queue);
	P(mq_close(queue)); P(mq_unlink(name)); P(mq_unlink(name)); E(errno);
	P(mq_close(queue)); E(errno);
	return 0;
}

/* SPDX-License-Identifier: MIT */
/* Many threads that come and go, and work on the same things. */
#include "common.h"

static void *nothing(void *argument) { return argument; }
static long total;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static void *adds(void *argument)
{
	for (int i = 0; i < 2000; i++) {
		pthread_mutex_lock(&mutex);
		total += (long)argument;
		pthread_mutex_unlock(&mutex);
	}
	return NULL;
}

static volatile int alive;
static void *detached(void *argument) { __atomic_sub_fetch(&alive, 1, __ATOMIC_SEQ_CST); return argument; }

/* A bounded queue between producers and consumers. */
static int queue[16], head, tail;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER, emptied = PTHREAD_COND_INITIALIZER;
static void *produce(void *argument)
{
	for (int i = 1; i <= 1000; i++) {
		pthread_mutex_lock(&mutex);
		while (tail - head == 16) pthread_cond_wait(&emptied, &mutex);
		queue[tail++ % 16] = i;
		pthread_cond_signal(&filled);
		pthread_mutex_unlock(&mutex);
	}
	return argument;
}
static void *consume(void *argument)
{
	long sum = 0;
	(void)argument;
	for (int i = 0; i < 1000; i++) {
		pthread_mutex_lock(&mutex);
		while (tail == head) pthread_cond_wait(&filled, &mutex);
		sum += queue[head++ % 16];
		pthread_cond_signal(&emptied);
		pthread_mutex_unlock(&mutex);
	}
	return (void *)sum;
}

static void *tree(void *argument)
{
	long depth = (long)argument;
	if (depth == 0) return (void *)1L;
	pthread_t left = start(tree, (void *)(depth - 1));
	long right = (long)tree((void *)(depth - 1));
	return (void *)((long)finish(left) + right);
}

int main(void)
{
	static pthread_t t[200];
	long sum = 0;
	for (int i = 0; i < 1000; i++) sum += (long)finish(start(nothing, (void *)(long)i));
	P(sum);
	sum = 0;
	for (int round = 0; round < 2; round++) {
		for (long i = 0; i < 200; i++) t[i] = start(nothing, (void *)i);
		for (int i = 0; i < 200; i++) sum += (long)finish(t[i]);
	}
	P(sum);
	for (long i = 0; i < 20; i++) t[i] = start(adds, (void *)i);
	for (int i = 0; i < 20; i++) finish(t[i]);
	P(total);
	pthread_attr_t a;
	pthread_attr_init(&a);
	pthread_attr_setdetachstate(&a, PTHREAD_CREATE_DETACHED);
	for (int i = 0; i < 300; i++) {
		pthread_t thread;
		__atomic_add_fetch(&alive, 1, __ATOMIC_SEQ_CST);
		while (pthread_create(&thread, &a, detached, NULL)) sched_yield();
	}
	while (alive) sched_yield();
	P(alive);
	for (int i = 0; i < 200; i++) pthread_detach(start(nothing, NULL));
	for (int i = 0; i < 8; i++) t[i] = start(i % 2 ? produce : consume, NULL);
	sum = 0;
	for (int i = 0; i < 8; i++) sum += (long)finish(t[i]);
	P(sum);
	P((long)tree((void *)6L));
	return 0;
}

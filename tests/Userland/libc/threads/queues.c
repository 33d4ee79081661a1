/* SPDX-License-Identifier: MIT */
/* Message queues, where the kernel has them. */
#include "common.h"
#include <fcntl.h>
#include <mqueue.h>

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
	P(mq_close(queue)); P(mq_unlink(name)); P(mq_unlink(name)); E(errno);
	P(mq_close(queue)); E(errno);
	return 0;
}

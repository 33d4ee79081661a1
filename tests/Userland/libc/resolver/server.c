/* SPDX-License-Identifier: MIT */
/* A name server on 127.0.0.1 for the tests, with some bad manners. It brings up the loopback interface and goes to the background. */
#include <arpa/inet.h>
#include <net/if.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { A = 1, CNAME = 5, PTR = 12, TXT = 16, AAAA = 28 };

static unsigned char reply[65536];
static int used;

static void put(const void *bytes, int count)
{
	memcpy(reply + used, bytes, (size_t)count);
	used += count;
}

static void put16(int value)
{
	unsigned char bytes[2] = { (unsigned char)(value >> 8), (unsigned char)value };
	put(bytes, 2);
}

static void put_name(const char *name)
{
	while (*name) {
		unsigned char length = (unsigned char)strcspn(name, ".");
		put(&length, 1);
		put(name, length);
		name += length + (name[length] == '.');
	}
	put("", 1);
}

/* The owner is the question's name, by a pointer, or a name. */
static void record(const char *owner, int type, const void *data, int length)
{
	if (owner)
		put_name(owner);
	else
		put16(0xc00c);
	put16(type);
	put16(1);
	put("\0\0\1\0", 4);
	put16(length);
	put(data, length);
	reply[7]++;
}

static void record_name(int type, const char *name)
{
	record(NULL, type, "", 0);
	int start = used;
	put_name(name);
	reply[start - 2] = (unsigned char)((used - start) >> 8);
	reply[start - 1] = (unsigned char)(used - start);
}

static const unsigned char v6[16] = { 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 };

static void answer(const char *name, int type, int by_stream)
{
	if (!strcasecmp(name, "both.test")) {
		if (type == A) {
			record(NULL, A, "\12\0\0\1", 4);
			record(NULL, A, "\12\0\0\2", 4);
		} else if (type == AAAA) {
			record(NULL, AAAA, v6, 16);
		}
	} else if (!strcasecmp(name, "v4.test") || !strcasecmp(name, "host.search.test") || !strcasecmp(name, "dotted.name.search.test")) {
		if (type == A)
			record(NULL, A, "\12\1\1\1", 4);
	} else if (!strcasecmp(name, "alias.test")) {
		record_name(CNAME, "next.test");
		if (type == A)
			record("other.test", A, "\12\6\6\6", 4), record("next.test", A, "\12\2\2\2", 4);
	} else if (!strcasecmp(name, "big.test")) {
		if (type == A && by_stream) {
			unsigned char address[4] = { 10, 3, 3, 0 };
			for (; address[3] < 40; address[3]++)
				record(NULL, A, address, 4);
		} else if (type == A) {
			reply[2] |= 2;
		}
	} else if (!strcasecmp(name, "slow.test") || !strcasecmp(name, "lie.test") || !strcasecmp(name, "fail-once.test") || !strcasecmp(name, "echo.test")) {
		if (type == A)
			record(NULL, A, "\12\4\4\4", 4);
	} else if (!strcasecmp(name, "text.test")) {
		if (type == TXT)
			record(NULL, TXT, "\5hello\5world", 12);
	} else if (!strcasecmp(name, "1.0.0.10.in-addr.arpa")) {
		record_name(PTR, "both.test");
	} else if (!strcasecmp(name, "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa")) {
		record_name(PTR, "six.both.test");
	} else if (!strcasecmp(name, "empty.test")) {
	} else if (!strcasecmp(name, "fail.test")) {
		reply[3] |= 2;
	} else {
		reply[3] |= 3;
	}
}

/* 0 for silence, or the reply's length. */
static int respond(const unsigned char *query, int length, int by_stream)
{
	char name[256];
	int at = 12, end = 0;
	while (at < length && query[at]) {
		memcpy(name + end, query + at + 1, query[at]);
		end += query[at];
		name[end++] = '.';
		at += query[at] + 1;
	}
	name[end ? end - 1 : 0] = 0;
	int type = query[at + 1] << 8 | query[at + 2];
	used = 0;
	put(query, at + 5);
	reply[2] = 0x81;
	reply[3] = 0x80;
	memset(reply + 6, 0, 6);
	answer(name, type, by_stream);
	return used;
}

static void datagram(int fd)
{
	static int slow, failed;
	unsigned char query[512];
	struct sockaddr_in from;
	socklen_t size = sizeof from;
	int length = (int)recvfrom(fd, query, sizeof query, 0, (struct sockaddr *)&from, &size);
	int whole = respond(query, length, 0);
	const unsigned char *name = query + 13;
	if (!memcmp(name, "slow", 4) && slow++ % 2 == 0)
		return;
	if (!memcmp(name, "fail-once", 9) && failed++ % 2 == 0)
		reply[3] = (unsigned char)((reply[3] & 0xf0) | 2);
	if (!memcmp(name, "lie", 3)) {
		unsigned char bad[512];
		memcpy(bad, reply, (size_t)whole);
		bad[whole - 1] ^= 0x55;
		bad[0] ^= 1;
		sendto(fd, bad, (size_t)whole, 0, (struct sockaddr *)&from, size);
		bad[0] ^= 1;
		bad[14] ^= 1;
		sendto(fd, bad, (size_t)whole, 0, (struct sockaddr *)&from, size);
		sendto(fd, bad, 5, 0, (struct sockaddr *)&from, size);
	}
	if (!memcmp(name, "echo", 4)) {
		unsigned char bad[512];
		memcpy(bad, reply, (size_t)whole);
		bad[whole - 1] ^= 0x55;
		bad[2] &= 0x7f;
		sendto(fd, bad, (size_t)whole, 0, (struct sockaddr *)&from, size);
	}
	sendto(fd, reply, (size_t)whole, 0, (struct sockaddr *)&from, size);
}

static void stream(int fd)
{
	unsigned char query[514];
	int client = accept(fd, NULL, NULL), length = (int)recv(client, query, sizeof query, 0);
	/* The length may come by itself. */
	while (length > 0 && (length < 2 || length < 2 + (query[0] << 8 | query[1])))
		length += (int)recv(client, query + length, sizeof query - (size_t)length, 0);
	int whole = respond(query + 2, length - 2, 1);
	unsigned char size[2] = { (unsigned char)(whole >> 8), (unsigned char)whole };
	send(client, size, 2, MSG_NOSIGNAL);
	/* In two pieces, as a network may do. */
	send(client, reply, 20, MSG_NOSIGNAL);
	send(client, reply + 20, (size_t)whole - 20, MSG_NOSIGNAL);
	close(client);
}

int main(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(53), .sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct ifreq loopback = { .ifr_flags = IFF_UP | IFF_RUNNING | IFF_LOOPBACK };
	struct pollfd fds[2] = { { socket(AF_INET, SOCK_DGRAM, 0), POLLIN, 0 }, { socket(AF_INET, SOCK_STREAM, 0), POLLIN, 0 } };
	strcpy(loopback.ifr_name, "lo");
	if (ioctl(fds[0].fd, SIOCSIFFLAGS, &loopback) || bind(fds[0].fd, (struct sockaddr *)&address, sizeof address)
		|| bind(fds[1].fd, (struct sockaddr *)&address, sizeof address) || listen(fds[1].fd, 8)) {
		perror("server");
		return 1;
	}
	if (fork() != 0)
		return 0;
	while (poll(fds, 2, -1) > 0) {
		if (fds[0].revents)
			datagram(fds[0].fd);
		if (fds[1].revents)
			stream(fds[1].fd);
	}
	return 1;
}

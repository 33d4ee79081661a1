/* SPDX-License-Identifier: MIT */
/*
 * Input: the reply of a name server without its number and the question, which are the query's. The functions of arpa/nameser.h take it apart,
 * and a name server on 127.0.0.1, in name spaces of the target's own, answers with it what getaddrinfo, getnameinfo and res_query ask.
 */
#define _GNU_SOURCE
#include "../harness.h"
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <fcntl.h>
#include <net/if.h>
#include <netdb.h>
#include <resolv.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LONGEST = 1000, PREFIX = 12, INPUT_PREFIX = 10, ROOM = LONGEST + 300 };

/* What the server answers with. */
static struct {
	size_t size;
	unsigned char reply[LONGEST];
} *shared;

/* Number, input's header, question, input's records. */
static size_t compose(unsigned char *reply, const unsigned char *query)
{
	size_t question = PREFIX;
	while (query[question] && question < 270)
		question += query[question] + 1;
	question += 5;
	memcpy(reply, query, question);
	memcpy(reply + 2, shared->reply, INPUT_PREFIX);
	/* What is no answer to the question is only waited for: the bits for an answer, no other operation, one question. */
	reply[2] = (reply[2] & 0x87) | 0x80;
	reply[4] = 0;
	reply[5] = 1;
	memcpy(reply + question, shared->reply + INPUT_PREFIX, shared->size - INPUT_PREFIX);
	return question + shared->size - INPUT_PREFIX;
}

/* Goes when its parent goes, also if that was before it could ask for it, and keeps nobody waiting who reads what the parent prints. */
static void end_with(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(0);
	int null = open("/dev/null", O_RDWR);
	for (int i = 0; i < 3; i++)
		dup2(null, i);
}

static void serve_streams(int tcp, pid_t parent)
{
	unsigned char query[2 + ROOM], reply[2 + ROOM];
	end_with(parent);
	for (;;) {
		int peer = accept(tcp, NULL, NULL);
		if (read(peer, query, sizeof query) > 2 + PREFIX) {
			size_t size = compose(reply + 2, query + 2);
			reply[0] = (unsigned char)(size >> 8);
			reply[1] = (unsigned char)size;
			(void)!write(peer, reply, size + 2);
		}
		close(peer);
	}
}

static void serve_datagrams(int udp, pid_t parent)
{
	unsigned char query[ROOM], reply[ROOM];
	end_with(parent);
	for (;;) {
		struct sockaddr_in from;
		socklen_t size = sizeof from;
		if (recvfrom(udp, query, sizeof query, 0, (struct sockaddr *)&from, &size) > PREFIX)
			sendto(udp, reply, compose(reply, query), 0, (struct sockaddr *)&from, size);
	}
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_CREAT | O_WRONLY, 0644);
	REQUIRE(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
}

void target_start(void)
{
	char users[40], groups[40];
	snprintf(users, sizeof users, "0 %d 1\n", (int)getuid());
	snprintf(groups, sizeof groups, "0 %d 1\n", (int)getgid());
	REQUIRE(!unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS));
	write_file("/proc/self/uid_map", users);
	write_file("/proc/self/setgroups", "deny");
	write_file("/proc/self/gid_map", groups);
	REQUIRE(!mount("none", "/etc", "tmpfs", 0, NULL));
	write_file("/etc/resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
	write_file("/etc/hosts", "127.0.0.1 localhost\n");
	write_file("/etc/nsswitch.conf", "hosts: files dns\n");

	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct ifreq up = { .ifr_name = "lo", .ifr_flags = IFF_UP };
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(53), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int udp = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), tcp = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	REQUIRE(!ioctl(udp, SIOCSIFFLAGS, &up) && !bind(udp, (struct sockaddr *)&address, sizeof address));
	REQUIRE(!bind(tcp, (struct sockaddr *)&address, sizeof address) && !listen(tcp, 5));
	fflush(NULL);
	pid_t parent = getpid();
	if (fork() == 0)
		serve_datagrams(udp, parent);
	if (fork() == 0)
		serve_streams(tcp, parent);
	close(udp);
	close(tcp);
}

/* RFC 1035 §4.1: what ns_initparse takes is read to the end without a byte beyond. */
static void parse(const unsigned char *message, size_t size)
{
	ns_msg handle;
	char name[NS_MAXDNAME + 1];
	if (ns_initparse(message, (int)size, &handle) == 0) {
		for (int section = ns_s_qd; section < ns_s_max; section++) {
			for (int i = 0; i < ns_msg_count(handle, section); i++) {
				ns_rr record;
				if (ns_parserr(&handle, (ns_sect)section, i, &record) != 0)
					break;
				REQUIRE(strlen(ns_rr_name(record)) < NS_MAXDNAME);
				if (section == ns_s_qd)
					continue;
				REQUIRE(ns_rr_rdata(record) >= message && ns_rr_rdata(record) + ns_rr_rdlen(record) <= message + size);
				ns_name_uncompress(message, message + size, ns_rr_rdata(record), name, sizeof name);
			}
		}
	}
	for (size_t at = 0; at <= size; at++) {
		memset(name, 'x', sizeof name);
		int skipped = dn_skipname(message + at, message + size), used = dn_expand(message, message + size, message + at, name, NS_MAXDNAME);
		REQUIRE(name[NS_MAXDNAME] == 'x');
		if (used < 0)
			continue;
		REQUIRE(used == skipped && at + (size_t)used <= size && strlen(name) < NS_MAXDNAME);
		/* A name that was read can be written and read again. */
		unsigned char packed[NS_MAXCDNAME];
		char again[NS_MAXDNAME];
		int length = dn_comp(name, packed, sizeof packed, NULL, NULL);
		REQUIRE(length > 0 && dn_expand(packed, packed + length, packed, again, sizeof again) == length && !strcasecmp(name, again));
	}
}

static void ask(void)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_CANONNAME }, *found;
	if (getaddrinfo("a.bc", "80", &hints, &found) == 0) {
		for (struct addrinfo *one = found; one; one = one->ai_next) {
			char host[NI_MAXHOST];
			REQUIRE(one->ai_family == AF_INET || one->ai_family == AF_INET6);
			REQUIRE(getnameinfo(one->ai_addr, one->ai_addrlen, host, sizeof host, NULL, 0, NI_NUMERICHOST) == 0);
		}
		REQUIRE(found->ai_canonname && strlen(found->ai_canonname) < NS_MAXDNAME);
		freeaddrinfo(found);
	}
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(0x01020304) };
	char host[64];
	int status = getnameinfo((struct sockaddr *)&address, sizeof address, host, sizeof host, NULL, 0, NI_NAMEREQD);
	REQUIRE(status || strnlen(host, sizeof host) < sizeof host);
	unsigned char *answer = guarded_bytes(shared->reply, 300);
	int length = res_query("a.bc", ns_c_in, ns_t_a, answer, 300);
	REQUIRE(length >= -1);
}

void target_run(const unsigned char *data, size_t size)
{
	static const unsigned char query[] = "\1\2aaaaaaaaaa\1a\2bc\0\0\1\0\1";
	if (size > LONGEST || size < INPUT_PREFIX)
		return;
	shared->size = size;
	memcpy(shared->reply, data, size);
	unsigned char message[ROOM];
	size_t length = compose(message, query);
	parse(guarded_bytes(message, length), length);
	ask();
}

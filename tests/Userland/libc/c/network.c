/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void test_addresses(void)
{
	static const char *four[] = { "1.2.3.4", "255.255.255.255", "256.1.1.1", "1.2.3", "01.2.3.4", "1.2.3.4 ", "0x7f.1", "127.1", "1.2.65535", "", "a", "1..2.3", "1.2.3.4.5", "4294967295", "4294967296" };
	for (size_t i = 0; i < sizeof four / sizeof *four; i++) {
		struct in_addr address = { 0 };
		int loose = inet_aton(four[i], &address);
		printf("%s: aton %d %08x", four[i], loose, loose ? ntohl(address.s_addr) : 0);
		int strict = inet_pton(AF_INET, four[i], &address);
		printf(", pton %d %08x\n", strict, strict > 0 ? ntohl(address.s_addr) : 0);
	}
	static const char *six[] = { "::", "::1", "1::", "fe80::1:2", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9", "1::2::3", ":1", "1:", "12345::", "::ffff:1.2.3.4",
		"::1.2.3.4", "1:0:0:2:0:0:0:3", "2001:db8::ABCD", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3", "g::", ":::", "" };
	for (size_t i = 0; i < sizeof six / sizeof *six; i++) {
		struct in6_addr address;
		char text[INET6_ADDRSTRLEN];
		int status = inet_pton(AF_INET6, six[i], &address);
		printf("%s: %d %s\n", six[i], status, status > 0 ? inet_ntop(AF_INET6, &address, text, sizeof text) : "-");
	}
	char small[8];
	struct in_addr local = { htonl(INADDR_LOOPBACK) };
	SHOW("%s", inet_ntoa(local));
	SHOW("%d", inet_ntop(AF_INET, &local, small, sizeof small) == NULL);
	SHOW("%d", errno);
	SHOW("%d", inet_pton(77, "1", &local));
	SHOW("%x", htons(0x1234));
}

static int without_dots(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void test_scandir(void)
{
	static const char *files[] = { "s/f10", "s/f9", "s/f1" };
	struct dirent **entries;
	mkdir("s", 0700);
	for (int i = 0; i < 3; i++)
		close(open(files[i], O_CREAT | O_WRONLY, 0600));
	for (int versions = 0; versions < 2; versions++) {
		int count = scandir("s", &entries, without_dots, versions ? versionsort : alphasort);
		printf("scandir %d:", count);
		for (int i = 0; i < count; i++) {
			printf(" %s", entries[i]->d_name);
			free(entries[i]);
		}
		puts("");
		free(entries);
	}
	SHOW("%d", scandir("no/such/directory", &entries, NULL, NULL));
	for (int i = 0; i < 3; i++)
		unlink(files[i]);
	rmdir("s");
}

void test_network(void)
{
	test_addresses();
	test_scandir();
}

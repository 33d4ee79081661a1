/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <netinet/ether.h>
#include <pty.h>
#include <signal.h>
#include <sys/auxv.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/timeb.h>
#include <sys/wait.h>
#include <time.h>
#include <ulimit.h>
#include <unistd.h>
#include <utmp.h>

static void limits(void)
{
	char text[64];
	int directory = open("/", O_RDONLY), names[] = { _PC_MAX_CANON, _PC_MAX_INPUT, _PC_NAME_MAX, _PC_PATH_MAX, _PC_PIPE_BUF, _PC_CHOWN_RESTRICTED,
		_PC_NO_TRUNC, _PC_VDISABLE, _PC_PRIO_IO, _PC_SOCK_MAXBUF, _PC_FILESIZEBITS, _PC_REC_MIN_XFER_SIZE, _PC_SYMLINK_MAX, _PC_2_SYMLINKS, 1000 };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		errno = 0;
		printf("pathconf %d: %ld", names[i], pathconf("/", names[i]));
		printf(" %ld %d\n", fpathconf(directory, names[i]), errno);
	}
	printf("%ld %d\n", pathconf("/nonexistent", _PC_NAME_MAX), errno);
	printf("%zu %s\n", confstr(_CS_PATH, text, sizeof text), text);
	printf("%zu %s %zu\n", confstr(_CS_PATH, text, 5), text, confstr(_CS_PATH, NULL, 0));
	errno = 0;
	printf("%zu %d\n", confstr(12345, text, 5), errno);
	SHOW("%lu", getauxval(AT_PAGESZ));
	SHOW("%d", getauxval(AT_UID) == getuid());
	SHOW("%d", getauxval(AT_RANDOM) != 0 && getauxval(AT_PHDR) != 0);
	errno = 0;
	SHOW("%lu", getauxval(4321));
	printf("%d\n", errno);
	SHOW("%d", ulimit(UL_GETFSIZE) == LONG_MAX);
	fflush(stdout);
	if (fork() == 0) {
		struct rlimit limit;
		ulimit(UL_SETFSIZE, 100L);
		getrlimit(RLIMIT_FSIZE, &limit);
		_exit(limit.rlim_cur == 51200 && ulimit(UL_GETFSIZE) == 100 ? 7 : 8);
	}
	int status;
	wait(&status);
	printf("%d\n", WEXITSTATUS(status));
	char *end = sbrk(0);
	printf("%d", sbrk(10000) == end);
	end[9999] = 1;
	printf(" %d %d %d\n", (char *)sbrk(0) == end + 10000, brk(end), sbrk(0) == end);
	printf("%d %d\n", get_nprocs() >= 1 && get_nprocs() <= get_nprocs_conf(), get_avphys_pages() <= get_phys_pages());
	close(directory);
}

static void terminals(void)
{
	int master, terminal, status;
	char name[64], own[64];
	struct winsize size = { 31, 77, 0, 0 };
	errno = 0;
	printf("ttyname: %d %d", ttyname(0) == NULL, errno);
	printf(" %d", ttyname_r(-1, own, sizeof own));
	printf(" openpty %d", openpty(&master, &terminal, name, NULL, &size));
	printf(" %d", strcmp(ttyname(terminal), name));
	printf(" %d %d", ttyname_r(terminal, own, 3), ttyname_r(terminal, own, sizeof own));
	printf(" %d\n", strcmp(own, name));
	close(master);
	close(terminal);
	fflush(stdout);
	pid_t child = forkpty(&master, NULL, NULL, &size);
	if (child == 0) {
		struct winsize now;
		ioctl(0, TIOCGWINSZ, &now);
		printf("[%d %d %d]\n", now.ws_row, now.ws_col, getsid(0) == getpid() && tcgetpgrp(0) == getpid());
		fflush(stdout);
		_exit(5);
	}
	char line[64];
	ssize_t length = read(master, line, sizeof line - 1);
	line[length > 0 ? length : 0] = 0;
	waitpid(child, &status, 0);
	printf("forkpty: %s %d\n", line, WEXITSTATUS(status));
	close(master);
}

static void traced(void)
{
	static long word = 0x1234567890;
	int status;
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		raise(SIGSTOP);
		_exit(word == -1 ? 9 : 8);
	}
	waitpid(child, &status, 0);
	printf("ptrace: %d", WIFSTOPPED(status));
	printf(" %lx", ptrace(PTRACE_PEEKDATA, child, &word, NULL));
	printf(" %ld", ptrace(PTRACE_POKEDATA, child, &word, (void *)-1L));
	errno = 5;
	printf(" %ld", ptrace(PTRACE_PEEKDATA, child, &word, NULL));
	printf(" %d", errno);
	printf(" %ld", ptrace(PTRACE_PEEKDATA, child, (void *)8, NULL));
	printf(" %d", errno);
	printf(" %ld", ptrace(PTRACE_CONT, child, NULL, NULL));
	waitpid(child, &status, 0);
	printf(" %d\n", WEXITSTATUS(status));
}

static void conversions(void)
{
	static const double values[] = { 0, 1, -1, 0.5, 123.456, 0.00012345, 1e20, 1e-20, 1e300, 2.5, -91.25 };
	char text[64];
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		for (int digits = 1; digits < 20; digits += 4) {
			int point, sign;
			char *result;
			/* glibc loses digits of what it must scale by a power of ten. */
			if (digits < 15 && fabs(values[i]) < 1e10 && (values[i] == 0 || fabs(values[i]) > 1e-10)) {
				result = ecvt(values[i], digits, &point, &sign);
				printf("%s %d %d ", result, point, sign != 0);
			}
			result = fcvt(values[i], digits, &point, &sign);
			printf("%s %d %d ", result, point, sign != 0);
			printf("%s\n", gcvt(values[i], digits, text));
		}
	}
	/* glibc answers three digits for two. */
	int point, sign;
	printf("%s\n", strncmp(ecvt(9.9999, 2, &point, &sign), "10", 2) == 0 && point == 2 ? "10" : "wrong");
	SHOW("%g", strtod_l("12.5", NULL, newlocale(LC_ALL_MASK, "C", NULL)));
}

static void addresses(void)
{
	static const char *const texts[] = { "1:2:3:4:5:6", "01:23:45:67:89:ab", "AA:BB:CC:DD:EE:FF", "1:2:3:4:5", "1:2:3:4:5:6:7", "x", "" };
	struct ether_addr address;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct ether_addr *found = ether_aton(texts[i]);
		printf("%s\n", found ? ether_ntoa(found) : "none");
	}
	char host[64];
	printf("%d", ether_line("8:0:20:1:2:3  some.host # comment", &address, host));
	printf(" %s %s %d\n", ether_ntoa(&address), host, ether_line("# comment", &address, host));
	static const char *const networks[] = { "10", "10.1", "192.168.3.4", "0x7f.1", "010.2", "300", "1.2.3.4.5", "x" };
	for (size_t i = 0; i < sizeof networks / sizeof *networks; i++)
		printf("%x ", inet_network(networks[i]));
	static const char *const hosts[] = { "10.1.2.3", "172.16.5.6", "200.1.2.3", "127.0.0.1" };
	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
		struct in_addr in = { inet_addr(hosts[i]) };
		printf("%x %x %s\n", inet_netof(in), inet_lnaof(in), inet_ntoa(inet_makeaddr(inet_netof(in), inet_lnaof(in))));
	}
}

void test_small(void)
{
	limits();
	terminals();
	traced();
	conversions();
	addresses();
	struct timeb now;
	struct timeval old;
	ftime(&now);
	printf("%d %d\n", now.time - time(NULL) <= 0 && now.millitm < 1000, adjtime(NULL, &old));
	char directory[] = "/tmp/small.XXXXXX", path[64];
	mkdtemp(directory);
	snprintf(path, sizeof path, "%s/file", directory);
	close(creat(path, 0600));
	DIR *stream = opendir(directory);
	struct dirent entry, *next;
	int count = 0, named = 0;
	while (readdir_r(stream, &entry, &next) == 0 && next != NULL) {
		count++;
		named += strcmp(next->d_name, "file") == 0 && next == &entry;
	}
	printf("readdir_r: %d %d\n", count, named);
	closedir(stream);
	unlink(path);
	rmdir(directory);
}

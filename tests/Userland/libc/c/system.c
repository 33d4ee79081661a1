/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <err.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/param.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

extern char **environ;

static void test_descriptors(void)
{
	int epoll = epoll_create1(EPOLL_CLOEXEC), event = eventfd(3, EFD_NONBLOCK);
	struct epoll_event wanted = { .events = EPOLLIN, .data.u32 = 77 }, got = { 0 };
	eventfd_t value = 0;
	SHOW("%d", epoll_ctl(epoll, EPOLL_CTL_ADD, event, &wanted));
	SHOW("%d", epoll_wait(epoll, &got, 1, 0));
	SHOW("%u", got.data.u32);
	SHOW("%d", eventfd_read(event, &value));
	SHOW("%d", (int)value);
	SHOW("%d", eventfd_read(event, &value));
	SHOW("%d", errno);
	int timer = timerfd_create(CLOCK_MONOTONIC, 0);
	struct itimerspec soon = { .it_value.tv_nsec = 1000 };
	unsigned long expirations = 0;
	SHOW("%d", timerfd_settime(timer, 0, &soon, NULL));
	SHOW("%zd", read(timer, &expirations, 8));
	SHOW("%lu", expirations);
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	int signals = signalfd(-1, &set, SFD_NONBLOCK);
	struct signalfd_siginfo information;
	raise(SIGUSR1);
	SHOW("%zd", read(signals, &information, sizeof information));
	SHOW("%u", information.ssi_signo);
	union sigval sent = { .sival_int = 5 };
	siginfo_t received;
	SHOW("%d", sigqueue(getpid(), SIGUSR1, sent));
	struct timespec limit = { 5, 0 };
	SHOW("%d", sigtimedwait(&set, &received, &limit));
	SHOW("%d", received.si_value.sival_int);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	int pair[2];
	SHOW("%d", socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	SHOW("%zd", send(pair[0], "hello", 5, MSG_NOSIGNAL));
	struct pollfd polled = { pair[1], POLLIN | POLLOUT, 0 };
	struct timespec none = { 0, 0 };
	SHOW("%d", ppoll(&polled, 1, &none, NULL));
	SHOW("%d", polled.revents);
	char buffer[16] = "";
	SHOW("%zd", recv(pair[1], buffer, 3, MSG_PEEK));
	struct iovec parts[2] = { { buffer, 2 }, { buffer + 8, 3 } };
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
	SHOW("%zd", recvmsg(pair[1], &message, 0));
	SHOW("%s", buffer);
	SHOW("%s", buffer + 8);
	SHOW("%d", shutdown(pair[0], SHUT_WR));
	SHOW("%zd", recv(pair[1], buffer, 3, 0));
	close(pair[0]);
	close(pair[1]);
	close(epoll);
	close(event);
	close(timer);
	close(signals);
}

static void test_files_more(void)
{
	int fd = open("sys.txt", O_CREAT | O_RDWR | O_TRUNC, 0640);
	struct iovec parts[2] = { { "abc", 3 }, { "defg", 4 } };
	SHOW("%zd", pwritev(fd, parts, 2, 10));
	SHOW("%d", posix_fallocate(fd, 0, 100));
	SHOW("%d", posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL));
	SHOW("%d", lockf(fd, F_TLOCK, 10));
	SHOW("%d", lockf(fd, F_ULOCK, 0));
	struct timeval times[2] = { { 1000, 500000 }, { 2000, 0 } };
	struct stat status;
	SHOW("%d", futimes(fd, times));
	SHOW("%d", fstat(fd, &status));
	SHOW("%ld", (long)status.st_atim.tv_nsec);
	SHOW("%ld", (long)status.st_mtime);
	SHOW("%d", utime("sys.txt", &(struct utimbuf) { 5, 6 }));
	SHOW("%d", stat("sys.txt", &status) ? 0 : (int)status.st_mtime);
	SHOW("%d", fchmodat(AT_FDCWD, "sys.txt", 0600, 0));
	SHOW("%d", linkat(AT_FDCWD, "sys.txt", AT_FDCWD, "sys2.txt", 0));
	SHOW("%d", symlinkat("sys.txt", AT_FDCWD, "sys.link"));
	char target[16] = "";
	SHOW("%zd", readlinkat(AT_FDCWD, "sys.link", target, 16));
	SHOW("%s", target);
	SHOW("%d", renameat(AT_FDCWD, "sys2.txt", AT_FDCWD, "sys3.txt"));
	int to = open("sys4.txt", O_CREAT | O_RDWR | O_TRUNC, 0600);
	off_t from = 10;
	SHOW("%zd", sendfile(to, fd, &from, 7));
	SHOW("%zd", pread(to, target, 7, 0));
	SHOW("%s", target);
	struct statvfs volume;
	SHOW("%d", statvfs(".", &volume));
	SHOW("%d", volume.f_bsize > 0 && volume.f_namemax >= 255);
	close(fd);
	close(to);
	unlink("sys.txt");
	unlink("sys3.txt");
	unlink("sys4.txt");
	unlink("sys.link");
	int memory = memfd_create("x", MFD_CLOEXEC);
	SHOW("%d", ftruncate(memory, 8192));
	char *map = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
	map[5000] = 'q';
	SHOW("%zd", pread(memory, target, 1, 5000));
	SHOW("%c", target[0]);
	munmap(map, 8192);
	close(memory);
}

static void test_spawn(void)
{
	pid_t child;
	int status = 0;
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 1, "spawned", O_CREAT | O_WRONLY | O_TRUNC, 0600);
	posix_spawn_file_actions_adddup2(&actions, 1, 2);
	SHOW("%d", posix_spawnp(&child, "sh", &actions, NULL, (char *[]) { "sh", "-c", "echo out; echo err >&2; exit 3", NULL }, environ));
	waitpid(child, &status, 0);
	SHOW("%d", WEXITSTATUS(status));
	posix_spawn_file_actions_destroy(&actions);
	char text[32] = "";
	int fd = open("spawned", O_RDONLY);
	SHOW("%zd", read(fd, text, 31));
	SHOW("%s", text);
	close(fd);
	unlink("spawned");
	SHOW("%d", posix_spawn(&child, "/no/such/program", NULL, NULL, (char *[]) { "x", NULL }, environ));
	siginfo_t information;
	if ((child = fork()) == 0)
		_exit(9);
	SHOW("%d", waitid(P_PID, child, &information, WEXITED));
	SHOW("%d", information.si_status);
}

static void test_who(void)
{
	struct passwd *user = getpwuid(0), entry, *result;
	SHOW("%s", user ? user->pw_name : "none");
	SHOW("%d", user ? (int)user->pw_gid : -1);
	SHOW("%d", getpwnam("no such user") == NULL);
	char buffer[1024];
	SHOW("%d", getpwnam_r("root", &entry, buffer, sizeof buffer, &result));
	SHOW("%s", result ? result->pw_dir : "none");
	SHOW("%d", getpwnam_r("root", &entry, buffer, 3, &result));
	struct group *group = getgrgid(0), group_entry, *group_result;
	SHOW("%s", group ? group->gr_name : "none");
	SHOW("%d", getgrnam_r("root", &group_entry, buffer, sizeof buffer, &group_result));
	SHOW("%u", group_result ? group_result->gr_gid : 1);
	uid_t real, effective, saved;
	SHOW("%d", getresuid(&real, &effective, &saved));
	SHOW("%d", real == getuid() && effective == geteuid());
	SHOW("%d", sched_get_priority_max(SCHED_FIFO));
	cpu_set_t cpus;
	SHOW("%d", sched_getaffinity(0, sizeof cpus, &cpus));
	SHOW("%d", CPU_COUNT(&cpus) >= 1);
	SHOW("%d", syscall(SYS_getpid) == getpid());
	SHOW("%d", ftok("/no/such/file", 1));
}

static ssize_t read_letters(void *cookie, char *buffer, size_t size)
{
	int *left = cookie;
	size_t count = 0;
	while (count < size && *left > 0)
		buffer[count++] = 'a' + --*left % 26;
	return count;
}

static void test_memory_streams(void)
{
	char buffer[16] = "initial", *data;
	size_t size;
	FILE *file = fmemopen(buffer, sizeof buffer, "r+");
	int c = fgetc(file);
	SHOW("%c", c);
	fseek(file, 0, SEEK_SET);
	fprintf(file, "%d-%s", 42, "x");
	fclose(file);
	SHOW("%s", buffer);
	file = open_memstream(&data, &size);
	fprintf(file, "hello");
	fflush(file);
	printf("%zu %s\n", size, data);
	for (int i = 0; i < 1000; i++)
		fprintf(file, ",%d", i);
	fclose(file);
	printf("%zu %.20s %s\n", size, data, data + size - 8);
	free(data);
	int left = 30;
	file = fopencookie(&left, "r", (cookie_io_functions_t) { .read = read_letters });
	char line[64] = "";
	SHOW("%s", fgets(line, sizeof line, file));
	SHOW("%d", feof(file) != 0);
	fclose(file);
	errno = 0;
	SHOW("%d", fmemopen(buffer, 5, "?") == NULL);
	SHOW("%d", errno);
}

static void test_stdlib_more(void)
{
	srand48(12345);
	for (int i = 0; i < 3; i++)
		printf("%.17g %ld %ld\n", drand48(), lrand48(), mrand48());
	unsigned short state[3] = { 1, 2, 3 };
	printf("%.17g %ld %ld\n", erand48(state), nrand48(state), jrand48(state));
	SHOW("%ld", a64l("./zz"));
	SHOW("%s", l64a(123456));
	char text[] = "ro,size=5,what", *options = text, *value;
	char *const names[] = { "size", "ro", NULL };
	while (*options) {
		int which = getsubopt(&options, names, &value);
		printf("%d %s\n", which, value ? value : "-");
	}
	static const char *versions[][2] = { { "a1", "a10" }, { "a9", "a10" }, { "a01", "a1" }, { "a000", "a00" }, { "b", "a" }, { "1.2.10", "1.2.9" }, { "x", "x" }, { "a", "a1" }, { "000", "00" }, { "01", "010" }, { "09", "0" } };
	for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
		int order = strverscmp(versions[i][0], versions[i][1]);
		printf("%s %s %d\n", versions[i][0], versions[i][1], (order > 0) - (order < 0));
	}
}

/* What programs declare themselves, for no header does. */
int capget(void *, void *), capset(void *, const void *), pivot_root(const char *, const char *);

static void test_undeclared(void)
{
	struct { unsigned version; int pid; } header = { 0, 0 };
	struct { unsigned effective, permitted, inheritable; } sets[2] = { { 0 } };
	unsigned char bits[4] = { 0 };
	errno = 0;
	SHOW("%d", capget(&header, sets));
	SHOW("%d", errno);
	SHOW("%x", header.version);
	SHOW("%d", capget(&header, sets));
	SHOW("%d", sets[0].effective != 0);
	SHOW("%d", capset(&header, sets));
	header.pid = -1;
	SHOW("%d", capset(&header, sets));
	SHOW("%d", errno);
	/* A system need not have it. */
	SHOW("%d", pivot_root("/nonexistent", "/nonexistent"));
	SHOW("%d", errno == ENOENT || errno == ENOSYS);
	setbit(bits, 17);
	setbit(bits, 31);
	clrbit(bits, 17);
	printf("%d %d %d %d %d\n", bits[2], bits[3], !isset(bits, 31), !isclr(bits, 17), powerof2(64) && !powerof2(65));
}

void test_system(void)
{
	test_descriptors();
	test_files_more();
	test_spawn();
	test_who();
	test_memory_streams();
	test_stdlib_more();
	test_undeclared();
}

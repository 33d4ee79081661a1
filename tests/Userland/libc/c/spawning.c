/* SPDX-License-Identifier: MIT */
/* spawn.h, and what starts children besides. */
#include "common.h"
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static posix_spawn_file_actions_t actions;
static posix_spawnattr_t attributes;

/* What became of a shell with these actions and attributes: the error, the signal that ended it or its exit status. */
static void shell(const char *what, char *script)
{
	pid_t child = -1;
	int status = 0, error;
	fflush(stdout);
	error = posix_spawnp(&child, "sh", &actions, &attributes, (char *[]) { "sh", "-c", script, NULL }, environ);
	printf("%s: %s", what, error ? strerror(error) : "started");
	if (!error && waitpid(child, &status, 0) == child)
		printf(WIFSIGNALED(status) ? ", signal %d" : ", exit status %d", WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	puts("");
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
}

static void caught(int signal) { printf("caught %d\n", signal); }

static void test_signals(void)
{
	sigset_t set;
	char *script = "kill -USR1 $$; exit 3";
	shell("default", script);
	signal(SIGUSR1, SIG_IGN);
	shell("ignored", script);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigdefault(&attributes, &set);
	shell("ignored no more", script);
	signal(SIGUSR1, caught);
	shell("caught by the parent", script);
	sigprocmask(SIG_BLOCK, &set, NULL);
	shell("blocked by the parent", script);
	sigemptyset(&set);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setsigmask(&attributes, &set);
	shell("blocked no more", script);
	sigprocmask(SIG_SETMASK, NULL, &set);
	SHOW("%d", sigismember(&set, SIGUSR1));
	SHOW("%d", sigismember(&set, SIGUSR2));
	sigemptyset(&set);
	sigprocmask(SIG_SETMASK, &set, NULL);
	sigaddset(&set, SIGUSR1);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setsigmask(&attributes, &set);
	shell("blocked in the child", script);
	signal(SIGUSR1, SIG_DFL);
}

static void test_attributes(void)
{
	struct sched_param priority = { 0 };
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_RESETIDS);
	shell("a group", "kill -TERM -$$");
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
	shell("a session", "kill -TERM -$$");
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
	posix_spawnattr_setpgroup(&attributes, -1);
	shell("no group", "exit 1");
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSCHEDULER);
	posix_spawnattr_setschedpolicy(&attributes, SCHED_OTHER);
	posix_spawnattr_setschedparam(&attributes, &priority);
	shell("a policy", "exit 1");
	priority.sched_priority = 5;
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSCHEDPARAM);
	posix_spawnattr_setschedparam(&attributes, &priority);
	shell("no priority", "exit 1");
	SHOW("%d", posix_spawnattr_setflags(&attributes, 0x4000));
}

static void test_actions(void)
{
	char text[64] = "";
	int fd = open("kept", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	posix_spawn_file_actions_addopen(&actions, 7, "opened", O_CREAT | O_WRONLY | O_TRUNC, 0640);
	posix_spawn_file_actions_adddup2(&actions, 7, 1);
	posix_spawn_file_actions_addclose(&actions, 7);
	posix_spawn_file_actions_addclose(&actions, 99);
	posix_spawn_file_actions_addopen(&actions, 8, "opened", O_WRONLY | O_APPEND, 0);
	posix_spawn_file_actions_adddup2(&actions, fd, fd);
	posix_spawn_file_actions_addchdir_np(&actions, "/");
	sprintf(text, "echo one; echo two >&8; echo three >&%d; (echo x >&7) 2>/dev/null || pwd; exit 4", fd);
	shell("files", text);
	SHOW("%d", fcntl(fd, F_GETFD));
	SHOW("%zd", pread(fd, text, sizeof text - 1, 0));
	close(fd);
	fd = open("opened", O_RDONLY);
	ssize_t count = read(fd, text, sizeof text - 1);
	text[count < 0 ? 0 : count] = 0;
	SHOW("%s", text);
	close(fd);
	/* The lowest free descriptor is the one that is wanted: nothing is to be moved. */
	posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDONLY, 0);
	sprintf(text, "cat <&%d; exit 5", fd);
	shell("in its place", text);

	posix_spawn_file_actions_addopen(&actions, 5, "missing", O_RDONLY, 0);
	shell("no file", "exit 1");
	posix_spawn_file_actions_adddup2(&actions, 99, 5);
	shell("no descriptor", "exit 1");
	posix_spawn_file_actions_adddup2(&actions, 99, 99);
	shell("no descriptor for itself", "exit 1");
	posix_spawn_file_actions_addchdir_np(&actions, "opened");
	shell("no directory", "exit 1");
	SHOW("%d", posix_spawn_file_actions_addclose(&actions, -1));
	SHOW("%d", posix_spawn_file_actions_adddup2(&actions, 1, -1));
}

static void test_search(void)
{
	char *old = strdup(getenv("PATH")), path[4096];
	int status;
	pid_t child;
	mkdir("bin", 0700);
	close(open("bin/denied", O_CREAT | O_WRONLY, 0600));
	close(open("bin/nothing", O_CREAT | O_WRONLY, 0700));
	int fd = open("own-script", O_CREAT | O_WRONLY, 0700);
	SHOW("%zd", write(fd, "#!/bin/sh\nexit 6\n", 17));
	close(fd);
	snprintf(path, sizeof path, "/missing:opened:bin:%s:", old);
	setenv("PATH", path, 1);
	char *arguments[] = { "x", NULL };
	SHOW("%d", posix_spawnp(&child, "no-such-program", NULL, NULL, arguments, environ));
	SHOW("%d", posix_spawnp(&child, "denied", NULL, NULL, arguments, environ));
	SHOW("%d", posix_spawnp(&child, "nothing", NULL, NULL, arguments, environ));
	SHOW("%d", posix_spawnp(&child, "bin/nothing", NULL, NULL, arguments, environ));
	SHOW("%d", posix_spawnp(&child, "", NULL, NULL, arguments, environ));
	SHOW("%d", posix_spawnp(&child, "opened/x", NULL, NULL, arguments, environ));
	SHOW("%d", posix_spawn(&child, "denied", NULL, NULL, arguments, environ));
	SHOW("%d", posix_spawn(&child, "bin/denied", NULL, NULL, arguments, environ));
	SHOW("%d", posix_spawnp(&child, "own-script", NULL, NULL, arguments, environ));
	SHOW("%d", waitpid(child, &status, 0) == child);
	SHOW("%d", WEXITSTATUS(status));
	SHOW("%d", wait(NULL) < 0 && errno == ECHILD);
	setenv("PATH", old, 1);
	free(old);
}

/* No descriptor is needed. */
static void test_without_descriptors(void)
{
	struct rlimit old, none;
	pid_t child;
	getrlimit(RLIMIT_NOFILE, &old);
	none = old;
	none.rlim_cur = 0;
	setrlimit(RLIMIT_NOFILE, &none);
	int error = posix_spawn(&child, "/no/such/program", NULL, NULL, (char *[]) { "x", NULL }, environ);
	setrlimit(RLIMIT_NOFILE, &old);
	SHOW("%d", error);
	setrlimit(RLIMIT_NOFILE, &none);
	error = posix_spawn(&child, "/bin/sh", NULL, NULL, (char *[]) { "sh", "-c", ":", NULL }, environ);
	setrlimit(RLIMIT_NOFILE, &old);
	SHOW("%d", error);
	/* Whether a shell gets on without is another matter. */
	SHOW("%d", waitpid(child, NULL, 0) == child);
}

/* A child of popen's that had the other's end of a pipe would keep that from its end. */
static void test_two_pipes(void)
{
	char line[32];
	FILE *first = popen("cat >first", "w"), *second = popen("cat >second", "w"), *third = popen("echo third", "re");
	fputs("1", first);
	fputs("2", second);
	SHOW("%d", pclose(first));
	SHOW("%s", fgets(line, sizeof line, third));
	SHOW("%d", pclose(third));
	SHOW("%d", pclose(second));
	fflush(stdout);
	SHOW("%d", system("cat first second; echo; exit 8") >> 8);
}

void test_spawning(void)
{
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	test_signals();
	test_attributes();
	test_actions();
	test_search();
	test_without_descriptors();
	fflush(stdout);
	test_two_pipes();
}

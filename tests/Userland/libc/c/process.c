/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <setjmp.h>
#include <signal.h>
#include <unistd.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/utsname.h>
#include <sys/wait.h>

static volatile sig_atomic_t caught, restarted;

static void note(int signal)
{
	caught = signal;
}

static void note_information(int signal, siginfo_t *information, void *context)
{
	caught = signal * 1000 + (information->si_pid == getpid()) * 100 + (context != NULL);
}

/* Leaves out the instruction that failed, two bytes long, and writes a register that it would have. */
static void step_over(int signal, siginfo_t *information, void *context)
{
	ucontext_t *interrupted = context;
	greg_t *registers = interrupted->uc_mcontext.gregs;
	caught = signal + (information->si_addr == (void *)registers[REG_RIP]) + 2 * sigismember(&interrupted->uc_sigmask, SIGUSR2);
	registers[REG_RIP] += 2;
	registers[REG_RDX] = registers[REG_RSI] + 1;
}

static sigjmp_buf recovery;

static void recover(int signal)
{
	siglongjmp(recovery, signal);
}

static int run(int (*child)(void))
{
	int status;
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0)
		_exit(child());
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

static int exec_list(void) { execl("/bin/sh", "sh", "-c", "exit $1", "sh", "7", (char *)NULL); return 1; }
static int exec_path(void) { execlp("sh", "sh", "-c", "exit 8", (char *)NULL); return 1; }
static int exec_environment(void)
{
	char *environment[] = { "CODE=9", NULL };
	execle("/bin/sh", "sh", "-c", "exit $CODE", (char *)NULL, environment);
	return 1;
}
static int exec_missing(void) { char *arguments[] = { "x", NULL }; execvp("no-such-program", arguments); return errno == ENOENT ? 10 : 1; }
static int crash(void) { volatile int *volatile nowhere = NULL; return *nowhere; }
static int group(void) { return setpgid(0, 0) || getpgrp() != getpid(); }
static int session(void) { return setsid() != getpid() || getsid(0) != getpid(); }

static jmp_buf jump;

static void jumper(int depth)
{
	if (depth == 0)
		longjmp(jump, 5);
	jumper(depth - 1);
}

void test_process(void)
{
	struct sigaction action, old;
	sigset_t set, previous;

	SHOW("%d", run(exec_list));
	SHOW("%d", run(exec_path));
	SHOW("%d", run(exec_environment));
	SHOW("%d", run(exec_missing));
	SHOW("%d", run(crash));
	SHOW("%d", run(group));
	SHOW("%d", run(session));
	SHOW("%d", getpid() > 0 && getppid() > 0 && getpgrp() == getpgid(0));
	SHOW("%d", system("exit 5") == 5 << 8);
	SHOW("%d", system(NULL) != 0);
	SHOW("%d", wait(NULL) < 0 && errno == ECHILD);

	SHOW("%d", signal(SIGUSR1, note) == SIG_DFL);
	SHOW("%d", raise(SIGUSR1));
	SHOW("%d", caught);
	SHOW("%d", signal(SIGUSR1, SIG_DFL) == note);
	memset(&action, 0, sizeof action);
	action.sa_sigaction = note_information;
	action.sa_flags = SA_SIGINFO;
	SHOW("%d", sigaction(SIGUSR2, &action, &old));
	SHOW("%d", old.sa_handler == SIG_DFL);
	SHOW("%d", kill(getpid(), SIGUSR2));
	SHOW("%d", caught);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	SHOW("%d", sigprocmask(SIG_BLOCK, &set, &previous));
	caught = 0;
	raise(SIGUSR2);
	SHOW("%d", caught);
	sigset_t pending;
	sigpending(&pending);
	SHOW("%d", sigismember(&pending, SIGUSR2));
	SHOW("%d", sigsuspend(&previous) < 0 && errno == EINTR);
	SHOW("%d", caught);
	action.sa_sigaction = step_over;
	sigaction(SIGILL, &action, NULL);
	long answer;
	__asm__ volatile("ud2" : "=d"(answer) : "S"(41L), "d"(0L) : "memory");
	SHOW("%ld", answer);
	SHOW("%d", caught - SIGILL);
	SHOW("%d", sigprocmask(SIG_SETMASK, &previous, NULL));
	SHOW("%d", sigaddset(&set, 100) < 0 && errno == EINVAL);
	SHOW("%d", sigaction(SIGKILL, &action, NULL) < 0 && errno == EINVAL);
	memset(&action, 0, sizeof action);
	action.sa_handler = note;
	sigaction(SIGALRM, &action, NULL);
	struct itimerval timer = { { 0, 0 }, { 0, 20000 } };
	setitimer(ITIMER_REAL, &timer, NULL);
	SHOW("%d", sleep(5) == 4);
	SHOW("%d", caught == SIGALRM);
	signal(SIGSEGV, recover);
	int from = sigsetjmp(recovery, 1);
	if (from == 0)
		crash();
	SHOW("%d", from);
	from = sigsetjmp(recovery, 1);
	if (from == 0)
		crash();
	SHOW("%d", from);
	signal(SIGSEGV, SIG_DFL);
	int value = setjmp(jump);
	if (value == 0)
		jumper(10);
	SHOW("%d", value);
	value = setjmp(jump);
	if (value == 0)
		longjmp(jump, 0);
	SHOW("%d", value);
	struct utsname name;
	SHOW("%d", uname(&name));
	SHOW("%s", name.machine);
	struct rlimit limit;
	SHOW("%d", getrlimit(RLIMIT_NOFILE, &limit));
	SHOW("%d", sysconf(_SC_PAGESIZE) == 4096 && sysconf(_SC_CLK_TCK) == 100);
	SHOW("%d", sysconf(_SC_OPEN_MAX) == (long)limit.rlim_cur);
	(void)restarted;
}

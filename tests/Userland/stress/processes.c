// SPDX-License-Identifier: MIT
// Processes that begin, end, and are signalled while they run on other CPUs.
#include "stress.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>

static int wait_for(int child)
{
    int status;
    while (waitpid(child, &status, 0) != child) EXPECT(errno, EINTR);
    return status;
}

static void expect_exit(int child, int code) { EXPECT(wait_for(child), code << 8); }

void fork_tree(void)
{
    int count = 1 + any(4), children[4];
    for (int i = 0; i < count; i++) {
        NEEDS((children[i] = fork()) >= 0);
        if (children[i] == 0) {
            int grandchild = fork();
            NEEDS(grandchild >= 0);
            if (grandchild == 0) _exit(30 + i);
            expect_exit(grandchild, 30 + i);
            _exit(10 + i);
        }
    }
    for (int i = 0; i < count; i++) expect_exit(children[i], 10 + i);
}

void exec_self(void)
{
    char code[8];
    int expected = any(100);
    snprintf(code, sizeof code, "%d", expected);
    int child = fork();
    NEEDS(child >= 0);
    if (child == 0) {
        execl(self_path, self_path, "exit", code, (char *)0);
        _exit(97);
    }
    expect_exit(child, expected);
}

void vfork_self(void)
{
    char *arguments[] = { (char *)self_path, "exit", "41", 0 };
    char *environment[] = { 0 };
    int child;
    EXPECT(posix_spawn(&child, self_path, 0, 0, arguments, environment), 0);
    expect_exit(child, 41);
}

static void *spin(void *unused)
{
    (void)unused;
    for (volatile long i = 0;; i++) {}
    return 0;
}

// exit_group while other threads run, perhaps in user code on other CPUs.
void end_of_many_threads(void)
{
    int child = fork();
    NEEDS(child >= 0);
    if (child == 0) {
        pthread_t thread;
        for (int i = 0; i < 3; i++) EXPECT(pthread_create(&thread, 0, spin, 0), 0);
        if (any(2)) usleep(any(3000));
        _exit(17);
    }
    expect_exit(child, 17);
}

static void *exec_here(void *unused)
{
    (void)unused;
    execl(self_path, self_path, "exit", "23", (char *)0);
    _exit(97);
}

// execve(2) ends the other threads wherever they are.
void exec_from_thread(void)
{
    int child = fork();
    NEEDS(child >= 0);
    if (child == 0) {
        pthread_t thread;
        EXPECT(pthread_create(&thread, 0, spin, 0), 0);
        EXPECT(pthread_create(&thread, 0, exec_here, 0), 0);
        spin(0);
    }
    expect_exit(child, 23);
}

void kill_busy(void)
{
    int child = fork();
    NEEDS(child >= 0);
    if (child == 0) spin(0);
    if (any(2)) usleep(any(4000));
    EXPECT(kill(child, SIGKILL), 0);
    EXPECT(wait_for(child), SIGKILL);
}

void stop_and_continue(void)
{
    int status, child = fork();
    NEEDS(child >= 0);
    if (child == 0) spin(0);
    for (int i = 0; i < 3; i++) {
        EXPECT(kill(child, SIGSTOP), 0);
        EXPECT(waitpid(child, &status, WUNTRACED), child);
        NEEDS(WIFSTOPPED(status));
        EXPECT(kill(child, SIGCONT), 0);
        EXPECT(waitpid(child, &status, WCONTINUED), child);
        NEEDS(WIFCONTINUED(status));
    }
    EXPECT(kill(child, SIGTERM), 0);
    EXPECT(wait_for(child), SIGTERM);
}

static volatile int *received;
static void count_signal(int signal) { (void)signal; __atomic_fetch_add(received, 1, __ATOMIC_RELAXED); }

// A realtime signal is queued each time, so none may be lost, whatever the receiver does.
void signal_storm(void)
{
    int count = 20 + any(60);
    received = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    NEEDS(received != MAP_FAILED);
    signal(SIGRTMIN, count_signal);
    int is_busy = any(2);
    int child = fork();
    NEEDS(child >= 0);
    if (child == 0) {
        while (*received < count) if (!is_busy) usleep(500);
        _exit(5);
    }
    union sigval value = { 0 };
    for (int i = 0; i < count; i++) while (sigqueue(child, SIGRTMIN, value) != 0) EXPECT(errno, EAGAIN);
    expect_exit(child, 5);
    EXPECT(*received, count);
    munmap((void *)received, 4096);
}

// SPDX-License-Identifier: MIT
// unshare(2), and clone(2) without sharing, in processes of several threads.
#include "oracle.h"
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mount.h>

static pthread_barrier_t barrier;

static void meet(void)
{
    pthread_barrier_wait(&barrier);
}

static pthread_t start(void *(*work)(void *))
{
    pthread_t thread;
    pthread_barrier_init(&barrier, NULL, 2);
    NEED(pthread_create(&thread, NULL, work, NULL) == 0);
    return thread;
}

static int shared, opened;

static void *own_files(void *unused)
{
    (void)unused;
    R(unshare(CLONE_FILES));
    R(unshare(CLONE_FILES));
    opened = open("f", O_RDONLY);
    R(close(shared));
    meet();
    meet();
    R(fcntl(shared, F_GETFD));
    T(fcntl(opened, F_GETFD) == 0);
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    R(fcntl(opened, F_GETLK, &lock));
    T(lock.l_type == F_WRLCK && lock.l_pid == getpid());
    CHILD { R(fcntl(shared, F_GETFD)), R(fcntl(opened, F_GETFD)); }
    return NULL;
}

CASE(files)
{
    make_file("f", "x");
    shared = open("f", O_RDWR);
    pthread_t thread = start(own_files);
    meet();
    R(fcntl(shared, F_GETFD));
    R(fcntl(opened, F_GETFD));
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    R(fcntl(shared, F_SETLK, &lock));
    meet();
    pthread_join(thread, NULL);
    R(fcntl(shared, F_GETFD));
}

static int ends[2];

static void *closes_at_its_end(void *unused)
{
    (void)unused;
    R(unshare(CLONE_FILES));
    meet();
    meet();
    return NULL;
}

CASE(files_go_with_the_thread)
{
    pipe(ends);
    pthread_t thread = start(closes_at_its_end);
    meet();
    close(ends[1]);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    char c;
    R(read(ends[0], &c, 1));
    meet();
    pthread_join(thread, NULL);
    // Linux says that a thread has ended before it closes the thread's files.
    struct pollfd end = { ends[0], POLLIN, 0 };
    poll(&end, 1, 5000);
    R(read(ends[0], &c, 1));
}

static void *own_tree(void *unused)
{
    (void)unused;
    R(unshare(CLONE_FS));
    R(chdir("d"));
    R(umask(077));
    close(open("made", O_CREAT | O_WRONLY, 0666));
    meet();
    meet();
    char name[4096];
    T(getcwd(name, sizeof name) && !strcmp(strrchr(name, '/'), "/d"));
    R(umask(0));
    CHILD { T(getcwd(name, sizeof name) && !strcmp(strrchr(name, '/'), "/d")); R(umask(0)); }
    return NULL;
}

CASE(tree)
{
    mkdir("d", 0755);
    pthread_t thread = start(own_tree);
    meet();
    R(access("d", F_OK));
    R(umask(022));
    struct stat status;
    stat("d/made", &status);
    printf("%o\n", status.st_mode);
    R(chdir("d/.."));
    meet();
    pthread_join(thread, NULL);
    R(umask(022));
}

static void *own_mounts(void *unused)
{
    (void)unused;
    R(unshare(CLONE_NEWNS));
    R(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
    R(mount("none", "d", "tmpfs", 0, NULL));
    make_file("d/inside", "");
    meet();
    meet();
    R(access("d/inside", F_OK));
    return NULL;
}

CASE(mounts)
{
    mkdir("d", 0755);
    pthread_t thread = start(own_mounts);
    meet();
    R(access("d/inside", F_OK));
    meet();
    pthread_join(thread, NULL);
}

static void *wrong(void *unused)
{
    (void)unused;
    R(unshare(CLONE_THREAD));
    R(unshare(CLONE_SIGHAND));
    R(unshare(CLONE_VM));
    R(unshare(CLONE_THREAD | CLONE_FILES));
    R(unshare(CLONE_SYSVSEM));
    R(unshare(0));
    R(unshare(CLONE_VFORK));
    R(unshare(CLONE_FS | CLONE_FILES | CLONE_SYSVSEM));
    setresuid(1000, 1000, 1000);
    R(unshare(CLONE_NEWNS));
    R(unshare(CLONE_NEWNS | CLONE_THREAD));
    R(unshare(CLONE_FS));
    return NULL;
}

CASE(wrong_flags)
{
    pthread_t thread;
    CHILD { wrong(NULL); }
    CHILD
    {
        pthread_create(&thread, NULL, wrong, NULL);
        pthread_join(thread, NULL);
    }
}

static void *execs(void *unused)
{
    (void)unused;
    unshare(CLONE_FILES | CLONE_FS);
    chdir("d");
    fcntl(shared, F_SETFD, FD_CLOEXEC);
    dup2(opened, 77);
    char *arguments[] = { "sh", "-c", "test -d ../d && echo in d; test -e /proc/self/fd/77 && echo 77; test -e /proc/self/fd/66 || echo no 66", NULL };
    execv("/bin/sh", arguments);
    return NULL;
}

CASE(program)
{
    // Another thread's program has what that thread had.
    mkdir("d", 0755), make_file("f", "");
    opened = open("f", O_RDONLY);
    shared = dup2(opened, 66);
    CHILD
    {
        pthread_t thread;
        pthread_create(&thread, NULL, execs, NULL);
        pthread_join(thread, NULL);
    }
}

CASE(program_of_who_shares_files)
{
    make_file("f", "");
    int file = open("f", O_RDONLY | O_CLOEXEC);
    pid_t child = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);
    if (child == 0) {
        execl("/bin/true", "true", (char *)NULL);
        _exit(1);
    }
    show_child("sharer", child);
    R(fcntl(file, F_GETFD));
}

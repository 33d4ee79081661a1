// SPDX-License-Identifier: MIT
// fcntl: leases (F_SETLEASE, F_GETLEASE) and notices of directories (F_NOTIFY).
#include "oracle.h"
#include <sys/inotify.h>
#include <sys/mount.h>
#include <time.h>

static volatile int caught, last_code, last_fd, last_signal;
static volatile long last_band;

static void catch(int signal, siginfo_t *info, void *context)
{
    (void)context;
    caught++, last_signal = signal, last_code = info->si_code, last_fd = info->si_fd, last_band = info->si_band;
}

static void expect(int signal)
{
    struct sigaction action = { .sa_sigaction = catch, .sa_flags = SA_SIGINFO | SA_RESTART };
    sigaction(signal, &action, NULL);
    caught = 0;
}

static void seen(const char *label, int file)
{
    printf("%s: %d", label, caught);
    if (caught) printf(" %s code %d fd %s band %#lx", oracle_signal(last_signal), last_code, last_fd == file ? "same" : "other", last_code == SI_KERNEL ? 0 : last_band);
    printf("\n");
    caught = 0;
}

static void break_time(int seconds)
{
    int file = open("/proc/sys/fs/lease-break-time", O_WRONLY);
    dprintf(file, "%d\n", seconds);
    close(file);
}

CASE(errors)
{
    make_file("f", "x");
    int file = open("f", O_RDONLY), both = -1, ends[2];
    NEED(pipe(ends) == 0);
    R(fcntl(file, F_GETLEASE));
    R(fcntl(file, F_SETLEASE, F_UNLCK));
    R(fcntl(file, F_SETLEASE, 7));
    R(fcntl(file, F_SETLEASE, -1));
    R(fcntl(ends[0], F_SETLEASE, F_RDLCK));
    R(fcntl(ends[0], F_GETLEASE));
    R(fcntl(open("/dev/null", O_RDONLY), F_SETLEASE, F_RDLCK));
    R(fcntl(-1, F_SETLEASE, F_RDLCK));
    R(fcntl(open("f", O_PATH), F_SETLEASE, F_RDLCK));
    R(fcntl(open("f", O_PATH), F_GETLEASE));
    both = open("f", O_RDWR);
    R(fcntl(file, F_SETLEASE, F_RDLCK));
    R(fcntl(both, F_SETLEASE, F_WRLCK));
    R(fcntl(both, F_SETLEASE, F_RDLCK));
    close(both);
    R(fcntl(file, F_SETLEASE, F_RDLCK));
    R(fcntl(file, F_GETLEASE));
    int second = open("f", O_RDONLY);
    R(fcntl(second, F_GETLEASE));
    R(fcntl(second, F_SETLEASE, F_RDLCK));
    R(fcntl(second, F_SETLEASE, F_WRLCK));
    R(fcntl(second, F_SETLEASE, F_UNLCK));
    R(fcntl(file, F_SETLEASE, F_WRLCK));
    close(second);
    R(fcntl(file, F_SETLEASE, F_WRLCK));
    R(fcntl(file, F_GETLEASE));
    R(fcntl(file, F_SETLEASE, F_UNLCK));
    R(fcntl(file, F_SETLEASE, F_UNLCK));
    R(fcntl(file, F_GETLEASE));
}

CASE(of_other_users)
{
    make_file("f", "x");
    make_file("own", "x");
    chmod(".", 0755), chmod("f", 0644), chown("own", 65534, 65534);
    CHILD
    {
        setgid(65534), setuid(65534);
        int file = open("f", O_RDONLY), own = open("own", O_RDONLY);
        R(fcntl(file, F_SETLEASE, F_RDLCK));
        R(fcntl(file, F_SETLEASE, F_UNLCK));
        R(fcntl(file, F_SETLEASE, 7));
        R(fcntl(open("/dev/null", O_RDONLY), F_SETLEASE, F_RDLCK));
        R(fcntl(own, F_SETLEASE, F_RDLCK));
        R(fcntl(own, F_GETLEASE));
    }
}

CASE(owner_and_duplicates)
{
    make_file("f", "x");
    int file = open("f", O_RDONLY);
    R(fcntl(file, F_GETOWN));
    R(fcntl(file, F_SETLEASE, F_RDLCK));
    T(fcntl(file, F_GETOWN) == getpid());
    int copy = dup(file);
    R(fcntl(copy, F_GETLEASE));
    close(file);
    R(fcntl(copy, F_GETLEASE));
    CHILD
    {
        R(fcntl(copy, F_GETLEASE));
        R(fcntl(copy, F_SETLEASE, F_UNLCK));
    }
    R(fcntl(copy, F_GETLEASE));
    R(fcntl(copy, F_SETLEASE, F_WRLCK));
    close(copy);
    copy = open("f", O_RDONLY);
    R(fcntl(copy, F_GETLEASE));
    fcntl(copy, F_SETOWN, -getpgrp());
    R(fcntl(copy, F_SETLEASE, F_RDLCK));
    T(fcntl(copy, F_GETOWN) == -getpgrp());
}

CASE(not_waiting)
{
    make_file("f", "x");
    expect(SIGIO);
    int file = open("f", O_RDONLY);
    R(fcntl(file, F_SETLEASE, F_RDLCK));
    OK(open("f", O_RDONLY | O_NONBLOCK));
    seen("reader", file);
    R(open("f", O_WRONLY | O_NONBLOCK));
    seen("writer", file);
    R(fcntl(file, F_GETLEASE));
    R(open("f", O_WRONLY | O_NONBLOCK));
    seen("writer again", file);
    R(fcntl(file, F_SETLEASE, F_RDLCK));
    R(fcntl(file, F_GETLEASE));
    R(fcntl(file, F_SETLEASE, F_UNLCK));
    OK(open("f", O_WRONLY | O_NONBLOCK));
    R(fcntl(file, F_SETLEASE, F_RDLCK));
}

CASE(write_lease_and_signal)
{
    make_file("f", "x");
    expect(SIGRTMIN), expect(SIGIO);
    int file = open("f", O_RDWR);
    R(fcntl(file, F_SETSIG, SIGRTMIN));
    R(fcntl(file, F_SETLEASE, F_WRLCK));
    R(open("f", O_RDONLY | O_NONBLOCK));
    seen("reader", file);
    R(fcntl(file, F_GETLEASE));
    R(open("f", O_RDONLY | O_NONBLOCK));
    seen("reader again", file);
    R(open("f", O_RDWR | O_NONBLOCK));
    seen("writer", file);
    R(fcntl(file, F_GETLEASE));
    R(open("f", O_RDONLY | O_NONBLOCK));
    seen("third reader", file);
    R(fcntl(file, F_SETLEASE, F_UNLCK));
    int other = open("f", O_RDONLY | O_NONBLOCK);
    T(other >= 0);
    R(fcntl(other, F_SETLEASE, F_RDLCK));
    close(file);
    R(fcntl(other, F_SETLEASE, F_RDLCK));
    R(fcntl(other, F_SETSIG, SIGIO));
    R(open("f", O_RDWR | O_NONBLOCK));
    seen("SIGIO asked for", other);
}

CASE(no_break_by)
{
    make_file("f", "x");
    expect(SIGIO);
    int file = open("f", O_RDWR);
    R(fcntl(file, F_SETLEASE, F_WRLCK));
    struct stat status;
    R(stat("f", &status));
    R(chmod("f", 0600));
    R(link("f", "g"));
    R(rename("g", "h"));
    R(unlink("h"));
    R(ftruncate(file, 0));
    OK(open("f", O_PATH));
    R(access("f", R_OK));
    seen("none", file);
    R(fcntl(file, F_GETLEASE));
}

CASE(waiting)
{
    make_file("f", "abc");
    expect(SIGIO);
    int file = open("f", O_RDONLY), report[2];
    pipe(report);
    R(fcntl(file, F_SETLEASE, F_WRLCK));
    pid_t reader = fork();
    if (reader == 0) {
        int own = open("f", O_RDONLY);
        write(report[1], "r", 1);
        _exit(own < 0);
    }
    while (!caught) sleep_ms(1);
    seen("reader", file);
    R(fcntl(file, F_GETLEASE));
    R(fcntl(file, F_SETLEASE, F_RDLCK));
    show_child("reader", reader);
    R(fcntl(file, F_GETLEASE));
    pid_t cutter = fork();
    if (cutter == 0) _exit(truncate("f", 1) < 0);
    while (!caught) sleep_ms(1);
    seen("cutter", file);
    R(fcntl(file, F_GETLEASE));
    struct stat status;
    fstat(file, &status);
    R(status.st_size);
    close(file);
    show_child("cutter", cutter);
    stat("f", &status);
    R(status.st_size);
}

CASE(taken_away)
{
    make_file("f", "abc");
    expect(SIGIO);
    break_time(1);
    int file = open("f", O_RDONLY);
    R(fcntl(file, F_SETLEASE, F_WRLCK));
    long start = now_ms();
    pid_t reader = fork();
    if (reader == 0) _exit(open("f", O_RDONLY) < 0);
    while (!caught) sleep_ms(1);
    show_child("reader", reader);
    long took = now_ms() - start;
    T(took >= 900 && took < 4000);
    R(fcntl(file, F_GETLEASE));
    caught = 0;
    pid_t writer = fork();
    if (writer == 0) _exit(open("f", O_WRONLY) < 0);
    while (!caught) sleep_ms(1);
    show_child("writer", writer);
    R(fcntl(file, F_GETLEASE));
    break_time(45);
}

CASE(interrupted)
{
    make_file("f", "abc");
    expect(SIGIO);
    int file = open("f", O_RDONLY);
    R(fcntl(file, F_SETLEASE, F_RDLCK));
    pid_t writer = fork();
    if (writer == 0) {
        struct sigaction action = { .sa_sigaction = catch, .sa_flags = SA_SIGINFO };
        sigaction(SIGALRM, &action, NULL);
        alarm(1);
        R(open("f", O_WRONLY));
        _exit(0);
    }
    while (!caught) sleep_ms(1);
    show_child("writer", writer);
    R(fcntl(file, F_GETLEASE));
}

CASE(controls)
{
    char text[32];
    T(read_file("/proc/sys/fs/lease-break-time", text, sizeof text) > 0 && atoi(text) == 45);
    T(read_file("/proc/sys/fs/leases-enable", text, sizeof text) > 0 && atoi(text) == 1);
    T(read_file("/proc/sys/fs/dir-notify-enable", text, sizeof text) > 0 && atoi(text) == 1);
    int file = open("/proc/sys/fs/lease-break-time", O_WRONLY);
    R(write(file, "abc\n", 4));
    R(write(file, "7\n", 2));
    read_file("/proc/sys/fs/lease-break-time", text, sizeof text);
    R(atoi(text));
    break_time(45);
}

CASE(notice_errors)
{
    make_file("f", "x");
    int file = open("f", O_RDONLY), folder = open(".", O_RDONLY);
    R(fcntl(file, F_NOTIFY, DN_CREATE));
    R(fcntl(file, F_NOTIFY, 0));
    R(fcntl(file, F_NOTIFY, DN_MULTISHOT));
    R(fcntl(folder, F_NOTIFY, 0));
    R(fcntl(folder, F_GETOWN));
    R(fcntl(folder, F_NOTIFY, 0x40));
    R(fcntl(folder, F_NOTIFY, DN_CREATE | 0x40));
    T(fcntl(folder, F_GETOWN) == getpid());
    R(fcntl(open(".", O_PATH), F_NOTIFY, DN_CREATE));
    R(fcntl(-1, F_NOTIFY, DN_CREATE));
}

static void all_things(int folder, int notice, const char *label)
{
    printf("-- %s\n", label);
#define DO(what) (fcntl(folder, F_NOTIFY, notice), what, seen(#what, folder), fcntl(folder, F_NOTIFY, 0))
    int file = -1;
    DO(close(open("d/f", O_WRONLY | O_CREAT, 0644)));
    DO(file = open("d/f", O_RDWR));
    DO(write(file, "abc", 3));
    DO(pread(file, (char[3]){ 0 }, 3, 0));
    DO(ftruncate(file, 1));
    DO(truncate("d/f", 0));
    DO(fchmod(file, 0600));
    DO(close(file));
    DO(chmod("d/f", 0644));
    DO(utimensat(AT_FDCWD, "d/f", NULL, 0));
    DO(link("d/f", "d/g"));
    DO(rename("d/g", "d/h"));
    DO(rename("d/h", "out"));
    DO(rename("out", "d/in"));
    DO(unlink("d/in"));
    DO(symlink("x", "d/l"));
    DO(mkdir("d/sub", 0755));
    DO(rmdir("d/sub"));
    DO(mkfifo("d/p", 0644));
    DO(chmod("d", 0755));
    DO(unlink("d/l")), DO(unlink("d/p")), DO(unlink("d/f"));
#undef DO
}

CASE(notices)
{
    mkdir("d", 0755);
    expect(SIGIO);
    int folder = open("d", O_RDONLY);
    fcntl(folder, F_SETSIG, SIGIO);
    all_things(folder, DN_ACCESS, "DN_ACCESS");
    all_things(folder, DN_MODIFY, "DN_MODIFY");
    all_things(folder, DN_CREATE, "DN_CREATE");
    all_things(folder, DN_DELETE, "DN_DELETE");
    all_things(folder, DN_RENAME, "DN_RENAME");
    all_things(folder, DN_ATTRIB, "DN_ATTRIB");
}

CASE(once_or_lasting)
{
    expect(SIGRTMIN), expect(SIGIO);
    int folder = open(".", O_RDONLY);
    R(fcntl(folder, F_NOTIFY, DN_CREATE));
    make_file("a", ""), make_file("b", "");
    seen("once", folder);
    R(fcntl(folder, F_SETSIG, SIGRTMIN));
    R(fcntl(folder, F_NOTIFY, DN_CREATE | DN_MULTISHOT));
    make_file("c", ""), make_file("d", "");
    seen("lasting", folder);
    R(fcntl(folder, F_NOTIFY, DN_DELETE));
    make_file("e", ""), unlink("e");
    seen("added to", folder);
    R(fcntl(folder, F_NOTIFY, DN_MULTISHOT));
    make_file("g", "");
    seen("ended", folder);
    R(fcntl(folder, F_NOTIFY, DN_CREATE | DN_MULTISHOT));
    close(dup(folder));
    make_file("h", "");
    seen("copy closed", folder);
    R(fcntl(folder, F_NOTIFY, DN_CREATE | DN_MULTISHOT));
    CHILD { close(folder); }
    make_file("i", "");
    seen("closed by a child", folder);
    int copy = dup(folder);
    close(folder);
    make_file("j", "");
    seen("closed", copy);
}

CASE(inotify_unmount)
{
    mkdir("m", 0755);
    NEED(mount("none", "m", "tmpfs", 0, NULL) == 0);
    make_file("m/f", "x"), mkdir("m/d", 0755);
    int watch = inotify_init1(IN_NONBLOCK);
    R(inotify_add_watch(watch, "m/f", IN_MODIFY));
    R(inotify_add_watch(watch, "m", IN_CREATE));
    R(inotify_add_watch(watch, "m/d", IN_ONESHOT | IN_CREATE));
    R(inotify_add_watch(watch, ".", IN_ALL_EVENTS));
    R(mount("m", "m/d", NULL, MS_BIND, NULL));
    R(umount("m/d"));
    char buffer[4096] __attribute__((aligned(8)));
    while (read(watch, buffer, sizeof buffer) > 0) {}
    R(umount("m"));
    unsigned unmounted[5] = { 0 }, ignored[5] = { 0 };
    ssize_t count = read(watch, buffer, sizeof buffer);
    for (char *next = buffer; next < buffer + count;) {
        struct inotify_event *event = (void *)next;
        if (event->mask & IN_UNMOUNT) unmounted[event->wd] = event->mask;
        if (event->mask & IN_IGNORED) ignored[event->wd] = event->mask + (unmounted[event->wd] == 0);
        next += sizeof *event + event->len;
    }
    for (int i = 1; i < 5; i++) printf("%d: %#x %#x\n", i, unmounted[i], ignored[i]);
    R(inotify_rm_watch(watch, 1));
    R(inotify_rm_watch(watch, 4));
}

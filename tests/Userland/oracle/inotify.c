// SPDX-License-Identifier: MIT
// inotify(7).
#include "oracle.h"
#include <poll.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>

static const struct { unsigned bit; const char *name; } names[] = {
#define N(name) { name, #name }
    N(IN_ACCESS), N(IN_MODIFY), N(IN_ATTRIB), N(IN_CLOSE_WRITE), N(IN_CLOSE_NOWRITE), N(IN_OPEN), N(IN_MOVED_FROM), N(IN_MOVED_TO), N(IN_CREATE),
    N(IN_DELETE), N(IN_DELETE_SELF), N(IN_MOVE_SELF), N(IN_UNMOUNT), N(IN_Q_OVERFLOW), N(IN_IGNORED), N(IN_ISDIR),
#undef N
};

static void show(const char *label, int file)
{
    char buffer[8192] __attribute__((aligned(8)));
    ssize_t count = read(file, buffer, sizeof buffer);
    printf("%s:%s\n", label, count < 0 ? oracle_error(errno) : "");
    uint32_t cookie = 0;
    for (char *next = buffer; next < buffer + count;) {
        struct inotify_event *event = (void *)next;
        printf("  %d", event->wd);
        for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
            if (event->mask & names[i].bit) printf(" %s", names[i].name);
        if (event->len) printf(" \"%s\" (%u)", event->name, event->len);
        if (event->cookie) printf(" cookie %s", event->cookie == cookie ? "same" : "new");
        cookie = event->cookie;
        printf("\n");
        next += sizeof *event + event->len;
    }
}

static void touch(const char *path)
{
    close(open(path, O_WRONLY | O_CREAT, 0644));
}

CASE(life_of_a_file_in_a_directory)
{
    int file = inotify_init1(IN_NONBLOCK);
    R(inotify_add_watch(file, ".", IN_ALL_EVENTS));
    show("nothing", file);
    int plain = open("plain", O_RDWR | O_CREAT, 0644);
    show("created", file);
    write(plain, "abc", 3);
    write(plain, "abc", 3);
    pwrite(plain, "abc", 3, 0);
    show("written", file);
    char byte;
    pread(plain, &byte, 1, 0);
    show("read", file);
    ftruncate(plain, 1);
    show("truncated", file);
    fchmod(plain, 0600);
    show("mode", file);
    close(plain);
    show("closed", file);
    close(open("plain", O_RDONLY));
    show("opened for reading", file);
    close(open("plain", O_WRONLY | O_TRUNC));
    show("opened and cut", file);
    unlink("plain");
    show("removed", file);
}

CASE(a_file_itself)
{
    int file = inotify_init1(IN_NONBLOCK);
    touch("plain");
    R(inotify_add_watch(file, "plain", IN_ALL_EVENTS));
    int plain = open("plain", O_RDWR);
    write(plain, "x", 1);
    link("plain", "second");
    show("linked", file);
    rename("plain", "third");
    show("moved", file);
    unlink("second");
    show("one name gone", file);
    unlink("third");
    show("last name gone", file);
    close(plain);
    show("closed", file);
    R(inotify_rm_watch(file, 1));
}

CASE(moves_have_cookies)
{
    int file = inotify_init1(IN_NONBLOCK);
    mkdir("one", 0755);
    mkdir("two", 0755);
    touch("one/plain");
    touch("two/other");
    mkdir("one/folder", 0755);
    R(inotify_add_watch(file, "one", IN_ALL_EVENTS));
    R(inotify_add_watch(file, "two", IN_ALL_EVENTS));
    rename("one/plain", "one/renamed");
    show("within", file);
    rename("one/renamed", "two/other");
    show("over another", file);
    rename("one/folder", "two/folder");
    show("a folder", file);
    rename("two", "three");
    show("the watched one", file);
}

CASE(directories)
{
    int file = inotify_init1(IN_NONBLOCK);
    R(inotify_add_watch(file, ".", IN_ALL_EVENTS));
    mkdir("folder", 0755);
    show("made", file);
    R(inotify_add_watch(file, "folder", IN_ALL_EVENTS));
    symlink("nowhere", "folder/link");
    mknod("folder/fifo", S_IFIFO | 0600, 0);
    show("filled", file);
    unlink("folder/link");
    unlink("folder/fifo");
    show("emptied", file);
    chmod("folder", 0700);
    show("mode", file);
    rmdir("folder");
    show("removed", file);
}

CASE(masks)
{
    int file = inotify_init1(IN_NONBLOCK);
    R(inotify_add_watch(file, ".", IN_CREATE));
    R(inotify_add_watch(file, ".", IN_DELETE | IN_MASK_ADD));
    touch("plain");
    unlink("plain");
    show("both", file);
    R(inotify_add_watch(file, ".", IN_DELETE));
    touch("plain");
    unlink("plain");
    show("replaced", file);
    R(inotify_add_watch(file, ".", IN_CREATE | IN_MASK_CREATE));
    R(inotify_add_watch(file, ".", IN_CREATE | IN_ONESHOT));
    touch("one");
    touch("two");
    show("once", file);
    R(inotify_add_watch(file, ".", IN_CREATE));
    touch("three");
    show("new number", file);
}

CASE(same_events_merge)
{
    int file = inotify_init1(IN_NONBLOCK);
    touch("plain");
    inotify_add_watch(file, ".", IN_MODIFY | IN_ATTRIB);
    int plain = open("plain", O_WRONLY);
    for (int i = 0; i < 5; i++) write(plain, "x", 1);
    fchmod(plain, 0600);
    write(plain, "x", 1);
    int waiting;
    R(ioctl(file, FIONREAD, &waiting));
    printf("%d\n", waiting);
    show("merged", file);
    R(ioctl(file, FIONREAD, &waiting));
    printf("%d\n", waiting);
}

CASE(unlinked_children)
{
    int file = inotify_init1(IN_NONBLOCK);
    touch("plain");
    inotify_add_watch(file, ".", IN_MODIFY | IN_EXCL_UNLINK);
    int plain = open("plain", O_WRONLY);
    write(plain, "x", 1);
    show("linked", file);
    unlink("plain");
    write(plain, "x", 1);
    show("unlinked", file);
}

CASE(wrong_arguments_in_order)
{
    OK(inotify_init1(1));
    int file = inotify_init1(IN_CLOEXEC | IN_NONBLOCK), ends[2];
    R(fcntl(file, F_GETFD));
    pipe(ends);
    touch("plain");
    R(inotify_add_watch(-1, ".", 0));
    R(inotify_add_watch(-1, bad_address(), IN_CREATE));
    R(inotify_add_watch(-1, ".", IN_CREATE | IN_MASK_ADD | IN_MASK_CREATE));
    R(inotify_add_watch(file, bad_address(), IN_CREATE | IN_MASK_ADD | IN_MASK_CREATE));
    R(inotify_add_watch(ends[0], bad_address(), IN_CREATE));
    R(inotify_add_watch(file, bad_address(), IN_CREATE));
    R(inotify_add_watch(file, "missing", IN_CREATE));
    R(inotify_add_watch(file, "", IN_CREATE));
    R(inotify_add_watch(file, "plain", IN_CREATE | IN_ONLYDIR));
    R(inotify_add_watch(file, ".", 0x00800000));
    R(inotify_add_watch(file, ".", IN_ONESHOT));
    symlink("missing", "link");
    R(inotify_add_watch(file, "link", IN_ATTRIB));
    R(inotify_add_watch(file, "link", IN_ATTRIB | IN_DONT_FOLLOW));
    R(inotify_rm_watch(-1, 1));
    R(inotify_rm_watch(ends[0], 1));
    R(inotify_rm_watch(file, 99));
    R(inotify_rm_watch(file, 1));
    char bytes[20];
    R(read(file, bytes, 15));
    R(read(file, bytes, 16));
    R(read(file, bytes, 16));
    R(write(file, bytes, 16));
    CHILD {
        chmod("plain", 0);
        setuid(1000);
        R(inotify_add_watch(file, "plain", IN_ATTRIB));
    }
}

CASE(small_buffers)
{
    int file = inotify_init1(IN_NONBLOCK);
    inotify_add_watch(file, ".", IN_CREATE);
    touch("a name of more than sixteen bytes");
    touch("b");
    char bytes[100];
    R(read(file, bytes, 32));
    R(read(file, bytes, 64));
    R(read(file, bytes, 100));
    R(read(file, bytes, 100));
}

CASE(waiting_for_it)
{
    int file = inotify_init1(0), epoll = epoll_create1(0);
    inotify_add_watch(file, ".", IN_CREATE);
    struct epoll_event event = { .events = EPOLLIN };
    R(epoll_ctl(epoll, EPOLL_CTL_ADD, file, &event));
    R(epoll_wait(epoll, &event, 1, 0));
    pid_t child = fork();
    if (child == 0) {
        sleep_ms(50);
        touch("plain");
        _exit(0);
    }
    R(epoll_wait(epoll, &event, 1, 5000));
    show("woken", file);
    show_child("child", child);
    child = fork();
    if (child == 0) {
        sleep_ms(50);
        touch("other");
        _exit(0);
    }
    show("slept", file);
    show_child("child", child);
}

CASE(queue_overflows)
{
    int file = inotify_init1(IN_NONBLOCK), count = 0;
    touch("plain");
    inotify_add_watch(file, "plain", IN_ATTRIB | IN_OPEN);
    for (int i = 0; i < 9000; i++) {
        chmod("plain", 0600);
        close(open("plain", O_RDONLY));
    }
    struct inotify_event event, last = { 0 };
    while (read(file, &event, sizeof event) == sizeof event) last = event, count++;
    printf("%d events, last %#x of %d\n", count, last.mask, last.wd);
}

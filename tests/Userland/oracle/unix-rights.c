// SPDX-License-Identifier: MIT
// Descriptors and credentials that go along with data.
#include "unixhelp.h"
#include <sys/resource.h>

CASE(a_descriptor_arrives)
{
    int s[2], p[2], got[4] = { -1 };
    char text[8] = "";
    unix_pair(SOCK_STREAM, s);
    R(pipe(p));
    R(send_rights(s[0], "x", 1, &p[1], 1, 0));
    close(p[1]);
    R(show_message(s[1], 10, 100, 0, got));
    R(fcntl(got[0], F_GETFD));
    R(write(got[0], "hi", 2));
    R(read(p[0], text, 8));
    close(got[0]);
    R(read(p[0], text, 8));
    R(send_rights(s[0], "x", 1, &p[0], 1, 0));
    R(show_message(s[1], 10, 100, MSG_CMSG_CLOEXEC, got));
    R(fcntl(got[0], F_GETFD));
}

CASE(descriptors_share_the_open_file)
{
    int s[2], got[4];
    make_file("file", "0123456789");
    int file = open("file", O_RDONLY);
    unix_pair(SOCK_DGRAM, s);
    R(send_rights(s[0], "", 0, &file, 1, 0));
    R(show_message(s[1], 10, 100, 0, got));
    R(lseek(got[0], 4, SEEK_SET));
    R(lseek(file, 0, SEEK_CUR));
}

CASE(room_for_control_data_is_too_small)
{
    int s[2], got[8], files[3];
    for (int i = 0; i < 3; i++) files[i] = dup(0);
    unix_pair(SOCK_DGRAM, s);
    static const size_t rooms[] = { 0, 15, 16, 19, 20, 23, 24, 27, 28, 100 };
    for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++) {
        printf("room %d\n", (int)rooms[i]);
        R(send_rights(s[0], "x", 1, files, 3, 0));
        int count = show_message(s[1], 10, rooms[i], 0, got);
        for (int j = 0; j < count; j++) close(got[j]);
    }
    int next = dup(0);
    R(next - s[1]);
    R(send_rights(s[0], "x", 1, files, 3, 0));
    char c;
    R(read(s[1], &c, 1));
    R(dup(0) - next);
}

CASE(wrong_control_data)
{
    int s[2], files[300];
    for (int i = 0; i < 300; i++) files[i] = 0;
    unix_pair(SOCK_DGRAM, s);
    files[1] = 99;
    R(send_rights(s[0], "x", 1, files, 2, 0));
    files[1] = 0;
    R(send_rights(s[0], "x", 1, files, 253, 0));
    R(send_rights(s[0], "x", 1, files, 254, 0));
    char control[64];
    struct iovec part = { "x", 1 };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = 24 };
    struct cmsghdr *header = (struct cmsghdr *)control;
    memset(control, 0, sizeof control);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = 77;
    header->cmsg_len = CMSG_LEN(4);
    R(syscall(SYS_sendmsg, s[0], &message, 0));
    header->cmsg_level = 77;
    R(syscall(SYS_sendmsg, s[0], &message, 0));
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = 15;
    R(syscall(SYS_sendmsg, s[0], &message, 0));
    header->cmsg_len = 25;
    R(syscall(SYS_sendmsg, s[0], &message, 0));
    header->cmsg_len = 16;
    R(syscall(SYS_sendmsg, s[0], &message, 0));
    message.msg_controllen = 12;
    R(syscall(SYS_sendmsg, s[0], &message, 0));
    message.msg_control = bad_address();
    message.msg_controllen = 24;
    R(syscall(SYS_sendmsg, s[0], &message, 0));
    message.msg_controllen = 0x80000000;
    R(syscall(SYS_sendmsg, s[0], &message, 0));
    message.msg_controllen = 1 << 24;
    R(syscall(SYS_sendmsg, s[0], &message, 0));
}

CASE(a_stream_stops_behind_descriptors)
{
    int s[2], got[4], zero = 0;
    unix_pair(SOCK_STREAM, s);
    R(write(s[0], "before", 6));
    R(send_rights(s[0], "with", 4, &zero, 1, 0));
    R(write(s[0], "after", 5));
    R(show_message(s[1], 100, 100, 0, got));
    R(show_message(s[1], 100, 100, 0, got));
    R(send_rights(s[0], "split", 5, &zero, 1, 0));
    R(show_message(s[1], 2, 100, 0, got));
    R(show_message(s[1], 100, 100, 0, got));
    R(send_rights(s[0], "", 0, &zero, 1, 0));
    R(show_message(s[1], 100, 100, MSG_DONTWAIT, got));
}

CASE(peeking_copies_descriptors)
{
    int s[2], got[4], zero = 0;
    unix_pair(SOCK_STREAM, s);
    R(send_rights(s[0], "x", 1, &zero, 1, 0));
    R(show_message(s[1], 10, 100, MSG_PEEK, got));
    R(fcntl(got[0], F_GETFD));
    close(got[0]);
    R(show_message(s[1], 10, 100, 0, got));
    R(fcntl(got[0], F_GETFD));
}

CASE(no_descriptor_is_free)
{
    int s[2], got[4], files[2] = { 0, 0 };
    unix_pair(SOCK_DGRAM, s);
    R(send_rights(s[0], "x", 1, files, 2, 0));
    struct rlimit limit = { (rlim_t)s[1] + 2, 1000 };
    R(setrlimit(RLIMIT_NOFILE, &limit));
    R(show_message(s[1], 10, 100, 0, got));
    R(send_rights(s[0], "x", 1, files, 2, 0));
    R(show_message(s[1], 10, 100, 0, got));
}

CASE(sockets_that_hold_each_other)
{
    // The end of a pipe goes with them: it tells when they are gone.
    int p[2], a[2], b[2];
    char c;
    R(pipe(p));
    for (int round = 0; round < 3; round++) {
        unix_pair(SOCK_DGRAM, a);
        unix_pair(SOCK_DGRAM, b);
        int first[3] = { a[1], p[1], a[0] }, second[2] = { b[1], b[0] };
        R(send_rights(b[0], "x", 1, first, 3, 0));
        R(send_rights(a[0], "x", 1, second, 2, 0));
        R(send_rights(a[0], "y", 1, &a[1], 1, 0));
        close(a[0]), close(a[1]), close(b[0]), close(b[1]);
    }
    close(p[1]);
    struct pollfd end = { p[0], POLLIN, 0 };
    unix_pair(SOCK_DGRAM, a);
    close(a[0]);
    R(poll(&end, 1, 2000));
    R(read(p[0], &c, 1));
}

CASE(a_queue_within_a_queue_stays_reachable)
{
    int p[2], a[2], b[2], got[4];
    char c = 0;
    R(pipe(p));
    unix_pair(SOCK_DGRAM, a);
    unix_pair(SOCK_DGRAM, b);
    R(send_rights(a[0], "inner", 5, &p[1], 1, 0));
    R(send_rights(b[0], "outer", 5, &a[1], 1, 0));
    close(a[1]), close(a[0]), close(p[1]);
    int other = unix_socket(SOCK_DGRAM);
    close(other);
    R(show_message(b[1], 10, 100, 0, got));
    R(show_message(got[0], 10, 100, 0, got + 1));
    R(write(got[1], "!", 1));
    R(read(p[0], &c, 1));
}

CASE(descriptors_wait_for_accept)
{
    int p[2];
    char c;
    int listener = unix_listener(SOCK_STREAM, "door", 3), client = unix_socket(SOCK_STREAM);
    R(pipe(p));
    R(unix_connect(client, "door"));
    R(send_rights(client, "x", 1, &p[1], 1, 0));
    R(send_rights(client, "x", 1, &listener, 1, 0));
    close(p[1]), close(listener), close(client);
    int other = unix_socket(SOCK_DGRAM);
    close(other);
    struct pollfd end = { p[0], POLLIN, 0 };
    R(poll(&end, 1, 2000));
    R(read(p[0], &c, 1));
}

CASE(a_chain_of_queues_is_closed)
{
    int last = -1, p[2];
    char c;
    R(pipe(p));
    last = p[1];
    for (int i = 0; i < 300; i++) {
        int s[2];
        unix_pair(SOCK_DGRAM, s);
        if (send_rights(s[0], "x", 1, &last, 1, 0) != 1) printf("failed at %d\n", i);
        close(last), close(s[0]);
        last = s[1];
    }
    close(last);
    struct pollfd end = { p[0], POLLIN, 0 };
    R(poll(&end, 1, 2000));
    R(read(p[0], &c, 1));
}

CASE(credentials_of_the_sender)
{
    int s[2];
    unix_pair(SOCK_STREAM, s);
    R(write(s[0], "early", 5));
    R(set_option(s[1], SO_PASSCRED, 1));
    R(get_option(s[1], SO_PASSCRED));
    R(write(s[0], "late", 4));
    R(show_message(s[1], 100, 100, 0, NULL));
    R(show_message(s[1], 100, 100, 0, NULL));
    R(write(s[0], "mine", 4));
    pid_t child = fork();
    if (child == 0) _exit(write(s[0], "child", 5) != 5);
    show_child("child", child);
    R(write(s[0], "mine", 4));
    R(show_message(s[1], 100, 100, 0, NULL));
    R(show_message(s[1], 100, 100, 0, NULL));
    R(show_message(s[1], 100, 20, 0, NULL));
    R(write(s[0], "x", 1));
    R(show_message(s[1], 100, 0, 0, NULL));
    R(write(s[0], "x", 1));
    R(show_message(s[1], 100, 12, 0, NULL));
}

static long send_credentials(int file, pid_t pid, uid_t uid, gid_t gid)
{
    char control[CMSG_SPACE(sizeof(struct ucred))];
    struct iovec part = { "c", 1 };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
    memset(control, 0, sizeof control);
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_CREDENTIALS;
    header->cmsg_len = CMSG_LEN(sizeof(struct ucred));
    struct ucred who = { pid, uid, gid };
    memcpy(CMSG_DATA(header), &who, sizeof who);
    return sendmsg(file, &message, 0);
}

CASE(credentials_that_are_claimed)
{
    int s[2];
    unix_pair(SOCK_DGRAM, s);
    set_option(s[1], SO_PASSCRED, 1);
    R(send_credentials(s[0], getpid(), 5, 6));
    R(show_message(s[1], 100, 100, 0, NULL));
    R(send_credentials(s[0], 1, 0, 0));
    R(show_message(s[1], 100, 100, 0, NULL));
    R(send_credentials(s[0], 0x3fffff, 0, 0));
    CHILD {
        setgid(1000);
        setuid(1000);
        R(send_credentials(s[0], getpid(), 1000, 1000));
        R(send_credentials(s[0], getpid(), 0, 1000));
        R(send_credentials(s[0], getpid(), 1000, 0));
        R(send_credentials(s[0], 1, 1000, 1000));
    }
    R(show_message(s[1], 100, 100, 0, NULL));
}

CASE(credentials_and_descriptors_together)
{
    int s[2], zero = 0, got[4];
    unix_pair(SOCK_DGRAM, s);
    set_option(s[1], SO_PASSCRED, 1);
    R(send_rights(s[0], "both", 4, &zero, 1, 0));
    R(show_message(s[1], 100, 100, 0, got));
}

CASE(credentials_of_the_peer)
{
    struct ucred who;
    socklen_t length = sizeof who;
    int s[2];
    unix_pair(SOCK_STREAM, s);
    R(getsockopt(s[0], SOL_SOCKET, SO_PEERCRED, &who, &length));
    printf("%s %d %d len %d\n", who.pid == getpid() ? "self" : "other", (int)who.uid, (int)who.gid, (int)length);
    int lone = unix_socket(SOCK_STREAM);
    length = 8;
    who.gid = 77;
    R(getsockopt(lone, SOL_SOCKET, SO_PEERCRED, &who, &length));
    printf("%d %d %d len %d\n", (int)who.pid, (int)who.uid, (int)who.gid, (int)length);
    int listener = unix_listener(SOCK_STREAM, "door", 3);
    chmod("door", 0777);
    chmod(".", 0755);
    int ready[2];
    pipe(ready);
    pid_t child = fork();
    if (child == 0) {
        setgid(1001);
        setuid(1002);
        int client = unix_socket(SOCK_STREAM);
        unix_connect(client, "door");
        length = sizeof who;
        getsockopt(client, SOL_SOCKET, SO_PEERCRED, &who, &length);
        printf("client sees %s %d %d\n", who.pid == getppid() ? "parent" : "other", (int)who.uid, (int)who.gid);
        close(ready[1]);
        pause();
    }
    close(ready[1]);
    char c;
    read(ready[0], &c, 1);
    int server = accept(listener, NULL, NULL);
    length = sizeof who;
    R(getsockopt(server, SOL_SOCKET, SO_PEERCRED, &who, &length));
    printf("server sees %s %d %d\n", who.pid == child ? "child" : "other", (int)who.uid, (int)who.gid);
    kill(child, SIGKILL);
    show_child("child", child);
}

CASE(passing_credentials_binds)
{
    struct sockaddr_un address;
    socklen_t length = sizeof address;
    int a = unix_bound(SOCK_DGRAM, "a"), b = unix_socket(SOCK_DGRAM);
    set_option(b, SO_PASSCRED, 1);
    R(unix_connect(b, "a"));
    R(getsockname(b, (void *)&address, &length));
    R(length);
    int listener = unix_listener(SOCK_STREAM, "door", 3), client = unix_socket(SOCK_STREAM);
    set_option(client, SO_PASSCRED, 1);
    R(unix_connect(client, "door"));
    length = sizeof address;
    int server = accept(listener, (void *)&address, &length);
    R(length);
    R(get_option(server, SO_PASSCRED));
    (void)a;
}

// SPDX-License-Identifier: MIT
// The options that all sockets have.
#include "unixhelp.h"
#include <sys/resource.h>

CASE(what_a_new_socket_says)
{
    static const struct { int option; const char *name; } options[] = {
#define O(name) { name, #name }
        O(SO_DEBUG), O(SO_REUSEADDR), O(SO_TYPE), O(SO_ERROR), O(SO_DONTROUTE), O(SO_BROADCAST), O(SO_SNDBUF), O(SO_RCVBUF), O(SO_KEEPALIVE),
        O(SO_OOBINLINE), O(SO_PRIORITY), O(SO_PASSCRED), O(SO_RCVLOWAT), O(SO_SNDLOWAT), O(SO_ACCEPTCONN), O(SO_PROTOCOL), O(SO_DOMAIN),
        O(SO_PEEK_OFF),
#undef O
    };
    int s = unix_socket(SOCK_SEQPACKET);
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        int value = -7;
        socklen_t length = sizeof value;
        int result = getsockopt(s, SOL_SOCKET, options[i].option, &value, &length);
        printf("%s: %s %d (%d)\n", options[i].name, result < 0 ? oracle_error(errno) : "ok", value, (int)length);
    }
}

CASE(switches_stay_set)
{
    static const int options[] = { SO_DEBUG, SO_REUSEADDR, SO_DONTROUTE, SO_BROADCAST, SO_KEEPALIVE, SO_OOBINLINE, SO_PRIORITY, SO_PASSCRED, SO_RCVLOWAT };
    int s = unix_socket(SOCK_STREAM);
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        R(set_option(s, options[i], 5));
        R(get_option(s, options[i]));
        R(set_option(s, options[i], 0));
        R(get_option(s, options[i]));
    }
}

CASE(options_that_cannot_be_set)
{
    int s = unix_socket(SOCK_STREAM);
    R(set_option(s, SO_TYPE, 1));
    R(set_option(s, SO_ERROR, 1));
    R(set_option(s, SO_DOMAIN, 1));
    R(set_option(s, SO_PROTOCOL, 1));
    R(set_option(s, SO_SNDLOWAT, 1));
    R(set_option(s, SO_ACCEPTCONN, 1));
    R(set_option(s, SO_PEERCRED, 1));
    R(set_option(s, SO_REUSEPORT, 1));
    R(set_option(s, 12345, 1));
    R(get_option(s, 12345));
    int value = 1;
    socklen_t length = sizeof value;
    R(setsockopt(s, SOL_SOCKET, SO_DEBUG, &value, 3));
    R(setsockopt(s, SOL_SOCKET, SO_DEBUG, &value, (socklen_t)-1));
    R(setsockopt(99, SOL_SOCKET, SO_DEBUG, &value, (socklen_t)-1));
    R(setsockopt(s, SOL_SOCKET, SO_DEBUG, bad_address(), 4));
    R(setsockopt(s, SOL_SOCKET, 12345, bad_address(), 4));
    R(setsockopt(s, 6, 1, &value, 4));
    R(getsockopt(s, 6, 1, &value, &length));
    R(getsockopt(s, 6, 1, &value, bad_address()));
    R(getsockopt(s, SOL_SOCKET, SO_TYPE, &value, bad_address()));
    R(getsockopt(s, SOL_SOCKET, SO_TYPE, bad_address(), &length));
    length = (socklen_t)-1;
    R(getsockopt(s, SOL_SOCKET, SO_TYPE, &value, &length));
    R(getsockopt(s, SOL_SOCKET, 12345, &value, &length));
    length = 2;
    value = -1;
    R(getsockopt(s, SOL_SOCKET, SO_TYPE, &value, &length));
    printf("%#x %d\n", (unsigned)value, (int)length);
    length = 0;
    R(getsockopt(s, SOL_SOCKET, SO_TYPE, &value, &length));
    R(length);
}

CASE(sizes_of_buffers)
{
    static const int sizes[] = { 0, 1, 1000, 2304, 5000, 106496, 212992 };
    int s = unix_socket(SOCK_STREAM);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        set_option(s, SO_SNDBUF, sizes[i]);
        set_option(s, SO_RCVBUF, sizes[i]);
        printf("%d: %d %d\n", sizes[i], get_option(s, SO_SNDBUF), get_option(s, SO_RCVBUF));
    }
    R(set_option(s, SO_SNDBUFFORCE, 1000000));
    R(get_option(s, SO_SNDBUF));
    CHILD {
        setuid(1000);
        R(set_option(s, SO_SNDBUFFORCE, 1000));
        R(set_option(s, SO_DEBUG, 1));
        R(set_option(s, SO_PRIORITY, 6));
        R(set_option(s, SO_PRIORITY, 7));
    }
}

CASE(a_small_buffer_fills_early)
{
    int s[2], count = 0;
    static char data[20000];
    unix_pair(SOCK_STREAM | SOCK_NONBLOCK, s);
    set_option(s[0], SO_SNDBUF, 1);
    while (write(s[0], data, 1) == 1) count++;
    R(count);
    unix_pair(SOCK_STREAM | SOCK_NONBLOCK, s);
    set_option(s[0], SO_SNDBUF, 5000);
    R(write(s[0], data, sizeof data));
    unix_pair(SOCK_DGRAM | SOCK_NONBLOCK, s);
    set_option(s[0], SO_SNDBUF, 1);
    R(write(s[0], data, 4608 - 32));
    R(write(s[0], data, 4608 - 31));
}

CASE(lingering_and_low_water)
{
    int s[2];
    char text[8];
    unix_pair(SOCK_STREAM, s);
    struct linger linger = { 5, 7 };
    socklen_t length = sizeof linger;
    R(setsockopt(s[0], SOL_SOCKET, SO_LINGER, &linger, 4));
    R(setsockopt(s[0], SOL_SOCKET, SO_LINGER, &linger, sizeof linger));
    R(getsockopt(s[0], SOL_SOCKET, SO_LINGER, &linger, &length));
    printf("%d %d %d\n", linger.l_onoff, linger.l_linger, (int)length);
    R(set_option(s[0], SO_RCVLOWAT, 4));
    R(write(s[1], "abc", 3));
    show_poll("below", s[0]);
    R(recv(s[0], text, 8, MSG_DONTWAIT));
    R(set_option(s[0], SO_RCVLOWAT, 0));
    R(get_option(s[0], SO_RCVLOWAT));
    R(set_option(s[0], SO_RCVLOWAT, -1));
    R(get_option(s[0], SO_RCVLOWAT));
}

CASE(groups_of_the_peer)
{
    int s[2];
    gid_t groups[] = { 7, 9, 11 }, found[8] = { 0 };
    socklen_t length = sizeof found;
    int lone = unix_socket(SOCK_STREAM);
    R(getsockopt(lone, SOL_SOCKET, 59, found, &length));
    R(syscall(SYS_setgroups, 3, groups));
    unix_pair(SOCK_STREAM, s);
    length = sizeof found;
    R(getsockopt(s[0], SOL_SOCKET, 59, found, &length));
    printf("%d: %u %u %u\n", (int)length, found[0], found[1], found[2]);
    length = 4;
    R(getsockopt(s[0], SOL_SOCKET, 59, found, &length));
    R(length);
}

CASE(no_descriptor_for_a_connection)
{
    int listener = unix_listener(SOCK_STREAM, "door", 3), client = unix_socket(SOCK_STREAM);
    R(unix_connect(client, "door"));
    struct rlimit limit = { (rlim_t)client + 1, 1000 }, enough = { 100, 1000 };
    R(setrlimit(RLIMIT_NOFILE, &limit));
    R(accept(listener, NULL, NULL));
    R(socket(AF_UNIX, SOCK_STREAM, 0));
    int s[2];
    R(socketpair(AF_UNIX, SOCK_STREAM, 0, s));
    R(setrlimit(RLIMIT_NOFILE, &enough));
    OK(accept(listener, NULL, NULL));
}

CASE(families_that_are_not_there)
{
    // AF_APPLETALK and AF_X25: no module of this machine has them, nor has the guest.
    R(socket(5, SOCK_STREAM, 0));
    R(socket(9, SOCK_STREAM, 0));
}

CASE(epoll_readiness_changes)
{
    int s[2];
    struct pollfd entry[2];
    char c;
    unix_pair(SOCK_STREAM, s);
    entry[0] = (struct pollfd){ s[0], POLLIN, 0 };
    entry[1] = (struct pollfd){ s[1], POLLIN | POLLRDHUP, 0 };
    R(poll(entry, 2, 10));
    pid_t child = fork();
    if (child == 0) {
        sleep_ms(30);
        write(s[0], "x", 1);
        sleep_ms(30);
        shutdown(s[0], SHUT_WR);
        _exit(0);
    }
    R(poll(entry, 2, 5000));
    R(entry[1].revents);
    R(read(s[1], &c, 1));
    R(poll(entry, 2, 5000));
    R(entry[1].revents == (POLLIN | POLLRDHUP));
    show_child("child", child);
}

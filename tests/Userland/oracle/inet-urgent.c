// SPDX-License-Identifier: MIT
// Urgent data of TCP, and signals of sockets.
#include "inethelp.h"

static int at_mark(int file)
{
    int value = -1;
    return ioctl(file, SIOCATMARK, &value) < 0 ? -1 : value;
}

CASE(out_of_band)
{
    int pair[2];
    char text[16];
    tcp_pair(pair);
    R(recv(pair[1], text, 1, MSG_OOB));
    R(at_mark(pair[1]));
    send(pair[0], "abc", 3, 0);
    R(send(pair[0], "!", 1, MSG_OOB));
    send(pair[0], "def", 3, 0);
    inet_await(pair[1], POLLPRI);
    inet_poll("urgent", pair[1]);
    R(at_mark(pair[1]));
    int bytes = -1;
    R(ioctl(pair[1], FIONREAD, &bytes));
    R(bytes);
    R(recv(pair[1], text, 1, MSG_OOB | MSG_PEEK));
    R(recv(pair[1], text, 4, MSG_OOB));
    show_bytes("byte", text, 1);
    R(recv(pair[1], text, 1, MSG_OOB));
    inet_poll("received", pair[1]);
    R(recv(pair[1], text, 16, 0));
    show_bytes("before", text, 3);
    R(at_mark(pair[1]));
    R(recv(pair[1], text, 16, 0));
    show_bytes("behind", text, 3);
    R(at_mark(pair[1]));
    R(recv(pair[1], text, 16, MSG_DONTWAIT));
}

CASE(in_line)
{
    int pair[2];
    char text[16];
    tcp_pair(pair);
    R(inet_set(pair[1], SOL_SOCKET, SO_OOBINLINE, 1));
    send(pair[0], "ab", 2, 0);
    send(pair[0], "!", 1, MSG_OOB);
    inet_await(pair[1], POLLPRI);
    R(recv(pair[1], text, 1, MSG_OOB));
    R(recv(pair[1], text, 16, 0));
    R(at_mark(pair[1]));
    R(recv(pair[1], text, 16, 0));
    show_bytes("byte", text, 1);
    R(at_mark(pair[1]));
}

CASE(signals_of_sockets)
{
    int pair[2];
    tcp_pair(pair);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGIO);
    sigaddset(&set, SIGURG);
    sigprocmask(SIG_BLOCK, &set, NULL);
    R(fcntl(pair[1], F_SETOWN, getpid()));
    struct timespec long_time = { 5, 0 }, no_time = { 0, 0 };
    siginfo_t info;
    send(pair[0], "!", 1, MSG_OOB);
    inet_await(pair[1], POLLPRI);
    R(sigtimedwait(&set, &info, &long_time) == SIGURG);
    R(sigtimedwait(&set, &info, &no_time));
    R(fcntl(pair[1], F_SETFL, O_ASYNC));
    R((fcntl(pair[1], F_GETFL) & O_ASYNC) != 0);
    send(pair[0], "x", 1, 0);
    R(sigtimedwait(&set, &info, &long_time) == SIGIO);
    int datagrams[2];
    udp_pair(datagrams);
    R(fcntl(datagrams[1], F_SETOWN, getpid()));
    R(fcntl(datagrams[1], F_SETFL, O_ASYNC));
    send(datagrams[0], "x", 1, 0);
    R(sigtimedwait(&set, &info, &long_time) == SIGIO);
}

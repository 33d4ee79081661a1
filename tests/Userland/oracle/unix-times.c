// SPDX-License-Identifier: MIT
// When data of unix sockets came (SO_TIMESTAMP and its like), and control messages that they do not take.
#include "unixhelp.h"
#include "sweephelp.h"

static void receive_all(const char *label, int file)
{
    char data[64], control[512];
    struct iovec part = { data, sizeof data };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
    long got = recvmsg(file, &message, MSG_DONTWAIT);
    printf("%s: %ld flags %#x\n", label, got, message.msg_flags);
    for (struct cmsghdr *header = got < 0 ? NULL : CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        long seconds = *(long *)CMSG_DATA(header);
        printf("  level %d type %d size %d", header->cmsg_level, header->cmsg_type, (int)(header->cmsg_len - CMSG_LEN(0)));
        if (header->cmsg_type > 2) printf(" %s", seconds > 1600000000 && seconds < 4000000000 ? "a time" : "no time");
        printf("\n");
    }
}

CASE(of_datagrams_and_packets)
{
    static const int kinds[] = { SOCK_DGRAM, SOCK_SEQPACKET, SOCK_STREAM }, options[] = { SO_TIMESTAMP, SO_TIMESTAMPNS, SO_TIMESTAMP_NEW, SO_TIMESTAMPNS_NEW };
    for (int kind = 0; kind < 3; kind++) {
        int s[2];
        unix_pair(kinds[kind], s);
        for (int i = 0; i < 4; i++) {
            R(set_option(s[1], options[i], 1));
            R(send(s[0], "x", 1, 0));
            receive_all("one", s[1]);
        }
        R(set_option(s[1], SO_PASSCRED, 1));
        R(send(s[0], "x", 1, 0));
        receive_all("with credentials", s[1]);
        R(set_option(s[1], SO_TIMESTAMP, 0));
        R(send(s[0], "x", 1, 0));
        receive_all("off", s[1]);
    }
}

CASE(control_messages_that_are_none)
{
    static const struct { int level, type; size_t size; } kinds[] = { { SOL_SOCKET, 77, 4 }, { SOL_SOCKET, 36, 4 }, { 0, 2, 4 }, { SOL_SOCKET, SCM_CREDENTIALS, 4 }, { 99, 1, 0 } };
    int s[2];
    char control[64] = { 0 };
    unix_pair(SOCK_DGRAM, s);
    struct iovec part = { "x", 1 };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = CMSG_SPACE(kinds[i].size) };
        *CMSG_FIRSTHDR(&message) = (struct cmsghdr){ .cmsg_len = CMSG_LEN(kinds[i].size), .cmsg_level = kinds[i].level, .cmsg_type = kinds[i].type };
        R(sendmsg(s[0], &message, 0));
        message.msg_controllen = CMSG_LEN(kinds[i].size) - 1;
        R(sendmsg(s[0], &message, 0));
    }
}

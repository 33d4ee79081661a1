// SPDX-License-Identifier: MIT
// Every option of SOL_SOCKET that Linux 6.1 has (asm-generic/socket.h), on sockets of all kinds.
#include "sweephelp.h"
#include <netinet/in.h>
#include <linux/filter.h>

// Left out: sizes of buffers (limits differ by machine; see "unix-options"), and what later versions refuse elsewhere than 6.1 does.
static const struct sweep_option everywhere[] = {
    O(SO_DEBUG), O(SO_REUSEADDR), O(SO_TYPE), O(SO_ERROR), O(SO_DONTROUTE), O(SO_BROADCAST), H(SO_SNDBUF, DO_NOT_SET), H(SO_RCVBUF, DO_NOT_SET),
    O(SO_KEEPALIVE), O(SO_OOBINLINE), O(SO_NO_CHECK), O(SO_PRIORITY), O(SO_LINGER), O(SO_BSDCOMPAT), O(SO_PEERCRED), O(SO_SNDLOWAT), O(SO_RCVTIMEO),
    O(SO_SNDTIMEO), O(22), O(23), O(24), O(SO_BINDTODEVICE), H(SO_ATTACH_FILTER, SHOW_ALL), O(SO_DETACH_FILTER), O(SO_PEERNAME), O(SO_TIMESTAMP),
    O(SO_ACCEPTCONN), O(SO_PEERSEC), O(SO_TIMESTAMPNS), O(SO_MARK), O(SO_PROTOCOL), O(SO_DOMAIN), O(SO_RXQ_OVFL), O(SO_WIFI_STATUS), O(SO_NOFCS),
    O(SO_LOCK_FILTER), O(SO_SELECT_ERR_QUEUE), O(SO_BUSY_POLL), O(SO_MAX_PACING_RATE), O(SO_BPF_EXTENSIONS), O(SO_INCOMING_CPU), O(SO_ATTACH_BPF),
    O(SO_ATTACH_REUSEPORT_CBPF), O(SO_ATTACH_REUSEPORT_EBPF), O(SO_CNX_ADVICE), O(54), O(SO_MEMINFO), O(SO_INCOMING_NAPI_ID), H(SO_COOKIE, HIDE_VALUE),
    O(58), O(SO_PEERGROUPS), O(SO_ZEROCOPY), O(SO_TXTIME), O(SO_BINDTOIFINDEX), O(SO_TIMESTAMP_NEW), O(SO_TIMESTAMPNS_NEW), O(SO_RCVTIMEO_NEW),
    O(SO_SNDTIMEO_NEW), O(SO_DETACH_REUSEPORT_BPF), O(SO_PREFER_BUSY_POLL), O(SO_BUSY_POLL_BUDGET), H(SO_NETNS_COOKIE, HIDE_VALUE), O(SO_BUF_LOCK),
    O(SO_RESERVE_MEM), O(SO_RCVMARK), O(0), O(12345), O(-1),
};

CASE(of_unix_streams)
{
    SWEEP(AF_UNIX, SOCK_STREAM, SOL_SOCKET, everywhere);
}

CASE(of_unix_datagrams)
{
    static const struct sweep_option more[] = { O(SO_PASSCRED), O(SO_PEEK_OFF), O(SO_RCVLOWAT), O(SO_REUSEPORT), O(SO_TIMESTAMPING) };
    SWEEP(AF_UNIX, SOCK_DGRAM, SOL_SOCKET, everywhere);
    SWEEP(AF_UNIX, SOCK_DGRAM, SOL_SOCKET, more);
}

CASE(of_tcp)
{
    static const struct sweep_option more[] = { O(SO_REUSEPORT), O(SO_TIMESTAMPING), O(SO_TXREHASH) };
    SWEEP(AF_INET, SOCK_STREAM, SOL_SOCKET, everywhere);
    SWEEP(AF_INET, SOCK_STREAM, SOL_SOCKET, more);
}

CASE(of_udp)
{
    static const struct sweep_option more[] = { O(SO_REUSEPORT), O(SO_TIMESTAMPING), O(SO_RCVLOWAT) };
    SWEEP(AF_INET6, SOCK_DGRAM, SOL_SOCKET, everywhere);
    SWEEP(AF_INET, SOCK_DGRAM, SOL_SOCKET, more);
}

CASE(without_privileges)
{
    static const int options[] = {
        SO_DEBUG, SO_PRIORITY, SO_MARK, SO_BUSY_POLL_BUDGET, SO_PREFER_BUSY_POLL, SO_SNDBUFFORCE, SO_RCVBUFFORCE, SO_BINDTOIFINDEX,
        SO_BINDTOIFINDEX, SO_INCOMING_CPU, SO_MAX_PACING_RATE,
    };
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    NEED(setgid(1000) == 0 && setuid(1000) == 0);
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        int zero = 0, seven = 7;
        printf("%d:", options[i]);
        printf(" %s", setsockopt(s, SOL_SOCKET, options[i], &zero, 4) < 0 ? oracle_error(errno) : "ok");
        printf(" %s\n", setsockopt(s, SOL_SOCKET, options[i], &seven, 4) < 0 ? oracle_error(errno) : "ok");
    }
    R(setsockopt(s, SOL_SOCKET, SO_BINDTODEVICE, "lo", 3));
    struct { int clock, flags; } time = { 0, 0 };
    R(setsockopt(s, SOL_SOCKET, SO_TXTIME, &time, sizeof time));
    time.clock = 1;
    R(setsockopt(s, SOL_SOCKET, SO_TXTIME, &time, sizeof time));
    int one = 1;
    R(setsockopt(s, IPPROTO_IP, IP_TRANSPARENT, &one, 4));
    int six = socket(AF_INET6, SOCK_DGRAM, 0);
    R(setsockopt(six, IPPROTO_IPV6, 75, &one, 4));
}

CASE(bound_to_a_device)
{
    char name[32] = "??";
    socklen_t length = sizeof name;
    int index = 0, s = socket(AF_INET, SOCK_DGRAM, 0);
    R(setsockopt(s, SOL_SOCKET, SO_BINDTODEVICE, "nothing9", 9));
    R(setsockopt(s, SOL_SOCKET, SO_BINDTODEVICE, "lo", 1));
    R(setsockopt(s, SOL_SOCKET, SO_BINDTODEVICE, "lo", 2));
    R(getsockopt(s, SOL_SOCKET, SO_BINDTODEVICE, name, &length));
    printf("%s %d\n", name, (int)length);
    length = 15;
    R(getsockopt(s, SOL_SOCKET, SO_BINDTODEVICE, name, &length));
    length = sizeof index;
    R(getsockopt(s, SOL_SOCKET, SO_BINDTOIFINDEX, &index, &length));
    R(index);
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    R(sendto(s, "x", 1, 0, (struct sockaddr *)&to, sizeof to));
    R(setsockopt(s, SOL_SOCKET, SO_BINDTODEVICE, "", 0));
    length = sizeof name;
    R(getsockopt(s, SOL_SOCKET, SO_BINDTODEVICE, name, &length));
    R(length);
    index = 9999;
    R(setsockopt(s, SOL_SOCKET, SO_BINDTOIFINDEX, &index, 4));
    R(sendto(s, "x", 1, 0, (struct sockaddr *)&to, sizeof to));
    length = sizeof name;
    R(getsockopt(s, SOL_SOCKET, SO_BINDTODEVICE, name, &length));
    R(setsockopt(s, SOL_SOCKET, SO_BINDTODEVICE, bad_address(), 4));
}

CASE(locks_of_buffers)
{
    int s = socket(AF_INET, SOCK_STREAM, 0), size = 5000, value = 0;
    socklen_t length = sizeof value;
    R(setsockopt(s, SOL_SOCKET, SO_SNDBUF, &size, 4));
    R(getsockopt(s, SOL_SOCKET, SO_BUF_LOCK, &value, &length));
    R(value);
    R(setsockopt(s, SOL_SOCKET, SO_RCVBUF, &size, 4));
    R(getsockopt(s, SOL_SOCKET, SO_BUF_LOCK, &value, &length));
    R(value);
}

CASE(time_stamps_exclude_each_other)
{
    static const int options[] = { SO_TIMESTAMP, SO_TIMESTAMPNS, SO_TIMESTAMP_NEW, SO_TIMESTAMPNS_NEW };
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    for (int i = 0; i < 8; i++) {
        int on = i != 6;
        printf("%d %s:", options[i % 4], setsockopt(s, SOL_SOCKET, options[i % 4], &on, 4) < 0 ? oracle_error(errno) : on ? "on" : "off");
        for (int j = 0; j < 4; j++) {
            int value = -1;
            socklen_t length = sizeof value;
            getsockopt(s, SOL_SOCKET, options[j], &value, &length);
            printf(" %d", value);
        }
        printf("\n");
    }
}

CASE(names_of_peers)
{
    int s[2];
    unsigned char name[32];
    NEED(socketpair(AF_UNIX, SOCK_STREAM, 0, s) == 0);
    for (int size = 0; size < 5; size++) {
        socklen_t length = (socklen_t)size;
        memset(name, 0xEE, sizeof name);
        int result = getsockopt(s[0], SOL_SOCKET, SO_PEERNAME, name, &length);
        printf("%d: %s %d", size, result < 0 ? oracle_error(errno) : "ok", (int)length);
        show_bytes("", name, 4);
    }
}

CASE(filters_that_are_none)
{
    struct sock_fprog program = { 0, NULL };
    int s = socket(AF_INET, SOCK_DGRAM, 0), on = 1;
    R(setsockopt(s, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program - 1));
    R(setsockopt(s, SOL_SOCKET, SO_ATTACH_BPF, &s, 4));
    R(setsockopt(s, SOL_SOCKET, SO_LOCK_FILTER, &on, 4));
    R(setsockopt(s, SOL_SOCKET, SO_DETACH_FILTER, &on, 4));
    R(setsockopt(s, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program));
}

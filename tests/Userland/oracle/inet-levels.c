// SPDX-License-Identifier: MIT
// The options of the levels IPPROTO_IP, IPPROTO_IPV6, IPPROTO_TCP and IPPROTO_UDP in all lengths and with values at the edges.
#include "inethelp.h"
#include "sweephelp.h"
#include <netinet/udp.h>

static const struct sweep_option ip[] = {
    O(0), O(IP_TOS), O(IP_TTL), O(IP_HDRINCL), O(IP_RECVOPTS), O(IP_RETOPTS), O(IP_PKTINFO), O(IP_MTU_DISCOVER), O(IP_RECVERR), O(IP_RECVTTL),
    O(IP_RECVTOS), O(IP_MTU), O(IP_FREEBIND), O(IP_PASSSEC), O(IP_TRANSPARENT), O(IP_RECVORIGDSTADDR), O(IP_MINTTL), O(IP_NODEFRAG), O(IP_CHECKSUM),
    O(IP_BIND_ADDRESS_NO_PORT), O(IP_RECVFRAGSIZE), O(IP_RECVERR_RFC4884), O(27), O(28), O(29), O(30), O(31), O(IP_MULTICAST_IF), O(IP_MULTICAST_TTL),
    O(IP_MULTICAST_LOOP), O(IP_MULTICAST_ALL), O(IP_UNICAST_IF), O(60), O(-1), O(1000),
};

CASE(of_ip_for_datagrams)
{
    SWEEP(AF_INET, SOCK_DGRAM, IPPROTO_IP, ip);
}

CASE(of_ip_for_streams)
{
    SWEEP(AF_INET, SOCK_STREAM, IPPROTO_IP, ip);
}

CASE(of_ipv6)
{
    static const struct sweep_option options[] = {
        O(0), O(IPV6_2292PKTINFO), O(IPV6_2292HOPOPTS), O(IPV6_2292DSTOPTS), O(IPV6_2292RTHDR), O(7), O(IPV6_2292HOPLIMIT), O(IPV6_FLOWINFO),
        O(IPV6_UNICAST_HOPS), O(IPV6_MULTICAST_IF), O(IPV6_MULTICAST_HOPS), O(IPV6_MULTICAST_LOOP), O(IPV6_MTU_DISCOVER), O(IPV6_MTU), O(IPV6_RECVERR),
        O(IPV6_V6ONLY), O(IPV6_MULTICAST_ALL), O(IPV6_ROUTER_ALERT_ISOLATE), O(IPV6_RECVERR_RFC4884), O(IPV6_FLOWINFO_SEND), O(IPV6_RECVPKTINFO),
        O(IPV6_RECVHOPLIMIT), O(IPV6_RECVHOPOPTS), O(IPV6_RECVRTHDR), O(IPV6_RECVDSTOPTS), O(IPV6_RECVPATHMTU), O(IPV6_DONTFRAG), O(IPV6_RECVTCLASS),
        O(IPV6_TCLASS), O(IPV6_AUTOFLOWLABEL), O(IPV6_MINHOPCOUNT), O(IPV6_RECVORIGDSTADDR), O(IPV6_TRANSPARENT), O(IPV6_UNICAST_IF), O(IPV6_RECVFRAGSIZE),
        O(IPV6_FREEBIND), O(79), O(1000), O(-1),
    };
    SWEEP(AF_INET6, SOCK_DGRAM, IPPROTO_IPV6, options);
    R(inet_get(socket(AF_INET, SOCK_DGRAM, 0), IPPROTO_IPV6, IPV6_V6ONLY));
    R(inet_set(socket(AF_INET, SOCK_DGRAM, 0), IPPROTO_IPV6, IPV6_V6ONLY, 1));
    R(inet_get(socket(AF_INET6, SOCK_DGRAM, 0), IPPROTO_IP, IP_TTL));
}

CASE(of_udp)
{
    static const struct sweep_option options[] = {
        O(0), O(UDP_CORK), O(2), O(10), O(11), O(99), O(UDP_NO_CHECK6_TX), O(UDP_NO_CHECK6_RX), O(UDP_SEGMENT), O(UDP_GRO), O(105), O(-1),
    };
    SWEEP(AF_INET, SOCK_DGRAM, IPPROTO_UDP, options);
    R(inet_get(socket(AF_INET, SOCK_STREAM, 0), IPPROTO_UDP, UDP_CORK));
    R(inet_set(socket(AF_INET, SOCK_STREAM, 0), IPPROTO_UDP, UDP_CORK, 1));
}

CASE(of_tcp)
{
    static const struct sweep_option options[] = {
        O(0), O(TCP_NODELAY), O(TCP_MAXSEG), O(TCP_CORK), O(TCP_KEEPIDLE), O(TCP_KEEPINTVL), O(TCP_KEEPCNT), O(TCP_SYNCNT), O(TCP_LINGER2),
        O(TCP_DEFER_ACCEPT), O(TCP_WINDOW_CLAMP), O(TCP_QUICKACK), O(15), O(TCP_THIN_LINEAR_TIMEOUTS), O(TCP_THIN_DUPACK), O(TCP_USER_TIMEOUT),
        O(TCP_FASTOPEN), O(TCP_NOTSENT_LOWAT), O(TCP_FASTOPEN_CONNECT), O(TCP_FASTOPEN_NO_COOKIE), O(TCP_INQ), O(TCP_TX_DELAY), O(60), O(1000), O(-1),
    };
    SWEEP(AF_INET, SOCK_STREAM, IPPROTO_TCP, options);
    int pair[2];
    tcp_pair(pair);
    R(inet_set(pair[0], IPPROTO_TCP, TCP_WINDOW_CLAMP, 0));
    R(inet_set(pair[0], IPPROTO_TCP, TCP_FASTOPEN, 5));
    R(inet_set(pair[0], IPPROTO_TCP, TCP_FASTOPEN_CONNECT, 1));
    R(inet_set(pair[0], IPPROTO_TCP, TCP_ULP, 1));
    R(setsockopt(pair[0], IPPROTO_TCP, TCP_ULP, "nothing", 7));
    R(setsockopt(pair[0], IPPROTO_TCP, TCP_CONGESTION, "nothing", 7));
    R(setsockopt(pair[0], IPPROTO_TCP, TCP_CONGESTION, "reno", 4));
    char name[16] = "";
    for (int size = 0; size <= 16; size += 8) {
        socklen_t length = (socklen_t)size;
        R(getsockopt(pair[0], IPPROTO_TCP, TCP_CONGESTION, name, &length));
        R(length);
    }
    printf("%s\n", name);
}

CASE(a_listener_waits_for_data)
{
    int listener = inet_listener(4), c = socket(AF_INET, SOCK_STREAM, 0);
    R(inet_set(listener, IPPROTO_TCP, TCP_DEFER_ACCEPT, 10));
    R(inet_get(listener, IPPROTO_TCP, TCP_DEFER_ACCEPT));
    NEED(inet_connect(c, inet_port(listener)) == 0);
    struct pollfd entry = { listener, POLLIN, 0 };
    R(poll(&entry, 1, 100));
    R(send(c, "abc", 3, 0));
    R(poll(&entry, 1, 5000));
    int d = accept(listener, NULL, NULL);
    char text[8];
    R(recv(d, text, sizeof text, 0));
    // The end is something too.
    int e = socket(AF_INET, SOCK_STREAM, 0);
    NEED(inet_connect(e, inet_port(listener)) == 0);
    R(poll(&entry, 1, 100));
    close(e);
    R(poll(&entry, 1, 5000));
}

CASE(a_listener_does_not_wait_for_ever)
{
    int listener = inet_listener(4), c = socket(AF_INET, SOCK_STREAM, 0);
    R(inet_set(listener, IPPROTO_TCP, TCP_DEFER_ACCEPT, 1));
    NEED(inet_connect(c, inet_port(listener)) == 0);
    struct pollfd entry = { listener, POLLIN, 0 };
    R(poll(&entry, 1, 200));
    R(poll(&entry, 1, 10000));
}

CASE(what_is_left_to_read)
{
    int pair[2];
    char text[8], control[64];
    tcp_pair(pair);
    R(inet_set(pair[1], IPPROTO_TCP, TCP_INQ, 1));
    R(send(pair[0], "abcdef", 6, 0));
    inet_await(pair[1], POLLIN);
    shutdown(pair[0], SHUT_WR);
    inet_await(pair[1], POLLRDHUP);
    for (int i = 0; i < 3; i++) {
        struct iovec part = { text, i == 0 ? 2 : 8 };
        struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
        R(recvmsg(pair[1], &message, 0));
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        NEED(header != NULL);
        printf("level %d type %d length %d value %d\n", header->cmsg_level, header->cmsg_type, (int)header->cmsg_len, *(int *)CMSG_DATA(header));
    }
}

CASE(a_call_that_carries_data)
{
    int listener = inet_listener(4), c = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in to = inet_local(inet_port(listener));
    char text[8];
    R(sendto(c, "abc", 3, MSG_FASTOPEN, NULL, 0));
    R(sendto(c, "abc", 3, MSG_FASTOPEN, A(&to), sizeof to));
    int d = accept(listener, NULL, NULL);
    R(recv(d, text, sizeof text, 0));
    R(send(c, "de", 2, 0));
    R(recv(d, text, sizeof text, 0));
}

CASE(little_may_wait_unsent)
{
    int pair[2];
    static char data[65536];
    tcp_pair(pair);
    R(inet_set(pair[0], IPPROTO_TCP, TCP_NOTSENT_LOWAT, 1));
    // The peer reads nothing: once its buffer is full, what waits to be sent is soon enough.
    fcntl(pair[0], F_SETFL, O_NONBLOCK);
    long total = 0, got;
    while ((got = send(pair[0], data, sizeof data, 0)) > 0 && total < 64 << 20) total += got;
    T(got < 0 && errno == EAGAIN);
    inet_poll("full", pair[0]);
}

CASE(control_messages_of_streams)
{
    int pair[2];
    char control[64] = { 0 };
    tcp_pair(pair);
    struct iovec part = { "x", 1 };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = CMSG_SPACE(4) };
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    static const struct { int level, type; } kinds[] = { { SOL_SOCKET, SCM_RIGHTS }, { SOL_SOCKET, SCM_CREDENTIALS }, { SOL_SOCKET, 77 }, { IPPROTO_IP, IP_TTL }, { IPPROTO_TCP, 1 } };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        *header = (struct cmsghdr){ .cmsg_len = CMSG_LEN(4), .cmsg_level = kinds[i].level, .cmsg_type = kinds[i].type };
        printf("%d %d: ", kinds[i].level, kinds[i].type);
        R(sendmsg(pair[0], &message, 0));
    }
    header->cmsg_len = 3;
    R(sendmsg(pair[0], &message, 0));
    header->cmsg_len = 400;
    R(sendmsg(pair[0], &message, 0));
    message.msg_controllen = 8;
    R(sendmsg(pair[0], &message, 0));
}

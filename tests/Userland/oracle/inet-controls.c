// SPDX-License-Identifier: MIT
// Datagrams of UDP: in parts, with control messages, with errors that come back, cut into segments, with times.
#include "inethelp.h"
#include "sweephelp.h"
#include <linux/errqueue.h>
#include <netinet/udp.h>

// Sends with one control message.
static long send_with(int file, const struct sockaddr *to, socklen_t length, int level, int type, const void *data, size_t size)
{
    char control[128] = { 0 };
    struct iovec part = { "hello", 5 };
    struct msghdr message = { .msg_name = (void *)to, .msg_namelen = length, .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = CMSG_SPACE(size) };
    *CMSG_FIRSTHDR(&message) = (struct cmsghdr){ .cmsg_len = CMSG_LEN(size), .cmsg_level = level, .cmsg_type = type };
    memcpy(CMSG_DATA(CMSG_FIRSTHDR(&message)), data, size);
    return sendmsg(file, &message, 0);
}

// Receives one and shows it with its control messages; times are not shown.
static void receive_all(const char *label, int file, int flags)
{
    char data[70000], control[512];
    struct sockaddr_storage name;
    memset(&name, 0, sizeof name);
    struct iovec part = { data, sizeof data };
    struct msghdr message = { .msg_name = &name, .msg_namelen = sizeof name, .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
    long got = recvmsg(file, &message, flags | MSG_DONTWAIT);
    if (got < 0) {
        printf("%s: %s\n", label, oracle_error(errno));
        return;
    }
    printf("%s: %ld flags %#x name %d", label, got, message.msg_flags, (int)message.msg_namelen);
    if (name.ss_family == AF_INET) printf(" from %#x", ntohl(((struct sockaddr_in *)&name)->sin_addr.s_addr));
    printf("\n");
    if (got > 0 && got < 20) show_bytes("  data", data, (size_t)got);
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        size_t size = header->cmsg_len - CMSG_LEN(0);
        printf("  level %d type %d size %d", header->cmsg_level, header->cmsg_type, (int)size);
        int is_time = header->cmsg_level == SOL_SOCKET && (header->cmsg_type == SO_TIMESTAMP || header->cmsg_type == SO_TIMESTAMPNS || header->cmsg_type == SO_TIMESTAMPING
            || (header->cmsg_type >= 63 && header->cmsg_type <= 65));
        if (is_time) {
            long seconds = *(long *)CMSG_DATA(header);
            printf(" %s", seconds > 1600000000 && seconds < 4000000000 ? "a time" : "no time");
        } else {
            for (size_t i = 0; i < size; i++) printf(" %02x", CMSG_DATA(header)[i]);
        }
        printf("\n");
    }
}

CASE(a_datagram_in_parts)
{
    int pair[2];
    char data[16];
    udp_pair(pair);
    R(send(pair[0], "ab", 2, MSG_MORE));
    R(recv(pair[1], data, sizeof data, MSG_DONTWAIT));
    R(send(pair[0], "cd", 2, MSG_MORE));
    R(send(pair[0], "ef", 2, 0));
    receive_all("joined", pair[1], 0);
    R(inet_set(pair[0], IPPROTO_UDP, UDP_CORK, 1));
    R(send(pair[0], "12", 2, 0));
    R(send(pair[0], "34", 2, 0));
    R(recv(pair[1], data, sizeof data, MSG_DONTWAIT));
    R(inet_set(pair[0], IPPROTO_UDP, UDP_CORK, 0));
    receive_all("uncorked", pair[1], 0);
    R(inet_set(pair[0], IPPROTO_UDP, UDP_CORK, 0));
    R(recv(pair[1], data, sizeof data, MSG_DONTWAIT));
}

CASE(parts_that_are_too_much)
{
    int pair[2];
    static char data[65000];
    udp_pair(pair);
    R(send(pair[0], data, 65000, MSG_MORE));
    R(send(pair[0], data, 600, MSG_MORE));
    // The whole is forgotten.
    R(send(pair[0], "x", 1, 0));
    receive_all("after", pair[1], 0);
    R(send(pair[0], "a", 1, MSG_MORE));
    R(send(pair[0], bad_address(), 5, 0));
    R(send(pair[0], "b", 1, 0));
    receive_all("after a fault", pair[1], 0);
    R(send(pair[0], "", 0, MSG_MORE));
    R(send(pair[0], "", 0, 0));
    receive_all("empty", pair[1], 0);
    R(send(pair[0], "lost", 4, MSG_MORE));
    close(pair[0]);
    receive_all("closed", pair[1], 0);
}

CASE(the_first_part_says_where)
{
    int one = inet_bound(SOCK_DGRAM), two = inet_bound(SOCK_DGRAM), s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in to_one = inet_local(inet_port(one)), to_two = inet_local(inet_port(two));
    R(sendto(s, "ab", 2, MSG_MORE, A(&to_one), sizeof to_one));
    R(sendto(s, "cd", 2, 0, A(&to_two), sizeof to_two));
    receive_all("one", one, 0);
    receive_all("two", two, 0);
    R(send(s, "x", 1, MSG_MORE));
}

CASE(control_messages_of_ip)
{
    int pair[2], value = 77;
    unsigned char byte = 0x20;
    udp_pair(pair);
    struct sockaddr_in to = inet_local(inet_port(pair[1]));
    int s = inet_bound(SOCK_DGRAM), r = inet_bound(SOCK_DGRAM);
    to = inet_local(inet_port(r));
    inet_set(r, IPPROTO_IP, IP_RECVTTL, 1);
    inet_set(r, IPPROTO_IP, IP_RECVTOS, 1);
    inet_set(r, IPPROTO_IP, IP_PKTINFO, 1);
    R(send_with(s, A(&to), sizeof to, IPPROTO_IP, IP_TTL, &value, 4));
    receive_all("ttl", r, 0);
    value = 0x10;
    R(send_with(s, A(&to), sizeof to, IPPROTO_IP, IP_TOS, &value, 4));
    receive_all("tos", r, 0);
    R(send_with(s, A(&to), sizeof to, IPPROTO_IP, IP_TOS, &byte, 1));
    receive_all("tos as a byte", r, 0);
    static const int values[] = { 0, 1, 255, 256, -1 };
    for (int i = 0; i < 5; i++) {
        printf("%d\n", values[i]);
        R(send_with(s, A(&to), sizeof to, IPPROTO_IP, IP_TTL, &values[i], 4));
        R(send_with(s, A(&to), sizeof to, IPPROTO_IP, IP_TOS, &values[i], 4));
        while (recv(r, &value, 4, MSG_DONTWAIT) >= 0) { }
    }
    R(send_with(s, A(&to), sizeof to, IPPROTO_IP, IP_TTL, &value, 1));
    R(send_with(s, A(&to), sizeof to, IPPROTO_IP, IP_TTL, &value, 8));
    R(send_with(s, A(&to), sizeof to, IPPROTO_IP, IP_RECVERR, &value, 4));
    R(send_with(s, A(&to), sizeof to, IPPROTO_TCP, 77, &value, 4));
    R(send_with(s, A(&to), sizeof to, IPPROTO_IPV6, IPV6_HOPLIMIT, &value, 4));
    R(send_with(s, A(&to), sizeof to, SOL_SOCKET, SCM_RIGHTS, &value, 4));
    R(send_with(s, A(&to), sizeof to, SOL_SOCKET, SCM_CREDENTIALS, &value, 4));
    R(send_with(s, A(&to), sizeof to, SOL_SOCKET, 77, &value, 4));
    R(send_with(s, A(&to), sizeof to, SOL_SOCKET, SO_MARK, &value, 4));
    R(send_with(s, A(&to), sizeof to, SOL_SOCKET, SO_MARK, &value, 3));
}

CASE(the_own_address_of_a_datagram)
{
    int s = socket(AF_INET, SOCK_DGRAM, 0), r = inet_bound(SOCK_DGRAM);
    struct sockaddr_in to = inet_local(inet_port(r));
    struct in_pktinfo info = { .ipi_ifindex = 0, .ipi_spec_dst.s_addr = htonl(0x7F000005) };
    R(send_with(s, A(&to), sizeof to, IPPROTO_IP, IP_PKTINFO, &info, sizeof info));
    receive_all("127.0.0.5", r, 0);
    info.ipi_ifindex = 1;
    R(send_with(s, A(&to), sizeof to, IPPROTO_IP, IP_PKTINFO, &info, sizeof info));
    receive_all("by lo", r, 0);
    info.ipi_ifindex = 4444;
    R(send_with(s, A(&to), sizeof to, IPPROTO_IP, IP_PKTINFO, &info, sizeof info));
    info.ipi_ifindex = 0;
    info.ipi_spec_dst.s_addr = htonl(0x08080808);
    R(send_with(s, A(&to), sizeof to, IPPROTO_IP, IP_PKTINFO, &info, sizeof info));
    R(send_with(s, A(&to), sizeof to, IPPROTO_IP, IP_PKTINFO, &info, sizeof info - 1));
    info.ipi_spec_dst.s_addr = 0;
    R(send_with(s, A(&to), sizeof to, IPPROTO_IP, IP_PKTINFO, &info, sizeof info));
    receive_all("any", r, 0);
}

CASE(control_messages_of_ipv6)
{
    int s = socket(AF_INET6, SOCK_DGRAM, 0), r = socket(AF_INET6, SOCK_DGRAM, 0), value = 77;
    struct sockaddr_in6 to = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
    NEED(bind(r, A(&to), sizeof to) == 0);
    to.sin6_port = htons((uint16_t)inet_port(r));
    inet_set(r, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
    inet_set(r, IPPROTO_IPV6, IPV6_RECVTCLASS, 1);
    inet_set(r, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
    R(send_with(s, A(&to), sizeof to, IPPROTO_IPV6, IPV6_HOPLIMIT, &value, 4));
    receive_all("hop limit", r, 0);
    R(send_with(s, A(&to), sizeof to, IPPROTO_IPV6, IPV6_TCLASS, &value, 4));
    receive_all("class", r, 0);
    inet_set(r, IPPROTO_IPV6, 2 /* IPV6_2292PKTINFO */, 1);
    inet_set(r, IPPROTO_IPV6, 8 /* IPV6_2292HOPLIMIT */, 1);
    value = -1;
    R(send_with(s, A(&to), sizeof to, IPPROTO_IPV6, IPV6_HOPLIMIT, &value, 4));
    receive_all("default", r, 0);
    static const int values[] = { -2, -1, 0, 255, 256 };
    for (int i = 0; i < 5; i++) {
        printf("%d\n", values[i]);
        R(send_with(s, A(&to), sizeof to, IPPROTO_IPV6, IPV6_TCLASS, &values[i], 4));
        R(send_with(s, A(&to), sizeof to, IPPROTO_IPV6, IPV6_DONTFRAG, &values[i], 4));
        while (recv(r, &value, 4, MSG_DONTWAIT) >= 0) { }
    }
    struct in6_pktinfo info = { .ipi6_addr = IN6ADDR_LOOPBACK_INIT, .ipi6_ifindex = 1 };
    R(send_with(s, A(&to), sizeof to, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info));
    R(send_with(s, A(&to), sizeof to, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info - 1));
    info.ipi6_ifindex = 4444;
    R(send_with(s, A(&to), sizeof to, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info));
    info.ipi6_ifindex = 0;
    info.ipi6_addr.s6_addr[0] = 0x20;
    R(send_with(s, A(&to), sizeof to, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info));
    R(send_with(s, A(&to), sizeof to, IPPROTO_IPV6, 99, &info, sizeof info));
    R(send_with(s, A(&to), sizeof to, IPPROTO_IP, IP_TTL, &value, 1));
}

CASE(where_a_datagram_was_sent_to)
{
    int s = socket(AF_INET, SOCK_DGRAM, 0), r = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in name = inet_name(INADDR_ANY, 40123), to = inet_name(0x7F000009, 40123);
    NEED(bind(r, A(&name), sizeof name) == 0);
    R(inet_set(r, IPPROTO_IP, 20 /* IP_RECVORIGDSTADDR */, 1));
    R(sendto(s, "x", 1, 0, A(&to), sizeof to));
    receive_all("original", r, 0);
    R(inet_set(r, IPPROTO_IP, 21 /* IP_MINTTL */, 100));
    R(sendto(s, "x", 1, 0, A(&to), sizeof to));
    receive_all("too far", r, 0);
    R(inet_set(s, IPPROTO_IP, IP_TTL, 100));
    R(sendto(s, "x", 1, 0, A(&to), sizeof to));
    receive_all("near", r, 0);
}

CASE(errors_come_back)
{
    int gone = inet_bound(SOCK_DGRAM), s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in to = inet_local(inet_port(gone));
    close(gone);
    receive_all("nothing", s, MSG_ERRQUEUE);
    R(inet_set(s, IPPROTO_IP, IP_RECVERR, 1));
    R(sendto(s, "hello", 5, 0, A(&to), sizeof to));
    inet_poll("one", s);
    // An error is told once by any call, and stays in the queue.
    receive_all("plain", s, 0);
    inet_poll("told", s);
    receive_all("queue", s, MSG_ERRQUEUE);
    receive_all("queue", s, MSG_ERRQUEUE);
    inet_poll("empty", s);
    R(sendto(s, "one", 3, 0, A(&to), sizeof to));
    R(sendto(s, "two", 3, 0, A(&to), sizeof to));
    R(sendto(s, "three", 5, 0, A(&to), sizeof to));
    for (int i = 0; i < 4; i++) receive_all("several", s, MSG_ERRQUEUE);
    R(inet_get(s, SOL_SOCKET, SO_ERROR));
    R(sendto(s, "four", 4, 0, A(&to), sizeof to));
    R(inet_set(s, IPPROTO_IP, IP_RECVERR, 0));
    receive_all("forgotten", s, MSG_ERRQUEUE);
}

CASE(errors_with_more_to_tell)
{
    static char data[2000];
    int gone = inet_bound(SOCK_DGRAM), s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in to = inet_local(inet_port(gone));
    close(gone);
    inet_set(s, IPPROTO_IP, IP_RECVERR, 1);
    inet_set(s, IPPROTO_IP, IP_PKTINFO, 1);
    inet_set(s, SOL_SOCKET, SO_SELECT_ERR_QUEUE, 1);
    R(sendto(s, data, sizeof data, 0, A(&to), sizeof to));
    inet_poll("selected", s);
    receive_all("quoted", s, MSG_ERRQUEUE);
    R(inet_connect(s, ntohs(to.sin_port)));
    R(send(s, data, 65508, 0));
    receive_all("too long", s, MSG_ERRQUEUE);
    R(inet_get(s, SOL_SOCKET, SO_ERROR));
    R(send(s, data, 70000, 0));
    receive_all("much too long", s, MSG_ERRQUEUE);
}

CASE(errors_of_ipv6)
{
    static char data[2000];
    int s = socket(AF_INET6, SOCK_DGRAM, 0);
    struct sockaddr_in6 to = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT, .sin6_port = htons(9) };
    R(inet_set(s, IPPROTO_IPV6, IPV6_RECVERR, 1));
    R(sendto(s, "hello", 5, 0, A(&to), sizeof to));
    inet_poll("one", s);
    receive_all("queue", s, MSG_ERRQUEUE);
    R(sendto(s, data, sizeof data, 0, A(&to), sizeof to));
    receive_all("quoted", s, MSG_ERRQUEUE);
}

CASE(segments)
{
    int pair[2];
    static char data[10];
    uint16_t size = 4;
    udp_pair(pair);
    R(inet_set(pair[0], IPPROTO_UDP, UDP_SEGMENT, 4));
    R(send(pair[0], "abcdefghij", 10, 0));
    for (int i = 0; i < 4; i++) receive_all("piece", pair[1], 0);
    R(send(pair[0], "abc", 3, 0));
    for (int i = 0; i < 2; i++) receive_all("one", pair[1], 0);
    R(inet_set(pair[1], IPPROTO_UDP, UDP_GRO, 1));
    R(send(pair[0], "abcdefghij", 10, 0));
    for (int i = 0; i < 2; i++) receive_all("whole", pair[1], 0);
    R(inet_set(pair[0], IPPROTO_UDP, UDP_SEGMENT, 0));
    R(send_with(pair[0], NULL, 0, IPPROTO_UDP, UDP_SEGMENT, &size, 2));
    receive_all("by message", pair[1], 0);
    R(send_with(pair[0], NULL, 0, IPPROTO_UDP, UDP_SEGMENT, &size, 1));
    R(send_with(pair[0], NULL, 0, IPPROTO_UDP, 77, &size, 2));
    (void)data;
}

CASE(segments_that_are_too_many)
{
    int pair[2];
    static char data[300];
    udp_pair(pair);
    R(inet_set(pair[0], IPPROTO_UDP, UDP_SEGMENT, 1));
    R(send(pair[0], data, 300, 0));
    R(send(pair[0], data, 64, 0));
    int count = 0;
    while (recv(pair[1], data, sizeof data, MSG_DONTWAIT) == 1) count++;
    R(count);
}

CASE(times_of_datagrams)
{
    int pair[2];
    static const int options[] = { SO_TIMESTAMP, SO_TIMESTAMPNS, SO_TIMESTAMP_NEW, SO_TIMESTAMPNS_NEW };
    udp_pair(pair);
    for (int i = 0; i < 4; i++) {
        R(inet_set(pair[1], SOL_SOCKET, options[i], 1));
        R(send(pair[0], "x", 1, 0));
        receive_all("one", pair[1], 0);
    }
    inet_set(pair[1], IPPROTO_IP, IP_RECVTTL, 1);
    R(send(pair[0], "x", 1, 0));
    receive_all("with the rest", pair[1], 0);
    R(inet_set(pair[1], SOL_SOCKET, SO_TIMESTAMPNS, 0));
    R(send(pair[0], "x", 1, 0));
    receive_all("off", pair[1], 0);
    // Linux begins to stamp some time after the first socket asks for it, so that socket asks early and stays.
    int early = socket(AF_INET, SOCK_DGRAM, 0);
    R(inet_set(early, SOL_SOCKET, SO_TIMESTAMP, 1));
    sleep_ms(300);
    R(inet_set(pair[1], SOL_SOCKET, SO_TIMESTAMPING, 0x18));
    R(send(pair[0], "x", 1, 0));
    receive_all("software", pair[1], 0);
    R(inet_set(pair[1], SOL_SOCKET, SO_TIMESTAMPING, 0x8));
    R(send(pair[0], "x", 1, 0));
    receive_all("not told", pair[1], 0);
}

CASE(marks_and_drops)
{
    int pair[2], size = 1;
    static char data[3000];
    udp_pair(pair);
    R(inet_set(pair[1], SOL_SOCKET, SO_RCVMARK, 1));
    R(inet_set(pair[0], SOL_SOCKET, SO_MARK, 7));
    R(send(pair[0], "x", 1, 0));
    receive_all("marked", pair[1], 0);
    R(inet_set(pair[1], SOL_SOCKET, SO_RCVMARK, 0));
    R(inet_set(pair[1], SOL_SOCKET, SO_RXQ_OVFL, 1));
    R(inet_set(pair[1], SOL_SOCKET, SO_RCVBUF, size));
    for (int i = 0; i < 5; i++) send(pair[0], data, sizeof data, 0);
    while (recv(pair[1], data, sizeof data, MSG_DONTWAIT) > 0) { }
    send(pair[0], "y", 1, 0);
    char text[8], control[64];
    struct iovec part = { text, 8 };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
    R(recvmsg(pair[1], &message, MSG_DONTWAIT));
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    NEED(header != NULL);
    printf("%d %d\n", header->cmsg_level, header->cmsg_type);
    T(*(unsigned *)CMSG_DATA(header) >= 3);
}

CASE(looking_ahead)
{
    int pair[2];
    char text[8];
    udp_pair(pair);
    R(inet_get(pair[1], SOL_SOCKET, SO_PEEK_OFF));
    R(inet_set(pair[1], SOL_SOCKET, SO_PEEK_OFF, 0));
    R(send(pair[0], "abcde", 5, 0));
    R(send(pair[0], "fgh", 3, 0));
    for (int i = 0; i < 5; i++) {
        struct iovec part = { text, 3 };
        struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
        long got = recvmsg(pair[1], &message, MSG_PEEK | MSG_DONTWAIT);
        printf("%ld flags %#x offset %d", got, message.msg_flags, inet_get(pair[1], SOL_SOCKET, SO_PEEK_OFF));
        show_bytes("", text, got > 0 ? (size_t)got : 0);
    }
    R(recv(pair[1], text, 2, 0));
    R(inet_get(pair[1], SOL_SOCKET, SO_PEEK_OFF));
    R(recv(pair[1], text, 8, MSG_PEEK | MSG_DONTWAIT));
    R(inet_set(pair[1], SOL_SOCKET, SO_PEEK_OFF, 1));
    R(recv(pair[1], text, 8, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT));
    R(inet_set(pair[1], SOL_SOCKET, SO_PEEK_OFF, -1));
    R(recv(pair[1], text, 8, MSG_DONTWAIT));
}

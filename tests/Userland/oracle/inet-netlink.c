// SPDX-License-Identifier: MIT
// AF_NETLINK: interfaces, addresses and routes as lists, errors, names of sockets, groups.
#include "inethelp.h"
#include <ifaddrs.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>

#ifndef SOL_NETLINK
#define SOL_NETLINK 270
#endif

static int route_socket(void)
{
    int made = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    NEED(made >= 0);
    return made;
}

static long ask(int file, int type, int flags, const void *body, size_t size)
{
    struct { struct nlmsghdr header; char body[256]; } message;
    memset(&message, 0, sizeof message);
    message.header = (struct nlmsghdr){ .nlmsg_len = (unsigned)NLMSG_LENGTH(size), .nlmsg_type = (unsigned short)type, .nlmsg_flags = (unsigned short)flags, .nlmsg_seq = 77 };
    memcpy(message.body, body, size);
    return send(file, &message, message.header.nlmsg_len, 0);
}

static void show_bytes_of(const void *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) printf(" %02x", ((const unsigned char *)bytes)[i]);
    printf("\n");
}

// Which messages share a datagram is up to the version of Linux. Attributes that say the same on every Linux.
static int is_shown(int type, int attribute)
{
    static const int links[] = { IFLA_IFNAME, IFLA_MTU, IFLA_TXQLEN, IFLA_OPERSTATE, IFLA_LINKMODE, IFLA_ADDRESS, IFLA_BROADCAST, IFLA_QDISC, IFLA_GROUP,
        IFLA_PROMISCUITY, IFLA_CARRIER, IFLA_NUM_TX_QUEUES, IFLA_NUM_RX_QUEUES, IFLA_MAP, IFLA_MIN_MTU, IFLA_MAX_MTU };
    if (type == RTM_NEWADDR) return attribute != IFA_CACHEINFO;
    if (type != RTM_NEWLINK) return 1;
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) if (links[i] == attribute) return 1;
    return 0;
}

static int show_message(const struct nlmsghdr *header, unsigned port)
{
    size_t fixed = header->nlmsg_type == RTM_NEWLINK ? 16 : header->nlmsg_type == RTM_NEWADDR ? 8 : header->nlmsg_type == RTM_NEWROUTE ? 12 : header->nlmsg_len - NLMSG_HDRLEN;
    const char *body = NLMSG_DATA(header);
    printf("message %d flags %#x sequence %u %s", header->nlmsg_type, header->nlmsg_flags, header->nlmsg_seq, header->nlmsg_pid == port ? "own" : "other");
    if (fixed == header->nlmsg_len - NLMSG_HDRLEN) printf(" length %u", header->nlmsg_len);
    if (header->nlmsg_type == NLMSG_ERROR) {
        printf(": %s\n", oracle_error(-*(const int *)body));
        return 1;
    }
    printf(":");
    show_bytes_of(body, fixed);
    if (header->nlmsg_type == NLMSG_DONE) return 1;
    int left = (int)header->nlmsg_len - NLMSG_HDRLEN - (int)NLMSG_ALIGN(fixed);
    for (const struct rtattr *attribute = (const void *)(body + NLMSG_ALIGN(fixed)); RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
        if (!is_shown(header->nlmsg_type, attribute->rta_type)) continue;
        printf("  %d:", attribute->rta_type);
        show_bytes_of(RTA_DATA(attribute), RTA_PAYLOAD(attribute));
    }
    return 0;
}

static unsigned port_of(int file)
{
    struct sockaddr_nl name;
    socklen_t length = sizeof name;
    NEED(getsockname(file, A(&name), &length) == 0);
    return name.nl_pid;
}

static void show_answers(int file)
{
    static char bytes[65536];
    unsigned port = port_of(file);
    for (int rounds = 0; rounds < 10; rounds++) {
        long got = recv(file, bytes, sizeof bytes, MSG_DONTWAIT);
        if (got < 0) {
            printf("%s\n", oracle_error(errno));
            return;
        }
        int left = (int)got, is_last = 0;
        for (struct nlmsghdr *header = (void *)bytes; NLMSG_OK(header, left); header = NLMSG_NEXT(header, left)) is_last |= show_message(header, port);
        if (is_last) return;
    }
}

CASE(lists)
{
    static const struct { int type, family; size_t size; const char *name; } lists[] = {
        { RTM_GETLINK, AF_UNSPEC, 16, "links" }, { RTM_GETLINK, AF_PACKET, 16, "links of packets" }, { RTM_GETADDR, AF_UNSPEC, 8, "addresses" },
        { RTM_GETADDR, AF_INET, 8, "addresses of IPv4" }, { RTM_GETADDR, AF_INET6, 8, "addresses of IPv6" }, { RTM_GETROUTE, AF_UNSPEC, 12, "routes" },
        { RTM_GETROUTE, AF_INET, 12, "routes of IPv4" }, { RTM_GETROUTE, AF_INET6, 12, "routes of IPv6" },
        { RTM_GETLINK, AF_UNSPEC, 1, "links, short" }, { RTM_GETADDR, AF_UNSPEC, 1, "addresses, short" },
    };
    int s = route_socket();
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        unsigned char body[16] = { (unsigned char)lists[i].family };
        printf("%s\n", lists[i].name);
        OK(ask(s, lists[i].type, NLM_F_REQUEST | NLM_F_DUMP, body, lists[i].size));
        show_answers(s);
    }
}

CASE(one_link)
{
    struct { struct ifinfomsg info; struct rtattr attribute; char name[16]; } body = { .info.ifi_index = 1 };
    int s = route_socket();
    OK(ask(s, RTM_GETLINK, NLM_F_REQUEST, &body.info, sizeof body.info));
    show_answers(s);
    OK(ask(s, RTM_GETLINK, NLM_F_REQUEST | NLM_F_ACK, &body.info, sizeof body.info));
    show_answers(s);
    show_answers(s);
    body.info.ifi_index = 4444;
    OK(ask(s, RTM_GETLINK, NLM_F_REQUEST, &body.info, sizeof body.info));
    show_answers(s);
    body.info.ifi_index = 0;
    OK(ask(s, RTM_GETLINK, NLM_F_REQUEST, &body.info, sizeof body.info));
    show_answers(s);
    body.attribute = (struct rtattr){ .rta_len = RTA_LENGTH(3), .rta_type = IFLA_IFNAME };
    strcpy(body.name, "lo");
    OK(ask(s, RTM_GETLINK, NLM_F_REQUEST, &body, 24));
    show_answers(s);
    body.attribute.rta_len = RTA_LENGTH(8);
    strcpy(body.name, "nothing");
    OK(ask(s, RTM_GETLINK, NLM_F_REQUEST, &body, 28));
    show_answers(s);
}

CASE(errors)
{
    unsigned char body[16] = { 0 };
    int s = route_socket();
    OK(ask(s, 9999, NLM_F_REQUEST, body, 12));
    show_answers(s);
    OK(ask(s, RTM_GETLINK, NLM_F_DUMP, body, 16));
    show_answers(s);
    OK(ask(s, RTM_GETLINK, NLM_F_DUMP | NLM_F_ACK, body, 16));
    show_answers(s);
    OK(ask(s, NLMSG_NOOP, NLM_F_REQUEST | NLM_F_ACK, body, 16));
    show_answers(s);
    OK(ask(s, RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, body, 0));
    show_answers(s);
    struct nlmsghdr header = { .nlmsg_len = 15, .nlmsg_type = RTM_GETLINK, .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK };
    R(send(s, &header, sizeof header, 0));
    header.nlmsg_len = 17;
    R(send(s, &header, sizeof header, 0));
    R(send(s, &header, 15, 0));
    show_answers(s);
    R(send(s, &header, sizeof header, MSG_OOB));
    R(send(s, bad_address(), 16, 0));
    int on = 1;
    R(setsockopt(s, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on));
    OK(ask(s, 9999, NLM_F_REQUEST, body, 12));
    show_answers(s);
    CHILD {
        setuid(1000);
        struct ifinfomsg info = { .ifi_index = 1, .ifi_change = IFF_UP };
        OK(ask(s, RTM_NEWLINK, NLM_F_REQUEST, &info, sizeof info));
        show_answers(s);
    }
}

CASE(two_requests_at_once)
{
    struct { struct nlmsghdr header; struct ifinfomsg info; } message[2];
    memset(message, 0, sizeof message);
    for (int i = 0; i < 2; i++) {
        message[i].header = (struct nlmsghdr){ .nlmsg_len = sizeof message[0], .nlmsg_type = RTM_GETLINK, .nlmsg_flags = NLM_F_REQUEST, .nlmsg_seq = (unsigned)i };
        message[i].info.ifi_index = i ? 4444 : 5555;
    }
    int s = route_socket();
    R(send(s, message, sizeof message, 0));
    show_answers(s);
    show_answers(s);
}

CASE(what_is_so_already)
{
    struct ifinfomsg info = { .ifi_index = 1, .ifi_flags = IFF_UP, .ifi_change = IFF_UP };
    int s = route_socket();
    OK(ask(s, RTM_NEWLINK, NLM_F_REQUEST | NLM_F_ACK, &info, sizeof info));
    show_answers(s);
    struct { struct ifaddrmsg info; struct rtattr attribute; unsigned address; } body = {
        { .ifa_family = AF_INET, .ifa_prefixlen = 8, .ifa_index = 1 }, { .rta_len = 8, .rta_type = IFA_LOCAL }, htonl(INADDR_LOOPBACK) };
    OK(ask(s, RTM_NEWADDR, NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, &body, sizeof body));
    show_answers(s);
}

CASE(names_of_sockets)
{
    int s = route_socket(), t = route_socket();
    struct sockaddr_nl name = { .nl_family = AF_NETLINK };
    socklen_t length = sizeof name;
    R(port_of(s));
    R(bind(s, A(&name), 11));
    name.nl_family = AF_INET;
    R(bind(s, A(&name), sizeof name));
    name.nl_family = AF_NETLINK;
    R(bind(s, A(&name), sizeof name));
    T(port_of(s) == (unsigned)getpid());
    R(bind(s, A(&name), sizeof name));
    R(bind(t, A(&name), sizeof name));
    T(port_of(t) != (unsigned)getpid());
    T((int)port_of(t) < 0);
    name.nl_pid = (unsigned)getpid();
    int u = route_socket();
    R(bind(u, A(&name), sizeof name));
    name.nl_pid = 12345;
    name.nl_groups = 0x11;
    R(bind(u, A(&name), sizeof name));
    R(getsockname(u, A(&name), &length));
    printf("%d %d %u %#x\n", (int)length, name.nl_family, name.nl_pid, name.nl_groups);
    name.nl_pid = 0;
    R(bind(u, A(&name), sizeof name));
    R(getpeername(u, A(&name), &length));
    printf("%u %#x\n", name.nl_pid, name.nl_groups);
    R(connect(u, A(&name), 2));
    R(connect(u, A(&name), sizeof name));
    name.nl_pid = 4321;
    R(connect(u, A(&name), sizeof name));
    R(getpeername(u, A(&name), &length));
    printf("%u %#x\n", name.nl_pid, name.nl_groups);
    R(send(u, "hello", 5, 0));
    name.nl_family = AF_UNSPEC;
    R(connect(u, A(&name), sizeof name));
    R(listen(u, 1));
    R(accept(u, NULL, NULL));
    R(shutdown(u, SHUT_RDWR));
    int pair[2];
    R(socketpair(AF_NETLINK, SOCK_RAW, 0, pair));
    R(socket(AF_NETLINK, SOCK_STREAM, 0));
    R(socket(AF_NETLINK, SOCK_RAW, 32));
    R(socket(AF_NETLINK, SOCK_RAW, -1));
    OK(socket(AF_NETLINK, SOCK_DGRAM, 0));
}

CASE(from_program_to_program)
{
    int s = route_socket(), t = route_socket();
    char text[16];
    struct sockaddr_nl name = { .nl_family = AF_NETLINK }, from;
    socklen_t length = sizeof from;
    R(bind(s, A(&name), sizeof name));
    R(bind(t, A(&name), sizeof name));
    name.nl_pid = port_of(t);
    R(sendto(s, "hello", 5, 0, A(&name), sizeof name));
    inet_poll("came", t);
    R(recvfrom(t, text, 3, MSG_PEEK | MSG_TRUNC, A(&from), &length));
    T(from.nl_pid == port_of(s));
    R(recv(t, text, 3, MSG_TRUNC));
    R(recv(t, text, 3, MSG_DONTWAIT));
    R(sendto(s, "hello", 5, 0, A(&name), 11));
    name.nl_pid = 777777777;
    R(sendto(s, "hello", 5, 0, A(&name), sizeof name));
    CHILD {
        setuid(1000);
        name.nl_pid = port_of(t);
        R(sendto(s, "hello", 5, 0, A(&name), sizeof name));
    }
}

CASE(options)
{
    static const int options[] = { NETLINK_PKTINFO, NETLINK_BROADCAST_ERROR, NETLINK_NO_ENOBUFS, NETLINK_CAP_ACK, NETLINK_EXT_ACK, 6, 7, 99 };
    int s = route_socket();
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        printf("%d\n", options[i]);
        R(inet_get(s, SOL_NETLINK, options[i]));
        R(inet_set(s, SOL_NETLINK, options[i], 5));
        R(inet_get(s, SOL_NETLINK, options[i]));
        int value = 1;
        socklen_t length = 3;
        R(setsockopt(s, SOL_NETLINK, options[i], &value, 3));
        R(inet_get(s, SOL_NETLINK, options[i]));
        R(getsockopt(s, SOL_NETLINK, options[i], &value, &length));
    }
    R(inet_set(s, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, 0));
    R(inet_set(s, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, 1));
    R(inet_set(s, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, 5));
    R(inet_set(s, SOL_NETLINK, NETLINK_DROP_MEMBERSHIP, 1));
    struct sockaddr_nl name;
    socklen_t length = sizeof name;
    R(getsockname(s, A(&name), &length));
    printf("%#x\n", name.nl_groups);
    R(inet_get(s, SOL_SOCKET, SO_TYPE));
    R(inet_get(s, SOL_SOCKET, SO_PROTOCOL));
    R(inet_get(s, SOL_SOCKET, SO_DOMAIN));
    R(inet_get(s, 77, 1));
    R(inet_set(s, 77, 1, 1));
}

CASE(told_along)
{
    unsigned char body[16] = { 0 };
    char bytes[4096], control[128];
    struct sockaddr_nl name;
    int s = route_socket();
    R(inet_set(s, SOL_NETLINK, NETLINK_PKTINFO, 1));
    R(inet_set(s, SOL_SOCKET, SO_PASSCRED, 1));
    OK(ask(s, 9999, NLM_F_REQUEST, body, 12));
    struct iovec part = { bytes, 20 };
    struct msghdr message = { .msg_name = &name, .msg_namelen = sizeof name, .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
    R(recvmsg(s, &message, 0));
    printf("flags %#x name %d: %d %u %u\n", message.msg_flags, (int)message.msg_namelen, name.nl_family, name.nl_pid, name.nl_groups);
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        printf("level %d type %d:", header->cmsg_level, header->cmsg_type);
        show_bytes_of(CMSG_DATA(header), header->cmsg_len - CMSG_LEN(0));
    }
}

CASE(addresses_of_interfaces)
{
    struct ifaddrs *list;
    R(getifaddrs(&list));
    for (struct ifaddrs *own = list; own; own = own->ifa_next) {
        char text[64] = "none";
        int family = own->ifa_addr ? own->ifa_addr->sa_family : -1;
        if (family == AF_INET) inet_ntop(AF_INET, &((struct sockaddr_in *)own->ifa_addr)->sin_addr, text, sizeof text);
        if (family == AF_INET6) inet_ntop(AF_INET6, &((struct sockaddr_in6 *)own->ifa_addr)->sin6_addr, text, sizeof text);
        printf("%s %#x family %d %s", own->ifa_name, own->ifa_flags, family, text);
        if (family == AF_INET) printf(" mask %#x", ntohl(((struct sockaddr_in *)own->ifa_netmask)->sin_addr.s_addr));
        printf("\n");
    }
    struct if_nameindex *names = if_nameindex();
    for (struct if_nameindex *one = names; one && one->if_index; one++) printf("%u %s\n", one->if_index, one->if_name);
}

// SPDX-License-Identifier: MIT
// The same sockets over IPv6, and one kind talking to the other.
#include "inethelp.h"

static struct sockaddr_in6 name6(const char *text, int port)
{
    struct sockaddr_in6 name;
    memset(&name, 0, sizeof name);
    name.sin6_family = AF_INET6;
    name.sin6_port = htons((uint16_t)port);
    NEED(inet_pton(AF_INET6, text, &name.sin6_addr) == 1);
    return name;
}

static int bound6(int type, const char *text)
{
    int made = socket(AF_INET6, type, 0);
    struct sockaddr_in6 name = name6(text, 0);
    NEED(made >= 0 && bind(made, A(&name), sizeof name) == 0);
    return made;
}

CASE(names)
{
    int s = socket(AF_INET6, SOCK_STREAM, 0);
    show_own("new", s, 0);
    struct sockaddr_in6 name = name6("::1", 0);
    R(bind(s, A(&name), 23));
    R(bind(s, A(&name), 24));
    show_own("bound", s, inet_port(s));
    s = socket(AF_INET6, SOCK_STREAM, 0);
    struct sockaddr_in name4 = inet_local(0);
    R(bind(s, A(&name4), sizeof name4));
    name = name6("2001:db8::1", 0);
    R(bind(s, A(&name), sizeof name));
    name = name6("::ffff:127.0.0.1", 0);
    R(bind(s, A(&name), sizeof name));
    show_own("mapped", s, inet_port(s));
    s = socket(AF_INET6, SOCK_STREAM, 0);
    R(inet_get(s, IPPROTO_IPV6, IPV6_V6ONLY));
    R(inet_set(s, IPPROTO_IPV6, IPV6_V6ONLY, 1));
    R(bind(s, A(&name), sizeof name));
    name = name6("::", 0);
    R(bind(s, A(&name), sizeof name));
    R(inet_set(s, IPPROTO_IPV6, IPV6_V6ONLY, 0));
    R(connect(s, A(&name), 23));
    R(connect(s, A(&name4), sizeof name4));
    name = name6("::ffff:127.0.0.1", 1);
    R(connect(s, A(&name), sizeof name));
}

CASE(streams)
{
    int listener = bound6(SOCK_STREAM, "::1");
    R(listen(listener, 1));
    int c = socket(AF_INET6, SOCK_STREAM, 0);
    struct sockaddr_in6 name = name6("::1", inet_port(listener));
    R(connect(c, A(&name), sizeof name));
    struct sockaddr_storage from;
    socklen_t length = sizeof from;
    int d = accept(listener, A(&from), &length);
    show_name("from", &from, length, inet_port(c));
    show_own("accepted", d, inet_port(listener));
    show_peer("connected", c, inet_port(listener));
    char text[8];
    R(send(c, "hello", 5, 0));
    R(recv(d, text, 5, MSG_WAITALL));
    R(close(c));
    R(recv(d, text, 5, 0));
}

CASE(both_kinds_at_one_listener)
{
    int listener = bound6(SOCK_STREAM, "::");
    R(listen(listener, 4));
    int four = socket(AF_INET, SOCK_STREAM, 0);
    R(inet_connect(four, inet_port(listener)));
    struct sockaddr_storage from;
    socklen_t length = sizeof from;
    int d = accept(listener, A(&from), &length);
    show_name("from", &from, length, inet_port(four));
    show_own("accepted", d, inet_port(listener));
    show_peer("plain", four, inet_port(listener));
    int mapped = socket(AF_INET6, SOCK_STREAM, 0);
    struct sockaddr_in6 name = name6("::ffff:127.0.0.1", inet_port(listener));
    R(connect(mapped, A(&name), sizeof name));
    show_own("mapped", mapped, inet_port(mapped));
    show_peer("mapped", mapped, inet_port(listener));
    struct sockaddr_in any = inet_name(INADDR_ANY, inet_port(listener));
    R(bind(socket(AF_INET, SOCK_STREAM, 0), A(&any), sizeof any));
}

CASE(only_six)
{
    int listener = socket(AF_INET6, SOCK_STREAM, 0);
    R(inet_set(listener, IPPROTO_IPV6, IPV6_V6ONLY, 1));
    struct sockaddr_in6 name = name6("::", 0);
    R(bind(listener, A(&name), sizeof name));
    R(listen(listener, 4));
    R(inet_connect(socket(AF_INET, SOCK_STREAM, 0), inet_port(listener)));
    struct sockaddr_in any = inet_name(INADDR_ANY, inet_port(listener));
    int four = socket(AF_INET, SOCK_STREAM, 0);
    R(bind(four, A(&any), sizeof any));
    R(listen(four, 4));
    name = name6("::1", inet_port(listener));
    R(connect(socket(AF_INET6, SOCK_STREAM, 0), A(&name), sizeof name));
}

CASE(datagrams)
{
    int one = bound6(SOCK_DGRAM, "::1"), two = bound6(SOCK_DGRAM, "::1");
    struct sockaddr_in6 name = name6("::1", inet_port(two));
    char text[8];
    R(sendto(one, "hello", 5, 0, A(&name), sizeof name));
    struct sockaddr_storage from;
    socklen_t length = sizeof from;
    R(recvfrom(two, text, 8, 0, A(&from), &length));
    show_name("from", &from, length, inet_port(one));
    R(connect(one, A(&name), sizeof name));
    close(two);
    R(send(one, "x", 1, 0));
    R(recv(one, text, 8, MSG_DONTWAIT));
    int any = bound6(SOCK_DGRAM, "::");
    struct sockaddr_in name4 = inet_local(inet_port(any));
    int four = inet_bound(SOCK_DGRAM);
    R(sendto(four, "four", 4, 0, A(&name4), sizeof name4));
    length = sizeof from;
    R(recvfrom(any, text, 8, 0, A(&from), &length));
    show_name("from", &from, length, inet_port(four));
    R(sendto(any, "back", 4, 0, A(&from), length));
    R(recv(four, text, 8, 0));
    name4 = inet_local(inet_port(four));
    R(sendto(any, "plain", 5, 0, A(&name4), sizeof name4));
    R(recv(four, text, 8, 0));
    static char data[65536];
    int three = bound6(SOCK_DGRAM, "::1");
    name = name6("::1", inet_port(three));
    R(sendto(one, data, 65527, 0, A(&name), sizeof name));
    R(recv(three, data, sizeof data, 0));
    R(sendto(one, data, 65528, 0, A(&name), sizeof name));
}

CASE(what_is_told_of_datagrams)
{
    int one = bound6(SOCK_DGRAM, "::1"), two = bound6(SOCK_DGRAM, "::");
    struct sockaddr_in6 name = name6("::1", inet_port(two));
    R(inet_set(two, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1));
    R(inet_set(two, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1));
    R(inet_set(two, IPPROTO_IPV6, IPV6_RECVTCLASS, 1));
    R(inet_set(one, IPPROTO_IPV6, IPV6_UNICAST_HOPS, 9));
    R(inet_set(one, IPPROTO_IPV6, IPV6_UNICAST_HOPS, 256));
    R(inet_set(one, IPPROTO_IPV6, IPV6_TCLASS, 0x20));
    R(inet_get(one, IPPROTO_IPV6, IPV6_TCLASS));
    R(inet_get(two, IPPROTO_IPV6, IPV6_UNICAST_HOPS));
    char data[8], control[256];
    struct iovec part = { data, sizeof data };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
    R(sendto(one, "x", 1, 0, A(&name), sizeof name));
    R(recvmsg(two, &message, 0));
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        printf("level %d type %d length %d:", header->cmsg_level, header->cmsg_type, (int)header->cmsg_len);
        for (size_t i = 0; i < header->cmsg_len - CMSG_LEN(0); i++) printf(" %d", CMSG_DATA(header)[i]);
        printf("\n");
    }
}

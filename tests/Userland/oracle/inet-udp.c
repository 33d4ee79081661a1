// SPDX-License-Identifier: MIT
// UDP over the loopback interface.
#include "inethelp.h"

CASE(sockets_that_exist)
{
    OK(socket(AF_INET, SOCK_DGRAM, 0));
    OK(socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP));
    OK(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
    OK(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    R(socket(AF_INET, SOCK_DGRAM, IPPROTO_TCP));
    R(socket(AF_INET, SOCK_STREAM, IPPROTO_UDP));
    R(socket(AF_INET, SOCK_SEQPACKET, 0));
    R(socket(AF_INET, SOCK_RDM, 0));
    R(socket(AF_INET, SOCK_STREAM, -1));
    R(socket(AF_INET, SOCK_STREAM, 5000));
    R(socket(AF_INET, 77, 0));
    int pair[2];
    R(socketpair(AF_INET, SOCK_DGRAM, 0, pair));
    R(socketpair(AF_INET, SOCK_STREAM, 0, pair));
}

CASE(names_of_a_new_socket)
{
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    show_own("own", s, 0);
    show_peer("peer", s, 0);
    struct sockaddr_in name = inet_name(INADDR_ANY, 0);
    R(bind(s, A(&name), sizeof name));
    T(inet_port(s) >= 32768 && inet_port(s) <= 60999);
    show_own("own", s, inet_port(s));
    R(bind(s, A(&name), sizeof name));
}

CASE(bind_with_bad_arguments)
{
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in name = inet_local(0);
    R(bind(s, A(&name), 15));
    R(bind(s, A(&name), 0));
    R(bind(s, A(&name), 129));
    R(bind(s, A(&name), (socklen_t)-1));
    R(bind(s, bad_address(), 16));
    R(bind(s, bad_address(), 129));
    R(bind(99, bad_address(), 129));
    name.sin_family = AF_INET6;
    R(bind(s, A(&name), sizeof name));
    R(bind(s, A(&name), 15));
    name.sin_family = AF_UNSPEC;
    R(bind(s, A(&name), sizeof name));
    name = inet_name(0xC0000201, 0);
    R(bind(s, A(&name), sizeof name));
    name.sin_family = AF_UNIX;
    R(bind(s, A(&name), sizeof name));
    name = inet_name(INADDR_ANY, 0);
    name.sin_family = AF_UNSPEC;
    R(bind(s, A(&name), sizeof name));
    name = inet_name(0x7F010203, 0);
    s = socket(AF_INET, SOCK_DGRAM, 0);
    R(bind(s, A(&name), 128));
    show_own("own", s, inet_port(s));
    struct sockaddr_in back;
    socklen_t length = 5;
    memset(&back, 0x55, sizeof back);
    R(getsockname(s, A(&back), &length));
    printf("%d %#x\n", (int)length, back.sin_addr.s_addr);
    length = (socklen_t)-1;
    R(getsockname(s, A(&back), &length));
    R(getsockname(s, bad_address(), &length));
}

CASE(ports_that_need_a_privilege)
{
    CHILD {
        NEED(setresuid(1000, 1000, 1000) == 0);
        int s = socket(AF_INET, SOCK_DGRAM, 0);
        struct sockaddr_in name = inet_local(1023);
        R(bind(s, A(&name), sizeof name));
        name = inet_name(0xC0000201, 1023);
        R(bind(s, A(&name), sizeof name));
        name = inet_local(0);
        R(bind(s, A(&name), sizeof name));
        name = inet_local(1023);
        R(bind(s, A(&name), sizeof name));
    }
}

CASE(two_sockets_on_a_port)
{
    int one = inet_bound(SOCK_DGRAM);
    int port = inet_port(one);
    struct sockaddr_in name = inet_local(port);
    struct sockaddr_in any = inet_name(INADDR_ANY, port);
    struct sockaddr_in other = inet_name(0x7F000002, port);
    int two = socket(AF_INET, SOCK_DGRAM, 0);
    R(bind(two, A(&name), sizeof name));
    R(bind(two, A(&any), sizeof any));
    R(bind(two, A(&other), sizeof other));
    int three = socket(AF_INET, SOCK_DGRAM, 0);
    R(inet_set(three, SOL_SOCKET, SO_REUSEADDR, 1));
    R(bind(three, A(&name), sizeof name));
    R(inet_set(one, SOL_SOCKET, SO_REUSEADDR, 1));
    R(bind(three, A(&name), sizeof name));
    int four = socket(AF_INET, SOCK_DGRAM, 0);
    R(inet_set(four, SOL_SOCKET, SO_REUSEPORT, 1));
    R(bind(four, A(&name), sizeof name));
    R(inet_set(one, SOL_SOCKET, SO_REUSEPORT, 1));
    R(inet_set(three, SOL_SOCKET, SO_REUSEPORT, 1));
    R(bind(four, A(&name), sizeof name));
    close(one);
    close(three);
    close(four);
    R(bind(socket(AF_INET, SOCK_DGRAM, 0), A(&name), sizeof name));
}

CASE(datagrams_go_where_they_are_sent)
{
    int one = inet_bound(SOCK_DGRAM), two = inet_bound(SOCK_DGRAM);
    struct sockaddr_in name = inet_local(inet_port(two));
    char text[32];
    R(sendto(one, "hello", 5, 0, A(&name), sizeof name));
    R(sendto(one, "", 0, 0, A(&name), sizeof name));
    R(sendto(one, "three", 5, 0, A(&name), sizeof name));
    struct sockaddr_storage from;
    socklen_t length = sizeof from;
    memset(&from, 0, sizeof from);
    R(recvfrom(two, text, sizeof text, 0, A(&from), &length));
    show_name("from", &from, length, inet_port(one));
    R(recvfrom(two, text, sizeof text, 0, NULL, NULL));
    R(recvfrom(two, text, 3, 0, NULL, NULL));
    R(recvfrom(two, text, sizeof text, MSG_DONTWAIT, NULL, NULL));
    show_bytes("text", text, 3);
    name.sin_addr.s_addr = 0;
    R(sendto(one, "any", 3, 0, A(&name), sizeof name));
    R(recv(two, text, sizeof text, 0));
}

CASE(peek_and_truncation)
{
    int pair[2];
    udp_pair(pair);
    char text[16] = "";
    R(send(pair[0], "abcdef", 6, 0));
    R(recv(pair[1], text, 2, MSG_PEEK));
    R(recv(pair[1], text, 2, MSG_PEEK | MSG_TRUNC));
    int bytes = -1;
    R(ioctl(pair[1], FIONREAD, &bytes));
    R(bytes);
    struct iovec part = { text, 4 };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
    R(recvmsg(pair[1], &message, MSG_PEEK));
    T(message.msg_flags == MSG_TRUNC);
    part.iov_len = 6;
    R(recvmsg(pair[1], &message, 0));
    R(message.msg_flags);
    R(ioctl(pair[1], FIONREAD, &bytes));
    R(bytes);
    R(ioctl(pair[1], SIOCOUTQ, &bytes));
    R(bytes);
    R(ioctl(pair[1], FIONREAD, bad_address()));
    R(recv(pair[1], text, 6, MSG_DONTWAIT | MSG_PEEK));
    R(send(pair[0], "0123456789", 10, 0));
    R(recv(pair[1], text, 4, MSG_TRUNC));
    R(recv(pair[1], text, 4, MSG_DONTWAIT));
}

CASE(send_with_bad_arguments)
{
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in name = inet_local(inet_port(inet_bound(SOCK_DGRAM)));
    R(send(s, "x", 1, 0));
    T(inet_port(s) != 0);
    R(sendto(s, "x", 1, 0, A(&name), 15));
    R(sendto(s, "x", 1, 0, A(&name), 200));
    R(sendto(s, "x", 1, MSG_OOB, A(&name), sizeof name));
    R(sendto(s, "x", 1, MSG_OOB, A(&name), 15));
    R(sendto(s, bad_address(), 1, 0, A(&name), sizeof name));
    R(sendto(s, bad_address(), 70000, 0, A(&name), 15));
    R(sendto(s, "x", 1, 0, bad_address(), sizeof name));
    struct sockaddr_in bad = name;
    bad.sin_port = 0;
    R(sendto(s, "x", 1, 0, A(&bad), sizeof bad));
    bad = name;
    bad.sin_family = AF_INET6;
    R(sendto(s, "x", 1, 0, A(&bad), sizeof bad));
    bad.sin_family = AF_UNSPEC;
    R(sendto(s, "x", 1, 0, A(&bad), sizeof bad));
    R(sendto(s, "x", 1, MSG_NOSIGNAL, A(&name), sizeof name));
    R(write(s, "x", 1));
}

CASE(how_large_a_datagram_is)
{
    static char data[70000], back[70000];
    int pair[2];
    udp_pair(pair);
    for (size_t i = 0; i < sizeof data; i++) data[i] = (char)(i * 7);
    R(send(pair[0], data, 65507, 0));
    R(send(pair[0], data, 65508, 0));
    R(send(pair[0], data, 65535, 0));
    R(send(pair[0], data, 65536, 0));
    R(recv(pair[1], back, sizeof back, 0));
    T(memcmp(data, back, 65507) == 0);
    R(recv(pair[1], back, sizeof back, MSG_DONTWAIT));
}

CASE(connect_and_disconnect)
{
    int s = socket(AF_INET, SOCK_DGRAM, 0), other = inet_bound(SOCK_DGRAM), third = inet_bound(SOCK_DGRAM);
    int port = inet_port(other);
    struct sockaddr_in name = inet_local(port);
    R(connect(s, A(&name), 1));
    R(connect(s, A(&name), 15));
    name.sin_family = AF_INET6;
    R(connect(s, A(&name), sizeof name));
    R(inet_connect(s, port));
    show_own("own", s, inet_port(s));
    show_peer("peer", s, port);
    R(send(s, "one", 3, 0));
    name = inet_local(inet_port(third));
    R(sendto(s, "two", 3, 0, A(&name), sizeof name));
    char text[8];
    R(recv(other, text, sizeof text, MSG_DONTWAIT));
    R(recv(third, text, sizeof text, MSG_DONTWAIT));
    name = inet_local(inet_port(s));
    R(sendto(third, "no", 2, 0, A(&name), sizeof name));
    R(sendto(other, "yes", 3, 0, A(&name), sizeof name));
    R(recv(s, text, sizeof text, MSG_DONTWAIT));
    R(recv(s, text, sizeof text, MSG_DONTWAIT));
    name = inet_name(INADDR_ANY, 9);
    R(bind(s, A(&name), sizeof name));
    struct sockaddr none = { .sa_family = AF_UNSPEC };
    R(connect(s, &none, sizeof none));
    show_peer("peer", s, 0);
    show_own("own", s, -1);
    R(send(s, "x", 1, 0));
    R(connect(s, &none, 2));
}

CASE(nobody_listens)
{
    int gone = inet_bound(SOCK_DGRAM), s = inet_bound(SOCK_DGRAM);
    int port = inet_port(gone);
    close(gone);
    struct sockaddr_in name = inet_local(port);
    R(sendto(s, "x", 1, 0, A(&name), sizeof name));
    char text[4];
    R(recv(s, text, sizeof text, MSG_DONTWAIT));
    R(connect(s, A(&name), sizeof name));
    R(send(s, "x", 1, 0));
    inet_poll("after refusal", s);
    R(send(s, "x", 1, 0));
    R(send(s, "x", 1, 0));
    R(recv(s, text, sizeof text, MSG_DONTWAIT));
    R(recv(s, text, sizeof text, MSG_DONTWAIT));
    R(send(s, "x", 1, 0));
    R(inet_get(s, SOL_SOCKET, SO_ERROR));
    R(inet_get(s, SOL_SOCKET, SO_ERROR));
    inet_poll("after asking", s);
}

CASE(readiness)
{
    int pair[2];
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    inet_poll("new", s);
    udp_pair(pair);
    inet_poll("connected", pair[1]);
    send(pair[0], "x", 1, 0);
    inet_poll("with data", pair[1]);
    R(shutdown(pair[1], SHUT_RD));
    inet_poll("receiving shut", pair[1]);
    char text[4];
    R(recv(pair[1], text, 4, 0));
    R(recv(pair[1], text, 4, 0));
    R(recv(pair[1], text, 4, MSG_DONTWAIT));
    R(shutdown(pair[1], SHUT_WR));
    inet_poll("both shut", pair[1]);
    R(send(pair[1], "x", 1, 0));
    R(shutdown(s, SHUT_RDWR));
    inet_poll("unconnected and shut", s);
    R(shutdown(s, 3));
    R(listen(s, 1));
    R(accept(s, NULL, NULL));
}

CASE(edges_of_epoll)
{
    int pair[2];
    udp_pair(pair);
    int poller = epoll_create1(0);
    struct epoll_event event = { .events = EPOLLIN | EPOLLET };
    R(epoll_ctl(poller, EPOLL_CTL_ADD, pair[1], &event));
    R(epoll_wait(poller, &event, 1, 0));
    for (int i = 0; i < 2; i++) {
        send(pair[0], "x", 1, 0);
        R(epoll_wait(poller, &event, 1, 1000));
        R(epoll_wait(poller, &event, 1, 0));
    }
}

CASE(timeouts)
{
    int s = inet_bound(SOCK_DGRAM);
    char text[4];
    R(inet_timeout(s, SO_RCVTIMEO, 30));
    R(recv(s, text, sizeof text, 0));
    R(fcntl(s, F_SETFL, O_NONBLOCK));
    R(recv(s, text, sizeof text, 0));
    R(read(s, text, 0));
}

CASE(full_buffer_drops)
{
    int pair[2];
    static char data[1000];
    udp_pair(pair);
    R(inet_set(pair[1], SOL_SOCKET, SO_RCVBUF, 4000));
    for (int i = 0; i < 100; i++) NEED(send(pair[0], data, sizeof data, 0) == sizeof data);
    int count = 0;
    while (recv(pair[1], data, sizeof data, MSG_DONTWAIT) > 0) count++;
    T(count > 0 && count < 20);
}

CASE(many_messages_at_once)
{
    int pair[2];
    udp_pair(pair);
    char first[8] = "one", second[8] = "three";
    struct iovec parts[2] = { { first, 3 }, { second, 5 } };
    struct mmsghdr messages[2] = { { .msg_hdr = { .msg_iov = parts, .msg_iovlen = 1 } }, { .msg_hdr = { .msg_iov = parts + 1, .msg_iovlen = 1 } } };
    R(sendmmsg(pair[0], messages, 2, 0));
    R(messages[1].msg_len);
    parts[0].iov_len = parts[1].iov_len = 8;
    R(recvmmsg(pair[1], messages, 2, MSG_DONTWAIT, NULL));
    R(messages[0].msg_len);
    R(messages[1].msg_len);
    R(recvmmsg(pair[1], messages, 2, MSG_DONTWAIT, NULL));
}

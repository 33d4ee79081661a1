// SPDX-License-Identifier: MIT
// Connections of TCP over the loopback interface: made, used, closed.
#include "inethelp.h"

CASE(what_an_unconnected_socket_does)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    char text[4];
    inet_poll("new", s);
    R(recv(s, text, 4, 0));
    R(read(s, text, 4));
    R(send(s, "x", 1, MSG_NOSIGNAL));
    R(accept(s, NULL, NULL));
    R(shutdown(s, SHUT_WR));
    inet_poll("shut", s);
    show_own("own", s, 0);
    show_peer("peer", s, 0);
    R(shutdown(s, 3));
    R(inet_get(s, SOL_SOCKET, SO_ACCEPTCONN));
    int bytes = -1;
    R(ioctl(s, FIONREAD, &bytes));
    R(bytes);
    R(ioctl(s, SIOCOUTQ, &bytes));
    R(ioctl(s, 0x12345, &bytes));
}

CASE(sigpipe)
{
    CHILD {
        int s = socket(AF_INET, SOCK_STREAM, 0);
        send(s, "x", 1, 0);
        printf("not reached\n");
    }
}

CASE(listen_and_accept)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    R(listen(s, 1));
    T(inet_port(s) >= 32768);
    show_own("own", s, inet_port(s));
    inet_poll("listening", s);
    R(inet_get(s, SOL_SOCKET, SO_ACCEPTCONN));
    R(listen(s, 5));
    struct sockaddr_in name = inet_local(0);
    R(bind(s, A(&name), sizeof name));
    R(inet_connect(s, 1));
    R(send(s, "x", 1, MSG_NOSIGNAL));
    char text[4];
    R(recv(s, text, 4, 0));
    R(fcntl(s, F_SETFL, O_NONBLOCK));
    R(accept(s, NULL, NULL));
    int c = socket(AF_INET, SOCK_STREAM, 0);
    R(inet_connect(c, inet_port(s)));
    inet_poll("with a connection", s);
    struct sockaddr_storage from;
    socklen_t length = sizeof from;
    memset(&from, 0, sizeof from);
    int d = accept4(s, A(&from), &length, SOCK_CLOEXEC);
    NEED(d >= 0);
    show_name("from", &from, length, inet_port(c));
    show_own("accepted", d, inet_port(s));
    show_peer("accepted", d, inet_port(c));
    show_peer("connected", c, inet_port(s));
    R(fcntl(d, F_GETFL) & O_NONBLOCK);
    R(fcntl(d, F_GETFD));
    R(accept4(s, NULL, NULL, 77));
    inet_poll("accepted", d);
    R(inet_connect(c, inet_port(s)));
    R(listen(c, 1));
    R(bind(c, A(&name), sizeof name));
    R(shutdown(s, SHUT_WR));
    inet_poll("still listening", s);
    R(shutdown(s, SHUT_RD));
    inet_poll("no longer", s);
    R(accept(s, NULL, NULL));
}

CASE(refused)
{
    int gone = inet_bound(SOCK_STREAM);
    int port = inet_port(gone);
    close(gone);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    R(inet_connect(s, port));
    inet_poll("refused", s);
    R(inet_get(s, SOL_SOCKET, SO_ERROR));
    show_peer("peer", s, port);
    R(inet_connect(s, port));
    int again = inet_listener(1);
    R(inet_connect(s, inet_port(again)));
    R(send(s, "x", 1, 0));
}

CASE(refused_without_waiting)
{
    int gone = inet_bound(SOCK_STREAM);
    int port = inet_port(gone);
    close(gone);
    int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    R(inet_connect(s, port));
    inet_await(s, POLLOUT);
    inet_poll("refused", s);
    R(inet_get(s, SOL_SOCKET, SO_ERROR));
    inet_poll("asked", s);
    R(inet_connect(s, port));
    R(inet_connect(s, port));
    R(inet_connect(s, port));
}

CASE(connected_without_waiting)
{
    int listener = inet_listener(1);
    int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    R(inet_connect(s, inet_port(listener)));
    inet_await(s, POLLOUT);
    inet_poll("connected", s);
    R(inet_get(s, SOL_SOCKET, SO_ERROR));
    R(inet_connect(s, inet_port(listener)));
    R(inet_connect(s, inet_port(listener)));
    R(send(s, "x", 1, 0));
}

CASE(connect_with_bad_arguments)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in name = inet_local(1);
    R(connect(s, A(&name), 1));
    R(connect(s, A(&name), 15));
    R(connect(s, A(&name), 200));
    R(connect(s, bad_address(), 16));
    name.sin_family = AF_UNIX;
    R(connect(s, A(&name), sizeof name));
    R(connect(s, A(&name), 15));
    name.sin_family = AF_UNSPEC;
    R(connect(s, A(&name), sizeof name));
    name = inet_name(0xE0000001, 5);
    R(connect(s, A(&name), sizeof name));
    name = inet_name(INADDR_BROADCAST, 5);
    R(connect(s, A(&name), sizeof name));
}

CASE(bytes_go_both_ways)
{
    int pair[2];
    char text[64] = "";
    tcp_pair(pair);
    inet_poll("connected", pair[0]);
    R(send(pair[0], "hello", 5, 0));
    R(write(pair[0], " world", 6));
    inet_await(pair[1], POLLIN);
    inet_poll("with data", pair[1]);
    int bytes = -1;
    R(ioctl(pair[1], FIONREAD, &bytes));
    R(bytes);
    R(recv(pair[1], text, 3, MSG_PEEK));
    R(recv(pair[1], text, 3, 0));
    R(recv(pair[1], text + 3, 60, 0));
    show_bytes("text", text, 11);
    R(recv(pair[1], text, 60, MSG_DONTWAIT));
    struct iovec parts[2] = { { "ab", 2 }, { "cd", 2 } };
    R(writev(pair[1], parts, 2));
    R(recv(pair[0], text, 4, MSG_WAITALL));
    struct sockaddr_storage from;
    socklen_t length = sizeof from;
    R(send(pair[1], "x", 1, 0));
    R(recvfrom(pair[0], text, 4, 0, A(&from), &length));
    R(length);
    R(ioctl(pair[0], SIOCOUTQ, &bytes));
    R(recv(pair[0], text, 0, MSG_DONTWAIT));
    R(read(pair[0], text, 0));
    R(recv(pair[0], bad_address(), 4, MSG_DONTWAIT));
    R(send(pair[1], "yz", 2, 0));
    R(recv(pair[0], bad_address(), 4, 0));
    R(recv(pair[0], text, 4, 0));
    R(send(pair[1], bad_address(), 4, 0));
    struct sockaddr_in name = inet_local(1);
    R(sendto(pair[1], "to", 2, 0, A(&name), sizeof name));
    R(recv(pair[0], text, 4, 0));
    R(recv(pair[0], text, 4, MSG_ERRQUEUE));
}

CASE(much_data)
{
    static char data[1 << 16], back[1 << 16];
    int pair[2];
    tcp_pair(pair);
    for (size_t i = 0; i < sizeof data; i++) data[i] = (char)(i * 31 + i / 251);
    pid_t child = fork();
    if (child == 0) {
        close(pair[1]);
        for (int round = 0; round < 64; round++)
            for (size_t done = 0; done < sizeof data;) {
                ssize_t count = write(pair[0], data + done, sizeof data - done);
                if (count <= 0) _exit(1);
                done += (size_t)count;
            }
        _exit(0);
    }
    close(pair[0]);
    long rounds = 0, bad = 0;
    while (recv(pair[1], back, sizeof back, MSG_WAITALL) == sizeof back) {
        rounds++;
        if (memcmp(data, back, sizeof back) != 0) bad++;
    }
    R(rounds);
    R(bad);
    show_child("writer", child);
}

CASE(a_writer_that_is_not_read)
{
    static char data[1 << 16];
    int pair[2];
    tcp_pair(pair);
    R(fcntl(pair[0], F_SETFL, O_NONBLOCK));
    long total = 0;
    ssize_t count;
    while ((count = write(pair[0], data, sizeof data)) > 0) total += count;
    T(errno == EAGAIN);
    T(total >= 65536);
    inet_poll("full", pair[0]);
    R(send(pair[0], "x", 1, MSG_DONTWAIT));
    long back = 0;
    while (back < total && (count = read(pair[1], data, sizeof data)) > 0) back += count;
    T(back == total);
    inet_await(pair[0], POLLOUT);
    inet_poll("empty", pair[0]);
}

CASE(half_closed)
{
    int pair[2];
    char text[8];
    tcp_pair(pair);
    R(shutdown(pair[0], SHUT_WR));
    inet_await(pair[1], POLLRDHUP);
    inet_poll("writer", pair[0]);
    inet_poll("reader", pair[1]);
    R(recv(pair[1], text, 8, 0));
    R(recv(pair[1], text, 8, 0));
    R(send(pair[1], "still", 5, 0));
    R(recv(pair[0], text, 8, 0));
    R(send(pair[0], "x", 1, MSG_NOSIGNAL));
    R(shutdown(pair[0], SHUT_WR));
    R(shutdown(pair[1], SHUT_WR));
    inet_await(pair[0], POLLHUP);
    inet_poll("both", pair[0]);
    inet_poll("both", pair[1]);
    R(recv(pair[0], text, 8, 0));
    R(shutdown(pair[0], SHUT_RDWR));
    show_peer("peer", pair[0], 0);
    R(send(pair[1], "x", 1, MSG_NOSIGNAL));
}

CASE(receiving_side_closed)
{
    int pair[2];
    char text[8];
    tcp_pair(pair);
    send(pair[0], "data", 4, 0);
    inet_await(pair[1], POLLIN);
    R(shutdown(pair[1], SHUT_RD));
    inet_poll("shut", pair[1]);
    R(recv(pair[1], text, 8, 0));
    R(recv(pair[1], text, 8, 0));
    R(send(pair[0], "more", 4, 0));
    R(recv(pair[1], text, 8, 0));
    R(recv(pair[1], text, 8, MSG_DONTWAIT));
    inet_poll("peer", pair[0]);
}

CASE(close_with_unread_data_resets)
{
    int pair[2];
    char text[8];
    tcp_pair(pair);
    send(pair[0], "data", 4, 0);
    inet_await(pair[1], POLLIN);
    send(pair[1], "left", 4, 0);
    close(pair[1]);
    inet_await(pair[0], POLLHUP);
    inet_poll("reset", pair[0]);
    R(recv(pair[0], text, 8, 0));
    R(recv(pair[0], text, 8, 0));
    R(recv(pair[0], text, 8, 0));
    R(send(pair[0], "x", 1, MSG_NOSIGNAL));
}

CASE(closed_by_the_peer)
{
    int pair[2];
    char text[8];
    tcp_pair(pair);
    close(pair[1]);
    inet_await(pair[0], POLLRDHUP);
    inet_poll("closed", pair[0]);
    R(send(pair[0], "x", 1, MSG_NOSIGNAL));
    inet_await(pair[0], POLLHUP);
    inet_poll("sent", pair[0]);
    R(send(pair[0], "x", 1, MSG_NOSIGNAL));
    R(send(pair[0], "x", 1, MSG_NOSIGNAL));
    R(recv(pair[0], text, 8, 0));
    R(inet_get(pair[0], SOL_SOCKET, SO_ERROR));
}

CASE(abort_by_linger)
{
    int pair[2];
    char text[8];
    tcp_pair(pair);
    R(inet_linger(pair[0], 1, 0));
    close(pair[0]);
    inet_await(pair[1], POLLHUP);
    inet_poll("aborted", pair[1]);
    R(inet_get(pair[1], SOL_SOCKET, SO_ERROR));
    R(recv(pair[1], text, 8, 0));
    R(send(pair[1], "x", 1, MSG_NOSIGNAL));
    inet_poll("later", pair[1]);
}

CASE(connect_by_unspec_aborts)
{
    int pair[2];
    char text[8];
    tcp_pair(pair);
    struct sockaddr none = { .sa_family = AF_UNSPEC };
    R(connect(pair[0], &none, sizeof none));
    show_peer("peer", pair[0], 0);
    inet_await(pair[1], POLLHUP);
    R(recv(pair[1], text, 8, 0));
    int listener = inet_listener(1);
    R(inet_connect(pair[0], inet_port(listener)));
    R(send(pair[0], "x", 1, 0));
}

CASE(linger_waits)
{
    int pair[2];
    char text[8];
    tcp_pair(pair);
    R(inet_linger(pair[0], 1, 10));
    send(pair[0], "last", 4, 0);
    long start = now_ms();
    R(close(pair[0]));
    T(now_ms() - start < 5000);
    R(recv(pair[1], text, 8, 0));
    R(recv(pair[1], text, 8, 0));
}

CASE(accept_of_a_connection_that_is_gone)
{
    int listener = inet_listener(2);
    int c = socket(AF_INET, SOCK_STREAM, 0);
    char text[8];
    NEED(inet_connect(c, inet_port(listener)) == 0);
    send(c, "bye", 3, 0);
    close(c);
    int d = accept(listener, NULL, NULL);
    NEED(d >= 0);
    R(recv(d, text, 8, 0));
    R(recv(d, text, 8, 0));
    c = socket(AF_INET, SOCK_STREAM, 0);
    NEED(inet_connect(c, inet_port(listener)) == 0);
    inet_linger(c, 1, 0);
    close(c);
    inet_poll("reset before accept", listener);
    d = accept(listener, NULL, NULL);
    T(d >= 0);
    R(recv(d, text, 8, 0));
}

CASE(listener_that_closes)
{
    int listener = inet_listener(2);
    int c = socket(AF_INET, SOCK_STREAM, 0);
    char text[8];
    NEED(inet_connect(c, inet_port(listener)) == 0);
    close(listener);
    inet_await(c, POLLHUP);
    inet_poll("never accepted", c);
    R(recv(c, text, 8, 0));
}

CASE(backlog)
{
    int listener = inet_listener(1);
    int calls[6];
    int done = 0;
    for (int i = 0; i < 6; i++) {
        calls[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        inet_connect(calls[i], inet_port(listener));
        struct pollfd entry = { calls[i], POLLOUT, 0 };
        if (poll(&entry, 1, i < 2 ? 5000 : 50) == 1) done++;
    }
    R(done);
    for (int i = 0; i < 2; i++) NEED(accept(listener, NULL, NULL) >= 0);
}

CASE(addresses_in_use)
{
    int one = inet_bound(SOCK_STREAM);
    int port = inet_port(one);
    struct sockaddr_in name = inet_local(port), any = inet_name(INADDR_ANY, port);
    int two = socket(AF_INET, SOCK_STREAM, 0);
    R(bind(two, A(&name), sizeof name));
    R(bind(two, A(&any), sizeof any));
    inet_set(two, SOL_SOCKET, SO_REUSEADDR, 1);
    R(bind(two, A(&name), sizeof name));
    inet_set(one, SOL_SOCKET, SO_REUSEADDR, 1);
    R(bind(two, A(&name), sizeof name));
    R(listen(one, 1));
    R(listen(two, 1));
    int three = socket(AF_INET, SOCK_STREAM, 0);
    inet_set(three, SOL_SOCKET, SO_REUSEADDR, 1);
    R(bind(three, A(&name), sizeof name));
    close(two);
    R(listen(one, 1));
}

CASE(port_of_a_finished_connection)
{
    int listener = inet_listener(1);
    int port = inet_port(listener);
    int c = socket(AF_INET, SOCK_STREAM, 0);
    NEED(inet_connect(c, port) == 0);
    int d = accept(listener, NULL, NULL);
    close(listener);
    struct sockaddr_in name = inet_local(port);
    R(bind(socket(AF_INET, SOCK_STREAM, 0), A(&name), sizeof name));
    close(d);
    char text[4];
    R(recv(c, text, 4, 0));
    close(c);
    R(bind(socket(AF_INET, SOCK_STREAM, 0), A(&name), sizeof name));
    int s = socket(AF_INET, SOCK_STREAM, 0);
    inet_set(s, SOL_SOCKET, SO_REUSEADDR, 1);
    R(bind(s, A(&name), sizeof name));
    R(listen(s, 1));
}

CASE(shared_port)
{
    int one = socket(AF_INET, SOCK_STREAM, 0), two = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in name = inet_local(0);
    inet_set(one, SOL_SOCKET, SO_REUSEPORT, 1);
    inet_set(two, SOL_SOCKET, SO_REUSEPORT, 1);
    NEED(bind(one, A(&name), sizeof name) == 0);
    name = inet_local(inet_port(one));
    R(bind(two, A(&name), sizeof name));
    R(listen(one, 16));
    R(listen(two, 16));
    int reached = 0;
    for (int i = 0; i < 32; i++) {
        int c = socket(AF_INET, SOCK_STREAM, 0);
        if (inet_connect(c, inet_port(one)) == 0) reached++;
        struct pollfd both[2] = { { one, POLLIN, 0 }, { two, POLLIN, 0 } };
        poll(both, 2, 5000);
        NEED(accept(both[0].revents ? one : two, NULL, NULL) >= 0);
    }
    R(reached);
}

CASE(to_itself)
{
    int s = inet_bound(SOCK_STREAM);
    char text[8];
    R(inet_connect(s, inet_port(s)));
    R(send(s, "self", 4, 0));
    R(recv(s, text, 8, 0));
    R(shutdown(s, SHUT_WR));
    R(recv(s, text, 8, 0));
}

CASE(many_connections)
{
    int listener = inet_listener(8);
    int good = 0;
    for (int i = 0; i < 200; i++) {
        int c = socket(AF_INET, SOCK_STREAM, 0);
        char text[4];
        if (inet_connect(c, inet_port(listener)) < 0) break;
        int d = accept(listener, NULL, NULL);
        if (write(c, "abc", 3) != 3 || recv(d, text, 3, MSG_WAITALL) != 3) break;
        close(d);
        if (read(c, text, 1) != 0) break;
        close(c);
        good++;
    }
    R(good);
}


CASE(timeouts)
{
    int pair[2];
    char text[4];
    tcp_pair(pair);
    R(inet_timeout(pair[0], SO_RCVTIMEO, 30));
    R(recv(pair[0], text, 4, 0));
    int listener = inet_listener(1);
    R(inet_timeout(listener, SO_RCVTIMEO, 30));
    R(accept(listener, NULL, NULL));
}

CASE(partial_receive)
{
    int pair[2];
    char text[8];
    tcp_pair(pair);
    R(inet_timeout(pair[1], SO_RCVTIMEO, 50));
    send(pair[0], "ab", 2, 0);
    R(recv(pair[1], text, 8, MSG_WAITALL));
    send(pair[0], "abc", 3, 0);
    shutdown(pair[0], SHUT_WR);
    R(recv(pair[1], text, 8, MSG_WAITALL));
    R(recv(pair[1], text, 8, MSG_WAITALL));
}

CASE(truncation_throws_away)
{
    int pair[2];
    char text[8] = "--------";
    tcp_pair(pair);
    send(pair[0], "abcdef", 6, 0);
    inet_await(pair[1], POLLIN);
    R(recv(pair[1], text, 4, MSG_TRUNC));
    show_bytes("text", text, 4);
    R(recv(pair[1], text, 8, 0));
    show_bytes("text", text, 2);
}

CASE(waiting_readers_are_woken)
{
    int pair[2];
    tcp_pair(pair);
    pid_t child = fork();
    if (child == 0) {
        char text[8];
        close(pair[0]);
        R(recv(pair[1], text, 8, 0));
        R(recv(pair[1], text, 8, 0));
        _exit(0);
    }
    close(pair[1]);
    sleep_ms(30);
    send(pair[0], "x", 1, 0);
    close(pair[0]);
    show_child("reader", child);
}

CASE(thousands_of_finished_connections)
{
    int listener = inet_listener(8);
    int good = 0;
    for (int i = 0; i < 5000; i++) {
        int c = socket(AF_INET, SOCK_STREAM, 0);
        if (inet_connect(c, inet_port(listener)) < 0) break;
        int d = accept(listener, NULL, NULL);
        if (d < 0) break;
        close(c);
        close(d);
        good++;
    }
    R(good);
    char text[1024];
    NEED(read_file("/proc/net/sockstat", text, sizeof text) > 0);
    int waiting = 0;
    NEED(sscanf(strstr(text, " tw "), " tw %d", &waiting) == 1);
    T(waiting > 100 && waiting < 30000);
}

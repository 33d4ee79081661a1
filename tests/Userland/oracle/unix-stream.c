// SPDX-License-Identifier: MIT
// Unix stream sockets: pairs, connections, ends.
#include "unixhelp.h"
#include <sys/sendfile.h>

CASE(pair_moves_bytes_both_ways)
{
    int s[2];
    char text[16] = "";
    unix_pair(SOCK_STREAM, s);
    R(write(s[0], "hello", 5));
    R(write(s[1], "world!", 6));
    R(read(s[1], text, 3));
    show_bytes("text", text, 3);
    R(read(s[1], text, sizeof text));
    show_bytes("text", text, 2);
    R(read(s[0], text, sizeof text));
    R(recv(s[0], text, sizeof text, MSG_DONTWAIT));
    R(read(s[0], text, 0));
    R(send(s[0], text, 0, 0));
    R(recv(s[1], text, 0, MSG_DONTWAIT));
}

CASE(wrong_arguments_of_socket)
{
    int s[2];
    R(socket(-1, SOCK_STREAM, 0));
    R(socket(46, SOCK_STREAM, 0));
    R(socket(AF_UNIX, 99, 0));
    R(socket(AF_UNIX, 12, 0));
    R(socket(AF_UNIX, 0, 0));
    R(socket(AF_UNIX, SOCK_RDM, 0));
    R(socket(AF_UNIX, SOCK_STREAM, 7));
    R(socket(AF_UNIX, SOCK_RDM, 7));
    R(socket(AF_UNIX, SOCK_STREAM | 0x10000, 0));
    R(socket(3, SOCK_STREAM, 0));
    OK(socket(AF_UNIX, SOCK_STREAM, AF_UNIX));
    R(socketpair(AF_UNIX, SOCK_RDM, 0, s));
    R(socketpair(AF_UNIX, SOCK_STREAM, 0, bad_address()));
    R(socketpair(3, SOCK_STREAM, 0, s));
}

CASE(raw_is_datagram)
{
    int s = socket(AF_UNIX, SOCK_RAW, 0);
    R(get_option(s, SO_TYPE));
    R(get_option(s, SO_DOMAIN));
    R(get_option(s, SO_PROTOCOL));
}

CASE(flags_of_new_sockets)
{
    int s[2];
    R(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, s));
    R(fcntl(s[0], F_GETFD));
    R(fcntl(s[1], F_GETFL));
    unix_pair(SOCK_STREAM, s);
    R(fcntl(s[0], F_GETFD));
    R(fcntl(s[0], F_GETFL));
}

CASE(not_a_socket)
{
    int file = open("/dev/null", O_RDWR);
    struct sockaddr_un address;
    socklen_t length = unix_path(&address, "x");
    int value = 0;
    socklen_t size = sizeof value;
    struct msghdr message = { 0 };
    R(bind(file, (void *)&address, length));
    R(bind(99, (void *)&address, length));
    R(listen(file, 1));
    R(connect(file, (void *)&address, length));
    R(accept(file, NULL, NULL));
    R(accept4(file, NULL, NULL, 7));
    R(shutdown(file, 9));
    R(getsockname(file, (void *)&address, &length));
    R(getpeername(file, (void *)&address, &length));
    R(send(file, "x", 1, 0));
    R(send(99, bad_address(), 1, 0));
    R(recv(file, &value, 1, 0));
    R(sendmsg(file, &message, 0));
    R(recvmsg(file, &message, 0));
    R(getsockopt(file, SOL_SOCKET, SO_TYPE, &value, &size));
    R(setsockopt(file, SOL_SOCKET, SO_DEBUG, &value, size));
    int place = open(".", O_PATH);
    R(listen(place, 1));
}

CASE(end_of_stream)
{
    int s[2];
    char text[8];
    unix_pair(SOCK_STREAM, s);
    R(write(s[0], "last", 4));
    close(s[0]);
    R(read(s[1], text, sizeof text));
    R(read(s[1], text, sizeof text));
    show_poll("poll", s[1]);
    signal(SIGPIPE, SIG_IGN);
    R(write(s[1], "x", 1));
    R(get_option(s[1], SO_ERROR));
}

CASE(unread_data_resets)
{
    int s[2];
    char text[8];
    unix_pair(SOCK_STREAM, s);
    R(write(s[1], "unread", 6));
    close(s[0]);
    show_poll("poll", s[1]);
    R(read(s[1], text, sizeof text));
    R(read(s[1], text, sizeof text));
    unix_pair(SOCK_STREAM, s);
    R(write(s[1], "unread", 6));
    close(s[0]);
    R(get_option(s[1], SO_ERROR));
    R(get_option(s[1], SO_ERROR));
    R(send(s[1], "x", 1, MSG_NOSIGNAL));
}

CASE(broken_pipe_signals)
{
    int s[2];
    unix_pair(SOCK_STREAM, s);
    close(s[0]);
    CHILD { R(send(s[1], "x", 1, MSG_NOSIGNAL)); }
    CHILD { R(write(s[1], "x", 1)); }
    CHILD { R(send(s[1], "x", 1, 0)); }
    unix_pair(SOCK_SEQPACKET, s);
    close(s[0]);
    CHILD { R(write(s[1], "x", 1)); }
    unix_pair(SOCK_DGRAM, s);
    R(shutdown(s[1], SHUT_WR));
    CHILD { R(write(s[1], "x", 1)); }
}

CASE(shutdown_of_each_side)
{
    int s[2];
    char text[8];
    signal(SIGPIPE, SIG_IGN);
    unix_pair(SOCK_STREAM, s);
    R(write(s[0], "abc", 3));
    R(shutdown(s[0], 3));
    R(shutdown(s[0], -1));
    R(shutdown(s[0], SHUT_WR));
    R(write(s[0], "x", 1));
    show_poll("own", s[0]);
    show_poll("peer", s[1]);
    R(read(s[1], text, sizeof text));
    R(read(s[1], text, sizeof text));
    R(write(s[1], "back", 4));
    R(read(s[0], text, sizeof text));
    R(shutdown(s[0], SHUT_RD));
    R(write(s[1], "x", 1));
    R(read(s[0], text, sizeof text));
    show_poll("own", s[0]);
    int lone = unix_socket(SOCK_STREAM);
    R(shutdown(lone, SHUT_RDWR));
    show_poll("lone", lone);
}

CASE(unconnected_stream)
{
    char text[4];
    struct sockaddr_un address;
    socklen_t length = unix_path(&address, "nobody");
    int s = unix_socket(SOCK_STREAM);
    show_poll("fresh", s);
    R(read(s, text, 1));
    R(send(s, "x", 1, 0));
    R(sendto(s, "x", 1, 0, (void *)&address, length));
    R(recv(s, text, 1, MSG_DONTWAIT));
    R(getpeername(s, (void *)&address, &length));
    R(listen(s, 1));
    R(accept(s, NULL, NULL));
    int q;
    R(ioctl(s, FIONREAD, &q));
    R(ioctl(s, 0x1234, &q));
}

CASE(connect_and_accept)
{
    struct sockaddr_un address;
    socklen_t length = sizeof address;
    char text[16] = "";
    int listener = unix_listener(SOCK_STREAM, "door", 5);
    show_poll("idle", listener);
    R(fcntl(listener, F_SETFL, O_NONBLOCK));
    R(accept(listener, NULL, NULL));
    int client = unix_socket(SOCK_STREAM);
    R(unix_connect(client, "door"));
    show_poll("waiting", listener);
    R(write(client, "early", 5));
    int server;
    OK(server = accept4(listener, (void *)&address, &length, SOCK_CLOEXEC));
    R(length);
    R(fcntl(server, F_GETFD));
    R(fcntl(server, F_GETFL));
    R(read(server, text, sizeof text));
    length = sizeof address;
    R(getsockname(server, (void *)&address, &length));
    printf("%s %d\n", address.sun_path, (int)length);
    length = sizeof address;
    R(getpeername(client, (void *)&address, &length));
    printf("%s %d\n", address.sun_path, (int)length);
    length = sizeof address;
    R(getpeername(server, (void *)&address, &length));
    R(length);
    R(unix_connect(client, "door"));
    R(listen(client, 1));
    R(listen(server, 1));
    R(unix_connect(listener, "door"));
    R(get_option(listener, SO_ACCEPTCONN));
    R(get_option(server, SO_ACCEPTCONN));
    R(accept(client, NULL, NULL));
    R(accept4(listener, NULL, NULL, 1));
    R(read(listener, text, 1));
    R(write(listener, text, 1));
}

CASE(connect_errors_in_order)
{
    struct sockaddr_un address;
    socklen_t length = unix_path(&address, "plain");
    int s = unix_socket(SOCK_STREAM);
    make_file("plain", "");
    R(connect(s, (void *)&address, length));
    R(connect(s, bad_address(), length));
    R(connect(s, bad_address(), -1));
    R(connect(s, bad_address(), 129));
    R(connect(s, (void *)&address, 1));
    R(connect(s, (void *)&address, 2));
    R(connect(s, (void *)&address, 111));
    address.sun_family = AF_INET;
    R(connect(s, (void *)&address, length));
    R(unix_connect(s, "missing"));
    R(unix_connect(s, "plain/under"));
    int bound = unix_bound(SOCK_STREAM, "bound");
    R(unix_connect(s, "bound"));
    close(bound);
    R(unix_connect(s, "bound"));
    int packets = unix_listener(SOCK_SEQPACKET, "packets", 1);
    R(unix_connect(s, "packets"));
    int datagrams = unix_bound(SOCK_DGRAM, "datagrams");
    R(unix_connect(s, "datagrams"));
    length = unix_abstract(&address, "nobody");
    R(connect(s, (void *)&address, length));
    (void)packets, (void)datagrams;
}

CASE(bind_errors_in_order)
{
    struct sockaddr_un address;
    socklen_t length = unix_path(&address, "name");
    int s = unix_socket(SOCK_STREAM);
    R(bind(s, bad_address(), -1));
    R(bind(s, bad_address(), 129));
    R(bind(s, bad_address(), 10));
    R(bind(s, (void *)&address, 1));
    R(bind(s, (void *)&address, 111));
    address.sun_family = AF_INET;
    R(bind(s, (void *)&address, length));
    R(bind(s, (void *)&address, 2));
    address.sun_family = AF_UNIX;
    R(bind(s, (void *)&address, length));
    R(bind(s, (void *)&address, length));
    length = unix_path(&address, "other");
    R(bind(s, (void *)&address, length));
    struct stat info;
    R(stat("other", &info));
    R(stat("name", &info));
    printf("%o\n", (unsigned)info.st_mode);
    length = unix_abstract(&address, "a");
    R(bind(s, (void *)&address, length));
    int second = unix_socket(SOCK_STREAM);
    length = unix_path(&address, "name");
    R(bind(second, (void *)&address, length));
    length = unix_path(&address, "none/name");
    R(bind(second, (void *)&address, length));
    make_file("plain", "");
    length = unix_path(&address, "plain");
    R(bind(second, (void *)&address, length));
    length = unix_path(&address, "plain/x");
    R(bind(second, (void *)&address, length));
    close(s);
    length = unix_path(&address, "name");
    R(bind(second, (void *)&address, length));
    R(unlink("name"));
    R(bind(second, (void *)&address, length));
    R(open("name", O_RDWR));
    R(open("name", O_PATH) >= 0);
}

CASE(long_path_without_nul)
{
    struct sockaddr_un address, found;
    socklen_t length = sizeof found;
    memset(&address, 'n', sizeof address);
    address.sun_family = AF_UNIX;
    int s = unix_socket(SOCK_STREAM);
    R(bind(s, (void *)&address, sizeof address));
    char path[200];
    memset(path, 0, sizeof path);
    memset(path, 'n', sizeof address.sun_path);
    R(access(path, F_OK));
    R(getsockname(s, (void *)&found, &length));
    R(length);
}

CASE(mode_of_a_bound_socket)
{
    struct stat info;
    int s = unix_socket(SOCK_STREAM);
    struct sockaddr_un address;
    socklen_t length = unix_path(&address, "moded");
    R(fchmod(s, 0610));
    umask(0);
    R(bind(s, (void *)&address, length));
    stat("moded", &info);
    printf("%o\n", (unsigned)info.st_mode);
    fstat(s, &info);
    printf("%o %ld\n", (unsigned)info.st_mode, (long)info.st_size);
    R(lseek(s, 0, SEEK_SET));
    R(fsync(s));
    R(ftruncate(s, 0));
}

CASE(permission_to_connect)
{
    int listener = unix_listener(SOCK_STREAM, "private", 5);
    chmod(".", 0755);
    chmod("private", 0755);
    CHILD {
        setgid(1000);
        setuid(1000);
        int s = unix_socket(SOCK_STREAM);
        R(unix_connect(s, "private"));
    }
    chmod("private", 0002);
    CHILD {
        setgid(1000);
        setuid(1000);
        int s = unix_socket(SOCK_STREAM);
        R(unix_connect(s, "private"));
        R(unix_connect(s, "private"));
    }
    (void)listener;
}

CASE(abstract_names)
{
    struct sockaddr_un address, found;
    socklen_t length = unix_abstract(&address, "name"), size = sizeof found;
    int a = unix_socket(SOCK_STREAM), b = unix_socket(SOCK_STREAM), c = unix_socket(SOCK_DGRAM);
    R(bind(a, (void *)&address, length));
    R(bind(a, (void *)&address, length));
    R(bind(b, (void *)&address, length));
    R(bind(b, (void *)&address, length + 1));
    R(bind(c, (void *)&address, length));
    R(getsockname(a, (void *)&found, &size));
    T(size == length && memcmp(&found, &address, length) == 0);
    R(listen(a, 1));
    int d = unix_socket(SOCK_STREAM);
    R(connect(d, (void *)&address, length - 1));
    R(connect(d, (void *)&address, length));
    close(a);
    int e = unix_socket(SOCK_STREAM);
    R(bind(e, (void *)&address, length));
}

CASE(autobind)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    socklen_t length = sizeof address;
    int s = unix_socket(SOCK_STREAM);
    R(getsockname(s, (void *)&address, &length));
    R(length);
    R(bind(s, (void *)&address, 2));
    length = sizeof address;
    R(getsockname(s, (void *)&address, &length));
    R(length);
    R(address.sun_path[0]);
    R(strspn(address.sun_path + 1, "0123456789abcdef"));
    R(bind(s, (void *)&address, 2));
    length = 4;
    R(getsockname(s, (void *)&address, &length));
    R(length);
    length = -1;
    R(getsockname(s, (void *)&address, &length));
    length = 100;
    R(getsockname(s, bad_address(), &length));
    R(getsockname(s, (void *)&address, bad_address()));
}

CASE(backlog_fills)
{
    int listener = unix_listener(SOCK_STREAM, "door", 1);
    int clients[4];
    for (int i = 0; i < 4; i++) {
        clients[i] = unix_socket(SOCK_STREAM | SOCK_NONBLOCK);
        R(unix_connect(clients[i], "door"));
    }
    OK(accept(listener, NULL, NULL));
    R(unix_connect(clients[2], "door"));
    struct timeval soon = { 0, 20000 };
    fcntl(clients[3], F_SETFL, 0);
    R(setsockopt(clients[3], SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon));
    R(unix_connect(clients[3], "door"));
    R(listen(listener, 10));
    R(unix_connect(clients[3], "door"));
}

CASE(connect_waits_for_room)
{
    int listener = unix_listener(SOCK_STREAM, "door", 0);
    int first = unix_socket(SOCK_STREAM);
    R(unix_connect(first, "door"));
    pid_t child = fork();
    if (child == 0) {
        int second = unix_socket(SOCK_STREAM);
        _exit(unix_connect(second, "door") == 0 ? 3 : 4);
    }
    sleep_ms(60);
    OK(accept(listener, NULL, NULL));
    show_child("second", child);
}

CASE(closing_a_listener_resets_the_waiting)
{
    char text[4];
    int listener = unix_listener(SOCK_STREAM, "door", 5);
    int client = unix_socket(SOCK_STREAM);
    R(unix_connect(client, "door"));
    R(write(client, "x", 1));
    close(listener);
    show_poll("client", client);
    R(read(client, text, 1));
    R(read(client, text, 1));
    int late = unix_socket(SOCK_STREAM);
    R(unix_connect(late, "door"));
}

CASE(shutdown_of_a_listener)
{
    int listener = unix_listener(SOCK_STREAM, "door", 5);
    int client = unix_socket(SOCK_STREAM);
    R(shutdown(listener, SHUT_RD));
    R(unix_connect(client, "door"));
    R(accept(listener, NULL, NULL));
    fcntl(listener, F_SETFL, O_NONBLOCK);
    R(accept(listener, NULL, NULL));
    show_poll("listener", listener);
}

CASE(accept_gives_up)
{
    int listener = unix_listener(SOCK_STREAM, "door", 5);
    struct timeval soon = { 0, 20000 };
    R(setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon));
    R(accept(listener, NULL, NULL));
}

CASE(buffer_fills_and_drains)
{
    int s[2], value = -1;
    static char data[4096];
    unix_pair(SOCK_STREAM | SOCK_NONBLOCK, s);
    R(ioctl(s[0], SIOCOUTQ, &value));
    R(write(s[0], data, 1));
    R(ioctl(s[0], SIOCOUTQ, &value));
    R(value);
    R(ioctl(s[1], FIONREAD, &value));
    R(value);
    int count = 1;
    while (write(s[0], data, 1) == 1) count++;
    R(count);
    R(write(s[0], data, 1));
    show_poll("full", s[0]);
    while (count > 70) {
        read(s[1], data, 1);
        count--;
    }
    show_poll("above a quarter", s[0]);
    read(s[1], data, 1);
    show_poll("a quarter", s[0]);
    R(read(s[1], data, sizeof data));
    R(ioctl(s[0], SIOCOUTQ, &value));
    R(value);
}

CASE(large_writes_are_split)
{
    int s[2], value = -1;
    static char data[300000], back[300000];
    for (size_t i = 0; i < sizeof data; i++) data[i] = (char)(i * 7 + i / 251);
    unix_pair(SOCK_STREAM | SOCK_NONBLOCK, s);
    long sent = R(write(s[0], data, sizeof data));
    R(ioctl(s[0], SIOCOUTQ, &value));
    R(value);
    R(ioctl(s[1], FIONREAD, &value));
    T(value == sent);
    long got = 0, count;
    while ((count = read(s[1], back + got, 1000)) > 0) got += count;
    T(got == sent && memcmp(data, back, got) == 0);
    for (int size = 100; size <= 50000; size *= 5) {
        write(s[0], data, size);
        ioctl(s[0], SIOCOUTQ, &value);
        printf("%d costs %d\n", size, value);
        while (read(s[1], back, sizeof back) > 0) { }
    }
}

CASE(a_blocked_writer_goes_on)
{
    int s[2];
    static char data[500000], back[sizeof data + 1]; /* room is left to the end: only the writer's exit ends the loop */
    for (size_t i = 0; i < sizeof data; i++) data[i] = (char)(i * 3 + i / 255);
    unix_pair(SOCK_STREAM, s);
    pid_t child = fork();
    if (child == 0) {
        close(s[1]);
        R(write(s[0], data, sizeof data));
        _exit(0);
    }
    close(s[0]);
    size_t got = 0;
    ssize_t count;
    while ((count = read(s[1], back + got, sizeof back - got)) > 0) got += (size_t)count;
    R(got);
    T(memcmp(data, back, sizeof data) == 0);
    show_child("writer", child);
}

CASE(waitall_and_peek)
{
    int s[2];
    char text[16] = "";
    unix_pair(SOCK_STREAM, s);
    write(s[0], "abc", 3);
    R(recv(s[1], text, 8, MSG_PEEK));
    R(recv(s[1], text, 2, MSG_PEEK));
    R(recv(s[1], text, 8, MSG_WAITALL | MSG_DONTWAIT));
    pid_t child = fork();
    if (child == 0) {
        sleep_ms(30);
        write(s[0], "1234", 4);
        sleep_ms(30);
        write(s[0], "5678", 4);
        _exit(0);
    }
    R(recv(s[1], text, 8, MSG_WAITALL));
    show_bytes("text", text, 8);
    show_child("child", child);
    write(s[0], "xy", 2);
    write(s[0], "z", 1);
    R(recv(s[1], text, 8, MSG_PEEK));
    R(recv(s[1], text, 8, MSG_TRUNC));
    R(recv(s[1], text, 1, MSG_DONTWAIT | MSG_OOB) < 0);
}

CASE(peek_offset)
{
    int s[2];
    char text[8] = "";
    unix_pair(SOCK_STREAM, s);
    R(get_option(s[1], SO_PEEK_OFF));
    R(set_option(s[1], SO_PEEK_OFF, 0));
    write(s[0], "abcd", 4);
    write(s[0], "efgh", 4);
    R(recv(s[1], text, 3, MSG_PEEK));
    R(recv(s[1], text, 3, MSG_PEEK));
    show_bytes("text", text, 3);
    R(get_option(s[1], SO_PEEK_OFF));
    R(recv(s[1], text, 2, 0));
    R(get_option(s[1], SO_PEEK_OFF));
    R(recv(s[1], text, 8, MSG_PEEK));
    R(recv(s[1], text, 8, MSG_PEEK | MSG_DONTWAIT));
}

CASE(faults_while_copying)
{
    int s[2];
    char *edge = page_end(3);
    char text[8];
    unix_pair(SOCK_STREAM, s);
    R(write(s[0], bad_address(), 3));
    memcpy(edge, "abc", 3);
    R(write(s[0], edge, 5));
    R(recv(s[1], text, 8, MSG_DONTWAIT));
    R(write(s[0], "12345", 5));
    R(read(s[1], bad_address(), 5));
    R(read(s[1], text, 8));
    unix_pair(SOCK_DGRAM, s);
    R(write(s[0], edge, 5));
    R(recv(s[1], text, 8, MSG_DONTWAIT));
    R(write(s[0], "12345", 5));
    R(read(s[1], bad_address(), 5));
    R(recv(s[1], text, 8, MSG_DONTWAIT));
}

CASE(scattered_and_sendfile)
{
    int s[2];
    char text[16] = "";
    unix_pair(SOCK_STREAM, s);
    struct iovec parts[] = { { "one", 3 }, { "", 0 }, { "two", 3 } };
    R(writev(s[0], parts, 3));
    char a[2], b[5];
    struct iovec into[] = { { a, 2 }, { b, 5 } };
    R(readv(s[1], into, 2));
    show_bytes("b", b, 4);
    make_file("file", "file content");
    int file = open("file", O_RDONLY);
    R(sendfile(s[0], file, NULL, 100));
    R(read(s[1], text, sizeof text));
    show_bytes("text", text, 12);
    R(sendfile(file, s[0], NULL, 1));
    R(pread(s[0], text, 1, 0));
    R(pwrite(s[0], text, 1, 0));
}

CASE(receive_timeout)
{
    int s[2];
    char text[4];
    struct timeval time = { 0, 30000 };
    socklen_t length = sizeof time;
    unix_pair(SOCK_STREAM, s);
    R(setsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time));
    memset(&time, 0, sizeof time);
    R(getsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &time, &length));
    printf("%d %d\n", (int)time.tv_sec, (int)length);
    T(time.tv_usec >= 30000 && time.tv_usec <= 40000);
    long start = now_ms();
    R(read(s[0], text, 1));
    T(now_ms() - start >= 25);
    time.tv_usec = 1000000;
    R(setsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time));
    time.tv_usec = -1;
    R(setsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time));
    time.tv_sec = -1, time.tv_usec = 0;
    R(setsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time));
    R(read(s[0], text, 1));
    R(setsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &time, 8));
    R(setsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &time, 3));
}

static void nothing(int signal) { (void)signal; }

// Longer than the clock can count to is forever.
CASE(a_timeout_of_ages)
{
    int s[2];
    char text[4];
    unix_pair(SOCK_STREAM, s);
    struct timeval ages = { INT64_MAX / 1000000000, 0 };
    R(setsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &ages, sizeof ages));
    struct sigaction action = { .sa_handler = nothing };
    sigaction(SIGALRM, &action, NULL);
    struct itimerval soon = { { 0, 0 }, { 0, 30000 } };
    setitimer(ITIMER_REAL, &soon, NULL);
    R(read(s[0], text, 1));
}

CASE(signals_interrupt_a_read)
{
    int s[2];
    char text[4];
    unix_pair(SOCK_STREAM, s);
    struct sigaction action = { .sa_handler = nothing };
    sigaction(SIGALRM, &action, NULL);
    struct itimerval soon = { { 0, 0 }, { 0, 30000 } };
    setitimer(ITIMER_REAL, &soon, NULL);
    R(read(s[0], text, 1));
    action.sa_flags = SA_RESTART;
    sigaction(SIGALRM, &action, NULL);
    struct timeval time = { 5, 0 };
    setsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    setitimer(ITIMER_REAL, &soon, NULL);
    R(read(s[0], text, 1));
    memset(&time, 0, sizeof time);
    setsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    pid_t child = fork();
    if (child == 0) {
        sleep_ms(80);
        write(s[1], "x", 1);
        _exit(0);
    }
    setitimer(ITIMER_REAL, &soon, NULL);
    R(read(s[0], text, 1));
    show_child("child", child);
}

CASE(names_in_proc)
{
    char text[64] = "", path[64];
    struct stat info;
    int s = unix_socket(SOCK_STREAM);
    snprintf(path, sizeof path, "/proc/self/fd/%d", s);
    OK(readlink(path, text, sizeof text - 1));
    fstat(s, &info);
    char expected[64];
    snprintf(expected, sizeof expected, "socket:[%ld]", (long)info.st_ino);
    T(strcmp(text, expected) == 0);
    R(open(path, O_RDWR));
    OK(open(path, O_PATH));
}

CASE(proc_net_unix)
{
    static char text[200000];
    int listener = unix_listener(SOCK_STREAM, "proc-net-listener", 5);
    int client = unix_socket(SOCK_STREAM), datagram = unix_bound(SOCK_DGRAM, "proc-net-datagram");
    unix_connect(client, "proc-net-listener");
    NEED(read_file("/proc/net/unix", text, sizeof text) > 0);
    printf("%.*s\n", (int)strcspn(text, "\n"), text);
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        unsigned long count, protocol, flags, type, state;
        long inode;
        char name[200] = "";
        int fields = sscanf(line, "%*[^:]: %lx %lx %lx %lx %lx %ld %199s", &count, &protocol, &flags, &type, &state, &inode, name);
        if (strncmp(name, "proc-net", 8) == 0 && inode != 0) printf("%d %s flags %lx type %lx state %lx\n", fields, name, flags, type, state);
    }
    (void)listener, (void)datagram;
}

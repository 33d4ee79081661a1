// SPDX-License-Identifier: MIT
// Unix datagram and sequenced packet sockets.
#include "unixhelp.h"

static long send_to(int from, const char *path, const char *data)
{
    struct sockaddr_un address;
    socklen_t length = unix_path(&address, path);
    return sendto(from, data, strlen(data), MSG_DONTWAIT, (void *)&address, length);
}

CASE(messages_keep_their_bounds)
{
    int s[2];
    char text[16] = "";
    unix_pair(SOCK_DGRAM, s);
    R(write(s[0], "first", 5));
    R(write(s[0], "", 0));
    R(write(s[0], "second", 6));
    int value;
    R(ioctl(s[1], FIONREAD, &value));
    R(value);
    R(recv(s[1], text, 3, 0));
    R(recv(s[1], text, sizeof text, 0));
    R(recv(s[1], text, 3, MSG_TRUNC));
    R(recv(s[1], text, 1, MSG_DONTWAIT));
    R(write(s[0], "peeked", 6));
    R(recv(s[1], text, 2, MSG_PEEK | MSG_TRUNC));
    show_message(s[1], 4, 0, 0, NULL);
    R(send(s[0], "x", 1, MSG_OOB));
    R(recv(s[1], text, 1, MSG_OOB));
}

CASE(names_of_senders)
{
    struct sockaddr_un from;
    socklen_t length = sizeof from;
    char text[16];
    int a = unix_bound(SOCK_DGRAM, "a"), b = unix_bound(SOCK_DGRAM, "b"), c = unix_socket(SOCK_DGRAM);
    R(send_to(b, "a", "from b"));
    R(send_to(c, "a", "from c"));
    R(recvfrom(a, text, sizeof text, 0, (void *)&from, &length));
    printf("%s %d\n", from.sun_path, (int)length);
    length = sizeof from;
    R(recvfrom(a, text, sizeof text, 0, (void *)&from, &length));
    R(length);
    R(send_to(b, "a", "again"));
    length = 3;
    memset(&from, 0, sizeof from);
    R(recvfrom(a, text, sizeof text, 0, (void *)&from, &length));
    printf("%s %d\n", from.sun_path, (int)length);
    R(send_to(b, "a", "again"));
    length = -1;
    R(recvfrom(a, text, sizeof text, 0, (void *)&from, &length));
    R(send_to(b, "a", "again"));
    R(recvfrom(a, text, sizeof text, 0, (void *)&from, NULL));
    R(send_to(b, "a", "again"));
    show_message(a, 10, 0, 0, NULL);
}

CASE(errors_of_sending)
{
    static char data[300000];
    int a = unix_bound(SOCK_DGRAM, "a"), s = unix_socket(SOCK_DGRAM | SOCK_NONBLOCK), stream = unix_listener(SOCK_STREAM, "stream", 1);
    R(send(s, "x", 1, 0));
    R(write(s, "x", 1));
    R(send_to(s, "missing", "x"));
    R(send_to(s, "stream", "x"));
    make_file("plain", "");
    R(send_to(s, "plain", "x"));
    R(unix_connect(s, "a"));
    R(send(s, data, sizeof data, 0));
    R(send(s, data, 212992 - 32 + 1, 0));
    R(send(s, data, 212992 - 32, 0));
    R(send(s, bad_address(), 1, 0));
    R(send(s, bad_address(), 300000, 0));
    struct sockaddr_un address;
    socklen_t length = unix_path(&address, "a");
    R(sendto(s, "x", 1, 0, (void *)&address, 1));
    R(sendto(s, "x", 1, 0, (void *)&address, 2));
    R(sendto(s, "x", 1, 0, (void *)&address, 200));
    R(sendto(s, "x", 1, 0, bad_address(), length));
    R(sendto(s, "x", 1, MSG_DONTWAIT, (void *)&address, length));
    (void)a, (void)stream;
}

CASE(connected_datagrams)
{
    char text[16];
    struct sockaddr_un address;
    socklen_t length = sizeof address;
    int a = unix_bound(SOCK_DGRAM, "a"), b = unix_bound(SOCK_DGRAM, "b"), c = unix_bound(SOCK_DGRAM, "c");
    R(unix_connect(a, "b"));
    R(getpeername(a, (void *)&address, &length));
    R(send(a, "to b", 4, 0));
    R(recv(b, text, sizeof text, 0));
    R(send_to(c, "a", "unheard"));
    R(unix_connect(c, "a"));
    R(send_to(b, "a", "heard"));
    R(recv(a, text, sizeof text, 0));
    R(unix_connect(b, "a"));
    R(unix_connect(a, "c"));
    show_poll("b", b);
    R(get_option(b, SO_ERROR));
    address.sun_family = AF_UNSPEC;
    R(connect(a, (void *)&address, 2));
    R(getpeername(a, (void *)&address, &length));
    R(send(a, "x", 1, 0));
    R(listen(a, 1));
    R(accept(a, NULL, NULL));
}

CASE(a_closed_receiver)
{
    int s[2];
    char text[8];
    unix_pair(SOCK_DGRAM, s);
    R(write(s[0], "kept", 4));
    close(s[0]);
    show_poll("poll", s[1]);
    R(recv(s[1], text, sizeof text, 0));
    R(recv(s[1], text, sizeof text, MSG_DONTWAIT));
    R(write(s[1], "x", 1));
    R(write(s[1], "x", 1));
    int a = unix_bound(SOCK_DGRAM, "a"), b = unix_socket(SOCK_DGRAM);
    R(unix_connect(b, "a"));
    close(a);
    R(send(b, "x", 1, 0));
    R(send(b, "x", 1, 0));
    R(send_to(b, "a", "x"));
}

CASE(queue_of_a_receiver_is_limited)
{
    int a = unix_bound(SOCK_DGRAM, "a"), b = unix_socket(SOCK_DGRAM), count = 0;
    char text[8];
    R(unix_connect(b, "a"));
    fcntl(b, F_SETFL, O_NONBLOCK);
    show_poll("empty", b);
    while (send(b, "x", 1, 0) == 1) count++;
    R(count);
    R(send(b, "x", 1, 0));
    show_poll("full", b);
    R(recv(a, text, 1, 0));
    show_poll("one taken", b);
    R(send(b, "x", 1, 0));
    struct timeval soon = { 0, 20000 };
    fcntl(b, F_SETFL, 0);
    setsockopt(b, SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);
    R(send(b, "x", 1, 0));
}

CASE(a_blocked_sender_goes_on)
{
    int a = unix_bound(SOCK_DGRAM, "a");
    char text[8];
    pid_t child = fork();
    if (child == 0) {
        int b = unix_socket(SOCK_DGRAM);
        unix_connect(b, "a");
        for (int i = 0; i < 40; i++) {
            char c = (char)('0' + i);
            if (send(b, &c, 1, 0) != 1) _exit(1);
        }
        _exit(0);
    }
    sleep_ms(50);
    int good = 0;
    for (int i = 0; i < 40; i++) good += recv(a, text, sizeof text, 0) == 1 && text[0] == (char)('0' + i);
    R(good);
    show_child("sender", child);
}

CASE(shutdown_of_datagrams)
{
    int s[2];
    char text[8];
    unix_pair(SOCK_DGRAM, s);
    R(shutdown(s[0], SHUT_RD));
    R(write(s[1], "x", 1));
    R(recv(s[0], text, 1, 0));
    R(recv(s[0], text, 1, MSG_DONTWAIT));
    show_poll("receiver", s[0]);
    show_poll("sender", s[1]);
    R(shutdown(s[1], SHUT_WR));
    R(write(s[1], "x", 1));
}

CASE(to_oneself)
{
    char text[8] = "";
    int a = unix_bound(SOCK_DGRAM, "a");
    R(unix_connect(a, "a"));
    R(write(a, "me", 2));
    R(read(a, text, sizeof text));
    show_bytes("text", text, 2);
    int count = 0;
    fcntl(a, F_SETFL, O_NONBLOCK);
    while (write(a, "x", 1) == 1) count++;
    R(count);
}

CASE(packets_keep_their_bounds)
{
    int s[2];
    char text[8];
    unix_pair(SOCK_SEQPACKET, s);
    R(write(s[0], "one", 3));
    R(write(s[0], "two", 3));
    R(recv(s[1], text, 2, 0));
    show_message(s[1], 2, 0, 0, NULL);
    R(send(s[0], "r", 1, MSG_EOR));
    show_message(s[1], 2, 0, 0, NULL);
    R(send(s[0], "", 0, 0));
    R(recv(s[1], text, 8, 0));
    close(s[0]);
    R(recv(s[1], text, 8, 0));
    R(recv(s[1], text, 8, MSG_DONTWAIT));
    R(send(s[1], "x", 1, 0));
    show_poll("poll", s[1]);
}

CASE(packets_over_connections)
{
    char text[8];
    struct sockaddr_un address;
    socklen_t length = unix_path(&address, "door");
    int listener = unix_listener(SOCK_SEQPACKET, "door", 3), client = unix_socket(SOCK_SEQPACKET);
    R(write(client, "x", 1));
    R(read(client, text, 1));
    R(sendto(client, "x", 1, 0, (void *)&address, length));
    show_poll("fresh", client);
    R(unix_connect(client, "door"));
    int server = accept(listener, NULL, NULL);
    R(write(client, "x", 1));
    R(sendto(client, "y", 1, 0, (void *)&address, length));
    R(read(server, text, 8));
    R(read(server, text, 8));
    R(write(server, "unread", 6));
    close(client);
    R(read(server, text, 8));
    R(write(listener, "x", 1));
    R(read(listener, text, 1));
}

CASE(costs_of_datagrams)
{
    static char data[200000], back[200000];
    static const int sizes[] = { 0, 1, 192, 193, 704, 705, 3776, 3777, 16064, 16065, 40000, 100000 };
    int s[2], value;
    unix_pair(SOCK_DGRAM, s);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        write(s[0], data, sizes[i]);
        ioctl(s[0], SIOCOUTQ, &value);
        printf("%d costs %d\n", sizes[i], value);
        read(s[1], back, sizeof back);
    }
    int count = 0;
    fcntl(s[0], F_SETFL, O_NONBLOCK);
    while (write(s[0], "x", 1) == 1) count++;
    R(count);
    show_poll("full", s[0]);
}

CASE(several_messages_in_a_call)
{
    int s[2];
    char data[4][8];
    struct iovec parts[4], out[3] = { { "one", 3 }, { "three", 5 }, { "", 0 } };
    struct mmsghdr messages[4], sent[3];
    unix_pair(SOCK_DGRAM, s);
    memset(messages, 0, sizeof messages);
    memset(sent, 0, sizeof sent);
    for (int i = 0; i < 3; i++) {
        sent[i].msg_hdr.msg_iov = &out[i];
        sent[i].msg_hdr.msg_iovlen = 1;
    }
    for (int i = 0; i < 4; i++) {
        parts[i] = (struct iovec){ data[i], sizeof data[i] };
        messages[i].msg_hdr.msg_iov = &parts[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    R(syscall(SYS_sendmmsg, s[0], sent, 3, 0));
    printf("%u %u %u\n", sent[0].msg_len, sent[1].msg_len, sent[2].msg_len);
    R(syscall(SYS_recvmmsg, s[1], messages, 4, MSG_WAITFORONE, NULL));
    printf("%u %u %u\n", messages[0].msg_len, messages[1].msg_len, messages[2].msg_len);
    R(syscall(SYS_recvmmsg, s[1], messages, 4, MSG_DONTWAIT, NULL));
    R(syscall(SYS_recvmmsg, s[1], messages, 0, 0, NULL));
    R(syscall(SYS_sendmmsg, s[0], sent, 0, 0));
    R(syscall(SYS_sendmmsg, s[0], bad_address(), 1, 0));
    R(syscall(SYS_recvmmsg, 99, messages, 1, 0, NULL));
    struct timespec bad = { 0, 2000000000 };
    R(syscall(SYS_recvmmsg, 99, messages, 1, 0, &bad));
    R(syscall(SYS_sendmmsg, s[0], sent, 2, 0));
    struct timespec none = { 0, 0 };
    R(syscall(SYS_recvmmsg, s[1], messages, 4, 0, &none));
}

CASE(headers_that_are_wrong)
{
    int s[2];
    char text[8];
    unix_pair(SOCK_DGRAM, s);
    struct iovec part = { text, 8 };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
    R(syscall(SYS_sendmsg, s[0], bad_address(), 0));
    R(syscall(SYS_sendmsg, 99, bad_address(), 0));
    R(syscall(SYS_sendmsg, s[0], &message, 0x80000000));
    R(syscall(SYS_recvmsg, s[0], &message, 0x80000000));
    message.msg_iovlen = 1025;
    R(syscall(SYS_sendmsg, s[0], &message, 0));
    message.msg_iovlen = 1;
    message.msg_iov = bad_address();
    R(syscall(SYS_sendmsg, s[0], &message, 0));
    message.msg_iov = &part;
    message.msg_namelen = (socklen_t)-1;
    R(syscall(SYS_sendmsg, s[0], &message, 0));
    message.msg_name = text;
    R(syscall(SYS_sendmsg, s[0], &message, 0));
    R(syscall(SYS_recvmsg, s[0], &message, MSG_DONTWAIT));
    message.msg_name = NULL;
    message.msg_namelen = 0;
    part.iov_len = (size_t)-1;
    R(syscall(SYS_sendmsg, s[0], &message, 0));
    part = (struct iovec){ bad_address(), 8 };
    R(syscall(SYS_sendmsg, s[0], &message, 0));
}

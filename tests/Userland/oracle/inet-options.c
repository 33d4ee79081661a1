// SPDX-License-Identifier: MIT
// Options of internet sockets, and what ioctl(2) says of the loopback interface.
#include "inethelp.h"
#include <net/if.h>

CASE(what_a_new_socket_says)
{
    static const struct { int option; const char *name; } options[] = {
#define O(name) { name, #name }
        O(SO_DEBUG), O(SO_REUSEADDR), O(SO_TYPE), O(SO_ERROR), O(SO_DONTROUTE), O(SO_BROADCAST), O(SO_KEEPALIVE), O(SO_OOBINLINE), O(SO_PRIORITY),
        O(SO_REUSEPORT), O(SO_RCVLOWAT), O(SO_SNDLOWAT), O(SO_ACCEPTCONN), O(SO_PROTOCOL), O(SO_DOMAIN),
#undef O
    };
    int stream = socket(AF_INET, SOCK_STREAM, 0), datagram = socket(AF_INET, SOCK_DGRAM, 0);
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        printf("%s: %d %d\n", options[i].name, inet_get(stream, SOL_SOCKET, options[i].option), inet_get(datagram, SOL_SOCKET, options[i].option));
    R(inet_get(stream, SOL_SOCKET, SO_SNDBUF));
    R(inet_get(stream, SOL_SOCKET, SO_RCVBUF));
    R(inet_get(datagram, SOL_SOCKET, SO_SNDBUF));
    R(inet_get(datagram, SOL_SOCKET, SO_RCVBUF));
}

CASE(options_of_tcp)
{
    static const struct { int option; const char *name; int values[5]; } options[] = {
#define O(name, ...) { name, #name, { __VA_ARGS__ } }
        O(TCP_NODELAY, 1, 0, 7, -1, 0), O(TCP_CORK, 1, 0, 7, -1, 0), O(TCP_MAXSEG, 0, 87, 88, 32767, 32768), O(TCP_KEEPIDLE, 0, 1, 32767, 32768, -1),
        O(TCP_KEEPINTVL, 0, 1, 32767, 32768, -1), O(TCP_KEEPCNT, 0, 1, 127, 128, -1), O(TCP_SYNCNT, 0, 1, 127, 128, -1), O(TCP_LINGER2, 5, 0, 60, -5, 7),
        O(TCP_USER_TIMEOUT, 0, 1, 60000, -1, 5),
#undef O
    };
    int s = socket(AF_INET, SOCK_STREAM, 0);
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        printf("%s: %d\n", options[i].name, inet_get(s, IPPROTO_TCP, options[i].option));
        for (int j = 0; j < 5; j++) {
            errno = 0;
            int result = inet_set(s, IPPROTO_TCP, options[i].option, options[i].values[j]);
            printf("  %d: %s, %d\n", options[i].values[j], result < 0 ? oracle_error(errno) : "ok", inet_get(s, IPPROTO_TCP, options[i].option));
        }
    }
    R(inet_get(s, IPPROTO_TCP, TCP_QUICKACK));
    int value = 1;
    socklen_t length = sizeof value;
    R(setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &value, 3));
    R(setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &value, (socklen_t)-1));
    R(setsockopt(s, IPPROTO_TCP, TCP_NODELAY, bad_address(), 4));
    R(inet_set(s, IPPROTO_TCP, 12345, 1));
    R(inet_get(s, IPPROTO_TCP, 12345));
    R(getsockopt(s, IPPROTO_TCP, 12345, &value, bad_address()));
    length = (socklen_t)-1;
    R(getsockopt(s, IPPROTO_TCP, TCP_NODELAY, &value, &length));
    length = 1;
    value = 0;
    R(getsockopt(s, IPPROTO_TCP, TCP_NODELAY, &value, &length));
    R(length);
    R(inet_get(socket(AF_INET, SOCK_DGRAM, 0), IPPROTO_TCP, TCP_NODELAY));
    R(inet_set(socket(AF_INET, SOCK_DGRAM, 0), IPPROTO_TCP, TCP_NODELAY, 1));
    R(inet_get(s, 77, 1));
    R(inet_set(s, 77, 1, 1));
}

CASE(options_of_ip)
{
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    static const struct { int option; const char *name; int values[5]; } options[] = {
#define O(name, ...) { name, #name, { __VA_ARGS__ } }
        O(IP_TTL, 0, 1, 255, 256, -1), O(IP_TOS, 0, 0x10, 0xFF, 0x1FC, 0), O(IP_PKTINFO, 1, 0, 5, -1, 0), O(IP_RECVTTL, 1, 0, 5, -1, 0),
        O(IP_RECVTOS, 1, 0, 5, -1, 0), O(IP_FREEBIND, 1, 0, 5, -1, 0),
        O(IP_MTU_DISCOVER, IP_PMTUDISC_DONT, IP_PMTUDISC_WANT, IP_PMTUDISC_DO, 77, -1),
#undef O
    };
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        printf("%s: %d\n", options[i].name, inet_get(s, IPPROTO_IP, options[i].option));
        for (int j = 0; j < 5; j++) {
            errno = 0;
            int result = inet_set(s, IPPROTO_IP, options[i].option, options[i].values[j]);
            printf("  %d: %s, %d\n", options[i].values[j], result < 0 ? oracle_error(errno) : "ok", inet_get(s, IPPROTO_IP, options[i].option));
        }
    }
    R(inet_set(s, IPPROTO_IP, 12345, 1));
    R(inet_get(s, IPPROTO_IP, 12345));
    int stream = socket(AF_INET, SOCK_STREAM, 0);
    R(inet_set(stream, IPPROTO_IP, IP_TOS, 0xFF));
    R(inet_get(stream, IPPROTO_IP, IP_TOS));
    unsigned char small = 5;
    R(setsockopt(s, IPPROTO_IP, IP_TTL, &small, 1));
    R(inet_get(s, IPPROTO_IP, IP_TTL));
}

CASE(what_is_told_of_datagrams)
{
    int pair[2];
    udp_pair(pair);
    R(inet_set(pair[1], IPPROTO_IP, IP_PKTINFO, 1));
    R(inet_set(pair[1], IPPROTO_IP, IP_RECVTTL, 1));
    R(inet_set(pair[1], IPPROTO_IP, IP_RECVTOS, 1));
    R(inet_set(pair[0], IPPROTO_IP, IP_TTL, 33));
    R(inet_set(pair[0], IPPROTO_IP, IP_TOS, 0x10));
    for (int round = 0; round < 2; round++) {
        char data[8], control[256];
        struct iovec part = { data, sizeof data };
        struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = round ? 40 : sizeof control };
        send(pair[0], "x", 1, 0);
        R(recvmsg(pair[1], &message, 0));
        R(message.msg_flags);
        R(message.msg_controllen);
        for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
            printf("level %d type %d length %d:", header->cmsg_level, header->cmsg_type, (int)header->cmsg_len);
            for (size_t i = 0; i < header->cmsg_len - CMSG_LEN(0); i++) printf(" %d", CMSG_DATA(header)[i]);
            printf("\n");
        }
    }
}

CASE(tcp_info)
{
    int pair[2];
    struct tcp_info info;
    socklen_t length = sizeof info;
    int s = socket(AF_INET, SOCK_STREAM, 0);
    R(getsockopt(s, IPPROTO_TCP, TCP_INFO, &info, &length));
    R(info.tcpi_state);
    tcp_pair(pair);
    length = 104;
    R(getsockopt(pair[0], IPPROTO_TCP, TCP_INFO, &info, &length));
    R(length);
    R(info.tcpi_state);
    T(info.tcpi_rto >= 200000);
    shutdown(pair[0], SHUT_WR);
    inet_await(pair[1], POLLRDHUP);
    R(getsockopt(pair[1], IPPROTO_TCP, TCP_INFO, &info, &length));
    R(info.tcpi_state);
    shutdown(pair[1], SHUT_WR);
    inet_await(pair[0], POLLHUP);
    R(getsockopt(pair[0], IPPROTO_TCP, TCP_INFO, &info, &length));
    R(info.tcpi_state);
    length = 4;
    R(getsockopt(pair[0], IPPROTO_TCP, TCP_INFO, &info, &length));
    R(length);
}

CASE(tcp_info_of_traffic)
{
    int pair[2];
    static char data[3000];
    // musl's struct may be shorter or longer than the kernel's: Linux 6.1 fills 232 bytes.
    union { struct tcp_info info; char room[512]; } all;
    socklen_t length = 232;
    tcp_pair(pair);
    R(send(pair[0], data, 3000, 0));
    R(recv(pair[1], data, 3000, MSG_WAITALL));
    // The acknowledgement may come a little later.
    sleep_ms(100);
    memset(&all, 0xEE, sizeof all);
    R(getsockopt(pair[0], IPPROTO_TCP, TCP_INFO, &all, &length));
    R(length);
    R(all.info.tcpi_bytes_sent);
    R(all.info.tcpi_bytes_acked);
    R(all.info.tcpi_bytes_received);
    R(all.info.tcpi_notsent_bytes);
    R(all.info.tcpi_data_segs_out);
    R(all.info.tcpi_data_segs_in);
    R(all.info.tcpi_bytes_retrans);
    T(all.info.tcpi_snd_wnd > 0);
    R(getsockopt(pair[1], IPPROTO_TCP, TCP_INFO, &all, &length));
    R(all.info.tcpi_bytes_sent);
    R(all.info.tcpi_bytes_acked);
    R(all.info.tcpi_bytes_received);
    R(all.info.tcpi_data_segs_in);
}

CASE(options_pass_to_accepted_sockets)
{
    int listener = inet_listener(1);
    R(inet_set(listener, SOL_SOCKET, SO_KEEPALIVE, 1));
    R(inet_set(listener, IPPROTO_TCP, TCP_NODELAY, 1));
    R(inet_set(listener, IPPROTO_TCP, TCP_KEEPIDLE, 77));
    R(inet_set(listener, IPPROTO_IP, IP_TTL, 44));
    R(inet_linger(listener, 1, 3));
    int c = socket(AF_INET, SOCK_STREAM, 0);
    NEED(inet_connect(c, inet_port(listener)) == 0);
    int d = accept(listener, NULL, NULL);
    R(inet_get(d, SOL_SOCKET, SO_KEEPALIVE));
    R(inet_get(d, IPPROTO_TCP, TCP_NODELAY));
    R(inet_get(d, IPPROTO_TCP, TCP_KEEPIDLE));
    R(inet_get(d, IPPROTO_IP, IP_TTL));
    R(inet_get(d, SOL_SOCKET, SO_LINGER));
    R(inet_get(d, SOL_SOCKET, SO_ACCEPTCONN));
}

CASE(a_peer_that_answers_no_more_times_out)
{
    // A full backlog: nobody answers the third call.
    int listener = inet_listener(0);
    int one = socket(AF_INET, SOCK_STREAM, 0);
    NEED(inet_connect(one, inet_port(listener)) == 0);
    int two = socket(AF_INET, SOCK_STREAM, 0);
    R(inet_timeout(two, SO_SNDTIMEO, 100));
    R(inet_connect(two, inet_port(listener)));
    R(inet_connect(two, inet_port(listener)));
    int three = socket(AF_INET, SOCK_STREAM, 0);
    R(inet_set(three, IPPROTO_TCP, TCP_USER_TIMEOUT, 200));
    R(inet_connect(three, inet_port(listener)));
}

CASE(more_follows)
{
    int pair[2];
    char text[16];
    tcp_pair(pair);
    R(send(pair[0], "ab", 2, MSG_MORE));
    R(recv(pair[1], text, 16, MSG_DONTWAIT));
    R(send(pair[0], "cd", 2, 0));
    R(recv(pair[1], text, 4, MSG_WAITALL));
    R(inet_set(pair[0], IPPROTO_TCP, TCP_CORK, 1));
    R(send(pair[0], "ef", 2, 0));
    R(recv(pair[1], text, 16, MSG_DONTWAIT));
    int bytes = 0;
    R(ioctl(pair[0], SIOCOUTQ, &bytes));
    R(bytes);
    R(inet_set(pair[0], IPPROTO_TCP, TCP_CORK, 0));
    R(recv(pair[1], text, 2, MSG_WAITALL));
}

CASE(low_water)
{
    int pair[2];
    tcp_pair(pair);
    R(inet_set(pair[1], SOL_SOCKET, SO_RCVLOWAT, 4));
    send(pair[0], "abc", 3, 0);
    inet_poll("three", pair[1]);
    send(pair[0], "d", 1, 0);
    inet_await(pair[1], POLLIN);
    inet_poll("four", pair[1]);
}

CASE(interfaces)
{
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    static const struct { unsigned long request; const char *name; } requests[] = {
#define Q(name) { name, #name }
        Q(SIOCGIFADDR), Q(SIOCGIFDSTADDR), Q(SIOCGIFBRDADDR), Q(SIOCGIFNETMASK), Q(SIOCGIFHWADDR), Q(SIOCGIFMAP),
#undef Q
    };
    struct ifreq request;
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
        memset(&request, 0, sizeof request);
        strcpy(request.ifr_name, "lo");
        printf("%s: %d", requests[i].name, ioctl(s, requests[i].request, &request));
        for (int j = 0; j < 16; j++) printf(" %02x", ((unsigned char *)&request.ifr_addr)[j]);
        printf("\n");
    }
    R(ioctl(s, SIOCGIFFLAGS, &request));
    printf("%#x\n", request.ifr_flags & (IFF_UP | IFF_LOOPBACK | IFF_RUNNING | IFF_BROADCAST | IFF_POINTOPOINT));
    R(ioctl(s, SIOCGIFMTU, &request));
    R(request.ifr_mtu);
    R(ioctl(s, SIOCGIFINDEX, &request));
    R(request.ifr_ifindex);
    R(ioctl(s, SIOCGIFMETRIC, &request));
    R(request.ifr_metric);
    memset(&request, 0, sizeof request);
    request.ifr_ifindex = 1;
    R(ioctl(s, SIOCGIFNAME, &request));
    printf("%s\n", request.ifr_name);
    request.ifr_ifindex = 9999;
    R(ioctl(s, SIOCGIFNAME, &request));
    strcpy(request.ifr_name, "nothing9");
    R(ioctl(s, SIOCGIFADDR, &request));
    R(ioctl(s, SIOCGIFADDR, bad_address()));
    struct ifconf list = { .ifc_len = sizeof request, .ifc_req = &request };
    R(ioctl(s, SIOCGIFCONF, &list));
    R(list.ifc_len);
    printf("%s %#x\n", request.ifr_name, ((struct sockaddr_in *)&request.ifr_addr)->sin_addr.s_addr);
    list.ifc_len = 10;
    R(ioctl(s, SIOCGIFCONF, &list));
    R(list.ifc_len);
    R(if_nametoindex("lo"));
}

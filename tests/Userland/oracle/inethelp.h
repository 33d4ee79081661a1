// SPDX-License-Identifier: MIT
// What the cases of the internet socket families share.
#ifndef INETHELP_H
#define INETHELP_H
#include "oracle.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>

#ifndef SIOCOUTQ
#define SIOCOUTQ TIOCOUTQ
#endif

#define A(address) ((struct sockaddr *)(address))

static inline struct sockaddr_in inet_name(uint32_t address, int port)
{
    struct sockaddr_in name;
    memset(&name, 0, sizeof name);
    name.sin_family = AF_INET;
    name.sin_port = htons((uint16_t)port);
    name.sin_addr.s_addr = htonl(address);
    return name;
}

static inline struct sockaddr_in inet_local(int port)
{
    return inet_name(INADDR_LOOPBACK, port);
}

static inline int inet_port(int file)
{
    struct sockaddr_storage name;
    socklen_t length = sizeof name;
    memset(&name, 0, sizeof name);
    NEED(getsockname(file, A(&name), &length) == 0);
    return name.ss_family == AF_INET6 ? ntohs(((struct sockaddr_in6 *)&name)->sin6_port) : ntohs(((struct sockaddr_in *)&name)->sin_port);
}

static inline int inet_bound(int type)
{
    int made = socket(AF_INET, type, 0);
    struct sockaddr_in name = inet_local(0);
    NEED(made >= 0);
    NEED(bind(made, A(&name), sizeof name) == 0);
    return made;
}

static inline int inet_listener(int backlog)
{
    int made = inet_bound(SOCK_STREAM);
    NEED(listen(made, backlog) == 0);
    return made;
}

static inline int inet_connect(int file, int port)
{
    struct sockaddr_in name = inet_local(port);
    return connect(file, A(&name), sizeof name);
}

// A connection: pair[0] has called, pair[1] was accepted.
static inline void tcp_pair(int pair[2])
{
    int listener = inet_listener(1);
    pair[0] = socket(AF_INET, SOCK_STREAM, 0);
    NEED(inet_connect(pair[0], inet_port(listener)) == 0);
    pair[1] = accept(listener, NULL, NULL);
    NEED(pair[1] >= 0);
    close(listener);
}

static inline void udp_pair(int pair[2])
{
    pair[0] = inet_bound(SOCK_DGRAM);
    pair[1] = inet_bound(SOCK_DGRAM);
    NEED(inet_connect(pair[0], inet_port(pair[1])) == 0);
    NEED(inet_connect(pair[1], inet_port(pair[0])) == 0);
}

static inline int inet_get(int file, int level, int option)
{
    int value = 0;
    socklen_t length = sizeof value;
    return getsockopt(file, level, option, &value, &length) < 0 ? -1 : value;
}

static inline int inet_set(int file, int level, int option, int value)
{
    return setsockopt(file, level, option, &value, sizeof value);
}

static inline int inet_linger(int file, int on, int seconds)
{
    struct linger linger = { on, seconds };
    return setsockopt(file, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

static inline int inet_timeout(int file, int option, int milliseconds)
{
    struct timeval time = { milliseconds / 1000, milliseconds % 1000 * 1000 };
    return setsockopt(file, SOL_SOCKET, option, &time, sizeof time);
}

static inline const char *poll_text(int events)
{
    static const struct { int bit; const char *name; } bits[] = {
        { POLLIN, "IN" }, { POLLOUT, "OUT" }, { POLLPRI, "PRI" }, { POLLERR, "ERR" }, { POLLHUP, "HUP" }, { POLLNVAL, "NVAL" },
        { POLLRDHUP, "RDHUP" }, { POLLRDNORM, "RDNORM" }, { POLLWRNORM, "WRNORM" }, { POLLWRBAND, "WRBAND" },
    };
    static char text[128];
    text[0] = 0;
    for (size_t i = 0; i < sizeof bits / sizeof bits[0]; i++)
        if (events & bits[i].bit) strcat(strcat(text, " "), bits[i].name);
    return text;
}

static inline void inet_poll(const char *label, int file)
{
    struct pollfd entry = { file, POLLIN | POLLOUT | POLLPRI | POLLRDHUP | POLLRDNORM | POLLWRNORM | POLLWRBAND, 0 };
    int ready = poll(&entry, 1, 0);
    printf("%s: %d%s\n", label, ready, poll_text(entry.revents));
}

// Waits for something that comes over the network.
static inline void inet_await(int file, int events)
{
    struct pollfd entry = { file, (short)events, 0 };
    NEED(poll(&entry, 1, 10000) == 1);
}

static inline void show_name(const char *label, const struct sockaddr_storage *name, socklen_t length, int own_port)
{
    char text[64];
    if (name->ss_family == AF_INET6) {
        const struct sockaddr_in6 *name6 = (const struct sockaddr_in6 *)name;
        inet_ntop(AF_INET6, &name6->sin6_addr, text, sizeof text);
        printf("%s: %s port %s length %d\n", label, text, name6->sin6_port == 0 ? "none" : ntohs(name6->sin6_port) == own_port ? "expected" : "other", (int)length);
        return;
    }
    const struct sockaddr_in *name4 = (const struct sockaddr_in *)name;
    printf("%s: family %d %s port %s length %d\n", label, name->ss_family, inet_ntop(AF_INET, &name4->sin_addr, text, sizeof text),
        name4->sin_port == 0 ? "none" : ntohs(name4->sin_port) == own_port ? "expected" : "other", (int)length);
}

static inline void show_own(const char *label, int file, int port)
{
    struct sockaddr_storage name;
    socklen_t length = sizeof name;
    memset(&name, 0, sizeof name);
    if (getsockname(file, A(&name), &length) < 0) printf("%s: %s\n", label, oracle_error(errno));
    else show_name(label, &name, length, port);
}

static inline void show_peer(const char *label, int file, int port)
{
    struct sockaddr_storage name;
    socklen_t length = sizeof name;
    memset(&name, 0, sizeof name);
    if (getpeername(file, A(&name), &length) < 0) printf("%s: %s\n", label, oracle_error(errno));
    else show_name(label, &name, length, port);
}

#endif

// SPDX-License-Identifier: MIT
// What the cases of the unix socket families share.
#ifndef UNIXHELP_H
#define UNIXHELP_H
#include "oracle.h"
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>

#ifndef SIOCOUTQ
#define SIOCOUTQ TIOCOUTQ
#endif

static inline socklen_t unix_path(struct sockaddr_un *address, const char *path)
{
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    strncpy(address->sun_path, path, sizeof address->sun_path - 1);
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path) + 1);
}

// An abstract name that no other program has: it begins with the number of the process.
static inline socklen_t unix_abstract(struct sockaddr_un *address, const char *name)
{
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    int length = snprintf(address->sun_path + 1, sizeof address->sun_path - 1, "oracle-%d-%s", getpid(), name);
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length);
}

static inline int unix_socket(int type)
{
    int socket_ = socket(AF_UNIX, type, 0);
    NEED(socket_ >= 0);
    return socket_;
}

static inline int unix_bound(int type, const char *path)
{
    struct sockaddr_un address;
    socklen_t length = unix_path(&address, path);
    int made = unix_socket(type);
    NEED(bind(made, (struct sockaddr *)&address, length) == 0);
    return made;
}

static inline int unix_listener(int type, const char *path, int backlog)
{
    int made = unix_bound(type, path);
    NEED(listen(made, backlog) == 0);
    return made;
}

static inline int unix_connect(int from, const char *path)
{
    struct sockaddr_un address;
    socklen_t length = unix_path(&address, path);
    return connect(from, (struct sockaddr *)&address, length);
}

static inline void unix_pair(int type, int pair[2])
{
    NEED(socketpair(AF_UNIX, type, 0, pair) == 0);
}

static inline void show_poll(const char *label, int file)
{
    struct pollfd entry = { file, POLLIN | POLLOUT | POLLPRI | POLLRDHUP | POLLRDNORM | POLLWRNORM | POLLWRBAND, 0 };
    int ready = poll(&entry, 1, 0);
    printf("%s: %d", label, ready);
    static const struct { int bit; const char *name; } bits[] = {
        { POLLIN, "IN" }, { POLLOUT, "OUT" }, { POLLPRI, "PRI" }, { POLLERR, "ERR" }, { POLLHUP, "HUP" }, { POLLNVAL, "NVAL" },
        { POLLRDHUP, "RDHUP" }, { POLLRDNORM, "RDNORM" }, { POLLWRNORM, "WRNORM" }, { POLLWRBAND, "WRBAND" },
    };
    for (size_t i = 0; i < sizeof bits / sizeof bits[0]; i++)
        if (entry.revents & bits[i].bit) printf(" %s", bits[i].name);
    printf("\n");
}

static inline int get_option(int file, int option)
{
    int value = -1;
    socklen_t length = sizeof value;
    return getsockopt(file, SOL_SOCKET, option, &value, &length) < 0 ? -1 : value;
}

static inline int set_option(int file, int option, int value)
{
    return setsockopt(file, SOL_SOCKET, option, &value, sizeof value);
}

// Sends data with descriptors; returns what sendmsg(2) does.
static inline long send_rights(int file, const char *data, size_t length, const int *rights, int count, int flags)
{
    char control[CMSG_SPACE(260 * sizeof(int))];
    struct iovec part = { (void *)data, length };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
    if (count > 0) {
        memset(control, 0, sizeof control);
        message.msg_control = control;
        message.msg_controllen = CMSG_SPACE(count * sizeof(int));
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(count * sizeof(int));
        memcpy(CMSG_DATA(header), rights, count * sizeof(int));
    }
    return sendmsg(file, &message, flags);
}

// Receives and prints what came: count, flags, control messages. Puts descriptors into rights and returns how many there were.
static inline int show_message(int file, size_t size, size_t control_size, int flags, int *rights)
{
    char data[4096];
    char control[2048];
    struct sockaddr_un from;
    memset(&from, 0, sizeof from);
    struct iovec part = { data, size };
    struct msghdr message = { .msg_name = &from, .msg_namelen = sizeof from, .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = control_size };
    errno = 0;
    long count = recvmsg(file, &message, flags);
    if (count < 0) {
        printf("recvmsg: %s\n", oracle_error(errno));
        return 0;
    }
    printf("recvmsg: %ld", count);
    if (count > 0) printf(" \"%.*s\"", (int)((size_t)count < size ? (size_t)count : size), data);
    if (message.msg_flags & MSG_TRUNC) printf(" TRUNC");
    if (message.msg_flags & MSG_CTRUNC) printf(" CTRUNC");
    if (message.msg_flags & MSG_EOR) printf(" EOR");
    if (message.msg_flags & MSG_CMSG_CLOEXEC) printf(" CLOEXEC");
    if (message.msg_namelen > 2 && from.sun_path[0]) printf(" from %s", from.sun_path);
    else printf(" name %d", (int)message.msg_namelen);
    printf(" control %d\n", (int)message.msg_controllen);
    int found = 0;
    for (struct cmsghdr *header = message.msg_controllen ? CMSG_FIRSTHDR(&message) : NULL; header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
            int here = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
            printf("  rights: %d\n", here);
            if (rights) memcpy(rights + found, CMSG_DATA(header), here * sizeof(int));
            found += here;
        } else if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_CREDENTIALS) {
            struct ucred who;
            memcpy(&who, CMSG_DATA(header), sizeof who);
            printf("  credentials: %s uid %d gid %d len %d\n", who.pid == getpid() ? "self" : who.pid == 0 ? "nobody" : "other", (int)who.uid, (int)who.gid, (int)header->cmsg_len);
        } else printf("  control %d/%d\n", header->cmsg_level, header->cmsg_type);
    }
    return found;
}

#endif

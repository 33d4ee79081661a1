// SPDX-License-Identifier: MIT
// Asks for options and sets them in all lengths and with values at the edges.
#ifndef SWEEPHELP_H
#define SWEEPHELP_H
#include "oracle.h"
#include <sys/socket.h>

// What musl does not name.
#ifndef SO_TIMESTAMP_NEW
#define SO_TIMESTAMP_NEW 63
#endif
#ifndef SO_TIMESTAMPNS_NEW
#define SO_TIMESTAMPNS_NEW 64
#endif
#ifndef SO_TIMESTAMPING_NEW
#define SO_TIMESTAMPING_NEW 65
#endif
#ifndef SO_RCVTIMEO_NEW
#define SO_RCVTIMEO_NEW 66
#endif
#ifndef SO_SNDTIMEO_NEW
#define SO_SNDTIMEO_NEW 67
#endif
#ifndef SO_DETACH_REUSEPORT_BPF
#define SO_DETACH_REUSEPORT_BPF 68
#endif
#ifndef SO_PREFER_BUSY_POLL
#define SO_PREFER_BUSY_POLL 69
#endif
#ifndef SO_BUSY_POLL_BUDGET
#define SO_BUSY_POLL_BUDGET 70
#endif
#ifndef SO_NETNS_COOKIE
#define SO_NETNS_COOKIE 71
#endif
#ifndef SO_BUF_LOCK
#define SO_BUF_LOCK 72
#endif
#ifndef SO_RESERVE_MEM
#define SO_RESERVE_MEM 73
#endif
#ifndef SO_TXREHASH
#define SO_TXREHASH 74
#endif
#ifndef SO_RCVMARK
#define SO_RCVMARK 75
#endif
#ifndef IPV6_FLOWINFO
#define IPV6_FLOWINFO 11
#endif
#ifndef IPV6_RECVERR_RFC4884
#define IPV6_RECVERR_RFC4884 31
#endif
#ifndef IPV6_FLOWINFO_SEND
#define IPV6_FLOWINFO_SEND 33
#endif
#ifndef SO_ATTACH_REUSEPORT_CBPF
#define SO_ATTACH_REUSEPORT_CBPF 51
#endif
#ifndef SO_ATTACH_REUSEPORT_EBPF
#define SO_ATTACH_REUSEPORT_EBPF 52
#endif

// What an option shows beyond the errors.
enum {
    SHOW_ALL = 0,
    // Its value differs from machine to machine.
    HIDE_VALUE = 1,
    // Setting it is not tried: what it does depends on the machine.
    DO_NOT_SET = 2,
};

static inline void sweep_get(int file, int level, int option, int flags)
{
    static const int lengths[] = { 0, 1, 3, 4, 8, 12, 64 };
    printf(" get");
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        unsigned char value[64];
        socklen_t length = (socklen_t)lengths[i];
        memset(value, 0xEE, sizeof value);
        if (getsockopt(file, level, option, value, &length) < 0) {
            printf(" %d %s", lengths[i], oracle_error(errno));
            continue;
        }
        printf(" %d:%d", lengths[i], (int)length);
        if (flags & HIDE_VALUE) continue;
        printf("[");
        for (socklen_t j = 0; j < length; j++) printf("%02x", value[j]);
        printf("]");
    }
    printf("\n");
}

static inline void sweep_set(int file, int level, int option, int flags)
{
    static const int lengths[] = { 0, 1, 3, 4, 8 };
    static const int values[] = { 0, 1, 2, 3, -1, -2, 127, 255, 256, 65535, 65536, INT32_MAX, INT32_MIN };
    printf(" lengths");
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        unsigned char value[64] = { 1 };
        printf(" %d %s", lengths[i], setsockopt(file, level, option, value, (socklen_t)lengths[i]) < 0 ? oracle_error(errno) : "ok");
    }
    int is_known = 0;
    printf("\n values");
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        int result = setsockopt(file, level, option, &values[i], sizeof values[i]), value = -77;
        printf(" %d %s", values[i], result < 0 ? oracle_error(errno) : "ok");
        is_known |= result == 0;
        socklen_t length = sizeof value;
        if (getsockopt(file, level, option, &value, &length) == 0 && !(flags & HIDE_VALUE)) printf(">%d", value);
    }
    printf("\n");
    // What is not known is refused with or without a look at the value.
    if (!is_known) return;
    printf(" wrong %s", setsockopt(file, level, option, bad_address(), 4) < 0 ? oracle_error(errno) : "ok");
    printf(" %s\n", setsockopt(file, level, option, bad_address(), (socklen_t)-1) < 0 ? oracle_error(errno) : "ok");
}

static inline void sweep_one(int family, int type, int level, int option, const char *name, int flags)
{
    int file = socket(family, type, 0);
    NEED(file >= 0);
    printf("%s\n", name);
    sweep_get(file, level, option, flags);
    if (!(flags & DO_NOT_SET)) sweep_set(file, level, option, flags);
    close(file);
}

struct sweep_option {
    int option;
    const char *name;
    int flags;
};

static inline void sweep(int family, int type, int level, const struct sweep_option *options, size_t count)
{
    for (size_t i = 0; i < count; i++) sweep_one(family, type, level, options[i].option, options[i].name, options[i].flags);
}

#define SWEEP(family, type, level, options) sweep(family, type, level, options, sizeof options / sizeof options[0])
#define O(name) { name, #name, SHOW_ALL }
#define H(name, flags) { name, #name, flags }

#endif

// SPDX-License-Identifier: MIT
// What the cases of pseudo-terminals share.
#ifndef PTYHELP_H
#define PTYHELP_H
#include "oracle.h"
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>

#ifndef TIOCGPTPEER
#define TIOCGPTPEER 0x5441
#endif
#ifndef TIOCGPKT
#define TIOCGPKT 0x80045438
#endif
#ifndef TIOCGPTLCK
#define TIOCGPTLCK 0x80045439
#endif
#ifndef TIOCGEXCL
#define TIOCGEXCL 0x80045440
#endif
#ifndef TIOCSIG
#define TIOCSIG 0x40045436
#endif

struct pty {
    int master, slave;
    char name[32];
};

static inline struct pty pty_master(void)
{
    struct pty pty = { open("/dev/ptmx", O_RDWR | O_NOCTTY), -1, "" };
    int number = -1, unlocked = 0;
    NEED(pty.master >= 0);
    NEED(ioctl(pty.master, TIOCGPTN, &number) == 0);
    NEED(ioctl(pty.master, TIOCSPTLCK, &unlocked) == 0);
    snprintf(pty.name, sizeof pty.name, "/dev/pts/%d", number);
    return pty;
}

static inline struct pty pty_pair(void)
{
    struct pty pty = pty_master();
    pty.slave = open(pty.name, O_RDWR | O_NOCTTY);
    NEED(pty.slave >= 0);
    return pty;
}

static inline void pty_raw(int file)
{
    struct termios modes;
    NEED(tcgetattr(file, &modes) == 0);
    modes.c_iflag = 0;
    modes.c_oflag = 0;
    modes.c_lflag = 0;
    modes.c_cc[VMIN] = 1;
    modes.c_cc[VTIME] = 0;
    NEED(ioctl(file, TCSETS, &modes) == 0);
}

static inline void pty_local(int file, tcflag_t off, tcflag_t on)
{
    struct termios modes;
    NEED(tcgetattr(file, &modes) == 0);
    modes.c_lflag = (modes.c_lflag & ~off) | on;
    NEED(ioctl(file, TCSETS, &modes) == 0);
}

// Reads what comes within a short time and shows it.
static inline void pty_show(const char *label, int file)
{
    char text[4096];
    size_t length = 0;
    ssize_t count = 0;
    struct pollfd entry = { file, POLLIN, 0 };
    while (length < sizeof text && poll(&entry, 1, 100) == 1 && (count = read(file, text + length, sizeof text - length)) > 0) length += (size_t)count;
    show_bytes(label, text, length);
    if (count < 0) printf("%s: %s\n", label, oracle_error(errno));
}

static inline void pty_poll(const char *label, int file)
{
    struct pollfd entry = { file, POLLIN | POLLOUT | POLLPRI, 0 };
    poll(&entry, 1, 20);
    printf("%s:%s%s%s%s%s\n", label, entry.revents & POLLIN ? " IN" : "", entry.revents & POLLOUT ? " OUT" : "", entry.revents & POLLPRI ? " PRI" : "",
        entry.revents & POLLHUP ? " HUP" : "", entry.revents & POLLERR ? " ERR" : "");
}

// Becomes the leader of a session whose terminal is the slave, on descriptors 0 to 2 as well.
static inline int pty_login(const char *name)
{
    setsid();
    int slave = open(name, O_RDWR);
    NEED(slave >= 0);
    return slave;
}

#endif

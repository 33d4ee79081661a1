// SPDX-License-Identifier: MIT
// Pseudo-terminals: the two sides, their names, their ends.
#include "ptyhelp.h"
#include <sys/mount.h>

CASE(what_is_written_is_read)
{
    struct pty p = pty_pair();
    char text[32];
    R(write(p.slave, "out\n", 4));
    pty_show("master", p.master);
    R(write(p.master, "typed\n", 6));
    pty_show("echo", p.master);
    R(read(p.slave, text, sizeof text));
    show_bytes("slave", text, 6);
}

CASE(lines_are_edited)
{
    struct pty p = pty_pair();
    char text[32];
    R(write(p.master, "abc\177d\n", 6));
    long count = R(read(p.slave, text, sizeof text));
    show_bytes("erased", text, count);
    R(write(p.master, "gone\025kept\n", 10));
    count = R(read(p.slave, text, sizeof text));
    show_bytes("killed", text, count);
    R(write(p.master, "part\004", 5));
    count = R(read(p.slave, text, sizeof text));
    show_bytes("part", text, count);
    R(write(p.master, "\004", 1));
    R(read(p.slave, text, sizeof text));
    R(write(p.master, "one\ntwo\n", 8));
    R(read(p.slave, text, 2));
    R(read(p.slave, text, sizeof text));
    R(read(p.slave, text, sizeof text));
    pty_show("echo", p.master);
}

CASE(settings_of_a_new_terminal)
{
    struct pty p = pty_pair();
    struct termios modes;
    memset(&modes, 0, sizeof modes);
    R(ioctl(p.slave, TCGETS, &modes));
    printf("%x %x %x %x\n", modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag);
    for (int i = 0; i < 17; i++) printf("%d ", modes.c_cc[i]);
    printf("\n");
    R(ioctl(p.master, TCGETS, &modes));
    printf("%x %x %x %x\n", modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag);
    pty_raw(p.master);
    R(ioctl(p.slave, TCGETS, &modes));
    printf("%x %x %x %x\n", modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag);
    R(isatty(p.master));
    R(isatty(p.slave));
}

CASE(locks_and_numbers)
{
    int m = open("/dev/ptmx", O_RDWR | O_NOCTTY), number = -1, value = -1;
    char name[32];
    R(ioctl(m, TIOCGPTN, &number));
    R(ioctl(m, TIOCGPTN, bad_address()));
    R(ioctl(m, TIOCGPTLCK, &value));
    R(value);
    snprintf(name, sizeof name, "/dev/pts/%d", number);
    R(access(name, F_OK));
    R(open(name, O_RDWR | O_NOCTTY));
    value = 0;
    R(ioctl(m, TIOCSPTLCK, &value));
    int s;
    OK(s = open(name, O_RDWR | O_NOCTTY));
    R(ioctl(s, TIOCGPTN, &number));
    R(ioctl(s, TIOCSPTLCK, &value));
    R(ioctl(m, 0x1234, &value));
    R(ioctl(s, 0x1234, &value));
    struct stat info;
    R(stat(name, &info));
    printf("%u major %u\n", info.st_uid, (unsigned)(info.st_rdev >> 8 & 0xfff));
    R(fchmod(s, 0622));
    R(stat(name, &info));
    printf("%o\n", (unsigned)info.st_mode);
    close(m);
    R(access(name, F_OK));
    close(s);
    R(open(name, O_RDWR));
}

CASE(peer_by_descriptor)
{
    struct pty p = pty_master();
    char name[64] = "", path[64];
    int s;
    OK(s = ioctl(p.master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
    R(fcntl(s, F_GETFD));
    R(write(s, "x", 1));
    pty_show("master", p.master);
    snprintf(path, sizeof path, "/proc/self/fd/%d", s);
    OK(readlink(path, name, sizeof name - 1));
    T(strcmp(name, p.name) == 0);
    int locked = 1;
    R(ioctl(p.master, TIOCSPTLCK, &locked));
    R(ioctl(p.master, TIOCGPTPEER, O_RDWR | O_NOCTTY));
}

CASE(closed_slave)
{
    struct pty p = pty_master();
    char text[16];
    fcntl(p.master, F_SETFL, O_NONBLOCK);
    R(read(p.master, text, 1));
    pty_poll("never open", p.master);
    p.slave = open(p.name, O_RDWR | O_NOCTTY);
    R(write(p.slave, "last", 4));
    pty_poll("open", p.master);
    close(p.slave);
    pty_poll("closed", p.master);
    R(read(p.master, text, sizeof text));
    R(read(p.master, text, sizeof text));
    pty_poll("read", p.master);
    p.slave = open(p.name, O_RDWR | O_NOCTTY);
    R(read(p.master, text, 1));
    pty_poll("open again", p.master);
}

CASE(closed_master)
{
    struct pty p = pty_pair();
    char text[16];
    struct termios modes;
    R(write(p.master, "typed\n", 6));
    close(p.master);
    pty_poll("slave", p.slave);
    R(read(p.slave, text, sizeof text));
    R(write(p.slave, "x", 1));
    R(ioctl(p.slave, TCGETS, &modes));
    int group = 1;
    R(ioctl(p.slave, TIOCSPGRP, &group));
    R(open(p.name, O_RDWR | O_NOCTTY));
}

CASE(a_waiting_reader_is_woken)
{
    struct pty p = pty_pair();
    char text[16];
    pid_t child = fork();
    if (child == 0) {
        close(p.master);
        R(read(p.slave, text, 1));
        _exit(0);
    }
    sleep_ms(500);
    close(p.master);
    show_child("reader of the slave", child);
    p = pty_pair();
    child = fork();
    if (child == 0) {
        close(p.slave);
        R(read(p.master, text, 1));
        _exit(0);
    }
    sleep_ms(500);
    close(p.slave);
    show_child("reader of the master", child);
}

CASE(size_of_the_window)
{
    struct pty p = pty_pair();
    struct winsize size = { 1, 2, 3, 4 };
    R(ioctl(p.slave, TIOCGWINSZ, &size));
    printf("%d %d %d %d\n", size.ws_row, size.ws_col, size.ws_xpixel, size.ws_ypixel);
    size = (struct winsize){ 24, 80, 5, 6 };
    R(ioctl(p.master, TIOCSWINSZ, &size));
    size = (struct winsize){ 0 };
    R(ioctl(p.slave, TIOCGWINSZ, &size));
    printf("%d %d %d %d\n", size.ws_row, size.ws_col, size.ws_xpixel, size.ws_ypixel);
    R(ioctl(p.slave, TIOCSWINSZ, bad_address()));
}

CASE(output_modes)
{
    struct pty p = pty_pair();
    struct termios modes;
    R(write(p.slave, "a\tb\n", 4));
    pty_show("default", p.master);
    tcgetattr(p.slave, &modes);
    modes.c_oflag = OPOST | ONLCR | XTABS | OLCUC;
    R(ioctl(p.slave, TCSETS, &modes));
    R(write(p.slave, "a\tb\n", 4));
    pty_show("changed", p.master);
    modes.c_oflag = 0;
    R(ioctl(p.slave, TCSETS, &modes));
    R(write(p.slave, "a\tb\n", 4));
    pty_show("raw", p.master);
}

// The first byte is there before the read, the others come one by one.
CASE(minimum_in_parts)
{
    struct pty p = pty_pair();
    struct termios modes;
    char text[16];
    pty_raw(p.slave);
    tcgetattr(p.slave, &modes);
    modes.c_cc[VMIN] = 3, modes.c_cc[VTIME] = 0;
    R(ioctl(p.slave, TCSETS, &modes));
    R(write(p.master, "a", 1));
    pid_t child = fork();
    if (child == 0) {
        sleep_ms(30);
        write(p.master, "b", 1);
        sleep_ms(30);
        write(p.master, "c", 1);
        _exit(0);
    }
    R(read(p.slave, text, 8));
    show_child("child", child);
}

CASE(minimum_and_time)
{
    struct pty p = pty_pair();
    struct termios modes;
    char text[16];
    pty_raw(p.slave);
    tcgetattr(p.slave, &modes);
    modes.c_cc[VMIN] = 0, modes.c_cc[VTIME] = 0;
    R(ioctl(p.slave, TCSETS, &modes));
    R(read(p.slave, text, 4));
    modes.c_cc[VTIME] = 1;
    R(ioctl(p.slave, TCSETS, &modes));
    R(read(p.slave, text, 4));
    R(write(p.master, "ab", 2));
    R(read(p.slave, text, 4));
    modes.c_cc[VMIN] = 3, modes.c_cc[VTIME] = 0;
    R(ioctl(p.slave, TCSETS, &modes));
    pid_t child = fork();
    if (child == 0) {
        write(p.master, "a", 1);
        sleep_ms(30);
        write(p.master, "bc", 2);
        _exit(0);
    }
    R(read(p.slave, text, 8));
    show_child("child", child);
    modes.c_cc[VTIME] = 1;
    R(ioctl(p.slave, TCSETS, &modes));
    R(write(p.master, "x", 1));
    R(read(p.slave, text, 8));
    fcntl(p.slave, F_SETFL, O_NONBLOCK);
    R(read(p.slave, text, 8));
}

CASE(queues_are_flushed)
{
    struct pty p = pty_pair();
    int count = -1;
    pty_local(p.slave, ECHO, 0);
    R(write(p.master, "line\n", 5));
    pty_poll("slave", p.slave);
    R(ioctl(p.slave, FIONREAD, &count));
    R(count);
    R(ioctl(p.slave, TCFLSH, TCIFLUSH));
    R(ioctl(p.slave, FIONREAD, &count));
    R(count);
    R(write(p.slave, "output", 6));
    R(ioctl(p.slave, TCFLSH, 3));
    R(ioctl(p.slave, TCSBRK, 1));
    R(ioctl(p.slave, TCSBRKP, 0));
    pty_show("master", p.master);
}

CASE(output_stops_and_goes_on)
{
    struct pty p = pty_pair();
    R(ioctl(p.slave, TCXONC, TCOOFF));
    fcntl(p.slave, F_SETFL, O_NONBLOCK);
    R(write(p.slave, "held", 4));
    pty_poll("slave", p.slave);
    R(ioctl(p.slave, TCXONC, TCOON));
    R(write(p.slave, "free", 4));
    pty_show("master", p.master);
    R(write(p.master, "\023", 1));
    sleep_ms(20);
    R(write(p.slave, "held", 4));
    R(write(p.master, "\021", 1));
    sleep_ms(20);
    R(write(p.slave, "free", 4));
    pty_show("master", p.master);
    R(ioctl(p.slave, TCXONC, 4));
    R(ioctl(p.slave, TCXONC, TCIOFF));
    pty_show("master", p.master);
}

CASE(packet_mode)
{
    struct pty p = pty_pair();
    int on = 1, value = -1;
    struct termios modes;
    R(ioctl(p.master, TIOCGPKT, &value));
    R(value);
    R(ioctl(p.master, TIOCPKT, &on));
    R(ioctl(p.master, TIOCGPKT, &value));
    R(value);
    R(write(p.slave, "data", 4));
    pty_poll("data", p.master);
    pty_show("master", p.master);
    R(ioctl(p.slave, TCFLSH, TCIFLUSH));
    pty_poll("flushed", p.master);
    pty_show("master", p.master);
    R(ioctl(p.slave, TCXONC, TCOOFF));
    pty_show("stopped", p.master);
    R(ioctl(p.slave, TCXONC, TCOON));
    pty_show("started", p.master);
    tcgetattr(p.slave, &modes);
    modes.c_iflag &= ~IXON;
    R(ioctl(p.slave, TCSETS, &modes));
    pty_show("no flow keys", p.master);
    modes.c_iflag |= IXON;
    R(ioctl(p.slave, TCSETS, &modes));
    pty_show("flow keys", p.master);
    R(ioctl(p.slave, TIOCPKT, &on));
    on = 0;
    R(ioctl(p.master, TIOCPKT, &on));
    R(write(p.slave, "data", 4));
    pty_show("master", p.master);
}

CASE(exclusive_use)
{
    struct pty p = pty_pair();
    int value = -1;
    R(ioctl(p.slave, TIOCGEXCL, &value));
    R(value);
    R(ioctl(p.slave, TIOCEXCL, 0));
    R(ioctl(p.slave, TIOCGEXCL, &value));
    R(value);
    OK(open(p.name, O_RDWR | O_NOCTTY));
    chmod(p.name, 0666);
    CHILD {
        setuid(1000);
        R(open(p.name, O_RDWR | O_NOCTTY));
    }
    R(ioctl(p.slave, TIOCNXCL, 0));
    CHILD {
        setuid(1000);
        OK(open(p.name, O_RDWR | O_NOCTTY));
    }
}

CASE(a_slow_reader_loses_nothing)
{
    struct pty p = pty_pair();
    static char data[200000], back[200000];
    for (size_t i = 0; i < sizeof data; i++) data[i] = (char)(i * 11 + i / 253);
    pty_raw(p.slave);
    pid_t child = fork();
    if (child == 0) {
        size_t done = 0;
        while (done < sizeof data) {
            ssize_t count = write(p.master, data + done, sizeof data - done);
            if (count <= 0) _exit(1);
            done += (size_t)count;
        }
        _exit(0);
    }
    size_t got = 0;
    while (got < sizeof back) {
        ssize_t count = read(p.slave, back + got, sizeof back - got);
        if (count <= 0) break;
        got += (size_t)count;
    }
    R(got);
    T(memcmp(data, back, got) == 0);
    show_child("to the slave", child);
    child = fork();
    if (child == 0) {
        size_t done = 0;
        while (done < sizeof data) {
            ssize_t count = write(p.slave, data + done, sizeof data - done);
            if (count <= 0) _exit(1);
            done += (size_t)count;
        }
        _exit(0);
    }
    got = 0;
    while (got < sizeof back) {
        ssize_t count = read(p.master, back + got, sizeof back - got);
        if (count <= 0) break;
        got += (size_t)count;
    }
    R(got);
    T(memcmp(data, back, got) == 0);
    show_child("to the master", child);
}

CASE(instances_of_devpts)
{
    R(mkdir("dev", 0755));
    R(mount("tmpfs", "dev", "tmpfs", 0, ""));
    R(chdir("dev"));
    R(mkdir("pts", 0755));
    R(mount("devpts", "pts", "devpts", 0, "mode=0624,gid=7,ptmxmode=0666,bogus"));
    R(mount("devpts", "pts", "devpts", 0, "mode=0624,gid=7,ptmxmode=0666,newinstance"));
    struct stat info;
    R(stat("pts/ptmx", &info));
    printf("%o\n", (unsigned)info.st_mode);
    int m, number = -1, zero = 0;
    OK(m = open("pts/ptmx", O_RDWR | O_NOCTTY));
    R(ioctl(m, TIOCGPTN, &number));
    R(number);
    R(stat("pts/0", &info));
    printf("%o %u %u\n", (unsigned)info.st_mode, info.st_uid, (unsigned)info.st_gid);
    R(unlink("pts/0"));
    R(mkdir("pts/x", 0755));
    R(open("pts/x", O_CREAT | O_RDWR, 0600));
    ioctl(m, TIOCSPTLCK, &zero);
    int slave;
    OK(slave = open("pts/0", O_RDWR | O_NOCTTY));
    R(umount("pts"));
    R(mknod("ptmx", S_IFCHR | 0666, 0x502));
    int other;
    OK(other = open("ptmx", O_RDWR | O_NOCTTY));
    number = -1;
    R(ioctl(other, TIOCGPTN, &number));
    R(number);
    close(m), close(slave), close(other);
    R(umount("pts"));
    R(open("ptmx", O_RDWR | O_NOCTTY));
    R(chdir(".."));
    R(umount("dev"));
}

CASE(speeds)
{
    struct settings { unsigned iflag, oflag, cflag, lflag; unsigned char line, cc[19]; unsigned in, out; } modes;
    struct pty pty = pty_master();
    pty.slave = open(pty.name, O_RDWR | O_NOCTTY);
    R(ioctl(pty.slave, 0x802C542A, &modes));
    printf("%o %u %u\n", modes.cflag, modes.in, modes.out);
    modes.cflag = (modes.cflag & ~0x100Fu) | 0x1000;
    modes.in = modes.out = 12345;
    R(ioctl(pty.slave, 0x402C542B, &modes));
    R(ioctl(pty.slave, 0x802C542A, &modes));
    printf("%o %u %u\n", modes.cflag, modes.in, modes.out);
    modes.cflag = (modes.cflag & ~0x100Fu) | 0x1002;
    R(ioctl(pty.slave, 0x402C542D, &modes));
    R(ioctl(pty.slave, 0x802C542A, &modes));
    printf("%o %u %u\n", modes.cflag, modes.in, modes.out);
    R(ioctl(pty.slave, 0x402C542C, 1));
    R(ioctl(pty.slave, 0x802C542A, 1));
    R(ioctl(pty.master, 0x802C542A, &modes));
    printf("%u\n", modes.out);
}

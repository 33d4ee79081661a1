// SPDX-License-Identifier: MIT
// Loop devices: binding a file, offsets and limits, what tells of it, when it ends; numbers of devices are not shown, for others may use some.
#define _GNU_SOURCE
#include "oracle.h"
#include <linux/fs.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/sysmacros.h>

// A free device, and an open file of it.
static char device[32];

static int open_free(int flags)
{
    int control = open("/dev/loop-control", O_RDWR);
    NEED(control >= 0);
    int number = ioctl(control, LOOP_CTL_GET_FREE);
    NEED(number >= 0);
    close(control);
    sprintf(device, "/dev/loop%d", number);
    int fd = open(device, flags);
    NEED(fd >= 0);
    return fd;
}

static int make_image(const char *name, int sectors, int rest)
{
    int fd = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);
    NEED(fd >= 0);
    for (int i = 0; i < sectors; i++) {
        char sector[512];
        memset(sector, 'a' + i % 26, sizeof sector);
        NEED(write(fd, sector, sizeof sector) == sizeof sector);
    }
    NEED(write(fd, "0123456789abcdef", rest) == rest);
    return fd;
}

static void show_status_of(int loop)
{
    struct loop_info64 info;
    memset(&info, 0xEE, sizeof info);
    if (ioctl(loop, LOOP_GET_STATUS64, &info)) {
        printf("status: %s\n", oracle_error(errno));
        return;
    }
    printf("status: offset %llu limit %llu flags %#x name '%s' crypt %u %u\n", (unsigned long long)info.lo_offset, (unsigned long long)info.lo_sizelimit, info.lo_flags,
        (char *)info.lo_file_name, info.lo_encrypt_type, info.lo_encrypt_key_size);
}

static void show_size(int loop)
{
    unsigned long long bytes = 0;
    unsigned long sectors = 0;
    R(ioctl(loop, BLKGETSIZE64, &bytes));
    R(ioctl(loop, BLKGETSIZE, &sectors));
    printf("%llu bytes, %lu sectors\n", bytes, sectors);
}

CASE(errors_in_order)
{
    int loop = open_free(O_RDWR), file = make_image("f", 4, 0);
    struct loop_info64 info = { 0 };
    R(ioctl(loop, LOOP_GET_STATUS64, &info));
    R(ioctl(loop, LOOP_GET_STATUS64, NULL));
    R(ioctl(loop, LOOP_SET_STATUS64, &info));
    R(ioctl(loop, LOOP_SET_STATUS64, bad_address()));
    R(ioctl(loop, LOOP_CLR_FD));
    R(ioctl(loop, LOOP_SET_CAPACITY));
    R(ioctl(loop, LOOP_SET_FD, -1));
    R(ioctl(loop, LOOP_SET_FD, loop));
    int directory = open(".", O_RDONLY), null = open("/dev/null", O_RDWR), pipes[2];
    NEED(pipe(pipes) == 0);
    R(ioctl(loop, LOOP_SET_FD, directory));
    R(ioctl(loop, LOOP_SET_FD, null));
    R(ioctl(loop, LOOP_SET_FD, pipes[0]));
    R(ioctl(loop, LOOP_SET_FD, open("f", O_PATH)));
    show_size(loop);
    R(ioctl(loop, LOOP_SET_FD, file));
    R(ioctl(loop, LOOP_SET_FD, file));
    R(ioctl(loop, LOOP_SET_FD, -1));
    R(ioctl(loop, LOOP_SET_FD, null));
    R(ioctl(loop, LOOP_GET_STATUS64, NULL));
    R(ioctl(loop, LOOP_GET_STATUS64, bad_address()));
    info.lo_offset = 1ULL << 63;
    R(ioctl(loop, LOOP_SET_STATUS64, &info));
    info.lo_encrypt_type = 1;
    R(ioctl(loop, LOOP_SET_STATUS64, &info));
    R(ioctl(loop, LOOP_CTL_GET_FREE));
    R(ioctl(loop, LOOP_CLR_FD));
    R(ioctl(loop, LOOP_CLR_FD));
}

CASE(reads_and_writes)
{
    int loop = open_free(O_RDWR), file = make_image("f", 4, 10);
    char bytes[64];
    R(ioctl(loop, LOOP_SET_FD, file));
    show_size(loop);
    show_status_of(loop);
    R(pread(loop, bytes, 4, 510)); show_bytes("510", bytes, 4);
    R(pread(loop, bytes, 64, 2048));
    R(pwrite(loop, "written", 7, 1020));
    R(fsync(loop));
    R(pread(file, bytes, 9, 1019)); show_bytes("file", bytes, 9);
    R(pwrite(loop, "x", 1, 2048));
    R(lseek(loop, 0, SEEK_END));
    R(ioctl(loop, LOOP_CLR_FD));
}

CASE(offset_and_limit)
{
    int loop = open_free(O_RDWR), file = make_image("f", 8, 0);
    char bytes[8];
    struct loop_info64 info = { 0 };
    R(ioctl(loop, LOOP_SET_FD, file));
    info.lo_offset = 1024;
    info.lo_sizelimit = 1500;
    memset(info.lo_file_name, 'n', sizeof info.lo_file_name);
    R(ioctl(loop, LOOP_SET_STATUS64, &info));
    show_status_of(loop);
    show_size(loop);
    R(pread(loop, bytes, 8, 508)); show_bytes("508", bytes, 8);
    info.lo_offset = 100000;
    R(ioctl(loop, LOOP_SET_STATUS64, &info));
    show_size(loop);
    memset(&info, 0, sizeof info);
    R(ioctl(loop, LOOP_SET_STATUS64, &info));
    R(ftruncate(file, 16384));
    show_size(loop);
    R(ioctl(loop, LOOP_SET_CAPACITY));
    show_size(loop);
    R(ioctl(loop, LOOP_CLR_FD));
}

CASE(flags_and_read_only)
{
    int loop = open_free(O_RDWR);
    struct loop_info64 info = { 0 };
    close(make_image("f", 4, 0));
    int reader = open("f", O_RDONLY);
    R(ioctl(loop, LOOP_SET_FD, reader));
    show_status_of(loop);
    int is_read_only = -1;
    R(ioctl(loop, BLKROGET, &is_read_only)); printf("%d\n", is_read_only);
    info.lo_flags = LO_FLAGS_AUTOCLEAR;
    R(ioctl(loop, LOOP_SET_STATUS64, &info));
    show_status_of(loop);
    info.lo_flags = 0;
    R(ioctl(loop, LOOP_SET_STATUS64, &info));
    show_status_of(loop);
    R(ioctl(loop, LOOP_CLR_FD));
    close(loop);
    loop = open_free(O_RDONLY);
    R(ioctl(loop, LOOP_SET_FD, open("f", O_RDWR)));
    show_status_of(loop);
    R(ioctl(loop, LOOP_CLR_FD));
}

CASE(ends_with_the_last_user)
{
    int loop = open_free(O_RDWR), file = make_image("f", 4, 0);
    char bytes[2];
    int second = open(device, O_RDONLY);
    NEED(second >= 0);
    R(ioctl(loop, LOOP_SET_FD, file));
    R(ioctl(loop, LOOP_CLR_FD));
    show_status_of(loop);
    R(pread(second, bytes, 2, 0));
    R(close(second));
    R(pread(loop, bytes, 2, 0));
    R(ioctl(loop, LOOP_CLR_FD));
    show_status_of(loop);
    R(close(loop));
    loop = open(device, O_RDWR);
    NEED(loop >= 0);
    show_status_of(loop);
    show_size(loop);
}

CASE(configure)
{
    int loop = open_free(O_RDWR), file = make_image("f", 4, 0);
    struct loop_config config = { 0 };
    char bytes[2];
    R(ioctl(loop, LOOP_CONFIGURE, bad_address()));
    config.fd = -1;
    R(ioctl(loop, LOOP_CONFIGURE, &config));
    config.fd = file;
    config.info.lo_flags = 64;
    R(ioctl(loop, LOOP_CONFIGURE, &config));
    config.info.lo_flags = LO_FLAGS_AUTOCLEAR;
    config.block_size = 777;
    R(ioctl(loop, LOOP_CONFIGURE, &config));
    config.block_size = 512;
    config.info.lo_offset = 512;
    strcpy((char *)config.info.lo_file_name, "name");
    R(ioctl(loop, LOOP_CONFIGURE, &config));
    show_status_of(loop);
    show_size(loop);
    R(pread(loop, bytes, 2, 0)); show_bytes("0", bytes, 2);
    R(ioctl(loop, LOOP_CONFIGURE, &config));
    close(loop);
    loop = open(device, O_RDWR);
    NEED(loop >= 0);
    show_status_of(loop);
}

CASE(mounts_hold_them)
{
    int loop = open_free(O_RDWR), file = make_image("f", 4, 0);
    struct loop_config config = { .fd = file, .info.lo_flags = LO_FLAGS_AUTOCLEAR };
    mkdir("m", 0755);
    R(ioctl(loop, LOOP_CONFIGURE, &config));
    R(mount(device, "m", "ext2", MS_RDONLY, NULL));
    show_status_of(loop);
    close(loop);
    loop = open(device, O_RDWR);
    NEED(loop >= 0);
    show_status_of(loop);
}

CASE(control)
{
    int control = open("/dev/loop-control", O_RDWR);
    struct stat stat;
    NEED(control >= 0);
    R(fstat(control, &stat));
    T(S_ISCHR(stat.st_mode) && stat.st_rdev == makedev(10, 237));
    int number = ioctl(control, LOOP_CTL_ADD, 4242);
    printf("%d\n", number);
    R(ioctl(control, LOOP_CTL_ADD, 4242));
    R(access("/dev/loop4242", F_OK));
    R(ioctl(control, LOOP_CTL_REMOVE, 4242));
    R(access("/dev/loop4242", F_OK));
    R(ioctl(control, LOOP_CTL_REMOVE, 4242));
    R(ioctl(control, LOOP_CTL_REMOVE, -1));
    R(ioctl(control, LOOP_CLR_FD));
    int free = ioctl(control, LOOP_CTL_GET_FREE);
    char name[32];
    sprintf(name, "/dev/loop%d", free);
    int loop = open(name, O_RDWR);
    NEED(loop >= 0);
    T(ioctl(control, LOOP_CTL_GET_FREE) == free);
    CHILD R(ioctl(control, LOOP_CTL_REMOVE, free));
    R(ioctl(loop, LOOP_SET_FD, make_image("f", 1, 0)));
    T(ioctl(control, LOOP_CTL_GET_FREE) != free);
    R(ioctl(control, LOOP_CTL_REMOVE, free));
    R(ioctl(loop, LOOP_CLR_FD));
}

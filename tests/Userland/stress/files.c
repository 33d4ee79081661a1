// SPDX-License-Identifier: MIT
// Pipes, files in numbers (each open one is objects of the kernel, which its collector has to find), poll, sleep, affinity.
#include "stress.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

void pipes(void)
{
    int ends[2], status;
    long total = 1000 + any(200000), seen = 0;
    unsigned char buffer[4096];
    EXPECT(pipe(ends), 0);
    int child = fork();
    NEEDS(child >= 0);
    if (child == 0) {
        close(ends[0]);
        for (long at = 0; at < total;) {
            int size = 1 + any(sizeof buffer);
            if (size > total - at) size = (int)(total - at);
            for (int i = 0; i < size; i++) buffer[i] = (unsigned char)((at + i) * 7);
            long written = write(ends[1], buffer, size);
            NEEDS(written > 0);
            at += written;
        }
        _exit(0);
    }
    close(ends[1]);
    while (1) {
        long count = read(ends[0], buffer, 1 + any(sizeof buffer));
        NEEDS(count >= 0);
        if (count == 0) break;
        for (long i = 0; i < count; i++) if (buffer[i] != (unsigned char)((seen + i) * 7)) fail("a byte of the pipe", buffer[i], (unsigned char)((seen + i) * 7));
        seen += count;
    }
    EXPECT(seen, total);
    close(ends[0]);
    EXPECT(waitpid(child, &status, 0), child);
    EXPECT(status, 0);
}

void many_files(void)
{
    char folder[64], path[128];
    int count = 50 + any(150), descriptors[200], found = 0;
    snprintf(folder, sizeof folder, "/tmp/stress.%d", getpid());
    EXPECT(mkdir(folder, 0700), 0);
    for (int i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/%d", folder, i);
        NEEDS((descriptors[i] = open(path, O_RDWR | O_CREAT | O_EXCL, 0600)) >= 0);
        EXPECT(write(descriptors[i], path, sizeof path), sizeof path);
    }
    DIR *directory = opendir(folder);
    NEEDS(directory);
    while (readdir(directory)) found++;
    closedir(directory);
    EXPECT(found, count + 2);
    for (int i = 0; i < count; i++) {
        char expected[128], content[128];
        snprintf(expected, sizeof expected, "%s/%d", folder, i);
        EXPECT(pread(descriptors[i], content, sizeof content, 0), sizeof content);
        EXPECT(strcmp(content, expected), 0);
        EXPECT(unlink(expected), 0);
        close(descriptors[i]);
    }
    EXPECT(rmdir(folder), 0);
}

void polls(void)
{
    int ends[2], status;
    char byte;
    EXPECT(pipe(ends), 0);
    struct pollfd wanted = { .fd = ends[0], .events = POLLIN };
    long start = milliseconds();
    EXPECT(poll(&wanted, 1, 5), 0);
    NEEDS(milliseconds() - start >= 4);
    int child = fork();
    NEEDS(child >= 0);
    if (child == 0) {
        usleep(any(2000));
        write(ends[1], "x", 1);
        _exit(0);
    }
    EXPECT(poll(&wanted, 1, -1), 1);
    EXPECT(read(ends[0], &byte, 1), 1);
    close(ends[0]);
    close(ends[1]);
    EXPECT(waitpid(child, &status, 0), child);
}

void naps(void)
{
    for (int i = 0; i < 5; i++) {
        long wanted = 1 + any(5), start = milliseconds();
        struct timespec time = { .tv_nsec = wanted * 1000000 };
        EXPECT(nanosleep(&time, 0), 0);
        NEEDS(milliseconds() - start >= wanted - 1);
        for (volatile int spin = 0; spin < 100000; spin++) {}
    }
}

void affinity(void)
{
    cpu_set_t all, one;
    EXPECT(sched_getaffinity(0, sizeof all, &all), 0);
    for (int round = 0; round < 10; round++) {
        int cpu;
        do cpu = any(64); while (!CPU_ISSET(cpu, &all));
        CPU_ZERO(&one);
        CPU_SET(cpu, &one);
        EXPECT(sched_setaffinity(0, sizeof one, &one), 0);
        EXPECT(sched_getcpu(), cpu);
        for (volatile int spin = 0; spin < 50000; spin++) {}
        EXPECT(sched_getcpu(), cpu);
    }
    EXPECT(sched_setaffinity(0, sizeof all, &all), 0);
}

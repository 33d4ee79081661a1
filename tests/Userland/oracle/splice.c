// SPDX-License-Identifier: MIT
// splice, tee, vmsplice, sendfile, copy_file_range.
#include "oracle.h"
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/time.h>
#include <sys/uio.h>

static void make(int ends[2], int flags)
{
    NEED(syscall(SYS_pipe2, ends, flags) == 0);
}

static void show_pipe(int end)
{
    char data[64];
    fcntl(end, F_SETFL, O_NONBLOCK);
    ssize_t count = read(end, data, sizeof data);
    if (count < 0) printf("pipe: %s\n", oracle_error(errno));
    else show_bytes("pipe", data, (size_t)count);
}

CASE(splice_file_to_pipe_to_file)
{
    int ends[2];
    off_t offset = 3;
    make_file("in", "0123456789");
    int in = open("in", O_RDONLY), out = open("out", O_RDWR | O_CREAT, 0600);
    make(ends, 0);
    R(splice(in, NULL, ends[1], NULL, 4, 0));
    R(lseek(in, 0, SEEK_CUR));
    R(splice(in, &offset, ends[1], NULL, 100, 0));
    R(offset);
    R(lseek(in, 0, SEEK_CUR));
    R(splice(in, &offset, ends[1], NULL, 100, 0));
    R(splice(ends[0], NULL, out, NULL, 5, 0));
    offset = 10;
    R(splice(ends[0], NULL, out, &offset, 100, 0));
    R(offset);
    char text[32];
    show_bytes("out", text, (size_t)read_file("out", text, sizeof text));
    R(splice(ends[0], NULL, out, NULL, 5, 2));
    close(ends[1]);
    R(splice(ends[0], NULL, out, NULL, 5, 0));
}

CASE(splice_shares_the_page)
{
    int ends[2];
    make_file("in", "before");
    int in = open("in", O_RDWR);
    make(ends, 0);
    R(splice(in, NULL, ends[1], NULL, 6, 0));
    R(pwrite(in, "AFTER!", 6, 0));
    show_pipe(ends[0]);
}

CASE(splice_between_pipes)
{
    int a[2], b[2];
    make(a, 0), make(b, 0);
    write(a[1], "hello world", 11);
    R(splice(a[0], NULL, b[1], NULL, 5, 0));
    show_pipe(b[0]);
    R(tee(a[0], b[1], 100, 0));
    show_pipe(b[0]);
    R(tee(a[0], b[1], 3, 0));
    R(splice(a[0], NULL, b[1], NULL, 100, 0));
    show_pipe(b[0]);
    R(splice(a[0], NULL, b[1], NULL, 100, 2));
    R(tee(a[0], b[1], 100, 2));
    close(a[1]);
    R(splice(a[0], NULL, b[1], NULL, 100, 0));
    R(tee(a[0], b[1], 100, 0));
}

CASE(splice_arguments)
{
    int ends[2], other[2];
    off_t offset = 0, negative = -1;
    make_file("f", "data");
    int file = open("f", O_RDONLY), writer = open("g", O_WRONLY | O_CREAT, 0600), append = open("g", O_WRONLY | O_APPEND), directory = open(".", O_RDONLY);
    make(ends, O_NONBLOCK), make(other, O_NONBLOCK);
    R(splice(-1, NULL, -1, NULL, 0, 99));
    R(splice(-1, NULL, -1, NULL, 1, 99));
    R(splice(-1, NULL, ends[1], NULL, 1, 0));
    R(splice(file, NULL, -1, NULL, 1, 0));
    R(splice(file, NULL, writer, NULL, 1, 0));
    R(splice(writer, NULL, ends[1], NULL, 1, 0));
    R(splice(file, NULL, ends[0], NULL, 1, 0));
    R(splice(ends[0], &offset, writer, NULL, 1, 0));
    R(splice(file, NULL, ends[1], &offset, 1, 0));
    R(splice(file, bad_address(), ends[1], NULL, 1, 0));
    R(splice(file, &negative, ends[1], NULL, 1, 0));
    R(splice(ends[0], NULL, append, NULL, 1, 0));
    R(splice(ends[0], NULL, ends[1], NULL, 1, 0));
    R(splice(ends[0], NULL, other[1], NULL, 1, 0));
    R(splice(directory, NULL, ends[1], NULL, 1, 0));
    R(splice(ends[0], NULL, directory, NULL, 1, 0));
    R(tee(ends[0], ends[1], 1, 0));
    R(tee(ends[0], other[1], 1, 99));
    R(tee(-1, -1, 0, 0));
    R(tee(-1, -1, 1, 0));
    R(tee(file, ends[1], 1, 0));
    R(tee(ends[1], other[1], 1, 0));
    R(tee(ends[0], other[1], 1, 0));
    close(other[0]);
    signal(SIGPIPE, SIG_IGN);
    R(splice(file, NULL, other[1], NULL, 1, 0));
}

CASE(vmsplice_both_ways)
{
    int ends[2];
    char text[16] = "0123456789", back[16] = { 0 };
    struct iovec parts[2] = { { text, 3 }, { text + 5, 4 } }, target = { back, 5 }, none = { text, 0 }, bad = { bad_address(), 5 };
    make_file("f", "");
    int file = open("f", O_RDWR);
    make(ends, O_NONBLOCK);
    R(vmsplice(ends[1], parts, 2, 0));
    R(vmsplice(ends[0], &target, 1, 0));
    show_bytes("back", back, 6);
    show_pipe(ends[0]);
    R(vmsplice(ends[1], &none, 1, 0));
    R(vmsplice(ends[1], parts, 0, 0));
    R(vmsplice(ends[1], parts, 2000, 0));
    R(vmsplice(ends[1], bad_address(), 1, 0));
    R(vmsplice(ends[1], &bad, 1, 0));
    R(vmsplice(ends[1], parts, 1, 99));
    R(vmsplice(file, parts, 1, 0));
    R(vmsplice(-1, parts, 1, 99));
    R(vmsplice(-1, parts, 1, 0));
    R(vmsplice(ends[0], &target, 1, 2));
}

CASE(sendfile_calls)
{
    int ends[2];
    off_t offset = 2, negative = -1;
    make_file("in", "0123456789");
    int in = open("in", O_RDONLY), out = open("out", O_RDWR | O_CREAT, 0600), append = open("out", O_WRONLY | O_APPEND);
    make(ends, O_NONBLOCK);
    R(sendfile(out, in, NULL, 4));
    R(lseek(in, 0, SEEK_CUR));
    R(sendfile(out, in, &offset, 100));
    R(offset);
    R(lseek(in, 0, SEEK_CUR));
    R(sendfile(ends[1], in, NULL, 100));
    show_pipe(ends[0]);
    R(sendfile(out, in, NULL, 100));
    R(sendfile(out, in, NULL, 0));
    R(sendfile(append, in, NULL, 1));
    R(sendfile(out, ends[0], NULL, 1));
    R(sendfile(out, ends[0], &offset, 1));
    R(sendfile(out, in, &negative, 1));
    R(sendfile(out, in, bad_address(), 1));
    R(sendfile(in, in, NULL, 1));
    R(sendfile(-1, in, NULL, 1));
    R(sendfile(out, -1, NULL, 1));
    R(sendfile(-1, -1, bad_address(), 1));
    R(sendfile(out, append, NULL, 1));
    R(sendfile(out, open(".", O_RDONLY), NULL, 1));
    char text[32];
    show_bytes("out", text, (size_t)read_file("out", text, sizeof text));
}

CASE(copy_file_range_calls)
{
    int ends[2];
    off_t from = 2, to = 5, negative = -1;
    make_file("in", "0123456789");
    int in = open("in", O_RDWR), out = open("out", O_RDWR | O_CREAT, 0600), append = open("out", O_WRONLY | O_APPEND), reader = open("out", O_RDONLY);
    int directory = open(".", O_RDONLY);
    make(ends, O_NONBLOCK);
    R(syscall(326, in, NULL, out, NULL, 4L, 0));
    R(syscall(326, in, &from, out, &to, 100L, 0));
    printf("%ld %ld\n", (long)from, (long)to);
    R(lseek(in, 0, SEEK_CUR));
    R(syscall(326, in, &from, out, &to, 100L, 0));
    R(syscall(326, in, NULL, out, NULL, 1L, 1));
    R(syscall(326, in, NULL, append, NULL, 1L, 0));
    R(syscall(326, in, NULL, reader, NULL, 1L, 0));
    R(syscall(326, append, NULL, out, NULL, 1L, 0));
    R(syscall(326, directory, NULL, out, NULL, 1L, 0));
    R(syscall(326, in, NULL, directory, NULL, 1L, 0));
    R(syscall(326, ends[0], NULL, out, NULL, 1L, 0));
    R(syscall(326, in, NULL, ends[1], NULL, 1L, 0));
    R(syscall(326, in, &negative, out, NULL, 1L, 0));
    R(syscall(326, in, bad_address(), out, NULL, 1L, 0));
    R(syscall(326, -1, bad_address(), out, NULL, 1L, 1));
    R(syscall(326, -1, NULL, out, NULL, 1L, 1));
    R(syscall(326, in, NULL, out, NULL, 0L, 0));
    from = 0, to = 2;
    R(syscall(326, in, &from, in, &to, 5L, 0));
    from = 0, to = 5;
    R(syscall(326, in, &from, in, &to, 5L, 0));
    char text[32];
    show_bytes("in", text, (size_t)read_file("in", text, sizeof text));
    show_bytes("out", text, (size_t)read_file("out", text, sizeof text));
}

static void ignore(int signal)
{
    (void)signal;
}

// Devices that never end: a signal ends a long request with what was moved so far.
CASE(endless_devices_are_interrupted)
{
    struct sigaction action = { .sa_handler = ignore, .sa_flags = SA_RESTART };
    struct itimerval soon = { { 0, 20000 }, { 0, 20000 } };
    const size_t huge = 1 << 30;
    int random = open("/dev/urandom", O_RDWR), zero = open("/dev/zero", O_RDONLY), null = open("/dev/null", O_WRONLY);
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &soon, NULL);
    ssize_t moved = sendfile(null, random, NULL, huge);
    printf("sendfile: %d\n", moved > 0 && moved < (ssize_t)huge);
    char *memory = mmap(NULL, huge, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    moved = read(random, memory, huge);
    printf("read random: %d %d\n", moved > 0 && moved < (ssize_t)huge, (int)(moved % 4096));
    moved = read(zero, memory, huge);
    printf("read zero: %d %d\n", moved > 0 && moved < (ssize_t)huge, (int)(moved % 4096));
    moved = write(random, memory, huge);
    printf("write random: %d %d\n", moved > 0 && moved < (ssize_t)huge, (int)(moved % 4096));
}

// A transfer that nothing else would end for long ends with the process.
CASE(killed_transfers_end)
{
    pid_t child = fork();
    if (child == 0) {
        int random = open("/dev/urandom", O_RDONLY), null = open("/dev/null", O_WRONLY);
        while (sendfile(null, random, NULL, 1 << 30) > 0) { }
        _exit(1);
    }
    usleep(50000);
    kill(child, SIGKILL);
    int status;
    R(waitpid(child, &status, 0) == child);
    printf("%#x\n", status);
}

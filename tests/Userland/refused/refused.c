// SPDX-License-Identifier: MIT
// Asks for what Linux knows and the kernel under test does not have, twice each, and for what no Linux has: the kernel's log must name the first, once.
#define _GNU_SOURCE
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void known(void)
{
    char buffer[256] = { 0 };
    int one = 1;
    socklen_t size = sizeof one;
    prctl(62, 0, 0, 0, 0);                                   // PR_SCHED_CORE
    syscall(SYS_arch_prctl, 0x1022, buffer);                 // ARCH_GET_XCOMP_PERM
    syscall(SYS_membarrier, 64, 0, 0);                       // REGISTER_PRIVATE_EXPEDITED_SYNC_CORE
    madvise((void *)0x10000, 4096, 25);                      // MADV_COLLAPSE
    syscall(SYS_memfd_create, "name", 4);                    // MFD_HUGETLB
    socket(17, SOCK_RAW, 0);                                 // AF_PACKET
    socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, 1);             // SOCK_RAW
    int stream = socket(AF_INET, SOCK_STREAM, 0);
    int datagrams = socket(AF_INET6, SOCK_DGRAM, 0);
    setsockopt(stream, SOL_SOCKET, 26, buffer, 16);          // SO_ATTACH_FILTER
    setsockopt(stream, IPPROTO_TCP, 19, &one, sizeof one);   // TCP_REPAIR
    getsockopt(stream, IPPROTO_IP, 41, &one, &size);         // IP_MSFILTER
    setsockopt(datagrams, IPPROTO_IPV6, 20, &one, sizeof one); // IPV6_JOIN_GROUP
    setsockopt(datagrams, 17, 100, &one, sizeof one);        // UDP_ENCAP
    ioctl(stream, 0x8914, buffer);                           // SIOCSIFFLAGS
    int file = open("/tmp", O_RDONLY);
    ioctl(file, 0x80086601, buffer);                         // FS_IOC_GETFLAGS
    int master = open("/dev/ptmx", O_RDWR | O_NOCTTY);
    ioctl(master, 0x5456, buffer);                           // TIOCGLCKTRMIOS
    close(stream), close(datagrams), close(file), close(master);
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0) send(pair[0], "x", 1, MSG_OOB), close(pair[0]), close(pair[1]);
    mmap(NULL, 1 << 21, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0);
    pid_t child = fork();
    if (child == 0) ptrace(PTRACE_TRACEME, 0, 0, 0), raise(SIGSTOP), _exit(0);
    waitpid(child, NULL, 0);
    ptrace(0x4209, child, buffer, buffer);                   // PTRACE_PEEKSIGINFO
    ptrace(PTRACE_CONT, child, 0, 0);
    waitpid(child, NULL, 0);
}

// What Linux refuses as well must not be named.
static void unknown(void)
{
    char buffer[256] = { 0 };
    int one = 1;
    prctl(9999, 0, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, 9999, 0, 0, 0);
    syscall(SYS_membarrier, 1 << 20, 0, 0);
    madvise((void *)0x10000, 4096, 99);
    madvise((void *)0x10001, 4096, MADV_NORMAL);
    socket(27, SOCK_STREAM, 0);
    socket(AF_INET, SOCK_STREAM, 17);
    int stream = socket(AF_INET, SOCK_STREAM, 0), local = socket(AF_UNIX, SOCK_STREAM, 0), datagrams = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(stream, SOL_SOCKET, 999, &one, sizeof one);
    setsockopt(stream, IPPROTO_IPV6, 19, &one, sizeof one);
    setsockopt(datagrams, IPPROTO_TCP, 25, &one, sizeof one);
    setsockopt(local, IPPROTO_IP, 34, &one, sizeof one);
    setsockopt(stream, 17, 103, &one, sizeof one);
    ioctl(stream, 0x5401, buffer);
    int file = open("/tmp", O_RDONLY), null = open("/dev/null", O_RDONLY);
    ioctl(file, 0x8914, buffer);
    ioctl(null, 0x80086601, buffer);
    ioctl(null, 0x5456, buffer);
    ioctl(file, 0x5401, buffer);
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) == 0) send(pair[0], "x", 1, MSG_OOB);
    memfd_create("name", 0x100);
}

int main(void)
{
    known();
    known();
    unknown();
}

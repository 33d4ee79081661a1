// SPDX-License-Identifier: MIT
// mmap, munmap, mprotect, msync: arguments, placement, files shared and private, ends of files.
#include "oracle.h"
#include <setjmp.h>
#include <sys/mman.h>
#include <sys/mount.h>

enum { PAGE = 4096 };

static sigjmp_buf back;
static int fault_code;
static void on_fault(int number, siginfo_t *information, void *context)
{
    (void)context;
    fault_code = information->si_code;
    siglongjmp(back, number);
}

static void catch_faults(void)
{
    struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO };
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
}

static void touch(const char *label, volatile char *address, int write)
{
    int number = sigsetjmp(back, 1);
    if (number == 0) {
        char value = *address;
        if (write) *address = 'w';
        printf("%s: %s %d\n", label, write ? "written" : "read", value);
    } else printf("%s: %s code %d\n", label, oracle_signal(number), fault_code);
}

// -1 and the error's name, or 0: addresses differ.
static long map(void *address, size_t size, int rights, int flags, int file, off_t offset)
{
    return (long)syscall(SYS_mmap, address, size, rights, flags, file, offset) == -1 ? -1 : 0;
}

CASE(arguments_in_order)
{
    make_file("f", "data");
    int file = open("f", O_RDWR), reader = open("f", O_RDONLY), writer = open("f", O_WRONLY), directory = open(".", O_RDONLY), ends[2];
    NEED(pipe(ends) == 0);
    int anonymous = MAP_PRIVATE | MAP_ANONYMOUS;
    R(map(NULL, 0, PROT_READ, anonymous, -1, 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_ANONYMOUS, -1, 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_ANONYMOUS | 3, -1, 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_ANONYMOUS | 7, -1, 0L));
    R(map(NULL, PAGE, PROT_READ, anonymous, -1, 1L));
    R(map(NULL, PAGE, PROT_READ, anonymous, -1, 4096L));
    R(map((void *)1, PAGE, PROT_READ, anonymous | MAP_FIXED, -1, 0L));
    R(map((void *)4096, PAGE, PROT_READ, anonymous, -1, 0L));
    R(map((void *)0x7ffffffff000, PAGE, PROT_READ, anonymous | MAP_FIXED, -1, 0L));
    R(map((void *)0x800000000000, PAGE, PROT_READ, anonymous | MAP_FIXED, -1, 0L));
    R(map(NULL, ~0ul, PROT_READ, anonymous, -1, 0L));
    R(map(NULL, 1ul << 47, PROT_READ, anonymous, -1, 0L));
    R(map(NULL, PAGE, 0x1000, anonymous, -1, 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_PRIVATE, -1, 0L));
    R(map(NULL, 0, PROT_READ, MAP_PRIVATE, -1, 0L));
    R(map(NULL, 0, PROT_READ, MAP_PRIVATE, file, 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_PRIVATE, -1, 1L));
    R(map(NULL, PAGE, PROT_READ, 0, file, 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_PRIVATE, writer, 0L));
    R(map(NULL, PAGE, PROT_NONE, MAP_PRIVATE, writer, 0L));
    R(map(NULL, PAGE, PROT_WRITE, MAP_SHARED, reader, 0L));
    R(map(NULL, PAGE, PROT_WRITE, MAP_PRIVATE, reader, 0L));
    R(map(NULL, PAGE, PROT_WRITE, MAP_SHARED, writer, 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_PRIVATE, directory, 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_PRIVATE, ends[0], 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_PRIVATE, ends[1], 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_PRIVATE, open("f", O_PATH), 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_PRIVATE, file, 0x7ffffffffffff000));
    R(map(NULL, PAGE, PROT_READ, MAP_PRIVATE, file, (long)0xfffffffffffff000));
    R(map(NULL, PAGE, PROT_READ, MAP_SHARED_VALIDATE, file, 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_SHARED_VALIDATE | 0x800000, file, 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_SHARED_VALIDATE | 0x80000, file, 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_SHARED | 0x800000, file, 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_GROWSDOWN, file, 0L));
    R(map(NULL, PAGE, PROT_READ, MAP_SHARED | MAP_ANONYMOUS | MAP_GROWSDOWN, -1, 0L));
    R(map(NULL, PAGE, PROT_READ, anonymous | MAP_DENYWRITE | MAP_EXECUTABLE | MAP_STACK, -1, 0L));
}

CASE(fixed_and_noreplace)
{
    char *area = mmap(NULL, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    area[PAGE] = 'x';
    T(mmap(area + PAGE, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == area + PAGE);
    R(area[PAGE]);
    R(map(area + PAGE, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0L));
    R(munmap(area + PAGE, PAGE));
    T(mmap(area + PAGE, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == area + PAGE);
    R(munmap(area + PAGE, 2 * PAGE));
    R(map(area, 2 * PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0L));
    T(mmap(area + PAGE, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == area + PAGE);
    T(mmap(area, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != area);
    char *low = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
    T((unsigned long)low < 0x80000000);
    R(munmap(area, 4 * PAGE));
}

CASE(munmap_and_mprotect_arguments)
{
    char *area = mmap(NULL, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    R(munmap(area + 1, PAGE));
    R(munmap(area, 0));
    R(munmap((void *)0x800000000000, PAGE));
    R(munmap(area, ~0ul));
    R(munmap(area + PAGE, 1));
    R(munmap(area + PAGE, PAGE));
    R(mprotect(area + 1, PAGE, PROT_READ));
    R(mprotect(area, 0, PROT_READ));
    R(mprotect(area, 3 * PAGE, PROT_READ));
    catch_faults();
    touch("before the hole", area, 1);
    touch("behind the hole", area + 2 * PAGE, 1);
    R(mprotect(area + PAGE, PAGE, PROT_READ));
    R(mprotect(area, PAGE, 0x100));
    R(mprotect(area, PAGE, PROT_READ | 0x1000000 | 0x2000000));
    R(mprotect(area, PAGE, PROT_READ | 0x1000000));
    R(mprotect(area, ~0ul - PAGE, PROT_READ));
    R(mprotect(area + 1, 0, 0x100));
    R(mprotect((void *)0x800000000000, PAGE, PROT_READ));
    R(mprotect(area, PAGE, PROT_NONE));
    touch("none", area, 0);
    R(mprotect(area, PAGE, PROT_WRITE));
    touch("write only", area, 0);
    R(mprotect(area, PAGE, PROT_EXEC));
    touch("exec only", area, 0);
    touch("exec only", area, 1);
    touch("nothing there", area + PAGE, 0);
}

CASE(shared_files_are_the_file)
{
    char text[16] = { 0 };
    int file = open("f", O_RDWR | O_CREAT, 0600);
    write(file, "0123456789", 10);
    char *first = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), *second = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, file, 0);
    char *private = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    first[0] = 'A';
    printf("%c %c\n", second[0], private[0]);
    pread(file, text, 10, 0);
    show_bytes("read", text, 10);
    pwrite(file, "B", 1, 1);
    printf("%c %c %c\n", first[1], second[1], private[1]);
    private[2] = 'P';
    pread(file, text, 10, 0);
    show_bytes("read", text, 10);
    pwrite(file, "CC", 2, 2);
    printf("%c %c %c\n", first[2], private[2], private[3]);
    CHILD {
        first[5] = 'F';
        private[6] = 'Q';
    }
    printf("%c %c\n", second[5], private[6]);
    first[10] = 'X';
    struct stat info;
    fstat(file, &info);
    R(info.st_size);
    ftruncate(file, 20);
    pread(file, text, 1, 10);
    show_bytes("behind the old end", text, 1);
    close(file);
    unlink("f");
    first[7] = 'U';
    printf("%c\n", second[7]);
    R(msync(first, PAGE, MS_SYNC));
}

CASE(behind_the_end)
{
    catch_faults();
    int file = open("f", O_RDWR | O_CREAT, 0600);
    write(file, "data", 4);
    char *shared = mmap(NULL, 3 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), *private = mmap(NULL, 3 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    touch("tail", shared + 100, 0);
    touch("behind", shared + PAGE, 0);
    touch("behind", private + PAGE, 1);
    ftruncate(file, 2 * PAGE);
    touch("grown", shared + PAGE, 1);
    touch("grown", private + PAGE, 1);
    ftruncate(file, PAGE);
    touch("shrunk", shared + PAGE, 0);
    touch("shrunk copy", private + PAGE, 0);
    ftruncate(file, 2 * PAGE);
    touch("again", shared + PAGE, 0);
    touch("again", private + PAGE, 0);
    ftruncate(file, 0);
    touch("empty", shared, 0);
    R(write(open("/dev/null", O_WRONLY), shared, 1));
    int ends[2];
    NEED(pipe(ends) == 0);
    R(write(ends[1], shared, 1));
    R(read(file, shared, 1));
}

CASE(holes_under_mappings)
{
    int file = open("f", O_RDWR | O_CREAT, 0600);
    static char data[2 * PAGE];
    memset(data, 'd', sizeof data);
    write(file, data, sizeof data);
    char *shared = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), *private = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    private[0] = 'p';
    R(shared[0] + private[PAGE]);
    R(fallocate(file, 3, 0, 2 * PAGE));
    printf("%d %d %d %d\n", shared[0], shared[PAGE], private[0], private[PAGE]);
    shared[1] = 's';
    R(pread(file, data, 2, 0));
    show_bytes("file", data, 2);
}

CASE(protection_of_file_maps)
{
    make_file("f", "data");
    int reader = open("f", O_RDONLY);
    void *shared = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, reader, 0), *private = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, reader, 0);
    R(mprotect(shared, PAGE, PROT_READ | PROT_WRITE));
    R(mprotect(private, PAGE, PROT_READ | PROT_WRITE));
    R(mprotect(shared, PAGE, PROT_READ | PROT_EXEC));
    R(mprotect(shared, PAGE, PROT_NONE));
    catch_faults();
    touch("none", shared, 0);
    touch("private", private, 1);
}

CASE(msync_arguments)
{
    char *area = mmap(NULL, 3 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    R(msync(area, PAGE, 0));
    R(msync(area, PAGE, MS_ASYNC | MS_SYNC));
    R(msync(area, PAGE, 8));
    R(msync(area + 1, PAGE, MS_SYNC));
    R(msync(area, 0, MS_SYNC));
    R(msync(area, PAGE, MS_INVALIDATE));
    R(msync(area, ~0ul, MS_SYNC));
    munmap(area + PAGE, PAGE);
    R(msync(area, 3 * PAGE, MS_SYNC));
    R(msync(area, 3 * PAGE, MS_ASYNC));
    R(msync(area + PAGE, PAGE, MS_SYNC));
}

CASE(huge_reservations)
{
    size_t size = 256ul << 30;
    char *area = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    T(area != MAP_FAILED);
    R(mprotect(area + (100ul << 30), PAGE, PROT_READ | PROT_WRITE));
    area[100ul << 30] = 'x';
    R(area[100ul << 30]);
    char *second = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    T(second != MAP_FAILED);
    second[size - 1] = 'y';
    R(madvise(second, size, MADV_DONTNEED));
    R(second[size - 1]);
    R(munmap(area, size));
    R(munmap(second, size));
    long started = now_ms();
    for (int i = 0; i < 10; i++) munmap(mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0), size);
    T(now_ms() - started < 1000);
    CHILD {
        area = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        started = now_ms();
        pid_t child = fork();
        if (child == 0) _exit(0);
        waitpid(child, NULL, 0);
        T(now_ms() - started < 1000);
    }
}

CASE(stack_grows_on_demand)
{
    catch_faults();
    CHILD {
        volatile char *low = (char *)__builtin_frame_address(0) - (1 << 20);
        *low = 'x';
        R(*low);
        stack_t other = { .ss_sp = malloc(65536), .ss_size = 65536 };
        sigaltstack(&other, NULL);
        struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK };
        sigaction(SIGSEGV, &action, NULL);
        touch("behind the limit", (char *)__builtin_frame_address(0) - (9 << 20), 1);
    }
    char *area = mmap(NULL, 64 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(area, 64 * PAGE);
    char *down = mmap(area + 32 * PAGE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN | MAP_FIXED, -1, 0);
    T(down == area + 32 * PAGE);
}

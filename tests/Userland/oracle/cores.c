// SPDX-License-Identifier: MIT
// Core files: who leaves one, and what is in it. Needs core_pattern to be "core", as it is unless somebody changed it.
#include "oracle.h"
#include <elf.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/procfs.h>
#include <sys/resource.h>

static void allow(rlim_t bytes)
{
    struct rlimit limit = { bytes, RLIM_INFINITY };
    NEED(setrlimit(RLIMIT_CORE, &limit) == 0);
}

static void show_file(const char *name)
{
    struct stat status;
    if (stat(name, &status) != 0) {
        printf("%s: %s\n", name, oracle_error(errno));
        return;
    }
    printf("%s: %o %s\n", name, status.st_mode, status.st_size > 8192 ? "large" : status.st_size == 0 ? "empty" : "small");
}

CASE(who_leaves_one)
{
    char text[100] = { 0 };
    read_file("/proc/sys/kernel/core_pattern", text, sizeof text);
    printf("%s", text);
    CHILD { allow(0); raise(SIGABRT); }
    show_file("core");
    CHILD { allow(RLIM_INFINITY); raise(SIGABRT); }
    show_file("core");
    unlink("core");
    CHILD { allow(RLIM_INFINITY); raise(SIGTERM); }
    show_file("core");
    CHILD { allow(RLIM_INFINITY); prctl(PR_SET_DUMPABLE, 0); raise(SIGSEGV); }
    show_file("core");
    CHILD { allow(4095); raise(SIGQUIT); }
    show_file("core");
    NEED(mkdir("core", 0755) == 0);
    CHILD { allow(RLIM_INFINITY); raise(SIGABRT); }
    show_file("core");
    rmdir("core");
    make_file("target", "x");
    symlink("target", "core");
    CHILD { allow(RLIM_INFINITY); raise(SIGFPE); }
    show_file("target");
    show_file("core");
    unlink("core");
    make_file("core", "old");
    int old = open("core", O_RDONLY);
    CHILD { allow(RLIM_INFINITY); *(volatile int *)0 = 1; }
    show_file("core");
    R(lseek(old, 0, SEEK_END));
    CHILD { allow(RLIM_INFINITY); chdir("/proc"); raise(SIGABRT); }
}

static unsigned char *map_core(size_t *size)
{
    int file = open("core", O_RDONLY);
    struct stat status;
    NEED(file >= 0 && fstat(file, &status) == 0);
    *size = (size_t)status.st_size;
    unsigned char *core = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, file, 0);
    NEED(core != MAP_FAILED);
    return core;
}

// The bytes of the dead process at an address, or NULL.
static const void *memory_at(const unsigned char *core, uint64_t address)
{
    const Elf64_Ehdr *header = (const void *)core;
    const Elf64_Phdr *segments = (const void *)(core + header->e_phoff);
    for (int i = 0; i < header->e_phnum; i++)
        if (segments[i].p_type == PT_LOAD && address >= segments[i].p_vaddr && address < segments[i].p_vaddr + segments[i].p_filesz)
            return core + segments[i].p_offset + (address - segments[i].p_vaddr);
    return NULL;
}

static void show_note(const unsigned char *core, const Elf64_Nhdr *note, const char *name, const void *content)
{
    (void)core;
    printf("%s %x", name, note->n_type);
    if (note->n_type == NT_PRSTATUS) {
        const struct elf_prstatus *status = content;
        printf(" %u signal %d %d mask %lx fp %d", note->n_descsz, status->pr_cursig, status->pr_info.si_signo, status->pr_sighold, status->pr_fpvalid);
    } else if (note->n_type == NT_PRPSINFO) {
        const struct elf_prpsinfo *info = content;
        printf(" %u state %d %c %d nice %d uid %u name %s", note->n_descsz, info->pr_state, info->pr_sname, info->pr_zomb, info->pr_nice, info->pr_uid, info->pr_fname);
    } else if (note->n_type == NT_SIGINFO) {
        const siginfo_t *info = content;
        printf(" %u %d %d %d", note->n_descsz, info->si_signo, info->si_code, info->si_pid != 0);
    } else if (note->n_type == NT_FPREGSET) {
        printf(" %u", note->n_descsz);
    } else if (note->n_type == 0x46494c45) {
        const long *words = content;
        printf(" page %ld first %s", words[1], strrchr((const char *)(words + 2 + 3 * words[0]), '/') ? "named" : "nameless");
    }
    printf("\n");
}

static void show_notes(const unsigned char *core)
{
    const Elf64_Ehdr *header = (const void *)core;
    const Elf64_Phdr *segments = (const void *)(core + header->e_phoff);
    printf("type %u machine %u version %u first %u\n", header->e_type, header->e_machine, header->e_version, segments[0].p_type);
    for (uint64_t at = 0; at < segments[0].p_filesz;) {
        const Elf64_Nhdr *note = (const void *)(core + segments[0].p_offset + at);
        const char *name = (const char *)(note + 1);
        const char *content = name + ((note->n_namesz + 3) & ~3u);
        if (note->n_type != 0x200 && note->n_type != 0x201 && note->n_type != 0x204 && note->n_type != 0x205) show_note(core, note, name, content);
        at += sizeof *note + ((note->n_namesz + 3) & ~3u) + ((note->n_descsz + 3) & ~3u);
    }
}

static volatile char s_data[8192] = "here";

CASE(what_is_in_one)
{
    volatile char *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    volatile char *hidden = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    volatile char *closed = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    shared[0] = 's';
    hidden[0] = 'h';
    closed[0] = 'c';
    R(madvise((void *)hidden, 4096, MADV_DONTDUMP));
    prctl(PR_SET_NAME, "to be dumped");
    CHILD {
        allow(RLIM_INFINITY);
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGUSR1);
        sigprocmask(SIG_SETMASK, &set, NULL);
        s_data[5000] = 'x';
        raise(SIGQUIT);
    }
    size_t size;
    unsigned char *core = map_core(&size);
    show_notes(core);
    const char *data = memory_at(core, (uint64_t)s_data);
    printf("%s %c\n", data ? data : "-", data ? data[5000] : '-');
    const char *found = memory_at(core, (uint64_t)shared);
    printf("shared %c hidden %s\n", found ? *found : '-', memory_at(core, (uint64_t)hidden) ? "there" : "not there");
    found = memory_at(core, (uint64_t)closed);
    printf("private %c\n", found ? *found : '-');
}

static void *stand_still(void *argument)
{
    while (1) pause();
    return argument;
}

CASE(one_status_for_each_thread)
{
    CHILD {
        allow(RLIM_INFINITY);
        pthread_t thread;
        for (int i = 0; i < 3; i++) pthread_create(&thread, NULL, stand_still, NULL);
        sleep_ms(50);
        raise(SIGABRT);
    }
    size_t size;
    unsigned char *core = map_core(&size);
    const Elf64_Ehdr *header = (const void *)core;
    const Elf64_Phdr *segments = (const void *)(core + header->e_phoff);
    int threads = 0;
    for (uint64_t at = 0; at < segments[0].p_filesz;) {
        const Elf64_Nhdr *note = (const void *)(core + segments[0].p_offset + at);
        threads += note->n_type == NT_PRSTATUS;
        at += sizeof *note + ((note->n_namesz + 3) & ~3u) + ((note->n_descsz + 3) & ~3u);
    }
    printf("%d threads\n", threads);
}

CASE(filter)
{
    char text[40] = { 0 };
    R(read_file("/proc/self/coredump_filter", text, sizeof text));
    printf("%s", text);
    make_file("/proc/self/coredump_filter", "0x7");
    read_file("/proc/self/coredump_filter", text, sizeof text);
    printf("%s", text);
    CHILD {
        read_file("/proc/self/coredump_filter", text, sizeof text);
        printf("%s", text);
    }
    volatile char *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    shared[0] = 's';
    make_file("/proc/self/coredump_filter", "1");
    CHILD { allow(RLIM_INFINITY); raise(SIGABRT); }
    size_t size;
    unsigned char *core = map_core(&size);
    printf("shared %s\n", memory_at(core, (uint64_t)shared) ? "there" : "not there");
}

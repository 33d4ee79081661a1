// SPDX-License-Identifier: MIT
// The shared object that the kernel maps into programs (vdso(7)).
#include "oracle.h"
#include <elf.h>
#include <sched.h>
#include <sys/auxv.h>
#include <sys/time.h>
#include <time.h>

static const char *image, *strings;
static const Elf64_Sym *symbols;
static const uint32_t *hash;
static const uint16_t *versions;
static const Elf64_Verdef *definitions;

static int load(void)
{
    image = (void *)getauxval(AT_SYSINFO_EHDR);
    if (image == NULL) return 0;
    const Elf64_Ehdr *header = (void *)image;
    const Elf64_Phdr *programs = (void *)(image + header->e_phoff);
    const Elf64_Dyn *entry = NULL;
    const char *base = NULL;
    for (int i = 0; i < header->e_phnum; i++) {
        if (programs[i].p_type == PT_LOAD) base = image + programs[i].p_offset - programs[i].p_vaddr;
        if (programs[i].p_type == PT_DYNAMIC) entry = (void *)(image + programs[i].p_offset);
    }
    if (entry == NULL || base == NULL) return 0;
    for (; entry->d_tag; entry++) {
        const void *place = base + entry->d_un.d_ptr;
        if (entry->d_tag == DT_STRTAB) strings = place;
        if (entry->d_tag == DT_SYMTAB) symbols = place;
        if (entry->d_tag == DT_HASH) hash = place;
        if (entry->d_tag == DT_VERSYM) versions = place;
        if (entry->d_tag == DT_VERDEF) definitions = place;
    }
    image = base;
    return strings && symbols;
}

static const char *version_of(unsigned index)
{
    for (const Elf64_Verdef *one = definitions;; one = (void *)((char *)one + one->vd_next)) {
        if ((one->vd_flags & VER_FLG_BASE) == 0 && one->vd_ndx == (versions[index] & 0x7FFF)) {
            const Elf64_Verdaux *name = (void *)((char *)one + one->vd_aux);
            return strings + name->vda_name;
        }
        if (one->vd_next == 0) return "none";
    }
}

// Linux may have only the newer kind of hash table: then the symbols are walked until the strings begin.
static void *find(const char *name)
{
    size_t count = hash ? hash[1] : (size_t)((const Elf64_Sym *)strings - symbols);
    for (size_t i = 1; i < count; i++)
        if (symbols[i].st_shndx && strcmp(strings + symbols[i].st_name, name) == 0) {
            printf("%s@%s type %d\n", name, version_of((unsigned)i), ELF64_ST_TYPE(symbols[i].st_info));
            return (void *)(image + symbols[i].st_value);
        }
    printf("%s is not there\n", name);
    return NULL;
}

static long distance(const struct timespec *a, const struct timespec *b)
{
    return (b->tv_sec - a->tv_sec) * 1000 + (b->tv_nsec - a->tv_nsec) / 1000000;
}

CASE(clocks_agree_with_the_system_calls)
{
    NEED(load());
    int (*gettime)(clockid_t, struct timespec *) = find("__vdso_clock_gettime");
    NEED(gettime);
    static const int clocks[] = { 0, 1, 2, 3, 4, 5, 6, 7, 11, 99, -1 };
    for (unsigned i = 0; i < sizeof clocks / sizeof clocks[0]; i++) {
        struct timespec before = { 0, 0 }, now = { 0, 0 }, after = { 0, 0 };
        syscall(SYS_clock_gettime, clocks[i], &before);
        int result = gettime(clocks[i], &now);
        syscall(SYS_clock_gettime, clocks[i], &after);
        printf("%d: %d %d\n", clocks[i], result, distance(&before, &now) >= -5 && distance(&now, &after) >= -5 && distance(&before, &after) < 5000);
    }
    int (*gettimeofday_here)(struct timeval *, void *) = find("__vdso_gettimeofday");
    NEED(gettimeofday_here);
    struct timeval one, two;
    printf("%d\n", gettimeofday_here(&one, NULL));
    syscall(SYS_gettimeofday, &two, NULL);
    T(one.tv_usec >= 0 && one.tv_usec < 1000000 && two.tv_sec - one.tv_sec >= 0 && two.tv_sec - one.tv_sec < 3);
    long (*time_here)(long *) = find("__vdso_time");
    NEED(time_here);
    long stored = 0, given = time_here(&stored);
    T(stored == given && two.tv_sec - given <= 0 && given - two.tv_sec < 3);
}

CASE(never_goes_back)
{
    NEED(load());
    int (*gettime)(clockid_t, struct timespec *) = find("__vdso_clock_gettime");
    NEED(gettime);
    struct timespec last = { 0, 0 }, now;
    int back = 0;
    for (int i = 0; i < 200000; i++) {
        gettime(CLOCK_MONOTONIC, &now);
        back += now.tv_sec < last.tv_sec || (now.tv_sec == last.tv_sec && now.tv_nsec < last.tv_nsec);
        last = now;
    }
    printf("%d\n", back);
    pid_t child = fork();
    if (child == 0) {
        gettime(CLOCK_MONOTONIC, &now);
        T(distance(&last, &now) >= 0);
        _exit(0);
    }
    show_child("child", child);
}

CASE(cpu_number)
{
    NEED(load());
    long (*getcpu_here)(unsigned *, unsigned *, void *) = find("__vdso_getcpu");
    NEED(getcpu_here);
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(0, &set);
    sched_setaffinity(0, sizeof set, &set);
    unsigned cpu = 99, node = 99;
    long result = getcpu_here(&cpu, &node, NULL);
    printf("%ld %u %u\n", result, cpu, node);
    int (*getres)(clockid_t, struct timespec *) = find("__vdso_clock_getres");
    struct timespec resolution;
    NEED(getres);
    result = getres(CLOCK_REALTIME, &resolution);
    printf("%ld %ld %ld\n", result, (long)resolution.tv_sec, resolution.tv_nsec);
}

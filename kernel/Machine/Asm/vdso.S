// SPDX-License-Identifier: MIT
// The shared object that the kernel maps into every program (vdso(7)): clock_gettime and its kin without a system call. A whole ELF image,
// written out: libraries find it by AT_SYSINFO_EHDR and look its symbols up by name and version (System V ABI, "Object Files"). It has no
// relocations and lies in memory as it lies here; the page in front of it holds the data of Skift.Machine.UserClock.

.intel_syntax noprefix
#include "layout.inc"

    .text
// const void* skift_vdso_image(void)
FUNCTION skift_vdso_image
    lea rax, [rip + vdso_image]
    ret

// size_t skift_vdso_size(void)
FUNCTION skift_vdso_size
    lea rax, [rip + vdso_end]
    lea rcx, [rip + vdso_image]
    sub rax, rcx
    ret

#define SYMBOL_COUNT 11
#define CLOCK_GETTIME 228
#define GETTIMEOFDAY 96
#define GETCPU 309
#define CLOCK_GETRES 229
#define SECOND 1000000000

// CLOCK_REALTIME, _MONOTONIC, _MONOTONIC_RAW, both _COARSE, _BOOTTIME, _TAI; and those of them that follow the wall clock.
#define KNOWN_CLOCKS 0x8F3
#define WALL_CLOCKS 0x821
#define COARSE_CLOCKS 0x60
#define LAST_CLOCK 11

// Data page: sequence (odd while it changes), whether RDTSCP tells the CPU, start, scale, wall clock offset.
#define DATA_SEQUENCE 0
#define DATA_HAS_CPU 4
#define DATA_START 8
#define DATA_SCALE 16
#define DATA_OFFSET 24

    .section .rodata
    .balign 4096
vdso_image:
    .byte 0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0
    .short 3, 62                                    // ET_DYN, EM_X86_64
    .long 1
    .quad 0, vdso_headers - vdso_image, 0
    .long 0
    .short 64, 56, 2, 64, 0, 0
vdso_headers:
    .long 1, 5                                      // PT_LOAD, R X
    .quad 0, 0, 0, vdso_end - vdso_image, vdso_end - vdso_image, 4096
    .long 2, 4                                      // PT_DYNAMIC, R
    .quad vdso_dynamic - vdso_image, vdso_dynamic - vdso_image, vdso_dynamic - vdso_image
    .quad vdso_dynamic_end - vdso_dynamic, vdso_dynamic_end - vdso_dynamic, 8

    .balign 8
vdso_dynamic:
    .quad 14, name_soname - vdso_strings            // DT_SONAME
    .quad 4, vdso_hash - vdso_image                 // DT_HASH
    .quad 5, vdso_strings - vdso_image              // DT_STRTAB
    .quad 6, vdso_symbols - vdso_image              // DT_SYMTAB
    .quad 10, vdso_strings_end - vdso_strings       // DT_STRSZ
    .quad 11, 24                                    // DT_SYMENT
    .quad 0x6FFFFFF0, vdso_versions - vdso_image    // DT_VERSYM
    .quad 0x6FFFFFFC, vdso_definitions - vdso_image // DT_VERDEF
    .quad 0x6FFFFFFD, 2                             // DT_VERDEFNUM
    .quad 0, 0
vdso_dynamic_end:

vdso_hash:
    .long 1, SYMBOL_COUNT, 1                        // one bucket: all symbols in a row
    .long 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0

.macro SYMBOL name, function, binding
    .long \name - vdso_strings
    .byte (\binding << 4) | 2, 0                    // STT_FUNC
    .short 1
    .quad \function - vdso_image, \function\()_end - \function
.endm
    .balign 8
vdso_symbols:
    .quad 0, 0, 0
    SYMBOL name_vdso_clock_gettime, vdso_clock_gettime, 1
    SYMBOL name_vdso_gettimeofday, vdso_gettimeofday, 1
    SYMBOL name_vdso_time, vdso_time, 1
    SYMBOL name_vdso_getcpu, vdso_getcpu, 1
    SYMBOL name_vdso_clock_getres, vdso_clock_getres, 1
    SYMBOL name_clock_gettime, vdso_clock_gettime, 2
    SYMBOL name_gettimeofday, vdso_gettimeofday, 2
    SYMBOL name_time, vdso_time, 2
    SYMBOL name_getcpu, vdso_getcpu, 2
    SYMBOL name_clock_getres, vdso_clock_getres, 2

vdso_versions:
    .short 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2
    .balign 8
vdso_definitions:
    .short 1, 1, 1, 1                               // the object itself
    .long 0x0DEEBFA1, 20, 28
    .long name_soname - vdso_strings, 0
    .short 1, 0, 2, 1                               // LINUX_2.6, with the ELF hash of its name
    .long 0x03AE75F6, 20, 0
    .long name_version - vdso_strings, 0

vdso_strings:
    .byte 0
name_soname: .asciz "linux-vdso.so.1"
name_version: .asciz "LINUX_2.6"
name_vdso_clock_gettime: .ascii "__vdso_"
name_clock_gettime: .asciz "clock_gettime"
name_vdso_gettimeofday: .ascii "__vdso_"
name_gettimeofday: .asciz "gettimeofday"
name_vdso_time: .ascii "__vdso_"
name_time: .asciz "time"
name_vdso_getcpu: .ascii "__vdso_"
name_getcpu: .asciz "getcpu"
name_vdso_clock_getres: .ascii "__vdso_"
name_clock_getres: .asciz "clock_getres"
vdso_strings_end:

// Gives the monotonic clock in rax and the offset of the wall clock in rdx; changes r8 and r9.
    .balign 16
vdso_read:
    lea r8, [rip + vdso_image - 4096]
1:  mov r9d, [r8 + DATA_SEQUENCE]
    test r9d, 1
    jnz 2f
    lfence
    rdtsc
    shl rdx, 32
    or rax, rdx
    sub rax, [r8 + DATA_START]
    mul qword ptr [r8 + DATA_SCALE]
    shrd rax, rdx, 32
    mov rdx, [r8 + DATA_OFFSET]
    cmp r9d, [r8 + DATA_SEQUENCE]
    jne 1b
    ret
2:  pause
    jmp 1b

// int clock_gettime(clockid_t, struct timespec*)
    .balign 16
vdso_clock_gettime:
    cmp edi, LAST_CLOCK
    ja 2f
    mov r10d, 1
    mov ecx, edi
    shl r10d, cl
    test r10d, KNOWN_CLOCKS
    jz 2f
    call vdso_read
    test r10d, WALL_CLOCKS
    jz 1f
    add rax, rdx
1:  xor edx, edx
    mov ecx, SECOND
    div rcx
    mov [rsi], rax
    mov [rsi + 8], rdx
    xor eax, eax
    ret
2:  mov eax, CLOCK_GETTIME
    syscall
    ret
vdso_clock_gettime_end:

// int gettimeofday(struct timeval*, struct timezone*)
    .balign 16
vdso_gettimeofday:
    test rdi, rdi
    jz 1f
    call vdso_read
    add rax, rdx
    xor edx, edx
    mov ecx, SECOND
    div rcx
    mov [rdi], rax
    mov eax, edx
    xor edx, edx
    mov ecx, 1000
    div ecx
    mov [rdi + 8], rax
1:  test rsi, rsi
    jz 2f
    mov qword ptr [rsi], 0
2:  xor eax, eax
    ret
vdso_gettimeofday_end:

// time_t time(time_t*)
    .balign 16
vdso_time:
    call vdso_read
    add rax, rdx
    xor edx, edx
    mov ecx, SECOND
    div rcx
    test rdi, rdi
    jz 1f
    mov [rdi], rax
1:  ret
vdso_time_end:

// int getcpu(unsigned* cpu, unsigned* node, void*)
    .balign 16
vdso_getcpu:
    cmp dword ptr [rip + vdso_image - 4096 + DATA_HAS_CPU], 0
    je 3f
    rdtscp
    test rdi, rdi
    jz 1f
    mov [rdi], ecx
1:  test rsi, rsi
    jz 2f
    mov dword ptr [rsi], 0
2:  xor eax, eax
    ret
3:  mov eax, GETCPU
    syscall
    ret
vdso_getcpu_end:

// int clock_getres(clockid_t, struct timespec*)
    .balign 16
vdso_clock_getres:
    cmp edi, LAST_CLOCK
    ja 3f
    mov eax, 1
    mov ecx, edi
    shl eax, cl
    test eax, KNOWN_CLOCKS
    jz 3f
    mov ecx, 1
    test eax, COARSE_CLOCKS
    jz 1f
    mov ecx, 4000000
1:  test rsi, rsi
    jz 2f
    mov qword ptr [rsi], 0
    mov [rsi + 8], rcx
2:  xor eax, eax
    ret
3:  mov eax, CLOCK_GETRES
    syscall
    ret
vdso_clock_getres_end:

vdso_end:

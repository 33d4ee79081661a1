# SPDX-License-Identifier: MIT
# Variadic functions of the C ABI: each saves the argument registers, builds a va_list (System V ABI, AMD64 supplement §3.5.7)
# and calls the function of the same name with a v, written in C#. A section each, so that a program gets those it calls. al says how many vector registers are in use.
    .intel_syntax noprefix

#include "../crt/Function.inc"

    .macro VARIADIC name, target, fixed, register
    FUNCTION \name
    sub rsp, 216
    .cfi_adjust_cfa_offset 216
    mov [rsp], rdi
    mov [rsp + 8], rsi
    mov [rsp + 16], rdx
    mov [rsp + 24], rcx
    mov [rsp + 32], r8
    mov [rsp + 40], r9
    test al, al
    je 1f
    movaps [rsp + 48], xmm0
    movaps [rsp + 64], xmm1
    movaps [rsp + 80], xmm2
    movaps [rsp + 96], xmm3
    movaps [rsp + 112], xmm4
    movaps [rsp + 128], xmm5
    movaps [rsp + 144], xmm6
    movaps [rsp + 160], xmm7
1:
    mov dword ptr [rsp + 176], 8 * \fixed
    mov dword ptr [rsp + 180], 48
    lea rax, [rsp + 224]
    mov [rsp + 184], rax
    mov [rsp + 192], rsp
    lea \register, [rsp + 176]
    call \target
    add rsp, 216
    .cfi_adjust_cfa_offset -216
    ret
    END \name
    .endm

    VARIADIC printf, vprintf, 1, rsi
    VARIADIC fprintf, vfprintf, 2, rdx
    VARIADIC dprintf, vdprintf, 2, rdx
    VARIADIC sprintf, vsprintf, 2, rdx
    VARIADIC snprintf, vsnprintf, 3, rcx
    VARIADIC asprintf, vasprintf, 2, rdx
    VARIADIC scanf, vscanf, 1, rsi
    VARIADIC fscanf, vfscanf, 2, rdx
    VARIADIC sscanf, vsscanf, 2, rdx
    VARIADIC wprintf, vwprintf, 1, rsi
    VARIADIC fwprintf, vfwprintf, 2, rdx
    VARIADIC swprintf, vswprintf, 3, rcx
    VARIADIC wscanf, vwscanf, 1, rsi
    VARIADIC fwscanf, vfwscanf, 2, rdx
    VARIADIC swscanf, vswscanf, 2, rdx
    VARIADIC syslog, vsyslog, 2, rdx
    VARIADIC strfmon, vstrfmon, 3, rcx
    VARIADIC strfmon_l, vstrfmon_l, 4, r8
    VARIADIC warn, vwarn, 1, rsi
    VARIADIC warnx, vwarnx, 1, rsi
    VARIADIC err, verr, 2, rdx
    VARIADIC errx, verrx, 2, rdx
    VARIADIC error, skift_error, 3, rcx
    VARIADIC execl, skift_execl, 1, rsi
    VARIADIC execlp, skift_execlp, 1, rsi
    VARIADIC execle, skift_execle, 1, rsi
    VARIADIC sem_open, skift_sem_open, 2, rdx
    VARIADIC mq_open, skift_mq_open, 2, rdx

# long double strtold(const char *, char **) and its like: the result is in st(0), which C# cannot name.
    .macro LONG_RESULT name, target
    FUNCTION \name
    sub rsp, 24
    .cfi_adjust_cfa_offset 24
    mov rdx, rsi
    mov rsi, rdi
    mov rdi, rsp
    call \target
    fld tbyte ptr [rsp]
    add rsp, 24
    .cfi_adjust_cfa_offset -24
    ret
    END \name
    .endm

    LONG_RESULT strtold, skift_strtold
    LONG_RESULT strtold_l, skift_strtold
    LONG_RESULT wcstold, skift_wcstold

# FILE *fopencookie(void *, const char *, cookie_io_functions_t): the structure is passed on the stack.
    FUNCTION fopencookie
    lea rdx, [rsp + 8]
    jmp skift_fopencookie
    END fopencookie

    .section .note.GNU-stack, "", @progbits

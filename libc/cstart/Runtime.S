# SPDX-License-Identifier: MIT
# What compiled C# refers to where there is no managed runtime: the C library neither allocates objects nor throws, so these do
# nothing or mean that the library itself is broken. A section each, so that a program gets what it needs.
    .intel_syntax noprefix

#include "../crt/Function.inc"

# There is nobody to stop for, and no frame to remember on the way in from C.
    FUNCTION RhpGcPoll
    ret
    END RhpGcPoll

    FUNCTION RhpReversePInvoke
    ret
    END RhpReversePInvoke

    FUNCTION RhpReversePInvokeReturn
    ret
    END RhpReversePInvokeReturn

    FUNCTION RhpAssignRef
    mov [rdi], rsi
    ret
    END RhpAssignRef

# The frame is larger than a page: touch each page on the way down, so that the guard page is met. r11 is the new stack pointer.
    FUNCTION RhpStackProbe
    push rax
    mov rax, rsp
1:  sub rax, 4096
    test [rax], al
    cmp rax, r11
    ja 1b
    pop rax
    ret
    END RhpStackProbe

    FUNCTION RhpCheckedAssignRef
    mov [rdi], rsi
    ret
    END RhpCheckedAssignRef

    FUNCTION RhpByRefAssignRef
    mov rcx, [rsi]
    mov [rdi], rcx
    add rdi, 8
    add rsi, 8
    ret
    END RhpByRefAssignRef

# A smashed stack, or (from tools/libc-archive) a check of the core library that failed: says so and aborts.
    FUNCTION RhpFallbackFailFast
    lea rsi, [rip + s_smashed]
    mov edx, OFFSET s_smashed_length
    jmp s_die
    .globl skift_libc_broken
    .type skift_libc_broken, @function
skift_libc_broken:
    lea rsi, [rip + s_broken]
    mov edx, OFFSET s_broken_length
s_die:
    and rsp, -16
    mov edi, 2
    mov eax, 1                          # write
    syscall
    call abort
    ud2
    END RhpFallbackFailFast

    FUNCTION skift_set_security_cookie
    mov [rip + __security_cookie], rdi
    ret
    END skift_set_security_cookie

# void skift_run_constructors(int argc, char **argv, char **envp)
    FUNCTION skift_run_constructors
    push rbx
    .cfi_adjust_cfa_offset 8
    push r12
    .cfi_adjust_cfa_offset 8
    push r13
    .cfi_adjust_cfa_offset 8
    push r14
    .cfi_adjust_cfa_offset 8
    push r15
    .cfi_adjust_cfa_offset 8
    mov r13, rdi
    mov r14, rsi
    mov r15, rdx
    lea rbx, [rip + __init_array_start]
    lea r12, [rip + __init_array_end]
1:  cmp rbx, r12
    jae 2f
    mov rdi, r13
    mov rsi, r14
    mov rdx, r15
    call [rbx]
    add rbx, 8
    jmp 1b
2:  pop r15
    .cfi_adjust_cfa_offset -8
    pop r14
    .cfi_adjust_cfa_offset -8
    pop r13
    .cfi_adjust_cfa_offset -8
    pop r12
    .cfi_adjust_cfa_offset -8
    pop rbx
    .cfi_adjust_cfa_offset -8
    ret
    END skift_run_constructors

# void skift_run_destructors(void): in the opposite order
    FUNCTION skift_run_destructors
    push rbx
    .cfi_adjust_cfa_offset 8
    push r12
    .cfi_adjust_cfa_offset 8
    sub rsp, 8
    .cfi_adjust_cfa_offset 8
    lea rbx, [rip + __fini_array_end]
    lea r12, [rip + __fini_array_start]
1:  cmp rbx, r12
    jbe 2f
    sub rbx, 8
    call [rbx]
    jmp 1b
2:  add rsp, 8
    .cfi_adjust_cfa_offset -8
    pop r12
    .cfi_adjust_cfa_offset -8
    pop rbx
    .cfi_adjust_cfa_offset -8
    ret
    END skift_run_destructors

    .weak __init_array_start, __init_array_end, __fini_array_start, __fini_array_end

    .section .rodata
s_smashed:
    .ascii "*** stack smashing detected ***: terminated\n"
    .set s_smashed_length, . - s_smashed
s_broken:
    .ascii "libc: internal error\n"
    .set s_broken_length, . - s_broken

    .data
    .p2align 3
    .globl __security_cookie
__security_cookie:
    .quad 0x9F3B7A51C2E6D804
    .globl RhpTrapThreads
RhpTrapThreads:
    .long 0

    .section .note.GNU-stack, "", @progbits

# SPDX-License-Identifier: MIT
# System-call stubs: skift_syscallN(number, a0..). The C convention passes arguments in rdi rsi rdx rcx r8 r9 [rsp+8],
# the kernel wants the number in rax and arguments in rdi rsi rdx r10 r8 r9; it clobbers rax, rcx and r11 only.
    .intel_syntax noprefix

#include "Function.inc"

    FUNCTION skift_syscall0
    mov eax, edi
    syscall
    ret
    END skift_syscall0

    FUNCTION skift_syscall1
    mov eax, edi
    mov rdi, rsi
    syscall
    ret
    END skift_syscall1

    FUNCTION skift_syscall2
    mov eax, edi
    mov rdi, rsi
    mov rsi, rdx
    syscall
    ret
    END skift_syscall2

    FUNCTION skift_syscall3
    mov eax, edi
    mov rdi, rsi
    mov rsi, rdx
    mov rdx, rcx
    syscall
    ret
    END skift_syscall3

    FUNCTION skift_syscall4
    mov eax, edi
    mov rdi, rsi
    mov rsi, rdx
    mov rdx, rcx
    mov r10, r8
    syscall
    ret
    END skift_syscall4

    FUNCTION skift_syscall5
    mov eax, edi
    mov rdi, rsi
    mov rsi, rdx
    mov rdx, rcx
    mov r10, r8
    mov r8, r9
    syscall
    ret
    END skift_syscall5

    FUNCTION skift_syscall6
    mov eax, edi
    mov rdi, rsi
    mov rsi, rdx
    mov rdx, rcx
    mov r10, r8
    mov r8, r9
    mov r9, [rsp + 8]
    syscall
    ret
    END skift_syscall6

    .section .note.GNU-stack, "", @progbits

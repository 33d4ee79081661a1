# SPDX-License-Identifier: MIT
# System-call stubs: skift_syscallN(number, a0..). The C convention passes arguments in rdi rsi rdx rcx r8 r9 [rsp+8],
# the kernel wants the number in rax and arguments in rdi rsi rdx r10 r8 r9; it clobbers rax, rcx and r11 only.
    .intel_syntax noprefix

#include "Function.inc"

    .macro CALL count
    FUNCTION skift_syscall\count
    mov eax, edi
    ARGUMENTS \count
    syscall
    ret
    END skift_syscall\count
    .endm

    CALL 0
    CALL 1
    CALL 2
    CALL 3
    CALL 4
    CALL 5
    CALL 6

    .section .note.GNU-stack, "", @progbits

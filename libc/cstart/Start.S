# SPDX-License-Identifier: MIT
# Where the kernel starts a C program (System V ABI, AMD64 supplement §3.4.1).
    .intel_syntax noprefix
    .text

    .globl _start
    .type _start, @function
_start:
    .cfi_startproc
    .cfi_undefined rip                  # nobody called this
    xor ebp, ebp
    mov rdi, rsp
    lea rsi, [rip + main]
    xor edx, edx
    and rsp, -16
    call skift_c_start                  # (initial stack, main, distance from where it was linked); does not return
    ud2
    .cfi_endproc
    .size _start, . - _start

    .section .note.GNU-stack, "", @progbits

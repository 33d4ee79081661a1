# SPDX-License-Identifier: MIT
# Data that C programs name: errno, per thread, and environ; with functions that give C# their addresses.
    .intel_syntax noprefix

    .section .tbss, "awT", @nobits
    .p2align 2
s_errno:
    .zero 4

    .bss
    .p2align 3
    .globl environ, __environ
    .type environ, @object
    .size environ, 8
environ:
__environ:
    .zero 8

    .text
    .globl __errno_location
    .type __errno_location, @function
    .p2align 4
__errno_location:
    .cfi_startproc
    mov rax, qword ptr fs:0
    lea rax, [rax + s_errno@tpoff]
    ret
    .cfi_endproc
    .size __errno_location, . - __errno_location

    .globl skift_environ
    .type skift_environ, @function
    .p2align 4
skift_environ:
    .cfi_startproc
    lea rax, [rip + environ]
    ret
    .cfi_endproc
    .size skift_environ, . - skift_environ

    .section .note.GNU-stack, "", @progbits

# SPDX-License-Identifier: MIT
# stdin, stdout and stderr: data symbols of the C ABI, with the structures and buffers behind them. The layout is that of
# FILE in stdio/FILE.cs, the flags are its FileFlags.
    .intel_syntax noprefix

    .set CAN_READ, 1
    .set CAN_WRITE, 2
    .set FOREIGN_BUFFER, 32
    .set STANDARD, 64
    .set ASK_TERMINAL, 128
    .set UNBUFFERED, 512
    .set BUFFER_SIZE, 4096
    .set PUSHBACK_SIZE, 8

    .macro STREAM name, structure, accessor, flags, descriptor
    .section .data.\name, "aw", @progbits
    .p2align 3
\structure:
    .long \flags, \descriptor
    .quad \structure\()_buffer + PUSHBACK_SIZE, BUFFER_SIZE
    .quad 0, 0, 0, 0, 0, 0, 0, 0, 0

    .globl \name
    .type \name, @object
    .size \name, 8
\name:
    .quad \structure

    .section .bss.\name, "aw", @nobits
    .p2align 4
\structure\()_buffer:
    .zero PUSHBACK_SIZE + BUFFER_SIZE

    .section .text.\accessor, "ax", @progbits
    .globl \accessor
    .type \accessor, @function
    .p2align 4
\accessor:
    .cfi_startproc
    lea rax, [rip + \structure]
    ret
    .cfi_endproc
    .size \accessor, . - \accessor
    .endm

    STREAM stdin, s_stdin, skift_stdin, CAN_READ | FOREIGN_BUFFER | STANDARD, 0
    STREAM stdout, s_stdout, skift_stdout, CAN_WRITE | FOREIGN_BUFFER | STANDARD | ASK_TERMINAL, 1
    STREAM stderr, s_stderr, skift_stderr, CAN_WRITE | FOREIGN_BUFFER | STANDARD | UNBUFFERED, 2

    .section .note.GNU-stack, "", @progbits

# SPDX-License-Identifier: MIT
# getopt's variables: data of the C ABI. The order is that of OptionState in getopt/getopt.cs.
    .intel_syntax noprefix

    .data
    .p2align 3
    .globl optind, opterr, optopt, optarg, optreset
    .type optind, @object
    .type opterr, @object
    .type optopt, @object
    .type optarg, @object
    .type optreset, @object
    .size optind, 4
    .size opterr, 4
    .size optopt, 4
    .size optarg, 8
    .size optreset, 4
optind:
    .long 1
opterr:
    .long 1
optopt:
    .long 0
    .long 0
optarg:
    .quad 0
    .quad 0
    .long 0, 0
optreset:
    .long 0

    .text
    .globl skift_getopt
    .type skift_getopt, @function
    .p2align 4
skift_getopt:
    .cfi_startproc
    lea rax, [rip + optind]
    ret
    .cfi_endproc
    .size skift_getopt, . - skift_getopt

    .section .note.GNU-stack, "", @progbits

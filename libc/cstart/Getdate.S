# SPDX-License-Identifier: MIT
# getdate, whose error is a variable of the program's.
    .intel_syntax noprefix

#include "../crt/Function.inc"

    .section .bss.getdate_err, "aw", @nobits
    .p2align 2
    .globl getdate_err
    .type getdate_err, @object
    .size getdate_err, 4
getdate_err:
    .zero 4

# struct tm *getdate(const char *)
    FUNCTION getdate
    lea rsi, [rip + getdate_err]
    jmp skift_getdate
    END getdate

    .section .note.GNU-stack, "", @progbits

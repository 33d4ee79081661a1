# SPDX-License-Identifier: MIT
# h_errno, per thread, which netdb.h's macro finds here.
    .intel_syntax noprefix

#include "../crt/Function.inc"

    .section .tbss.h_errno, "awT", @nobits
    .p2align 2
s_host_error:
    .zero 4

    FUNCTION __h_errno_location
    mov rax, qword ptr fs:0
    lea rax, [rax + s_host_error@tpoff]
    ret
    END __h_errno_location

    .section .note.GNU-stack, "", @progbits

# SPDX-License-Identifier: MIT
    .intel_syntax noprefix

#include "Function.inc"

    # MXCSR's rounding control, 0 to 3.
    FUNCTION skift_rounding_mode
    stmxcsr [rsp - 8]
    mov eax, [rsp - 8]
    shr eax, 13
    and eax, 3
    ret
    END skift_rounding_mode

    .section .note.GNU-stack, "", @progbits

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

    # Intel SDM vol. 2, ROUNDSD: in MXCSR's direction (bit 2), without the inexact exception (bit 3).
    FUNCTION skift_nearby_integer
    roundsd xmm0, xmm0, 12
    ret
    END skift_nearby_integer

    .section .note.GNU-stack, "", @progbits

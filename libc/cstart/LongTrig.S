# SPDX-License-Identifier: MIT
# math.h for long double: angles, which the x87 knows to half a unit in the last place, and what C# does.
    .intel_syntax noprefix

#include "Long.inc"

    FUNCTION atanl
    fld tbyte ptr [rsp + 8]
    fld1
    fpatan
    ret
    END atanl

    FUNCTION atan2l
    fld tbyte ptr [rsp + 8]
    fld tbyte ptr [rsp + 24]
    fpatan
    ret
    END atan2l

# atan2(x, sqrt((1 - x)(1 + x))), for double and float
    FUNCTION skift_asin_x87
    fld tbyte ptr [rsp + 8]
    fld1
    fsub st, st(1)
    fld1
    fadd st, st(2)
    fmulp
    fsqrt
    fpatan
    ret
    END skift_asin_x87

# 2 atan2(sqrt(1 - x), sqrt(1 + x)), for double and float
    FUNCTION skift_acos_x87
    fld tbyte ptr [rsp + 8]
    fld1
    fsub st, st(1)
    fsqrt
    fxch
    fld1
    faddp
    fsqrt
    fpatan
    fadd st, st(0)
    ret
    END skift_acos_x87

# Calls C# as f(result, first, second, the integer or pointer argument).
    .macro THUNK name, target
    FUNCTION \name
    mov rcx, rdi
    lea rsi, [rsp + 8]
    lea rdx, [rsp + 24]
    sub rsp, 24
    .cfi_adjust_cfa_offset 24
    mov rdi, rsp
    call \target
    fld tbyte ptr [rsp]
    add rsp, 24
    .cfi_adjust_cfa_offset -24
    ret
    END \name
    .endm

    THUNK frexpl, skift_frexpl
    THUNK modfl, skift_modfl
    THUNK nextafterl, skift_nextafterl
    THUNK nexttowardl, skift_nextafterl
    THUNK powl, skift_powl

    FUNCTION ilogbl
    lea rdi, [rsp + 8]
    jmp skift_ilogbl
    END ilogbl

    FUNCTION nexttoward
    lea rdi, [rsp + 8]
    jmp skift_nexttoward
    END nexttoward

    FUNCTION nexttowardf
    lea rdi, [rsp + 8]
    jmp skift_nexttowardf
    END nexttowardf

    .section .note.GNU-stack, "", @progbits

# SPDX-License-Identifier: MIT
# math.h for long double: hyperbolic functions and their inverses, over those of LongExp.S.
    .intel_syntax noprefix

#include "Long.inc"

# Calls a function of this library with st(0).
    .macro CALL target
    sub rsp, 24
    .cfi_adjust_cfa_offset 24
    fstp tbyte ptr [rsp]
    call \target
    add rsp, 24
    .cfi_adjust_cfa_offset -24
    .endm

# Half of exp(x/2) squared, which does not overflow before exp(x)/2 does.
    .macro HALF_SQUARE
    fmul dword ptr [rip + s_half]
    CALL expl
    fld st(0)
    fmul dword ptr [rip + s_half]
    fmulp
    .endm

    .macro SIGNED
    test byte ptr [rsp + EXPONENT + 1], 0x80
    je 9f
    fchs
9:  ret
    .endm

# t = expm1(|x|): (t + t / (t + 1)) / 2; for large x HALF_SQUARE.
    FUNCTION sinhl
    fld tbyte ptr [rsp + 8]
    fabs
    BIG 13, 1f
    CALL expm1l
    fld1
    fadd st, st(1)
    fdivr st, st(1)
    faddp
    fmul dword ptr [rip + s_half]
    SIGNED
1:  HALF_SQUARE
    SIGNED
    END sinhl

# t = exp(|x|): (t + 1 / t) / 2
    FUNCTION coshl
    fld tbyte ptr [rsp + 8]
    fabs
    BIG 13, 1f
    CALL expl
    fld1
    fdiv st, st(1)
    faddp
    fmul dword ptr [rip + s_half]
    ret
1:  HALF_SQUARE
    ret
    END coshl

# t = expm1(2 |x|): t / (t + 2), which is 1 for all large x
    FUNCTION tanhl
    fld tbyte ptr [rsp + 8]
    fabs
    BIG 6, 1f
    fadd st, st(0)
    CALL expm1l
    fld dword ptr [rip + s_two]
    fadd st, st(1)
    fdivp st(1), st
    SIGNED
1:  fucomi st, st(0)
    jp 2f
    fstp st(0)
    fld1
2:  SIGNED
    END tanhl

# log1p(a + a² / (1 + sqrt(a² + 1))); for large a log(a) + log(2)
    FUNCTION asinhl
    fld tbyte ptr [rsp + 8]
    fabs
    BIG 34, 1f
    fld st(0)
    fmul st, st(0)
    fld1
    fadd st, st(1)
    fsqrt
    fld1
    faddp
    fdivp st(1), st
    faddp
    CALL log1pl
    SIGNED
1:  CALL logl
    fldln2
    faddp
    SIGNED
    END asinhl

# t = x - 1: log1p(t + sqrt(2t + t²)); for large x log(x) + log(2)
    FUNCTION acoshl
    fld tbyte ptr [rsp + 8]
    BIG 34, 1f
2:  fld1
    fsubp st(1), st
    fld st(0)
    fadd st, st(0)
    fld st(1)
    fmul st, st(0)
    faddp
    fsqrt
    faddp
    CALL log1pl
    ret
1:  test byte ptr [rsp + EXPONENT + 1], 0x80
    jne 2b
    CALL logl
    fldln2
    faddp
    ret
    END acoshl

# log1p(2a / (1 - a)) / 2
    FUNCTION atanhl
    fld tbyte ptr [rsp + 8]
    fabs
    fld1
    fsub st, st(1)
    fxch
    fadd st, st(0)
    fdivrp st(1), st
    CALL log1pl
    fmul dword ptr [rip + s_half]
    SIGNED
    END atanhl

    .section .rodata.long_hyperbolic, "a", @progbits
    .p2align 2
s_half:
    .float 0.5
s_two:
    .float 2

    .section .note.GNU-stack, "", @progbits

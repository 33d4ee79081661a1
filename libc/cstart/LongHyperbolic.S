# SPDX-License-Identifier: MIT
# Hyperbolic functions and their inverses for double and float, over the x87's of LongExp.S. They miss by up to four units of long double.
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
    CALL skift_exp_x87
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
    FUNCTION skift_sinh_x87
    fld tbyte ptr [rsp + 8]
    fabs
    BIG 13, 1f
    CALL skift_expm1_x87
    fld1
    fadd st, st(1)
    fdivr st, st(1)
    faddp
    fmul dword ptr [rip + s_half]
    SIGNED
1:  HALF_SQUARE
    SIGNED
    END skift_sinh_x87

# t = exp(|x|): (t + 1 / t) / 2
    FUNCTION skift_cosh_x87
    fld tbyte ptr [rsp + 8]
    fabs
    BIG 13, 1f
    CALL skift_exp_x87
    fld1
    fdiv st, st(1)
    faddp
    fmul dword ptr [rip + s_half]
    ret
1:  HALF_SQUARE
    ret
    END skift_cosh_x87

# t = expm1(2 |x|): t / (t + 2), which is 1 for all large x
    FUNCTION skift_tanh_x87
    fld tbyte ptr [rsp + 8]
    fabs
    BIG 6, 1f
    fadd st, st(0)
    CALL skift_expm1_x87
    fld dword ptr [rip + s_two]
    fadd st, st(1)
    fdivp st(1), st
    SIGNED
1:  fucomi st, st(0)
    jp 2f
    fstp st(0)
    fld1
2:  SIGNED
    END skift_tanh_x87

# log1p(a + a² / (1 + sqrt(a² + 1))); for large a log(a) + log(2)
    FUNCTION skift_asinh_x87
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
    CALL skift_log1p_x87
    SIGNED
1:  CALL logl
    fldln2
    faddp
    SIGNED
    END skift_asinh_x87

# t = x - 1: log1p(t + sqrt(2t + t²)); for large x log(x) + log(2)
    FUNCTION skift_acosh_x87
    fld tbyte ptr [rsp + 8]
    fld1
    fucomi st, st(1)
    ja 3f
    BIG 34, 1f
    fsubp st(1), st
    fld st(0)
    fadd st, st(0)
    fld st(1)
    fmul st, st(0)
    faddp
    fsqrt
    faddp
    CALL skift_log1p_x87
    ret
1:  fstp st(0)
    CALL logl
    fldln2
    faddp
    ret
3:  fchs                                # below 1: invalid
    fsqrt
    fstp st(1)
    ret
    END skift_acosh_x87

# log1p(2a / (1 - a)) / 2
    FUNCTION skift_atanh_x87
    fld tbyte ptr [rsp + 8]
    fabs
    fld1
    fsub st, st(1)
    fxch
    fadd st, st(0)
    fdivrp st(1), st
    CALL skift_log1p_x87
    fmul dword ptr [rip + s_half]
    SIGNED
    END skift_atanh_x87

    .section .rodata.long_hyperbolic, "a", @progbits
    .p2align 2
s_half:
    .float 0.5
s_two:
    .float 2

    .section .note.GNU-stack, "", @progbits

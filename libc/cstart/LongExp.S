# SPDX-License-Identifier: MIT
# math.h for long double: exponentials and logarithms, over f2xm1 and fyl2x (errors below 1 ulp: Intel SDM volume 1, §8.3.10).
# Functions of double and float that C# has no instruction for go through them too, and are all but correctly rounded.
    .intel_syntax noprefix

#include "Long.inc"

# st(0) = x, leaves st(0) = 2^f - 1 and st(1) = n, where the power is 2^n × 2^f. The constant is subtracted in two parts, the first
# short enough for its product with n to be exact.
    .macro REDUCE multiplier, high, low
    \multiplier
    fmul st, st(1)
    frndint
    fld tbyte ptr [rip + \high]
    fmul st, st(1)
    fsubp st(2), st
    fld tbyte ptr [rip + \low]
    fmul st, st(1)
    fsubp st(2), st
    fxch
    \multiplier
    fmulp
    f2xm1
    .endm

# st(0) = f, st(1) = n: 2^n (1 + f)
    .macro COMPOSE
    fld1
    faddp
    fscale
    fstp st(1)
    .endm

# Beyond all results: a NaN stays, +x overflows and -x underflows to what is below it (0, or -1).
    .macro SATURATE below, under
    fld tbyte ptr [rsp + 8]
    fucomi st, st(0)
    jp 9f
    test byte ptr [rsp + EXPONENT + 1], 0x80
    jne 8f
    cmp eax, 0x7FFF
    je 9f
    fld tbyte ptr [rip + s_huge]
    fmul st, st(0)
    fstp st(1)
    ret
8:  fstp st(0)
    cmp eax, 0x7FFF
    je 6f
    \under
    ret
6:  \below
9:  ret
    .endm

    # Zero, and the exception.
    .macro UNDERFLOW
    fld tbyte ptr [rip + s_tiny]
    fmul st, st(0)
    .endm

    FUNCTION skift_exp_x87
    BIG 14, 7f
    fld tbyte ptr [rsp + 8]
    REDUCE fldl2e, s_ln2_high, s_ln2_low
    COMPOSE
    ret
7:  SATURATE fldz, UNDERFLOW
    END skift_exp_x87

    FUNCTION exp2l
    BIG 15, 7f
    fld tbyte ptr [rsp + 8]
    fld st(0)
    frndint
    fsub st(1), st
    fxch
    f2xm1
    COMPOSE
    ret
7:  SATURATE fldz, UNDERFLOW
    END exp2l

    FUNCTION skift_exp10_x87
    BIG 13, 7f
    fld tbyte ptr [rsp + 8]
    REDUCE fldl2t, s_lg2_high, s_lg2_low
    COMPOSE
    ret
7:  SATURATE fldz, UNDERFLOW
    END skift_exp10_x87

# 2^13 is out of range of double and float, and still in that of 2^n.
    FUNCTION skift_expm1_x87
    BIG 13, 7f
    fld tbyte ptr [rsp + 8]
    cmp eax, BIAS - 2
    jb 1f
    REDUCE fldl2e, s_ln2_high, s_ln2_low
    fscale                              # 2^n f
    fxch
    fld1
    fscale
    fstp st(1)                          # 2^n
    fld1
    fsubp st(1), st
    faddp
    ret
1:  cmp eax, BIAS - 66
    jb 2f
    fldl2e
    fmulp
    f2xm1
2:  ret
7:  SATURATE "fld1; fchs", "fld1; fchs"
    END skift_expm1_x87

    .macro LOGARITHM name, unit
    FUNCTION \name
    \unit
    fld tbyte ptr [rsp + 8]
    fyl2x
    ret
    END \name
    .endm

    LOGARITHM logl, fldln2
    LOGARITHM log2l, fld1

    FUNCTION skift_log1p_x87
    fldln2
    fld tbyte ptr [rsp + 8]
    movzx eax, word ptr [rsp + EXPONENT]
    and eax, 0x7FFF
    cmp eax, BIAS - 2                   # below 1/4: within the range of fyl2xp1
    jae 1f
    fyl2xp1
    ret
1:  fld1
    faddp
    fyl2x
    ret
    END skift_log1p_x87

# An estimate by logarithms, and one step of Newton's.
    FUNCTION cbrtl
    fld tbyte ptr [rsp + 8]
    movzx eax, word ptr [rsp + EXPONENT]
    and eax, 0x7FFF
    cmp eax, 0x7FFF
    je 1f
    cmp qword ptr [rsp + 8], 0
    je 1f
    fabs
    fld1
    fld st(1)
    fyl2x
    fdiv dword ptr [rip + s_three]
    fld st(0)
    frndint
    fsub st(1), st
    fxch
    f2xm1
    COMPOSE                             # st(0) = y, st(1) = |x|
    fld st(1)
    fdiv st, st(1)
    fdiv st, st(1)                      # |x| / y²
    fsubr st, st(1)                     # y - that
    fdiv dword ptr [rip + s_three]
    fsubp st(1), st
    fstp st(1)
    test byte ptr [rsp + EXPONENT + 1], 0x80
    je 1f
    fchs
1:  ret
    END cbrtl

    .macro DOUBLE name, target
    FUNCTION \name
    sub rsp, 24
    .cfi_adjust_cfa_offset 24
    movsd [rsp], xmm0
    fld qword ptr [rsp]
    fstp tbyte ptr [rsp]
    call \target
    fstp qword ptr [rsp]
    movsd xmm0, [rsp]
    add rsp, 24
    .cfi_adjust_cfa_offset -24
    ret
    END \name
    .endm

    .macro SINGLE name, target
    FUNCTION \name
    sub rsp, 24
    .cfi_adjust_cfa_offset 24
    movss [rsp], xmm0
    fld dword ptr [rsp]
    fstp tbyte ptr [rsp]
    call \target
    fstp dword ptr [rsp]
    movss xmm0, [rsp]
    add rsp, 24
    .cfi_adjust_cfa_offset -24
    ret
    END \name
    .endm

    DOUBLE expm1, skift_expm1_x87
    SINGLE expm1f, skift_expm1_x87
    DOUBLE log1p, skift_log1p_x87
    SINGLE log1pf, skift_log1p_x87
    DOUBLE exp10, skift_exp10_x87
    SINGLE exp10f, skift_exp10_x87
    DOUBLE pow10, skift_exp10_x87
    SINGLE pow10f, skift_exp10_x87
    SINGLE exp2f, exp2l
    DOUBLE asin, skift_asin_x87
    SINGLE asinf, skift_asin_x87
    DOUBLE acos, skift_acos_x87
    SINGLE acosf, skift_acos_x87
    DOUBLE sinh, skift_sinh_x87
    SINGLE sinhf, skift_sinh_x87
    DOUBLE cosh, skift_cosh_x87
    SINGLE coshf, skift_cosh_x87
    DOUBLE tanh, skift_tanh_x87
    SINGLE tanhf, skift_tanh_x87
    DOUBLE asinh, skift_asinh_x87
    SINGLE asinhf, skift_asinh_x87
    DOUBLE acosh, skift_acosh_x87
    SINGLE acoshf, skift_acosh_x87
    DOUBLE atanh, skift_atanh_x87
    SINGLE atanhf, skift_atanh_x87

    .section .rodata.long_exp, "a", @progbits
    .p2align 4
s_ln2_high:
    .quad 0xB17217F7D1CF0000
    .short 0x3FFE, 0, 0, 0
s_ln2_low:
    .quad 0xF35793C7673007E6
    .short 0x3FCD, 0, 0, 0
s_lg2_high:
    .quad 0x9A209A84FBCF0000
    .short 0x3FFD, 0, 0, 0
s_lg2_low:
    .quad 0xF7988F8959AC0B7D
    .short 0x3FCD, 0, 0, 0
s_huge:
    .quad 0x8000000000000000
    .short 0x7FFE, 0, 0, 0
s_tiny:
    .quad 0x8000000000000000
    .short 1, 0, 0, 0
s_three:
    .float 3

    .section .note.GNU-stack, "", @progbits

# SPDX-License-Identifier: MIT
# math.h for long double: circular functions and what C# does. Large angles are reduced in C# (math/LongAngle.cs), by as many digits of
# 2/pi as they need: the x87 itself knows pi to 66 bits only.
    .intel_syntax noprefix

#include "Long.inc"

# eax = quadrant, st(0) = the angle within it, at most pi/4 from its middle.
    FUNCTION skift_reduce_angle
    fld tbyte ptr [rsp + 16]
    movzx eax, word ptr [rsp + EXPONENT + 8]
    and eax, 0x7FFF
    cmp eax, BIAS - 1
    jb 1f
    cmp eax, 0x7FFF
    je 2f
    lea rdi, [rsp + 16]
    fstp st(0)
    sub rsp, 32
    .cfi_adjust_cfa_offset 32
    mov rsi, rsp
    call skift_long_angle
    fld tbyte ptr [rsp]
    add rsp, 32
    .cfi_adjust_cfa_offset -32
    ret
1:  xor eax, eax
    ret
2:  fsub st, st(0)                      # infinity: invalid
    xor eax, eax
    ret
    END skift_reduce_angle

# Below 2^-33 sine and tangent are their argument, to all its bits.
    .macro TINY
    movzx eax, word ptr [rsp + EXPONENT]
    and eax, 0x7FFF
    cmp eax, BIAS - 33
    jae 7f
    fld tbyte ptr [rsp + 8]
    ret
7:
    .endm

    FUNCTION sinl
    TINY
    call skift_reduce_angle
    test al, 1
    jne 1f
    fsin
    jmp 2f
1:  fcos
2:  test al, 2
    je 3f
    fchs
3:  ret
    END sinl

    FUNCTION cosl
    call skift_reduce_angle
    inc eax
    test al, 1
    jne 1f
    fsin
    jmp 2f
1:  fcos
2:  test al, 2
    je 3f
    fchs
3:  ret
    END cosl

    FUNCTION tanl
    TINY
    call skift_reduce_angle
    fptan
    test al, 1
    je 1f
    fdivrp st(1), st                    # -1 / tan
    fchs
    ret
1:  fstp st(0)
    ret
    END tanl

    FUNCTION sincosl
    push rdi
    push rsi
    fld tbyte ptr [rsp + 24]
    sub rsp, 24
    fstp tbyte ptr [rsp]
    call sinl
    mov rdi, [rsp + 32]
    fstp tbyte ptr [rdi]
    call cosl
    mov rdi, [rsp + 24]
    fstp tbyte ptr [rdi]
    add rsp, 40
    ret
    END sincosl

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

# atan2(x, sqrt((1 - x)(1 + x)))
    FUNCTION asinl
    fld tbyte ptr [rsp + 8]
    fld1
    fsub st, st(1)
    fld1
    fadd st, st(2)
    fmulp
    fsqrt
    fpatan
    ret
    END asinl

# 2 atan2(sqrt(1 - x), sqrt(1 + x))
    FUNCTION acosl
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
    END acosl

# sqrt(x² + y²), both made smaller or larger by a power of 2 so that the squares stay in range.
    FUNCTION hypotl
    movzx eax, word ptr [rsp + EXPONENT]
    movzx ecx, word ptr [rsp + EXPONENT + 16]
    and eax, 0x7FFF
    and ecx, 0x7FFF
    cmp eax, ecx
    cmovb eax, ecx
    cmp eax, 0x7FFF
    je 1f
    sub eax, BIAS
    mov [rsp - 8], eax
    neg eax
    mov [rsp - 4], eax
    fild dword ptr [rsp - 4]
    fld tbyte ptr [rsp + 24]
    fscale
    fmul st, st(0)
    fxch
    fld tbyte ptr [rsp + 8]
    fscale
    fmul st, st(0)
    faddp st(2), st
    fstp st(0)
    fsqrt
    fild dword ptr [rsp - 8]
    fxch
    fscale
    fstp st(1)
    ret
1:  fld tbyte ptr [rsp + 8]             # an infinity wins over a NaN
    fabs
    fld tbyte ptr [rsp + 24]
    fabs
    fld dword ptr [rip + s_infinity]
    fucomi st, st(1)
    jnp 3f
2:  fucomi st, st(2)
    jp 4f
    jne 4f
    jmp 5f
3:  jne 2b
5:  fstp st(1)
    fstp st(1)
    ret
4:  fstp st(0)
    faddp
    ret
    END hypotl

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

    .section .rodata.long_trig, "a", @progbits
    .p2align 2
s_infinity:
    .long 0x7F800000

    .section .note.GNU-stack, "", @progbits

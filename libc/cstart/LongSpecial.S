# SPDX-License-Identifier: MIT
# math.h for long double: what C# computes with 128 bits (internal/Wide.cs), and answers with the exceptions to raise.
    .intel_syntax noprefix

#include "../crt/Function.inc"

# Calls C# with the place of the result in front of the arguments, raises the exceptions and returns the result.
    .macro ANSWER target
    sub rsp, 24
    .cfi_adjust_cfa_offset 24
    mov rdi, rsp
    call \target
    test eax, eax
    je 1f
    mov edi, eax
    call skift_raise
1:  fld tbyte ptr [rsp]
    add rsp, 24
    .cfi_adjust_cfa_offset -24
    ret
    .endm

# f(result, first, second, the integer or pointer argument)
    .macro WIDE name, target
    FUNCTION \name
    mov rcx, rdi
    lea rsi, [rsp + 8]
    lea rdx, [rsp + 24]
    ANSWER \target
    END \name
    .endm

    WIDE expl, skift_expl
    WIDE exp10l, skift_exp10l
    WIDE pow10l, skift_exp10l
    WIDE expm1l, skift_expm1l
    WIDE log1pl, skift_log1pl
    WIDE log10l, skift_log10l
    WIDE sinl, skift_sinl
    WIDE cosl, skift_cosl
    WIDE tanl, skift_tanl
    WIDE asinl, skift_asinl
    WIDE acosl, skift_acosl
    WIDE sinhl, skift_sinhl
    WIDE coshl, skift_coshl
    WIDE tanhl, skift_tanhl
    WIDE asinhl, skift_asinhl
    WIDE acoshl, skift_acoshl
    WIDE atanhl, skift_atanhl
    WIDE hypotl, skift_hypotl
    WIDE erfl, skift_erfl
    WIDE erfcl, skift_erfcl
    WIDE tgammal, skift_tgammal
    WIDE lgammal_r, skift_lgammal

    FUNCTION sincosl
    mov rdx, rsi
    lea rsi, [rsp + 8]
    call skift_sincosl
    test eax, eax
    je 1f
    mov edi, eax
    jmp skift_raise
1:  ret
    END sincosl

    FUNCTION lgammal
    lea rdi, [rip + signgam]
    jmp lgammal_r
    END lgammal

# Infinities, NaNs and zeros are for the x87 itself: then the product, or the sum, is exact.
    .macro SPECIAL offset, label
    mov ecx, [rsp + \offset + 8]
    and ecx, 0x7FFF
    cmp ecx, 0x7FFF
    je \label
    cmp qword ptr [rsp + \offset], 0
    je \label
    .endm

    FUNCTION fmal
    SPECIAL 8, 2f
    SPECIAL 24, 2f
    cmp qword ptr [rsp + 40], 0
    je 2f
    mov ecx, [rsp + 48]
    and ecx, 0x7FFF
    cmp ecx, 0x7FFF
    je 3f
    fnstcw [rsp - 8]
    movzx ecx, word ptr [rsp - 8]
    shr ecx, 10
    and ecx, 3
    lea rsi, [rsp + 8]
    lea rdx, [rsp + 24]
    lea r8, [rsp + 40]
    ANSWER skift_fmal
2:  fld tbyte ptr [rsp + 8]
    fld tbyte ptr [rsp + 24]
    fmulp
    fld tbyte ptr [rsp + 40]
    faddp
    ret
3:  fld tbyte ptr [rsp + 40]            # no product of finite numbers overflows beside an infinity
    fldz
    faddp
    ret
    END fmal

    FUNCTION skift_signgam
    lea rax, [rip + signgam]
    ret
    END skift_signgam

    .section .bss.signgam, "aw", @nobits
    .p2align 2
    .globl signgam
    .type signgam, @object
    .size signgam, 4
signgam:
    .zero 4

    .section .note.GNU-stack, "", @progbits

# SPDX-License-Identifier: MIT
# complex.h for long double: arguments are on the stack, results in st(0) and st(1).
    .intel_syntax noprefix

#include "../crt/Function.inc"

# f(result, first, second) answers the exceptions to raise.
    .macro COMPLEX name, target
    FUNCTION \name
    lea rsi, [rsp + 8]
    lea rdx, [rsp + 40]
    sub rsp, 40
    .cfi_adjust_cfa_offset 40
    mov rdi, rsp
    call \target
    test eax, eax
    je 1f
    mov edi, eax
    call skift_raise
1:  fld tbyte ptr [rsp + 16]
    fld tbyte ptr [rsp]
    add rsp, 40
    .cfi_adjust_cfa_offset -40
    ret
    END \name
    .endm

    COMPLEX cacosl, skift_cacosl
    COMPLEX casinl, skift_casinl
    COMPLEX catanl, skift_catanl
    COMPLEX cacoshl, skift_cacoshl
    COMPLEX casinhl, skift_casinhl
    COMPLEX catanhl, skift_catanhl
    COMPLEX ccosl, skift_ccosl
    COMPLEX csinl, skift_csinl
    COMPLEX ctanl, skift_ctanl
    COMPLEX ccoshl, skift_ccoshl
    COMPLEX csinhl, skift_csinhl
    COMPLEX ctanhl, skift_ctanhl
    COMPLEX cexpl, skift_cexpl
    COMPLEX clogl, skift_clogl
    COMPLEX csqrtl, skift_csqrtl
    COMPLEX cprojl, skift_cprojl
    COMPLEX cpowl, skift_cpowl

    FUNCTION conjl
    fld tbyte ptr [rsp + 24]
    fchs
    fld tbyte ptr [rsp + 8]
    ret
    END conjl

    FUNCTION cabsl
    jmp hypotl                          # its arguments lie where the parts do
    END cabsl

    FUNCTION cargl
    fld tbyte ptr [rsp + 24]
    fld tbyte ptr [rsp + 8]
    fpatan
    ret
    END cargl

    FUNCTION creall
    fld tbyte ptr [rsp + 8]
    ret
    END creall

    FUNCTION cimagl
    fld tbyte ptr [rsp + 24]
    ret
    END cimagl

    .section .note.GNU-stack, "", @progbits

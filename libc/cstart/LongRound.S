# SPDX-License-Identifier: MIT
# math.h for long double, which C# cannot name: rounding, remainders and parts of numbers, with the x87's own instructions
# (Intel SDM volume 1, §8.3). The argument is at rsp + 8, a second one at rsp + 24; the result is in st(0).
    .intel_syntax noprefix

#include "../crt/Function.inc"

# Rounds in the direction that the bits 10 and 11 of the control word say.
    .macro ROUNDING name, direction
    FUNCTION \name
    fld tbyte ptr [rsp + 8]
    fnstcw [rsp - 8]
    movzx eax, word ptr [rsp - 8]
    and eax, 0xF3FF
    or eax, \direction
    mov [rsp - 16], ax
    fldcw [rsp - 16]
    frndint
    fldcw [rsp - 8]
    ret
    END \name
    .endm

    ROUNDING floorl, 0x400
    ROUNDING ceill, 0x800
    ROUNDING truncl, 0xC00

    FUNCTION rintl
    fld tbyte ptr [rsp + 8]
    frndint
    ret
    END rintl

# As rintl, without the inexact exception.
    FUNCTION nearbyintl
    fld tbyte ptr [rsp + 8]
    fnstenv [rsp - 32]
    frndint
    fldenv [rsp - 32]
    ret
    END nearbyintl

# Ties away from zero.
    FUNCTION roundl
    fld tbyte ptr [rsp + 8]
    sub rsp, 24
    .cfi_adjust_cfa_offset 24
    fstp tbyte ptr [rsp]
    call truncl
    fld tbyte ptr [rsp]
    add rsp, 24
    .cfi_adjust_cfa_offset -24
    fsub st, st(1)                      # what was cut off
    fabs
    fld dword ptr [rip + s_half]
    fxch
    fcomip st, st(1)
    fstp st(0)
    jp 2f
    jb 2f
    fld1
    test byte ptr [rsp + 17], 0x80
    je 1f
    fchs
1:  faddp
2:  ret
    END roundl

    FUNCTION lrintl
    fld tbyte ptr [rsp + 8]
    fistp qword ptr [rsp - 8]
    mov rax, [rsp - 8]
    ret
    END lrintl

    FUNCTION llrintl
    jmp lrintl
    END llrintl

    FUNCTION lroundl
    fld tbyte ptr [rsp + 8]
    sub rsp, 24
    .cfi_adjust_cfa_offset 24
    fstp tbyte ptr [rsp]
    call roundl
    fistp qword ptr [rsp]
    mov rax, [rsp]
    add rsp, 24
    .cfi_adjust_cfa_offset -24
    ret
    END lroundl

    FUNCTION llroundl
    jmp lroundl
    END llroundl

    .macro REMAINDER name, instruction
    FUNCTION \name
    fld tbyte ptr [rsp + 24]
    fld tbyte ptr [rsp + 8]
1:  \instruction
    fnstsw ax
    test ah, 4                          # C2: not reduced all the way yet
    jne 1b
    fstp st(1)
    ret
    END \name
    .endm

    REMAINDER fmodl, fprem
    REMAINDER remainderl, fprem1

# The quotient is told by what the remainder leaves of x modulo 8y: the processor's own bits for it are not there under QEMU.
    FUNCTION remquol
    fld tbyte ptr [rsp + 24]
    fld tbyte ptr [rsp + 8]
    movzx eax, word ptr [rsp + 32]
    and eax, 0x7FFF
    cmp eax, 0x7FF8                     # 8y would overflow, and x cannot be much larger than y
    jae 2f
    fld st(1)
    fmul dword ptr [rip + s_eight]
    fxch
1:  fprem
    fnstsw ax
    test ah, 4
    jne 1b
    fstp st(1)
2:  fld st(1)
    fld st(1)
3:  fprem1
    fnstsw ax
    test ah, 4
    jne 3b
    fstp st(1)
    fsub st(1), st
    fxch st(2)
    fdivp st(1), st
    fistp dword ptr [rsp - 8]
    mov eax, [rsp - 8]
    mov ecx, eax
    sar ecx, 31
    xor eax, ecx
    sub eax, ecx
    and eax, 7
    xor eax, ecx
    sub eax, ecx
    mov [rdi], eax
    ret
    END remquol

    FUNCTION fabsl
    fld tbyte ptr [rsp + 8]
    fabs
    ret
    END fabsl

    FUNCTION copysignl
    fld tbyte ptr [rsp + 8]
    fabs
    test byte ptr [rsp + 33], 0x80
    je 1f
    fchs
1:  ret
    END copysignl

    FUNCTION sqrtl
    fld tbyte ptr [rsp + 8]
    fsqrt
    ret
    END sqrtl

# A NaN gives way to the other number.
    .macro EXTREME name, condition
    FUNCTION \name
    fld tbyte ptr [rsp + 24]
    fld tbyte ptr [rsp + 8]
    fucomi st, st(0)
    jp 1f
    fxch
    fucomi st, st(0)
    jp 1f
    fxch
    fucomi st, st(1)
    \condition 1f
    fxch
1:  fstp st(0)
    ret
    END \name
    .endm

    EXTREME fmaxl, jb
    EXTREME fminl, ja

    FUNCTION fdiml
    fld tbyte ptr [rsp + 24]
    fld tbyte ptr [rsp + 8]
    fucomi st, st(1)
    jp 1f
    ja 1f
    fstp st(0)
    fstp st(0)
    fldz
    ret
1:  fsubrp st(1), st
    ret
    END fdiml

    FUNCTION scalblnl
    mov [rsp - 8], rdi
    fild qword ptr [rsp - 8]
    fld tbyte ptr [rsp + 8]
    fscale
    fstp st(1)
    ret
    END scalblnl

    FUNCTION scalbnl
    movsxd rdi, edi
    jmp scalblnl
    END scalbnl

    FUNCTION ldexpl
    movsxd rdi, edi
    jmp scalblnl
    END ldexpl

    FUNCTION logbl
    fld tbyte ptr [rsp + 8]
    fxtract
    fstp st(0)
    ret
    END logbl

    FUNCTION nanl
    fld dword ptr [rip + s_nan]
    ret
    END nanl

    .section .rodata.long_round, "a", @progbits
    .p2align 2
s_half:
    .float 0.5
s_eight:
    .float 8
s_nan:
    .long 0x7FC00000

    .section .note.GNU-stack, "", @progbits

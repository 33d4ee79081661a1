# SPDX-License-Identifier: MIT
# double fmod(double x /* xmm0 */, double y /* xmm1 */), float fmodf(float, float): what % on floating-point numbers compiles to, the exact remainder
# of a division rounded toward zero. FPREM (Intel SDM vol. 2A) takes off up to 63 bits of the quotient at a time and sets C2 while there are more.
    .intel_syntax noprefix
    .cfi_sections .debug_frame
    .text

    .macro REMAINDER name, move, size
    .globl \name
    .type \name, @function
    .p2align 4
\name:
    .cfi_startproc
    sub rsp, 24
    .cfi_adjust_cfa_offset 24
    \move [rsp], xmm1
    \move [rsp + 8], xmm0
    fld \size ptr [rsp]
    fld \size ptr [rsp + 8]
1:  fprem
    fnstsw ax
    test ah, 4
    jnz 1b
    fstp st(1)
    fstp \size ptr [rsp]
    \move xmm0, [rsp]
    add rsp, 24
    .cfi_adjust_cfa_offset -24
    ret
    .cfi_endproc
    .size \name, . - \name
    .endm

    REMAINDER fmod, movsd, qword
    REMAINDER fmodf, movss, dword

    .section .note.GNU-stack, "", @progbits

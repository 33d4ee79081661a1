# SPDX-License-Identifier: MIT
# fenv.h: the exceptions and the rounding direction of both floating-point units (x87 and SSE), which share their bits:
# exceptions 0x3F in the status words, rounding at bit 10 of the x87's control word and at bit 13 of MXCSR.
# fenv_t: the x87's environment (28 bytes), then MXCSR.
    .intel_syntax noprefix

    .set ALL, 0x3D                      # FE_ALL_EXCEPT: the denormal exception (2) is the processor's own

#include "../crt/Function.inc"

    FUNCTION fetestexcept
    fnstsw ax
    stmxcsr [rsp - 8]
    or eax, [rsp - 8]
    and eax, edi
    and eax, ALL
    ret
    END fetestexcept

    FUNCTION feclearexcept
    and edi, ALL
    not edi
    fnstenv [rsp - 40]
    and [rsp - 36], edi
    fldenv [rsp - 40]
    stmxcsr [rsp - 8]
    and [rsp - 8], edi
    ldmxcsr [rsp - 8]
    xor eax, eax
    ret
    END feclearexcept

    FUNCTION feraiseexcept
    and edi, ALL
    stmxcsr [rsp - 8]
    or [rsp - 8], edi
    ldmxcsr [rsp - 8]
    xor eax, eax
    ret
    END feraiseexcept

    FUNCTION fegetexceptflag
    mov rdx, rdi
    mov edi, esi
    fnstsw ax
    stmxcsr [rsp - 8]
    or eax, [rsp - 8]
    and eax, edi
    and eax, ALL
    mov [rdx], ax
    xor eax, eax
    ret
    END fegetexceptflag

    FUNCTION fesetexceptflag
    movzx edx, word ptr [rdi]
    and esi, ALL
    and edx, esi
    not esi
    fnstenv [rsp - 40]
    and [rsp - 36], esi
    fldenv [rsp - 40]
    stmxcsr [rsp - 8]
    and [rsp - 8], esi
    or [rsp - 8], edx
    ldmxcsr [rsp - 8]
    xor eax, eax
    ret
    END fesetexceptflag

    FUNCTION fegetround
    fnstcw [rsp - 8]
    mov eax, [rsp - 8]
    and eax, 0xC00
    ret
    END fegetround

    FUNCTION fesetround
    test edi, 0xFFFFF3FF
    jne 1f
    fnstcw [rsp - 8]
    and word ptr [rsp - 8], 0xF3FF
    or [rsp - 8], di
    fldcw [rsp - 8]
    shl edi, 3
    stmxcsr [rsp - 8]
    and dword ptr [rsp - 8], 0xFFFF9FFF
    or [rsp - 8], edi
    ldmxcsr [rsp - 8]
    xor eax, eax
    ret
1:  mov eax, -1
    ret
    END fesetround

    FUNCTION fegetenv
    fnstenv [rdi]
    fldenv [rdi]                        # storing masks all exceptions
    stmxcsr [rdi + 28]
    xor eax, eax
    ret
    END fegetenv

# FE_DFL_ENV is -1.
    FUNCTION fesetenv
    cmp rdi, -1
    je 1f
    fldenv [rdi]
    ldmxcsr [rdi + 28]
    xor eax, eax
    ret
1:  fninit
    mov dword ptr [rsp - 8], 0x1F80
    ldmxcsr [rsp - 8]
    xor eax, eax
    ret
    END fesetenv

    FUNCTION feholdexcept
    fnstenv [rdi]
    fldenv [rdi]
    stmxcsr [rdi + 28]
    fnclex
    mov eax, [rdi + 28]
    and eax, 0xFFFFFFC0
    or eax, 0x1F80
    mov [rsp - 8], eax
    ldmxcsr [rsp - 8]
    xor eax, eax
    ret
    END feholdexcept

    FUNCTION feupdateenv
    fnstsw ax
    stmxcsr [rsp - 8]
    or eax, [rsp - 8]
    and eax, ALL
    push rax
    .cfi_adjust_cfa_offset 8
    call fesetenv
    pop rdi
    .cfi_adjust_cfa_offset -8
    jmp feraiseexcept
    END feupdateenv

    .section .note.GNU-stack, "", @progbits

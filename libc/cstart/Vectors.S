# SPDX-License-Identifier: MIT
# Whether the processor has what the functions with 32-byte vectors use, and the system keeps those registers.
    .intel_syntax noprefix

#include "../crt/Function.inc"

    .set WIDE, 1
    .set NARROW, 2

    .set CPUID1_OSXSAVE_AVX, 1 << 27 | 1 << 28                  # ecx of leaf 1 (Intel SDM vol. 2A, CPUID)
    .set CPUID7_BMI1_AVX2_BMI2, 1 << 3 | 1 << 5 | 1 << 8        # ebx of leaf 7
    .set XCR0_SSE_AVX, 1 << 1 | 1 << 2                          # SDM vol. 1 §13.3

    .section .bss.skift_choose, "aw", @nobits
known:
    .zero 1

# r10: the wide variant; r11: the other. Answers in r10 which to use; all other registers keep what they have.
# cpuid leaves a virtual machine, so its answer is kept. Threads that ask at once come to the same answer.
    FUNCTION skift_choose
    cmp byte ptr [rip + known], WIDE
    je 4f
    ja 3f
    push rax
    push rbx
    push rcx
    push rdx
    xor eax, eax
    cpuid
    cmp eax, 7
    jb 1f
    mov eax, 1
    cpuid
    not ecx
    test ecx, CPUID1_OSXSAVE_AVX
    jne 1f
    xor ecx, ecx
    xgetbv
    not eax
    test eax, XCR0_SSE_AVX
    jne 1f
    mov eax, 7
    xor ecx, ecx
    cpuid
    not ebx
    test ebx, CPUID7_BMI1_AVX2_BMI2
    mov eax, WIDE
    je 2f
1:  mov eax, NARROW
2:  mov [rip + known], al
    cmp al, WIDE
    pop rdx
    pop rcx
    pop rbx
    pop rax
    je 4f
3:  mov r10, r11
4:  ret
    END skift_choose

    .section .note.GNU-stack, "", @progbits

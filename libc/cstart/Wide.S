# SPDX-License-Identifier: MIT
# Products of fractions of 128 bits, for internal/WideArithmetic.cs: C# has no multiplication whose result is as long as both factors.
    .intel_syntax noprefix

#include "../crt/Function.inc"

# rdi:rsi (the high word first) times rdx:rcx, to 192 bits: rax is the highest word, [r8] and [r8 + 8] are the two below.
    FUNCTION skift_multiply_fractions
    mov r10, rdx
    mov rax, rdi
    mul r10
    mov r11, rdx
    mov r9, rax
    mov rax, rdi
    mul rcx
    mov rdi, rax
    add r9, rdx
    adc r11, 0
    mov rax, rsi
    mul r10
    add rdi, rax
    adc r9, rdx
    adc r11, 0
    mov rax, rsi
    mul rcx
    add rdi, rdx
    adc r9, 0
    adc r11, 0
    mov [r8], r9
    mov [r8 + 8], rdi
    mov rax, r11
    ret
    END skift_multiply_fractions

# Horner's scheme: rdi points to the last coefficient (high word, low word), rsi is how many there are before it, rdx how many bytes each is apart,
# rcx:r8 the variable. [r9] says whether signs alternate; the sum goes to [r9] and [r9 + 8].
    FUNCTION skift_fraction_series
    push rbx
    .cfi_adjust_cfa_offset 8
    push rbp
    .cfi_adjust_cfa_offset 8
    push r12
    .cfi_adjust_cfa_offset 8
    push r13
    .cfi_adjust_cfa_offset 8
    push r14
    .cfi_adjust_cfa_offset 8
    mov r14, rdx
    mov rbp, [r9]
    mov r12, [rdi]
    mov r13, [rdi + 8]
    test rsi, rsi
    je 4f
1:  mov rax, r12
    mul rcx
    mov r10, rdx
    mov r11, rax
    mov rax, r12
    mul r8
    mov rbx, rax
    add r11, rdx
    adc r10, 0
    mov rax, r13
    mul rcx
    add rbx, rax
    adc r11, rdx
    adc r10, 0
    sub rdi, r14
    mov r12, [rdi]
    mov r13, [rdi + 8]
    test rbp, rbp
    je 2f
    sub r13, r11
    sbb r12, r10
    jmp 3f
2:  add r13, r11
    adc r12, r10
3:  dec rsi
    jne 1b
4:  mov [r9], r12
    mov [r9 + 8], r13
    pop r14
    .cfi_adjust_cfa_offset -8
    pop r13
    .cfi_adjust_cfa_offset -8
    pop r12
    .cfi_adjust_cfa_offset -8
    pop rbp
    .cfi_adjust_cfa_offset -8
    pop rbx
    .cfi_adjust_cfa_offset -8
    ret
    END skift_fraction_series

    .section .note.GNU-stack, "", @progbits

// SPDX-License-Identifier: MIT
// Accesses to user memory. Where an instruction marked FAULT hits a page that cannot be had, the page-fault handler continues at the
// landing given beside it, with all registers as they were at the fault.

.intel_syntax noprefix
#include "layout.inc"

.macro FAULT landing
    .pushsection .fixups, "a"
    .quad 772f, \landing
    .popsection
772:
.endm

    .text
// size_t skift_user_copy(void* destination, const void* source, size_t count): returns the bytes not copied.
FUNCTION skift_user_copy
    ALLOW_USER_ACCESS
    mov rcx, rdx
    shr rcx, 3
    and edx, 7
    FAULT copy_words_fault
    rep movsq
    mov ecx, edx
copy_bytes:
    FAULT copy_bytes_fault
    rep movsb
copy_bytes_fault:
    mov rax, rcx
    FORBID_USER_ACCESS
    ret
copy_words_fault:
    // The word that faulted may be there in part: byte by byte from here.
    lea rcx, [rdx + rcx * 8]
    jmp copy_bytes

// size_t skift_user_zero(void* destination, size_t count): returns the bytes not written.
FUNCTION skift_user_zero
    ALLOW_USER_ACCESS
    xor eax, eax
    mov rcx, rsi
    shr rcx, 3
    mov edx, esi
    and edx, 7
    FAULT zero_words_fault
    rep stosq
    mov ecx, edx
zero_bytes:
    FAULT zero_bytes_fault
    rep stosb
zero_bytes_fault:
    mov rax, rcx
    FORBID_USER_ACCESS
    ret
zero_words_fault:
    lea rcx, [rdx + rcx * 8]
    jmp zero_bytes

// ssize_t skift_user_copy_string(char* destination, const char* source, size_t capacity): bytes before the NUL, capacity, or -1.
FUNCTION skift_user_copy_string
    ALLOW_USER_ACCESS
    xor eax, eax
1:  cmp rax, rdx
    je 2f
    FAULT user_fault
    mov cl, [rsi + rax]
    mov [rdi + rax], cl
    test cl, cl
    jz 2f
    inc rax
    jmp 1b
2:  FORBID_USER_ACCESS
    ret

// int skift_user_cmpxchg32(uint* target, uint* comparand, uint value): 0, or -1 on a fault.
FUNCTION skift_user_cmpxchg32
    ALLOW_USER_ACCESS
    mov eax, [rsi]
    FAULT user_fault
    lock cmpxchg [rdi], edx
    mov [rsi], eax
    xor eax, eax
    FORBID_USER_ACCESS
    ret

// int skift_user_load32(const uint* source, uint* value): 0, or -1 on a fault.
FUNCTION skift_user_load32
    ALLOW_USER_ACCESS
    FAULT user_fault
    mov eax, [rdi]
    mov [rsi], eax
    xor eax, eax
    FORBID_USER_ACCESS
    ret

user_fault:
    mov rax, -1
    FORBID_USER_ACCESS
    ret

    .section .note.GNU-stack, "", @progbits

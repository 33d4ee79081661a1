# SPDX-License-Identifier: MIT
# int clone(int (*fn)(void *), void *stack, int flags, void *argument, pid_t *parent_tid, void *tls, pid_t *child_tid)
    .intel_syntax noprefix

    .set SYS_clone, 56
    .set SYS_exit, 60
    .set EINVAL, 22

#include "../crt/Function.inc"

    FUNCTION clone
    test rdi, rdi
    je 2f
    test rsi, rsi
    je 2f
    and rsi, -16
    sub rsi, 16
    mov [rsi], rdi
    mov [rsi + 8], rcx
    mov edi, edx
    mov rdx, r8
    mov r10, [rsp + 8]
    mov r8, r9
    mov eax, SYS_clone
    syscall
    test eax, eax
    je 1f
    cmp rax, -4095
    jae 3f
    ret
2:  mov rax, -EINVAL
3:  neg eax
    push rax
    .cfi_adjust_cfa_offset 8
    call __errno_location
    pop rcx
    .cfi_adjust_cfa_offset -8
    mov [rax], ecx
    mov eax, -1
    ret
1:  .cfi_undefined rip                  # nobody called this
    xor ebp, ebp
    pop rax
    pop rdi
    call rax
    mov edi, eax
4:  mov eax, SYS_exit
    syscall
    jmp 4b
    END clone

    .section .note.GNU-stack, "", @progbits

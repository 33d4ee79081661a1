# SPDX-License-Identifier: MIT
# What threads need beyond C#: the thread pointer, clone(2) and the end of a thread that takes its stack with it.
    .intel_syntax noprefix

    .set THREAD_ID, 48                  # ThreadBlock.Id (internal/ThreadBlock.cs)
    .set SYS_munmap, 11
    .set SYS_clone, 56
    .set SYS_exit, 60

#include "../crt/Function.inc"

    FUNCTION skift_thread_self
    mov rax, fs:0
    ret
    END skift_thread_self

# long skift_thread_clone(ThreadBlock *block, void *stack, unsigned long flags, int *cleared)
    FUNCTION skift_thread_clone
    mov r8, rdi
    mov rdi, rdx
    lea rdx, [r8 + THREAD_ID]
    mov r10, rcx
    mov eax, SYS_clone
    syscall
    test eax, eax
    je 1f
    ret
1:  .cfi_undefined rip                  # nobody called this
    xor ebp, ebp
    mov rdi, fs:0
    call skift_thread_start
    ud2
    END skift_thread_clone

# void skift_thread_unmap(void *map, size_t size)
    FUNCTION skift_thread_unmap
    mov eax, SYS_munmap
    syscall
1:  xor edi, edi
    mov eax, SYS_exit
    syscall
    jmp 1b
    END skift_thread_unmap

    .section .note.GNU-stack, "", @progbits

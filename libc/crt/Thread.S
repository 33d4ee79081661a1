# SPDX-License-Identifier: MIT
# The current thread, and how a further one begins. fs:0 holds the thread's block (ThreadBlock.cs), by its own address.
    .intel_syntax noprefix

#include "Function.inc"

    .set BLOCK_ALLOCATOR, 8
    .set BLOCK_RUNTIME, 16
    .set BLOCK_ID, 80

    .set SYS_clone, 56
    .set SYS_exit, 60
    # CLONE_VM, FS, FILES, SIGHAND, THREAD, SYSVSEM, SETTLS, PARENT_SETTID, CHILD_CLEARTID
    .set THREAD_FLAGS, 0x3d0f00

    FUNCTION skift_crt_thread_block
    mov rax, fs:0
    ret
    END skift_crt_thread_block

    FUNCTION skift_rt_thread
    mov rax, fs:0
    add rax, BLOCK_RUNTIME
    ret
    END skift_rt_thread

    FUNCTION skift_rt_allocator
    mov rax, fs:BLOCK_ALLOCATOR
    ret
    END skift_rt_allocator

# long skift_crt_clone(ThreadBlock *block, void *stack): the new thread's number, which stands in its block as long as it runs.
    FUNCTION skift_crt_clone
    mov r8, rdi
    lea rdx, [rdi + BLOCK_ID]
    mov r10, rdx
    mov edi, THREAD_FLAGS
    mov eax, SYS_clone
    syscall
    test rax, rax
    je 1f
    ret
1:  .cfi_undefined rip                  # nobody called this
    xor ebp, ebp
    mov rdi, fs:0
    call skift_crt_thread_main
    xor edi, edi
    mov eax, SYS_exit
    syscall
    ud2
    END skift_crt_clone

# The handler that makes a thread stand still: (signal, siginfo*, ucontext*).
    FUNCTION skift_crt_stop_handler_address
    lea rax, [rip + skift_crt_stop]
    ret
    END skift_crt_stop_handler_address

    .section .note.GNU-stack, "", @progbits

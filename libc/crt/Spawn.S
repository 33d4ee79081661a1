# SPDX-License-Identifier: MIT
# A child that shares the memory of its parent, in which other threads go on, may run no compiled code: it may meet a lock that
# nobody will release, and the collector does not know it. What it has to do is a list of system calls that the parent prepared.
    .intel_syntax noprefix

    .set SYS_clone, 56
    .set SYS_exit_group, 231
    .set CLONE_FLAGS, 0x5111            # CLONE_VM | CLONE_PIDFD | CLONE_VFORK, SIGCHLD

    .set NUMBER, 0                      # SpawnStep (managed/SpawnSteps.cs)
    .set ARGUMENTS_OF, 8
    .set STEP_SIZE, 40

#include "Function.inc"

# long skift_spawn(SpawnStep *steps, void *stack, int *pidfd, long *error)
# The child's identifier, or what clone(2) refused with. The last step is execve(2); a step that fails puts its answer into *error.
    FUNCTION skift_spawn
    mov r9, rdi
    mov r8, rcx                         # no thread pointer is set, so the kernel does not look at r8
    mov edi, CLONE_FLAGS
    xor r10d, r10d
    mov eax, SYS_clone
    syscall
    test rax, rax
    jz 1f
    ret
1:  .cfi_undefined rip                  # nobody called the child
    mov eax, [r9 + NUMBER]
    mov rdi, [r9 + ARGUMENTS_OF]
    mov rsi, [r9 + ARGUMENTS_OF + 8]
    mov rdx, [r9 + ARGUMENTS_OF + 16]
    mov r10, [r9 + ARGUMENTS_OF + 24]
    syscall
    add r9, STEP_SIZE
    test rax, rax
    jns 1b
    mov [r8], rax
    mov edi, 127
    mov eax, SYS_exit_group
    syscall
    ud2
    END skift_spawn

    .section .note.GNU-stack, "", @progbits

# SPDX-License-Identifier: MIT
# A child that shares the memory of its parent, in which other threads go on, may run no compiled code: it may meet a lock that
# nobody will release, a request to cancel its parent, or a collector that does not know it. What it has to do is a list of system calls that
# the parent prepared.
    .intel_syntax noprefix

    .set SYS_close, 3
    .set SYS_dup2, 33
    .set SYS_clone, 56
    .set SYS_exit_group, 231
    .set CLONE_PIDFD, 0x1000
    .set CLONE_FLAGS, 0x4111            # CLONE_VM | CLONE_VFORK, SIGCHLD

    .set ENOENT, 2
    .set EACCES, 13
    .set ENOTDIR, 20

    .set NUMBER, 0                      # SpawnStep (spawn/SpawnSteps.cs)
    .set KIND, 4
    .set ARGUMENTS_OF, 8
    .set STEP_SIZE, 40

    .set MAY_FAIL, 1                    # SpawnKind
    .set OPEN, 2
    .set CANDIDATE, 3
    .set NOT_FOUND, 4

#include "Function.inc"

# long skift_spawn(SpawnStep *steps, void *stack, int *pidfd, long *error)
# The child's identifier, or what clone(2) refused with; *pidfd, if it is asked for, is a descriptor of the child. The last step is execve(2) or
# NOT_FOUND; a step that fails puts its answer into *error.
    FUNCTION skift_spawn
    mov r9, rdi
    mov r8, rcx                         # no thread pointer is set, so the kernel does not look at r8
    mov edi, CLONE_FLAGS
    mov eax, CLONE_FLAGS | CLONE_PIDFD
    test rdx, rdx
    cmovnz edi, eax
    xor r10d, r10d
    mov eax, SYS_clone
    syscall
    test rax, rax
    jz 1f
    ret
1:  .cfi_undefined rip                  # nobody called the child
    mov r12, -ENOENT
2:  mov ebx, [r9 + KIND]
    mov eax, [r9 + NUMBER]
    mov rdi, [r9 + ARGUMENTS_OF]
    mov rsi, [r9 + ARGUMENTS_OF + 8]
    mov rdx, [r9 + ARGUMENTS_OF + 16]
    mov r10, [r9 + ARGUMENTS_OF + 24]
    add r9, STEP_SIZE
    cmp ebx, NOT_FOUND
    je 6f
    syscall
    test rax, rax
    js 3f
    cmp ebx, OPEN
    jne 2b
    cmp eax, r10d
    je 2b
    mov edi, eax
    mov esi, r10d
    mov eax, SYS_dup2
    syscall
    mov r13, rax
    mov eax, SYS_close                  # dup2 left edi as it was
    syscall
    mov rax, r13
    test rax, rax
    jns 2b
3:  cmp ebx, MAY_FAIL
    je 2b
    cmp ebx, CANDIDATE
    jne 7f
    cmp rax, -ENOENT
    je 2b
    cmp rax, -ENOTDIR
    je 2b
    cmp rax, -EACCES
    jne 7f
    mov r12, rax                        # what may not be run is told before what is not there
    jmp 2b
6:  mov rax, r12
7:  mov [r8], rax
    mov edi, 127
    mov eax, SYS_exit_group
    syscall
    ud2
    END skift_spawn

    .section .note.GNU-stack, "", @progbits

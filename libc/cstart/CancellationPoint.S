# SPDX-License-Identifier: MIT
# System calls that are cancellation points: skift_cancellableN(number, a0..), arguments as those of skift_syscallN.
# Between skift_cancellation_begin and skift_cancellation_end the call has had no effect yet. The handler of the cancellation signal
# moves a thread that it finds there to skift_cancellation_act: so no request can come between the check and the call and be missed,
# and none takes away a result. The offsets from fs are those of ThreadBlock (internal/ThreadBlock.cs).
    .intel_syntax noprefix

    .set CANCEL_REQUESTED, 52
    .set CANCEL_STATE, 56
    .set MASKED, 2
    .set EINTR, 4
    .set ECANCELED, 125

#include "../crt/Function.inc"

    .macro CANCELLABLE name, count
    FUNCTION \name
    mov eax, edi
    ARGUMENTS \count
    jmp skift_cancellation_point
    END \name
    .endm

    CANCELLABLE skift_cancellable0, 0
    CANCELLABLE skift_cancellable1, 1
    CANCELLABLE skift_cancellable2, 2
    CANCELLABLE skift_cancellable3, 3
    CANCELLABLE skift_cancellable4, 4
    CANCELLABLE skift_cancellable5, 5
    CANCELLABLE skift_cancellable6, 6

# The number is in rax, the arguments are where the kernel wants them.
    .section .text.skift_cancellation_point, "ax", @progbits
    .globl skift_cancellation_point, skift_cancellation_begin, skift_cancellation_end, skift_cancellation_act
    .type skift_cancellation_point, @function
    .p2align 4
skift_cancellation_point:
    .cfi_startproc
skift_cancellation_begin:
    cmp dword ptr fs:[CANCEL_REQUESTED], 0
    jne 1f
    syscall
skift_cancellation_end:
    cmp rax, -EINTR
    je 2f
    ret
# Requested before: obeyed unless cancellation is disabled.
1:  cmp dword ptr fs:[CANCEL_STATE], 1
    jne skift_cancellation_act
    syscall
    ret
# Interrupted without an effect, perhaps by the request itself.
2:  cmp dword ptr fs:[CANCEL_REQUESTED], 0
    je 3f
    cmp dword ptr fs:[CANCEL_STATE], 1
    jne skift_cancellation_act
3:  ret
skift_cancellation_act:
    cmp dword ptr fs:[CANCEL_STATE], MASKED
    je 4f
    jmp qword ptr [rip + skift_cancel_action]
4:  mov rax, -ECANCELED
    ret
    .cfi_endproc
    .size skift_cancellation_point, . - skift_cancellation_point

# ulong skift_cancellation_point_of(ulong instruction)
    FUNCTION skift_cancellation_point_of
    xor eax, eax
    lea rcx, [rip + skift_cancellation_begin]
    cmp rdi, rcx
    jb 1f
    lea rcx, [rip + skift_cancellation_end]
    cmp rdi, rcx
    jae 1f
    lea rax, [rip + skift_cancellation_act]
1:  ret
    END skift_cancellation_point_of

    FUNCTION skift_cancel_action_location
    lea rax, [rip + skift_cancel_action]
    ret
    END skift_cancel_action_location

    .section .bss.skift_cancel_action, "aw", @nobits
    .p2align 3
    .globl skift_cancel_action
    .type skift_cancel_action, @object
    .size skift_cancel_action, 8
skift_cancel_action:
    .zero 8

    .section .note.GNU-stack, "", @progbits

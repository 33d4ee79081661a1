# SPDX-License-Identifier: MIT
# Small helpers that compiled code calls by name. The JIT assumes that they change nothing beyond what is said here.
    .intel_syntax noprefix
    .cfi_sections .debug_frame
#include "Frames.inc"

# Code that follows references for compiled code, with its faults: see "What the runtime asks of its host".
    .section .text.object_access, "ax", @progbits

# void RhpAssignRef(object* destination /* rdi */, object value /* rsi */): a reference store into the heap. The collector
# neither moves objects nor runs beside the program, so no bookkeeping is due.
    .globl RhpAssignRef, RhpCheckedAssignRef
    .type RhpAssignRef, @function
    .type RhpCheckedAssignRef, @function
    .p2align 4
RhpAssignRef:
RhpCheckedAssignRef:
    .cfi_startproc
    mov [rdi], rsi
    ret
    .cfi_endproc
    .size RhpAssignRef, . - RhpAssignRef
    FRAME RhpAssignRef, 8

# One step of copying a struct: [rdi] = [rsi], both advance. May change rcx.
    .globl RhpByRefAssignRef
    .type RhpByRefAssignRef, @function
    .p2align 4
RhpByRefAssignRef:
    .cfi_startproc
    mov rcx, [rsi]
    mov [rdi], rcx
    add rsi, 8
    add rdi, 8
    ret
    .cfi_endproc
    .size RhpByRefAssignRef, . - RhpByRefAssignRef
    FRAME RhpByRefAssignRef, 8

    .text

# Prologues of large frames: r11 = the new stack pointer. Touches every page on the way down, so that a guard page
# cannot be jumped over. Changes nothing.
    .globl RhpStackProbe
    .type RhpStackProbe, @function
    .p2align 4
RhpStackProbe:
    .cfi_startproc
    push rax
    .cfi_adjust_cfa_offset 8
    mov rax, rsp
    and rax, -4096
1:  sub rax, 4096
    test [rax], al
    cmp rax, r11
    ja 1b
    pop rax
    .cfi_adjust_cfa_offset -8
    ret
    .cfi_endproc
    .size RhpStackProbe, . - RhpStackProbe

# Transitions between managed and unmanaged code: the collector scans whole stacks, so there is no state to switch.
    .globl RhpPInvoke, RhpPInvokeReturn, RhpReversePInvoke, RhpReversePInvokeReturn, RhpGcPoll
    .p2align 4
RhpPInvoke:
RhpPInvokeReturn:
RhpReversePInvoke:
RhpReversePInvokeReturn:
RhpGcPoll:
    .cfi_startproc
    ret
    .cfi_endproc

# A method with a stack buffer found its guard value changed: memory is corrupt, nothing may go on.
    .globl RhpFallbackFailFast
    .type RhpFallbackFailFast, @function
    .p2align 4
RhpFallbackFailFast:
    .cfi_startproc
    and rsp, -16
    call skift_rt_stack_smashed
    ud2
    .cfi_endproc
    .size RhpFallbackFailFast, . - RhpFallbackFailFast

# void skift_rt_spill_and_collect(void): runs a collection with the callee-saved registers on the stack, so that a
# conservative scan from the stack pointer upwards sees what the callers keep in them.
    .globl skift_rt_spill_and_collect
    .type skift_rt_spill_and_collect, @function
    .p2align 4
skift_rt_spill_and_collect:
    .cfi_startproc
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
    push r15
    .cfi_adjust_cfa_offset 8
    sub rsp, 8
    .cfi_adjust_cfa_offset 8
    mov rdi, rsp
    call skift_rt_collect_from
    add rsp, 56
    .cfi_adjust_cfa_offset -56
    ret
    .cfi_endproc
    .size skift_rt_spill_and_collect, . - skift_rt_spill_and_collect

# Addresses that the linker script defines, for C# (which has no symbols for data).
    .macro ADDRESS name, symbol
    .globl \name
    .type \name, @function
    .p2align 4
\name:
    .cfi_startproc
    lea rax, [rip + \symbol]
    ret
    .cfi_endproc
    .size \name, . - \name
    .endm

    ADDRESS skift_rt_modules_start, skift_modules_start
    ADDRESS skift_rt_modules_end, skift_modules_end
    ADDRESS skift_rt_functions, skift_functions
    ADDRESS skift_rt_frames_start, skift_frames_start
    ADDRESS skift_rt_frames_end, skift_frames_end
    ADDRESS skift_rt_code_start, skift_managed_code_start
    ADDRESS skift_rt_code_end, skift_managed_code_end
    ADDRESS skift_rt_names, skift_names
    ADDRESS skift_rt_method_names, skift_method_names

    .data
    .p2align 3
    .globl RhpTrapThreads
RhpTrapThreads:
    .quad 0

# Compared before a method with stack buffers returns. A zero low byte stops string functions that run over.
    .globl __security_cookie
__security_cookie:
    .quad 0x2B992DDFA2325A00

    .section .note.GNU-stack, "", @progbits

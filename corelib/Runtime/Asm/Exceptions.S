# SPDX-License-Identifier: MIT
# Where exceptions enter and leave managed code. The registers that survive a call are collected in a RegisterContext
# (Exceptions/RegisterContext.cs): rip 0, rsp 8, rbx 16, rbp 24, r12 32, r13 40, r14 48, r15 56; 64 bytes.
    .intel_syntax noprefix
    .cfi_sections .debug_frame
#include "Frames.inc"
    .text

    .macro SAVE_CONTEXT             # into [rsp], after rsp and rip have been filled in
    mov [rsp + 16], rbx
    mov [rsp + 24], rbp
    mov [rsp + 32], r12
    mov [rsp + 40], r13
    mov [rsp + 48], r14
    mov [rsp + 56], r15
    .endm

# void RhpThrowEx(object exception): the call of a throw statement; it never returns.
    .globl RhpThrowEx
    .type RhpThrowEx, @function
    .p2align 4
RhpThrowEx:
    .cfi_startproc
    mov rax, [rsp]                  # return address: where the exception is thrown
    lea rdx, [rsp + 8]              # the thrower's stack pointer
    sub rsp, 72
    .cfi_adjust_cfa_offset 72
    mov [rsp], rax
    mov [rsp + 8], rdx
    SAVE_CONTEXT
    mov rsi, rsp
    call skift_rt_throw             # (object, RegisterContext*)
    ud2
    .cfi_endproc
    .size RhpThrowEx, . - RhpThrowEx

# void RhpRethrow(void): "throw;" inside a catch block.
    .globl RhpRethrow
    .type RhpRethrow, @function
    .p2align 4
RhpRethrow:
    .cfi_startproc
    mov rax, [rsp]
    lea rdx, [rsp + 8]
    sub rsp, 72
    .cfi_adjust_cfa_offset 72
    mov [rsp], rax
    mov [rsp + 8], rdx
    SAVE_CONTEXT
    mov rdi, rsp
    call skift_rt_rethrow           # (RegisterContext*)
    ud2
    .cfi_endproc
    .size RhpRethrow, . - RhpRethrow

# A trap handler arranges that the interrupted code continues here, with its own stack pointer and callee-saved registers,
# edi = HardwareFault code, rsi = address of the faulting instruction, rdx = the address that could not be accessed.
    .globl RhpThrowHwEx
    .type RhpThrowHwEx, @function
    .p2align 4
RhpThrowHwEx:
    .cfi_startproc
    .cfi_undefined rip
    mov rax, rsp
    and rsp, -16
    sub rsp, 64
    mov [rsp], rsi
    mov [rsp + 8], rax
    SAVE_CONTEXT
    mov rsi, rsp
    call skift_rt_throw_hardware    # (code, RegisterContext*, address)
    ud2
    .cfi_endproc
    .size RhpThrowHwEx, . - RhpThrowHwEx

    .macro PUSH_CALLEE_SAVED
    push rbp
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset rbp, 0
    push r15
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset r15, 0
    push r14
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset r14, 0
    push r13
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset r13, 0
    push r12
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset r12, 0
    push rbx
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset rbx, 0
    .endm

    .macro POP_CALLEE_SAVED
    pop rbx
    .cfi_adjust_cfa_offset -8
    pop r12
    .cfi_adjust_cfa_offset -8
    pop r13
    .cfi_adjust_cfa_offset -8
    pop r14
    .cfi_adjust_cfa_offset -8
    pop r15
    .cfi_adjust_cfa_offset -8
    pop rbp
    .cfi_adjust_cfa_offset -8
    .endm

    .macro LOAD_CONTEXT base        # the callee-saved registers of the frame whose funclet is called
    mov rbx, [\base + 16]
    mov rbp, [\base + 24]
    mov r12, [\base + 32]
    mov r13, [\base + 40]
    mov r14, [\base + 48]
    mov r15, [\base + 56]
    .endm

# nint skift_rt_call_filter(object exception, void* funclet, RegisterContext* frame) -> 0 or 1
# An exception that leaves the filter unwinds through here like through any function.
    .globl skift_rt_call_filter
    .type skift_rt_call_filter, @function
    .p2align 4
skift_rt_call_filter:
    .cfi_startproc
    PUSH_CALLEE_SAVED
    sub rsp, 8
    .cfi_adjust_cfa_offset 8
    mov rax, rsi
    LOAD_CONTEXT rdx
1:  call rax
    FRAME 1b, 64, FRAME_SAVED_ALL
    add rsp, 8
    .cfi_adjust_cfa_offset -8
    POP_CALLEE_SAVED
    ret
    .cfi_endproc
    .size skift_rt_call_filter, . - skift_rt_call_filter

# void skift_rt_call_finally(void* funclet, RegisterContext* frame)
    .globl skift_rt_call_finally, skift_rt_finally_return
    .type skift_rt_call_finally, @function
    .p2align 4
skift_rt_call_finally:
    .cfi_startproc
    PUSH_CALLEE_SAVED
    sub rsp, 8
    .cfi_adjust_cfa_offset 8
    mov rax, rdi
    LOAD_CONTEXT rsi
    call rax
skift_rt_finally_return:
    add rsp, 8
    .cfi_adjust_cfa_offset -8
    POP_CALLEE_SAVED
    ret
    .cfi_endproc
    .size skift_rt_call_finally, . - skift_rt_call_finally

# void skift_rt_call_catch(object exception, void* funclet, RegisterContext* frame): runs a catch block and continues in the
# catching method, where the block says; the dispatcher's own frames are gone then.
    .globl skift_rt_call_catch, skift_rt_catch_return
    .type skift_rt_call_catch, @function
    .p2align 4
skift_rt_call_catch:
    .cfi_startproc
    push rdx
    .cfi_adjust_cfa_offset 8
    mov rax, rsi
    LOAD_CONTEXT rdx
    call rax
skift_rt_catch_return:
    mov rdx, [rsp]
    push rax                        # where to continue
    .cfi_adjust_cfa_offset 8
    sub rsp, 8
    .cfi_adjust_cfa_offset 8
    mov rdi, [rdx + 8]
    call skift_rt_end_catch         # (resume stack pointer): forgets the exceptions that end here
    mov rax, [rsp + 8]
    mov rdx, [rsp + 16]
    LOAD_CONTEXT rdx
    mov rsp, [rdx + 8]
    jmp rax
    .cfi_endproc
    .size skift_rt_call_catch, . - skift_rt_call_catch

    .globl skift_rt_catch_return_address
    .p2align 4
skift_rt_catch_return_address:
    .cfi_startproc
    lea rax, [rip + skift_rt_catch_return]
    ret
    .cfi_endproc

    .globl skift_rt_finally_return_address
    .p2align 4
skift_rt_finally_return_address:
    .cfi_startproc
    lea rax, [rip + skift_rt_finally_return]
    ret
    .cfi_endproc

    .section .note.GNU-stack, "", @progbits

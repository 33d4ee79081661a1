# SPDX-License-Identifier: MIT
# ucontext.h: a context's registers are where the kernel puts those of an interrupted thread (bits/ucontext.h). What the ABI lets a function
# change need not be kept, but for the registers of arguments, in which makecontext leaves the new function's.
    .intel_syntax noprefix

#include "../crt/Function.inc"

    .set AT_LINK, 8
    .set AT_STACK, 16
    .set AT_STACK_SIZE, 32
    .set AT_R8, 40
    .set AT_R9, 48
    .set AT_R12, 72
    .set AT_R13, 80
    .set AT_R14, 88
    .set AT_R15, 96
    .set AT_RDI, 104
    .set AT_RSI, 112
    .set AT_RBP, 120
    .set AT_RBX, 128
    .set AT_RDX, 136
    .set AT_RCX, 152
    .set AT_RSP, 160
    .set AT_RIP, 168
    .set AT_FLOATS, 224
    .set AT_MASK, 296
    .set AT_FLOAT_AREA, 424
    .set AT_MXCSR, 24

    .set SYS_rt_sigprocmask, 14
    .set SIG_SETMASK, 2

# Into the context at rdi, as after the return from the function that this stands in.
    .macro SAVE
    mov [rdi + AT_R8], r8
    mov [rdi + AT_R9], r9
    mov [rdi + AT_R12], r12
    mov [rdi + AT_R13], r13
    mov [rdi + AT_R14], r14
    mov [rdi + AT_R15], r15
    mov [rdi + AT_RDI], rdi
    mov [rdi + AT_RSI], rsi
    mov [rdi + AT_RBP], rbp
    mov [rdi + AT_RBX], rbx
    mov [rdi + AT_RDX], rdx
    mov [rdi + AT_RCX], rcx
    mov rcx, [rsp]
    mov [rdi + AT_RIP], rcx
    lea rcx, [rsp + 8]
    mov [rdi + AT_RSP], rcx
    lea rcx, [rdi + AT_FLOAT_AREA]
    mov [rdi + AT_FLOATS], rcx
    fnstenv [rcx]
    fldenv [rcx]                        # fnstenv masks exceptions
    stmxcsr [rcx + AT_MXCSR]
    .endm

# int getcontext(ucontext_t *context)
    FUNCTION getcontext
    SAVE
    lea rdx, [rdi + AT_MASK]
    xor edi, edi
    xor esi, esi
    mov r10d, 8
    mov eax, SYS_rt_sigprocmask
    syscall
    xor eax, eax
    ret
    END getcontext

# int swapcontext(ucontext_t *old, const ucontext_t *new)
    FUNCTION swapcontext
    SAVE
    lea rdx, [rdi + AT_MASK]
    mov rdi, rsi
    jmp skift_enter_context
    END swapcontext

# int setcontext(const ucontext_t *context)
    FUNCTION setcontext
    xor edx, edx
    jmp skift_enter_context
    END setcontext

# rdi: the context; rdx: where the old mask goes, or null.
    FUNCTION skift_enter_context
    mov r12, rdi
    lea rsi, [rdi + AT_MASK]
    mov edi, SIG_SETMASK
    mov r10d, 8
    mov eax, SYS_rt_sigprocmask
    syscall
    mov rdi, r12
    mov rcx, [rdi + AT_FLOATS]
    fldenv [rcx]
    ldmxcsr [rcx + AT_MXCSR]
    mov r8, [rdi + AT_R8]
    mov r9, [rdi + AT_R9]
    mov r12, [rdi + AT_R12]
    mov r13, [rdi + AT_R13]
    mov r14, [rdi + AT_R14]
    mov r15, [rdi + AT_R15]
    mov rsi, [rdi + AT_RSI]
    mov rbp, [rdi + AT_RBP]
    mov rbx, [rdi + AT_RBX]
    mov rdx, [rdi + AT_RDX]
    mov rcx, [rdi + AT_RCX]
    mov rsp, [rdi + AT_RSP]
    mov r11, [rdi + AT_RIP]
    mov rdi, [rdi + AT_RDI]
    xor eax, eax
    jmp r11
    END skift_enter_context

# void makecontext(ucontext_t *context, void (*function)(void), int count, ...): six arguments in registers, the others on the new stack.
    FUNCTION makecontext
    mov [rdi + AT_RIP], rsi
    mov [rdi + AT_RDI], rcx
    mov [rdi + AT_RSI], r8
    mov [rdi + AT_RDX], r9
    mov rax, [rsp + 8]
    mov [rdi + AT_RCX], rax
    mov rax, [rsp + 16]
    mov [rdi + AT_R8], rax
    mov rax, [rsp + 24]
    mov [rdi + AT_R9], rax
    mov rax, [rdi + AT_LINK]
    mov [rdi + AT_RBX], rax                # skift_leave_context finds it there
    mov qword ptr [rdi + AT_RBP], 0
    mov r8, [rdi + AT_STACK]
    add r8, [rdi + AT_STACK_SIZE]
    sub edx, 6
    jns 1f
    xor edx, edx
1:  movsxd rdx, edx
    lea rax, [rdx * 8]
    sub r8, rax
    and r8, -16
    mov rsi, rdx
2:  test rsi, rsi
    je 3f
    dec rsi
    mov rax, [rsp + 32 + rsi * 8]
    mov [r8 + rsi * 8], rax
    jmp 2b
3:  lea rax, [rip + skift_leave_context]
    sub r8, 8
    mov [r8], rax
    mov [rdi + AT_RSP], r8
    ret
    END makecontext

# Where a context's function returns to: on with the next one, which is in rbx as the function has left it.
    FUNCTION skift_leave_context
    test rbx, rbx
    je 1f
    mov rdi, rbx
    and rsp, -16
    call setcontext
1:  xor edi, edi
    and rsp, -16
    call exit
    hlt
    END skift_leave_context

    .section .note.GNU-stack, "", @progbits

# SPDX-License-Identifier: MIT
# setjmp.h. jmp_buf: rbx, rbp, r12 to r15, rsp, rip; sigjmp_buf adds whether a mask was saved, and the mask.
    .intel_syntax noprefix
    .text

    .set SYS_rt_sigprocmask, 14
    .set SIG_SETMASK, 2

    .globl setjmp, _setjmp
    .type setjmp, @function
    .p2align 4
setjmp:
_setjmp:
    mov [rdi], rbx
    mov [rdi + 8], rbp
    mov [rdi + 16], r12
    mov [rdi + 24], r13
    mov [rdi + 32], r14
    mov [rdi + 40], r15
    lea rdx, [rsp + 8]
    mov [rdi + 48], rdx
    mov rdx, [rsp]
    mov [rdi + 56], rdx
    xor eax, eax
    ret
    .size setjmp, . - setjmp

    .globl longjmp, _longjmp
    .type longjmp, @function
    .p2align 4
longjmp:
_longjmp:
    mov eax, esi
    test eax, eax
    jne 1f
    inc eax                             # longjmp(env, 0) makes setjmp return 1
1:  mov rbx, [rdi]
    mov rbp, [rdi + 8]
    mov r12, [rdi + 16]
    mov r13, [rdi + 24]
    mov r14, [rdi + 32]
    mov r15, [rdi + 40]
    mov rsp, [rdi + 48]
    jmp qword ptr [rdi + 56]
    .size longjmp, . - longjmp

# int sigsetjmp(sigjmp_buf, int savemask)
    .globl sigsetjmp, __sigsetjmp
    .type sigsetjmp, @function
    .p2align 4
sigsetjmp:
__sigsetjmp:
    mov [rdi + 64], esi
    test esi, esi
    je setjmp
    push rdi
    lea rdx, [rdi + 72]
    xor edi, edi
    xor esi, esi
    mov r10d, 8
    mov eax, SYS_rt_sigprocmask
    syscall
    pop rdi
    jmp setjmp
    .size sigsetjmp, . - sigsetjmp

    .globl siglongjmp
    .type siglongjmp, @function
    .p2align 4
siglongjmp:
    cmp dword ptr [rdi + 64], 0
    je longjmp
    push rdi
    push rsi
    lea rsi, [rdi + 72]
    mov edi, SIG_SETMASK
    xor edx, edx
    mov r10d, 8
    mov eax, SYS_rt_sigprocmask
    syscall
    pop rsi
    pop rdi
    jmp longjmp
    .size siglongjmp, . - siglongjmp

    .section .note.GNU-stack, "", @progbits

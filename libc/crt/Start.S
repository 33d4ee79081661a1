# SPDX-License-Identifier: MIT
# Where the kernel starts a program: the stack holds argc, argv..., 0, envp..., 0, auxiliary vector (System V ABI AMD64 §3.4.1).
    .intel_syntax noprefix
    .cfi_sections .debug_frame
    .text

    .globl _start
    .type _start, @function
_start:
    .cfi_startproc
    .cfi_undefined rip                  # nobody called this
    xor ebp, ebp
    mov rdi, rsp
    and rsp, -16
    call skift_crt_start                # (initial stack) -> exit status
    mov edi, eax
    mov eax, 231                        # exit_group
    syscall
    ud2
    .cfi_endproc
    .size _start, . - _start

# Handler of SIGSEGV, SIGBUS, SIGFPE and SIGILL: (signal, siginfo*, ucontext*). Runs on the alternate stack and only changes
# where the program continues, so it returns like any other.
    .globl skift_crt_fault_handler_address
    .p2align 4
skift_crt_fault_handler_address:
    .cfi_startproc
    lea rax, [rip + skift_crt_fault]
    ret
    .cfi_endproc

    .globl skift_crt_throw_address
    .p2align 4
skift_crt_throw_address:
    .cfi_startproc
    lea rax, [rip + RhpThrowHwEx]
    ret
    .cfi_endproc

    .globl skift_crt_stack_overflow_address
    .p2align 4
skift_crt_stack_overflow_address:
    .cfi_startproc
    lea rax, [rip + skift_rt_stack_overflow]
    ret
    .cfi_endproc

    .section .note.GNU-stack, "", @progbits

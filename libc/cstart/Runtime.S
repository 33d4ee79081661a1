# SPDX-License-Identifier: MIT
# What compiled C# refers to where there is no managed runtime: the C library neither allocates objects nor throws, so these
# either do nothing or mean that the library itself is broken.
    .intel_syntax noprefix
    .text

    .macro FUNCTION name
    .globl \name
    .type \name, @function
    .p2align 4
\name:
    .cfi_startproc
    .endm

    .macro END name
    .cfi_endproc
    .size \name, . - \name
    .endm

# There is nobody to stop for, and no frame to remember on the way in from C.
    FUNCTION RhpGcPoll
    ret
    END RhpGcPoll

    FUNCTION RhpReversePInvoke
    ret
    END RhpReversePInvoke

    FUNCTION RhpReversePInvokeReturn
    ret
    END RhpReversePInvokeReturn

    FUNCTION RhpAssignRef
    mov [rdi], rsi
    ret
    END RhpAssignRef

# The frame is larger than a page: touch each page on the way down, so that the guard page is met. r11 is the new stack pointer.
    FUNCTION RhpStackProbe
    push rax
    mov rax, rsp
1:  sub rax, 4096
    test [rax], al
    cmp rax, r11
    ja 1b
    pop rax
    ret
    END RhpStackProbe

    FUNCTION RhpFallbackFailFast
    lea rsi, [rip + s_smashed]
    mov edx, OFFSET s_smashed_length
    jmp s_die
    END RhpFallbackFailFast

# Code of the core library that would throw or allocate may be linked in, but no path of the C library leads there.
    .macro UNREACHABLE names:vararg
    .irp name, \names
    .globl \name
    .type \name, @function
    .size \name, 0
\name:
    .endr
    .endm

    .p2align 4
    UNREACHABLE RhpThrowEx, RhpRethrow, RhpNewFast, RhpNewFinalizable, RhNewObject, RhpNewArrayFast, RhpNewPtrArrayFast, RhNewArray
    UNREACHABLE RhNewString, RhpInitialDynamicInterfaceDispatch, skift_rt_allocator, skift_rt_may_collect, skift_rt_pages_allocate
    UNREACHABLE skift_rt_pages_free, skift_rt_lock_enter, skift_rt_lock_leave, skift_rt_relax, skift_rt_spill_and_collect, skift_rt_thread, skift_rt_stop_world
    UNREACHABLE skift_rt_resume_world, skift_rt_enumerate, skift_rt_wait, skift_rt_wake, skift_rt_monotonic, skift_rt_processors
    UNREACHABLE skift_rt_debug_write, skift_rt_abort, skift_rt_exit, skift_rt_stack_bounds, skift_rt_reserve_blocks
    lea rsi, [rip + s_broken]
    mov edx, OFFSET s_broken_length
    jmp s_die

    FUNCTION RhpCheckedAssignRef
    mov [rdi], rsi
    ret
    END RhpCheckedAssignRef

    FUNCTION RhpByRefAssignRef
    mov rcx, [rsi]
    mov [rdi], rcx
    add rdi, 8
    add rsi, 8
    ret
    END RhpByRefAssignRef

s_die:
    sub rsp, 8
    mov edi, 2
    mov eax, 1                          # write
    syscall
    call abort
    ud2

    FUNCTION skift_set_security_cookie
    mov [rip + __security_cookie], rdi
    ret
    END skift_set_security_cookie

# void skift_run_constructors(int argc, char **argv, char **envp)
    FUNCTION skift_run_constructors
    push rbx
    .cfi_adjust_cfa_offset 8
    push r12
    .cfi_adjust_cfa_offset 8
    push r13
    .cfi_adjust_cfa_offset 8
    push r14
    .cfi_adjust_cfa_offset 8
    push r15
    .cfi_adjust_cfa_offset 8
    mov r13, rdi
    mov r14, rsi
    mov r15, rdx
    lea rbx, [rip + __init_array_start]
    lea r12, [rip + __init_array_end]
1:  cmp rbx, r12
    jae 2f
    mov rdi, r13
    mov rsi, r14
    mov rdx, r15
    call [rbx]
    add rbx, 8
    jmp 1b
2:  pop r15
    .cfi_adjust_cfa_offset -8
    pop r14
    .cfi_adjust_cfa_offset -8
    pop r13
    .cfi_adjust_cfa_offset -8
    pop r12
    .cfi_adjust_cfa_offset -8
    pop rbx
    .cfi_adjust_cfa_offset -8
    ret
    END skift_run_constructors

# void skift_run_destructors(void): in the opposite order
    FUNCTION skift_run_destructors
    push rbx
    .cfi_adjust_cfa_offset 8
    push r12
    .cfi_adjust_cfa_offset 8
    sub rsp, 8
    .cfi_adjust_cfa_offset 8
    lea rbx, [rip + __fini_array_end]
    lea r12, [rip + __fini_array_start]
1:  cmp rbx, r12
    jbe 2f
    sub rbx, 8
    call [rbx]
    jmp 1b
2:  add rsp, 8
    .cfi_adjust_cfa_offset -8
    pop r12
    .cfi_adjust_cfa_offset -8
    pop rbx
    .cfi_adjust_cfa_offset -8
    ret
    END skift_run_destructors

    .weak __init_array_start, __init_array_end, __fini_array_start, __fini_array_end

    .section .rodata
s_smashed:
    .ascii "*** stack smashing detected ***: terminated\n"
    .set s_smashed_length, . - s_smashed
s_broken:
    .ascii "libc: internal error\n"
    .set s_broken_length, . - s_broken

    .data
    .p2align 3
    .globl __security_cookie
__security_cookie:
    .quad 0x9F3B7A51C2E6D804
    .globl RhpTrapThreads
RhpTrapThreads:
    .long 0

    .section .note.GNU-stack, "", @progbits

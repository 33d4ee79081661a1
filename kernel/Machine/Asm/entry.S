// SPDX-License-Identifier: MIT
// Every way into and out of the kernel (Intel SDM vol. 3A chapter 6; vol. 2B SYSCALL, SYSRET).
//
// User code is left into the UserRegisters block of its UserContext, and skift_user_run returns to its C# caller. Kernel code that is
// interrupted gets a TrapFrame on its own stack, and skift_kernel_trap is called.

.intel_syntax noprefix
#include "layout.inc"

.macro SAVE_XMM base, offset
    .irp n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
    movups [\base + \offset + \n * 16], xmm\n
    .endr
.endm

.macro LOAD_XMM base, offset
    .irp n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
    movups xmm\n, [\base + \offset + \n * 16]
    .endr
.endm

.macro PUSH_ALL
    .irp r, rdi,rsi,rdx,rcx,rax,r8,r9,r10,r11,rbx,rbp,r12,r13,r14,r15
    push \r
    .endr
.endm

.macro POP_ALL
    .irp r, r15,r14,r13,r12,rbp,rbx,r11,r10,r9,r8,rax,rcx,rdx,rsi,rdi
    pop \r
    .endr
.endm

.macro PUSH_CALLEE_SAVED
    .irp r, rbx,rbp,r12,r13,r14,r15
    push \r
    .endr
.endm

.macro POP_CALLEE_SAVED
    .irp r, r15,r14,r13,r12,rbp,rbx
    pop \r
    .endr
.endm

    .text
// One stub of 16 bytes for each vector. Those without an error code push a zero, so that all frames look the same.
    .globl skift_vector_stubs
    .balign 16
skift_vector_stubs:
    .set vector, 0
    .rept 256
    .balign 16
    .if vector != 8 && (vector < 10 || vector > 14) && vector != 17 && vector != 21
    push 0
    .endif
    .byte 0x68
    .long vector
    .if vector == 2 || vector == 8 || vector == 18
    jmp trap_any_time
    .else
    jmp trap
    .endif
    .set vector, vector + 1
    .endr

// On the stack: vector, error code, RIP, CS, RFLAGS, RSP, SS.
    .balign 16
trap:
    test byte ptr [rsp + 24], 3
    jnz trap_from_user
    PUSH_ALL
    call kernel_trap
    POP_ALL
    add rsp, 16
    iretq

// Vectors with a stack of their own can arrive between the first instruction of an entry and its SWAPGS. A kernel GS base is negative.
    .balign 16
trap_any_time:
    PUSH_ALL
    mov ecx, 0xC0000101
    rdmsr
    xor r12d, r12d
    test edx, edx
    js 1f
    swapgs
    inc r12d
1:  call kernel_trap
    test r12d, r12d
    jz 2f
    swapgs
2:  POP_ALL
    add rsp, 16
    iretq

// Calls C# with the frame above the return address, keeping the XMM registers, which the interrupted code may be using.
kernel_trap:
    cld
    FORBID_USER_ACCESS
    lea rdi, [rsp + 8]
    mov rbx, rsp
    sub rsp, 256
    and rsp, -16
    SAVE_XMM rsp, 0
    call skift_kernel_trap
    LOAD_XMM rsp, 0
    mov rsp, rbx
    ret

    .balign 16
trap_from_user:
    swapgs
    cld
    FORBID_USER_ACCESS
    mov gs:[CPU_SCRATCH], rax
    mov rax, gs:[CPU_USER_FRAME]
    mov [rax + USER_RDI], rdi
    mov [rax + USER_RSI], rsi
    mov [rax + USER_RDX], rdx
    mov [rax + USER_RCX], rcx
    mov [rax + USER_R8], r8
    mov [rax + USER_R9], r9
    mov [rax + USER_R10], r10
    mov [rax + USER_R11], r11
    mov [rax + USER_RBX], rbx
    mov [rax + USER_RBP], rbp
    mov [rax + USER_R12], r12
    mov [rax + USER_R13], r13
    mov [rax + USER_R14], r14
    mov [rax + USER_R15], r15
    mov rcx, gs:[CPU_SCRATCH]
    mov [rax + USER_RAX], rcx
    mov qword ptr [rax + USER_ORIGINAL_RAX], -1
    mov rdx, [rsp]
    mov [rax + USER_VECTOR], rdx
    mov rcx, [rsp + 8]
    mov [rax + USER_ERROR], rcx
    mov rcx, [rsp + 16]
    mov [rax + USER_RIP], rcx
    mov rcx, [rsp + 32]
    mov [rax + USER_RFLAGS], rcx
    mov rcx, [rsp + 40]
    mov [rax + USER_RSP], rcx
    cmp edx, PAGE_FAULT
    jne 1f
    mov rcx, cr2
    mov [rax + USER_FAULT_ADDRESS], rcx
1:  SAVE_XMM rax, USER_XMM
    stmxcsr [rax + USER_MXCSR]
    mov eax, edx
return_from_user:
    ldmxcsr [rip + skift_kernel_mxcsr]
    mov rsp, gs:[CPU_RUN_STACK]
    POP_CALLEE_SAVED
    ret

// SYSCALL leaves RSP as user code had it, RIP in RCX and RFLAGS in R11, with interrupts off (FMASK).
FUNCTION skift_system_call_entry
    swapgs
    mov gs:[CPU_SCRATCH], rsp
    mov rsp, gs:[CPU_USER_FRAME]
    mov [rsp + USER_RAX], rax
    mov [rsp + USER_ORIGINAL_RAX], rax
    mov [rsp + USER_RDI], rdi
    mov [rsp + USER_RSI], rsi
    mov [rsp + USER_RDX], rdx
    mov [rsp + USER_RCX], rcx
    mov [rsp + USER_RIP], rcx
    mov [rsp + USER_R8], r8
    mov [rsp + USER_R9], r9
    mov [rsp + USER_R10], r10
    mov [rsp + USER_R11], r11
    mov [rsp + USER_RFLAGS], r11
    mov [rsp + USER_RBX], rbx
    mov [rsp + USER_RBP], rbp
    mov [rsp + USER_R12], r12
    mov [rsp + USER_R13], r13
    mov [rsp + USER_R14], r14
    mov [rsp + USER_R15], r15
    mov rcx, gs:[CPU_SCRATCH]
    mov [rsp + USER_RSP], rcx
    SAVE_XMM rsp, USER_XMM
    stmxcsr [rsp + USER_MXCSR]
    mov eax, SYSTEM_CALL_VECTOR
    jmp return_from_user

// int skift_user_run(UserRegisters*): enters user code; returns the vector that ended it. Interrupts are off.
FUNCTION skift_user_run
    PUSH_CALLEE_SAVED
    mov gs:[CPU_RUN_STACK], rsp
    mov gs:[CPU_USER_FRAME], rdi
    LOAD_XMM rdi, USER_XMM
    ldmxcsr [rdi + USER_MXCSR]
    mov r15, [rdi + USER_R15]
    mov r14, [rdi + USER_R14]
    mov r13, [rdi + USER_R13]
    mov r12, [rdi + USER_R12]
    mov rbp, [rdi + USER_RBP]
    mov rbx, [rdi + USER_RBX]
    mov r10, [rdi + USER_R10]
    mov r9, [rdi + USER_R9]
    mov r8, [rdi + USER_R8]
    mov rax, [rdi + USER_RAX]
    mov rdx, [rdi + USER_RDX]
    mov rsi, [rdi + USER_RSI]
    mov rcx, [rdi + USER_RCX]
    mov r11, [rdi + USER_R11]
    // SYSRET is cheaper and possible if RCX and R11 are what it needs, as after a system call.
    cmp rcx, [rdi + USER_RIP]
    jne 1f
    cmp r11, [rdi + USER_RFLAGS]
    jne 1f
    mov rsp, [rdi + USER_RSP]
    mov rdi, [rdi + USER_RDI]
    swapgs
    sysretq
1:  push USER_DATA
    push qword ptr [rdi + USER_RSP]
    push qword ptr [rdi + USER_RFLAGS]
    push USER_CODE
    push qword ptr [rdi + USER_RIP]
    mov rdi, [rdi + USER_RDI]
    swapgs
    iretq

// void skift_thread_switch(ulong* saved, ulong next): continues on another stack.
FUNCTION skift_thread_switch
    PUSH_CALLEE_SAVED
    mov [rdi], rsp
    mov rsp, rsi
    POP_CALLEE_SAVED
    ret

FUNCTION skift_thread_entry_stub
    lea rax, [rip + thread_entry]
    ret
    .balign 16
thread_entry:
    xor ebp, ebp
    call skift_thread_start
    ud2

    .section .note.GNU-stack, "", @progbits

# SPDX-License-Identifier: MIT
# Where the kernel starts a C program that may lie anywhere (-static-pie): it moves itself first. The linker leaves nothing
# but R_X86_64_RELATIVE in such a program (gABI, "Dynamic Section"; AMD64 supplement §4.4).
    .intel_syntax noprefix
    .text

    .set DT_RELA, 7
    .set DT_RELASZ, 8
    .set RELA_SIZE, 24
    .set R_X86_64_RELATIVE, 8

    .globl _start
    .type _start, @function
_start:
    .cfi_startproc
    .cfi_undefined rip                  # nobody called this
    xor ebp, ebp
    mov rdi, rsp
    lea rdx, [rip + __ehdr_start]       # linked at 0: its address is the distance
    lea rsi, [rip + _DYNAMIC]
    xor r8d, r8d
    xor r9d, r9d
1:  mov rax, [rsi]
    mov rcx, [rsi + 8]
    add rsi, 16
    cmp rax, DT_RELA
    cmove r8, rcx
    cmp rax, DT_RELASZ
    cmove r9, rcx
    test rax, rax
    jne 1b
    add r8, rdx
    add r9, r8
2:  cmp r8, r9
    jae 3f
    cmp dword ptr [r8 + 8], R_X86_64_RELATIVE
    jne 4f
    mov rax, [r8]
    mov rcx, [r8 + 16]
    add rcx, rdx
    mov [rdx + rax], rcx
4:  add r8, RELA_SIZE
    jmp 2b
3:  lea rsi, [rip + main]
    and rsp, -16
    call skift_c_start                  # (initial stack, main, distance); does not return
    ud2
    .cfi_endproc
    .size _start, . - _start

    .hidden __ehdr_start, _DYNAMIC
    .section .note.GNU-stack, "", @progbits

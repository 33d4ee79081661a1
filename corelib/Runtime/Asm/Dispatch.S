# SPDX-License-Identifier: MIT
# Interface calls. A call site loads r11 with the address of its cell {stub, cache} and calls [r11]; the stub must reach the
# target with every argument register as it was. rax, r10 and r11 are free.
#
# A cell starts at RhpInitialDynamicInterfaceDispatch. Its first resolution points its cache at an entry {type, target, key}
# that never changes again, and its stub at skift_rt_dispatch. Entries are shared by all cells and also found through one
# hash table, which serves call sites that see several types (Dispatch/DispatchCache.cs).
    .intel_syntax noprefix
    .cfi_sections .debug_frame
#include "Frames.inc"
    # Code that reads through references for compiled code, with its faults: see "What the runtime asks of its host".
    .section .text.object_access, "ax", @progbits

    .globl skift_rt_dispatch
    .type skift_rt_dispatch, @function
    .p2align 5
skift_rt_dispatch:
    .cfi_startproc
    mov rax, [r11 + 8]              # the cell's entry
    mov r10, [rdi]                  # the object's type; a null object faults here and becomes NullReferenceException
    cmp r10, [rax]
    jne 1f
    jmp qword ptr [rax + 8]
    FRAME skift_rt_dispatch, 8

1:  mov rax, [rax + 16]             # which interface and slot: the same mix as DispatchCache.Hash
    push r11
    .cfi_adjust_cfa_offset 8
    push rcx
    .cfi_adjust_cfa_offset 8
    mov rcx, 0x9E3779B97F4A7C15
    mov r11, r10
    imul r11, rcx
    xor r11, rax
    imul r11, rcx
    shr r11, 52
    lea rcx, [rip + skift_rt_dispatch_table]
    mov rcx, [rcx + r11 * 8]
    test rcx, rcx
    jz 2f
    cmp [rcx], r10
    jne 2f
    cmp [rcx + 16], rax
    jne 2f
    mov rax, [rcx + 8]
    pop rcx
    .cfi_adjust_cfa_offset -8
    pop r11
    .cfi_adjust_cfa_offset -8
    jmp rax

    .cfi_adjust_cfa_offset 16
2:  pop rcx
    .cfi_adjust_cfa_offset -8
    pop r11
    .cfi_adjust_cfa_offset -8
    jmp RhpInitialDynamicInterfaceDispatch
    .cfi_endproc
    .size skift_rt_dispatch, . - skift_rt_dispatch

    .globl RhpInitialDynamicInterfaceDispatch
    .type RhpInitialDynamicInterfaceDispatch, @function
    .p2align 4
RhpInitialDynamicInterfaceDispatch:
    .cfi_startproc
    cmp qword ptr [rdi], 0          # faults on a null object while the frame is still plain
    FRAME RhpInitialDynamicInterfaceDispatch, 8
    push rdi
    .cfi_adjust_cfa_offset 8
    push rsi
    .cfi_adjust_cfa_offset 8
    push rdx
    .cfi_adjust_cfa_offset 8
    push rcx
    .cfi_adjust_cfa_offset 8
    push r8
    .cfi_adjust_cfa_offset 8
    push r9
    .cfi_adjust_cfa_offset 8
    sub rsp, 136
    .cfi_adjust_cfa_offset 136
    movups [rsp], xmm0
    movups [rsp + 16], xmm1
    movups [rsp + 32], xmm2
    movups [rsp + 48], xmm3
    movups [rsp + 64], xmm4
    movups [rsp + 80], xmm5
    movups [rsp + 96], xmm6
    movups [rsp + 112], xmm7
    mov rsi, r11
1:  call skift_rt_resolve_cell      # (object, cell) -> code
    FRAME 1b, 192
    movups xmm0, [rsp]
    movups xmm1, [rsp + 16]
    movups xmm2, [rsp + 32]
    movups xmm3, [rsp + 48]
    movups xmm4, [rsp + 64]
    movups xmm5, [rsp + 80]
    movups xmm6, [rsp + 96]
    movups xmm7, [rsp + 112]
    add rsp, 136
    .cfi_adjust_cfa_offset -136
    pop r9
    .cfi_adjust_cfa_offset -8
    pop r8
    .cfi_adjust_cfa_offset -8
    pop rcx
    .cfi_adjust_cfa_offset -8
    pop rdx
    .cfi_adjust_cfa_offset -8
    pop rsi
    .cfi_adjust_cfa_offset -8
    pop rdi
    .cfi_adjust_cfa_offset -8
    jmp rax
    .cfi_endproc
    .size RhpInitialDynamicInterfaceDispatch, . - RhpInitialDynamicInterfaceDispatch

# For C#: the stub's address and the table's.
    .text
    .globl skift_rt_dispatch_stub_address
    .p2align 4
skift_rt_dispatch_stub_address:
    .cfi_startproc
    lea rax, [rip + skift_rt_dispatch]
    ret
    .cfi_endproc

    .globl skift_rt_dispatch_table_address
    .p2align 4
skift_rt_dispatch_table_address:
    .cfi_startproc
    lea rax, [rip + skift_rt_dispatch_table]
    ret
    .cfi_endproc

    .bss
    .p2align 6
skift_rt_dispatch_table:
    .zero 4096 * 8

    .section .note.GNU-stack, "", @progbits

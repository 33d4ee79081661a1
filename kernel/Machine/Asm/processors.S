// SPDX-License-Identifier: MIT
// How further processors begin (Intel SDM vol. 3A §8.4.4: INIT and start-up IPI), and how a processor stands still for the collector.

.intel_syntax noprefix
#include "layout.inc"

// The page below 1 MiB that the start-up IPI names; C# copies the trampoline there. See Cpus/CpuStart.cs.
.set TRAMPOLINE, 0x8000

    .section .rodata
    .code16
    .balign 16
trampoline:
    cli
    cld
    xor eax, eax
    mov ds, ax
    .att_syntax
    lgdtl TRAMPOLINE + trampoline_gdt_pointer - trampoline
    .intel_syntax noprefix
    mov eax, cr0
    or al, 1
    mov cr0, eax
    .byte 0x66, 0xEA                    // far jump to a 32-bit offset
    .long processor_start32
    .short 0x18
    .balign 8
trampoline_gdt:
    .quad 0, 0x00AF9B000000FFFF, 0x00CF93000000FFFF, 0x00CF9B000000FFFF
trampoline_gdt_pointer:
    .short . - trampoline_gdt - 1
    .long TRAMPOLINE + trampoline_gdt - trampoline
trampoline_end:

    .section .boot.text, "ax"
    .code32
processor_start32:
    mov eax, KERNEL_DATA
    mov ds, eax
    mov es, eax
    mov ss, eax
    // The same state that boot.S gave the first processor, on its tables, which map this code and the kernel.
    mov eax, 0x6A0
    mov cr4, eax
    mov eax, offset boot_pml4
    mov cr3, eax
    mov ecx, 0xC0000080
    rdmsr
    or eax, 0x901
    wrmsr
    mov eax, 0x80010033
    mov cr0, eax
    .att_syntax
    ljmp $KERNEL_CODE, $processor_start64_low
    .intel_syntax noprefix

    .code64
processor_start64_low:
    movabs rax, offset processor_start64
    jmp rax

    .text
processor_start64:
    xor eax, eax
    mov fs, eax
    mov gs, eax
    mov rax, [rip + skift_processor_page_table]
    mov cr3, rax
    mov rax, [rip + skift_processor_local]
    mov rdx, rax
    shr rdx, 32
    mov ecx, 0xC0000101
    wrmsr
    // On the stack of its idle thread, as if a thread switch ended here once C# has set the processor up.
    mov rsp, [rip + skift_processor_stack]
    xor ebp, ebp
    sub rsp, 8
    call skift_processor_start
    add rsp, 8
    .irp r, r15,r14,r13,r12,rbp,rbx
    pop \r
    .endr
    ret

FUNCTION skift_trampoline_start
    lea rax, [rip + trampoline]
    ret

FUNCTION skift_trampoline_end
    lea rax, [rip + trampoline_end]
    ret

// void skift_processor_prepare(CpuLocal*, ulong stack, ulong pageTable): what the next processor to start takes.
FUNCTION skift_processor_prepare
    mov [rip + skift_processor_local], rdi
    mov [rip + skift_processor_stack], rsi
    mov [rip + skift_processor_page_table], rdx
    ret

// void skift_park(): stands still with every register that may hold a reference on the stack, where the collector looks.
FUNCTION skift_park
    .irp r, rbx,rbp,r12,r13,r14,r15
    push \r
    .endr
    mov gs:[CPU_PARKED_STACK], rsp
    sub rsp, 8
    call skift_stand_still
    add rsp, 8
    .irp r, r15,r14,r13,r12,rbp,rbx
    pop \r
    .endr
    ret

    .bss
    .balign 8
skift_processor_local:
    .skip 8
skift_processor_stack:
    .skip 8
skift_processor_page_table:
    .skip 8

    .section .note.GNU-stack, "", @progbits

// SPDX-License-Identifier: MIT
// From the boot loader to C#: two 32-bit entries (PVH for QEMU's -kernel, Multiboot2 for GRUB) meet in one 64-bit path.
//
// PVH: xen/include/public/arch-x86/hvm/start_info.h: 32-bit protected mode, paging off, EBX = start info.
// Multiboot2 specification 2.0 §3.2: the same state, EAX = magic, EBX = information structure.

.intel_syntax noprefix
#include "layout.inc"

.set MULTIBOOT2_MAGIC, 0xE85250D6
.set MULTIBOOT2_LOADED, 0x36D76289
.set PVH, 1
.set MULTIBOOT2, 2

    .section .boot.multiboot, "a"
    .balign 8
multiboot_header:
    .long MULTIBOOT2_MAGIC, 0, multiboot_header_end - multiboot_header
    .long -(MULTIBOOT2_MAGIC + (multiboot_header_end - multiboot_header))
    // Module alignment: page aligned, so that a module's frames hold nothing else.
    .balign 8
    .short 6, 0
    .long 8
    // A frame buffer if there is one (flag 1: optional).
    .balign 8
    .short 5, 1
    .long 20, 1024, 768, 32
    .balign 8
    .short 0, 0
    .long 8
multiboot_header_end:

    .section .note.pvh, "a", @note
    .balign 4
    .long 4, 4, 18                      // name size, size, XEN_ELFNOTE_PHYS32_ENTRY
    .asciz "Xen"
    .long pvh_start

    .section .boot.text, "ax"
    .code32
    .globl multiboot_start
multiboot_start:
    cmp eax, MULTIBOOT2_LOADED
    jne wrong_loader
    mov ebp, MULTIBOOT2
    jmp start32
    .globl pvh_start
pvh_start:
    mov ebp, PVH
start32:
    cli
    cld
    mov esp, offset boot_low_stack_top
    mov edi, ebx
    call check_cpu

    // Page tables: the first 4 GiB, in 2 MiB pages, at 0 (for this code) and in the direct map; the first 2 GiB where the kernel is linked.
    mov eax, offset boot_pd
    mov ecx, 0x83                       // present, writable, large
    mov edx, 2048
1:  mov [eax], ecx
    mov dword ptr [eax + 4], 0
    add ecx, 0x200000
    add eax, 8
    dec edx
    jnz 1b
    mov eax, offset boot_pd + 3
    mov dword ptr [boot_pdpt], eax
    mov dword ptr [boot_pdpt_high + 510 * 8], eax
    add eax, 4096
    mov dword ptr [boot_pdpt + 8], eax
    mov dword ptr [boot_pdpt_high + 511 * 8], eax
    add eax, 4096
    mov dword ptr [boot_pdpt + 16], eax
    add eax, 4096
    mov dword ptr [boot_pdpt + 24], eax
    mov dword ptr [boot_pml4], offset boot_pdpt + 3
    mov dword ptr [boot_pml4 + 256 * 8], offset boot_pdpt + 3
    mov dword ptr [boot_pml4 + 511 * 8], offset boot_pdpt_high + 3

    // CR4: PAE, PGE, OSFXSR, OSXMMEXCPT. The first C# instruction may already use SSE.
    mov eax, 0x6A0
    mov cr4, eax
    mov eax, offset boot_pml4
    mov cr3, eax
    // EFER: SCE, LME, NXE.
    mov ecx, 0xC0000080
    rdmsr
    or eax, 0x901
    wrmsr
    // CR0: PE, MP, ET, NE, WP, PG; no cache disable.
    mov eax, 0x80010033
    mov cr0, eax
    lgdt [boot_gdt_pointer]
    .att_syntax
    ljmp $KERNEL_CODE, $start64_low
    .intel_syntax noprefix

// Stops with a message if this CPU cannot run the kernel's code (x86-64-v2, NX). EDI and EBP stay.
check_cpu:
    mov eax, 1
    cpuid
    and ecx, 0x00982201                 // SSE3, SSSE3, CMPXCHG16B, SSE4.1, SSE4.2, POPCNT
    cmp ecx, 0x00982201
    jne wrong_cpu
    mov eax, 0x80000000
    cpuid
    cmp eax, 0x80000001
    jb wrong_cpu
    mov eax, 0x80000001
    cpuid
    and edx, 0x20100800                 // long mode, NX, SYSCALL
    cmp edx, 0x20100800
    jne wrong_cpu
    ret

wrong_cpu:
    mov esi, offset wrong_cpu_text
    jmp print_and_stop
wrong_loader:
    mov esi, offset wrong_loader_text
print_and_stop:
    mov dx, 0x3F8
1:  lodsb
    test al, al
    jz 2f
    out dx, al
    jmp 1b
2:  hlt
    jmp 2b

wrong_cpu_text:
    .asciz "SkiftSharp needs an x86-64-v2 processor with NX (QEMU: -cpu max).\n"
wrong_loader_text:
    .asciz "SkiftSharp must be started by a Multiboot2 or PVH boot loader.\n"

    .balign 8
boot_gdt:
    .quad 0, 0x00AF9B000000FFFF, 0x00CF93000000FFFF
boot_gdt_pointer:
    .short . - boot_gdt - 1
    .long boot_gdt

    .code64
start64_low:
    movabs rax, offset start64
    jmp rax

    .section .boot.bss, "aw", @nobits
    .balign 4096
    .globl boot_pml4
boot_pml4:
    .skip 4096
boot_pdpt:
    .skip 4096
boot_pdpt_high:
    .skip 4096
boot_pd:
    .skip 4 * 4096
    .skip 256
boot_low_stack_top:

    .text
start64:
    mov eax, KERNEL_DATA
    mov ds, eax
    mov es, eax
    mov ss, eax
    xor eax, eax
    mov fs, eax
    mov gs, eax
    lea rsp, [rip + boot_stack_top]
    // GS base: the boot CPU's block.
    lea rax, [rip + boot_cpu]
    mov [rax + CPU_SELF], rax
    lea rdx, [rip + boot_entry_stack_top]
    mov [rax + CPU_ENTRY_STACK], rdx
    mov rdx, rax
    shr rdx, 32
    mov ecx, 0xC0000101
    wrmsr
    // The kernel starts as if inside one guard: interrupts stay off until it releases it.
    mov dword ptr gs:[CPU_ATOMIC_DEPTH], 1
    mov dword ptr gs:[CPU_INTERRUPTS_WERE_ON], 1
    mov edi, edi
    mov [rip + layout_boot_info], rdi
    mov ebp, ebp
    mov [rip + layout_boot_protocol], rbp
    xor ebp, ebp
    call skift_machine_start
1:  cli
    hlt
    jmp 1b

FUNCTION skift_image_layout
    lea rax, [rip + image_layout]
    ret

    .data
    .balign 8
image_layout:                           // ImageLayout in Boot/KernelImage.cs
    .quad _text_start, _text_end
    .quad _rodata_start, _rodata_end
    .quad _data_start, _data_end
    .quad _physical_start, _physical_end
    .quad _fixups_start, _fixups_end
    .quad boot_stack_bottom, boot_stack_top
layout_boot_info:
    .quad 0
layout_boot_protocol:
    .quad 0
    .quad _smap_patches_start, _smap_patches_end
    .quad skift_vector_stubs
    .quad skift_system_call_entry
    .quad _object_access_start, _object_access_end

    .bss
    .balign 64
boot_cpu:
    .skip CPU_LOCAL_BYTES
    .balign 4096
    .skip 4096                          // unmapped later: the guard page
boot_stack_bottom:
    .skip 65536
boot_stack_top:
    .skip 512
boot_entry_stack_top:
    .skip 16

    .section .note.GNU-stack, "", @progbits

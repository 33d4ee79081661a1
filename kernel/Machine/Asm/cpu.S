// SPDX-License-Identifier: MIT
// Single instructions that C# cannot write, in the C ABI. See Cpus/Native.cs.

.intel_syntax noprefix
#include "layout.inc"

    .text
FUNCTION skift_cpu_current
    mov rax, gs:[CPU_OBJECT]
    ret

FUNCTION skift_cpu_local
    mov rax, gs:[CPU_SELF]
    ret

FUNCTION skift_cpu_number
    mov eax, gs:[CPU_NUMBER]
    ret

FUNCTION skift_thread_current
    mov rax, gs:[CPU_THREAD]
    ret

// The managed runtime's per-thread and per-processor blocks (corelib/README.md).
FUNCTION skift_rt_thread
    mov rax, gs:[CPU_RUNTIME_THREAD]
    ret

FUNCTION skift_rt_allocator
    mov rax, gs:[CPU_ALLOCATOR]
    ret

FUNCTION skift_throw_hardware_entry
    lea rax, [rip + RhpThrowHwEx]
    ret

FUNCTION skift_set_current_thread
    mov gs:[CPU_THREAD], rdi
    ret

FUNCTION skift_set_cpu_object
    mov gs:[CPU_OBJECT], rdi
    ret

// Guards nest: the outermost one notes the state that the last release restores.
FUNCTION skift_interrupts_disable
    pushfq
    cli
    pop rcx
    cmp dword ptr gs:[CPU_ATOMIC_DEPTH], 0
    jne 1f
    shr ecx, 9
    and ecx, 1
    mov gs:[CPU_INTERRUPTS_WERE_ON], ecx
1:  inc dword ptr gs:[CPU_ATOMIC_DEPTH]
    mov rax, gs:[CPU_OBJECT]
    ret

FUNCTION skift_interrupts_restore
    dec dword ptr gs:[CPU_ATOMIC_DEPTH]
    jnz 1f
    cmp dword ptr gs:[CPU_INTERRUPTS_WERE_ON], 0
    je 1f
    sti
1:  ret

FUNCTION skift_interrupts_enabled
    pushfq
    pop rax
    shr eax, 9
    and eax, 1
    ret

// For the trap handlers, which run between the processor's own disabling and IRET, outside of the guards' count.
FUNCTION skift_sti
    sti
    ret

FUNCTION skift_cli
    cli
    ret

FUNCTION skift_enable_and_halt
    sti
    hlt
    cli
    ret

FUNCTION skift_halt_forever
    cli
1:  hlt
    jmp 1b

FUNCTION skift_pause
    pause
    ret

FUNCTION skift_breakpoint
    int3
    ret

FUNCTION skift_rdtsc
    // Not before what the program did so far (Intel SDM vol. 2B, RDTSC).
    lfence
    rdtsc
    shl rdx, 32
    or rax, rdx
    ret

// ulong skift_clock(ulong start, ulong scale): time stamps since `start`, times `scale`, divided by 2^32. Two at each system call.
FUNCTION skift_clock
    lfence
    rdtsc
    shl rdx, 32
    or rax, rdx
    sub rax, rdi
    mul rsi
    shrd rax, rdx, 32
    ret

FUNCTION skift_rdrand
    mov ecx, 10
1:  rdrand rax
    jc 2f
    dec ecx
    jnz 1b
    xor eax, eax
    ret
2:  mov [rdi], rax
    mov eax, 1
    ret

FUNCTION skift_cpuid
    push rbx
    mov r8, rdx
    mov eax, edi
    mov ecx, esi
    cpuid
    mov [r8], eax
    mov [r8 + 4], ebx
    mov [r8 + 8], ecx
    mov [r8 + 12], edx
    pop rbx
    ret

FUNCTION skift_rdmsr
    mov ecx, edi
    rdmsr
    shl rdx, 32
    or rax, rdx
    ret

FUNCTION skift_wrmsr
    mov ecx, edi
    mov eax, esi
    mov rdx, rsi
    shr rdx, 32
    wrmsr
    ret

FUNCTION skift_xsetbv
    xor ecx, ecx
    mov eax, edi
    mov rdx, rdi
    shr rdx, 32
    xsetbv
    ret

FUNCTION skift_read_cr0
    mov rax, cr0
    ret

FUNCTION skift_write_cr0
    mov cr0, rdi
    ret

# Addresses 0 to 3 and control, from an array of eight words by number.
FUNCTION skift_load_debug
    mov rax, [rdi]
    mov dr0, rax
    mov rax, [rdi + 8]
    mov dr1, rax
    mov rax, [rdi + 16]
    mov dr2, rax
    mov rax, [rdi + 24]
    mov dr3, rax
    mov rax, [rdi + 56]
    mov dr7, rax
    ret

# Switches breakpoints off and returns what has been hit since the last time.
FUNCTION skift_unload_debug
    xor eax, eax
    mov dr7, rax
    mov rax, dr6
    mov ecx, 0xFFFF0FF0
    mov dr6, rcx
    ret

FUNCTION skift_read_cr2
    mov rax, cr2
    ret

FUNCTION skift_read_cr3
    mov rax, cr3
    ret

FUNCTION skift_write_cr3
    mov cr3, rdi
    ret

FUNCTION skift_read_cr4
    mov rax, cr4
    ret

FUNCTION skift_write_cr4
    mov cr4, rdi
    ret

FUNCTION skift_read_cr8
    mov rax, cr8
    ret

FUNCTION skift_write_cr8
    mov cr8, rdi
    ret

FUNCTION skift_invlpg
    invlpg [rdi]
    ret

FUNCTION skift_load_gdt
    lgdt [rdi]
    ltr si
    // No local table: its selectors are refused instead of read from wherever the reset left it.
    xor eax, eax
    lldt ax
    mov eax, KERNEL_DATA
    mov ss, eax
    mov ds, eax
    mov es, eax
    pop rax
    push KERNEL_CODE
    push rax
    retfq

FUNCTION skift_load_idt
    lidt [rdi]
    ret

FUNCTION skift_in8
    mov edx, edi
    in al, dx
    movzx eax, al
    ret

FUNCTION skift_in16
    mov edx, edi
    in ax, dx
    movzx eax, ax
    ret

FUNCTION skift_in32
    mov edx, edi
    in eax, dx
    ret

FUNCTION skift_out8
    mov edx, edi
    mov eax, esi
    out dx, al
    ret

FUNCTION skift_out16
    mov edx, edi
    mov eax, esi
    out dx, ax
    ret

FUNCTION skift_out32
    mov edx, edi
    mov eax, esi
    out dx, eax
    ret

// Whole pages, eight bytes at a time: fast on processors with fast string operations and in emulation.
FUNCTION skift_page_zero
    xor eax, eax
    mov ecx, 512
    rep stosq
    ret

FUNCTION skift_page_copy
    mov ecx, 512
    rep movsq
    ret

// Device registers: one access of exactly the width that the name says.
FUNCTION skift_mmio_read8
    movzx eax, byte ptr [rdi]
    ret

FUNCTION skift_mmio_read16
    movzx eax, word ptr [rdi]
    ret

FUNCTION skift_mmio_read32
    mov eax, [rdi]
    ret

FUNCTION skift_mmio_read64
    mov rax, [rdi]
    ret

FUNCTION skift_mmio_write8
    mov [rdi], sil
    ret

FUNCTION skift_mmio_write16
    mov [rdi], si
    ret

FUNCTION skift_mmio_write32
    mov [rdi], esi
    ret

FUNCTION skift_mmio_write64
    mov [rdi], rsi
    ret

// The kernel's own MXCSR comes back after each restore: XRSTOR and FXRSTOR also load that register.
FUNCTION skift_xsave
    mov eax, esi
    mov rdx, rsi
    shr rdx, 32
    xsave64 [rdi]
    ret

FUNCTION skift_xrstor
    mov eax, esi
    mov rdx, rsi
    shr rdx, 32
    xrstor64 [rdi]
    ldmxcsr [rip + skift_kernel_mxcsr]
    ret

FUNCTION skift_fxsave
    fxsave64 [rdi]
    ret

FUNCTION skift_fxrstor
    fxrstor64 [rdi]
    ldmxcsr [rip + skift_kernel_mxcsr]
    ret

    .section .rodata
    .globl skift_kernel_mxcsr
    .balign 4
skift_kernel_mxcsr:
    .long 0x1F80                        // all exceptions masked, round to nearest

    .section .note.GNU-stack, "", @progbits

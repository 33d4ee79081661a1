# SPDX-License-Identifier: MIT
# The handler behind Posix.CatchSignal: it only sets the signal's bit in a word that safe code polls. No managed code runs
# in signal context, so it does not matter what the program (or its garbage collector) was doing.
    .intel_syntax noprefix
    .cfi_sections .debug_frame
    .text

    .globl skift_signal_note
    .type skift_signal_note, @function
    .p2align 4
skift_signal_note:
    .cfi_startproc
    dec edi
    lock bts qword ptr [rip + s_pending], rdi
    ret
    .cfi_endproc
    .size skift_signal_note, . - skift_signal_note

# ulong skift_signal_take(void): answers the set and empties it.
    .globl skift_signal_take
    .type skift_signal_take, @function
    .p2align 4
skift_signal_take:
    .cfi_startproc
    xor eax, eax
    xchg rax, [rip + s_pending]
    ret
    .cfi_endproc
    .size skift_signal_take, . - skift_signal_take

# ulong skift_signal_peek(void)
    .globl skift_signal_peek
    .type skift_signal_peek, @function
    .p2align 4
skift_signal_peek:
    .cfi_startproc
    mov rax, [rip + s_pending]
    ret
    .cfi_endproc
    .size skift_signal_peek, . - skift_signal_peek

# The handler behind Posix.ForwardSignal: notes the signal in another word, counts, and wakes the thread that waits for the count to change.
    .globl skift_signal_forward
    .type skift_signal_forward, @function
    .p2align 4
skift_signal_forward:
    .cfi_startproc
    dec edi
    lock bts qword ptr [rip + s_forwarded], rdi
    lock inc dword ptr [rip + s_forwards]
    mov eax, 202                # futex
    lea rdi, [rip + s_forwards]
    mov esi, 129                # FUTEX_WAKE | FUTEX_PRIVATE_FLAG
    mov edx, 1
    syscall
    ret
    .cfi_endproc
    .size skift_signal_forward, . - skift_signal_forward

# ulong skift_signal_take_forwarded(void): answers the set and empties it.
    .globl skift_signal_take_forwarded
    .type skift_signal_take_forwarded, @function
    .p2align 4
skift_signal_take_forwarded:
    .cfi_startproc
    xor eax, eax
    xchg rax, [rip + s_forwarded]
    ret
    .cfi_endproc
    .size skift_signal_take_forwarded, . - skift_signal_take_forwarded

# int* skift_signal_forwards(void): the count.
    .globl skift_signal_forwards
    .type skift_signal_forwards, @function
    .p2align 4
skift_signal_forwards:
    .cfi_startproc
    lea rax, [rip + s_forwards]
    ret
    .cfi_endproc
    .size skift_signal_forwards, . - skift_signal_forwards

# SA_RESTORER: a handler returns here. Unwinders recognise a signal frame by these very instructions, and the unwind
# information needs a byte before the label because they look up the return address minus one.
    .p2align 4
    nop
    .globl skift_signal_return
    .type skift_signal_return, @function
skift_signal_return:
    mov eax, 15
    syscall
    .size skift_signal_return, . - skift_signal_return

# The addresses of the handlers and of the routine above, for code that cannot take the address of an imported symbol.
    .globl skift_signal_note_address
    .type skift_signal_note_address, @function
    .p2align 4
skift_signal_note_address:
    .cfi_startproc
    lea rax, [rip + skift_signal_note]
    ret
    .cfi_endproc
    .size skift_signal_note_address, . - skift_signal_note_address

    .globl skift_signal_forward_address
    .type skift_signal_forward_address, @function
    .p2align 4
skift_signal_forward_address:
    .cfi_startproc
    lea rax, [rip + skift_signal_forward]
    ret
    .cfi_endproc
    .size skift_signal_forward_address, . - skift_signal_forward_address

    .globl skift_signal_return_address
    .type skift_signal_return_address, @function
    .p2align 4
skift_signal_return_address:
    .cfi_startproc
    lea rax, [rip + skift_signal_return]
    ret
    .cfi_endproc
    .size skift_signal_return_address, . - skift_signal_return_address

    .bss
    .p2align 3
s_pending:
    .zero 8
s_forwarded:
    .zero 8
s_forwards:
    .zero 4

    .section .note.GNU-stack, "", @progbits

# SPDX-License-Identifier: MIT
# Data that C programs name: errno, per thread, environ, and tzset's results; with functions that give C# their addresses.
    .intel_syntax noprefix

    .set THREAD_ERROR_NUMBER, 32        # ThreadBlock.ErrorNumber

    .bss
    .p2align 3
    .globl environ, __environ
    .type environ, @object
    .size environ, 8
environ:
__environ:
    .zero 8
    .globl tzname, timezone, daylight
    .type tzname, @object
    .type timezone, @object
    .type daylight, @object
    .size tzname, 16
    .size timezone, 8
    .size daylight, 4
tzname:
    .zero 16
timezone:
    .zero 8
daylight:
    .zero 4

    .text
    .globl __errno_location
    .type __errno_location, @function
    .p2align 4
__errno_location:
    .cfi_startproc
    mov rax, qword ptr fs:0
    add rax, THREAD_ERROR_NUMBER
    ret
    .cfi_endproc
    .size __errno_location, . - __errno_location

    .globl skift_environ
    .type skift_environ, @function
    .p2align 4
skift_environ:
    .cfi_startproc
    lea rax, [rip + environ]
    ret
    .cfi_endproc
    .size skift_environ, . - skift_environ

    .globl skift_tzname
    .type skift_tzname, @function
    .p2align 4
skift_tzname:
    .cfi_startproc
    lea rax, [rip + tzname]
    ret
    .cfi_endproc
    .size skift_tzname, . - skift_tzname

    .globl skift_timezone
    .type skift_timezone, @function
    .p2align 4
skift_timezone:
    .cfi_startproc
    lea rax, [rip + timezone]
    ret
    .cfi_endproc
    .size skift_timezone, . - skift_timezone

    .globl skift_daylight
    .type skift_daylight, @function
    .p2align 4
skift_daylight:
    .cfi_startproc
    lea rax, [rip + daylight]
    ret
    .cfi_endproc
    .size skift_daylight, . - skift_daylight

    .section .bss.program_name, "aw", @nobits
    .p2align 3
    .globl program_invocation_name, program_invocation_short_name, __progname, __progname_full
    .type program_invocation_name, @object
    .type program_invocation_short_name, @object
    .type __progname, @object
    .type __progname_full, @object
    .size program_invocation_name, 8
    .size program_invocation_short_name, 8
    .size __progname, 8
    .size __progname_full, 8
program_invocation_name:
__progname_full:
    .zero 8
program_invocation_short_name:
__progname:
    .zero 8

    .section .text.skift_program_name, "ax", @progbits
    .globl skift_program_name
    .type skift_program_name, @function
    .p2align 4
skift_program_name:
    .cfi_startproc
    lea rax, [rip + program_invocation_name]
    ret
    .cfi_endproc
    .size skift_program_name, . - skift_program_name

    .section .text.skift_program_short_name, "ax", @progbits
    .globl skift_program_short_name
    .type skift_program_short_name, @function
    .p2align 4
skift_program_short_name:
    .cfi_startproc
    lea rax, [rip + program_invocation_short_name]
    ret
    .cfi_endproc
    .size skift_program_short_name, . - skift_program_short_name

    .section .rodata.in6addr_any, "a", @progbits
    .p2align 2
    .globl in6addr_any
    .type in6addr_any, @object
    .size in6addr_any, 16
in6addr_any:
    .zero 16

    .section .rodata.in6addr_loopback, "a", @progbits
    .p2align 2
    .globl in6addr_loopback
    .type in6addr_loopback, @object
    .size in6addr_loopback, 16
in6addr_loopback:
    .zero 15
    .byte 1

    .section .note.GNU-stack, "", @progbits

# SPDX-License-Identifier: MIT
# Data that C programs name: errno, per thread, environ, and tzset's results; with functions that give C# their addresses.
    .intel_syntax noprefix

    .section .tbss, "awT", @nobits
    .p2align 2
s_errno:
    .zero 4

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
    lea rax, [rax + s_errno@tpoff]
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

    .section .note.GNU-stack, "", @progbits

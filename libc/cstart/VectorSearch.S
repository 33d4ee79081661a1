# SPDX-License-Identifier: MIT
# strlen, strnlen, strchr, strchrnul and memchr with 32-byte vectors (string/strings.cs and memory.cs have them for any processor).
# What may end before a vector does is read aligned, or where the vector does not reach into the next page. Long texts are read in
# blocks of 256 bytes, which are aligned and so within a page too.
    .intel_syntax noprefix

#include "Vectors.inc"

# The place of the first byte that is set in the vector in eax; carry if there is none.
    .macro FIRST_SET vector
    vpmovmskb eax, \vector
    tzcnt eax, eax
    .endm

# ne if a byte is set. Changes eax.
    .macro ANY_SET vector
    vpmovmskb eax, \vector
    test eax, eax
    .endm

# Leaves to found if the vector at the offset from rdi has a zero (ymm0).
    .macro LENGTH_VECTOR offset, found
    vpcmpeqb ymm1, ymm0, [rdi + \offset]
    FIRST_SET ymm1
    jnc \found
    .endm

    CHOSEN strlen
    jmp [rip + strlen_code]

strlen_wide:
    mov rcx, rdi
    and rdi, -32
    vpxor xmm0, xmm0, xmm0
    vpcmpeqb ymm1, ymm0, [rdi]
    vpmovmskb eax, ymm1
    shrx eax, eax, ecx
    tzcnt eax, eax
    jc 1f
    DONE
1:  LENGTH_VECTOR 32, 21f
    LENGTH_VECTOR 64, 22f
    LENGTH_VECTOR 96, 23f
    sub rdi, -128
    and rdi, -128
    test dil, dil
    jns 2f
    vmovdqa ymm1, [rdi]
    vpminub ymm1, ymm1, [rdi + 32]
    vpminub ymm1, ymm1, [rdi + 64]
    vpminub ymm1, ymm1, [rdi + 96]
    vpcmpeqb ymm1, ymm0, ymm1
    ANY_SET ymm1
    jne 4f
    sub rdi, -128

2:  vmovdqa ymm1, [rdi]
    vmovdqa ymm2, [rdi + 128]
    vpminub ymm1, ymm1, [rdi + 32]
    vpminub ymm2, ymm2, [rdi + 160]
    vpminub ymm1, ymm1, [rdi + 64]
    vpminub ymm2, ymm2, [rdi + 192]
    vpminub ymm1, ymm1, [rdi + 96]
    vpminub ymm2, ymm2, [rdi + 224]
    vpminub ymm2, ymm1, ymm2
    vpcmpeqb ymm2, ymm0, ymm2
    vpmovmskb eax, ymm2
    add rdi, 256
    test eax, eax
    je 2b
    vpcmpeqb ymm1, ymm0, ymm1
    ANY_SET ymm1
    lea rdi, [rdi - 256]
    jne 4f
    sub rdi, -128
4:  LENGTH_VECTOR 0, 20f
    LENGTH_VECTOR 32, 21f
    LENGTH_VECTOR 64, 22f
    LENGTH_VECTOR 96, 23f

# The zero is at rax in the vector at this distance from rdi.
23: add rdi, 32
22: add rdi, 32
21: add rdi, 32
20: add rax, rdi
    sub rax, rcx
    DONE
    CHOICE strlen, skift_strlen

# Zero where the character (ymm0) or the end of the text is: a byte of ymm0 ^ text is zero at the former, the text at the latter.
    .macro CHARACTER_LEAST vector, offset
    vpxor ymm\vector, ymm0, [rdi + \offset]
    vpminub ymm\vector, ymm\vector, [rdi + \offset]
    .endm

    .macro CHARACTER_LEAST4 a, b, c, d, offset, all
    CHARACTER_LEAST \a, \offset
    CHARACTER_LEAST \b, \offset + 32
    CHARACTER_LEAST \c, \offset + 64
    CHARACTER_LEAST \d, \offset + 96
    vpminub ymm\all, ymm\a, ymm\b
    vpminub ymm12, ymm\c, ymm\d
    vpminub ymm\all, ymm\all, ymm12
    .endm

# Leaves to found if the vector at the offset from rdi has the character or the end.
    .macro CHARACTER_VECTOR offset, found
    CHARACTER_LEAST 1, \offset
    vpcmpeqb ymm1, ymm10, ymm1
    FIRST_SET ymm1
    jnc \found
    .endm

# CHARACTER name, narrow, all: the first of a character in a text (text, character), or null; with all the end instead of null.
    .macro CHARACTER name, narrow, all
    CHOSEN \name
    jmp [rip + \name\()_code]

\name\()_wide:
    vmovd xmm0, esi
    vpbroadcastb ymm0, xmm0
    vpxor xmm10, xmm10, xmm10
    mov rcx, rdi
    and rdi, -32
    CHARACTER_LEAST 1, 0
    vpcmpeqb ymm1, ymm10, ymm1
    vpmovmskb eax, ymm1
    shrx eax, eax, ecx
    tzcnt eax, eax
    jc 1f
    add rax, rcx
    jmp 24f
1:  CHARACTER_VECTOR 32, 21f
    CHARACTER_VECTOR 64, 22f
    CHARACTER_VECTOR 96, 23f
    sub rdi, -128
    and rdi, -128
    test dil, dil
    jns 2f
    CHARACTER_LEAST4 1, 2, 3, 4, 0, 9
    vpcmpeqb ymm8, ymm10, ymm9
    ANY_SET ymm8
    jne 4f
    sub rdi, -128

2:  CHARACTER_LEAST4 1, 2, 3, 4, 0, 9
    CHARACTER_LEAST4 5, 6, 7, 8, 128, 11
    vpminub ymm12, ymm9, ymm11
    vpcmpeqb ymm12, ymm10, ymm12
    vpmovmskb eax, ymm12
    add rdi, 256
    test eax, eax
    je 2b
    vpcmpeqb ymm9, ymm10, ymm9
    ANY_SET ymm9
    jne 3f
    vmovdqa ymm1, ymm5
    vmovdqa ymm2, ymm6
    vmovdqa ymm3, ymm7
    sub rdi, -128
3:  sub rdi, 256
4:  vpcmpeqb ymm1, ymm10, ymm1
    FIRST_SET ymm1
    jnc 20f
    vpcmpeqb ymm2, ymm10, ymm2
    FIRST_SET ymm2
    jnc 21f
    vpcmpeqb ymm3, ymm10, ymm3
    FIRST_SET ymm3
    jnc 22f
    CHARACTER_LEAST 4, 96
    vpcmpeqb ymm4, ymm10, ymm4
    FIRST_SET ymm4
23: add rdi, 32
22: add rdi, 32
21: add rdi, 32
20: add rax, rdi
24: .if \all == 0
    cmp [rax], sil
    jne 25f
    DONE
25: xor eax, eax
    .endif
    DONE
    CHOICE \name, \narrow
    .endm

    CHARACTER strchr, skift_strchr, 0
    ALIAS index, strchr
    CHARACTER strchrnul, skift_strchrnul, 1

    .macro MEMORY_EQUAL4 a, b, c, d, offset, all
    vpcmpeqb ymm\a, ymm0, [rdi + \offset]
    vpcmpeqb ymm\b, ymm0, [rdi + \offset + 32]
    vpcmpeqb ymm\c, ymm0, [rdi + \offset + 64]
    vpcmpeqb ymm\d, ymm0, [rdi + \offset + 96]
    vpor ymm\all, ymm\a, ymm\b
    vpor ymm12, ymm\c, ymm\d
    vpor ymm\all, ymm\all, ymm12
    .endm

# Leaves to found if the vector at the offset from rdi has the value, to end if rdx says that it is the last.
    .macro MEMORY_VECTOR offset, found, end
    vpcmpeqb ymm1, ymm0, [rdi + \offset]
    FIRST_SET ymm1
    jnc \found
    cmp rdx, \offset + 32
    jbe \end
    .endm

# Of (memory, value, count). The count may reach beyond the object if the value is found before (C23 §7.26.5.2).
    CHOSEN memchr
    jmp [rip + memchr_code]

memchr_wide:
    test rdx, rdx
    je 31f
    vmovd xmm0, esi
    vpbroadcastb ymm0, xmm0
    mov eax, edi
    and eax, 4095
    cmp eax, 4096 - 32
    ja 10f
    vpcmpeqb ymm1, ymm0, [rdi]
    FIRST_SET ymm1
    jnc 20f
    cmp rdx, 32
    jbe 30f

# From here on rdi is aligned, rdx the distance to the end from it, or to the end of all memory.
    mov rcx, rdi
    and rdi, -32
    sub rcx, rdi
    add rdx, rcx
    jc 11f
1:  MEMORY_VECTOR 32, 21f, 30f
    MEMORY_VECTOR 64, 22f, 30f
    MEMORY_VECTOR 96, 23f, 30f
    mov rcx, rdi
    sub rdi, -128
    and rdi, -128
    sub rcx, rdi
    add rdx, rcx
    test dil, dil
    jns 2f
    MEMORY_EQUAL4 1, 2, 3, 4, 0, 9
    ANY_SET ymm9
    jne 3f
    sub rdx, 128
    jbe 30f
    sub rdi, -128

2:  MEMORY_EQUAL4 1, 2, 3, 4, 0, 9
    MEMORY_EQUAL4 5, 6, 7, 8, 128, 10
    vpor ymm11, ymm9, ymm10
    ANY_SET ymm11
    jne 3f
    add rdi, 256
    sub rdx, 256
    ja 2b
    jmp 30f

3:  ANY_SET ymm9
    jne 4f
    vmovdqa ymm1, ymm5
    vmovdqa ymm2, ymm6
    vmovdqa ymm3, ymm7
    vmovdqa ymm4, ymm8
    sub rdx, 128
    jbe 30f
    sub rdi, -128
4:  FIRST_SET ymm1
    jnc 20f
    FIRST_SET ymm2
    jnc 21f
    FIRST_SET ymm3
    jnc 22f
    FIRST_SET ymm4
23: add eax, 32
22: add eax, 32
21: add eax, 32
20: cmp rdx, rax
    jbe 30f
    add rax, rdi
    DONE
30: vzeroupper
31: xor eax, eax
    ret

# The next page may not be there.
10: mov rcx, rdi
    and rdi, -32
    vpcmpeqb ymm1, ymm0, [rdi]
    vpmovmskb eax, ymm1
    shrx eax, eax, ecx
    shlx eax, eax, ecx
    sub rcx, rdi
    add rdx, rcx
    jc 12f
13: tzcnt eax, eax
    jnc 20b
    cmp rdx, 32
    ja 1b
    jmp 30b
11: mov rdx, -1
    jmp 1b
12: mov rdx, -1
    jmp 13b
    CHOICE memchr, skift_memchr

    .section .note.GNU-stack, "", @progbits

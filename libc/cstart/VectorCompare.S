# SPDX-License-Identifier: MIT
# memcmp and strcmp with 32-byte vectors (string/memory.cs and strings.cs have them for any processor).
    .intel_syntax noprefix

#include "Vectors.inc"

# Leaves to differ if the 32 bytes differ, with a bit in eax whose lowest is at the first byte that does: the carry of the addition ends there.
    .macro MEMORY_VECTOR left, right, differ
    vmovdqu ymm1, [\left]
    vpcmpeqb ymm1, ymm1, [\right]
    vpmovmskb eax, ymm1
    inc eax
    jne \differ
    .endm

# all: set where the 128 bytes are equal.
    .macro MEMORY_SAME4 left, right, all
    vmovdqu ymm1, [\left]
    vmovdqu ymm2, [\left + 32]
    vmovdqu ymm3, [\left + 64]
    vmovdqu ymm4, [\left + 96]
    vpcmpeqb ymm1, ymm1, [\right]
    vpcmpeqb ymm2, ymm2, [\right + 32]
    vpcmpeqb ymm3, ymm3, [\right + 64]
    vpcmpeqb ymm4, ymm4, [\right + 96]
    vpand ymm1, ymm1, ymm2
    vpand ymm3, ymm3, ymm4
    vpand \all, ymm1, ymm3
    .endm

# Of (left, right, count).
    CHOSEN memcmp
    ALIAS bcmp, memcmp
    cmp rdx, 16
    ja 5f
    cmp edx, 8
    jb 2f
    mov rax, [rdi]
    mov rcx, [rsi]
    cmp rax, rcx
    jne 1f
    mov rax, [rdi + rdx - 8]
    mov rcx, [rsi + rdx - 8]
    cmp rax, rcx
    jne 1f
    xor eax, eax
    ret
# The first byte that differs counts most.
1:  bswap rax
    bswap rcx
    cmp rax, rcx
    sbb eax, eax
    or eax, 1
    ret
2:  cmp edx, 4
    jb 3f
    mov eax, [rdi]
    mov ecx, [rsi]
    cmp eax, ecx
    jne 1b
    mov eax, [rdi + rdx - 4]
    mov ecx, [rsi + rdx - 4]
    cmp eax, ecx
    jne 1b
    xor eax, eax
    ret
3:  xor eax, eax
    test edx, edx
    je 4f
    movzx eax, byte ptr [rdi]
    movzx ecx, byte ptr [rsi]
    sub eax, ecx
    jne 4f
    dec edx
    je 4f
    movzx eax, byte ptr [rdi + 1]
    movzx ecx, byte ptr [rsi + 1]
    sub eax, ecx
    jne 4f
    movzx eax, byte ptr [rdi + rdx]
    movzx ecx, byte ptr [rsi + rdx]
    sub eax, ecx
4:  ret
5:  jmp [rip + memcmp_code]

memcmp_wide:
    cmp rdx, 32
    jb 10f
    cmp rdx, 256
    ja 3f
    cmp rdx, 128
    ja 2f
    MEMORY_VECTOR rdi, rsi, 30f
    cmp edx, 64
    jbe 1f
    MEMORY_VECTOR rdi + 32, rsi + 32, 31f
    lea rdi, [rdi + rdx - 96]
    lea rsi, [rsi + rdx - 96]
    MEMORY_VECTOR rdi + 32, rsi + 32, 31f
    MEMORY_VECTOR rdi + 64, rsi + 64, 32f
    xor eax, eax
    DONE
1:  lea rdi, [rdi + rdx - 32]
    lea rsi, [rsi + rdx - 32]
    MEMORY_VECTOR rdi, rsi, 30f
    DONE                                # eax is 0: all are equal

# 129 to 256 bytes.
2:  MEMORY_SAME4 rdi, rsi, ymm1
    vpmovmskb eax, ymm1
    inc eax
    jne 20f
    lea rdi, [rdi + rdx - 128]
    lea rsi, [rsi + rdx - 128]
    MEMORY_SAME4 rdi, rsi, ymm1
    vpmovmskb eax, ymm1
    inc eax
    jne 20f
    DONE

# Blocks of 256 bytes; what is left is looked at with some of those before it.
3:  lea rcx, [rdi + rdx - 256]
    sub rsi, rdi
4:  MEMORY_SAME4 rdi, rsi + rdi, ymm9
    MEMORY_SAME4 rdi + 128, rsi + rdi + 128, ymm10
    vpand ymm9, ymm9, ymm10
    vpmovmskb eax, ymm9
    inc eax
    jne 5f
    add rdi, 256
    cmp rdi, rcx
    jb 4b
    add rsi, rcx
    mov rdi, rcx
    mov edx, 256
    jmp 2b

# The difference is in the block, or in the 128 bytes, at rdi.
5:  add rsi, rdi
20: MEMORY_VECTOR rdi, rsi, 30f
    add rdi, 32
    add rsi, 32
    jmp 20b
32: add rdi, 32
    add rsi, 32
31: add rdi, 32
    add rsi, 32
30: tzcnt ecx, eax
    movzx eax, byte ptr [rdi + rcx]
    movzx ecx, byte ptr [rsi + rcx]
    sub eax, ecx
    DONE

# 17 to 31 bytes.
10: vmovdqu xmm1, [rdi]
    vpcmpeqb xmm1, xmm1, [rsi]
    vpmovmskb eax, xmm1
    sub eax, 0xFFFF
    jne 30b
    lea rdi, [rdi + rdx - 16]
    lea rsi, [rsi + rdx - 16]
    vmovdqu xmm1, [rdi]
    vpcmpeqb xmm1, xmm1, [rsi]
    vpmovmskb eax, xmm1
    sub eax, 0xFFFF
    jne 30b
    ret
    CHOICE memcmp, skift_memcmp

# Zero where the 32 bytes differ or the left has a zero.
    .macro TEXT_LEAST vector, left, right
    vmovdqu ymm\vector, [\left]
    vpcmpeqb ymm9, ymm\vector, [\right]
    vpminub ymm\vector, ymm\vector, ymm9
    .endm

# Leaves to found if a byte is, with the place in eax.
    .macro TEXT_VECTOR left, right, found
    TEXT_LEAST 1, \left, \right
    vpcmpeqb ymm1, ymm0, ymm1
    vpmovmskb eax, ymm1
    tzcnt eax, eax
    jnc \found
    .endm

# Goes on at the place in eax of the vectors' first zero, of which there is one.
    .macro TEXT_FOUND4 a, b, c, d
    vpcmpeqb ymm\a, ymm0, ymm\a
    vpmovmskb eax, ymm\a
    tzcnt eax, eax
    jnc 30f
    vpcmpeqb ymm\b, ymm0, ymm\b
    vpmovmskb eax, ymm\b
    tzcnt eax, eax
    jnc 31f
    vpcmpeqb ymm\c, ymm0, ymm\c
    vpmovmskb eax, ymm\c
    tzcnt eax, eax
    jnc 32f
    vpcmpeqb ymm\d, ymm0, ymm\d
    vpmovmskb eax, ymm\d
    tzcnt eax, eax
    jmp 33f
    .endm

# ecx: how many bytes there are before one of the texts reaches the end of its page. Changes eax.
    .macro TEXT_ROOM
    lea ecx, [rdi + rsi]
    mov eax, edi
    and ecx, 4095
    and eax, 4095
    cmp ecx, eax
    cmovb ecx, eax
    sub ecx, 4096
    neg ecx
    .endm

# The answer where the texts differ, or end, at rax behind their beginnings and the offset.
    .macro TEXT_DIFFERENCE offset
    movzx ecx, byte ptr [rsi + rax + \offset]
    movzx eax, byte ptr [rdi + rax + \offset]
    sub eax, ecx
    DONE
    .endm

# Of (left, right). Beyond the first vectors rsi is the distance from left to right.
    CHOSEN strcmp
    jmp [rip + strcmp_code]

strcmp_wide:
    mov eax, edi
    or eax, esi
    vpxor xmm0, xmm0, xmm0
    and eax, 4095
    cmp eax, 4096 - 128
    ja 10f
    TEXT_VECTOR rdi, rsi, 20f
    TEXT_VECTOR rdi + 32, rsi + 32, 21f
    TEXT_VECTOR rdi + 64, rsi + 64, 22f
    TEXT_VECTOR rdi + 96, rsi + 96, 23f
    sub rsi, rdi
    sub rdi, -128

# At least 32 bytes are equal before rdi.
1:  TEXT_ROOM
    shr ecx, 8
    je 4f
2:  TEXT_LEAST 1, rdi, rdi + rsi
    TEXT_LEAST 2, rdi + 32, rdi + rsi + 32
    TEXT_LEAST 3, rdi + 64, rdi + rsi + 64
    TEXT_LEAST 4, rdi + 96, rdi + rsi + 96
    TEXT_LEAST 5, rdi + 128, rdi + rsi + 128
    TEXT_LEAST 6, rdi + 160, rdi + rsi + 160
    TEXT_LEAST 7, rdi + 192, rdi + rsi + 192
    TEXT_LEAST 8, rdi + 224, rdi + rsi + 224
    vpminub ymm9, ymm1, ymm2
    vpminub ymm10, ymm3, ymm4
    vpminub ymm9, ymm9, ymm10
    vpminub ymm11, ymm5, ymm6
    vpminub ymm12, ymm7, ymm8
    vpminub ymm11, ymm11, ymm12
    vpminub ymm12, ymm9, ymm11
    vpcmpeqb ymm12, ymm0, ymm12
    vpmovmskb eax, ymm12
    test eax, eax
    jne 3f
    add rdi, 256
    dec ecx
    jne 2b
    jmp 1b

3:  vpcmpeqb ymm9, ymm0, ymm9
    vpmovmskb eax, ymm9
    test eax, eax
    je 5f
    TEXT_FOUND4 1, 2, 3, 4
5:  sub rdi, -128
    TEXT_FOUND4 5, 6, 7, 8

# To the end of the page in single vectors, the last of which may begin among the bytes that are equal.
4:  TEXT_ROOM
6:  sub ecx, 32
    jb 7f
    TEXT_VECTOR rdi, rdi + rsi, 30f
    add rdi, 32
    jmp 6b
7:  movsxd rcx, ecx
    add rdi, rcx
    TEXT_VECTOR rdi, rdi + rsi, 30f
    add rdi, 32
    jmp 1b

# The beginning, near the end of a page.
10: sub rsi, rdi
13: TEXT_ROOM
    cmp ecx, 32
    jb 11f
    TEXT_VECTOR rdi, rdi + rsi, 30f
    add rdi, 32
    jmp 1b
11: cmp ecx, 16
    jb 12f
    vmovdqu xmm1, [rdi]
    vpcmpeqb xmm9, xmm1, [rdi + rsi]
    vpminub xmm1, xmm1, xmm9
    vpcmpeqb xmm1, xmm0, xmm1
    vpmovmskb eax, xmm1
    tzcnt eax, eax
    jnc 30f
    add rdi, 16
    sub ecx, 16
    je 13b
12: movzx eax, byte ptr [rdi]
    movzx edx, byte ptr [rdi + rsi]
    sub eax, edx
    jne 40f
    test edx, edx
    je 40f
    inc rdi
    dec ecx
    jne 12b
    jmp 13b

33: add rdi, 32
32: add rdi, 32
31: add rdi, 32
30: add rdi, rax
    movzx eax, byte ptr [rdi]
    movzx ecx, byte ptr [rdi + rsi]
    sub eax, ecx
40: DONE
20: TEXT_DIFFERENCE 0
21: TEXT_DIFFERENCE 32
22: TEXT_DIFFERENCE 64
23: TEXT_DIFFERENCE 96
    CHOICE strcmp, skift_strcmp

    .section .note.GNU-stack, "", @progbits

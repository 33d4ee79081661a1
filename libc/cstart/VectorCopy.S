# SPDX-License-Identifier: MIT
# memcpy, memmove, memset, strcpy and stpcpy with 32-byte vectors (string/memory.cs and strings.cs have them for any processor).
# In assembly, for short copies are most of all, and a frame and moves between registers would be half of their work.
    .intel_syntax noprefix

#include "Vectors.inc"

# LOAD4 and STORE4: ymm2 to ymm5, at ascending or descending addresses.
    .macro LOAD4 at, step
    vmovdqu ymm2, [\at]
    vmovdqu ymm3, [\at + (\step)]
    vmovdqu ymm4, [\at + 2 * (\step)]
    vmovdqu ymm5, [\at + 3 * (\step)]
    .endm

    .macro STORE4 at, step
    vmovdqa [\at], ymm2
    vmovdqa [\at + (\step)], ymm3
    vmovdqa [\at + 2 * (\step)], ymm4
    vmovdqa [\at + 3 * (\step)], ymm5
    .endm

# Of (destination, source, count); rax is the destination. Up to 256 bytes, all are read before one is written, so regions may overlap.
    CHOSEN memmove
    ALIAS memcpy, memmove
    mov rax, rdi
    cmp rdx, 32
    jbe 1f
    jmp [rip + memmove_code]

1:  cmp edx, 16
    jb 2f
    movups xmm0, [rsi]
    movups xmm1, [rsi + rdx - 16]
    movups [rdi], xmm0
    movups [rdi + rdx - 16], xmm1
    ret
2:  cmp edx, 8
    jb 3f
    mov rcx, [rsi]
    mov rsi, [rsi + rdx - 8]
    mov [rdi], rcx
    mov [rdi + rdx - 8], rsi
    ret
3:  cmp edx, 4
    jb 4f
    mov ecx, [rsi]
    mov esi, [rsi + rdx - 4]
    mov [rdi], ecx
    mov [rdi + rdx - 4], esi
    ret
4:  cmp edx, 1
    jb 6f
    movzx ecx, byte ptr [rsi]
    je 5f
    movzx r8d, byte ptr [rsi + 1]
    movzx esi, byte ptr [rsi + rdx - 1]
    mov [rdi + 1], r8b
    mov [rdi + rdx - 1], sil
5:  mov [rdi], cl
6:  ret

memmove_wide:
    vmovdqu ymm0, [rsi]
    vmovdqu ymm1, [rsi + rdx - 32]
    cmp rdx, 64
    ja 1f
    vmovdqu [rdi], ymm0
    vmovdqu [rdi + rdx - 32], ymm1
    DONE
1:  cmp rdx, 128
    ja 2f
    vmovdqu ymm2, [rsi + 32]
    vmovdqu ymm3, [rsi + rdx - 64]
    vmovdqu [rdi], ymm0
    vmovdqu [rdi + 32], ymm2
    vmovdqu [rdi + rdx - 64], ymm3
    vmovdqu [rdi + rdx - 32], ymm1
    DONE
2:  cmp rdx, 256
    ja 3f
    vmovdqu ymm2, [rsi + 32]
    vmovdqu ymm3, [rsi + 64]
    vmovdqu ymm4, [rsi + 96]
    vmovdqu ymm5, [rsi + rdx - 128]
    vmovdqu ymm6, [rsi + rdx - 96]
    vmovdqu ymm7, [rsi + rdx - 64]
    vmovdqu [rdi], ymm0
    vmovdqu [rdi + 32], ymm2
    vmovdqu [rdi + 64], ymm3
    vmovdqu [rdi + 96], ymm4
    vmovdqu [rdi + rdx - 128], ymm5
    vmovdqu [rdi + rdx - 96], ymm6
    vmovdqu [rdi + rdx - 64], ymm7
    vmovdqu [rdi + rdx - 32], ymm1
    DONE

# The 256 bytes at the end of the way are read before anything is written, and written last, as is the vector at its beginning; what lies
# between begins at an aligned place of the destination. rsi becomes the distance from destination to source.
3:  mov rcx, rdi
    sub rcx, rsi
    cmp rcx, rdx
    jb 6f
    vmovdqu ymm8, [rsi + rdx - 256]
    vmovdqu ymm9, [rsi + rdx - 224]
    vmovdqu ymm10, [rsi + rdx - 192]
    vmovdqu ymm11, [rsi + rdx - 160]
    vmovdqu ymm12, [rsi + rdx - 128]
    vmovdqu ymm13, [rsi + rdx - 96]
    vmovdqu ymm14, [rsi + rdx - 64]
    lea rcx, [rdi + rdx - 256]
    sub rsi, rdi
    and rdi, -32
    add rdi, 32
    cmp rdi, rcx
    jae 5f
4:  LOAD4 rdi + rsi, 32
    STORE4 rdi, 32
    LOAD4 rdi + rsi + 128, 32
    STORE4 rdi + 128, 32
    add rdi, 256
    cmp rdi, rcx
    jb 4b
5:  vmovdqu [rax], ymm0
    vmovdqu [rcx], ymm8
    vmovdqu [rcx + 32], ymm9
    vmovdqu [rcx + 64], ymm10
    vmovdqu [rcx + 96], ymm11
    vmovdqu [rcx + 128], ymm12
    vmovdqu [rcx + 160], ymm13
    vmovdqu [rcx + 192], ymm14
    vmovdqu [rcx + 224], ymm1
    DONE

# The destination begins within the source: from the end to the beginning.
6:  vmovdqu ymm8, [rsi + 32]
    vmovdqu ymm9, [rsi + 64]
    vmovdqu ymm10, [rsi + 96]
    vmovdqu ymm11, [rsi + 128]
    vmovdqu ymm12, [rsi + 160]
    vmovdqu ymm13, [rsi + 192]
    vmovdqu ymm14, [rsi + 224]
    lea rcx, [rax + 256]
    sub rsi, rdi
    lea rdi, [rax + rdx - 1]
    and rdi, -32
    cmp rdi, rcx
    jbe 8f
7:  LOAD4 rdi + rsi - 32, -32
    STORE4 rdi - 32, -32
    LOAD4 rdi + rsi - 160, -32
    STORE4 rdi - 160, -32
    sub rdi, 256
    cmp rdi, rcx
    ja 7b
8:  vmovdqu [rax + rdx - 32], ymm1
    vmovdqu [rax], ymm0
    vmovdqu [rax + 32], ymm8
    vmovdqu [rax + 64], ymm9
    vmovdqu [rax + 96], ymm10
    vmovdqu [rax + 128], ymm11
    vmovdqu [rax + 160], ymm12
    vmovdqu [rax + 192], ymm13
    vmovdqu [rax + 224], ymm14
    DONE
    CHOICE memmove, skift_memmove

# Of (destination, value, count); rax is the destination.
    CHOSEN memset
    mov rax, rdi
    cmp rdx, 32
    jbe 1f
    jmp [rip + memset_code]

1:  movd xmm0, esi
    pxor xmm1, xmm1
    pshufb xmm0, xmm1
    cmp edx, 16
    jb 2f
    movups [rdi], xmm0
    movups [rdi + rdx - 16], xmm0
    ret
2:  cmp edx, 8
    jb 3f
    movq [rdi], xmm0
    movq [rdi + rdx - 8], xmm0
    ret
3:  cmp edx, 4
    jb 4f
    movd [rdi], xmm0
    movd [rdi + rdx - 4], xmm0
    ret
4:  test edx, edx
    je 5f
    mov [rdi], sil
    mov [rdi + rdx - 1], sil
    shr edx
    mov [rdi + rdx], sil
5:  ret

memset_wide:
    vmovd xmm0, esi
    vpbroadcastb ymm0, xmm0
    cmp rdx, 64
    ja 1f
    vmovdqu [rdi], ymm0
    vmovdqu [rdi + rdx - 32], ymm0
    DONE
1:  cmp rdx, 128
    ja 2f
    vmovdqu [rdi], ymm0
    vmovdqu [rdi + 32], ymm0
    vmovdqu [rdi + rdx - 64], ymm0
    vmovdqu [rdi + rdx - 32], ymm0
    DONE
2:  lea rcx, [rdi + rdx - 256]
    cmp rdx, 256
    ja 3f
    vmovdqu [rdi], ymm0
    vmovdqu [rdi + 32], ymm0
    vmovdqu [rdi + 64], ymm0
    vmovdqu [rdi + 96], ymm0
    jmp 5f
3:  vmovdqu [rdi], ymm0
    and rdi, -32
    add rdi, 32
    cmp rdi, rcx
    jae 6f
4:  .irp offset, 0, 32, 64, 96, 128, 160, 192, 224
    vmovdqa [rdi + \offset], ymm0
    .endr
    add rdi, 256
    cmp rdi, rcx
    jb 4b
6:  vmovdqu [rcx], ymm0
    vmovdqu [rcx + 32], ymm0
    vmovdqu [rcx + 64], ymm0
    vmovdqu [rcx + 96], ymm0
5:  vmovdqu [rcx + 128], ymm0
    vmovdqu [rcx + 160], ymm0
    vmovdqu [rcx + 192], ymm0
    vmovdqu [rcx + 224], ymm0
    DONE
    CHOICE memset, skift_memset

# TEXT name, narrow, end: copies a text (destination, source); the answer is the address of the zero that ends it, or the destination.
    .macro TEXT name, narrow, end
    CHOSEN \name
    jmp [rip + \name\()_code]

\name\()_wide:
    .if \end == 0
    mov rax, rdi
    .endif
    mov ecx, esi
    and ecx, 4095
    vpxor xmm0, xmm0, xmm0
    cmp ecx, 4096 - 32
    ja 20f
    vmovdqu ymm1, [rsi]
    vpcmpeqb ymm2, ymm0, ymm1
    vpmovmskb ecx, ymm2
    tzcnt ecx, ecx
    jnc 10f
    vmovdqu [rdi], ymm1

# The first 32 bytes are copied, and there is more. From here on rdi is the distance from source to destination. The source is read
# in aligned vectors, which lie in pages that the text reaches.
1:  sub rdi, rsi
    and rsi, -32
    TEXT_VECTOR 32, 31f
    TEXT_VECTOR 64, 32f
    TEXT_VECTOR 96, 33f
    sub rsi, -128
    and rsi, -128
    test sil, sil
    jns 2f
    TEXT_LOAD4 1, 2, 3, 4, 0
    vpminub ymm9, ymm1, ymm2
    vpminub ymm10, ymm3, ymm4
    vpminub ymm9, ymm9, ymm10
    vpcmpeqb ymm10, ymm0, ymm9
    vpmovmskb ecx, ymm10
    test ecx, ecx
    jne 4f
    TEXT_STORE4 1, 2, 3, 4, 0
    sub rsi, -128

2:  TEXT_LOAD4 1, 2, 3, 4, 0
    TEXT_LOAD4 5, 6, 7, 8, 128
    vpminub ymm9, ymm1, ymm2
    vpminub ymm10, ymm3, ymm4
    vpminub ymm11, ymm5, ymm6
    vpminub ymm12, ymm7, ymm8
    vpminub ymm9, ymm9, ymm10
    vpminub ymm11, ymm11, ymm12
    vpminub ymm10, ymm9, ymm11
    vpcmpeqb ymm10, ymm0, ymm10
    vpmovmskb ecx, ymm10
    test ecx, ecx
    jne 3f
    TEXT_STORE4 1, 2, 3, 4, 0
    TEXT_STORE4 5, 6, 7, 8, 128
    add rsi, 256
    jmp 2b

3:  vpcmpeqb ymm9, ymm0, ymm9
    vpmovmskb ecx, ymm9
    test ecx, ecx
    jne 4f
    TEXT_STORE4 1, 2, 3, 4, 0
    sub rsi, -128
4:  TEXT_VECTOR 0, 30f
    TEXT_VECTOR 32, 31f
    TEXT_VECTOR 64, 32f
    TEXT_VECTOR 96, 33f

# The zero is at rcx in the vector at this distance from rsi: the last 32 bytes, of which some are copied again.
33: add rsi, 32
32: add rsi, 32
31: add rsi, 32
30: add rsi, rcx
    vmovdqu ymm1, [rsi - 31]
    vmovdqu [rsi + rdi - 31], ymm1
    .if \end
    lea rax, [rsi + rdi]
    .endif
    DONE

# The zero is at rcx, below 32.
10: .if \end
    lea rax, [rdi + rcx]
    .endif
    cmp ecx, 15
    jb 11f
    vmovdqu xmm1, [rsi]
    vmovdqu xmm2, [rsi + rcx - 15]
    vmovdqu [rdi], xmm1
    vmovdqu [rdi + rcx - 15], xmm2
    DONE
11: cmp ecx, 7
    jb 12f
    mov r8, [rsi]
    mov r9, [rsi + rcx - 7]
    mov [rdi], r8
    mov [rdi + rcx - 7], r9
    DONE
12: cmp ecx, 3
    jb 13f
    mov r8d, [rsi]
    mov r9d, [rsi + rcx - 3]
    mov [rdi], r8d
    mov [rdi + rcx - 3], r9d
    DONE
13: test ecx, ecx
    je 14f
    movzx r8d, word ptr [rsi]
    mov [rdi], r8w
14: mov byte ptr [rdi + rcx], 0
    DONE

# The next page may not be there unless the text reaches it.
20: mov rdx, rsi
    and rdx, -32
    vpcmpeqb ymm1, ymm0, [rdx]
    vpmovmskb ecx, ymm1
    shrx ecx, ecx, esi
    tzcnt ecx, ecx
    jnc 10b
    vpcmpeqb ymm1, ymm0, [rdx + 32]
    vpmovmskb ecx, ymm1
    tzcnt ecx, ecx
    add ecx, edx
    sub ecx, esi
    add ecx, 32
    cmp ecx, 32
    jb 10b
    vmovdqu ymm1, [rsi]
    vmovdqu [rdi], ymm1
    jmp 1b
    CHOICE \name, \narrow
    .endm

# Leaves to found with the place in rcx if the vector at the offset from rsi has a zero (ymm0), else copies it.
    .macro TEXT_VECTOR offset, found
    vmovdqa ymm1, [rsi + \offset]
    vpcmpeqb ymm2, ymm0, ymm1
    vpmovmskb ecx, ymm2
    tzcnt ecx, ecx
    jnc \found
    vmovdqu [rsi + rdi + \offset], ymm1
    .endm

    .macro TEXT_LOAD4 a, b, c, d, offset
    vmovdqa ymm\a, [rsi + \offset]
    vmovdqa ymm\b, [rsi + \offset + 32]
    vmovdqa ymm\c, [rsi + \offset + 64]
    vmovdqa ymm\d, [rsi + \offset + 96]
    .endm

    .macro TEXT_STORE4 a, b, c, d, offset
    vmovdqu [rsi + rdi + \offset], ymm\a
    vmovdqu [rsi + rdi + \offset + 32], ymm\b
    vmovdqu [rsi + rdi + \offset + 64], ymm\c
    vmovdqu [rsi + rdi + \offset + 96], ymm\d
    .endm

    TEXT strcpy, skift_strcpy, 0
    TEXT stpcpy, skift_stpcpy, 1

    .section .note.GNU-stack, "", @progbits

/* SPDX-License-Identifier: MIT */
/* What a handler with SA_SIGINFO gets as its third argument: the kernel's struct ucontext, and what it saved of the registers. */
#ifndef _BITS_UCONTEXT_H
#define _BITS_UCONTEXT_H

#include <bits/types.h>

typedef struct { void *ss_sp; int ss_flags; size_t ss_size; } stack_t;

typedef long long greg_t;
typedef greg_t gregset_t[23];

typedef struct _fpstate {
	unsigned short cwd, swd, ftw, fop;
	unsigned long long rip, rdp;
	unsigned mxcsr, mxcr_mask;
	struct { unsigned short significand[4], exponent, padding[3]; } _st[8];
	struct { unsigned element[4]; } _xmm[16];
	unsigned padding[24];
} *fpregset_t;

typedef struct {
	gregset_t gregs;
	fpregset_t fpregs;
	unsigned long long __reserved1[8];
} mcontext_t;

typedef struct ucontext_t {
	unsigned long uc_flags;
	struct ucontext_t *uc_link;
	stack_t uc_stack;
	mcontext_t uc_mcontext;
	sigset_t uc_sigmask;
	unsigned long __fpregs_mem[64];
} ucontext_t;

#ifdef _GNU_SOURCE
/* Where a register is in gregs. */
enum {
	REG_R8, REG_R9, REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15, REG_RDI, REG_RSI, REG_RBP, REG_RBX,
	REG_RDX, REG_RAX, REG_RCX, REG_RSP, REG_RIP, REG_EFL, REG_CSGSFS, REG_ERR, REG_TRAPNO, REG_OLDMASK, REG_CR2
};
#endif

#endif

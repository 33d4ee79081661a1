/* SPDX-License-Identifier: MIT */
#ifndef _SYS_PROCFS_H
#define _SYS_PROCFS_H

#include <sys/time.h>
#include <sys/types.h>
#include <sys/user.h>

/* Notes of core files (System V ABI; Linux, linux/elfcore.h). */
#define ELF_PRARGSZ 80

struct elf_siginfo { int si_signo, si_code, si_errno; };

/* NT_PRSTATUS, of each thread. */
struct elf_prstatus {
	struct elf_siginfo pr_info;
	short pr_cursig;
	unsigned long pr_sigpend, pr_sighold;
	pid_t pr_pid, pr_ppid, pr_pgrp, pr_sid;
	struct timeval pr_utime, pr_stime, pr_cutime, pr_cstime;
	elf_gregset_t pr_reg;
	int pr_fpvalid;
};

/* NT_PRPSINFO. */
struct elf_prpsinfo {
	char pr_state, pr_sname, pr_zomb, pr_nice;
	unsigned long pr_flag;
	unsigned pr_uid, pr_gid;
	int pr_pid, pr_ppid, pr_pgrp, pr_sid;
	char pr_fname[16];
	char pr_psargs[ELF_PRARGSZ];
};

typedef struct elf_prstatus prstatus_t;
typedef struct elf_prpsinfo prpsinfo_t;
typedef elf_gregset_t prgregset_t;
typedef elf_fpregset_t prfpregset_t;
typedef pid_t lwpid_t;
typedef void *psaddr_t;

#endif

/* SPDX-License-Identifier: MIT */
#ifndef _SYS_SHM_H
#define _SYS_SHM_H

#include <sys/ipc.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned long shmatt_t;

struct shmid_ds {
	struct ipc_perm shm_perm;
	size_t shm_segsz;
	time_t shm_atime, shm_dtime, shm_ctime;
	pid_t shm_cpid, shm_lpid;
	shmatt_t shm_nattch;
	unsigned long __unused4, __unused5;
};

/* Of IPC_INFO and SHM_INFO. */
struct shminfo { unsigned long shmmax, shmmin, shmmni, shmseg, shmall, __unused[4]; };
struct shm_info { int used_ids; unsigned long shm_tot, shm_rss, shm_swp, swap_attempts, swap_successes; };

#define SHM_RDONLY 010000
#define SHM_RND 020000
#define SHM_REMAP 040000
#define SHM_LOCK 11
#define SHM_UNLOCK 12
#define SHMLBA 4096

void *shmat(int, const void *, int);
int shmctl(int, int, struct shmid_ds *);
int shmdt(const void *);
int shmget(key_t, size_t, int);

#define SHM_STAT 13
#define SHM_INFO 14
#define SHM_STAT_ANY 15
#define SHM_W 128
#define SHM_R 256
#define SHM_DEST 512
#define SHM_LOCKED 0x400
#define SHM_HUGETLB 0x800
#define SHM_NORESERVE 0x1000
#define SHM_EXEC 0x8000

#ifdef __cplusplus
}
#endif

#endif

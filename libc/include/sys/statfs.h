/* SPDX-License-Identifier: MIT */
#ifndef _SYS_STATFS_H
#define _SYS_STATFS_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct statfs {
	long f_type, f_bsize;
	fsblkcnt_t f_blocks, f_bfree, f_bavail;
	fsfilcnt_t f_files, f_ffree;
	struct { int __val[2]; } f_fsid;
	long f_namelen, f_frsize, f_flags, f_spare[4];
};

int fstatfs(int, struct statfs *);
int statfs(const char *, struct statfs *);

#if defined _LARGEFILE64_SOURCE || defined _GNU_SOURCE
#define statfs64 statfs
#define fstatfs64 fstatfs
#define fsblkcnt64_t fsblkcnt_t
#define fsfilcnt64_t fsfilcnt_t
#endif

#ifdef __cplusplus
}
#endif

#endif

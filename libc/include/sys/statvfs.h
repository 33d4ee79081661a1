/* SPDX-License-Identifier: MIT */
#ifndef _SYS_STATVFS_H
#define _SYS_STATVFS_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct statvfs {
	unsigned long f_bsize, f_frsize;
	fsblkcnt_t f_blocks, f_bfree, f_bavail;
	fsfilcnt_t f_files, f_ffree, f_favail;
	unsigned long f_fsid, f_flag, f_namemax;
	unsigned f_type;
	int __reserved[5];
};

#define ST_RDONLY 1
#define ST_NOSUID 2
#define ST_NODEV 4
#define ST_NOEXEC 8
#define ST_SYNCHRONOUS 16
#define ST_NOATIME 1024
#define ST_NODIRATIME 2048

int fstatvfs(int, struct statvfs *);
int statvfs(const char *, struct statvfs *);

#define ST_MANDLOCK 64
#define ST_WRITE 128
#define ST_APPEND 256
#define ST_IMMUTABLE 512
#define ST_RELATIME 0x1000

#if defined _LARGEFILE64_SOURCE || defined _GNU_SOURCE
#define statvfs64 statvfs
#define fstatvfs64 fstatvfs
#define fsblkcnt64_t fsblkcnt_t
#define fsfilcnt64_t fsfilcnt_t
#endif

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT */
#ifndef _SYS_TYPES_H
#define _SYS_TYPES_H

#include <bits/integers.h>
#include <bits/threads.h>
#include <bits/types.h>

typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned u_int;
typedef unsigned long u_long;
typedef char *caddr_t;
typedef int key_t;
typedef unsigned long u_int64_t;
typedef unsigned int u_int32_t;
typedef unsigned short u_int16_t;
typedef unsigned char u_int8_t;
typedef long register_t;
typedef off_t loff_t;
typedef long quad_t;
typedef unsigned long u_quad_t;

#include <sys/select.h>

#if defined _LARGEFILE64_SOURCE || defined _GNU_SOURCE
#define blkcnt64_t blkcnt_t
#define fsblkcnt64_t fsblkcnt_t
#define fsfilcnt64_t fsfilcnt_t
#define ino64_t ino_t
#define off64_t off_t
#endif

#endif

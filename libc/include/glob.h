/* SPDX-License-Identifier: MIT */
#ifndef _GLOB_H
#define _GLOB_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
	size_t gl_pathc;
	char **gl_pathv;
	size_t gl_offs;
	void *__unused[12];
} glob_t;

#define GLOB_ERR 1
#define GLOB_MARK 2
#define GLOB_NOSORT 4
#define GLOB_DOOFFS 8
#define GLOB_NOCHECK 16
#define GLOB_APPEND 32
#define GLOB_NOESCAPE 64
#define GLOB_PERIOD 128
#define GLOB_NOMAGIC 2048
#define GLOB_ONLYDIR 8192
#define GLOB_NOSPACE 1
#define GLOB_ABORTED 2
#define GLOB_NOMATCH 3
#define GLOB_NOSYS 4

int glob(const char *, int, int (*)(const char *, int), glob_t *);
void globfree(glob_t *);

#if defined _LARGEFILE64_SOURCE || defined _GNU_SOURCE
#define glob64 glob
#define globfree64 globfree
#define glob64_t glob_t
#endif

#ifdef __cplusplus
}
#endif

#endif

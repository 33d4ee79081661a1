/* SPDX-License-Identifier: MIT */
#ifndef _SYS_PARAM_H
#define _SYS_PARAM_H

#include <limits.h>
#include <endian.h>

#define MAXPATHLEN 4096
#define MAXHOSTNAMELEN 64
#define MAXSYMLINKS 20
#define MAXNAMLEN 255
#define NOFILE 256
#define NGROUPS 32
#define NCARGS 131072
#define DEV_BSIZE 512
#define HZ 100
#define howmany(n, d) (((n) + ((d) - 1)) / (d))
#define roundup(n, d) (howmany(n, d) * (d))
#define MIN(a, b) (((a) < (b)) ? (a) : (b))
#define MAX(a, b) (((a) > (b)) ? (a) : (b))
#define powerof2(n) ((((n) - 1) & (n)) == 0)

/* Bits of an array of bytes. */
#define NBBY 8
#define setbit(array, i) ((array)[(i) / NBBY] |= 1 << (i) % NBBY)
#define clrbit(array, i) ((array)[(i) / NBBY] &= ~(1 << (i) % NBBY))
#define isset(array, i) ((array)[(i) / NBBY] & 1 << (i) % NBBY)
#define isclr(array, i) (!isset(array, i))

#endif

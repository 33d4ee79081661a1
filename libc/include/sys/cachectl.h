/* SPDX-License-Identifier: MIT */
#ifndef _SYS_CACHECTL_H
#define _SYS_CACHECTL_H

/* Which caches: for processors whose caches programs flush. x86-64 keeps its own in order, so there are no functions. */
#define ICACHE 1
#define DCACHE 2
#define BCACHE 3
#define CACHEABLE 0
#define UNCACHEABLE 1

#endif

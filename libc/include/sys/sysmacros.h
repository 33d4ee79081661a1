/* SPDX-License-Identifier: MIT */
#ifndef _SYS_SYSMACROS_H
#define _SYS_SYSMACROS_H

/* Linux's device numbers: 12 bits of major from bit 8, 20 of minor around them; beyond those the rest of 32 bits each (makedev(3)). */
#define major(device) ((unsigned)((((unsigned long long)(device) >> 32) & 0xfffff000u) | (((unsigned long long)(device) >> 8) & 0xfffu)))
#define minor(device) ((unsigned)((((unsigned long long)(device) >> 12) & 0xffffff00u) | ((unsigned long long)(device) & 0xffu)))
#define makedev(high, low) \
    (((unsigned long long)(high) & 0xfffff000u) << 32 | ((unsigned long long)(high) & 0xfffu) << 8 \
     | ((unsigned long long)(low) & 0xffffff00u) << 12 | ((unsigned long long)(low) & 0xffu))

#endif

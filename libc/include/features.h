/* SPDX-License-Identifier: MIT */
#ifndef _FEATURES_H
#define _FEATURES_H

/* Everything is declared whatever a program asks for: there is nothing to choose here, and no __GLIBC__. Only the names of the Large File Summit,
   which end in 64, are macros for those who define _LARGEFILE64_SOURCE or _GNU_SOURCE: programs may have names of their own like these. */

#endif

/* SPDX-License-Identifier: MIT */
#ifndef _FEATURES_H
#define _FEATURES_H

/* Everything is declared whatever a program asks for: there is nothing to choose here, and no __GLIBC__. */

#endif

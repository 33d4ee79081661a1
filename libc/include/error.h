/* SPDX-License-Identifier: MIT */
#ifndef _ERROR_H
#define _ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

void error(int, int, const char *, ...);

#ifdef __cplusplus
}
#endif

#endif

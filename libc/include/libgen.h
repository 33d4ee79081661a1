/* SPDX-License-Identifier: MIT */
#ifndef _LIBGEN_H
#define _LIBGEN_H

#ifdef __cplusplus
extern "C" {
#endif

#define basename __xpg_basename

char *basename(char *);
char *dirname(char *);

#ifdef __cplusplus
}
#endif

#endif

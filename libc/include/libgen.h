/* SPDX-License-Identifier: MIT */
#ifndef _LIBGEN_H
#define _LIBGEN_H

#define basename __xpg_basename

char *__xpg_basename(char *);
char *dirname(char *);

#endif

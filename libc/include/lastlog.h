/* SPDX-License-Identifier: MIT */
#ifndef _LASTLOG_H
#define _LASTLOG_H

/* struct lastlog. */
#include <utmp.h>

#endif

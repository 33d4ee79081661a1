/* SPDX-License-Identifier: MIT */
#ifndef _SYS_IO_H
#define _SYS_IO_H

#include <bits/types.h>


int ioperm(unsigned long, unsigned long, int);
int iopl(int);

#endif

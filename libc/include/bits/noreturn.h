/* SPDX-License-Identifier: MIT */
#ifndef _BITS_NORETURN_H
#define _BITS_NORETURN_H

/* tcc knows the attribute, but then takes what follows "test || abort()" for unreachable. */
#ifdef __GNUC__
#define __noreturn __attribute__((__noreturn__))
#else
#define __noreturn
#endif

#endif

/* SPDX-License-Identifier: MIT */
#ifndef _NETINET_IN_SYSTM_H
#define _NETINET_IN_SYSTM_H

#include <stdint.h>

/* The numbers of a packet, in the network's order. */
typedef uint16_t n_short;
typedef uint32_t n_long, n_time;

#endif

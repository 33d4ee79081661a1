/* SPDX-License-Identifier: MIT */
#ifndef _AR_H
#define _AR_H

/* Archives of ar: after the magic, a header before each member, its numbers in text. */
#define ARMAG "!<arch>\n"
#define SARMAG 8
#define ARFMAG "`\n"

struct ar_hdr {
	char ar_name[16], ar_date[12];
	char ar_uid[6], ar_gid[6];
	char ar_mode[8], ar_size[10], ar_fmag[2];
};

#endif

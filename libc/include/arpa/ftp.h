/* SPDX-License-Identifier: MIT */
#ifndef _ARPA_FTP_H
#define _ARPA_FTP_H

/* The first digit of a reply (RFC 959, section 4.2). */
#define PRELIM 1
#define COMPLETE 2
#define CONTINUE 3
#define TRANSIENT 4
#define ERROR 5

/* Representation, form, structure and mode of transfer (section 5.3.2). */
#define TYPE_A 1
#define TYPE_E 2
#define TYPE_I 3
#define TYPE_L 4
#define FORM_N 1
#define FORM_T 2
#define FORM_C 3
#define STRU_F 1
#define STRU_R 2
#define STRU_P 3
#define MODE_S 1
#define MODE_B 2
#define MODE_C 3

/* Their names, for the one file that asks for them. */
#ifdef FTP_NAMES
char *typenames[] = { "0", "ASCII", "EBCDIC", "Image", "Local" };
char *formnames[] = { "0", "Nonprint", "Telnet", "Carriage-control" };
char *strunames[] = { "0", "File", "Record", "Page" };
char *modenames[] = { "0", "Stream", "Block", "Compressed" };
#endif

/* Records, and the descriptor of a block (section 3.4). */
#define REC_ESC '\377'
#define REC_EOR '\001'
#define REC_EOF '\002'
#define BLK_EOR 128
#define BLK_EOF 64
#define BLK_ERRORS 32
#define BLK_RESTART 16
#define BLK_BYTECOUNT 2

#endif

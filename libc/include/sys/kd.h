/* SPDX-License-Identifier: MIT */
/* The guard is that of Linux's own header, so that a program may include both. */
#ifndef _LINUX_KD_H
#define _LINUX_KD_H

/* Requests of ioctl(2) to a console (Linux, linux/kd.h). Fonts. */
#define GIO_FONT 0x4b60
#define PIO_FONT 0x4b61
#define GIO_FONTX 0x4b6b
#define PIO_FONTX 0x4b6c
#define PIO_FONTRESET 0x4b6d
struct consolefontdesc { unsigned short charcount, charheight; char *chardata; };
#define KDFONTOP 0x4b72
#define KD_FONT_OP_SET 0
#define KD_FONT_OP_GET 1
#define KD_FONT_OP_SET_DEFAULT 2
#define KD_FONT_OP_COPY 3
#define KD_FONT_FLAG_DONT_RECALC 1
struct console_font_op { unsigned op, flags, width, height, charcount; unsigned char *data; };
struct console_font { unsigned width, height, charcount; unsigned char *data; };

/* Colours, sound, lights. */
#define GIO_CMAP 0x4b70
#define PIO_CMAP 0x4b71
#define KIOCSOUND 0x4b2f
#define KDMKTONE 0x4b30
#define KDGETLED 0x4b31
#define KDSETLED 0x4b32
#define LED_SCR 1
#define LED_NUM 2
#define LED_CAP 4

/* Keyboard's kind, ports, and what the screen shows. */
#define KDGKBTYPE 0x4b33
#define KB_84 1
#define KB_101 2
#define KB_OTHER 3
#define KDADDIO 0x4b34
#define KDDELIO 0x4b35
#define KDENABIO 0x4b36
#define KDDISABIO 0x4b37
#define KDSETMODE 0x4b3a
#define KDGETMODE 0x4b3b
#define KD_TEXT 0
#define KD_GRAPHICS 1
#define KD_TEXT0 2
#define KD_TEXT1 3
#define KDMAPDISP 0x4b3c
#define KDUNMAPDISP 0x4b3d

/* Maps of characters. */
typedef char scrnmap_t;
#define E_TABSZ 256
#define GIO_SCRNMAP 0x4b40
#define PIO_SCRNMAP 0x4b41
#define GIO_UNISCRNMAP 0x4b69
#define PIO_UNISCRNMAP 0x4b6a
#define GIO_UNIMAP 0x4b66
#define PIO_UNIMAP 0x4b67
#define PIO_UNIMAPCLR 0x4b68
#define UNI_DIRECT_BASE 0xf000
#define UNI_DIRECT_MASK 511
struct unipair { unsigned short unicode, fontpos; };
struct unimapdesc { unsigned short entry_ct; struct unipair *entries; };
struct unimapinit { unsigned short advised_hashsize, advised_hashstep, advised_hashlevel; };

/* Keyboard. */
#define KDGKBMODE 0x4b44
#define KDSKBMODE 0x4b45
#define K_RAW 0
#define K_XLATE 1
#define K_MEDIUMRAW 2
#define K_UNICODE 3
#define K_OFF 4
#define KDGKBMETA 0x4b62
#define KDSKBMETA 0x4b63
#define K_METABIT 3
#define K_ESCPREFIX 4
#define KDGKBLED 0x4b64
#define KDSKBLED 0x4b65
#define K_SCROLLLOCK 1
#define K_NUMLOCK 2
#define K_CAPSLOCK 4
struct kbentry { unsigned char kb_table, kb_index; unsigned short kb_value; };
#define KDGKBENT 0x4b46
#define KDSKBENT 0x4b47
#define K_NORMTAB 0
#define K_SHIFTTAB 1
#define K_ALTTAB 2
#define K_ALTSHIFTTAB 3
struct kbsentry { unsigned char kb_func, kb_string[512]; };
#define KDGKBSENT 0x4b48
#define KDSKBSENT 0x4b49
struct kbdiacr { unsigned char diacr, base, result; };
struct kbdiacrs { unsigned kb_cnt; struct kbdiacr kbdiacr[256]; };
#define KDGKBDIACR 0x4b4a
#define KDSKBDIACR 0x4b4b
struct kbdiacruc { unsigned diacr, base, result; };
struct kbdiacrsuc { unsigned kb_cnt; struct kbdiacruc kbdiacruc[256]; };
#define KDGKBDIACRUC 0x4bfa
#define KDSKBDIACRUC 0x4bfb
struct kbkeycode { unsigned scancode, keycode; };
#define KDGETKEYCODE 0x4b4c
#define KDSETKEYCODE 0x4b4d
#define KDSIGACCEPT 0x4b4e
struct kbd_repeat { int delay, period; };
#define KDKBDREP 0x4b52

#endif

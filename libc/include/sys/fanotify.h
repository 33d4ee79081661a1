/* SPDX-License-Identifier: MIT */
#ifndef _SYS_FANOTIFY_H
#define _SYS_FANOTIFY_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

int fanotify_init(unsigned, unsigned);
int fanotify_mark(int, unsigned, unsigned long, int, const char *);

#define FAN_NOFD (-1)
#define FAN_CLASS_NOTIF 0
#define FAN_MARK_INODE 0
#define FAN_ACCESS 1
#define FAN_ALLOW 1
#define FAN_CLOEXEC 1
#define FAN_EVENT_INFO_TYPE_FID 1
#define FAN_MARK_ADD 1
#define FAN_DENY 2
#define FAN_EVENT_INFO_TYPE_DFID_NAME 2
#define FAN_MARK_REMOVE 2
#define FAN_MODIFY 2
#define FAN_NONBLOCK 2
#define FAN_EVENT_INFO_TYPE_DFID 3
#define FAN_ATTRIB 4
#define FAN_CLASS_CONTENT 4
#define FAN_MARK_DONT_FOLLOW 4
#define FAN_CLASS_PRE_CONTENT 8
#define FAN_CLOSE_WRITE 8
#define FAN_MARK_ONLYDIR 8
#define FAN_ALL_CLASS_BITS 12
#define FAN_AUDIT 16
#define FAN_CLOSE_NOWRITE 16
#define FAN_MARK_MOUNT 16
#define FAN_UNLIMITED_QUEUE 16
#define FAN_CLOSE 24
#define FAN_EVENT_METADATA_LEN 24
#define FAN_MARK_IGNORED_MASK 32
#define FAN_OPEN 32
#define FAN_UNLIMITED_MARKS 32
#define FAN_ALL_EVENTS 59
#define FAN_ALL_INIT_FLAGS 63
#define FAN_ENABLE_AUDIT 64
#define FAN_MARK_IGNORED_SURV_MODIFY 64
#define FAN_MOVED_FROM 64
#define FAN_MARK_FLUSH 128
#define FAN_MOVED_TO 128
#define FAN_MOVE 192
#define FAN_ALL_MARK_FLAGS 255
#define FAN_CREATE 256
#define FAN_MARK_FILESYSTEM 256
#define FAN_REPORT_TID 256
#define FAN_DELETE 512
#define FAN_REPORT_FID 512
#define FAN_DELETE_SELF 0x400
#define FAN_REPORT_DIR_FID 0x400
#define FAN_MOVE_SELF 0x800
#define FAN_REPORT_NAME 0x800
#define FAN_REPORT_DFID_NAME 0xc00
#define FAN_OPEN_EXEC 0x1000
#define FAN_Q_OVERFLOW 0x4000
#define FAN_OPEN_PERM 0x10000
#define FAN_ACCESS_PERM 0x20000
#define FAN_ALL_PERM_EVENTS 0x30000
#define FAN_ALL_OUTGOING_EVENTS 0x3403b
#define FAN_OPEN_EXEC_PERM 0x40000
#define FAN_EVENT_ON_CHILD 0x8000000
#define FAN_ONDIR 0x40000000
#define FANOTIFY_METADATA_VERSION 3

#ifdef __cplusplus
}
#endif

#endif

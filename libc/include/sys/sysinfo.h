/* SPDX-License-Identifier: MIT */
#ifndef _SYS_SYSINFO_H
#define _SYS_SYSINFO_H

#ifdef __cplusplus
extern "C" {
#endif

struct sysinfo {
	long uptime;
	unsigned long loads[3], totalram, freeram, sharedram, bufferram, totalswap, freeswap;
	unsigned short procs, __pad;
	unsigned long totalhigh, freehigh;
	unsigned mem_unit;
};

int sysinfo(struct sysinfo *);
long get_avphys_pages(void);
int get_nprocs(void);
int get_nprocs_conf(void);
long get_phys_pages(void);

#ifdef __cplusplus
}
#endif

#endif

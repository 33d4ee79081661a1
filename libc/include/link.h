/* SPDX-License-Identifier: MIT */
#ifndef _LINK_H
#define _LINK_H

#include <bits/types.h>
#include <elf.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Of a static program only dl_iterate_phdr has something to tell: the program itself. */
#define ElfW(type) Elf64_##type

struct dl_phdr_info {
	ElfW(Addr) dlpi_addr;
	const char *dlpi_name;
	const ElfW(Phdr) *dlpi_phdr;
	ElfW(Half) dlpi_phnum;
	unsigned long dlpi_adds, dlpi_subs;
	size_t dlpi_tls_modid;
	void *dlpi_tls_data;
};

int dl_iterate_phdr(int (*)(struct dl_phdr_info *, size_t, void *), void *);

/* What a debugger reads of a dynamic linker. */
struct link_map {
	ElfW(Addr) l_addr;
	char *l_name;
	ElfW(Dyn) *l_ld;
	struct link_map *l_next, *l_prev;
};
struct r_debug {
	int r_version;
	struct link_map *r_map;
	ElfW(Addr) r_brk;
	enum { RT_CONSISTENT, RT_ADD, RT_DELETE } r_state;
	ElfW(Addr) r_ldbase;
};
typedef uint32_t Elf_Symndx;

#ifdef __cplusplus
}
#endif

#endif

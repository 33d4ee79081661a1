/* SPDX-License-Identifier: MIT */
#ifndef _SEARCH_H
#define _SEARCH_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { FIND, ENTER } ACTION;
typedef enum { preorder, postorder, endorder, leaf } VISIT;
typedef struct entry { char *key; void *data; } ENTRY;
struct hsearch_data { void *__entries; size_t __mask, __used; };

int hcreate(size_t);
int hcreate_r(size_t, struct hsearch_data *);
void hdestroy(void);
void hdestroy_r(struct hsearch_data *);
ENTRY *hsearch(ENTRY, ACTION);
int hsearch_r(ENTRY, ACTION, ENTRY **, struct hsearch_data *);
void insque(void *, void *);
void *lfind(const void *, const void *, size_t *, size_t, int (*)(const void *, const void *));
void *lsearch(const void *, void *, size_t *, size_t, int (*)(const void *, const void *));
void remque(void *);
void *tdelete(const void *__restrict_ptr, void **__restrict_ptr, int (*)(const void *, const void *));
void tdestroy(void *, void (*)(void *));
void *tfind(const void *, void *const *, int (*)(const void *, const void *));
void *tsearch(const void *, void **, int (*)(const void *, const void *));
void twalk(const void *, void (*)(const void *, VISIT, int));

#ifdef __cplusplus
}
#endif

#endif

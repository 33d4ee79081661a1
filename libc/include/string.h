/* SPDX-License-Identifier: MIT */
#ifndef _STRING_H
#define _STRING_H

#include <bits/locale.h>
#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

void explicit_bzero(void *, size_t);
void *memccpy(void *__restrict_ptr, const void *__restrict_ptr, int, size_t);
void *memchr(const void *, int, size_t);
int memcmp(const void *, const void *, size_t);
void *memcpy(void *__restrict_ptr, const void *__restrict_ptr, size_t);
void *memmem(const void *, size_t, const void *, size_t);
void *memmove(void *, const void *, size_t);
void *mempcpy(void *__restrict_ptr, const void *__restrict_ptr, size_t);
void *memrchr(const void *, int, size_t);
void *memset(void *, int, size_t);
char *stpcpy(char *__restrict_ptr, const char *__restrict_ptr);
char *stpncpy(char *__restrict_ptr, const char *__restrict_ptr, size_t);
char *strcasestr(const char *, const char *);
char *strcat(char *__restrict_ptr, const char *__restrict_ptr);
char *strchr(const char *, int);
char *strchrnul(const char *, int);
int strcmp(const char *, const char *);
int strcoll(const char *, const char *);
char *strcpy(char *__restrict_ptr, const char *__restrict_ptr);
size_t strcspn(const char *, const char *);
char *strdup(const char *);
char *strerror(int);
int strerror_r(int, char *, size_t);
size_t strlcat(char *__restrict_ptr, const char *__restrict_ptr, size_t);
size_t strlcpy(char *__restrict_ptr, const char *__restrict_ptr, size_t);
size_t strlen(const char *);
char *strncat(char *__restrict_ptr, const char *__restrict_ptr, size_t);
int strncmp(const char *, const char *, size_t);
char *strncpy(char *__restrict_ptr, const char *__restrict_ptr, size_t);
char *strndup(const char *, size_t);
size_t strnlen(const char *, size_t);
char *strpbrk(const char *, const char *);
char *strrchr(const char *, int);
char *strsep(char **, const char *);
char *strsignal(int);
size_t strspn(const char *, const char *);
char *strstr(const char *, const char *);
char *strtok(char *__restrict_ptr, const char *__restrict_ptr);
char *strtok_r(char *__restrict_ptr, const char *__restrict_ptr, char **__restrict_ptr);
size_t strxfrm(char *__restrict_ptr, const char *__restrict_ptr, size_t);

int strcoll_l(const char *, const char *, locale_t);
size_t strxfrm_l(char *, const char *, size_t, locale_t);
char *strerror_l(int, locale_t);
int strverscmp(const char *, const char *);

#if defined(_GNU_SOURCE) && !defined(basename)
char *basename(const char *);
#endif

#include <strings.h>

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT */
#ifndef _STDLIB_H
#define _STDLIB_H

#include <stddef.h>

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 0x7fffffff
#define MB_CUR_MAX ((size_t)4)

typedef struct { int quot, rem; } div_t;
typedef struct { long quot, rem; } ldiv_t;
typedef struct { long long quot, rem; } lldiv_t;

__noreturn void _Exit(int);
__noreturn void abort(void);
int abs(int);
void *aligned_alloc(size_t, size_t);
int atexit(void (*)(void));
double atof(const char *);
int atoi(const char *);
long atol(const char *);
long long atoll(const char *);
void *bsearch(const void *, const void *, size_t, size_t, int (*)(const void *, const void *));
void *calloc(size_t, size_t);
int clearenv(void);
div_t div(int, int);
__noreturn void exit(int);
void free(void *);
char *getenv(const char *);
long labs(long);
ldiv_t ldiv(long, long);
long long llabs(long long);
lldiv_t lldiv(long long, long long);
void *malloc(size_t);
char *mkdtemp(char *);
int mkostemp(char *, int);
int mkstemp(char *);
int mkstemps(char *, int);
int posix_memalign(void **, size_t, size_t);
int putenv(char *);
void qsort(void *, size_t, size_t, int (*)(const void *, const void *));
void qsort_r(void *, size_t, size_t, int (*)(const void *, const void *, void *), void *);
int rand(void);
int rand_r(unsigned *);
long random(void);
void *realloc(void *, size_t);
void *reallocarray(void *, size_t, size_t);
char *realpath(const char *__restrict_ptr, char *__restrict_ptr);
int setenv(const char *, const char *, int);
void srand(unsigned);
void srandom(unsigned);
double strtod(const char *__restrict_ptr, char **__restrict_ptr);
float strtof(const char *__restrict_ptr, char **__restrict_ptr);
long strtol(const char *__restrict_ptr, char **__restrict_ptr, int);
long double strtold(const char *__restrict_ptr, char **__restrict_ptr);
long long strtoll(const char *__restrict_ptr, char **__restrict_ptr, int);
unsigned long strtoul(const char *__restrict_ptr, char **__restrict_ptr, int);
unsigned long long strtoull(const char *__restrict_ptr, char **__restrict_ptr, int);
int system(const char *);
int unsetenv(const char *);

#endif

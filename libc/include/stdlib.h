/* SPDX-License-Identifier: MIT */
#ifndef _STDLIB_H
#define _STDLIB_H

#include <alloca.h>
#include <bits/locale.h>
#include <bits/types.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 0x7fffffff
#define MB_CUR_MAX (__ctype_get_mb_cur_max())

typedef struct { int quot, rem; } div_t;
typedef struct { long quot, rem; } ldiv_t;
typedef struct { long long quot, rem; } lldiv_t;

__noreturn void _Exit(int);
size_t __ctype_get_mb_cur_max(void);
long a64l(const char *);
__noreturn void abort(void);
int abs(int);
void *aligned_alloc(size_t, size_t);
int at_quick_exit(void (*)(void));
int atexit(void (*)(void));
double atof(const char *);
int atoi(const char *);
long atol(const char *);
long long atoll(const char *);
void *bsearch(const void *, const void *, size_t, size_t, int (*)(const void *, const void *));
void *calloc(size_t, size_t);
int clearenv(void);
div_t div(int, int);
double drand48(void);
double erand48(unsigned short[3]);
__noreturn void exit(int);
void free(void *);
char *getenv(const char *);
int getloadavg(double[], int);
int getsubopt(char **, char *const[], char **);
int grantpt(int);
char *initstate(unsigned, char *, size_t);
long jrand48(unsigned short[3]);
char *l64a(long);
long labs(long);
void lcong48(unsigned short[7]);
ldiv_t ldiv(long, long);
long long llabs(long long);
lldiv_t lldiv(long long, long long);
long lrand48(void);
void *malloc(size_t);
int mblen(const char *, size_t);
size_t mbstowcs(wchar_t *, const char *, size_t);
int mbtowc(wchar_t *, const char *, size_t);
void *memalign(size_t, size_t);
char *mkdtemp(char *);
int mkostemp(char *, int);
int mkostemps(char *, int, int);
int mkstemp(char *);
int mkstemps(char *, int);
char *mktemp(char *);
long mrand48(void);
long nrand48(unsigned short[3]);
int posix_memalign(void **, size_t, size_t);
int posix_openpt(int);
char *ptsname(int);
int ptsname_r(int, char *, size_t);
int putenv(char *);
void qsort(void *, size_t, size_t, int (*)(const void *, const void *));
void qsort_r(void *, size_t, size_t, int (*)(const void *, const void *, void *), void *);
__noreturn void quick_exit(int);
int rand(void);
int rand_r(unsigned *);
long random(void);
void *realloc(void *, size_t);
void *reallocarray(void *, size_t, size_t);
char *realpath(const char *__restrict_ptr, char *__restrict_ptr);
char *secure_getenv(const char *);
unsigned short *seed48(unsigned short[3]);
int setenv(const char *, const char *, int);
void setkey(const char *);
char *setstate(char *);
void srand(unsigned);
void srand48(long);
void srandom(unsigned);
double strtod(const char *__restrict_ptr, char **__restrict_ptr);
float strtof(const char *__restrict_ptr, char **__restrict_ptr);
long strtol(const char *__restrict_ptr, char **__restrict_ptr, int);
long double strtold(const char *__restrict_ptr, char **__restrict_ptr);
long long strtoll(const char *__restrict_ptr, char **__restrict_ptr, int);
unsigned long strtoul(const char *__restrict_ptr, char **__restrict_ptr, int);
unsigned long long strtoull(const char *__restrict_ptr, char **__restrict_ptr, int);
int system(const char *);
int unlockpt(int);
int unsetenv(const char *);
void *valloc(size_t);
size_t wcstombs(char *, const wchar_t *, size_t);
int wctomb(char *, wchar_t);
char *ecvt(double, int, int *, int *);
char *fcvt(double, int, int *, int *);
char *gcvt(double, int, char *);
double strtod_l(const char *__restrict_ptr, char **__restrict_ptr, locale_t);
float strtof_l(const char *__restrict_ptr, char **__restrict_ptr, locale_t);
long double strtold_l(const char *__restrict_ptr, char **__restrict_ptr, locale_t);

#if defined _LARGEFILE64_SOURCE || defined _GNU_SOURCE
#define mkstemp64 mkstemp
#define mkostemp64 mkostemp
#define mkstemps64 mkstemps
#define mkostemps64 mkostemps
#endif

#ifdef __cplusplus
}
#endif

#endif

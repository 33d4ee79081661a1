/* SPDX-License-Identifier: MIT */
#ifndef _WCHAR_H
#define _WCHAR_H

#include <bits/locale.h>
#include <bits/types.h>
#include <bits/wide.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct { unsigned long __state; } mbstate_t;
#ifndef __FILE_defined
#define __FILE_defined
typedef struct __FILE FILE;
#endif
struct tm;

wint_t btowc(int);
wint_t fgetwc(FILE *);
wchar_t *fgetws(wchar_t *, int, FILE *);
wint_t fputwc(wchar_t, FILE *);
int fputws(const wchar_t *, FILE *);
int fwide(FILE *, int);
wint_t getwc(FILE *);
wint_t getwchar(void);
int iswalnum(wint_t);
int iswalpha(wint_t);
int iswblank(wint_t);
int iswcntrl(wint_t);
int iswctype(wint_t, wctype_t);
int iswdigit(wint_t);
int iswgraph(wint_t);
int iswlower(wint_t);
int iswprint(wint_t);
int iswpunct(wint_t);
int iswspace(wint_t);
int iswupper(wint_t);
int iswxdigit(wint_t);
size_t mbrlen(const char *, size_t, mbstate_t *);
size_t mbrtowc(wchar_t *, const char *, size_t, mbstate_t *);
int mbsinit(const mbstate_t *);
size_t mbsnrtowcs(wchar_t *, const char **, size_t, size_t, mbstate_t *);
size_t mbsrtowcs(wchar_t *, const char **, size_t, mbstate_t *);
wint_t putwc(wchar_t, FILE *);
wint_t putwchar(wchar_t);
wint_t towlower(wint_t);
wint_t towupper(wint_t);
wint_t ungetwc(wint_t, FILE *);
wchar_t *wcpcpy(wchar_t *, const wchar_t *);
wchar_t *wcpncpy(wchar_t *, const wchar_t *, size_t);
size_t wcrtomb(char *, wchar_t, mbstate_t *);
int wcscasecmp(const wchar_t *, const wchar_t *);
int wcscasecmp_l(const wchar_t *, const wchar_t *, locale_t);
wchar_t *wcscat(wchar_t *, const wchar_t *);
wchar_t *wcschr(const wchar_t *, wchar_t);
int wcscmp(const wchar_t *, const wchar_t *);
int wcscoll(const wchar_t *, const wchar_t *);
int wcscoll_l(const wchar_t *, const wchar_t *, locale_t);
wchar_t *wcscpy(wchar_t *, const wchar_t *);
size_t wcscspn(const wchar_t *, const wchar_t *);
wchar_t *wcsdup(const wchar_t *);
size_t wcsftime(wchar_t *, size_t, const wchar_t *, const struct tm *);
size_t wcslen(const wchar_t *);
int wcsncasecmp(const wchar_t *, const wchar_t *, size_t);
int wcsncasecmp_l(const wchar_t *, const wchar_t *, size_t, locale_t);
wchar_t *wcsncat(wchar_t *, const wchar_t *, size_t);
int wcsncmp(const wchar_t *, const wchar_t *, size_t);
wchar_t *wcsncpy(wchar_t *, const wchar_t *, size_t);
size_t wcsnlen(const wchar_t *, size_t);
size_t wcsnrtombs(char *, const wchar_t **, size_t, size_t, mbstate_t *);
wchar_t *wcspbrk(const wchar_t *, const wchar_t *);
wchar_t *wcsrchr(const wchar_t *, wchar_t);
size_t wcsrtombs(char *, const wchar_t **, size_t, mbstate_t *);
size_t wcsspn(const wchar_t *, const wchar_t *);
wchar_t *wcsstr(const wchar_t *, const wchar_t *);
double wcstod(const wchar_t *, wchar_t **);
float wcstof(const wchar_t *, wchar_t **);
wchar_t *wcstok(wchar_t *, const wchar_t *, wchar_t **);
long wcstol(const wchar_t *, wchar_t **, int);
__extension__ long long wcstoll(const wchar_t *, wchar_t **, int);
unsigned long wcstoul(const wchar_t *, wchar_t **, int);
__extension__ unsigned long long wcstoull(const wchar_t *, wchar_t **, int);
wchar_t *wcswcs(const wchar_t *, const wchar_t *);
int wcswidth(const wchar_t *, size_t);
size_t wcsxfrm(wchar_t *, const wchar_t *, size_t);
size_t wcsxfrm_l(wchar_t *, const wchar_t *, size_t, locale_t);
int wctob(wint_t);
wctype_t wctype(const char *);
int wcwidth(wchar_t);
wchar_t *wmemchr(const wchar_t *, wchar_t, size_t);
int wmemcmp(const wchar_t *, const wchar_t *, size_t);
wchar_t *wmemcpy(wchar_t *, const wchar_t *, size_t);
wchar_t *wmemmove(wchar_t *, const wchar_t *, size_t);
wchar_t *wmemset(wchar_t *, wchar_t, size_t);
wint_t fgetwc_unlocked(FILE *);
wchar_t *fgetws_unlocked(wchar_t *, int, FILE *);
wint_t fputwc_unlocked(wchar_t, FILE *);
int fputws_unlocked(const wchar_t *, FILE *);
wint_t getwc_unlocked(FILE *);
wint_t getwchar_unlocked(void);
wint_t putwc_unlocked(wchar_t, FILE *);
wint_t putwchar_unlocked(wchar_t);
size_t wcsftime_l(wchar_t *__restrict_ptr, size_t, const wchar_t *__restrict_ptr, const struct tm *__restrict_ptr, locale_t);
int fwprintf(FILE *__restrict_ptr, const wchar_t *__restrict_ptr, ...);
int fwscanf(FILE *__restrict_ptr, const wchar_t *__restrict_ptr, ...);
FILE *open_wmemstream(wchar_t **, size_t *);
int swprintf(wchar_t *__restrict_ptr, size_t, const wchar_t *__restrict_ptr, ...);
int swscanf(const wchar_t *__restrict_ptr, const wchar_t *__restrict_ptr, ...);
int vfwprintf(FILE *__restrict_ptr, const wchar_t *__restrict_ptr, __builtin_va_list);
int vfwscanf(FILE *__restrict_ptr, const wchar_t *__restrict_ptr, __builtin_va_list);
int vswprintf(wchar_t *__restrict_ptr, size_t, const wchar_t *__restrict_ptr, __builtin_va_list);
int vswscanf(const wchar_t *__restrict_ptr, const wchar_t *__restrict_ptr, __builtin_va_list);
int vwprintf(const wchar_t *__restrict_ptr, __builtin_va_list);
int vwscanf(const wchar_t *__restrict_ptr, __builtin_va_list);
long double wcstold(const wchar_t *__restrict_ptr, wchar_t **__restrict_ptr);
int wprintf(const wchar_t *__restrict_ptr, ...);
int wscanf(const wchar_t *__restrict_ptr, ...);

#ifdef __cplusplus
}
#endif

#endif

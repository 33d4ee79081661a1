/* SPDX-License-Identifier: MIT */
#ifndef _STDIO_H
#define _STDIO_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef __FILE_defined
#define __FILE_defined
typedef struct __FILE FILE;
#endif
typedef long fpos_t;

#define EOF (-1)
#define BUFSIZ 4096
#define FILENAME_MAX 4096
#define FOPEN_MAX 1000
#define TMP_MAX 10000
#define L_tmpnam 20
#define L_ctermid 20
#define L_cuserid 20
#define P_tmpdir "/tmp"
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define _IOFBF 0
#define _IOLBF 1
#define _IONBF 2

extern FILE *stdin;
extern FILE *stdout;
extern FILE *stderr;
#define stdin stdin
#define stdout stdout
#define stderr stderr

#define __print(format, first) __attribute__((__format__(__printf__, format, first)))
#define __scan(format, first) __attribute__((__format__(__scanf__, format, first)))

int asprintf(char **, const char *, ...) __print(2, 3);
void clearerr(FILE *);
int dprintf(int, const char *__restrict_ptr, ...) __print(2, 3);
int fclose(FILE *);
FILE *fdopen(int, const char *);
int feof(FILE *);
int ferror(FILE *);
int fflush(FILE *);
int fgetc(FILE *);
int fgetpos(FILE *__restrict_ptr, fpos_t *__restrict_ptr);
#if !(defined __STDC_VERSION__ && __STDC_VERSION__ >= 201112L) && !(defined __cplusplus && __cplusplus >= 201402L)
char *gets(char *);
#endif
char *fgets(char *__restrict_ptr, int, FILE *__restrict_ptr);
int fileno(FILE *);
FILE *fopen(const char *__restrict_ptr, const char *__restrict_ptr);
int fprintf(FILE *__restrict_ptr, const char *__restrict_ptr, ...) __print(2, 3);
int fputc(int, FILE *);
int fputs(const char *__restrict_ptr, FILE *__restrict_ptr);
size_t fread(void *__restrict_ptr, size_t, size_t, FILE *__restrict_ptr);
FILE *freopen(const char *__restrict_ptr, const char *__restrict_ptr, FILE *__restrict_ptr);
int fscanf(FILE *__restrict_ptr, const char *__restrict_ptr, ...) __scan(2, 3);
int fseek(FILE *, long, int);
int fseeko(FILE *, off_t, int);
int fsetpos(FILE *, const fpos_t *);
long ftell(FILE *);
off_t ftello(FILE *);
size_t fwrite(const void *__restrict_ptr, size_t, size_t, FILE *__restrict_ptr);
int getc(FILE *);
int getc_unlocked(FILE *);
int getchar(void);
ssize_t getdelim(char **__restrict_ptr, size_t *__restrict_ptr, int, FILE *__restrict_ptr);
ssize_t getline(char **__restrict_ptr, size_t *__restrict_ptr, FILE *__restrict_ptr);
int pclose(FILE *);
void perror(const char *);
FILE *popen(const char *, const char *);
int printf(const char *__restrict_ptr, ...) __print(1, 2);
int putc(int, FILE *);
int putc_unlocked(int, FILE *);
int putchar(int);
int puts(const char *);
int remove(const char *);
int rename(const char *, const char *);
void rewind(FILE *);
int scanf(const char *__restrict_ptr, ...) __scan(1, 2);
void setbuf(FILE *__restrict_ptr, char *__restrict_ptr);
void setbuffer(FILE *, char *, size_t);
void setlinebuf(FILE *);
int fpurge(FILE *);
int setvbuf(FILE *__restrict_ptr, char *__restrict_ptr, int, size_t);
int snprintf(char *__restrict_ptr, size_t, const char *__restrict_ptr, ...) __print(3, 4);
int sprintf(char *__restrict_ptr, const char *__restrict_ptr, ...) __print(2, 3);
int sscanf(const char *__restrict_ptr, const char *__restrict_ptr, ...) __scan(2, 3);
FILE *tmpfile(void);
int ungetc(int, FILE *);
int vasprintf(char **, const char *, __builtin_va_list) __print(2, 0);
int vdprintf(int, const char *__restrict_ptr, __builtin_va_list) __print(2, 0);
int vfprintf(FILE *__restrict_ptr, const char *__restrict_ptr, __builtin_va_list) __print(2, 0);
int vfscanf(FILE *__restrict_ptr, const char *__restrict_ptr, __builtin_va_list) __scan(2, 0);
int vprintf(const char *__restrict_ptr, __builtin_va_list) __print(1, 0);
int vscanf(const char *__restrict_ptr, __builtin_va_list) __scan(1, 0);
int vsnprintf(char *__restrict_ptr, size_t, const char *__restrict_ptr, __builtin_va_list) __print(3, 0);
int vsprintf(char *__restrict_ptr, const char *__restrict_ptr, __builtin_va_list) __print(2, 0);
int vsscanf(const char *__restrict_ptr, const char *__restrict_ptr, __builtin_va_list) __scan(2, 0);

#undef __print
#undef __scan

typedef ssize_t cookie_read_function_t(void *, char *, size_t);
typedef ssize_t cookie_write_function_t(void *, const char *, size_t);
typedef int cookie_seek_function_t(void *, off_t *, int);
typedef int cookie_close_function_t(void *);
typedef struct {
	cookie_read_function_t *read;
	cookie_write_function_t *write;
	cookie_seek_function_t *seek;
	cookie_close_function_t *close;
} cookie_io_functions_t;

FILE *fmemopen(void *, size_t, const char *);
FILE *open_memstream(char **, size_t *);
char *tmpnam(char *);
char *tempnam(const char *, const char *);
char *ctermid(char *);
int renameat(int, const char *, int, const char *);
int getw(FILE *);
int putw(int, FILE *);
char *fgetln(FILE *, size_t *);
void flockfile(FILE *);
int ftrylockfile(FILE *);
void funlockfile(FILE *);
int getchar_unlocked(void);
int putchar_unlocked(int);
int fgetc_unlocked(FILE *);
int fputc_unlocked(int, FILE *);
char *fgets_unlocked(char *, int, FILE *);
int fputs_unlocked(const char *, FILE *);
size_t fread_unlocked(void *, size_t, size_t, FILE *);
size_t fwrite_unlocked(const void *, size_t, size_t, FILE *);
int fflush_unlocked(FILE *);
int feof_unlocked(FILE *);
int ferror_unlocked(FILE *);
void clearerr_unlocked(FILE *);
int fileno_unlocked(FILE *);
FILE *fopencookie(void *, const char *, cookie_io_functions_t);
char *cuserid(char *);

#if defined _LARGEFILE64_SOURCE || defined _GNU_SOURCE
#define tmpfile64 tmpfile
#define fopen64 fopen
#define freopen64 freopen
#define fseeko64 fseeko
#define ftello64 ftello
#define fgetpos64 fgetpos
#define fsetpos64 fsetpos
#define fpos64_t fpos_t
#define off64_t off_t
#endif

#ifdef __cplusplus
}
#endif

#endif

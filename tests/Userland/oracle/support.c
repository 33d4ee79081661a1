// SPDX-License-Identifier: MIT
// What cases print and need.
#include "oracle.h"
#include <sys/mman.h>
#include <time.h>

static const struct name { int number; const char *text; } errors[] = {
#define N(name) { name, #name }
    N(EPERM), N(ENOENT), N(ESRCH), N(EINTR), N(EIO), N(ENXIO), N(E2BIG), N(ENOEXEC), N(EBADF), N(ECHILD), N(EAGAIN), N(ENOMEM), N(EACCES),
    N(EFAULT), N(ENOTBLK), N(EBUSY), N(EEXIST), N(EXDEV), N(ENODEV), N(ENOTDIR), N(EISDIR), N(EINVAL), N(ENFILE), N(EMFILE), N(ENOTTY),
    N(ETXTBSY), N(EFBIG), N(ENOSPC), N(ESPIPE), N(EROFS), N(EMLINK), N(EPIPE), N(EDOM), N(ERANGE), N(EDEADLK), N(ENAMETOOLONG), N(ENOLCK),
    N(ENOSYS), N(ENOTEMPTY), N(ELOOP), N(ENODATA), N(ETIME), N(EOVERFLOW), N(ENOTSOCK), N(EDESTADDRREQ), N(EMSGSIZE), N(EPROTOTYPE),
    N(ENOPROTOOPT), N(EPROTONOSUPPORT), N(ESOCKTNOSUPPORT), N(EOPNOTSUPP), N(EPFNOSUPPORT), N(EAFNOSUPPORT), N(EADDRINUSE),
    N(EADDRNOTAVAIL), N(ENETDOWN), N(ENETUNREACH), N(ECONNABORTED), N(ECONNRESET), N(ENOBUFS), N(EISCONN), N(ENOTCONN), N(ESHUTDOWN),
    N(ETIMEDOUT), N(ECONNREFUSED), N(EHOSTUNREACH), N(EALREADY), N(EINPROGRESS), N(ESTALE), N(ECANCELED), N(EOWNERDEAD), N(ENOTRECOVERABLE),
};

static const struct name signals[] = {
    N(SIGHUP), N(SIGINT), N(SIGQUIT), N(SIGILL), N(SIGTRAP), N(SIGABRT), N(SIGBUS), N(SIGFPE), N(SIGKILL), N(SIGUSR1), N(SIGSEGV), N(SIGUSR2),
    N(SIGPIPE), N(SIGALRM), N(SIGTERM), N(SIGSTKFLT), N(SIGCHLD), N(SIGCONT), N(SIGSTOP), N(SIGTSTP), N(SIGTTIN), N(SIGTTOU), N(SIGURG),
    N(SIGXCPU), N(SIGXFSZ), N(SIGVTALRM), N(SIGPROF), N(SIGWINCH), N(SIGIO), N(SIGPWR), N(SIGSYS),
#undef N
};

static const char *find(const struct name *names, size_t count, int number, const char *other)
{
    static char text[4][32];
    static unsigned next;
    for (size_t i = 0; i < count; i++)
        if (names[i].number == number) return names[i].text;
    char *place = text[next++ % 4];
    snprintf(place, sizeof text[0], "%s%d", other, number);
    return place;
}

const char *oracle_error(int error)
{
    return error == 0 ? "0" : find(errors, sizeof errors / sizeof errors[0], error, "errno ");
}

const char *oracle_signal(int signal)
{
    return find(signals, sizeof signals / sizeof signals[0], signal, "signal ");
}

long oracle_result(const char *text, long result)
{
    int error = errno;
    if (result == -1 && error != 0) printf("%s: %s\n", text, oracle_error(error));
    else printf("%s: %ld\n", text, result);
    errno = error;
    return result;
}

long oracle_ok(const char *text, long result)
{
    int error = errno;
    printf("%s: %s\n", text, result == -1 ? oracle_error(error) : "ok");
    errno = error;
    return result;
}

void oracle_stop(int line, const char *text)
{
    int error = errno;
    printf("line %d: not so: %s (%s)\n", line, text, oracle_error(error));
    exit(1);
}

void show_status(const char *label, int status)
{
    if (WIFEXITED(status)) printf("%s: exit %d\n", label, WEXITSTATUS(status));
    else if (WIFSIGNALED(status)) printf("%s: %s%s\n", label, oracle_signal(WTERMSIG(status)), WCOREDUMP(status) ? " core" : "");
    else if (WIFSTOPPED(status)) printf("%s: stopped %s (event %d)\n", label, oracle_signal(WSTOPSIG(status)), status >> 16);
    else if (WIFCONTINUED(status)) printf("%s: continued\n", label);
    else printf("%s: status %#x\n", label, status);
}

void show_child(const char *label, pid_t child)
{
    int status = 0;
    pid_t ended;
    do ended = waitpid(child, &status, 0);
    while (ended < 0 && errno == EINTR);
    if (ended == child) show_status(label, status);
    else printf("%s: %s\n", label, oracle_error(errno));
}

void show_bytes(const char *label, const void *bytes, size_t count)
{
    const unsigned char *next = bytes;
    printf("%s: \"", label);
    for (size_t i = 0; i < count; i++) {
        if (next[i] == '\n') printf("\\n");
        else if (next[i] < ' ' || next[i] > '~' || next[i] == '"' || next[i] == '\\') printf("\\x%02x", next[i]);
        else putchar(next[i]);
    }
    printf("\"\n");
}

void make_file(const char *path, const char *text)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    NEED(file >= 0);
    NEED(write(file, text, strlen(text)) == (ssize_t)strlen(text));
    close(file);
}

long read_file(const char *path, char *buffer, size_t size)
{
    int file = open(path, O_RDONLY);
    if (file < 0) return -1;
    size_t length = 0;
    ssize_t count;
    while (length < size - 1 && (count = read(file, buffer + length, size - 1 - length)) > 0) length += (size_t)count;
    buffer[length] = 0;
    close(file);
    return (long)length;
}

void sleep_ms(long milliseconds)
{
    struct timespec time = { milliseconds / 1000, milliseconds % 1000 * 1000000 };
    while (nanosleep(&time, &time) < 0 && errno == EINTR) { }
}

long now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void *bad_address(void)
{
    static void *page;
    if (page == NULL) {
        page = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        munmap(page, 4096);
    }
    return page;
}

char *page_end(size_t bytes)
{
    char *pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(pages + 4096, 4096, PROT_NONE);
    return pages + 4096 - bytes;
}

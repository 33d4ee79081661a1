// SPDX-License-Identifier: MIT
// timerfd_create(2).
#include "oracle.h"
#include <poll.h>
#include <sys/timerfd.h>
#include <time.h>

static struct itimerspec spec(long first_ms, long interval_ms)
{
    return (struct itimerspec){ { interval_ms / 1000, interval_ms % 1000 * 1000000 }, { first_ms / 1000, first_ms % 1000 * 1000000 } };
}

static void show_setting(const char *label, const struct itimerspec *setting)
{
    // Rounded up to a tenth of a second: it runs.
    long left = setting->it_value.tv_sec * 1000 + setting->it_value.tv_nsec / 1000000;
    printf("%s: about %ld00 ms, every %ld ms\n", label, (left + 99) / 100, setting->it_interval.tv_sec * 1000 + setting->it_interval.tv_nsec / 1000000);
}

CASE(one_shot)
{
    int file = timerfd_create(CLOCK_MONOTONIC, 0);
    struct itimerspec setting = spec(30, 0);
    long start = now_ms();
    R(timerfd_settime(file, 0, &setting, NULL));
    uint64_t count = 0;
    R(read(file, &count, 8));
    T(now_ms() - start >= 30);
    printf("%llu\n", (unsigned long long)count);
    R(timerfd_gettime(file, &setting));
    show_setting("after", &setting);
    fcntl(file, F_SETFL, O_NONBLOCK);
    R(read(file, &count, 8));
}

CASE(interval_counts)
{
    int file = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    struct itimerspec setting = spec(10, 200);
    timerfd_settime(file, 0, &setting, NULL);
    sleep_ms(460);
    uint64_t count = 0;
    R(read(file, &count, 8));
    T(count >= 3 && count < 20);
    R(read(file, &count, 8));
    struct pollfd entry = { .fd = file, .events = POLLIN | POLLOUT };
    R(poll(&entry, 1, 1000));
    printf("%#x\n", (unsigned)entry.revents);
    R(read(file, &count, 8));
    T(count >= 1);
}

CASE(settings_are_told)
{
    int file = timerfd_create(CLOCK_REALTIME, 0);
    struct itimerspec setting = spec(50000, 2500), old;
    memset(&old, 0xFF, sizeof old);
    R(timerfd_settime(file, 0, &setting, &old));
    show_setting("before", &old);
    R(timerfd_gettime(file, &old));
    show_setting("running", &old);
    setting = spec(0, 700);
    R(timerfd_settime(file, 0, &setting, &old));
    show_setting("replaced", &old);
    R(timerfd_gettime(file, &old));
    show_setting("off", &old);
}

CASE(absolute_in_the_past_expires_at_once)
{
    static const int clocks[] = { CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_BOOTTIME };
    for (int i = 0; i < 3; i++) {
        int file = timerfd_create(clocks[i], TFD_NONBLOCK);
        struct itimerspec setting = { { 0, 0 }, { 0, 1 } };
        R(timerfd_settime(file, TFD_TIMER_ABSTIME, &setting, NULL));
        sleep_ms(5);
        uint64_t count = 0;
        R(read(file, &count, 8));
        printf("%llu\n", (unsigned long long)count);
    }
}

CASE(absolute_on_each_clock)
{
    static const int clocks[] = { CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_BOOTTIME };
    for (int i = 0; i < 3; i++) {
        int file = timerfd_create(clocks[i], 0);
        struct timespec now;
        long start = now_ms();
        clock_gettime(clocks[i], &now);
        struct itimerspec setting = { { 0, 0 }, now };
        setting.it_value.tv_nsec += 20000000;
        if (setting.it_value.tv_nsec >= 1000000000) setting.it_value.tv_nsec -= 1000000000, setting.it_value.tv_sec++;
        timerfd_settime(file, TFD_TIMER_ABSTIME, &setting, NULL);
        uint64_t count = 0;
        R(read(file, &count, 8));
        T(now_ms() - start >= 15);
    }
}

CASE(wrong_arguments_in_order)
{
    OK(timerfd_create(99, 0));
    OK(timerfd_create(CLOCK_PROCESS_CPUTIME_ID, 0));
    OK(timerfd_create(CLOCK_MONOTONIC_RAW, 0));
    OK(timerfd_create(CLOCK_MONOTONIC, 1));
    OK(timerfd_create(8, 0));
    OK(timerfd_create(9, 0));
    int file = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC), ends[2];
    pipe(ends);
    R(fcntl(file, F_GETFD));
    struct itimerspec good = spec(1000, 0), bad = spec(0, 0);
    bad.it_value.tv_nsec = 1000000000;
    R(timerfd_settime(-1, 0, bad_address(), NULL));
    R(timerfd_settime(-1, 4, &good, NULL));
    R(timerfd_settime(-1, 0, &bad, NULL));
    R(timerfd_settime(-1, 0, &good, NULL));
    R(timerfd_settime(ends[0], 0, &good, NULL));
    R(timerfd_settime(file, 4, &good, NULL));
    R(timerfd_settime(file, 0, &bad, NULL));
    bad = spec(1000, 0);
    bad.it_interval.tv_sec = -1;
    R(timerfd_settime(file, 0, &bad, NULL));
    R(timerfd_settime(file, 0, &good, bad_address()));
    struct itimerspec now;
    R(timerfd_gettime(file, &now));
    T(now.it_value.tv_sec + now.it_value.tv_nsec > 0);
    R(timerfd_gettime(-1, bad_address()));
    R(timerfd_gettime(ends[0], bad_address()));
    R(timerfd_gettime(file, bad_address()));
    char bytes[8];
    R(read(file, bytes, 4));
    R(write(file, bytes, 8));
}

CASE(setting_again_forgets_expirations)
{
    int file = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    struct itimerspec setting = spec(5, 0);
    timerfd_settime(file, 0, &setting, NULL);
    sleep_ms(30);
    setting = spec(100000, 0);
    timerfd_settime(file, 0, &setting, NULL);
    uint64_t count;
    R(read(file, &count, 8));
}

CASE(alarm_clocks_need_privilege)
{
    CHILD {
        setuid(1000);
        OK(timerfd_create(8, 0));
        OK(timerfd_create(8, 1));
    }
}

// SPDX-License-Identifier: MIT
// adjtimex(2) and clock_adjtime(2): what can be asked, and who may not change it. Nothing here moves the clock of the machine.
#include "oracle.h"
#include <sys/timex.h>
#include <time.h>

static long clock_adjust(int clock, void *buffer) { return syscall(SYS_clock_adjtime, clock, buffer); }
static long adjust(void *buffer) { return syscall(SYS_adjtimex, buffer); }

CASE(what_is_told)
{
    struct timex state = { 0 };
    struct timespec now;
    T(adjust(&state) >= 0);
    printf("precision %ld tolerance %ld tick %ld\n", state.precision, state.tolerance, state.tick);
    clock_gettime(CLOCK_REALTIME, &now);
    T(now.tv_sec - state.time.tv_sec <= 5 && now.tv_sec >= state.time.tv_sec);
    state = (struct timex){ .modes = 0xA001 };
    T(adjust(&state) >= 0);
    R(state.offset);
    state = (struct timex){ 0 };
    T(clock_adjust(CLOCK_REALTIME, &state) >= 0);
}

CASE(errors_in_order)
{
    struct timex state = { 0 };
    R(adjust(NULL));
    R(adjust(bad_address()));
    R(clock_adjust(99, bad_address()));
    R(clock_adjust(99, &state));
    R(clock_adjust(CLOCK_MONOTONIC, &state));
    R(clock_adjust(CLOCK_BOOTTIME, &state));
    R(clock_adjust(CLOCK_TAI, &state));
    R(clock_adjust(10, &state));
    state.modes = 0x8000;
    R(adjust(&state));
    state.modes = 0xA000;
    R(adjust(&state));
    CHILD {
        NEED(setuid(1000) == 0);
        state.modes = ADJ_TICK;
        state.tick = 1;
        R(adjust(&state));
        state.modes = ADJ_STATUS;
        R(adjust(&state));
        state.modes = 0x8001;
        R(adjust(&state));
        state.modes = 0xA001;
        T(adjust(&state) >= 0);
        state.modes = ADJ_SETOFFSET;
        state.time.tv_usec = -1;
        R(adjust(&state));
    }
}

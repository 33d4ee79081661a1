// SPDX-License-Identifier: MIT
// What the parts of the stress program share.
#ifndef STRESS_H
#define STRESS_H

#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// One random sequence for each worker, so that a seed repeats what each of them does, if not when.
extern uint64_t random_state;

static inline uint32_t any(uint32_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 33) % limit;
}

_Noreturn void fail(const char *what, long found, long expected);

#define EXPECT(found, expected) do { long f_ = (long)(found), e_ = (long)(expected); if (f_ != e_) fail(#found, f_, e_); } while (0)
#define NEEDS(condition) do { if (!(condition)) fail(#condition, 0, 1); } while (0)

extern const char *self_path;
long milliseconds(void);

// processes.c
void fork_tree(void);
void exec_self(void);
void vfork_self(void);
void end_of_many_threads(void);
void exec_from_thread(void);
void kill_busy(void);
void stop_and_continue(void);
void signal_storm(void);

// memory.c
void map_and_unmap(void);
void copy_on_write(void);
void remap_under_readers(void);
void forbid_under_writers(void);
void faults(void);
void fork_under_writers(void);

// threads.c
void mutexes(void);
void futex_ping_pong(void);
void conditions(void);
void short_threads(void);
void registers(void);

// files.c
void pipes(void);
void many_files(void);
void polls(void);
void naps(void);
void affinity(void);

#endif

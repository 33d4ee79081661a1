// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>pthread.h: condition variables.</summary>
public static unsafe partial class C
{
    private const int SharedCondition = int.MinValue;

    /// <summary>pthread_condattr_t is the clock, with the top bit set if shared between processes.</summary>
    [RuntimeExport("pthread_cond_init")]
    public static int pthread_cond_init(Condition* condition, int* attributes)
    {
        *condition = default;
        condition->Clock = attributes == null ? 0 : *attributes & int.MaxValue;
        condition->IsShared = attributes != null && *attributes < 0 ? 1 : 0;
        return 0;
    }

    [RuntimeExport("pthread_cond_destroy")]
    public static int pthread_cond_destroy(Condition* condition)
    {
        Conditions.End(condition);
        return 0;
    }

    [RuntimeExport("pthread_cond_wait")]
    public static int pthread_cond_wait(Condition* condition, Mutex* mutex) => Conditions.Wait(condition, mutex, condition->Clock, null);

    /// <returns>0; ETIMEDOUT; EINVAL: no time; EPERM: the mutex is not the caller's; what taking the mutex again answers.</returns>
    [RuntimeExport("pthread_cond_timedwait")]
    public static int pthread_cond_timedwait(Condition* condition, Mutex* mutex, Timespec* deadline) =>
        Conditions.Wait(condition, mutex, condition->Clock, deadline);

    [RuntimeExport("pthread_cond_clockwait")]
    public static int pthread_cond_clockwait(Condition* condition, Mutex* mutex, int clock, Timespec* deadline) =>
        clock is (int)ClockId.CLOCK_REALTIME or (int)ClockId.CLOCK_MONOTONIC ? Conditions.Wait(condition, mutex, clock, deadline) : (int)Errno.EINVAL;

    [RuntimeExport("pthread_cond_signal")]
    public static int pthread_cond_signal(Condition* condition)
    {
        Conditions.Signal(condition, 1);
        return 0;
    }

    [RuntimeExport("pthread_cond_broadcast")]
    public static int pthread_cond_broadcast(Condition* condition)
    {
        Conditions.Signal(condition, int.MaxValue);
        return 0;
    }

    [RuntimeExport("pthread_condattr_init")]
    public static int pthread_condattr_init(int* attributes)
    {
        *attributes = 0;
        return 0;
    }

    [RuntimeExport("pthread_condattr_destroy")]
    public static int pthread_condattr_destroy(int* attributes) => 0;

    [RuntimeExport("pthread_condattr_getclock")]
    public static int pthread_condattr_getclock(int* attributes, int* clock)
    {
        *clock = *attributes & int.MaxValue;
        return 0;
    }

    /// <returns>0, or EINVAL: a clock of processor time, or no clock.</returns>
    [RuntimeExport("pthread_condattr_setclock")]
    public static int pthread_condattr_setclock(int* attributes, int clock)
    {
        if (clock is not ((int)ClockId.CLOCK_REALTIME or (int)ClockId.CLOCK_MONOTONIC))
        {
            return (int)Errno.EINVAL;
        }

        *attributes = (*attributes & SharedCondition) | clock;
        return 0;
    }

    [RuntimeExport("pthread_condattr_getpshared")]
    public static int pthread_condattr_getpshared(int* attributes, int* isShared) => GetFlag(attributes, SharedCondition, isShared);

    [RuntimeExport("pthread_condattr_setpshared")]
    public static int pthread_condattr_setpshared(int* attributes, int isShared) => SetFlag(attributes, SharedCondition, isShared);
}

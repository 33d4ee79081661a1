// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>C's sem_t, 32 bytes: the value in the low half of a word and the number of waiters in the high one, changed together.</summary>
/// <remarks>So sem_post touches the semaphore once: after that a waiter may have destroyed it.</remarks>
public struct Semaphore
{
    internal long State;
    internal int IsShared;
}

/// <summary>semaphore.h: counting semaphores.</summary>
public static unsafe partial class C
{
    private const long SemaphoreWaiter = 1L << 32;

    /// <returns>0, or -1 with EINVAL: a value over SEM_VALUE_MAX.</returns>
    [RuntimeExport("sem_init")]
    public static int sem_init(Semaphore* semaphore, int isShared, uint value)
    {
        if (value > int.MaxValue)
        {
            return Error.Set(Errno.EINVAL);
        }

        semaphore->State = value;
        semaphore->IsShared = isShared;
        return 0;
    }

    [RuntimeExport("sem_destroy")]
    public static int sem_destroy(Semaphore* semaphore) => 0;

    [RuntimeExport("sem_getvalue")]
    public static int sem_getvalue(Semaphore* semaphore, int* value)
    {
        *value = (int)Volatile.Read(ref semaphore->State);
        return 0;
    }

    /// <summary>May be called from signal handlers.</summary>
    /// <returns>0, or -1 with EOVERFLOW.</returns>
    [RuntimeExport("sem_post")]
    public static int sem_post(Semaphore* semaphore)
    {
        bool isShared = semaphore->IsShared != 0;
        long state;
        do
        {
            state = Volatile.Read(ref semaphore->State);
            if ((int)state == int.MaxValue)
            {
                return Error.Set(Errno.EOVERFLOW);
            }
        }
        while (Interlocked.CompareExchange(ref semaphore->State, state + 1, state) != state);

        if (state >= SemaphoreWaiter)
        {
            Futex.Wake((int*)&semaphore->State, 1, isShared);
        }

        return 0;
    }

    [RuntimeExport("sem_trywait")]
    public static int sem_trywait(Semaphore* semaphore) => TakeSemaphore(semaphore, 1) ? 0 : Error.Set(Errno.EAGAIN);

    [RuntimeExport("sem_wait")]
    public static int sem_wait(Semaphore* semaphore) => WaitForSemaphore(semaphore, (int)ClockId.CLOCK_REALTIME, null);

    [RuntimeExport("sem_timedwait")]
    public static int sem_timedwait(Semaphore* semaphore, Timespec* deadline) => WaitForSemaphore(semaphore, (int)ClockId.CLOCK_REALTIME, deadline);

    [RuntimeExport("sem_clockwait")]
    public static int sem_clockwait(Semaphore* semaphore, int clock, Timespec* deadline) =>
        clock is (int)ClockId.CLOCK_REALTIME or (int)ClockId.CLOCK_MONOTONIC ? WaitForSemaphore(semaphore, clock, deadline) : Error.Set(Errno.EINVAL);

    /// <summary>A cancellation point.</summary>
    /// <returns>0, or -1 with EINTR, ETIMEDOUT or EINVAL.</returns>
    private static int WaitForSemaphore(Semaphore* semaphore, int clock, Timespec* deadline)
    {
        pthread_testcancel();
        if (TakeSemaphore(semaphore, 1))
        {
            return 0;
        }

        // Counted among the waiters until it has the semaphore or gives up, also if it is cancelled.
        CleanupRecord record;
        _ = Interlocked.Add(ref semaphore->State, SemaphoreWaiter);
        __pthread_cleanup_push(&record, (CleanupRoutine)(delegate*<void*, void>)&LeaveSemaphore, semaphore);
        int error = 0;
        while (error is not ((int)Errno.ETIMEDOUT or (int)Errno.EINVAL or (int)Errno.EINTR) && !TakeSemaphore(semaphore, SemaphoreWaiter + 1))
        {
            error = Futex.WaitCancellably((int*)&semaphore->State, 0, clock, deadline, semaphore->IsShared != 0);
        }

        bool hasFailed = error is (int)Errno.ETIMEDOUT or (int)Errno.EINVAL or (int)Errno.EINTR;
        __pthread_cleanup_pop(&record, hasFailed ? 1 : 0);
        return hasFailed ? Error.Set((Errno)error) : 0;
    }

    private static void LeaveSemaphore(void* semaphore) => _ = Interlocked.Add(ref ((Semaphore*)semaphore)->State, -SemaphoreWaiter);

    private static bool TakeSemaphore(Semaphore* semaphore, long amount)
    {
        long state;
        while ((int)(state = Volatile.Read(ref semaphore->State)) > 0)
        {
            if (Interlocked.CompareExchange(ref semaphore->State, state - amount, state) == state)
            {
                return true;
            }
        }

        return false;
    }
}

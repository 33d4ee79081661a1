// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>pthread.h: waiting for a thread's end.</summary>
public static unsafe partial class C
{
    /// <summary>A cancellation point: a thread cancelled while it waits has not joined.</summary>
    /// <returns>0; EDEADLK: the thread itself; EINVAL: detached.</returns>
    [RuntimeExport("pthread_join")]
    public static int pthread_join(ThreadBlock* thread, void** result) => JoinUntil(thread, result, (int)ClockId.CLOCK_REALTIME, null);

    [RuntimeExport("pthread_timedjoin_np")]
    public static int pthread_timedjoin_np(ThreadBlock* thread, void** result, Timespec* deadline) =>
        JoinUntil(thread, result, (int)ClockId.CLOCK_REALTIME, deadline);

    [RuntimeExport("pthread_clockjoin_np")]
    public static int pthread_clockjoin_np(ThreadBlock* thread, void** result, int clock, Timespec* deadline) =>
        JoinUntil(thread, result, clock, deadline);

    [RuntimeExport("pthread_tryjoin_np")]
    public static int pthread_tryjoin_np(ThreadBlock* thread, void** result) =>
        Volatile.Read(ref thread->State) == ThreadStates.Joinable ? (int)Errno.EBUSY : pthread_join(thread, result);

    [RuntimeExport("pthread_detach")]
    public static int pthread_detach(ThreadBlock* thread)
    {
        int state = Interlocked.CompareExchange(ref thread->State, ThreadStates.Detached, ThreadStates.Joinable);
        if (state == ThreadStates.Joinable)
        {
            return 0;
        }

        if (state == ThreadStates.Detached)
        {
            return (int)Errno.EINVAL;
        }

        // It is about to end and no longer asks: whoever detaches it cleans up.
        int old;
        _ = pthread_setcancelstate(CancelStates.Disabled, &old);
        int error = pthread_join(thread, null);
        _ = pthread_setcancelstate(old, null);
        return error;
    }

    internal static int JoinUntil(ThreadBlock* thread, void** result, int clock, Timespec* deadline)
    {
        pthread_testcancel();
        if (thread == ThreadStubs.Self())
        {
            return (int)Errno.EDEADLK;
        }

        int state;
        while ((state = Volatile.Read(ref thread->State)) != ThreadStates.Exited)
        {
            if (state == ThreadStates.Detached)
            {
                return (int)Errno.EINVAL;
            }

            int error = Futex.WaitCancellably(&thread->State, state, clock, deadline, false);
            if (error is (int)Errno.ETIMEDOUT or (int)Errno.EINVAL)
            {
                return error;
            }
        }

        Threads.WaitForEnd();
        if (result != null)
        {
            *result = thread->Result;
        }

        if (thread->Map != null)
        {
            ThreadStacks.Release(thread);
        }

        return 0;
    }
}

// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>C's pthread_rwlock_t, 56 bytes. The state counts readers, or says that there is a writer; its top bit that somebody may wait.</summary>
public struct ReadWriteLock
{
    internal int State;
    internal int Waiters;
    internal int IsShared;
}

/// <summary>pthread.h: locks for many readers or one writer. Readers go first; there is no record of who they are.</summary>
public static unsafe partial class C
{
    private const int WriterState = int.MaxValue;

    [RuntimeExport("pthread_rwlock_init")]
    public static int pthread_rwlock_init(ReadWriteLock* @lock, int* isShared)
    {
        new System.Span<byte>(@lock, 56).Clear();
        @lock->IsShared = isShared == null ? 0 : *isShared;
        return 0;
    }

    [RuntimeExport("pthread_rwlock_destroy")]
    public static int pthread_rwlock_destroy(ReadWriteLock* @lock) => 0;

    /// <returns>0; EBUSY; EAGAIN: too many readers.</returns>
    [RuntimeExport("pthread_rwlock_tryrdlock")]
    public static int pthread_rwlock_tryrdlock(ReadWriteLock* @lock)
    {
        while (true)
        {
            int state = Volatile.Read(ref @lock->State);
            int readers = state & int.MaxValue;
            if (readers >= WriterState - 1)
            {
                return (int)(readers == WriterState ? Errno.EBUSY : Errno.EAGAIN);
            }

            if (Interlocked.CompareExchange(ref @lock->State, state + 1, state) == state)
            {
                return 0;
            }
        }
    }

    [RuntimeExport("pthread_rwlock_trywrlock")]
    public static int pthread_rwlock_trywrlock(ReadWriteLock* @lock) =>
        Interlocked.CompareExchange(ref @lock->State, WriterState, 0) == 0 ? 0 : (int)Errno.EBUSY;

    [RuntimeExport("pthread_rwlock_rdlock")]
    public static int pthread_rwlock_rdlock(ReadWriteLock* @lock)
    {
        // Mostly there is nothing to wait for.
        int state = Volatile.Read(ref @lock->State);
        bool isLocked = (state & int.MaxValue) < WriterState - 1 && Interlocked.CompareExchange(ref @lock->State, state + 1, state) == state;
        return isLocked ? 0 : LockForReading(@lock, (int)ClockId.CLOCK_REALTIME, null);
    }

    [RuntimeExport("pthread_rwlock_timedrdlock")]
    public static int pthread_rwlock_timedrdlock(ReadWriteLock* @lock, Timespec* deadline) => LockForReading(@lock, (int)ClockId.CLOCK_REALTIME, deadline);

    [RuntimeExport("pthread_rwlock_clockrdlock")]
    public static int pthread_rwlock_clockrdlock(ReadWriteLock* @lock, int clock, Timespec* deadline) => LockForReading(@lock, clock, deadline);

    [RuntimeExport("pthread_rwlock_wrlock")]
    public static int pthread_rwlock_wrlock(ReadWriteLock* @lock) =>
        Interlocked.CompareExchange(ref @lock->State, WriterState, 0) == 0 ? 0 : LockForWriting(@lock, (int)ClockId.CLOCK_REALTIME, null);

    [RuntimeExport("pthread_rwlock_timedwrlock")]
    public static int pthread_rwlock_timedwrlock(ReadWriteLock* @lock, Timespec* deadline) => LockForWriting(@lock, (int)ClockId.CLOCK_REALTIME, deadline);

    [RuntimeExport("pthread_rwlock_clockwrlock")]
    public static int pthread_rwlock_clockwrlock(ReadWriteLock* @lock, int clock, Timespec* deadline) => LockForWriting(@lock, clock, deadline);

    [RuntimeExport("pthread_rwlock_unlock")]
    public static int pthread_rwlock_unlock(ReadWriteLock* @lock)
    {
        bool isShared = @lock->IsShared != 0;
        while (true)
        {
            int waiters = Volatile.Read(ref @lock->Waiters);
            int state = Volatile.Read(ref @lock->State);
            int readers = state & int.MaxValue;
            int next = readers is WriterState or 1 ? 0 : state - 1;
            if (Interlocked.CompareExchange(ref @lock->State, next, state) != state)
            {
                continue;
            }

            // The lock may be gone by now: what is looked at was read before.
            if (next == 0 && (waiters != 0 || state < 0))
            {
                Futex.Wake(&@lock->State, int.MaxValue, isShared);
            }

            return 0;
        }
    }

    [RuntimeExport("pthread_rwlockattr_init")]
    public static int pthread_rwlockattr_init(int* attributes)
    {
        *attributes = 0;
        return 0;
    }

    [RuntimeExport("pthread_rwlockattr_destroy")]
    public static int pthread_rwlockattr_destroy(int* attributes) => 0;

    [RuntimeExport("pthread_rwlockattr_getpshared")]
    public static int pthread_rwlockattr_getpshared(int* attributes, int* isShared) => GetFlag(attributes, 1, isShared);

    [RuntimeExport("pthread_rwlockattr_setpshared")]
    public static int pthread_rwlockattr_setpshared(int* attributes, int isShared) => SetFlag(attributes, 1, isShared);

    private static int LockForReading(ReadWriteLock* @lock, int clock, Timespec* deadline)
    {
        int error;
        while ((error = pthread_rwlock_tryrdlock(@lock)) == (int)Errno.EBUSY)
        {
            int state = Volatile.Read(ref @lock->State);
            if ((state & int.MaxValue) == WriterState && (error = WaitForLock(@lock, state, clock, deadline)) != 0)
            {
                return error;
            }
        }

        return error;
    }

    private static int LockForWriting(ReadWriteLock* @lock, int clock, Timespec* deadline)
    {
        while (pthread_rwlock_trywrlock(@lock) != 0)
        {
            int state = Volatile.Read(ref @lock->State);
            int error = state == 0 ? 0 : WaitForLock(@lock, state, clock, deadline);
            if (error != 0)
            {
                return error;
            }
        }

        return 0;
    }

    private static int WaitForLock(ReadWriteLock* @lock, int state, int clock, Timespec* deadline)
    {
        int awaited = state | int.MinValue;
        _ = Interlocked.Increment(ref @lock->Waiters);
        _ = Interlocked.CompareExchange(ref @lock->State, awaited, state);
        int error = Futex.WaitUntil(&@lock->State, awaited, clock, deadline, @lock->IsShared != 0);
        _ = Interlocked.Decrement(ref @lock->Waiters);
        return error is (int)Errno.ETIMEDOUT or (int)Errno.EINVAL ? error : 0;
    }
}

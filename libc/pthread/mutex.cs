// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.InteropServices;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>C's pthread_mutex_t and mtx_t, 40 bytes.</summary>
/// <remarks>
/// The word of a normal mutex is 0 if free, 1 if held, 2 if held and perhaps awaited. Of the others it is the owner's number with the
/// flags that the kernel knows (Linux Documentation/locking/robust-futex-ABI.rst): waiters, and that the owner died.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public struct Mutex
{
    /// <summary>0 normal, 1 recursive, 2 error-checking, with <see cref="Mutexes"/>' flags.</summary>
    internal int Kind;
    internal int Word;

    /// <summary>How often more than once a recursive one is held.</summary>
    internal int Count;

    /// <summary>Of a mutex that the kernel passes on: nobody made it consistent.</summary>
    internal int IsLost;
    private ulong _reserved;

    /// <summary>Links of the owner's list of robust mutexes; the kernel follows <see cref="Next"/>.</summary>
    internal ulong Previous;
    internal ulong Next;
}

/// <summary>pthread.h: mutexes.</summary>
public static unsafe partial class C
{
    /// <returns>0; EAGAIN: held too often; EDEADLK: held already, of an error-checking one; EOWNERDEAD; ENOTRECOVERABLE.</returns>
    [RuntimeExport("pthread_mutex_lock")]
    public static int pthread_mutex_lock(Mutex* mutex) => Mutexes.Lock(mutex, (int)ClockId.CLOCK_REALTIME, null);

    [RuntimeExport("pthread_mutex_timedlock")]
    public static int pthread_mutex_timedlock(Mutex* mutex, Timespec* deadline) => Mutexes.Lock(mutex, (int)ClockId.CLOCK_REALTIME, deadline);

    [RuntimeExport("pthread_mutex_clocklock")]
    public static int pthread_mutex_clocklock(Mutex* mutex, int clock, Timespec* deadline) =>
        clock is (int)ClockId.CLOCK_REALTIME or (int)ClockId.CLOCK_MONOTONIC ? Mutexes.Lock(mutex, clock, deadline) : (int)Errno.EINVAL;

    [RuntimeExport("pthread_mutex_trylock")]
    public static int pthread_mutex_trylock(Mutex* mutex) => Mutexes.TryLock(mutex);

    /// <returns>0, or EPERM: another thread's, unless it is a normal one.</returns>
    [RuntimeExport("pthread_mutex_unlock")]
    public static int pthread_mutex_unlock(Mutex* mutex) => Mutexes.Unlock(mutex);

    [RuntimeExport("pthread_mutex_init")]
    public static int pthread_mutex_init(Mutex* mutex, int* attributes)
    {
        *mutex = default;
        mutex->Kind = attributes == null ? 0 : *attributes;
        return 0;
    }

    [RuntimeExport("pthread_mutex_destroy")]
    public static int pthread_mutex_destroy(Mutex* mutex) => 0;

    /// <returns>0, or EINVAL: not robust, or not held by the caller after an owner's death.</returns>
    [RuntimeExport("pthread_mutex_consistent")]
    public static int pthread_mutex_consistent(Mutex* mutex)
    {
        int word = Volatile.Read(ref mutex->Word);
        bool isOwn = (word & Mutexes.OwnerMask) == ThreadStubs.Self()->Id;
        if ((mutex->Kind & Mutexes.Robust) == 0 || (word & Mutexes.OwnerDied) == 0 || !isOwn)
        {
            return (int)Errno.EINVAL;
        }

        _ = Interlocked.And(ref mutex->Word, ~Mutexes.OwnerDied);
        return 0;
    }

    /// <summary>There are no priority ceilings: PTHREAD_PRIO_PROTECT cannot be had.</summary>
    [RuntimeExport("pthread_mutex_getprioceiling")]
    public static int pthread_mutex_getprioceiling(Mutex* mutex, int* ceiling) => (int)Errno.EINVAL;

    [RuntimeExport("pthread_mutex_setprioceiling")]
    public static int pthread_mutex_setprioceiling(Mutex* mutex, int ceiling, int* old) => (int)Errno.EINVAL;
}

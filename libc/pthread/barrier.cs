// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>C's pthread_barrier_t, 32 bytes.</summary>
public struct Barrier
{
    internal int Count;
    internal int IsShared;
    internal int Lock;
    internal int Arrived;

    /// <summary>How many rounds are complete; those who arrive wait at it.</summary>
    internal int Round;

    /// <summary>Threads that still look at the barrier; the destroyer waits at it.</summary>
    internal int Inside;
}

/// <summary>pthread.h: barriers and spin locks.</summary>
public static unsafe partial class C
{
    private const int PTHREAD_BARRIER_SERIAL_THREAD = -1;

    /// <returns>0, or EINVAL: for nobody, or too many.</returns>
    [RuntimeExport("pthread_barrier_init")]
    public static int pthread_barrier_init(Barrier* barrier, int* isShared, uint count)
    {
        if (count - 1 >= int.MaxValue)
        {
            return (int)Errno.EINVAL;
        }

        *barrier = default;
        barrier->Count = (int)count;
        barrier->IsShared = isShared == null ? 0 : *isShared;
        return 0;
    }

    /// <summary>Any thread may destroy it once its own wait has returned, so this waits for the others to leave.</summary>
    [RuntimeExport("pthread_barrier_destroy")]
    public static int pthread_barrier_destroy(Barrier* barrier)
    {
        int inside;
        while ((inside = Volatile.Read(ref barrier->Inside)) != 0)
        {
            Futex.Wait(&barrier->Inside, inside, barrier->IsShared != 0);
        }

        return 0;
    }

    [RuntimeExport("pthread_barrier_wait")]
    public static int pthread_barrier_wait(Barrier* barrier)
    {
        bool isShared = barrier->IsShared != 0;
        _ = Interlocked.Increment(ref barrier->Inside);
        EnterBarrier(barrier, isShared);
        int round = barrier->Round;
        bool isLast = ++barrier->Arrived == barrier->Count;
        if (isLast)
        {
            barrier->Arrived = 0;
            Volatile.Write(ref barrier->Round, round + 1);
        }

        if (Interlocked.Exchange(ref barrier->Lock, 0) == 2)
        {
            Futex.Wake(&barrier->Lock, 1, isShared);
        }

        if (isLast)
        {
            Futex.Wake(&barrier->Round, int.MaxValue, isShared);
        }

        while (!isLast && Volatile.Read(ref barrier->Round) == round)
        {
            Futex.Wait(&barrier->Round, round, isShared);
        }

        if (Interlocked.Decrement(ref barrier->Inside) == 0)
        {
            Futex.Wake(&barrier->Inside, 1, isShared);
        }

        return isLast ? PTHREAD_BARRIER_SERIAL_THREAD : 0;
    }

    private static void EnterBarrier(Barrier* barrier, bool isShared)
    {
        if (Interlocked.CompareExchange(ref barrier->Lock, 1, 0) != 0)
        {
            while (Interlocked.Exchange(ref barrier->Lock, 2) != 0)
            {
                Futex.Wait(&barrier->Lock, 2, isShared);
            }
        }
    }

    [RuntimeExport("pthread_barrierattr_init")]
    public static int pthread_barrierattr_init(int* attributes)
    {
        *attributes = 0;
        return 0;
    }

    [RuntimeExport("pthread_barrierattr_destroy")]
    public static int pthread_barrierattr_destroy(int* attributes) => 0;

    [RuntimeExport("pthread_barrierattr_getpshared")]
    public static int pthread_barrierattr_getpshared(int* attributes, int* isShared) => GetFlag(attributes, 1, isShared);

    [RuntimeExport("pthread_barrierattr_setpshared")]
    public static int pthread_barrierattr_setpshared(int* attributes, int isShared) => SetFlag(attributes, 1, isShared);

    [RuntimeExport("pthread_spin_init")]
    public static int pthread_spin_init(int* spin, int isShared) => *spin = 0;

    [RuntimeExport("pthread_spin_destroy")]
    public static int pthread_spin_destroy(int* spin) => 0;

    /// <summary>Gives the processor away now and then: the holder may wait for it.</summary>
    [RuntimeExport("pthread_spin_lock")]
    public static int pthread_spin_lock(int* spin)
    {
        const int Patience = 1000;
        while (Interlocked.CompareExchange(ref *spin, 1, 0) != 0)
        {
            int turns = 0;
            while (Volatile.Read(ref *spin) != 0 && turns < Patience)
            {
                turns++;
            }

            if (turns == Patience)
            {
                _ = sched_yield();
            }
        }

        return 0;
    }

    [RuntimeExport("pthread_spin_trylock")]
    public static int pthread_spin_trylock(int* spin) => Interlocked.CompareExchange(ref *spin, 1, 0) == 0 ? 0 : (int)Errno.EBUSY;

    [RuntimeExport("pthread_spin_unlock")]
    public static int pthread_spin_unlock(int* spin)
    {
        Volatile.Write(ref *spin, 0);
        return 0;
    }
}

// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Waiting at a word until somebody wakes (futex(2)). Answers are error numbers: 0, ETIMEDOUT, EINTR, ECANCELED or EINVAL.</summary>
internal static unsafe class Futex
{
    private const long AnyBit = 0xFFFFFFFF;

    internal static void Wake(int* word, int count, bool isShared) =>
        _ = Syscall.Invoke(SystemCall.futex, (long)word, (long)Operation(FutexOperation.FUTEX_WAKE, isShared), count);

    /// <summary>Returns at once if the word has another value.</summary>
    internal static void Wait(int* word, int value, bool isShared) =>
        _ = Syscall.Invoke(SystemCall.futex, (long)word, (long)Operation(FutexOperation.FUTEX_WAIT, isShared), value, 0);

    /// <summary>As <see cref="Wait"/> until a point in time of that clock; null is for ever.</summary>
    internal static int WaitUntil(int* word, int value, int clock, Timespec* deadline, bool isShared)
    {
        Timespec left;
        int error = Prepare(clock, &deadline, &left, isShared, out long operation);
        return error != 0 ? error : Answer(Syscall.Invoke(SystemCall.futex, (long)word, operation, value, (long)deadline, 0, AnyBit));
    }

    /// <summary>As <see cref="WaitUntil"/>, and a cancellation point.</summary>
    internal static int WaitCancellably(int* word, int value, int clock, Timespec* deadline, bool isShared)
    {
        if (deadline == null)
        {
            return Answer(CancellationPoint.Invoke(SystemCall.futex, (long)word, (long)Operation(FutexOperation.FUTEX_WAIT, isShared), value, 0));
        }

        Timespec left;
        int error = Prepare(clock, &deadline, &left, isShared, out long operation);
        return error != 0 ? error : Answer(CancellationPoint.Invoke(SystemCall.futex, (long)word, operation, value, (long)deadline, 0, AnyBit));
    }

    /// <summary>The kernel measures a deadline with the realtime or the monotonic clock; with others it gets what is left.</summary>
    private static int Prepare(int clock, Timespec** deadline, Timespec* left, bool isShared, out long operation)
    {
        operation = (long)Operation(FutexOperation.FUTEX_WAIT_BITSET, isShared);
        Timespec* wanted = *deadline;
        if (wanted == null)
        {
            return 0;
        }

        if ((ulong)wanted->tv_nsec >= 1_000_000_000)
        {
            return (int)Errno.EINVAL;
        }

        if (clock == (int)ClockId.CLOCK_REALTIME)
        {
            operation |= (long)FutexOperation.FUTEX_CLOCK_REALTIME;
        }
        else if (clock != (int)ClockId.CLOCK_MONOTONIC)
        {
            Timespec now;
            if (Syscall.Invoke(SystemCall.clock_gettime, clock, (long)&now) < 0)
            {
                return (int)Errno.EINVAL;
            }

            operation = (long)Operation(FutexOperation.FUTEX_WAIT, isShared);
            *left = new Timespec(wanted->tv_sec - now.tv_sec, wanted->tv_nsec - now.tv_nsec);
            if (left->tv_nsec < 0)
            {
                left->tv_nsec += 1_000_000_000;
                left->tv_sec--;
            }

            *deadline = wanted = left;
        }

        return wanted->tv_sec < 0 ? (int)Errno.ETIMEDOUT : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Answer(long answer) => answer >= 0 ? 0 : ErrorOf(answer);

    private static int ErrorOf(long answer) => -answer switch
    {
        (long)Errno.ETIMEDOUT => (int)Errno.ETIMEDOUT,
        (long)Errno.EINTR => (int)Errno.EINTR,
        (long)Errno.ECANCELED => (int)Errno.ECANCELED,
        (long)Errno.EINVAL => (int)Errno.EINVAL,
        _ => 0,
    };

    private static FutexOperation Operation(FutexOperation operation, bool isShared) =>
        isShared ? operation : operation | FutexOperation.FUTEX_PRIVATE_FLAG;
}

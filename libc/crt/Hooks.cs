// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Crt;

/// <summary>What the managed runtime asks of its host (contracts in corelib/README.md), but for threads and memory.</summary>
internal static unsafe class Hooks
{
    private const int FutexWaitPrivate = 128;
    private const int FutexWakePrivate = 129;
    private const long NanosecondsPerSecond = 1_000_000_000;

    [RuntimeExport("skift_rt_may_collect")]
    private static int MayCollect() => 1;

    [RuntimeExport("skift_rt_reserve_blocks")]
    private static int ReserveBlocks() => 0;

    [RuntimeExport("skift_rt_wait")]
    internal static int Wait(int* address, int expected, long nanoseconds)
    {
        Timespec time = default;
        if (nanoseconds >= 0)
            time = new Timespec(nanoseconds / NanosecondsPerSecond, nanoseconds % NanosecondsPerSecond);
        long answer = Linux.Call(SystemCall.futex, address, FutexWaitPrivate, expected, nanoseconds < 0 ? 0 : (long)&time, 0, 0);
        return answer == -(long)Errno.ETIMEDOUT ? 1 : 0;
    }

    [RuntimeExport("skift_rt_wake")]
    internal static void Wake(int* address, int count) => Linux.Call(SystemCall.futex, address, FutexWakePrivate, count, 0, 0, 0);

    [RuntimeExport("skift_rt_monotonic")]
    private static long Monotonic()
    {
        Timespec time = default;
        Linux.Call(SystemCall.clock_gettime, (long)ClockId.CLOCK_MONOTONIC, &time);
        return time.tv_sec * NanosecondsPerSecond + time.tv_nsec;
    }

    [RuntimeExport("skift_rt_realtime")]
    private static long Realtime()
    {
        Timespec time = default;
        Linux.Call(SystemCall.clock_gettime, (long)ClockId.CLOCK_REALTIME, &time);
        return time.tv_sec * NanosecondsPerSecond + time.tv_nsec;
    }

    [RuntimeExport("skift_rt_processors")]
    private static int Processors()
    {
        const int MaskBytes = 128;
        byte* mask = stackalloc byte[MaskBytes];
        long length = Linux.Call(SystemCall.sched_getaffinity, 0, (void*)MaskBytes, (long)mask);
        int count = 0;
        for (long i = 0; i < length; i++)
        {
            for (int bits = mask[i]; bits != 0; bits &= bits - 1)
                count++;
        }
        return count == 0 ? 1 : count;
    }

    [RuntimeExport("skift_rt_debug_write")]
    private static void DebugWrite(byte* text, nint length)
    {
        while (length > 0)
        {
            long written = Linux.Call(SystemCall.write, 2, text, length);
            if (written <= 0 && written != -(long)Errno.EINTR)
                return;
            if (written > 0)
            {
                text += written;
                length -= (nint)written;
            }
        }
    }

    [RuntimeExport("skift_rt_exit")]
    private static void Exit(int status)
    {
        while (true)
            Linux.Call(SystemCall.exit_group, status);
    }

    /// <summary>Dies of SIGABRT, so that a shell shows status 134 and a core may be written.</summary>
    [RuntimeExport("skift_rt_abort")]
    private static void Abort()
    {
        SignalAction action = default;
        Linux.Call(SystemCall.rt_sigaction, (long)Signal.SIGABRT, &action, null, sizeof(ulong));
        ulong none = 0;
        Linux.Call(SystemCall.rt_sigprocmask, 2, &none, null, sizeof(ulong));
        long process = Linux.Call(SystemCall.getpid, 0);
        Linux.Call(SystemCall.kill, process, (void*)(long)Signal.SIGABRT);
        Exit(134);
    }
}

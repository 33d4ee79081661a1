// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Crt;

/// <summary>What the managed runtime asks of its host (contracts in corelib/README.md), for a program with one thread.</summary>
internal static unsafe class Hooks
{
    private const int ThreadBlockSize = 64;
    private const int AllocatorSize = 2048;
    private const int FutexWaitPrivate = 128;
    private const int FutexWakePrivate = 129;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const nint UnlimitedStack = 8 * 1024 * 1024;

    [InlineArray(ThreadBlockSize / 8)]
    private struct ThreadBlock
    {
        private ulong _element0;
    }

    [InlineArray(AllocatorSize / 8)]
    private struct AllocatorBlock
    {
        private ulong _element0;
    }

    private static ThreadBlock s_thread;
    private static AllocatorBlock s_allocator;
    private static nint s_stackSize;

    [RuntimeExport("skift_rt_thread")]
    private static void* Thread() => Unsafe.AsPointer(ref s_thread);

    [RuntimeExport("skift_rt_allocator")]
    private static void* Allocator() => Unsafe.AsPointer(ref s_allocator);

    [RuntimeExport("skift_rt_stack_bounds")]
    internal static void StackBounds(nint* low, nint* high)
    {
        if (s_stackSize == 0)
        {
            ResourceLimit limit = default;
            long answer = Linux.Call(SystemCall.prlimit64, 0, (void*)(long)Resource.RLIMIT_STACK, null, (long)&limit);
            s_stackSize = Linux.IsError(answer) || limit.rlim_cur > long.MaxValue ? UnlimitedStack : (nint)limit.rlim_cur;
        }
        *high = ProgramStart.StackTop;
        *low = ProgramStart.StackTop - s_stackSize;
    }

    [RuntimeExport("skift_rt_may_collect")]
    private static int MayCollect() => 1;

    [RuntimeExport("skift_rt_reserve_blocks")]
    private static int ReserveBlocks() => 0;

    // There is no other thread to stop or to report.
    [RuntimeExport("skift_rt_stop_world")]
    private static void StopWorld()
    {
    }

    [RuntimeExport("skift_rt_resume_world")]
    private static void ResumeWorld()
    {
    }

    [RuntimeExport("skift_rt_enumerate")]
    private static void Enumerate()
    {
    }

    // Signal handlers of C# programs run no managed code.
    [RuntimeExport("skift_rt_lock_enter")]
    private static void LockEnter()
    {
    }

    [RuntimeExport("skift_rt_lock_leave")]
    private static void LockLeave()
    {
    }

    [RuntimeExport("skift_rt_relax")]
    private static void Relax() => Linux.Call(SystemCall.sched_yield, 0);

    [RuntimeExport("skift_rt_wait")]
    private static int Wait(int* address, int expected, long nanoseconds)
    {
        Timespec time = default;
        if (nanoseconds >= 0)
            time = new Timespec(nanoseconds / NanosecondsPerSecond, nanoseconds % NanosecondsPerSecond);
        long answer = Linux.Call(SystemCall.futex, address, FutexWaitPrivate, expected, nanoseconds < 0 ? 0 : (long)&time, 0, 0);
        return answer == -(long)Errno.ETIMEDOUT ? 1 : 0;
    }

    [RuntimeExport("skift_rt_wake")]
    private static void Wake(int* address, int count) => Linux.Call(SystemCall.futex, address, FutexWakePrivate, count, 0, 0, 0);

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

// SPDX-License-Identifier: MIT
using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Threads. What they share is guarded by <c>lock</c> and <see cref="System.Threading.Monitor"/>.</summary>
public static unsafe partial class Posix
{
    [RuntimeImport("*", "skift_crt_thread_start")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern int ThreadStart(Action body, nint stackSize);

    [RuntimeImport("*", "skift_crt_count_foreground")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void CountForeground(int difference);

    [RuntimeImport("*", "skift_crt_after_fork")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void AfterFork();

    [RuntimeImport("*", "skift_rt_reserve_thread_id")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern int ReserveThreadId();

    [RuntimeImport("*", "skift_rt_adopt_thread_id")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void AdoptThreadId(int id);

    /// <summary>A number for a thread that is still to begin (<see cref="Environment.CurrentManagedThreadId"/>).</summary>
    public static int ReserveManagedThreadId() => ReserveThreadId();

    /// <summary>The first thing a thread does that is to have a reserved number.</summary>
    public static void AdoptManagedThreadId(int id) => AdoptThreadId(id);

    /// <summary>Begins a thread, which ends when the body returns; an exception that leaves it ends the program.</summary>
    /// <param name="body">What it does.</param>
    /// <param name="stackSize">In bytes, 0 for 1.5 MiB; between 64 KiB and 1 GiB are given.</param>
    /// <returns>The thread's number (<see cref="Gettid"/>), or EAGAIN, ENOMEM (clone(2)).</returns>
    public static Result<int> StartThread(Action body, int stackSize = 0)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegative(stackSize);
        return ToInt(ThreadStart(body, stackSize));
    }

    /// <summary>So many threads more, or fewer, keep the process alive when <c>Main</c> has returned.</summary>
    public static void AddForegroundThreads(int difference) => CountForeground(difference);

    /// <summary>sched_yield(2).</summary>
    public static void SchedYield() => _ = Syscall.Invoke(SystemCall.sched_yield);

    /// <summary>prctl(PR_SET_NAME): the calling thread's name, of which the kernel keeps 15 bytes.</summary>
    public static Errno SetThreadName(string name)
    {
        const long SetName = 15;
        ReadOnlySpan<byte> bytes = ByteString.Terminate(name, stackalloc byte[PathBufferSize]);
        if (bytes.IsEmpty) return Errno.EINVAL;

        fixed (byte* pointer = bytes)
        {
            return ToErrno(Syscall.Invoke(SystemCall.prctl, SetName, (long)pointer));
        }
    }
}

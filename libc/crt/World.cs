// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Threading;
using Skift.Abi;

namespace Skift.Crt;

/// <summary>Makes all other threads stand still for a collection, by a signal, wherever they are but inside the runtime's locks.</summary>
/// <remarks>
/// The handler stays in the signal until the world goes on; the registers lie in its frame on the thread's stack. A thread in one of the
/// runtime's locks, or waiting for one, puts it off until it leaves the lock or looks again whether the lock is free.
/// </remarks>
internal static unsafe class World
{
    // The second real-time signal is one that C libraries keep for themselves as well, so no program uses it.
    private const Signal StopSignal = Signal.SIGRTMIN + 1;

    private static bool s_isPrepared;

    /// <summary>Threads that do not stand still yet.</summary>
    private static int s_running;

    /// <summary>Grows when the world goes on.</summary>
    private static int s_turn;

    [RuntimeImport("skift_crt_stop_handler_address")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern ulong HandlerAddress();

    private static int* Running => (int*)Unsafe.AsPointer(ref s_running);

    private static int* Turn => (int*)Unsafe.AsPointer(ref s_turn);

    /// <summary>Before the second thread begins.</summary>
    internal static void Prepare()
    {
        if (s_isPrepared)
            return;
        s_isPrepared = true;
        Threads.Current()->Id = (int)Linux.Call(SystemCall.gettid, 0);
        Faults.Catch(StopSignal, HandlerAddress(), SignalActionFlags.SA_RESTART);
    }

    /// <summary>The set of the signal that stops threads.</summary>
    internal static ulong Mask => 1UL << ((int)StopSignal - 1);

    [RuntimeExport("skift_rt_stop_world")]
    private static void Stop()
    {
        Threads.Lock();
        ThreadBlock* self = Threads.Current();
        int count = 0;
        for (ThreadBlock* thread = Threads.First; thread != null; thread = thread->Next)
            count++;
        Volatile.Write(ref s_running, count - 1);
        long process = count == 1 ? 0 : Linux.Call(SystemCall.getpid, 0);
        for (ThreadBlock* thread = Threads.First; thread != null; thread = thread->Next)
        {
            if (thread == self)
                continue;
            Volatile.Write(ref thread->IsStopWanted, 1);
            Linux.Call(SystemCall.tgkill, process, (void*)(long)thread->Id, (long)StopSignal);
        }
        int left;
        while ((left = Volatile.Read(ref s_running)) != 0)
            Hooks.Wait(Running, left, -1);
    }

    [RuntimeExport("skift_rt_resume_world")]
    private static void Resume()
    {
        Volatile.Write(ref s_turn, s_turn + 1);
        Hooks.Wake(Turn, int.MaxValue);
        Threads.Unlock();
    }

    [RuntimeExport("skift_rt_enumerate")]
    private static void Enumerate()
    {
        ThreadBlock* self = Threads.Current();
        for (ThreadBlock* thread = Threads.First; thread != null; thread = thread->Next)
        {
            Scan((nint)(&thread->Body), (nint)(&thread->Body + 1));
            if (thread == self)
                continue;
            Scan(thread->StoppedAt, thread->StackHigh);
            Scan((nint)(&thread->Runtime), (nint)(&thread->Runtime + 1));
        }
    }

    [RuntimeImport("skift_rt_scan")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void Scan(nint low, nint high);

    /// <summary>In the signal: the context, which has the registers, is the lowest of what may refer to objects.</summary>
    [RuntimeExport("skift_crt_stop")]
    private static void OnSignal(int signal, SignalInformation* information, UserSignalContext* context)
    {
        ThreadBlock* self = Threads.Current();
        if (self->IsStopWanted == 0 || self->LockDepth != 0)
            return;
        int turn = Volatile.Read(ref s_turn);
        self->IsStopWanted = 0;
        self->StoppedAt = (nint)context;
        if (Interlocked.Decrement(ref s_running) == 0)
            Hooks.Wake(Running, 1);
        while (Volatile.Read(ref s_turn) == turn)
            Hooks.Wait(Turn, turn, -1);
    }

    [RuntimeExport("skift_rt_lock_enter")]
    internal static void EnterLock() => Threads.Current()->LockDepth++;

    [RuntimeExport("skift_rt_lock_leave")]
    internal static void LeaveLock()
    {
        ThreadBlock* self = Threads.Current();
        if (--self->LockDepth == 0 && Volatile.Read(ref self->IsStopWanted) != 0)
            StopNow(self);
    }

    /// <summary>One turn of waiting for a lock, whose owner may be waiting for this thread to stand still.</summary>
    [RuntimeExport("skift_rt_relax")]
    internal static void Relax()
    {
        ThreadBlock* self = Threads.Current();
        if (Volatile.Read(ref self->IsStopWanted) == 0)
        {
            Linux.Call(SystemCall.sched_yield, 0);
            return;
        }
        int depth = self->LockDepth;
        self->LockDepth = 0;
        StopNow(self);
        self->LockDepth = depth;
    }

    /// <summary>By the signal, which saves the registers: the thread's own is delivered before the call returns.</summary>
    private static void StopNow(ThreadBlock* self) =>
        Linux.Call(SystemCall.tgkill, Linux.Call(SystemCall.getpid, 0), (void*)(long)self->Id, (long)StopSignal);
}

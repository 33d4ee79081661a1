// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>C's struct aiocb.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AioControl
{
    internal int Descriptor;
    internal int Opcode;
    internal int Priority;
    internal int Reserved;
    internal byte* Buffer;
    internal nuint Size;
    internal SignalEvent Event;
    internal long Offset;

    /// <summary>EINPROGRESS until all is done; only then may the program do away with the structure.</summary>
    internal int Error;

    internal int State;
    internal long Result;
    internal AioList* List;
    internal AioControl* Next;
}

/// <summary>What lio_listio waits for; the last of its requests frees it if nobody waits.</summary>
internal unsafe struct AioList
{
    internal int Left;
    internal SignalEvent Event;
}

/// <summary>
/// Requests under way, oldest first; each has a thread. Those of one descriptor go on together, except where their order shows: after what was
/// asked for before without a place of its own (pipes, sockets, O_APPEND), and a synchronization after all writing before it.
/// </summary>
internal static unsafe class AioQueue
{
    internal const int Read = 0;
    internal const int Write = 1;
    internal const int Nothing = 2;
    internal const int Sync = 3;
    internal const int DataSync = 4;

    private const int IsOrdered = 1;
    private const int IsRunning = 2;
    private const int IsCanceled = 4;

    private static int s_lock;
    private static int s_generation;
    private static AioControl* s_first;

    internal static int Generation => Volatile.Read(ref s_generation);

    /// <summary>Begins a request: EAGAIN if there is no thread for it.</summary>
    internal static int Submit(AioControl* control, int opcode, AioList* list)
    {
        bool hasPlace = Syscall.Invoke(SystemCall.lseek, control->Descriptor, 0, 1) >= 0;
        bool isAppending = opcode == Write && (Syscall.Invoke(SystemCall.fcntl, control->Descriptor, (long)FcntlCommand.F_GETFL) & (long)OpenFlags.O_APPEND) != 0;
        control->Opcode = opcode;
        control->State = hasPlace && !isAppending ? 0 : IsOrdered;
        control->Result = -1;
        control->List = list;
        control->Next = null;
        control->Error = (int)Errno.EINPROGRESS;
        LibraryLock.Enter(ref s_lock);
        AioControl* last = s_first;
        while (last != null && last->Next != null)
        {
            last = last->Next;
        }

        if (last == null)
        {
            s_first = control;
        }
        else
        {
            last->Next = control;
        }

        LibraryLock.Leave(ref s_lock);

        // Signals are for the program's own threads.
        ulong mask = Threads.BlockSignals(withHidden: false);
        int error = Threads.StartDetached(null, (ThreadRoutine)(delegate*<void*, void*>)&Serve, control);
        Threads.RestoreSignals(mask);
        if (error != 0)
        {
            LibraryLock.Enter(ref s_lock);
            Remove(control);
            LibraryLock.Leave(ref s_lock);
            control->Error = (int)Errno.EAGAIN;
        }

        return error;
    }

    /// <summary>Marks what has not begun; answers how many of the descriptor's requests (or of one) are done, canceled, and under way.</summary>
    internal static void Cancel(int descriptor, AioControl* control, out int canceled, out int running)
    {
        canceled = 0;
        running = 0;
        LibraryLock.Enter(ref s_lock);
        for (AioControl* next = s_first; next != null; next = next->Next)
        {
            if (next->Descriptor == descriptor && (control == null || control == next))
            {
                bool isRunning = (next->State & IsRunning) != 0;
                next->State |= isRunning ? 0 : IsCanceled;
                running += isRunning ? 1 : 0;
                canceled += isRunning ? 0 : 1;
            }
        }

        LibraryLock.Leave(ref s_lock);
        Advance();
        while (canceled != 0 && HasCanceled(out int generation))
        {
            fixed (int* word = &s_generation)
            {
                Futex.Wait(word, generation, false);
            }
        }
    }

    /// <summary>Waits until something has changed since then.</summary>
    internal static int Wait(int generation, Timespec* deadline)
    {
        fixed (int* word = &s_generation)
        {
            return Futex.WaitCancellably(word, generation, (int)ClockId.CLOCK_MONOTONIC, deadline, false);
        }
    }

    internal static void Notify(in SignalEvent wanted)
    {
        const int FromAsynchronousIO = -4;
        if (wanted.Notify == SignalEvent.BySignal && wanted.Signal != 0)
        {
            uint* information = stackalloc uint[32];
            new System.Span<uint>(information, 32).Clear();
            information[0] = (uint)wanted.Signal;
            information[2] = unchecked((uint)FromAsynchronousIO);
            information[4] = (uint)C.getpid();
            information[5] = C.getuid();
            *(ulong*)(information + 6) = wanted.Value;
            _ = Syscall.Invoke(SystemCall.rt_sigqueueinfo, C.getpid(), wanted.Signal, (long)information);
        }
        else if (wanted.Notify == SignalEvent.ByThread)
        {
            SignalEvent* copy = (SignalEvent*)C.malloc((nuint)sizeof(SignalEvent));
            if (copy != null)
            {
                *copy = wanted;
                if (Threads.StartDetached(wanted.Attributes, (ThreadRoutine)(delegate*<void*, void*>)&CallBack, copy) != 0)
                {
                    C.free(copy);
                }
            }
        }
    }

    /// <summary>One of a list's requests is done, or the list is complete.</summary>
    internal static void LeaveList(AioList* list)
    {
        if (Interlocked.Decrement(ref list->Left) == 0)
        {
            SignalEvent wanted = list->Event;
            C.free(list);
            Notify(wanted);
        }
    }

    private static void* CallBack(void* argument)
    {
        SignalEvent wanted = *(SignalEvent*)argument;
        C.free(argument);
        Threads.RestoreSignals(0);
        wanted.Function((void*)wanted.Value);
        return null;
    }

    private static void* Serve(void* argument)
    {
        AioControl* control = (AioControl*)argument;
        LibraryLock.Enter(ref s_lock);
        while ((control->State & IsCanceled) == 0 && HasToWait(control))
        {
            int generation = Generation;
            LibraryLock.Leave(ref s_lock);
            fixed (int* word = &s_generation)
            {
                Futex.Wait(word, generation, false);
            }

            LibraryLock.Enter(ref s_lock);
        }

        control->State |= IsRunning;
        bool isCanceled = (control->State & IsCanceled) != 0;
        LibraryLock.Leave(ref s_lock);
        long answer = isCanceled ? -(long)Errno.ECANCELED : Perform(control);
        LibraryLock.Enter(ref s_lock);
        Remove(control);
        LibraryLock.Leave(ref s_lock);
        SignalEvent wanted = control->Event;
        AioList* list = control->List;
        control->Result = answer < 0 ? -1 : answer;
        Volatile.Write(ref control->Error, answer < 0 ? (int)-answer : 0);
        Advance();
        Notify(wanted);
        if (list != null)
        {
            LeaveList(list);
        }

        return null;
    }

    private static long Perform(AioControl* control)
    {
        long fd = control->Descriptor;
        if (control->Opcode is Sync or DataSync)
        {
            return Syscall.Invoke(control->Opcode == Sync ? SystemCall.fsync : SystemCall.fdatasync, fd);
        }

        bool isRead = control->Opcode == Read;
        long answer = Syscall.Invoke(isRead ? SystemCall.pread64 : SystemCall.pwrite64, fd, (long)control->Buffer, (long)control->Size, control->Offset);
        return answer == -(long)Errno.ESPIPE ? Syscall.Invoke(isRead ? SystemCall.read : SystemCall.write, fd, (long)control->Buffer, (long)control->Size) : answer;
    }

    private static bool HasToWait(AioControl* control)
    {
        bool isSync = control->Opcode is Sync or DataSync;
        for (AioControl* earlier = s_first; earlier != control; earlier = earlier->Next)
        {
            bool isBefore = isSync ? earlier->Opcode == Write : (control->State & IsOrdered) != 0 && earlier->Opcode == control->Opcode;
            if (isBefore && earlier->Descriptor == control->Descriptor)
            {
                return true;
            }
        }

        return false;
    }

    private static void Remove(AioControl* control)
    {
        if (s_first == control)
        {
            s_first = control->Next;
            return;
        }

        AioControl* before = s_first;
        while (before->Next != control)
        {
            before = before->Next;
        }

        before->Next = control->Next;
    }

    private static bool HasCanceled(out int generation)
    {
        generation = Generation;
        bool isThere = false;
        LibraryLock.Enter(ref s_lock);
        for (AioControl* next = s_first; next != null; next = next->Next)
        {
            isThere |= (next->State & IsCanceled) != 0;
        }

        LibraryLock.Leave(ref s_lock);
        return isThere;
    }

    private static void Advance()
    {
        _ = Interlocked.Increment(ref s_generation);
        fixed (int* word = &s_generation)
        {
            Futex.Wake(word, int.MaxValue, false);
        }
    }
}

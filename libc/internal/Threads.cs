// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>The process's threads: their ring, and the lock around it.</summary>
/// <remarks>
/// A thread that ends holds the list's lock to its last instruction: the kernel frees it (CLONE_CHILD_CLEARTID), and so whoever has the
/// lock knows that nobody still runs on a stack that is to be unmapped. The kernel wakes as for shared memory, and so do the waits here.
/// </remarks>
internal static unsafe class Threads
{
    /// <summary>Running besides the first; guarded by the list's lock.</summary>
    internal static int Others;

    private static int s_list;
    private static int s_listDepth;
    private static int s_listWaiters;

    internal static int* ListWord => (int*)Unsafe.AsPointer(ref s_list);

    /// <summary>Signals must be blocked: a handler may need the list.</summary>
    internal static void EnterList()
    {
        int self = ThreadStubs.Self()->Id;
        if (Volatile.Read(ref s_list) == self)
        {
            s_listDepth++;
            return;
        }

        int holder;
        while ((holder = Interlocked.CompareExchange(ref s_list, self, 0)) != 0)
        {
            WaitForList(holder);
        }
    }

    internal static void LeaveList()
    {
        if (s_listDepth > 0)
        {
            s_listDepth--;
            return;
        }

        _ = Interlocked.Exchange(ref s_list, 0);
        PassList();
    }

    /// <summary>Waits until nobody has the list's lock: a thread seen to end before is gone then.</summary>
    internal static void WaitForEnd()
    {
        int holder;
        Interlocked.MemoryBarrier();
        while ((holder = Volatile.Read(ref s_list)) != 0)
        {
            WaitForList(holder);
        }

        PassList();
    }

    /// <summary>Makes the calling thread the only one, in the child of a fork.</summary>
    internal static void BecomeOnly(ThreadBlock* self, int id)
    {
        self->Id = id;
        self->Next = self;
        self->Previous = self;
        self->KillLock = 0;
        self->RobustOffset = 0;
        self->RobustPending = 0;
        s_list = 0;
        s_listDepth = 0;
        s_listWaiters = 0;
        Others = 0;
        ThreadHooks.Clear();
    }

    /// <summary>Blocks every signal, or every one but the library's own; answers the mask of before.</summary>
    internal static ulong BlockSignals(bool withHidden)
    {
        ulong all = withHidden ? ulong.MaxValue : ~ThreadConstants.HiddenSignals;
        ulong old;
        _ = Syscall.Invoke(SystemCall.rt_sigprocmask, SignalConstants.SIG_BLOCK, (long)&all, (long)&old, (long)SignalConstants.SetSize);
        return old;
    }

    internal static void RestoreSignals(ulong mask) =>
        _ = Syscall.Invoke(SystemCall.rt_sigprocmask, SignalConstants.SIG_SETMASK, (long)&mask, 0, (long)SignalConstants.SetSize);

    /// <summary>A thread of the library's own or for a function of the program; null is the default attributes. Answers the error's number.</summary>
    internal static int StartDetached(ThreadAttributes* attributes, ThreadRoutine routine, void* argument)
    {
        ThreadBlock* thread;
        ThreadAttributes own = attributes == null ? C.DefaultAttributes : *attributes;
        own.IsDetached = 1;
        return C.CreateThread(&thread, &own, routine, argument, false);
    }

    private static void WaitForList(int holder)
    {
        _ = Interlocked.Increment(ref s_listWaiters);
        Futex.Wait(ListWord, holder, true);
        _ = Interlocked.Decrement(ref s_listWaiters);
    }

    private static void PassList()
    {
        if (Volatile.Read(ref s_listWaiters) != 0)
        {
            Futex.Wake(ListWord, 1, true);
        }
    }
}

/// <summary>What the program's PT_TLS segment says, for the blocks of further threads (variant II: the data ends at the thread pointer).</summary>
internal static unsafe class ThreadLocalImage
{
    internal static byte* Start;
    internal static nuint FileSize;

    /// <summary>Rounded up to the segment's own alignment, as the linker counts.</summary>
    internal static nuint Size;
    internal static nuint Alignment;

    /// <summary>The initial stack, and the size that PT_GNU_STACK asks for (-z stack-size).</summary>
    internal static byte* StackTop;
    internal static nuint StackSize;

    /// <summary>Room for thread-local data and control block, wherever it begins.</summary>
    internal static nuint Room => Size + Alignment + (nuint)sizeof(ThreadBlock);

    /// <summary>Lays out a zeroed area of at least <see cref="Room"/> bytes.</summary>
    internal static ThreadBlock* Build(byte* area, ulong canary)
    {
        ThreadBlock* block = (ThreadBlock*)(((nuint)area + Size + Alignment - 1) & ~(Alignment - 1));
        if (FileSize != 0)
        {
            C.memcpy((byte*)block - Size, Start, FileSize);
        }

        block->Self = block;
        block->Canary = canary;
        block->State = ThreadStates.Joinable;
        return block;
    }
}

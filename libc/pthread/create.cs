// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>pthread.h: a thread's beginning and end.</summary>
public static unsafe partial class C
{
    private const CloneFlags ThreadFlags = CloneFlags.CLONE_VM | CloneFlags.CLONE_FS | CloneFlags.CLONE_FILES | CloneFlags.CLONE_SIGHAND
        | CloneFlags.CLONE_THREAD | CloneFlags.CLONE_SYSVSEM | CloneFlags.CLONE_SETTLS | CloneFlags.CLONE_PARENT_SETTID
        | CloneFlags.CLONE_CHILD_CLEARTID;

    /// <returns>0; EAGAIN: no memory or too many threads; EPERM or EINVAL: the scheduling that the attributes ask for.</returns>
    [RuntimeExport("pthread_create")]
    public static int pthread_create(ThreadBlock** thread, ThreadAttributes* attributes, ThreadRoutine routine, void* argument) =>
        CreateThread(thread, attributes, routine, argument, false);

    [RuntimeExport("pthread_exit")]
    public static void pthread_exit(void* result) => ExitThread(result);

    [RuntimeExport("pthread_self")]
    public static ThreadBlock* pthread_self() => ThreadStubs.Self();

    [RuntimeExport("pthread_equal")]
    public static int pthread_equal(ThreadBlock* left, ThreadBlock* right) => Bool(left == right);

    /// <summary>What a thread that came to be runs; called by <c>cstart/Threads.S</c>.</summary>
    [RuntimeExport("skift_thread_start")]
    private static void StartThread(ThreadBlock* self)
    {
        while (Volatile.Read(ref self->Gate) == 1)
        {
            Futex.Wait(&self->Gate, 1, false);
        }

        if (self->Gate == 2)
        {
            self->State = ThreadStates.Detached;
            EndThread(self, self->SignalMask);
        }

        Threads.RestoreSignals(self->SignalMask);
        ExitThread(self->IsC11 == 0 ? self->Routine(self->Argument)
            : (void*)(nint)((delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, int>)self->Routine)(self->Argument));
    }

    internal static int CreateThread(ThreadBlock** thread, ThreadAttributes* attributes, ThreadRoutine routine, void* argument, bool isC11)
    {
        ThreadAttributes wanted = attributes == null ? DefaultAttributes : *attributes;
        ThreadBlock* block = MapThread(&wanted);
        if (block == null)
        {
            return (int)Errno.EAGAIN;
        }

        ThreadBlock* self = ThreadStubs.Self();
        block->Routine = routine;
        block->Argument = argument;
        block->IsC11 = isC11 ? 1 : 0;
        block->Gate = wanted.IsScheduled;
        block->State = wanted.IsDetached != 0 ? ThreadStates.Detached : ThreadStates.Joinable;
        ThreadHooks.Set();
        ulong mask = Threads.BlockSignals(withHidden: false);
        block->SignalMask = mask & ~ThreadConstants.HiddenSignals;
        Threads.EnterList();
        Threads.Others++;

        // Joined and unmapped at once by another thread, the block may be gone when clone returns: it is not looked at then without the lock.
        long answer = ThreadStubs.Clone(block, block->StackTop, (ulong)ThreadFlags, Threads.ListWord);
        if (answer > 0)
        {
            block->Next = self->Next;
            block->Previous = self;
            block->Next->Previous = block;
            self->Next = block;
        }
        else
        {
            Threads.Others--;
        }

        Threads.LeaveList();
        int error = answer < 0 ? (int)Errno.EAGAIN : wanted.IsScheduled != 0 ? Schedule(block, &wanted) : 0;
        if (answer > 0 && error == 0)
        {
            *thread = block;
        }

        Threads.RestoreSignals(mask);
        if (answer < 0)
        {
            _ = Syscall.Invoke(SystemCall.munmap, (long)block->Map, (long)block->MapSize);
        }

        return error;
    }

    /// <summary>Opens the gate behind which the thread waits for its scheduling.</summary>
    private static int Schedule(ThreadBlock* block, ThreadAttributes* attributes)
    {
        int priority = attributes->Priority;
        long answer = Syscall.Invoke(SystemCall.sched_setscheduler, block->Id, attributes->Policy, (long)&priority);
        Volatile.Write(ref block->Gate, answer < 0 ? 2 : 0);
        Futex.Wake(&block->Gate, 1, false);
        return (int)-answer;
    }

    /// <summary>From low to high: guard, stack, values of keys, thread-local data, control block. A stack of the caller's stays outside.</summary>
    private static ThreadBlock* MapThread(ThreadAttributes* attributes)
    {
        const nuint Page = 4096;
        const nuint ValuesSize = ThreadConstants.Keys * 8;
        bool isForeign = attributes->StackTop != null;
        nuint guard = isForeign ? 0 : (attributes->GuardSize + Page - 1) & ~(Page - 1);
        nuint stack = isForeign ? 0 : attributes->StackSize;
        nuint size = (guard + stack + ValuesSize + ThreadLocalImage.Room + 15 + Page - 1) & ~(Page - 1);
        if (size < stack || size < guard)
        {
            return null;
        }

        byte* map = ThreadStacks.Take(size, guard);
        bool isKept = map != null;
        map = isKept ? map : MapStack(size, guard);
        if (map == null)
        {
            return null;
        }

        byte* area = map + size - ((ThreadLocalImage.Room + ValuesSize + 15) & ~(nuint)15);
        if (isKept)
        {
            memset(area, 0, (nuint)(map + size - area));
        }

        ThreadBlock* block = ThreadLocalImage.Build(area + ValuesSize, ThreadStubs.Self()->Canary);
        block->Values = (void**)area;
        block->Map = map;
        block->MapSize = size;
        block->GuardSize = guard;
        block->StackTop = isForeign ? (byte*)((nuint)attributes->StackTop & ~(nuint)15) : area;
        block->StackSize = isForeign ? attributes->StackSize : (nuint)(area - map) - guard;
        return block;
    }

    /// <summary>Null if there is no memory.</summary>
    private static byte* MapStack(nuint size, nuint guard)
    {
        const long Access = (long)(Protection.PROT_READ | Protection.PROT_WRITE);
        long answer = Syscall.Invoke(SystemCall.mmap, 0, (long)size, guard > 0 ? 0 : Access, (long)(MapFlags.MAP_PRIVATE | MapFlags.MAP_ANONYMOUS), -1, 0);
        if (answer is < 0 and >= -4095)
        {
            return null;
        }

        byte* map = (byte*)answer;
        if (guard > 0 && Syscall.Invoke(SystemCall.mprotect, (long)(map + guard), (long)(size - guard), Access) < 0)
        {
            _ = Syscall.Invoke(SystemCall.munmap, (long)map, (long)size);
            return null;
        }

        return map;
    }

    /// <summary>Cleanup handlers, then destructors of keys (POSIX.1-2008 pthread_exit()), then the thread's end.</summary>
    internal static void ExitThread(void* result)
    {
        ThreadBlock* self = ThreadStubs.Self();
        self->CancelState = CancelStates.Disabled;
        self->CancelType = 0;
        self->Result = result;
        while (self->Cleanups != null)
        {
            CleanupRecord* record = self->Cleanups;
            self->Cleanups = record->Next;
            record->Routine(record->Argument);
        }

        DestroyValues(self);
        Heap.ReleaseKept(self);
        EndThread(self, Threads.BlockSignals(withHidden: false));
    }

    private static void EndThread(ThreadBlock* self, ulong mask)
    {
        // Decided before the list is locked: from here on pthread_detach waits for the end instead.
        int state = Interlocked.CompareExchange(ref self->State, ThreadStates.Exiting, ThreadStates.Joinable);
        Threads.EnterList();
        if (self->Next == self)
        {
            // The last thread's end is the program's (POSIX.1-2008 pthread_exit()), and its exit handlers run as in any other.
            Threads.LeaveList();
            self->State = state;
            Threads.RestoreSignals(mask);
            exit(0);
        }

        Mutexes.Abandon(self);
        LibraryLock.EnterAlways(ref self->KillLock);
        self->Id = 0;
        LibraryLock.LeaveAlways(ref self->KillLock);
        self->Next->Previous = self->Previous;
        self->Previous->Next = self->Next;
        self->Previous = self;
        self->Next = self;
        Threads.Others--;
        if (state == ThreadStates.Detached && self->Map != null)
        {
            // The kernel must not look for the list of mutexes in memory that is gone, nor may a handler run on it.
            _ = Threads.BlockSignals(withHidden: true);
            if (self->RobustOffset != 0)
            {
                _ = Syscall.Invoke(SystemCall.set_robust_list, 0, 24);
            }

            ThreadStubs.UnmapAndExit(self->Map, self->MapSize);
        }

        Volatile.Write(ref self->State, ThreadStates.Exited);
        Futex.Wake(&self->State, 1, false);
        while (true)
        {
            _ = Syscall.Invoke(SystemCall.exit, 0);
        }
    }
}

// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>What the making of a second thread adds to the library; null until then, so that other programs neither carry it nor wait for it.</summary>
internal static unsafe class ThreadHooks
{
    internal static delegate*<ref int, void> EnterLock;
    internal static delegate*<ref int, void> LeaveLock;
    internal static delegate*<void> BeginExit;
    internal static delegate*<FILE*, void> EnterStream;
    internal static delegate*<FILE*, void> LeaveStream;
    internal static delegate*<FILE*, bool> TryEnterStream;
    internal static delegate*<SystemCall, long, long, long, long> CallInAll;
    internal static delegate*<nuint, void*> Allocate;
    internal static delegate*<void*, void*, void> Free;

    /// <summary>A system call that is to count for the whole process.</summary>
    internal static long CallForProcess(SystemCall call, long a0, long a1, long a2) =>
        CallInAll == null ? Syscall.Invoke(call, a0, a1, a2) : CallInAll(call, a0, a1, a2);

    internal static void Set()
    {
        LeaveLock = &LibraryLock.LeaveAlways;
        BeginExit = &C.BecomeExiting;
        LeaveStream = &StreamLock.LeaveAlways;
        TryEnterStream = &StreamLock.TryEnter;
        CallInAll = &CallEverywhere.Make;
        Allocate = &Heap.AllocateKept;
        Free = &Heap.FreeAmongThreads;
        EnterStream = &StreamLock.EnterAlways;
        EnterLock = &LibraryLock.EnterAlways;
    }

    internal static void Clear()
    {
        EnterLock = null;
        LeaveLock = null;
        BeginExit = null;
        EnterStream = null;
        LeaveStream = null;
        TryEnterStream = null;
        CallInAll = null;
        Allocate = null;
        Free = null;
    }
}

/// <summary>The library's own locks.</summary>
internal static unsafe class LibraryLock
{
    private const int Free = 0;
    private const int Held = 1;
    private const int Awaited = 2;

    internal static void Enter(ref int word)
    {
        if (ThreadHooks.EnterLock != null)
        {
            ThreadHooks.EnterLock(ref word);
        }
    }

    internal static void Leave(ref int word)
    {
        if (ThreadHooks.LeaveLock != null)
        {
            ThreadHooks.LeaveLock(ref word);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void EnterAlways(ref int word)
    {
        if (Interlocked.CompareExchange(ref word, Held, Free) != Free)
        {
            Await(ref word);
        }
    }

    private static void Await(ref int word)
    {
        while (Interlocked.Exchange(ref word, Awaited) != Free)
        {
            Futex.Wait((int*)Unsafe.AsPointer(ref word), Awaited, false);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LeaveAlways(ref int word)
    {
        if (Interlocked.Exchange(ref word, Free) == Awaited)
        {
            Futex.Wake((int*)Unsafe.AsPointer(ref word), 1, false);
        }
    }
}

/// <summary>All of them in the order in which they may be taken; fork(2) takes them all, so that the child finds none held by a thread it does not have.</summary>
internal struct LibraryLocks
{
    internal static LibraryLocks All;

    internal int ForkHandlers;
    internal int Exit;
    internal int Semaphores;
    internal int Keys;
    internal int TimeZone;
    internal int Environment;
    internal int Random;
    internal int Log;
    internal int Streams;
    internal int Heap;
}

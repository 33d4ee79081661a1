// SPDX-License-Identifier: MIT
global using unsafe ThreadRoutine = delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*>;
global using unsafe CleanupRoutine = delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void>;
using System.Runtime.InteropServices;

namespace Skift.Libc;

/// <summary>A thread's control block, where its thread pointer (fs) points; C's pthread_t is its address.</summary>
/// <remarks>The offsets in comments are known elsewhere: 0 and 40 by the ABI and compilers, the others by <c>cstart/*.S</c>.</remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ThreadBlock
{
    /// <summary>0: the block's own address.</summary>
    internal ThreadBlock* Self;
    private ulong _reserved8;

    /// <summary>Ring of all threads; guarded by <see cref="Threads.EnterList"/>.</summary>
    internal ThreadBlock* Previous;
    internal ThreadBlock* Next;

    /// <summary>32: errno; here, so that no program needs thread-local storage for it, which not every linker knows (tcc).</summary>
    internal int ErrorNumber;

    /// <summary>h_errno of netdb.h.</summary>
    internal int HostErrorNumber;

    /// <summary>40: what -fstack-protector compares with.</summary>
    internal ulong Canary;

    /// <summary>48: the kernel's number; 0 once the thread has ended.</summary>
    internal int Id;

    /// <summary>52: pthread_cancel was called.</summary>
    internal int CancelRequested;

    /// <summary>56: a <see cref="CancelStates"/>.</summary>
    internal int CancelState;

    /// <summary>Not 0: at any instruction (PTHREAD_CANCEL_ASYNCHRONOUS).</summary>
    internal int CancelType;

    /// <summary>A <see cref="ThreadStates"/>; joiners wait at it.</summary>
    internal int State;

    /// <summary>Held by those who send a signal, and to clear <see cref="Id"/>: no signal goes to a stranger with the same number.</summary>
    internal int KillLock;
    internal void* Result;
    internal CleanupRecord* Cleanups;

    /// <summary>What is unmapped when the thread is gone; null for the first thread.</summary>
    internal void* Map;
    internal nuint MapSize;

    /// <summary>The end of the stack, which grows down; the size without guard.</summary>
    internal byte* StackTop;
    internal nuint StackSize;
    internal nuint GuardSize;

    /// <summary>The kernel's struct robust_list_head: mutexes to mark when this thread dies.</summary>
    internal ulong RobustHead;
    internal long RobustOffset;
    internal ulong RobustPending;

    /// <summary>Values of pthread_setspecific, <see cref="ThreadConstants.Keys"/> of them; null until the first.</summary>
    internal void** Values;

    /// <summary>Start: the routine, and the signal mask it runs with.</summary>
    internal ThreadRoutine Routine;
    internal void* Argument;
    internal ulong SignalMask;
    internal int IsC11;

    /// <summary>1 while the creator still sets the scheduling; 2: it failed, do not start.</summary>
    internal int Gate;

    /// <summary>Blocks that malloc keeps for this thread.</summary>
    internal void* HeapCache;

    /// <summary>The locale_t of uselocale; null while the thread follows the program's locale.</summary>
    internal byte* Locale;

    /// <summary>1 while <see cref="CallEverywhere"/> waits for this thread's call.</summary>
    internal int CallsToMake;
}

/// <summary>C's struct behind pthread_cleanup_push.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct CleanupRecord
{
    internal CleanupRoutine Routine;
    internal void* Argument;
    internal CleanupRecord* Next;
}

internal static class ThreadStates
{
    internal const int Exited = 0;
    internal const int Exiting = 1;
    internal const int Joinable = 2;
    internal const int Detached = 3;
}

internal static class CancelStates
{
    internal const int Enabled = 0;
    internal const int Disabled = 1;

    /// <summary>A cancellation point answers ECANCELED instead of ending the thread, so that the library can put things right first.</summary>
    internal const int Masked = 2;
}

internal static class ThreadConstants
{
    internal const int Keys = 128;
    internal const int DestructorIterations = 4;
    internal const nuint DefaultStack = 128 * 1024;
    internal const nuint LargestDefaultStack = 8 * 1024 * 1024;
    internal const nuint DefaultGuard = 8192;
    internal const nuint SmallestStack = 16384;

    /// <summary>Signals that programs cannot see: cancellation and timers, and calls made in all threads.</summary>
    internal const int SIGCANCEL = 32;
    internal const int SIGSYNCCALL = 33;
    internal const ulong HiddenSignals = 3UL << (SIGCANCEL - 1);
}

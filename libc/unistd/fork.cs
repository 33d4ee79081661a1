// SPDX-License-Identifier: MIT
using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>unistd.h: fork, with what pthread_atfork registered.</summary>
public static unsafe partial class C
{
    private const int BeforeFork = -1;
    private const int ForkParent = 0;
    private const int ForkChild = 1;

    private static class ForkHook
    {
        /// <summary>Set by pthread_atfork, so that a program without it carries none of it.</summary>
        internal static delegate*<int, void> Run;
    }

    /// <summary>The child has one thread, the caller; the library's locks are free in it.</summary>
    [RuntimeExport("fork")]
    public static int fork()
    {
        if (ForkHook.Run != null)
        {
            ForkHook.Run(BeforeFork);
        }

        // The library's own signals not before it has the list of threads: one who has it may wait for this thread to answer.
        ulong mask = Threads.BlockSignals(withHidden: false);
        bool hasThreads = ThreadHooks.EnterLock != null;
        if (hasThreads)
        {
            TakeAllLocks();
        }

        _ = Threads.BlockSignals(withHidden: true);

        long answer = Duplicate();
        if (answer == 0)
        {
            LockWords.Clear();
        }
        else if (hasThreads)
        {
            Threads.LeaveList();
            GiveAllLocksBack();
        }

        Threads.RestoreSignals(mask);
        if (ForkHook.Run != null)
        {
            ForkHook.Run(answer == 0 ? ForkChild : ForkParent);
        }

        return (int)Error.Answer(answer);
    }

    /// <summary>Without handlers and locks: for children that only execute another program, and for signal handlers.</summary>
    [RuntimeExport("_Fork")]
    public static int _Fork()
    {
        ulong mask = Threads.BlockSignals(withHidden: true);
        long answer = Duplicate();
        Threads.RestoreSignals(mask);
        return (int)Error.Answer(answer);
    }

    /// <summary>Allowed to be fork (POSIX.1-2001 vfork()), and so the child can do no harm to the parent's stack.</summary>
    [RuntimeExport("vfork")]
    public static int vfork() => _Fork();

    private static Span<int> LockWords => MemoryMarshal.CreateSpan(ref Unsafe.As<LibraryLocks, int>(ref LibraryLocks.All), sizeof(LibraryLocks) / 4);

    private static long Duplicate()
    {
        long answer = Syscall.Invoke(SystemCall.fork);
        if (answer == 0)
        {
            ThreadBlock* self = ThreadStubs.Self();
            Threads.BecomeOnly(self, (int)Syscall.Invoke(SystemCall.set_tid_address, (long)Threads.ListWord));
        }

        return answer;
    }

    private static void TakeAllLocks()
    {
        foreach (ref int word in LockWords)
        {
            LibraryLock.Enter(ref word);
        }

        Threads.EnterList();
    }

    private static void GiveAllLocksBack()
    {
        foreach (ref int word in LockWords)
        {
            LibraryLock.Leave(ref word);
        }
    }
}

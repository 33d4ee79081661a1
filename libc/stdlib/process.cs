// SPDX-License-Identifier: MIT
using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>The end of a program.</summary>
public static unsafe partial class C
{
    private const int HandlersPerBlock = 32;

    private struct ExitHandler
    {
        public delegate* unmanaged[Cdecl, SuppressGCTransition]<void> Plain;
        public delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void> WithArgument;
        public void* Argument;
    }

    /// <summary>The first block is static, so that atexit works without memory for the 32 times that C promises.</summary>
    private struct ExitBlock
    {
        public ExitBlock* Next;
        public int Count;
        private int _padding;
        public fixed ulong Handlers[HandlersPerBlock * 3];
    }

    private static ExitBlock s_firstExitBlock;
    private static ExitBlock* s_exitBlocks;

    /// <summary>Set by the first atexit: a program without handlers does not carry what runs them.</summary>
    private static delegate*<void> s_runExitHandlers;

    /// <summary>The thread that called exit.</summary>
    private static int s_exiting;

    [RuntimeExport("atexit")]
    public static int atexit(delegate* unmanaged[Cdecl, SuppressGCTransition]<void> handler) =>
        AddExitHandler(new ExitHandler { Plain = handler });

    /// <summary>C++'s atexit; the library handle does not matter without dynamic loading.</summary>
    [RuntimeExport("__cxa_atexit")]
    public static int __cxa_atexit(delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void> handler, void* argument, void* library) =>
        AddExitHandler(new ExitHandler { WithArgument = handler, Argument = argument });

    /// <summary>A second thread that calls it waits for the end; the same one, from a handler, goes on with those that are left (POSIX.1-2024 exit()).</summary>
    [RuntimeExport("exit")]
    public static void exit(int status)
    {
        if (ThreadHooks.BeginExit != null)
        {
            ThreadHooks.BeginExit();
        }

        if (s_runExitHandlers != null)
        {
            s_runExitHandlers();
        }

        RunDestructors();
        StreamCore.CloseAll();
        _exit(status);
    }

    private static void RunExitHandlers()
    {
        // Each handler is taken off before it runs: one may register more, or call exit again.
        ExitHandler handler;
        while (TakeExitHandler(&handler))
        {
            if (handler.Plain != null)
            {
                handler.Plain();
            }
            else
            {
                handler.WithArgument(handler.Argument);
            }
        }
    }

    internal static void BecomeExiting()
    {
        int self = ThreadStubs.Self()->Id;
        int first = Interlocked.CompareExchange(ref s_exiting, self, 0);
        while (first != 0 && first != self)
        {
            _ = Syscall.Invoke(SystemCall.pause);
        }
    }

    private static bool TakeExitHandler(ExitHandler* handler)
    {
        bool isFound = false;
        LibraryLock.Enter(ref LibraryLocks.All.Exit);
        while (s_exitBlocks != null && !isFound)
        {
            if (s_exitBlocks->Count == 0)
            {
                s_exitBlocks = s_exitBlocks->Next;
            }
            else
            {
                *handler = ((ExitHandler*)s_exitBlocks->Handlers)[--s_exitBlocks->Count];
                isFound = true;
            }
        }

        LibraryLock.Leave(ref LibraryLocks.All.Exit);
        return isFound;
    }

    [RuntimeExport("_exit")]
    public static void _exit(int status)
    {
        while (true)
        {
            _ = Syscall.Invoke(SystemCall.exit_group, status);
        }
    }

    [RuntimeExport("_Exit")]
    public static void _Exit(int status) => _exit(status);

    [RuntimeExport("abort")]
    public static void abort()
    {
        long pid = Syscall.Invoke(SystemCall.getpid);
        long tid = Syscall.Invoke(SystemCall.gettid);
        ulong mask = 1UL << ((int)Signal.SIGABRT - 1);
        _ = Syscall.Invoke(SystemCall.rt_sigprocmask, SignalConstants.SIG_UNBLOCK, (long)&mask, 0, (long)SignalConstants.SetSize);
        _ = Syscall.Invoke(SystemCall.tgkill, pid, tid, (long)Signal.SIGABRT);

        // Ignored or caught by a handler that returned: the default action then, which ends the process (C23 §7.24.4.1). The signal is
        // blocked until it is pending, and another thread that sets a handler between must be seen to lose: it is tried again.
        SignalAction action = default;
        while (true)
        {
            _ = Syscall.Invoke(SystemCall.rt_sigprocmask, SignalConstants.SIG_BLOCK, (long)&mask, 0, (long)SignalConstants.SetSize);
            _ = Syscall.Invoke(SystemCall.tgkill, pid, tid, (long)Signal.SIGABRT);
            _ = Syscall.Invoke(SystemCall.rt_sigaction, (long)Signal.SIGABRT, (long)&action, 0, (long)SignalConstants.SetSize);
            _ = Syscall.Invoke(SystemCall.rt_sigprocmask, SignalConstants.SIG_UNBLOCK, (long)&mask, 0, (long)SignalConstants.SetSize);
        }
    }

    /// <summary>What code compiled with -fstack-protector calls when the canary on its stack has changed.</summary>
    [RuntimeExport("__stack_chk_fail")]
    public static void __stack_chk_fail()
    {
        ReadOnlySpan<byte> message = "*** stack smashing detected ***: terminated\n"u8;
        _ = Syscall.Invoke(SystemCall.write, 2, (long)Literal(message), message.Length);
        abort();
    }

    [RuntimeExport("__assert_fail")]
    public static void __assert_fail(byte* expression, byte* file, int line, byte* function)
    {
        FILE* error = StdioStubs.Error();
        byte* number = stackalloc byte[16];
        byte* end = number + 15;
        *end = 0;
        do
        {
            *--end = (byte)('0' + (line % 10));
            line /= 10;
        }
        while (line > 0);

        _ = fputs(Literal("Assertion failed: "u8), error);
        _ = fputs(expression, error);
        _ = fputs(Literal(" ("u8), error);
        _ = fputs(file, error);
        _ = fputs(Literal(": "u8), error);
        _ = fputs(function, error);
        _ = fputs(Literal(": "u8), error);
        _ = fputs(end, error);
        _ = fputs(Literal(")\n"u8), error);
        abort();
    }

    [RuntimeImport("*", "skift_run_destructors")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void RunDestructors();

    private static int AddExitHandler(ExitHandler handler)
    {
        LibraryLock.Enter(ref LibraryLocks.All.Exit);
        s_runExitHandlers = &RunExitHandlers;
        int result = StoreExitHandler(&handler);
        LibraryLock.Leave(ref LibraryLocks.All.Exit);
        return result;
    }

    private static int StoreExitHandler(ExitHandler* handler)
    {
        fixed (ExitBlock* first = &s_firstExitBlock)
        {
            if (s_exitBlocks == null)
            {
                first->Count = 0;
                s_exitBlocks = first;
            }
        }

        if (s_exitBlocks->Count == HandlersPerBlock)
        {
            ExitBlock* block = (ExitBlock*)calloc(1, (nuint)sizeof(ExitBlock));
            if (block == null)
            {
                return -1;
            }

            block->Next = s_exitBlocks;
            s_exitBlocks = block;
        }

        ((ExitHandler*)s_exitBlocks->Handlers)[s_exitBlocks->Count++] = *handler;
        return 0;
    }
}

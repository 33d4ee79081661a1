// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>pthread.h: cancellation (POSIX.1-2008 §2.9.5).</summary>
public static unsafe partial class C
{
    /// <summary>In the kernel's ucontext: the instruction at which the signal came, and the mask that returns with it.</summary>
    private const int ContextInstruction = 168;
    private const int ContextMask = 296;

    private static void* Cancelled => (void*)-1;

    [RuntimeExport("pthread_cancel")]
    public static int pthread_cancel(ThreadBlock* thread)
    {
        PrepareCancellation();
        _ = Interlocked.Exchange(ref thread->CancelRequested, 1);
        if (thread != ThreadStubs.Self())
        {
            _ = SendSignal(thread, ThreadConstants.SIGCANCEL);
        }
        else if (thread->CancelState == CancelStates.Enabled && thread->CancelType != 0)
        {
            ExitThread(Cancelled);
        }

        return 0;
    }

    [RuntimeExport("pthread_testcancel")]
    public static void pthread_testcancel()
    {
        ThreadBlock* self = ThreadStubs.Self();
        if (Volatile.Read(ref self->CancelRequested) != 0 && self->CancelState == CancelStates.Enabled)
        {
            // Through the pointer that pthread_cancel set, so that a program without cancellation does not carry it.
            ((delegate* unmanaged[Cdecl, SuppressGCTransition]<void>)(*ThreadStubs.CancelAction()))();
        }
    }

    [RuntimeExport("pthread_setcancelstate")]
    public static int pthread_setcancelstate(int state, int* old)
    {
        if ((uint)state > CancelStates.Masked)
        {
            return (int)Errno.EINVAL;
        }

        ThreadBlock* self = ThreadStubs.Self();
        if (old != null)
        {
            *old = self->CancelState;
        }

        Volatile.Write(ref self->CancelState, state);
        if (state == CancelStates.Enabled && self->CancelType != 0)
        {
            pthread_testcancel();
        }

        return 0;
    }

    [RuntimeExport("pthread_setcanceltype")]
    public static int pthread_setcanceltype(int type, int* old)
    {
        if ((uint)type > 1)
        {
            return (int)Errno.EINVAL;
        }

        ThreadBlock* self = ThreadStubs.Self();
        if (old != null)
        {
            *old = self->CancelType;
        }

        Volatile.Write(ref self->CancelType, type);
        if (type != 0)
        {
            pthread_testcancel();
        }

        return 0;
    }

    /// <summary>What the macro pthread_cleanup_push calls.</summary>
    [RuntimeExport("__pthread_cleanup_push")]
    public static void __pthread_cleanup_push(CleanupRecord* record, CleanupRoutine routine, void* argument)
    {
        ThreadBlock* self = ThreadStubs.Self();
        record->Routine = routine;
        record->Argument = argument;
        record->Next = self->Cleanups;
        self->Cleanups = record;
    }

    [RuntimeExport("__pthread_cleanup_pop")]
    public static void __pthread_cleanup_pop(CleanupRecord* record, int runs)
    {
        ThreadStubs.Self()->Cleanups = record->Next;
        if (runs != 0)
        {
            record->Routine(record->Argument);
        }
    }

    private static void PrepareCancellation()
    {
        if (Volatile.Read(ref *ThreadStubs.CancelAction()) != 0)
        {
            return;
        }

        SignalAction action = default;
        action.sa_handler = (ulong)(delegate*<int, void*, byte*, void>)&OnCancel;
        action.sa_flags = SignalActionFlags.SA_SIGINFO | SignalActionFlags.SA_RESTART | SignalActionFlags.SA_ONSTACK | SignalActionFlags.SA_RESTORER;
        action.sa_restorer = SignalStubs.ReturnAddress();
        action.sa_mask = ulong.MaxValue;
        _ = Syscall.Invoke(SystemCall.rt_sigaction, ThreadConstants.SIGCANCEL, (long)&action, 0, (long)SignalConstants.SetSize);
        Volatile.Write(ref *ThreadStubs.CancelAction(), (ulong)(delegate*<void>)&ObeyCancellation);
    }

    private static void ObeyCancellation() => ExitThread(Cancelled);

    private static void OnCancel(int signal, void* information, byte* context)
    {
        ThreadBlock* self = ThreadStubs.Self();
        if (Volatile.Read(ref self->CancelRequested) == 0 || self->CancelState == CancelStates.Disabled)
        {
            return;
        }

        ulong* mask = (ulong*)(context + ContextMask);
        *mask |= 1UL << (ThreadConstants.SIGCANCEL - 1);
        if (self->CancelType != 0 && self->CancelState == CancelStates.Enabled)
        {
            Threads.RestoreSignals(*mask);
            ExitThread(Cancelled);
        }

        ulong* instruction = (ulong*)(context + ContextInstruction);
        ulong acts = ThreadStubs.CancellationPointOf(*instruction);
        if (acts != 0)
        {
            *instruction = acts;
            return;
        }

        // It may be a handler that was interrupted, above a cancellation point that it will return to: blocked until then, the signal comes again.
        _ = Syscall.Invoke(SystemCall.tkill, self->Id, ThreadConstants.SIGCANCEL);
    }
}

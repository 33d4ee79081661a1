// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>time.h: timers that run a function (SIGEV_THREAD, POSIX.1-2008 §2.4.1). A thread per timer takes the kernel's signal and starts a thread for each time.</summary>
public static unsafe partial class C
{
    /// <summary>On the heap, the timer's thread frees it.</summary>
    private struct ThreadTimer
    {
        internal CleanupRoutine Function;
        internal void* Value;
        internal ThreadAttributes Attributes;
        internal ThreadBlock* Thread;
        internal int Number;
        internal int IsDeleted;
        internal int IsReady;
    }

    private static int CreateThreadTimer(int clock, SignalEvent* notification, void** result)
    {
        ThreadTimer* timer = (ThreadTimer*)calloc(1, (nuint)sizeof(ThreadTimer));
        if (timer == null)
        {
            return Error.Set(Errno.EAGAIN);
        }

        timer->Function = notification->Function;
        timer->Value = (void*)notification->Value;
        timer->Attributes = notification->Attributes == null ? DefaultAttributes : *notification->Attributes;
        timer->Attributes.IsDetached = 1;
        ThreadAttributes own = DefaultAttributes;
        own.IsDetached = 1;
        ThreadBlock* thread;

        // The thread must have blocked the timer's signal before the first can come.
        ulong mask = Threads.BlockSignals(withHidden: true);
        int error = CreateThread(&thread, &own, (ThreadRoutine)(delegate*<void*, void*>)&ServeTimer, timer, false);
        int number = 0;
        if (error == 0)
        {
            while (Volatile.Read(ref timer->IsReady) == 0)
            {
                Futex.Wait(&timer->IsReady, 0, false);
            }

            SignalEvent wanted = default;
            wanted.Signal = ThreadConstants.SIGCANCEL;
            wanted.Notify = SignalEvent.ByThreadNumber;
            *(int*)&wanted.Function = thread->Id;
            error = (int)-Syscall.Invoke(SystemCall.timer_create, clock, (long)&wanted, (long)&number);
            timer->Thread = thread;
            timer->Number = number;
            if (error != 0)
            {
                StopTimerThread(timer);
            }
        }
        else
        {
            free(timer);
        }

        Threads.RestoreSignals(mask);
        *result = error == 0 ? (void*)((ulong)timer >> 1 | 1UL << 63) : *result;
        return error == 0 ? 0 : Error.Set((Errno)error);
    }

    /// <summary>The kernel's number of a timer, which is a thread's if the top bit is set.</summary>
    private static long TimerNumber(void* timer) => (long)timer < 0 ? ThreadTimerOf(timer)->Number : (long)timer;

    private static ThreadTimer* ThreadTimerOf(void* timer) => (ThreadTimer*)((ulong)timer << 1);

    private static int DeleteThreadTimer(void* timer)
    {
        _ = Syscall.Invoke(SystemCall.timer_delete, ThreadTimerOf(timer)->Number);
        StopTimerThread(ThreadTimerOf(timer));
        return 0;
    }

    private static void StopTimerThread(ThreadTimer* timer)
    {
        ThreadBlock* thread = timer->Thread;
        int id = thread->Id;
        Volatile.Write(ref timer->IsDeleted, 1);
        _ = Syscall.Invoke(SystemCall.tgkill, getpid(), id, ThreadConstants.SIGCANCEL);
    }

    private static void* ServeTimer(void* argument)
    {
        ThreadTimer* timer = (ThreadTimer*)argument;
        ulong set = 1UL << (ThreadConstants.SIGCANCEL - 1);
        _ = Threads.BlockSignals(withHidden: true);
        Volatile.Write(ref timer->IsReady, 1);
        Futex.Wake(&timer->IsReady, 1, false);
        SignalInformation information;
        while (Volatile.Read(ref timer->IsDeleted) == 0)
        {
            long signal = Syscall.Invoke(SystemCall.rt_sigtimedwait, (long)&set, (long)&information, 0, (long)SignalConstants.SetSize);
            if (signal < 0 || information.si_code != SignalCode.SI_TIMER || Volatile.Read(ref timer->IsDeleted) != 0)
            {
                continue;
            }

            ThreadBlock* thread;
            ThreadTimer* call = (ThreadTimer*)malloc((nuint)sizeof(ThreadTimer));
            if (call != null)
            {
                *call = *timer;
                if (CreateThread(&thread, &timer->Attributes, (ThreadRoutine)(delegate*<void*, void*>)&RunTimer, call, false) != 0)
                {
                    free(call);
                }
            }
        }

        free(timer);
        return null;
    }

    private static void* RunTimer(void* argument)
    {
        ThreadTimer call = *(ThreadTimer*)argument;
        free(argument);
        Threads.RestoreSignals(0);
        call.Function(call.Value);
        return null;
    }
}

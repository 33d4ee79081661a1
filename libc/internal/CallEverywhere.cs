// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Calls that POSIX says are the process's and Linux the thread's (setuid(2) and its like): made in all threads.</summary>
/// <remarks>
/// With the list of threads locked, none begins or ends; a signal of the library's own brings each to make the call. Nobody waits for
/// the list with that signal blocked.
/// </remarks>
internal static unsafe class CallEverywhere
{
    private static SystemCall s_call;
    private static long s_argument0;
    private static long s_argument1;
    private static long s_argument2;
    private static int s_waiting;
    private static int s_hasFailed;

    internal static long Make(SystemCall call, long a0, long a1, long a2)
    {
        ulong mask = Threads.BlockSignals(withHidden: false);
        Threads.EnterList();
        Install();
        s_call = call;
        s_argument0 = a0;
        s_argument1 = a1;
        s_argument2 = a2;
        s_hasFailed = 0;

        // If the first may not, nor may the others: they are all the same (and nothing has changed).
        long answer = Syscall.Invoke(call, a0, a1, a2);
        if (answer >= 0)
        {
            ForOthers();
        }

        Threads.LeaveList();
        Threads.RestoreSignals(mask);
        if (s_hasFailed != 0)
        {
            // Some threads have the new identity and some the old: no program may go on like that.
            C.abort();
        }

        return answer;
    }

    private static void ForOthers()
    {
        ThreadBlock* self = ThreadStubs.Self();
        long process = Syscall.Invoke(SystemCall.getpid);
        for (ThreadBlock* thread = self->Next; thread != self; thread = thread->Next)
        {
            _ = Interlocked.Increment(ref s_waiting);
            Volatile.Write(ref thread->CallsToMake, 1);
            if (Syscall.Invoke(SystemCall.tgkill, process, thread->Id, ThreadConstants.SIGSYNCCALL) < 0)
            {
                _ = Interlocked.Decrement(ref s_waiting);
                s_hasFailed = 1;
            }
        }

        int waiting;
        while ((waiting = Volatile.Read(ref s_waiting)) != 0)
        {
            fixed (int* word = &s_waiting)
            {
                Futex.Wait(word, waiting, false);
            }
        }
    }

    private static void Install()
    {
        SignalAction action = default;
        action.sa_handler = (ulong)(delegate*<int, void>)&OnCall;
        action.sa_flags = SignalActionFlags.SA_RESTART | SignalActionFlags.SA_ONSTACK | SignalActionFlags.SA_RESTORER;
        action.sa_restorer = SignalStubs.ReturnAddress();
        action.sa_mask = ulong.MaxValue;
        _ = Syscall.Invoke(SystemCall.rt_sigaction, ThreadConstants.SIGSYNCCALL, (long)&action, 0, (long)SignalConstants.SetSize);
    }

    private static void OnCall(int signal)
    {
        if (Interlocked.Exchange(ref ThreadStubs.Self()->CallsToMake, 0) == 0)
        {
            return;
        }

        if (Syscall.Invoke(s_call, s_argument0, s_argument1, s_argument2) < 0)
        {
            Volatile.Write(ref s_hasFailed, 1);
        }

        if (Interlocked.Decrement(ref s_waiting) == 0)
        {
            fixed (int* word = &s_waiting)
            {
                Futex.Wake(word, 1, false);
            }
        }
    }
}

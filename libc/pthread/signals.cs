// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Signals to one thread, and its mask.</summary>
public static unsafe partial class C
{
    /// <returns>0, also if the thread has ended but is not joined yet (POSIX.1-2024 pthread_kill()); EINVAL: no such signal.</returns>
    [RuntimeExport("pthread_kill")]
    public static int pthread_kill(ThreadBlock* thread, int signal) =>
        signal is < 0 or > SignalConstants.Count || IsHidden(signal) ? (int)Errno.EINVAL : SendSignal(thread, signal);

    [RuntimeExport("pthread_sigqueue")]
    public static int pthread_sigqueue(ThreadBlock* thread, int signal, ulong value)
    {
        if (signal is < 0 or > SignalConstants.Count || IsHidden(signal))
        {
            return (int)Errno.EINVAL;
        }

        uint* information = stackalloc uint[32];
        FillQueued(information, signal, value);
        ulong mask = Threads.BlockSignals(withHidden: true);
        LibraryLock.EnterAlways(ref thread->KillLock);
        long answer = thread->Id == 0 ? 0 : Syscall.Invoke(SystemCall.rt_tgsigqueueinfo, getpid(), thread->Id, signal, (long)information);
        LibraryLock.LeaveAlways(ref thread->KillLock);
        Threads.RestoreSignals(mask);
        return (int)-answer;
    }

    /// <returns>0, or EINVAL: no such <paramref name="how"/>.</returns>
    [RuntimeExport("pthread_sigmask")]
    public static int pthread_sigmask(int how, ulong* set, ulong* old) => (int)-ChangeSignalMask(how, set, old);

    internal static int SendSignal(ThreadBlock* thread, int signal)
    {
        ulong mask = Threads.BlockSignals(withHidden: true);
        LibraryLock.EnterAlways(ref thread->KillLock);
        long answer = thread->Id == 0 ? 0 : Syscall.Invoke(SystemCall.tgkill, getpid(), thread->Id, signal);
        LibraryLock.LeaveAlways(ref thread->KillLock);
        Threads.RestoreSignals(mask);
        return (int)-answer;
    }
}

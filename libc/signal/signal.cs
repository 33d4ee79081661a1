// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>signal.h. C's sigset_t is 1024 bits wide as everywhere on Linux, of which the kernel knows the first 64.</summary>
public static unsafe partial class C
{
    private const int SetWords = 16;

    /// <summary>C's struct sigaction, which is not the kernel's.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct CSignalAction
    {
        public ulong Handler;
        public fixed ulong Mask[SetWords];
        public int Flags;
        private int _padding;
        public ulong Restorer;
    }

    [RuntimeExport("sigaction")]
    public static int sigaction(int signal, CSignalAction* action, CSignalAction* old)
    {
        if (IsHidden(signal))
        {
            return Error.Set(Errno.EINVAL);
        }

        SignalAction kernelAction = default;
        SignalAction kernelOld = default;
        if (action != null)
        {
            kernelAction.sa_handler = action->Handler;
            kernelAction.sa_flags = (SignalActionFlags)(uint)action->Flags | SignalActionFlags.SA_RESTORER;
            kernelAction.sa_restorer = SignalStubs.ReturnAddress();
            kernelAction.sa_mask = action->Mask[0] & ~ThreadConstants.HiddenSignals;
        }

        long answer = Syscall.Invoke(SystemCall.rt_sigaction, signal, action == null ? 0 : (long)&kernelAction, (long)&kernelOld,
            (long)SignalConstants.SetSize);
        if (answer == 0 && old != null)
        {
            *old = default;
            old->Handler = kernelOld.sa_handler;
            old->Flags = (int)(kernelOld.sa_flags & ~SignalActionFlags.SA_RESTORER);
            old->Mask[0] = kernelOld.sa_mask;
        }

        return (int)Error.Answer(answer);
    }

    /// <summary>BSD's semantics, as on all of Linux: the handler stays, and calls are restarted.</summary>
    [RuntimeExport("signal")]
    public static ulong signal(int number, ulong handler)
    {
        CSignalAction action = default;
        CSignalAction old = default;
        action.Handler = handler;
        action.Flags = (int)SignalActionFlags.SA_RESTART;
        return sigaction(number, &action, &old) < 0 ? ulong.MaxValue : old.Handler;
    }

    [RuntimeExport("sigemptyset")]
    public static int sigemptyset(ulong* set)
    {
        memset(set, 0, SetWords * 8);
        return 0;
    }

    [RuntimeExport("sigfillset")]
    public static int sigfillset(ulong* set)
    {
        memset(set, 0, SetWords * 8);
        *set = ~ThreadConstants.HiddenSignals;
        return 0;
    }

    [RuntimeExport("sigaddset")]
    public static int sigaddset(ulong* set, int signal)
    {
        if (signal is < 1 or > SignalConstants.Count || IsHidden(signal))
        {
            return Error.Set(Errno.EINVAL);
        }

        *set |= 1UL << (signal - 1);
        return 0;
    }

    [RuntimeExport("sigdelset")]
    public static int sigdelset(ulong* set, int signal)
    {
        if (signal is < 1 or > SignalConstants.Count || IsHidden(signal))
        {
            return Error.Set(Errno.EINVAL);
        }

        *set &= ~(1UL << (signal - 1));
        return 0;
    }

    [RuntimeExport("sigismember")]
    public static int sigismember(ulong* set, int signal) =>
        signal is < 1 or > SignalConstants.Count ? Error.Set(Errno.EINVAL) : (int)(*set >> (signal - 1) & 1);

    [RuntimeExport("sigprocmask")]
    public static int sigprocmask(int how, ulong* set, ulong* old) => (int)Error.Answer(ChangeSignalMask(how, set, old));

    /// <summary>The library's own signals are neither blocked nor shown.</summary>
    internal static long ChangeSignalMask(int how, ulong* set, ulong* old)
    {
        ulong wanted = set == null ? 0 : *set & ~ThreadConstants.HiddenSignals;
        ulong before;
        long answer = Syscall.Invoke(SystemCall.rt_sigprocmask, how, set == null ? 0 : (long)&wanted, (long)&before, (long)SignalConstants.SetSize);
        if (answer == 0 && old != null)
        {
            memset(old, 0, SetWords * 8);
            *old = before & ~ThreadConstants.HiddenSignals;
        }

        return answer;
    }

    /// <summary>Those between the signals with names and SIGRTMIN belong to the library.</summary>
    internal static bool IsHidden(int signal) => signal is ThreadConstants.SIGCANCEL or ThreadConstants.SIGSYNCCALL;

    [RuntimeExport("sigpending")]
    public static int sigpending(ulong* set)
    {
        memset(set, 0, SetWords * 8);
        return (int)Error.Answer(Syscall.Invoke(SystemCall.rt_sigpending, (long)set, (long)SignalConstants.SetSize));
    }

    [RuntimeExport("sigsuspend")]
    public static int sigsuspend(ulong* set) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.rt_sigsuspend, (long)set, (long)SignalConstants.SetSize));

    [RuntimeExport("sigwait")]
    public static int sigwait(ulong* set, int* signal)
    {
        long answer;
        do
        {
            answer = CancellationPoint.Invoke(SystemCall.rt_sigtimedwait, (long)set, 0, 0, (long)SignalConstants.SetSize);
        }
        while (answer == -(long)Errno.EINTR);

        if (answer < 0)
        {
            return (int)-answer;
        }

        *signal = (int)answer;
        return 0;
    }

    [RuntimeExport("sigaltstack")]
    public static int sigaltstack(SignalStack* stack, SignalStack* old) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.sigaltstack, (long)stack, (long)old));

    [RuntimeExport("kill")]
    public static int kill(int pid, int signal) => (int)Error.Answer(Syscall.Invoke(SystemCall.kill, pid, signal));

    [RuntimeExport("killpg")]
    public static int killpg(int group, int signal) => group < 0 ? Error.Set(Errno.EINVAL) : kill(-group, signal);

    [RuntimeExport("raise")]
    public static int raise(int signal) => (int)Error.Answer(
        Syscall.Invoke(SystemCall.tgkill, Syscall.Invoke(SystemCall.getpid), Syscall.Invoke(SystemCall.gettid), signal));
}

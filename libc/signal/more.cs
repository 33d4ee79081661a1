// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>signal.h: queued signals, old ways, and texts.</summary>
public static unsafe partial class C
{
    [RuntimeExport("sigtimedwait")]
    public static int sigtimedwait(void* set, void* information, void* timeout) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.rt_sigtimedwait, (long)set, (long)information, (long)timeout, (long)SignalConstants.SetSize));

    [RuntimeExport("sigwaitinfo")]
    public static int sigwaitinfo(void* set, void* information) => sigtimedwait(set, information, null);

    [RuntimeExport("sigqueue")]
    public static int sigqueue(int pid, int signal, ulong value)
    {
        uint* information = stackalloc uint[32];
        FillQueued(information, signal, value);
        return (int)Error.Answer(Syscall.Invoke(SystemCall.rt_sigqueueinfo, pid, signal, (long)information));
    }

    private static void FillQueued(uint* information, int signal, ulong value)
    {
        const int Queued = -1;
        new System.Span<uint>(information, 32).Clear();
        information[0] = (uint)signal;
        information[2] = unchecked((uint)Queued);
        information[4] = (uint)getpid();
        information[5] = getuid();
        *(ulong*)(information + 6) = value;
    }

    [RuntimeExport("sighold")]
    public static int sighold(int signal) => ChangeMask(SignalConstants.SIG_BLOCK, signal);

    [RuntimeExport("sigrelse")]
    public static int sigrelse(int signal) => ChangeMask(SignalConstants.SIG_UNBLOCK, signal);

    private static int ChangeMask(int how, int signal)
    {
        ulong* set = stackalloc ulong[SetWords];
        _ = sigemptyset(set);
        return sigaddset(set, signal) < 0 ? -1 : sigprocmask(how, set, null);
    }

    [RuntimeExport("sigignore")]
    public static int sigignore(int signal) => C.signal(signal, 1) == ulong.MaxValue ? -1 : 0;

    [RuntimeExport("sigpause")]
    public static int sigpause(int signal)
    {
        ulong* set = stackalloc ulong[SetWords];
        _ = sigprocmask(0, null, set);
        return sigdelset(set, signal) < 0 ? -1 : sigsuspend(set);
    }

    [RuntimeExport("siginterrupt")]
    public static int siginterrupt(int signal, int interrupts)
    {
        CSignalAction action;
        if (sigaction(signal, null, &action) < 0)
        {
            return -1;
        }

        const int Restart = (int)SignalActionFlags.SA_RESTART;
        action.Flags = interrupts != 0 ? action.Flags & ~Restart : action.Flags | Restart;
        return sigaction(signal, &action, null);
    }

    /// <summary>SIG_HOLD (2) only blocks; everything else also unblocks. Answers SIG_HOLD if the signal was blocked.</summary>
    [RuntimeExport("sigset")]
    public static ulong sigset(int signal, ulong handler)
    {
        const ulong Hold = 2;
        ulong* set = stackalloc ulong[SetWords];
        ulong* old = stackalloc ulong[SetWords];
        CSignalAction action = default;
        CSignalAction previous;
        _ = sigemptyset(set);
        action.Handler = handler;
        if (sigaddset(set, signal) < 0 || sigaction(signal, handler == Hold ? null : &action, &previous) < 0
            || sigprocmask(handler == Hold ? SignalConstants.SIG_BLOCK : SignalConstants.SIG_UNBLOCK, set, old) < 0)
        {
            return ulong.MaxValue;
        }

        return sigismember(old, signal) == 1 ? Hold : previous.Handler;
    }

    [RuntimeExport("bsd_signal")]
    public static ulong bsd_signal(int number, ulong handler) => signal(number, handler);

    [RuntimeExport("sigisemptyset")]
    public static int sigisemptyset(ulong* set) => *set == 0 ? 1 : 0;

    [RuntimeExport("sigorset")]
    public static int sigorset(ulong* result, ulong* left, ulong* right)
    {
        *result = *left | *right;
        return 0;
    }

    [RuntimeExport("sigandset")]
    public static int sigandset(ulong* result, ulong* left, ulong* right)
    {
        *result = *left & *right;
        return 0;
    }

    [RuntimeExport("psignal")]
    public static void psignal(int signal, byte* prefix)
    {
        int error = Error.Current;
        FILE* file = StdioStubs.Error();
        if (prefix != null && *prefix != 0)
        {
            _ = fputs(prefix, file);
            _ = fputs(Literal(": "u8), file);
        }

        _ = fputs(strsignal(signal), file);
        _ = fputc('\n', file);
        Error.Current = error;
    }

    [RuntimeExport("psiginfo")]
    public static void psiginfo(int* information, byte* prefix) => psignal(*information, prefix);
}

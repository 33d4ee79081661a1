// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>What happens when a signal arrives.</summary>
public enum SignalDisposition
{
    Default,
    Ignored,

    /// <summary>Noted in the pending set by <see cref="Posix.CatchSignal"/>, or handled by the runtime.</summary>
    Caught,
}

/// <summary>Signals.</summary>
/// <remarks>
/// Managed code never runs inside a handler: a signal may arrive in the middle of an allocation. A caught signal is only noted;
/// it interrupts sleeping calls (EINTR), and the program takes the noted ones where it is safe: after EINTR, between commands,
/// round its event loop. To wait without a race, block the signals, look at the set, then <see cref="Sigsuspend"/> or
/// <see cref="Ppoll"/> with a mask that lets them in.
/// </remarks>
public static unsafe partial class Posix
{
    /// <summary>FUTEX_WAIT | FUTEX_PRIVATE_FLAG (futex(2)).</summary>
    private const long FutexWaitPrivate = 128;

    /// <summary>Signal 33, by which a collection stops threads: never blocked.</summary>
    private const ulong HiddenSignals = 1UL << 32;

    /// <summary>Notes the signal when it arrives, for <see cref="TakePendingSignals"/>.</summary>
    /// <param name="signal">Not SIGKILL or SIGSTOP, and not a fault that the runtime turns into exceptions.</param>
    /// <param name="restart">Sleeping calls go on afterwards (<c>SA_RESTART</c>) rather than answer EINTR.</param>
    public static Errno CatchSignal(Signal signal, bool restart = false)
    {
        SignalActionFlags flags = restart ? SignalActionFlags.SA_RESTART : SignalActionFlags.None;
        return SetAction(signal, SignalStubs.NoteAddress(), flags);
    }

    /// <summary>Hands the signal to the thread that waits in <see cref="WaitForwardedSignals"/>; sleeping calls go on (<c>SA_RESTART</c>).</summary>
    /// <param name="signal">As of <see cref="CatchSignal"/>.</param>
    public static Errno ForwardSignal(Signal signal) => SetAction(signal, SignalStubs.ForwardAddress(), SignalActionFlags.SA_RESTART);

    /// <summary>Sleeps until a signal of <see cref="ForwardSignal"/> has come; one thread at a time. Several of a kind may count as one.</summary>
    public static SignalSet WaitForwardedSignals()
    {
        int* count = SignalStubs.Forwards();
        while (true)
        {
            int seen = Volatile.Read(ref *count);
            ulong signals = SignalStubs.TakeForwarded();
            if (signals != 0) return new SignalSet(signals);

            // Woken, interrupted, or changed before: in each case the next look decides.
            _ = Syscall.Invoke(SystemCall.futex, (long)count, FutexWaitPrivate, seen, 0);
        }
    }

    /// <summary>The signal does nothing (<c>SIG_IGN</c>); programs executed later inherit that.</summary>
    public static Errno IgnoreSignal(Signal signal) => SetAction(signal, SignalConstants.SIG_IGN, SignalActionFlags.None);

    /// <summary>The signal does what it does by default (<c>SIG_DFL</c>).</summary>
    public static Errno DefaultSignal(Signal signal) => SetAction(signal, SignalConstants.SIG_DFL, SignalActionFlags.None);

    /// <summary>What the signal does now.</summary>
    public static Result<SignalDisposition> GetSignalDisposition(Signal signal)
    {
        SignalAction action;
        Errno error = ToErrno(Syscall.Invoke(SystemCall.rt_sigaction, (long)signal, 0, (long)&action, (long)SignalConstants.SetSize));
        if (error != Errno.None)
        {
            return error;
        }

        return action.sa_handler switch
        {
            SignalConstants.SIG_DFL => SignalDisposition.Default,
            SignalConstants.SIG_IGN => SignalDisposition.Ignored,
            _ => SignalDisposition.Caught,
        };
    }

    /// <summary>The caught signals that arrived since the last call, and forgets them.</summary>
    public static SignalSet TakePendingSignals() => new(SignalStubs.Take());

    /// <summary>Whether <see cref="TakePendingSignals"/> would answer any: one load.</summary>
    public static bool HasPendingSignals => SignalStubs.Peek() != 0;

    /// <summary>sigprocmask(2): returns the mask before.</summary>
    /// <param name="how"><see cref="SignalConstants.SIG_BLOCK"/> and its fellows.</param>
    /// <param name="set">The signals.</param>
    public static Result<SignalSet> Sigprocmask(int how, SignalSet set)
    {
        ulong bits = how == SignalConstants.SIG_UNBLOCK ? set.Bits : set.Bits & ~HiddenSignals;
        ulong old = 0;
        Errno error = ToErrno(Syscall.Invoke(SystemCall.rt_sigprocmask, how, (long)&bits, (long)&old, (long)SignalConstants.SetSize));
        return error == Errno.None ? new SignalSet(old) : error;
    }

    /// <summary>The signals blocked now.</summary>
    public static SignalSet GetSignalMask()
    {
        ulong bits = 0;
        _ = Syscall.Invoke(SystemCall.rt_sigprocmask, 0, 0, (long)&bits, (long)SignalConstants.SetSize);
        return new SignalSet(bits);
    }

    /// <summary>sigsuspend(2): sleeps with this mask until a signal is handled; always answers an error, EINTR as a rule.</summary>
    public static Errno Sigsuspend(SignalSet mask)
    {
        ulong bits = mask.Bits & ~HiddenSignals;
        return ToErrno(Syscall.Invoke(SystemCall.rt_sigsuspend, (long)&bits, (long)SignalConstants.SetSize));
    }

    /// <summary>kill(2): a process, a group (negative), or with <see cref="Signal.None"/> only the check that one could.</summary>
    public static Errno Kill(int pid, Signal signal) => ToErrno(Syscall.Invoke(SystemCall.kill, pid, (long)signal));

    /// <summary>alarm(2): SIGALRM after so many seconds, 0 for none; returns the seconds that were left of the one before.</summary>
    public static uint Alarm(uint seconds) => (uint)Syscall.Invoke(SystemCall.alarm, seconds);

    private static Errno SetAction(Signal signal, ulong handler, SignalActionFlags flags)
    {
        SignalAction action = default;
        action.sa_handler = handler;
        action.sa_flags = flags | SignalActionFlags.SA_RESTORER;
        action.sa_restorer = SignalStubs.ReturnAddress();
        return ToErrno(Syscall.Invoke(SystemCall.rt_sigaction, (long)signal, (long)&action, 0, (long)SignalConstants.SetSize));
    }
}

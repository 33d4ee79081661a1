// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Threading;
using Skift.Abi;
using Skift.Libc;

namespace System.Runtime.InteropServices;

/// <summary>The registrations of all signals, and the thread that waits for them.</summary>
internal static class SignalDispatcher
{
    private const int LastSignal = 64;

    private static readonly object s_gate = new();
    private static readonly Dictionary<Signal, List<PosixSignalRegistration>> s_registrations = [];
    private static bool s_isRunning;

    /// <summary>Is called before a signal ends the program.</summary>
    internal static Action? Ending { get; set; }

    internal static Signal NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => Signal.SIGHUP,
        PosixSignal.SIGINT => Signal.SIGINT,
        PosixSignal.SIGQUIT => Signal.SIGQUIT,
        PosixSignal.SIGTERM => Signal.SIGTERM,
        PosixSignal.SIGCHLD => Signal.SIGCHLD,
        PosixSignal.SIGCONT => Signal.SIGCONT,
        PosixSignal.SIGWINCH => Signal.SIGWINCH,
        PosixSignal.SIGTTIN => Signal.SIGTTIN,
        PosixSignal.SIGTTOU => Signal.SIGTTOU,
        PosixSignal.SIGTSTP => Signal.SIGTSTP,
        > 0 and <= (PosixSignal)LastSignal => (Signal)signal,
        _ => Signal.None,
    };

    internal static Errno Add(Signal signal, PosixSignalRegistration registration)
    {
        lock (s_gate)
        {
            if (!s_registrations.TryGetValue(signal, out List<PosixSignalRegistration>? registered))
            {
                Errno error = Catch(signal);
                if (error != Errno.None) return error;
                s_registrations[signal] = registered = [];
            }

            registered.Add(registration);
            return Errno.None;
        }
    }

    internal static void Remove(Signal signal, PosixSignalRegistration registration)
    {
        lock (s_gate)
        {
            if (!s_registrations.TryGetValue(signal, out List<PosixSignalRegistration>? registered) || !registered.Remove(registration) || registered.Count > 0) return;

            _ = s_registrations.Remove(signal);
            if (!IsIgnored(signal)) _ = Posix.DefaultSignal(signal);
        }
    }

    private static Errno Catch(Signal signal)
    {
        if (IsIgnored(signal)) return Errno.None;
        if (!s_isRunning)
        {
            s_isRunning = true;
            new Thread(Run) { IsBackground = true, Name = ".NET SigHandler" }.UnsafeStart();
        }

        return Posix.ForwardSignal(signal);
    }

    private static bool IsIgnored(Signal signal) =>
        Posix.GetSignalDisposition(signal).Try(out SignalDisposition disposition, out _) && disposition == SignalDisposition.Ignored;

    private static void Run()
    {
        while (true)
        {
            SignalSet signals = Posix.WaitForwardedSignals();
            for (int number = 1; number <= LastSignal; number++)
            {
                Signal signal = (Signal)number;
                if (signals.Contains(signal)) Dispatch(signal);
            }
        }
    }

    /// <summary>Those that ask the program to end get a thread of their own: the pool may be busy for long.</summary>
    private static void Dispatch(Signal signal)
    {
        if (signal is Signal.SIGINT or Signal.SIGQUIT or Signal.SIGTERM) new Thread(() => Handle(signal)) { IsBackground = true, Name = ".NET Signal Handler" }.UnsafeStart();
        else ThreadPool.Queue(() => Handle(signal));
    }

    private static void Handle(Signal signal)
    {
        PosixSignalRegistration[] registrations;
        lock (s_gate) registrations = s_registrations.TryGetValue(signal, out List<PosixSignalRegistration>? registered) ? registered.ToArray() : [];
        PosixSignalContext context = new(default);
        foreach (PosixSignalRegistration registration in registrations) registration.Call(context);
        if (!context.Cancel) DoDefault(signal);
    }

    /// <summary>As .NET, which does not stop for a signal that somebody has asked for.</summary>
    private static void DoDefault(Signal signal)
    {
        if (signal is Signal.SIGCONT or Signal.SIGTSTP or Signal.SIGTTIN or Signal.SIGTTOU or Signal.SIGCHLD or Signal.SIGURG or Signal.SIGWINCH) return;
        Ending?.Invoke();
        _ = Posix.DefaultSignal(signal);
        _ = Posix.Kill(Posix.Getpid(), signal);
    }
}

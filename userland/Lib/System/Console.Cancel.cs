// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace System;

/// <summary>The keys that end a program.</summary>
public static partial class Console
{
    private static readonly object s_cancelGate = new();
    private static ConsoleCancelEventHandler? s_cancelled;
    private static PosixSignalRegistration? s_interrupt;
    private static PosixSignalRegistration? s_quit;

    /// <summary>Control-C (SIGINT) or control-\ (SIGQUIT), on another thread; unless a handler says otherwise the program ends by the signal.</summary>
    public static event ConsoleCancelEventHandler? CancelKeyPress
    {
        add
        {
            lock (s_cancelGate)
            {
                s_cancelled += value;
                s_interrupt ??= PosixSignalRegistration.Create(PosixSignal.SIGINT, OnCancel);
                s_quit ??= PosixSignalRegistration.Create(PosixSignal.SIGQUIT, OnCancel);
            }
        }

        remove
        {
            lock (s_cancelGate)
            {
                s_cancelled -= value;
                if (s_cancelled != null) return;
                s_interrupt?.Dispose();
                s_quit?.Dispose();
                s_interrupt = null;
                s_quit = null;
            }
        }
    }

    private static void OnCancel(PosixSignalContext context)
    {
        ConsoleCancelEventArgs e = new(context.Signal == PosixSignal.SIGINT ? ConsoleSpecialKey.ControlC : ConsoleSpecialKey.ControlBreak) { Cancel = context.Cancel };
        s_cancelled?.Invoke(null, e);
        context.Cancel = e.Cancel;
    }
}

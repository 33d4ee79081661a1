// SPDX-License-Identifier: MIT
namespace System.Runtime.InteropServices;

/// <summary>Signals by numbers that are the same on all systems; a positive number is the system's own.</summary>
public enum PosixSignal
{
    SIGHUP = -1,
    SIGINT = -2,
    SIGQUIT = -3,
    SIGTERM = -4,
    SIGCHLD = -5,
    SIGCONT = -6,
    SIGWINCH = -7,
    SIGTTIN = -8,
    SIGTTOU = -9,
    SIGTSTP = -10,
}

/// <summary>A signal that has come.</summary>
public sealed class PosixSignalContext(PosixSignal signal)
{
    public PosixSignal Signal { get; internal set; } = signal;

    /// <summary>Set, the signal does no more; otherwise it does what it does by default when all handlers have returned.</summary>
    public bool Cancel { get; set; }
}

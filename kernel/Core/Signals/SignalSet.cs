// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Core.Signals;

/// <summary>Sets of signals as 64 bits: bit 0 is signal 1, as in the kernel's <c>sigset_t</c>.</summary>
internal static class SignalSet
{
    internal const ulong Empty = 0;

    /// <summary>What cannot be blocked, caught or ignored.</summary>
    internal const ulong Unblockable = (1UL << ((int)Signal.SIGKILL - 1)) | (1UL << ((int)Signal.SIGSTOP - 1));

    /// <summary>Caused by the thread's own instruction: delivered before all others.</summary>
    internal const ulong Synchronous =
        (1UL << ((int)Signal.SIGSEGV - 1)) | (1UL << ((int)Signal.SIGBUS - 1)) | (1UL << ((int)Signal.SIGILL - 1))
        | (1UL << ((int)Signal.SIGTRAP - 1)) | (1UL << ((int)Signal.SIGFPE - 1)) | (1UL << ((int)Signal.SIGSYS - 1));

    /// <summary>Those that stop a process unless caught.</summary>
    internal const ulong Stops =
        (1UL << ((int)Signal.SIGSTOP - 1)) | (1UL << ((int)Signal.SIGTSTP - 1)) | (1UL << ((int)Signal.SIGTTIN - 1)) | (1UL << ((int)Signal.SIGTTOU - 1));

    internal static ulong Of(Signal signal) => 1UL << ((int)signal - 1);

    internal static bool Contains(ulong set, Signal signal) => (set & Of(signal)) != 0;

    internal static bool IsValid(Signal signal) => signal is >= Signal.SIGHUP and <= Signal.SIGRTMAX;

    internal static bool IsRealTime(Signal signal) => signal >= Signal.SIGRTMIN;
}

/// <summary>What a signal does to a process that neither catches nor ignores it (<c>signal(7)</c>).</summary>
internal enum DefaultAction
{
    Terminate,
    CoreDump,
    Ignore,
    Stop,
    Continue,
}

internal static class DefaultActions
{
    internal static DefaultAction Of(Signal signal) => signal switch
    {
        Signal.SIGCHLD or Signal.SIGURG or Signal.SIGWINCH => DefaultAction.Ignore,
        Signal.SIGCONT => DefaultAction.Continue,
        Signal.SIGSTOP or Signal.SIGTSTP or Signal.SIGTTIN or Signal.SIGTTOU => DefaultAction.Stop,
        Signal.SIGQUIT or Signal.SIGILL or Signal.SIGTRAP or Signal.SIGABRT or Signal.SIGBUS or Signal.SIGFPE or Signal.SIGSEGV
            or Signal.SIGXCPU or Signal.SIGXFSZ or Signal.SIGSYS => DefaultAction.CoreDump,
        _ => DefaultAction.Terminate,
    };
}

// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;

namespace Skift.Core.Signals;

/// <summary>
/// What a process does with signals and what waits for it, and with that everything that happens to all its threads at once: stopping and
/// ending. One lock guards it (<see cref="Process.Signals"/>), also the pending signals of the threads.
/// </summary>
internal sealed class SignalState
{
    private readonly SignalAction[] _actions = new SignalAction[(int)Signal.SIGRTMAX + 1];

    /// <summary>Sent to the process as a whole; any thread may take them.</summary>
    internal PendingSignals Pending { get; } = new();

    internal LinkList<UserThread> Threads { get; } = new();

    /// <summary>Who waits for CPU time to pass.</summary>
    internal LinkList<UsageTimer> CpuTimers { get; } = new();

    /// <summary>The process ends: every thread leaves as soon as it looks.</summary>
    internal bool IsExiting { get; set; }

    /// <summary>What wait4(2) will report, once <see cref="IsExiting"/>.</summary>
    internal int ExitStatus { get; set; }

    /// <summary>execve(2) of this thread ends all others.</summary>
    internal UserThread? OnlySurvivor { get; set; }

    /// <summary>The signal that stopped the process, or None.</summary>
    internal Signal StopSignal { get; set; }

    /// <summary>Counts the stops of the process, for tracers that let a thread go on during one.</summary>
    internal int StopCount { get; set; }

    /// <summary>How many threads have stopped already.</summary>
    internal int StoppedThreads { get; set; }

    /// <summary>Everything that can be sent ends nothing: process 1, unless it asks for it by a handler.</summary>
    internal bool IsProtected { get; set; }

    internal ref SignalAction ActionOf(Signal signal) => ref _actions[(int)signal];

    /// <summary>Whether sending the signal now would have no effect at all.</summary>
    internal bool IsIgnored(Signal signal)
    {
        ulong handler = ActionOf(signal).sa_handler;
        if (handler == SignalConstants.SIG_IGN)
        {
            return true;
        }

        return handler == SignalConstants.SIG_DFL
            && (DefaultActions.Of(signal) == DefaultAction.Ignore || (IsProtected && DefaultActions.Of(signal) != DefaultAction.Continue));
    }

    internal void CopyActionsTo(SignalState other) => _actions.CopyTo(other._actions, 0);

    /// <summary>execve(2): handlers go, what is ignored stays ignored.</summary>
    internal void ResetHandlers()
    {
        for (int i = 0; i < _actions.Length; i++)
        {
            ulong handler = _actions[i].sa_handler == SignalConstants.SIG_IGN ? SignalConstants.SIG_IGN : SignalConstants.SIG_DFL;
            _actions[i] = new SignalAction { sa_handler = handler };
        }
    }

    /// <summary>Forgets waiting signals of the process and of all its threads.</summary>
    internal void DiscardPending(ulong signals)
    {
        Pending.Discard(signals);
        for (Link<UserThread>? link = Threads.First; link is not null; link = link.Next)
        {
            link.Owner.Pending.Discard(signals);
        }
    }
}

// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;

namespace Skift.Core.Terminal;

/// <summary>What terminals need to know of processes, and do to them. The process code implements it.</summary>
public abstract class JobControl
{
    /// <summary>The group of the calling process; null for kernel threads.</summary>
    public abstract ProcessGroup? CurrentGroup { get; }

    /// <summary>The caller's controlling terminal.</summary>
    public abstract ControllingTerminal? OwnTerminal { get; }

    /// <summary>The caller has no controlling terminal from here on, though its session does.</summary>
    public abstract void ForgetTerminal();

    /// <summary>The caller leads its session.</summary>
    public abstract bool IsSessionLeader { get; }

    /// <summary>Whether the caller may do what only the superuser may.</summary>
    public abstract bool IsPrivileged { get; }

    /// <summary>The signal would have no effect on the caller: it blocks or ignores it.</summary>
    public abstract bool IsIgnoring(Signal signal);

    /// <summary>The group with that number; null if there is none.</summary>
    public abstract ProcessGroup? FindGroup(int number);

    /// <summary>Sends a signal to the process that leads a session, if it is still there.</summary>
    public abstract void SendToLeader(Session session, Signal signal);

    /// <summary>Sends a signal to every process of a group. Any context; never sleeps.</summary>
    public abstract void Send(ProcessGroup group, Signal signal);
}

// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Core.Processes;

/// <summary>Double of a process group, with what terminals look at.</summary>
public sealed class ProcessGroup(int id, Session session)
{
    public int Id => id;

    public Session Session => session;

    public bool IsOrphaned { get; set; }
}

/// <summary>Double of a session.</summary>
public sealed class Session(int id)
{
    public int Id => id;

    public ControllingTerminal? Terminal { get; set; }

    public ProcessGroup? LostForeground { get; set; }
}

/// <summary>Double of core's class of the same name.</summary>
public abstract class ControllingTerminal
{
    public abstract ulong DeviceNumber { get; }

    public abstract ProcessGroup? ForegroundGroup { get; }

    public abstract void OnSessionEnded(Session session);
}

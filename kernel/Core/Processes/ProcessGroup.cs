// SPDX-License-Identifier: MIT
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>Processes that a shell treats as one job (POSIX 3.289). Guarded by the lock of <see cref="ProcessTable"/>.</summary>
public sealed class ProcessGroup
{
    internal ProcessGroup(ProcessId id, Session session)
    {
        Identity = id;
        Session = session;
    }

    /// <summary>The group's number.</summary>
    public int Id => Identity.Number;

    public Session Session { get; }

    internal ProcessId Identity { get; }

    internal LinkList<Process> Members { get; } = new();

    /// <summary>Nobody outside could continue it: no member has a parent in another group of the same session (POSIX 3.264).</summary>
    public bool IsOrphaned
    {
        get
        {
            using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
            return IsOrphanedWithout(null);
        }
    }

    /// <remarks>The tree's lock is held.</remarks>
    internal bool IsOrphanedWithout(Process? leaving)
    {
        for (Link<Process>? link = Members.First; link is not null; link = link.Next)
        {
            Process process = link.Owner;
            bool counts = process != leaving && !process.IsZombie && process.Parent is Process parent && parent.Id != 1
                && parent.Group != this && parent.Group.Session == Session;
            if (counts)
            {
                return false;
            }
        }

        return true;
    }

    /// <remarks>The tree's lock is held.</remarks>
    internal bool HasStoppedMember()
    {
        for (Link<Process>? link = Members.First; link is not null; link = link.Next)
        {
            if (link.Owner.IsStopped)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Groups that share a controlling terminal (POSIX 3.343). Guarded by the lock of <see cref="ProcessTable"/>.</summary>
public sealed class Session
{
    internal Session(ProcessId id, Process leader)
    {
        Identity = id;
        Leader = leader;
    }

    /// <summary>The session's number.</summary>
    public int Id => Identity.Number;

    /// <summary>Who began it; null once that process has ended.</summary>
    public Process? Leader { get; internal set; }

    /// <summary>The controlling terminal, if any; set and cleared by the terminal itself.</summary>
    public ControllingTerminal? Terminal { get; set; }

    /// <summary>The foreground group of a terminal that hung up; it is told when the leader ends.</summary>
    internal ProcessGroup? LostForeground { get; set; }

    internal ProcessId Identity { get; }

    internal int GroupCount { get; set; }
}

/// <summary>What a session needs to know of its terminal.</summary>
public abstract class ControllingTerminal
{
    /// <summary><c>tty_nr</c> of /proc/N/stat.</summary>
    public abstract ulong DeviceNumber { get; }

    /// <summary>The group that may read, and that terminal keys signal; null if none.</summary>
    public abstract ProcessGroup? ForegroundGroup { get; }

    /// <summary>The session's leader has ended: hang up.</summary>
    /// <remarks>Called without locks; may sleep.</remarks>
    public abstract void OnSessionEnded(Session session);
}

// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Processes;

public sealed partial class Process
{
    /// <summary>setsid(2): begins a session with one group, without a terminal.</summary>
    /// <returns>The session's number; <c>EPERM</c>: the process leads a group already.</returns>
    internal Result<long> BeginSession()
    {
        Session session = new(Identity, this);
        ProcessGroup group = new(Identity, session);
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        if (Identity.Group is not null || Identity.Session is not null) return Errno.EPERM;
        Identity.Session = session;
        JoinGroup(tree.Value, group, isNew: true);
        HasForgottenTerminal = false;
        return Id;
    }

    /// <summary>setpgid(2).</summary>
    /// <param name="caller">The process itself or its parent.</param>
    /// <returns><c>ESRCH</c>: neither the caller nor a child; <c>EACCES</c>: a child that has called execve; <c>EPERM</c>: a session leader, another
    /// session, or no such group.</returns>
    internal static Errno SetGroup(Process caller, int processId, int groupId)
    {
        if (groupId < 0) return Errno.EINVAL;
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        Process? process = processId == 0 ? caller : tree.Value.Find(processId)?.Process;
        if (process is null || process.IsZombie || (process != caller && process.Parent != caller)) return Errno.ESRCH;
        if (process != caller && process.Session != caller.Session) return Errno.EPERM;
        if (process != caller && process.HasExecuted) return Errno.EACCES;
        if (process.Session.Leader == process) return Errno.EPERM;
        if (groupId == 0) groupId = process.Id;
        ProcessGroup? group = tree.Value.Find(groupId)?.Group;
        bool isNew = group is null;
        if (isNew)
        {
            if (groupId != process.Id) return Errno.EPERM;
            group = new ProcessGroup(process.Identity, process.Session);
        }
        else if (group!.Session != process.Session)
        {
            return Errno.EPERM;
        }

        if (group != process.Group) process.JoinGroup(tree.Value, group!, isNew);
        return Errno.None;
    }

    private void JoinGroup(ProcessTree tree, ProcessGroup group, bool isNew)
    {
        if (isNew)
        {
            group.Identity.Group = group;
            group.Session.GroupCount++;
        }

        LeaveGroup(tree);
        Group = group;
        group.Members.Add(GroupLink);
    }

    /// <summary>An empty group is gone, and with its last group the session.</summary>
    private void LeaveGroup(ProcessTree tree)
    {
        if (Group is not ProcessGroup group) return;
        group.Members.Remove(GroupLink);
        if (group.Members.Count != 0) return;
        group.Identity.Group = null;
        tree.FreeIfUnused(group.Identity);
        if (--group.Session.GroupCount != 0) return;
        group.Session.Identity.Session = null;
        tree.FreeIfUnused(group.Session.Identity);
    }
}

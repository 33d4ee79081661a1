// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Core.Time;
using Skift.Core.Syscalls.Strace;
using Skift.Machine;

namespace Skift.Core.Processes;

public sealed partial class Process
{
    /// <summary>exit_group(2), or a signal that ends the process: all threads leave. The caller's own leaves when it next looks.</summary>
    /// <param name="status">As wait4(2) gives it.</param>
    internal void BeginExit(int status)
    {
        using SpinLock<SignalState>.Guard state = _signals.Lock();
        if (state.Value.IsExiting) return;
        state.Value.IsExiting = true;
        state.Value.ExitStatus = status;
        state.Value.StopSignal = Signal.None;
        IsStopped = false;
        for (Link<UserThread>? link = state.Value.Threads.First; link is not null; link = link.Next)
        {
            Scheduler.Interrupt(link.Owner);
            Scheduler.Continue(link.Owner);
        }
    }

    /// <summary>execve(2) of one of several threads: ends all others and waits until they are gone.</summary>
    /// <returns><c>EAGAIN</c>: another thread is doing the same, or the process ends.</returns>
    internal Errno EndOtherThreads(UserThread survivor)
    {
        using (SpinLock<SignalState>.Guard state = _signals.Lock())
        {
            if (state.Value.IsExiting || state.Value.OnlySurvivor is not null) return Errno.EAGAIN;
            state.Value.OnlySurvivor = survivor;
            for (Link<UserThread>? link = state.Value.Threads.First; link is not null; link = link.Next)
            {
                if (link.Owner != survivor)
                {
                    Scheduler.Interrupt(link.Owner);
                    Scheduler.Continue(link.Owner);
                }
            }

            while (state.Value.Threads.Count > 1)
            {
                _ = ThreadEvents.Wait(state, interruptible: false);
            }

            state.Value.OnlySurvivor = null;
        }

        TakeIdentity(survivor);
        return Errno.None;
    }

    /// <summary>Whoever is left carries the number of the process.</summary>
    private void TakeIdentity(UserThread survivor)
    {
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        ProcessId own = survivor.Identity;
        if (own == Identity) return;
        if (LeaderTrace is Trace former && former.Tracee != survivor) Unlink(former);
        own.Thread = null;
        tree.Value.FreeIfUnused(own);
        survivor.Identity = Identity;
        Identity.Thread = survivor;
        if (survivor.Trace is Trace trace)
        {
            trace.ThreadId = survivor.Id;
            LeaderTrace = trace;
        }
    }

    /// <summary>Ends the current thread; with the last one the process. Does not return.</summary>
    /// <param name="status">What wait4(2) reports if nothing else ended the process.</param>
    internal static void ExitThread(UserThread thread, int status)
    {
        Process process = thread.Process;
        thread.IsLeaving = true;
        process.StayForDump(thread);
        if (SyscallTrace.IsEnabled) SyscallTrace.End(thread, process.StatusOfEnd(status));
        if (thread.Trace is not null) TraceStops.ForEvent(thread, PtraceEvent.PTRACE_EVENT_EXIT, (ulong)process.StatusOfEnd(status));
        if (process.Tracees.Count != 0) ReleaseTracees(thread);
        Futexes.OnThreadExit(thread);
        // With a limit of years the timer would keep the thread that long.
        _ = TimerQueue.Cancel(thread.CpuTick);
        thread.Vfork?.Complete();
        thread.Vfork = null;
        // Before the others can see that it is gone: who waits for that finds the descriptors unshared.
        thread.Files.Release();
        thread.FileSystem.Release();
        bool isLast;
        using (SpinLock<SignalState>.Guard state = process._signals.Lock())
        {
            process.AddEnded(thread);
            state.Value.Threads.Remove(thread.ThreadLink);
            thread.Pending.Discard(ulong.MaxValue);
            isLast = state.Value.Threads.Count == 0;
            if (isLast)
            {
                process.ExitStatus = state.Value.IsExiting ? state.Value.ExitStatus : status;
                state.Value.IsExiting = true;
                state.Value.Pending.Discard(ulong.MaxValue);
            }

            process.ThreadEvents.WakeAll();
        }

        if (thread.Trace is not null) process.TellOfThreadEnd(thread, process.StatusOfEnd(status));
        if (isLast) process.GiveBack(thread);
        using (SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock())
        {
            tree.Value.ThreadCount--;
            thread.Identity.Thread = null;
            tree.Value.FreeIfUnused(thread.Identity);
        }

        if (isLast) process.BecomeZombie();
        process.ExitEvents.WakeAll(PollEvents.POLLIN | PollEvents.POLLRDNORM);
        Scheduler.ExitCurrent();
    }

    /// <summary>Something has ended it, or SIGKILL is about to: its threads are on their way out.</summary>
    internal bool IsEnding
    {
        get
        {
            using SpinLock<SignalState>.Guard state = _signals.Lock();
            return state.Value.IsExiting || SignalSet.Contains(state.Value.Pending.Set, Signal.SIGKILL);
        }
    }

    /// <summary>How a thread that ends by itself with a status ends in fact: as its process does, if that is ending.</summary>
    private int StatusOfEnd(int status)
    {
        using SpinLock<SignalState>.Guard state = _signals.Lock();
        return state.Value.IsExiting ? state.Value.ExitStatus : status;
    }

    /// <summary>Closes files and frees memory, while the thread can still sleep.</summary>
    private void GiveBack(UserThread thread)
    {
        if (Id == 1) Panic.Raise("init has ended");
        _ = RealTimer.Set(0, 0);
        _ = VirtualTimer.Set(0, 0);
        _ = ProfileTimer.Set(0, 0);
        Timers.DeleteAll(this);
        Executable?.Dispose();
        Executable = null;
        KeepMemoryTotals();
        thread.PageTable = null;
        AddressSpace.Release();
        EndSession();
    }

    /// <summary>The leader of a session takes the terminal with it.</summary>
    private void EndSession()
    {
        ControllingTerminal? terminal;
        Session session;
        using (SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock())
        {
            session = Session;
            if (session.Leader != this) return;
            session.Leader = null;
            terminal = session.Terminal;
        }

        terminal?.OnSessionEnded(session);
        if (terminal is null && session.LostForeground is ProcessGroup lost)
        {
            session.LostForeground = null;
            _ = SignalSender.SendStandard(lost, SignalDetails.FromKernel(Signal.SIGHUP));
            _ = SignalSender.SendStandard(lost, SignalDetails.FromKernel(Signal.SIGCONT));
        }
    }

    private void BecomeZombie()
    {
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        if (IsTie(Parent, Group)) HangUpIfOrphaned(Group, leaving: this);
        MoveChildren(tree.Value);
        IsZombie = true;
        if (IsHeldByTracer()) return;
        bool isWaitedFor = Parent is Process parent && parent.TellOfEnd(this);
        if (!isWaitedFor) Reap(tree.Value);
    }

    /// <summary>Whether this parent keeps a child's group from being orphaned: only a group that had such a one can lose it.</summary>
    private static bool IsTie(Process? parent, ProcessGroup group) =>
        parent is not null && parent.Id != 1 && parent.Group != group && parent.Group.Session == group.Session;

    /// <summary>A group that loses its last tie to the session, with members that are stopped, would never be continued (POSIX _exit()).</summary>
    private static void HangUpIfOrphaned(ProcessGroup group, Process leaving)
    {
        if (!group.IsOrphanedWithout(leaving) || !group.HasStoppedMember()) return;
        for (Link<Process>? link = group.Members.First; link is not null; link = link.Next)
        {
            if (link.Owner == leaving) continue;
            SignalSender.Send(link.Owner, SignalDetails.FromKernel(Signal.SIGHUP));
            SignalSender.Send(link.Owner, SignalDetails.FromKernel(Signal.SIGCONT));
        }
    }

    private void MoveChildren(ProcessTree tree)
    {
        Process heir = FindHeir(tree);
        while (Children.First is Link<Process> link)
        {
            Process child = link.Owner;
            Children.Remove(link);
            child.Parent = heir;
            heir.Children.Add(link);
            child.ExitSignal = Signal.SIGCHLD;
            if (child.ParentDeathSignal != Signal.None) SignalSender.Send(child, SignalDetails.FromKernel(child.ParentDeathSignal));
            if (child.IsZombie)
            {
                if (!heir.TellOfEnd(child)) child.Reap(tree);
            }
            else if (IsTie(this, child.Group))
            {
                HangUpIfOrphaned(child.Group, leaving: this);
            }
        }
    }

    private Process FindHeir(ProcessTree tree)
    {
        for (Process? ancestor = Parent; ancestor is not null; ancestor = ancestor.Parent)
        {
            if (ancestor.IsSubreaper && !ancestor.IsZombie) return ancestor;
        }

        return tree.Init!;
    }

    /// <summary>Reports the end of a child.</summary>
    /// <returns><c>false</c>: this process does not want to wait for children (SIGCHLD ignored, or SA_NOCLDWAIT).</returns>
    private bool TellOfEnd(Process child)
    {
        bool wantsToWait = true;
        using (SpinLock<SignalState>.Guard state = _signals.Lock())
        {
            SignalAction action = state.Value.ActionOf(Signal.SIGCHLD);
            if (child.ExitSignal == Signal.SIGCHLD)
            {
                wantsToWait = action.sa_handler != SignalConstants.SIG_IGN && (action.sa_flags & SignalActionFlags.SA_NOCLDWAIT) == 0;
            }
        }

        if (SignalSet.IsValid(child.ExitSignal)) SignalSender.Send(this, child.DescribeEnd());
        ChildEvents.WakeAll();
        return wantsToWait;
    }

    private SignalDetails DescribeEnd()
    {
        bool isExit = WaitStatus.IsExited(ExitStatus);
        int code = isExit ? SignalCode.CLD_EXITED : (ExitStatus & WaitStatus.CoreFlag) != 0 ? SignalCode.CLD_DUMPED : SignalCode.CLD_KILLED;
        return DescribeAsChild(ExitSignal, code, isExit ? WaitStatus.ExitCode(ExitStatus) : (int)WaitStatus.TerminatingSignal(ExitStatus));
    }

    private SignalDetails DescribeAsChild(Signal signal, int code, int status) => new()
    {
        Signal = signal,
        Code = code,
        ProcessId = Id,
        UserId = Credentials.UserId,
        Status = status,
        UserTicks = _endedThreads.UserNanoseconds / (Clock.NanosecondsPerSecond / TimerConstants.USER_HZ),
        SystemTicks = _endedThreads.SystemNanoseconds / (Clock.NanosecondsPerSecond / TimerConstants.USER_HZ),
    };

    /// <summary>Removes the last traces of a zombie.</summary>
    /// <remarks>The tree's lock is held.</remarks>
    private void Reap(ProcessTree tree)
    {
        Parent?.Children.Remove(SiblingLink);
        Parent = null;
        LeaveGroup(tree);
        Identity.Process = null;
        tree.FreeIfUnused(Identity);
        tree.ProcessCount--;
        ExitEvents.WakeAll(PollEvents.POLLIN | PollEvents.POLLRDNORM | PollEvents.POLLHUP);
    }

    /// <summary>The process stopped or went on: tells the parent. Called by one of its threads, without locks.</summary>
    internal void TellOfJobEvent(Signal stopSignal)
    {
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        StopReport = stopSignal;
        HasContinueReport = stopSignal == Signal.None;
        if (Parent is not Process parent) return;
        bool wantsSignal;
        using (SpinLock<SignalState>.Guard state = parent._signals.Lock())
        {
            SignalAction action = state.Value.ActionOf(Signal.SIGCHLD);
            wantsSignal = action.sa_handler != SignalConstants.SIG_IGN && (action.sa_flags & SignalActionFlags.SA_NOCLDSTOP) == 0;
        }

        if (wantsSignal)
        {
            int code = stopSignal == Signal.None ? SignalCode.CLD_CONTINUED : SignalCode.CLD_STOPPED;
            SignalSender.Send(parent, DescribeAsChild(Signal.SIGCHLD, code, (int)(stopSignal == Signal.None ? Signal.SIGCONT : stopSignal)));
        }

        parent.ChildEvents.WakeAll();
    }
}

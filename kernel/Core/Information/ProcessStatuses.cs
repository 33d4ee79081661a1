// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Information;

/// <summary>Collects what /proc/N/stat and its kin show of one process.</summary>
internal static class ProcessStatuses
{
    internal static void Fill(ref ProcessStatus status, Process process, UserThread? thread)
    {
        FillIdentity(ref status, process, thread);
        FillRelations(ref status, process);
        FillTimes(ref status, process);
        FillSignals(ref status, process, thread);
        if (!process.IsZombie) FillMemory(ref status, process);
    }

    private static void FillIdentity(ref ProcessStatus status, Process process, UserThread? thread)
    {
        Credentials credentials = process.Credentials;
        status.Process = process.Id;
        status.Thread = thread?.Id ?? process.Id;
        status.State = StateOf(process, thread);
        status.Name = thread is null ? [] : thread.Command.ToArray();
        status.Umask = process.IsZombie ? StatMode.None : process.FileSystem.Umask;
        status.UserId = credentials.UserId;
        status.EffectiveUserId = credentials.EffectiveUserId;
        status.SavedUserId = credentials.SavedUserId;
        status.FileSystemUserId = credentials.FileSystemUserId;
        status.GroupId = credentials.GroupId;
        status.EffectiveGroupId = credentials.EffectiveGroupId;
        status.SavedGroupId = credentials.SavedGroupId;
        status.FileSystemGroupId = credentials.FileSystemGroupId;
        status.Groups = credentials.Groups;
        status.Nice = thread?.Nice ?? 0;
        status.Tracer = thread?.Trace?.Tracer.Id ?? 0;
        status.CoreFilter = process.CoreFilter;
        status.Priority = thread?.Priority ?? 0;
        status.RealTimePriority = thread?.RealTimePriority ?? 0;
        status.Policy = thread?.Policy ?? SchedulingPolicy.SCHED_OTHER;
        status.Processor = thread?.CpuNumber ?? 0;
        status.AllowedCpus = (thread?.Affinity ?? ulong.MaxValue) & Cpu.OnlineMask;
        status.CpuCount = Cpu.OnlineCount;
        status.Capabilities = credentials.Capabilities;
        status.IsDumpable = !process.IsZombie && process.AddressSpace.IsDumpable;
        status.MemoryScore = process.MemoryScore;
        status.Personality = process.Personality;
        status.SignalLimit = process.Limits.Soft(Resource.RLIMIT_SIGPENDING);
        status.HasNoNewPrivileges = thread?.HasNoNewPrivileges ?? false;
        status.ExitSignal = (int)process.ExitSignal;
        status.ExitStatus = process.ExitStatus;
    }

    private static char StateOf(Process process, UserThread? thread)
    {
        if (process.IsZombie || thread is null) return 'Z';
        return thread.State switch
        {
            ThreadState.Runnable => 'R',
            ThreadState.Interruptible => 'S',
            ThreadState.Uninterruptible => 'D',
            ThreadState.Stopped => 'T',
            _ => 'X',
        };
    }

    private static void FillRelations(ref ProcessStatus status, Process process)
    {
        ControllingTerminal? terminal;
        using (SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock())
        {
            status.Parent = process.Parent?.Id ?? 0;
            // A process that is being reaped has left its group.
            status.Group = process.Group.Id;
            status.Session = process.Session.Id;
            terminal = process.Terminal;
        }

        status.Terminal = terminal?.DeviceNumber ?? 0;
        status.TerminalGroup = terminal?.ForegroundGroup?.Id ?? -1;
    }

    private static void FillTimes(ref ProcessStatus status, Process process)
    {
        ResourceTotals own = process.Totals;
        ResourceTotals children = process.WaitedChildren;
        status.UserTime = own.UserNanoseconds;
        status.SystemTime = own.SystemNanoseconds;
        status.ChildrenUserTime = children.UserNanoseconds;
        status.ChildrenSystemTime = children.SystemNanoseconds;
        status.StartTime = process.StartNanoseconds;
        status.MinorFaults = own.MinorFaults;
        status.MajorFaults = own.MajorFaults;
        status.ChildrenMinorFaults = children.MinorFaults;
        status.ChildrenMajorFaults = children.MajorFaults;
        status.VoluntarySwitches = own.VoluntarySwitches;
        status.InvoluntarySwitches = own.InvoluntarySwitches;
        status.Io = own.Io;
        status.Io.Add(children.Io);
        status.PeakResidentSize = own.PeakResidentPages * Page.Size;
    }

    private static void FillSignals(ref ProcessStatus status, Process process, UserThread? thread)
    {
        using SpinLock<SignalState>.Guard state = process.Signals.Lock();
        status.PendingSignals = state.Value.Pending.Set;
        status.PendingThreadSignals = thread?.Pending.Set ?? 0;
        status.BlockedSignals = thread?.SignalMask ?? 0;
        for (Signal signal = Signal.SIGHUP; signal <= Signal.SIGRTMAX; signal++)
        {
            ulong handler = state.Value.ActionOf(signal).sa_handler;
            if (handler == SignalConstants.SIG_IGN) status.IgnoredSignals |= SignalSet.Of(signal);
            else if (handler != SignalConstants.SIG_DFL) status.CaughtSignals |= SignalSet.Of(signal);
        }
    }

    private static void FillMemory(ref ProcessStatus status, Process process)
    {
        AddressSpace space = process.AddressSpace;
        ProgramLayout layout = space.Layout;
        status.DescriptorSlots = process.Files.Descriptors().Length;
        status.VirtualSize = (long)space.TotalBytes;
        status.LockedSize = (long)space.LockedBytes;
        status.PeakVirtualSize = status.VirtualSize;
        status.ResidentSize = space.PageTable.ResidentPages * Page.Size;
        status.CodeSize = (long)(layout.CodeEnd - layout.CodeStart);
        status.StartCode = layout.CodeStart;
        status.EndCode = layout.CodeEnd;
        status.StartStack = layout.StackStart;
        status.StartData = layout.DataStart;
        status.EndData = layout.DataEnd;
        status.StartBreak = layout.HeapStart;
        status.ArgumentStart = layout.ArgumentsStart;
        status.ArgumentEnd = layout.ArgumentsEnd;
        status.EnvironmentStart = layout.EnvironmentStart;
        status.EnvironmentEnd = layout.EnvironmentEnd;
        SumAreas(ref status, space);
    }

    private static void SumAreas(ref ProcessStatus status, AddressSpace space)
    {
        ulong address = 0;
        while (space.TryDescribe(address, out AreaDescription area))
        {
            long bytes = (long)(area.End - area.Start);
            if ((area.Flags & AreaFlags.Stack) != 0) status.StackSize += bytes;
            else if (area.File is null && (area.Protection & Protection.PROT_WRITE) != 0) status.DataSize += bytes;
            address = area.End;
        }
    }
}

// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>What a thread, a process or its children have used (<c>getrusage(2)</c>).</summary>
public struct ResourceTotals
{
    public long UserNanoseconds;
    public long SystemNanoseconds;
    public long MinorFaults;
    public long MajorFaults;
    public long PeakResidentPages;
    public long VoluntarySwitches;
    public long InvoluntarySwitches;
    public IoCounts Io;

    internal void Add(in ResourceTotals other)
    {
        UserNanoseconds += other.UserNanoseconds;
        SystemNanoseconds += other.SystemNanoseconds;
        MinorFaults += other.MinorFaults;
        MajorFaults += other.MajorFaults;
        PeakResidentPages = System.Math.Max(PeakResidentPages, other.PeakResidentPages);
        VoluntarySwitches += other.VoluntarySwitches;
        InvoluntarySwitches += other.InvoluntarySwitches;
        Io.Add(other.Io);
    }

    internal static ResourceTotals Of(Thread thread)
    {
        long total = thread.CpuNanoseconds;
        return new ResourceTotals
        {
            UserNanoseconds = thread.UserNanoseconds,
            SystemNanoseconds = System.Math.Max(0, total - thread.UserNanoseconds),
            VoluntarySwitches = thread.VoluntarySwitches,
            InvoluntarySwitches = thread.InvoluntarySwitches,
            Io = thread is UserThread user ? user.Io : default,
        };
    }

    internal readonly ResourceUsage ToUsage() => new()
    {
        ru_utime = Timeval.FromNanoseconds(UserNanoseconds),
        ru_stime = Timeval.FromNanoseconds(SystemNanoseconds),
        ru_maxrss = PeakResidentPages * (Page.Size / 1024),
        ru_minflt = MinorFaults,
        ru_majflt = MajorFaults,
        ru_nvcsw = VoluntarySwitches,
        ru_nivcsw = InvoluntarySwitches,
    };
}

public sealed partial class Process
{
    // Guarded by the signal lock: what threads that have ended have used.
    private ResourceTotals _endedThreads;

    /// <summary>What children that were waited for have used, with theirs. Guarded by the lock of <see cref="ProcessTable"/>.</summary>
    internal ResourceTotals ChildTotals;

    /// <summary>A consistent copy of <see cref="ChildTotals"/>.</summary>
    public ResourceTotals WaitedChildren
    {
        get
        {
            using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
            return ChildTotals;
        }
    }

    /// <summary>What the process has used so far.</summary>
    public ResourceTotals Totals
    {
        get
        {
            using SpinLock<SignalState>.Guard state = _signals.Lock();
            ResourceTotals totals = TotalsOfThreads(state.Value);

            if (!IsZombie)
            {
                AddMemory(ref totals);
            }

            return totals;
        }
    }

    /// <summary>CPU time and switches, without memory.</summary>
    /// <remarks>The signal lock is held.</remarks>
    private ResourceTotals TotalsOfThreads(SignalState state)
    {
        ResourceTotals totals = _endedThreads;
        for (Link<UserThread>? link = state.Threads.First; link is not null; link = link.Next)
        {
            totals.Add(ResourceTotals.Of(link.Owner));
        }

        return totals;
    }

    /// <remarks>The signal lock is held.</remarks>
    internal void AddEnded(Thread thread) => _endedThreads.Add(ResourceTotals.Of(thread));

    /// <summary>Keeps what the address space knows, before it goes.</summary>
    internal void KeepMemoryTotals() => AddMemory(ref _endedThreads);

    private void AddMemory(ref ResourceTotals totals)
    {
        totals.MinorFaults += AddressSpace.MinorFaults;
        totals.MajorFaults += AddressSpace.MajorFaults;
        totals.PeakResidentPages = System.Math.Max(totals.PeakResidentPages, AddressSpace.PeakResidentPages);
    }
}

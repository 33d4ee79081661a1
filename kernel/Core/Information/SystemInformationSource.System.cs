// SPDX-License-Identifier: MIT
using System;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Information;

public sealed partial class SystemInformationSource
{
    public override MemoryInformation Memory
    {
        get
        {
            return new MemoryInformation
            {
                Total = PhysicalMemory.TotalBytes,
                Free = PhysicalMemory.FreeBytes,
                Available = PhysicalMemory.FreeBytes + ((PageCache.TotalPages - PageCache.MemoryOnlyPages) * Page.Size),
                Cached = PageCache.TotalPages * Page.Size,
                Shared = PageCache.MemoryOnlyPages * Page.Size,
                Kernel = GC.GetTotalMemory(false),
                Anonymous = ResidentBytes(),
                CommitLimit = Overcommit.LimitBytes,
                Committed = Overcommit.CommittedBytes,
            };
        }
    }

    public override CpuTimes[] CpuTimes
    {
        get
        {
            CpuTimes[] times = new CpuTimes[Cpu.OnlineCount];
            for (int number = 0; number < times.Length; number++)
            {
                CpuUsage usage = Scheduling.Scheduler.UsageOf(number);
                times[number] = new CpuTimes { User = usage.User, Nice = usage.Nice, System = usage.System, Idle = usage.Idle };
            }

            return times;
        }
    }

    public override CpuDescription[] Cpus
    {
        get
        {
            // All of one kind.
            CpuDescription[] cpus = new CpuDescription[Cpu.OnlineCount];
            System.Array.Fill(cpus, CpuDescriptions.Current());
            return cpus;
        }
    }

    public override SchedulerInformation Scheduler => new()
    {
        Uptime = Clock.MonotonicNanoseconds,
        BootTime = (Clock.RealTimeNanoseconds - Clock.MonotonicNanoseconds) / Clock.NanosecondsPerSecond,
        ContextSwitches = Scheduling.Scheduler.SwitchCount,
        Running = Scheduling.Scheduler.RunnableCount,
        Threads = ProcessTable.ThreadCount,
        LastProcess = ProcessTable.LastNumber,
        Forks = ProcessTable.CreatedCount,
        Load1 = LoadAverage.ToHundredths(LoadAverage.OneMinute),
        Load5 = LoadAverage.ToHundredths(LoadAverage.FiveMinutes),
        Load15 = LoadAverage.ToHundredths(LoadAverage.FifteenMinutes),
    };

    public override string Version =>
        DisplayText.From(SystemName.System) + " version " + DisplayText.From(SystemName.Release) + " (SkiftSharp) " + DisplayText.From(SystemName.Version);

    public override string Counters => CounterText.Create();

    public override byte[] CommandLine => BootInformation.CommandLine.ToArray();

    private static long ResidentBytes()
    {
        long pages = 0;
        for (int id = 1; ProcessTable.FirstFrom(id) is Process process; id = process.Id + 1)
        {
            if (!process.IsZombie) pages += process.AddressSpace.PageTable.ResidentPages;
        }

        return pages * Page.Size;
    }
}

// SPDX-License-Identifier: MIT
using System;
using Skift.Core.Files;
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
            };
        }
    }

    public override CpuTimes[] CpuTimes
    {
        get
        {
            long user = 0;
            long system = 0;
            for (int id = 1; ProcessTable.FirstFrom(id) is Process process; id = process.Id + 1)
            {
                ResourceTotals totals = process.Totals;
                user += totals.UserNanoseconds;
                system += totals.SystemNanoseconds;
            }

            return [new CpuTimes { User = user, System = system, Idle = Scheduling.Scheduler.IdleNanoseconds }];
        }
    }

    public override CpuDescription[] Cpus => [CpuDescriptions.Current()];

    public override SchedulerInformation Scheduler => new()
    {
        Uptime = Clock.MonotonicNanoseconds,
        BootTime = (Clock.RealTimeNanoseconds - Clock.MonotonicNanoseconds) / Clock.NanosecondsPerSecond,
        ContextSwitches = Scheduling.Scheduler.SwitchCount,
        Running = 1,
        Threads = ProcessTable.ThreadCount,
        LastProcess = ProcessTable.LastNumber,
        Forks = ProcessTable.CreatedCount,
    };

    public override string Version =>
        DisplayText.From(SystemName.System) + " version " + DisplayText.From(SystemName.Release) + " (SkiftSharp) " + DisplayText.From(SystemName.Version);

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

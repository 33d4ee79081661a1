// SPDX-License-Identifier: MIT
using System;
using Skift.Core.Files;
using Skift.Core.Information;

namespace Skift.FileSystems.ProcFs;

/// <summary>The texts of <c>/proc</c> that concern the whole system (<c>proc(5)</c>).</summary>
internal static class SystemTexts
{
    private const long NanosecondsPerTick = 10_000_000;

    internal static ProcText Memory(in MemoryInformation memory)
    {
        ProcText text = new();
        AddSize(text, "MemTotal:", memory.Total);
        AddSize(text, "MemFree:", memory.Free);
        AddSize(text, "MemAvailable:", memory.Available);
        AddSize(text, "Buffers:", memory.Buffers);
        AddSize(text, "Cached:", memory.Cached);
        AddSize(text, "SwapCached:", 0);
        // Pages have no order of age.
        AddSize(text, "Active:", 0);
        AddSize(text, "Inactive:", memory.Cached);
        AddSize(text, "SwapTotal:", 0);
        AddSize(text, "SwapFree:", 0);
        AddSize(text, "Dirty:", 0);
        AddSize(text, "Writeback:", 0);
        AddSize(text, "AnonPages:", memory.Anonymous);
        AddSize(text, "Mapped:", memory.Mapped);
        AddSize(text, "Shmem:", memory.Shared);
        AddSize(text, "Slab:", memory.Kernel);
        AddSize(text, "SReclaimable:", 0);
        AddSize(text, "SUnreclaim:", memory.Kernel);
        AddSize(text, "KernelStack:", memory.KernelStacks);
        AddSize(text, "PageTables:", memory.PageTables);
        AddSize(text, "CommitLimit:", memory.CommitLimit);
        AddSize(text, "Committed_AS:", memory.Committed);
        return text;
    }

    /// <summary>What is known of memory in pages.</summary>
    internal static ProcText Pages(in MemoryInformation memory)
    {
        ProcText text = new();
        AddPages(text, "nr_free_pages ", memory.Free);
        AddPages(text, "nr_anon_pages ", memory.Anonymous);
        AddPages(text, "nr_mapped ", memory.Mapped);
        AddPages(text, "nr_file_pages ", memory.Cached);
        AddPages(text, "nr_shmem ", memory.Shared);
        AddPages(text, "nr_page_table_pages ", memory.PageTables);
        return text.Add("pswpin 0\npswpout 0\n"u8);
    }

    private static void AddPages(ProcText text, string name, long bytes) => _ = text.Add(name).Add(bytes / Machine.Page.Size).Add('\n');

    internal static ProcText Uptime(CpuTimes[] cpus, in SchedulerInformation scheduler)
    {
        long idle = 0;
        foreach (CpuTimes cpu in cpus)
        {
            idle += cpu.Idle;
        }

        ProcText text = new();
        AddHundredths(text, scheduler.Uptime / NanosecondsPerTick);
        _ = text.Add(' ');
        AddHundredths(text, idle / NanosecondsPerTick);
        return text.Add('\n');
    }

    internal static ProcText Load(in SchedulerInformation scheduler)
    {
        ProcText text = new();
        AddHundredths(text, scheduler.Load1);
        _ = text.Add(' ');
        AddHundredths(text, scheduler.Load5);
        _ = text.Add(' ');
        AddHundredths(text, scheduler.Load15);
        return text.Add(' ').Add((long)scheduler.Running).Add('/').Add((long)scheduler.Threads).Add(' ').Add((long)scheduler.LastProcess).Add('\n');
    }

    internal static ProcText Statistics(CpuTimes[] cpus, in SchedulerInformation scheduler)
    {
        CpuTimes total = default;
        foreach (CpuTimes cpu in cpus)
        {
            total.User += cpu.User;
            total.Nice += cpu.Nice;
            total.System += cpu.System;
            total.Idle += cpu.Idle;
            total.Interrupt += cpu.Interrupt;
        }

        ProcText text = new();
        _ = text.Add("cpu "u8);
        AddTimes(text, total);
        for (int index = 0; index < cpus.Length; index++)
        {
            _ = text.Add("cpu"u8).Add((long)index);
            AddTimes(text, cpus[index]);
        }

        return text.Add("intr "u8).Add(scheduler.Interrupts)
            .Add("\nctxt "u8).Add(scheduler.ContextSwitches)
            .Add("\nbtime "u8).Add(scheduler.BootTime)
            .Add("\nprocesses "u8).Add(scheduler.Forks)
            .Add("\nprocs_running "u8).Add((long)scheduler.Running)
            .Add("\nprocs_blocked "u8).Add((long)scheduler.Blocked).Add('\n');
    }

    internal static ProcText Cpus(CpuDescription[] cpus)
    {
        ProcText text = new();
        for (int index = 0; index < cpus.Length; index++)
        {
            ref readonly CpuDescription cpu = ref cpus[index];
            _ = text.Add("processor\t: "u8).Add((long)index)
                .Add("\nvendor_id\t: "u8).Add(cpu.Vendor)
                .Add("\ncpu family\t: "u8).Add((long)cpu.Family)
                .Add("\nmodel\t\t: "u8).Add((long)cpu.Model)
                .Add("\nmodel name\t: "u8).Add(cpu.ModelName)
                .Add("\nstepping\t: "u8).Add((long)cpu.Stepping)
                .Add("\ncpu MHz\t\t: "u8);
            AddThousandths(text, cpu.FrequencyHertz / 1000);
            _ = text.Add("\nphysical id\t: 0\nsiblings\t: "u8).Add((long)cpus.Length)
                .Add("\ncore id\t\t: "u8).Add((long)index)
                .Add("\ncpu cores\t: "u8).Add((long)cpus.Length)
                .Add("\nfpu\t\t: yes\nfpu_exception\t: yes\nwp\t\t: yes\nflags\t\t: "u8).Add(cpu.Flags)
                .Add("\nclflush size\t: "u8).Add((long)cpu.CacheLineBytes)
                .Add("\ncache_alignment\t: "u8).Add((long)cpu.CacheLineBytes)
                .Add("\naddress sizes\t: "u8).Add((long)cpu.PhysicalAddressBits).Add(" bits physical, "u8)
                .Add((long)cpu.VirtualAddressBits).Add(" bits virtual\n\n"u8);
        }

        return text;
    }

    internal static ProcText FileSystems(MountNamespace mounts)
    {
        ProcText text = new();
        foreach (FileSystemType type in mounts.Types)
        {
            _ = text.Add(type.NeedsDevice ? "" : "nodev").Add('\t').Add(type.Name).Add('\n');
        }

        return text;
    }

    private static void AddTimes(ProcText text, in CpuTimes times)
    {
        foreach (long time in (ReadOnlySpan<long>)[times.User, times.Nice, times.System, times.Idle, 0, times.Interrupt])
        {
            _ = text.Add(' ').Add(time / NanosecondsPerTick);
        }

        // softirq, steal, guest, guest_nice
        _ = text.Add(" 0 0 0 0\n"u8);
    }

    private static void AddSize(ProcText text, string name, long bytes)
    {
        const int NumberColumn = 16;
        const int NumberWidth = 8;
        _ = text.Add(name).Pad(NumberColumn - name.Length).Add(bytes / 1024, NumberWidth).Add(" kB\n"u8);
    }

    private static void AddHundredths(ProcText text, long hundredths) =>
        _ = text.Add(hundredths / 100).Add('.').Add(hundredths / 10 % 10).Add(hundredths % 10);

    private static void AddThousandths(ProcText text, long thousandths) =>
        _ = text.Add(thousandths / 1000).Add('.').Add(thousandths / 100 % 10).Add(thousandths / 10 % 10).Add(thousandths % 10);
}

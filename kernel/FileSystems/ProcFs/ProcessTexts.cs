// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Information;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.FileSystems.ProcFs;

/// <summary>The texts of <c>/proc/N</c>, field by field as <c>proc(5)</c> and Linux's fs/proc/array.c order them.</summary>
internal static class ProcessTexts
{
    /// <summary>USER_HZ: what programs take for the unit of times in stat.</summary>
    private const long NanosecondsPerTick = 10_000_000;

    internal static ProcText Stat(in ProcessStatus status)
    {
        ProcText text = new();
        _ = text.Add((long)status.Thread).Add(" ("u8).Add(status.Name).Add(") "u8).Add(status.State);
        AddNumbers(text, status.Parent, status.Group, status.Session, (long)(uint)status.Terminal, status.TerminalGroup);
        // The fifth of these, PF_ flags, tells inner matters of Linux.
        AddNumbers(text, 0, status.MinorFaults, status.ChildrenMinorFaults, status.MajorFaults, status.ChildrenMajorFaults);
        AddNumbers(text, Ticks(status.UserTime), Ticks(status.SystemTime), Ticks(status.ChildrenUserTime), Ticks(status.ChildrenSystemTime));
        AddNumbers(text, status.Priority == 0 ? 20 + status.Nice : -1 - status.Priority, status.Nice, status.ThreadCount, 0, Ticks(status.StartTime));
        AddNumbers(text, status.VirtualSize, status.ResidentSize / Page.Size);
        _ = text.Add(' ').Add(ulong.MaxValue);
        AddAddresses(text, status.StartCode, status.EndCode, status.StartStack, 0, 0);
        // Signals do not fit here any more; status has them whole (proc(5)).
        AddAddresses(text, Low(status.PendingSignals), Low(status.BlockedSignals), Low(status.IgnoredSignals), Low(status.CaughtSignals));
        AddNumbers(text, status.State is 'S' or 'D' ? 1 : 0, 0, 0, status.ExitSignal, status.Processor, status.RealTimePriority, (long)status.Policy, 0, 0, 0);
        AddAddresses(text, status.StartData, status.EndData, status.StartBreak, status.ArgumentStart, status.ArgumentEnd);
        AddAddresses(text, status.EnvironmentStart, status.EnvironmentEnd);
        AddNumbers(text, status.ExitStatus);
        return text.Add('\n');
    }

    internal static ProcText MemorySizes(in ProcessStatus status) => new ProcText()
        .Add(status.VirtualSize / Page.Size).Add(' ').Add(status.ResidentSize / Page.Size).Add(' ').Add(status.SharedSize / Page.Size).Add(' ')
        .Add((status.CodeSize + Page.Size - 1) / Page.Size).Add(" 0 "u8).Add((status.DataSize + status.StackSize) / Page.Size).Add(" 0\n"u8);

    internal static ProcText Status(in ProcessStatus status)
    {
        ProcText text = new();
        _ = text.Add("Name:\t"u8).AddEscaped(status.Name, "\n\\"u8);
        _ = text.Add("\nUmask:\t"u8).AddOctal((ulong)status.Umask, 4);
        _ = text.Add("\nState:\t"u8).Add(status.State).Add(" ("u8).Add(NameOf(status.State)).Add(')');
        AddLine(text, "Tgid:"u8, status.Process);
        AddLine(text, "Ngid:"u8, 0);
        AddLine(text, "Pid:"u8, status.Thread);
        AddLine(text, "PPid:"u8, status.Parent);
        AddLine(text, "TracerPid:"u8, status.Tracer);
        AddIdentities(text, "Uid:"u8, status.UserId, status.EffectiveUserId, status.SavedUserId, status.FileSystemUserId);
        AddIdentities(text, "Gid:"u8, status.GroupId, status.EffectiveGroupId, status.SavedGroupId, status.FileSystemGroupId);
        AddLine(text, "FDSize:"u8, status.DescriptorSlots);
        _ = text.Add("\nGroups:\t"u8);
        foreach (uint group in status.Groups)
        {
            _ = text.Add((long)group).Add(' ');
        }

        if (status.State is not ('Z' or 'X'))
        {
            AddMemory(text, status);
        }

        AddLine(text, "Threads:"u8, status.ThreadCount);
        AddSignalQueue(text, status);
        AddMask(text, "SigPnd:"u8, status.PendingThreadSignals);
        AddMask(text, "ShdPnd:"u8, status.PendingSignals);
        AddMask(text, "SigBlk:"u8, status.BlockedSignals);
        AddMask(text, "SigIgn:"u8, status.IgnoredSignals);
        AddMask(text, "SigCgt:"u8, status.CaughtSignals);
        CapabilitySets sets = status.Capabilities ?? Credentials.Root.Capabilities;
        AddMask(text, "CapInh:"u8, sets.Inheritable);
        AddMask(text, "CapPrm:"u8, sets.Permitted);
        AddMask(text, "CapEff:"u8, sets.Effective);
        AddMask(text, "CapBnd:"u8, sets.Bounding);
        AddMask(text, "CapAmb:"u8, sets.Ambient);
        AddLine(text, "NoNewPrivs:"u8, status.HasNoNewPrivileges ? 1 : 0);
        AddLine(text, "Seccomp:"u8, 0);
        AddLine(text, "Seccomp_filters:"u8, 0);
        AddCpus(text, status.AllowedCpus, status.CpuCount);
        AddLine(text, "voluntary_ctxt_switches:"u8, status.VoluntarySwitches);
        AddLine(text, "nonvoluntary_ctxt_switches:"u8, status.InvoluntarySwitches);
        return text.Add('\n');
    }

    internal static ProcText Maps(MemoryAreaInformation[] areas, Path root)
    {
        ProcText text = new();
        foreach (MemoryAreaInformation area in areas)
        {
            AddArea(text, area, root);
        }

        return text;
    }

    /// <summary>The system call in which a thread waits: number, arguments, stack and instruction pointer.</summary>
    internal static ProcText Call(ulong[]? call)
    {
        ProcText text = new();
        if (call is null) return text.Add("running\n"u8);
        bool isInCall = (long)call[0] >= 0;
        _ = text.Add((long)call[0]);
        for (int i = isInCall ? 1 : 7; i < call.Length; i++) _ = text.Add(" 0x"u8).AddHexadecimal(call[i], 1);
        return text.Add('\n');
    }

    /// <summary>A line of maps.</summary>
    internal static void AddArea(ProcText text, in MemoryAreaInformation area, Path root)
    {
        int lineStart = text.Length;
        _ = text.AddHexadecimal(area.Start, 8).Add('-').AddHexadecimal(area.End, 8).Add(' ')
            .Add(area.IsReadable ? 'r' : '-').Add(area.IsWritable ? 'w' : '-').Add(area.IsExecutable ? 'x' : '-').Add(area.IsShared ? 's' : 'p')
            .Add(' ').AddHexadecimal((ulong)area.Offset, 8).Add(' ');
        AddFile(text, area, root, lineStart);
        _ = text.Add('\n');
    }

    private static void AddFile(ProcText text, in MemoryAreaInformation area, Path root, int lineStart)
    {
        const int NameColumn = 73;
        // Shared memory without a name belongs to a device like that of Linux's internal tmpfs.
        ulong device = area.File is Path mapped ? mapped.Inode.FileSystem.DeviceNumber : area.Number == 0 ? 0 : DeviceNumber.Make(0, 1);
        ulong inode = area.File is Path file ? file.Inode.Number : area.Number;
        _ = text.AddHexadecimal(DeviceNumber.Major(device), 2).Add(':').AddHexadecimal(DeviceNumber.Minor(device), 2)
            .Add(' ').Add(inode).Add(' ');
        if (area.File is Path path)
        {
            _ = text.Pad(NameColumn - (text.Length - lineStart)).AddEscaped(path.ToBytes(root), "\n"u8);
        }
        else if (area.Label is string label)
        {
            _ = text.Pad(NameColumn - (text.Length - lineStart)).Add(label);
        }
    }

    private static void AddMemory(ProcText text, in ProcessStatus status)
    {
        AddSize(text, "VmPeak:"u8, status.PeakVirtualSize);
        AddSize(text, "VmSize:"u8, status.VirtualSize);
        AddSize(text, "VmLck:"u8, status.LockedSize);
        AddSize(text, "VmPin:"u8, 0);
        AddSize(text, "VmHWM:"u8, status.PeakResidentSize);
        AddSize(text, "VmRSS:"u8, status.ResidentSize);
        AddSize(text, "RssAnon:"u8, status.ResidentSize - status.SharedSize);
        AddSize(text, "RssFile:"u8, status.SharedSize);
        AddSize(text, "RssShmem:"u8, 0);
        AddSize(text, "VmData:"u8, status.DataSize);
        AddSize(text, "VmStk:"u8, status.StackSize);
        AddSize(text, "VmExe:"u8, status.CodeSize);
        AddSize(text, "VmLib:"u8, status.LibrarySize);
        AddSize(text, "VmPTE:"u8, status.PageTableSize);
        AddSize(text, "VmSwap:"u8, 0);
    }

    private static void AddSignalQueue(ProcText text, in ProcessStatus status) => _ = text.Add("\nSigQ:\t"u8)
        .Add((long)System.Numerics.BitOperations.PopCount(status.PendingSignals | status.PendingThreadSignals)).Add('/').Add(status.SignalLimit);

    private static string NameOf(char state) => state switch
    {
        'R' => "running",
        'S' => "sleeping",
        'D' => "disk sleep",
        'T' => "stopped",
        't' => "tracing stop",
        'Z' => "zombie",
        'I' => "idle",
        _ => "dead",
    };

    private static long Ticks(long nanoseconds) => nanoseconds / NanosecondsPerTick;

    private static ulong Low(ulong signals) => signals & 0x7FFF_FFFF;

    private static void AddNumbers(ProcText text, params ReadOnlySpan<long> values)
    {
        foreach (long value in values)
        {
            _ = text.Add(' ').Add(value);
        }
    }

    private static void AddAddresses(ProcText text, params ReadOnlySpan<ulong> values)
    {
        foreach (ulong value in values)
        {
            _ = text.Add(' ').Add(value);
        }
    }

    private static void AddLine(ProcText text, ReadOnlySpan<byte> name, long value) => _ = text.Add('\n').Add(name).Add('\t').Add(value);

    private static void AddIdentities(ProcText text, ReadOnlySpan<byte> name, uint real, uint effective, uint saved, uint fileSystem) =>
        _ = text.Add('\n').Add(name).Add('\t').Add((long)real).Add('\t').Add((long)effective).Add('\t').Add((long)saved).Add('\t').Add((long)fileSystem);

    private static void AddMask(ProcText text, ReadOnlySpan<byte> name, ulong mask) => _ = text.Add('\n').Add(name).Add('\t').AddHexadecimal(mask, 16);

    private static void AddCpus(ProcText text, ulong allowed, int cpuCount)
    {
        _ = text.Add("\nCpus_allowed:\t"u8).AddHexadecimal(allowed, (cpuCount + 3) / 4).Add("\nCpus_allowed_list:\t"u8);
        bool isFirst = true;
        for (int cpu = 0; cpu < cpuCount; cpu++)
        {
            if ((allowed >> cpu & 1) == 0) continue;
            int last = cpu;
            while (last + 1 < cpuCount && (allowed >> (last + 1) & 1) != 0) last++;
            if (!isFirst) _ = text.Add(',');
            isFirst = false;
            _ = text.Add((long)cpu);
            if (last > cpu) _ = text.Add('-').Add((long)last);
            cpu = last;
        }

        // One memory node.
        _ = text.Add("\nMems_allowed:\t1\nMems_allowed_list:\t0"u8);
    }

    private static void AddSize(ProcText text, ReadOnlySpan<byte> name, long bytes) => _ = text.Add('\n').Add(name).Add('\t').Add(bytes / 1024, 8).Add(" kB"u8);
}

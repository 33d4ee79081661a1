// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Information;

/// <summary>Answers /proc from the tables of processes, memory and the scheduler.</summary>
public sealed partial class SystemInformationSource : KernelInformation
{
    private const int MaximumArguments = 6 * 1024 * 1024;

    public SystemInformationSource(MountNamespace mounts) => Mounts = mounts;

    public override MountNamespace Mounts { get; }

    public override int CurrentProcess => (Thread.Current as UserThread)?.Process.Id ?? 0;

    public override int CurrentThread => (Thread.Current as UserThread)?.Id ?? 0;

    public override int NextProcess(int number) => ProcessTable.FirstFrom(number)?.Id ?? 0;

    public override bool TryGetProcess(int process, out ProcessStatus status)
    {
        status = default;
        if (ProcessTable.Find(process) is not Process found) return false;
        UserThread[] threads = found.Threads;
        ProcessStatuses.Fill(ref status, found, threads.Length > 0 ? threads[0] : null);
        status.ThreadCount = Math.Max(1, threads.Length);
        return true;
    }

    public override int ProcessOf(int thread) => ProcessTable.FindThread(thread)?.Process.Id ?? 0;

    public override int[] GetThreads(int process)
    {
        if (ProcessTable.Find(process) is not Process found) return [];
        UserThread[] threads = found.Threads;
        int[] numbers = new int[threads.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = threads[i].Id;
        Array.Sort(numbers);
        return numbers;
    }

    public override bool TryGetThread(int process, int thread, out ProcessStatus status)
    {
        status = default;
        if (ProcessTable.Find(process) is not Process found || ProcessTable.FindThread(thread) is not UserThread member || member.Process != found) return false;
        ProcessStatuses.Fill(ref status, found, member);
        status.ThreadCount = Math.Max(1, found.ThreadCount);
        status.Io = member.Io;
        status.UserTime = member.UserNanoseconds;
        status.SystemTime = Math.Max(0, member.CpuNanoseconds - member.UserNanoseconds);
        return true;
    }

    public override byte[] GetArguments(int process) => ReadRange(process, layout => (layout.ArgumentsStart, layout.ArgumentsEnd));

    public override byte[] GetEnvironment(int process) => ReadRange(process, layout => (layout.EnvironmentStart, layout.EnvironmentEnd));

    public override MemoryAreaInformation[] GetAreas(int process)
    {
        if (ProcessTable.Find(process) is not Process found || found.IsZombie) return [];
        AddressSpace space = found.AddressSpace;
        List<MemoryAreaInformation> areas = [];
        ulong address = 0;
        while (space.TryDescribe(address, out AreaDescription area))
        {
            areas.Add(Describe(area));
            address = area.End;
        }

        return areas.ToArray();
    }

    public override PageCounts CountPages(int process, in MemoryAreaInformation area)
    {
        if (ProcessTable.Find(process) is not Process found || found.IsZombie) return default;
        AddressSpace space = found.AddressSpace;
        if (!space.TryAcquire()) return default;
        try
        {
            return space.PageTable.Count(new VirtualAddress(area.Start), area.End - area.Start, area.File is not null, area.IsShared);
        }
        finally
        {
            space.Release();
        }
    }

    public override byte[] GetAuxiliaryVector(int process) =>
        ProcessTable.Find(process) is Process { IsZombie: false } found ? found.AddressSpace.Layout.AuxiliaryVector ?? [] : [];

    public override ulong[]? GetCall(int thread)
    {
        if (ProcessTable.FindThread(thread) is not UserThread found) return null;
        if (found != Thread.Current && (found.State == ThreadState.Runnable || Scheduling.Scheduler.IsOnCpu(found))) return null;
        UserRegisters all = found.User.Registers;
        return [all.OriginalRax, all.Rdi, all.Rsi, all.Rdx, all.R10, all.R8, all.R9, all.Rsp, all.Rip];
    }

    public override Errno SetCoreFilter(int process, uint filter)
    {
        if (ProcessTable.Find(process) is not Process found || found.IsZombie) return Errno.ESRCH;
        // Bits that have no meaning are dropped, as on Linux.
        const uint Known = 0x1FF;
        found.CoreFilter = filter & Known;
        return Errno.None;
    }

    public override ResourceLimit[] GetLimits(int process) => ProcessTable.Find(process)?.Limits.ToArray() ?? [];

    public override Errno SetName(int process, int thread, ReadOnlySpan<byte> name)
    {
        if (ProcessTable.FindThread(thread == 0 ? process : thread) is not UserThread found) return Errno.ESRCH;
        if (found.Process != (Thread.Current as UserThread)?.Process) return Errno.EINVAL;
        found.Command = name;
        return Errno.None;
    }

    public override Errno SetMemoryScore(int process, int value)
    {
        if (ProcessTable.Find(process) is not Process found || Thread.Current is not UserThread caller) return Errno.ESRCH;
        bool isPrivileged = caller.Process.Credentials.Has(Capability.CAP_SYS_RESOURCE);
        if (value < found.LowestMemoryScore && !isPrivileged) return Errno.EACCES;
        found.MemoryScore = value;
        if (isPrivileged) found.LowestMemoryScore = value;
        return Errno.None;
    }

    public override FileTable? GetFiles(int process) => ProcessTable.Find(process) is Process { IsZombie: false } found ? found.Files : null;

    public override FileSystemContext? GetFileSystem(int process) => ProcessTable.Find(process) is Process { IsZombie: false } found ? found.FileSystem : null;

    public override Path? GetExecutable(int process) => ProcessTable.Find(process)?.Executable?.Path;

    private static MemoryAreaInformation Describe(in AreaDescription area) => new()
    {
        Start = area.Start,
        End = area.End,
        IsReadable = (area.Protection & Protection.PROT_READ) != 0,
        IsWritable = (area.Protection & Protection.PROT_WRITE) != 0,
        IsExecutable = (area.Protection & Protection.PROT_EXEC) != 0,
        IsShared = (area.Flags & AreaFlags.Shared) != 0,
        Offset = area.FileOffset,
        File = area.File?.Path,
        Label = (area.Flags & AreaFlags.Stack) != 0 ? "[stack]" : (area.Flags & AreaFlags.Heap) != 0 ? "[heap]" : area.Label,
        Number = area.Number,
        IsLocked = (area.Flags & AreaFlags.Locked) != 0,
    };

    private static byte[] ReadRange(int process, Func<ProgramLayout, (ulong Start, ulong End)> choose)
    {
        if (ProcessTable.Find(process) is not Process found || found.IsZombie) return [];
        AddressSpace space = found.AddressSpace;
        (ulong start, ulong end) = choose(space.Layout);
        if (end <= start || end - start > MaximumArguments || !space.TryAcquire()) return [];
        byte[] bytes = new byte[(int)(end - start)];
        int count;
        try
        {
            count = space.Read(start, bytes);
        }
        finally
        {
            space.Release();
        }

        return bytes[..count];
    }
}

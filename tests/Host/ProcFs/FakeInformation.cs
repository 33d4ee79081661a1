// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Information;
using Skift.Core.Processes;
using Skift.Machine;
using Skift.Tests.Host.Files;

namespace Skift.Tests.Host.ProcFs;

/// <summary>Two processes, 1 and 7, with figures that are easy to find again.</summary>
internal sealed class FakeInformation(Tree tree) : KernelInformation
{
    private const long Tick = 10_000_000;

    internal int Current { get; set; } = 7;

    internal long StartTime { get; set; } = 678 * Tick;

    internal FileTable Files { get; } = new();

    internal string? NewName { get; private set; }

    internal int MemoryScore { get; private set; }

    internal MemoryAreaInformation[] Areas { get; set; } = [];

    public override int CurrentProcess => Current;

    public override int CurrentThread => Current;

    public override MountNamespace Mounts => tree.Namespace;

    public override MemoryInformation Memory => new() { Total = 512L << 20, Free = 256L << 20, Available = 300L << 20 };

    public override CpuTimes[] CpuTimes => [new() { User = 100 * Tick, System = 50 * Tick, Idle = 77700 * Tick, Interrupt = 2 * Tick }];

    public override CpuDescription[] Cpus => [new() { Vendor = "Test", ModelName = "Test CPU", FrequencyHertz = 2_400_123_456, Flags = "fpu sse2" }];

    public override SchedulerInformation Scheduler => new() { Uptime = 123456 * Tick, Load1 = 25, Load5 = 10, Load15 = 5, Running = 1, Threads = 9, LastProcess = 7 };

    public override string Version => "Test version 1";

    public override string Counters => "collections 7\n";

    public override byte[] CommandLine => "console=ttyS0"u8.ToArray();

    public override int NextProcess(int number) => number <= 1 ? 1 : number <= 7 ? 7 : 0;

    public override bool TryGetProcess(int process, out ProcessStatus status)
    {
        status = new ProcessStatus
        {
            Process = process,
            Thread = process,
            Parent = 1,
            Group = process,
            Session = process,
            Terminal = DeviceNumber.Make(4, 64),
            TerminalGroup = process,
            State = 'S',
            Name = process == 7 ? "my (odd) name"u8.ToArray() : "init"u8.ToArray(),
            Umask = (StatMode)0x12,
            UserId = 5,
            EffectiveUserId = 6,
            SavedUserId = 7,
            FileSystemUserId = 8,
            Groups = [1, 2],
            ThreadCount = 1,
            Nice = 5,
            UserTime = 123 * Tick,
            SystemTime = 45 * Tick,
            StartTime = process == 7 ? StartTime : 0,
            VirtualSize = 8_192_000,
            ResidentSize = 819_200,
            BlockedSignals = 0x10000,
            AllowedCpus = 0x2D,
            MemoryScore = MemoryScore,
            IsDumpable = true,
            CpuCount = 6,
        };
        return process is 1 or 7;
    }

    public override int ProcessOf(int thread) => thread switch { 1 => 1, 7 or 8 => 7, _ => 0 };

    public override int[] GetThreads(int process) => process == 7 ? [7, 8] : [1];

    public override bool TryGetThread(int process, int thread, out ProcessStatus status)
    {
        bool isKnown = TryGetProcess(process, out status) && Array.IndexOf(GetThreads(process), thread) >= 0;
        status.Thread = thread;
        return isKnown;
    }

    public override byte[] GetArguments(int process) => "a\0b\0"u8.ToArray();

    public override byte[] GetEnvironment(int process) => "X=1\0"u8.ToArray();

    public override MemoryAreaInformation[] GetAreas(int process) => Areas;

    public override PageCounts CountPages(int process, in MemoryAreaInformation area) =>
        new() { PrivateDirty = 2, SharedClean = 1, Accessed = 3, Anonymous = 2, ProportionalBytes = 10240, ProportionalDirtyBytes = 8192 };

    public override byte[] GetAuxiliaryVector(int process) => new byte[32];

    public override ResourceLimit[] GetLimits(int process)
    {
        ResourceLimit[] limits = new ResourceLimit[(int)Resource.Count];
        Array.Fill(limits, new ResourceLimit { rlim_cur = ResourceLimit.RLIM_INFINITY, rlim_max = ResourceLimit.RLIM_INFINITY });
        limits[(int)Resource.RLIMIT_NOFILE] = new ResourceLimit { rlim_cur = 1024, rlim_max = 1048576 };
        return limits;
    }

    public override Errno SetName(int process, int thread, ReadOnlySpan<byte> name)
    {
        NewName = System.Text.Encoding.ASCII.GetString(name);
        return Errno.None;
    }

    public override ulong[]? GetCall(int thread) => null;

    public override Errno SetCoreFilter(int process, uint filter) => Errno.None;

    public override Errno SetMemoryScore(int process, int value)
    {
        MemoryScore = value;
        return Errno.None;
    }

    public override FileTable? GetFiles(int process) => Files;

    public override FileSystemContext? GetFileSystem(int process) => tree.Context;

    public override Path? GetExecutable(int process) => null;
}

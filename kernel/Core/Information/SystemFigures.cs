// SPDX-License-Identifier: MIT
using Skift.Core.Files;
using Skift.Machine;

namespace Skift.Core.Information;

/// <summary>A line of <c>/proc/N/maps</c>.</summary>
public struct MemoryAreaInformation
{
    public ulong Start;
    public ulong End;
    public bool IsReadable;
    public bool IsWritable;
    public bool IsExecutable;
    public bool IsShared;
    /// <summary>Where in the file it starts, in bytes.</summary>
    public long Offset;
    /// <summary>The mapped file, or null.</summary>
    public Path? File;
    /// <summary>"[heap]", "[stack]", "[vdso]", or null.</summary>
    public string? Label;
    /// <summary>The number of memory that is mapped like a file but is none; 0 for none.</summary>
    public ulong Number;
    /// <summary>mlock(2).</summary>
    public bool IsLocked;
}

/// <summary>Bytes of memory by use, for <c>/proc/meminfo</c>.</summary>
public struct MemoryInformation
{
    public long Total;
    public long Free;
    /// <summary>What a new program could get without swapping: free and reclaimable.</summary>
    public long Available;
    /// <summary>Pages of block devices' metadata.</summary>
    public long Buffers;
    /// <summary>Pages of files.</summary>
    public long Cached;
    /// <summary>Memory of processes that no file backs.</summary>
    public long Anonymous;
    /// <summary>Mapped pages of files.</summary>
    public long Mapped;
    /// <summary>tmpfs and shared memory.</summary>
    public long Shared;
    /// <summary>The kernel's own objects: its heap.</summary>
    public long Kernel;
    public long KernelStacks;
    public long PageTables;
    /// <summary>What may be promised, and what is.</summary>
    public long CommitLimit;
    public long Committed;
}

/// <summary>Where a CPU's time went, in nanoseconds since boot.</summary>
public struct CpuTimes
{
    public long User;
    public long Nice;
    public long System;
    public long Idle;
    public long Interrupt;
}

/// <summary>A processor, for <c>/proc/cpuinfo</c>.</summary>
public struct CpuDescription
{
    public string Vendor;
    public int Family;
    public int Model;
    public int Stepping;
    public string ModelName;
    public long FrequencyHertz;
    public int CacheLineBytes;
    public int PhysicalAddressBits;
    public int VirtualAddressBits;
    /// <summary>As Linux names them, separated by spaces.</summary>
    public string Flags;

    /// <summary>Innermost first; null or empty if the processor does not tell.</summary>
    public CacheDescription[]? Caches;
}

/// <summary>Figures of scheduling since boot, and load.</summary>
public struct SchedulerInformation
{
    /// <summary>Nanoseconds since boot.</summary>
    public long Uptime;
    /// <summary>Seconds since 1970 at boot.</summary>
    public long BootTime;
    public long ContextSwitches;
    public long Interrupts;
    public long Forks;
    public int Running;
    public int Blocked;
    public int Threads;
    public int LastProcess;
    /// <summary>Threads that run or wait for a CPU, averaged over 1, 5 and 15 minutes, in hundredths.</summary>
    public long Load1;
    public long Load5;
    public long Load15;
}

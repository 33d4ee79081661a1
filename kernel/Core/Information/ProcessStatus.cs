// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;

namespace Skift.Core.Information;

/// <summary>Figures of a process for <c>/proc/N/stat</c>, <c>status</c> and <c>statm</c> (<c>proc(5)</c>). Times are nanoseconds, sizes bytes.</summary>
public struct ProcessStatus
{
    public int Process;
    public int Thread;
    public int Parent;
    public int Group;
    public int Session;
    /// <summary>Device of the controlling terminal; 0 for none.</summary>
    public ulong Terminal;
    /// <summary>Foreground group of that terminal; -1 for none.</summary>
    public int TerminalGroup;
    /// <summary>R, S, D, T, t, Z, X or I.</summary>
    public char State;
    /// <summary>At most 15 bytes.</summary>
    public byte[] Name;
    public StatMode Umask;
    public uint UserId;
    public uint EffectiveUserId;
    public uint SavedUserId;
    public uint FileSystemUserId;
    public uint GroupId;
    public uint EffectiveGroupId;
    public uint SavedGroupId;
    public uint FileSystemGroupId;
    public uint[] Groups;
    public int ThreadCount;
    public int DescriptorSlots;
    public int Nice;
    /// <summary>The real-time priority that counts, with what others lend; 0: none.</summary>
    public int Priority;
    public int RealTimePriority;
    public SchedulingPolicy Policy;
    public uint CoreFilter;
    /// <summary>The thread that traces it; 0: none.</summary>
    public int Tracer;
    public int Processor;
    /// <summary>The CPUs that the thread may use, one bit each.</summary>
    public ulong AllowedCpus;
    /// <summary>How many CPUs there are.</summary>
    public int CpuCount;
    public int ExitSignal;
    public int ExitStatus;
    public long UserTime;
    public long SystemTime;
    public long ChildrenUserTime;
    public long ChildrenSystemTime;
    /// <summary>After boot.</summary>
    public long StartTime;
    public long MinorFaults;
    public long MajorFaults;
    public long ChildrenMinorFaults;
    public long ChildrenMajorFaults;
    public long VoluntarySwitches;
    public long InvoluntarySwitches;
    /// <summary>What was read and written: of a process also by children that were waited for.</summary>
    public IoCounts Io;
    public long VirtualSize;
    public long PeakVirtualSize;
    /// <summary>Locked in memory (mlock(2)).</summary>
    public long LockedSize;
    public long ResidentSize;
    public long PeakResidentSize;
    /// <summary>Part of the resident size that is not private to the process: files and shared memory.</summary>
    public long SharedSize;
    public long DataSize;
    public long StackSize;
    public long CodeSize;
    public long LibrarySize;
    public long PageTableSize;
    /// <summary>oom_score_adj.</summary>
    public int MemoryScore;
    public bool HasNoNewPrivileges;
    /// <summary>Others of the same user may look into it (prctl(2), PR_SET_DUMPABLE).</summary>
    public bool IsDumpable;
    public CapabilitySets? Capabilities;
    public uint Personality;
    /// <summary>RLIMIT_SIGPENDING.</summary>
    public ulong SignalLimit;
    public ulong StartCode;
    public ulong EndCode;
    public ulong StartStack;
    public ulong StartData;
    public ulong EndData;
    public ulong StartBreak;
    public ulong ArgumentStart;
    public ulong ArgumentEnd;
    public ulong EnvironmentStart;
    public ulong EnvironmentEnd;
    /// <summary>Bit n-1 stands for signal n, here and below.</summary>
    public ulong PendingThreadSignals;
    public ulong PendingSignals;
    public ulong BlockedSignals;
    public ulong IgnoredSignals;
    public ulong CaughtSignals;
}

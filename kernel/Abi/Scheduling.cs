// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary>Policies of sched_setscheduler(2).</summary>
public enum SchedulingPolicy
{
    SCHED_OTHER = 0,
    SCHED_FIFO = 1,
    SCHED_RR = 2,
    SCHED_BATCH = 3,
    SCHED_IDLE = 5,
    SCHED_DEADLINE = 6,
}

/// <summary>What can stand beside a policy.</summary>
public static class SchedulingConstants
{
    public const int SCHED_RESET_ON_FORK = 0x4000_0000;
}

/// <summary>Commands of membarrier(2) (linux/membarrier.h).</summary>
[Flags]
public enum MembarrierCommands
{
    Query = 0,
    Global = 1,
    GlobalExpedited = 2,
    RegisterGlobalExpedited = 4,
    PrivateExpedited = 8,
    RegisterPrivateExpedited = 16,
}

/// <summary><c>struct rseq_cs</c>: a section of code that must not be interrupted.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct RseqSection
{
    public uint version;
    public uint flags;
    public ulong start_ip;
    public ulong post_commit_offset;
    public ulong abort_ip;
}

/// <summary><c>struct futex_waitv</c> of futex_waitv(2), 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct FutexWaitV
{
    public const int Bytes = 24;
    public const uint FUTEX2_SIZE_U32 = 2;
    public const uint FUTEX2_SIZE_MASK = 3;

    public ulong value;
    public ulong address;
    public uint flags;
    public uint reserved;
}

/// <summary>Flags of sched_setattr(2).</summary>
[Flags]
public enum SchedulingFlags : ulong
{
    None = 0,
    SCHED_FLAG_RESET_ON_FORK = 1,
    SCHED_FLAG_RECLAIM = 2,
    SCHED_FLAG_DL_OVERRUN = 4,
    SCHED_FLAG_KEEP_POLICY = 8,
    SCHED_FLAG_KEEP_PARAMS = 0x10,
    SCHED_FLAG_UTIL_CLAMP = 0x60,
    /// <summary>All there are.</summary>
    All = 0x7F,
}

/// <summary><c>struct sched_attr</c> of sched_setattr(2), 56 bytes: what it began with, and bounds of utilisation.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct SchedulingAttributes
{
    public const uint FirstBytes = 48;
    public const uint Bytes = 56;

    public SchedulingAttributesStart First;
    public uint sched_util_min;
    public uint sched_util_max;

    public uint size { readonly get => First.size; set => First.size = value; }

    public uint sched_policy { readonly get => First.sched_policy; set => First.sched_policy = value; }

    public SchedulingFlags sched_flags { readonly get => First.sched_flags; set => First.sched_flags = value; }

    public int sched_nice { readonly get => First.sched_nice; set => First.sched_nice = value; }

    public uint sched_priority { readonly get => First.sched_priority; set => First.sched_priority = value; }

    /// <summary>Whether run time, deadline and period can belong to a SCHED_DEADLINE thread (sched(7)).</summary>
    public readonly bool IsDeadlineValid
    {
        get
        {
            const ulong Shortest = 1024;
            const ulong ShortestPeriod = 100_000;
            const ulong LongestPeriod = 1UL << 22 << 10;
            ulong period = First.sched_period == 0 ? First.sched_deadline : First.sched_period;
            return First.sched_deadline != 0 && First.sched_runtime >= Shortest && (long)First.sched_deadline > 0 && (long)First.sched_period >= 0
                && period >= First.sched_deadline && First.sched_deadline >= First.sched_runtime && period is >= ShortestPeriod and <= LongestPeriod;
        }
    }
}

/// <summary>The first version of <c>struct sched_attr</c>, 48 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct SchedulingAttributesStart
{
    public uint size;
    public uint sched_policy;
    public SchedulingFlags sched_flags;
    public int sched_nice;
    public uint sched_priority;
    public ulong sched_runtime;
    public ulong sched_deadline;
    public ulong sched_period;
}

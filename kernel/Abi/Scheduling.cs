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

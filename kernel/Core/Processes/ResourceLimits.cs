// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>The limits of a process (<c>getrlimit(2)</c>).</summary>
public sealed class ResourceLimits
{
    private const ulong DefaultStack = 8 * 1024 * 1024;
    private const ulong DefaultFiles = 1024;
    private const ulong MaximumFiles = 1024 * 1024;

    private readonly SpinLock<ResourceLimit[]> _limits;

    /// <summary>What process 1 begins with: Linux's own defaults.</summary>
    public ResourceLimits()
    {
        ResourceLimit[] limits = new ResourceLimit[(int)Resource.Count];
        for (int i = 0; i < limits.Length; i++)
        {
            limits[i] = Limit(ResourceLimit.RLIM_INFINITY, ResourceLimit.RLIM_INFINITY);
        }

        limits[(int)Resource.RLIMIT_STACK] = Limit(DefaultStack, ResourceLimit.RLIM_INFINITY);
        limits[(int)Resource.RLIMIT_CORE] = Limit(0, ResourceLimit.RLIM_INFINITY);
        limits[(int)Resource.RLIMIT_NOFILE] = Limit(DefaultFiles, MaximumFiles);
        limits[(int)Resource.RLIMIT_MEMLOCK] = Limit(DefaultStack, DefaultStack);
        // As many as there could be threads, by half (Linux's rule).
        ulong signals = (ulong)PhysicalMemory.TotalBytes / (8 * 16384) / 2;
        limits[(int)Resource.RLIMIT_SIGPENDING] = Limit(signals, signals);
        limits[(int)Resource.RLIMIT_MSGQUEUE] = Limit(819200, 819200);
        limits[(int)Resource.RLIMIT_NICE] = Limit(0, 0);
        limits[(int)Resource.RLIMIT_RTPRIO] = Limit(0, 0);
        _limits = new SpinLock<ResourceLimit[]>(limits);
    }

    private ResourceLimits(ResourceLimit[] limits) => _limits = new SpinLock<ResourceLimit[]>(limits);

    public ResourceLimit this[Resource resource]
    {
        get
        {
            using SpinLock<ResourceLimit[]>.Guard limits = _limits.Lock();
            return limits.Value[(int)resource];
        }

        internal set
        {
            using SpinLock<ResourceLimit[]>.Guard limits = _limits.Lock();
            limits.Value[(int)resource] = value;
        }
    }

    /// <summary>The limit that counts now. Without the lock, for one number is read in one step.</summary>
    internal ulong Soft(Resource resource) => Volatile.Read(ref _limits.UnguardedValue[(int)resource].rlim_cur);

    /// <summary>Descriptors are below this.</summary>
    public long FileLimit => (long)Math.Min(Soft(Resource.RLIMIT_NOFILE), MaximumFiles);

    /// <summary>A copy of all, by <see cref="Resource"/>.</summary>
    internal ResourceLimit[] ToArray()
    {
        ResourceLimit[] copy = new ResourceLimit[(int)Resource.Count];
        using SpinLock<ResourceLimit[]>.Guard limits = _limits.Lock();
        limits.Value.CopyTo(copy, 0);
        return copy;
    }

    internal ResourceLimits Clone()
    {
        ResourceLimit[] copy = new ResourceLimit[(int)Resource.Count];
        using SpinLock<ResourceLimit[]>.Guard limits = _limits.Lock();
        limits.Value.CopyTo(copy, 0);
        return new ResourceLimits(copy);
    }

    internal Memory.MemoryLimits ForMemory(Credentials credentials)
    {
        const ulong PageMask = VirtualAddress.PageSize - 1;
        ulong locked = credentials.Has(Capability.CAP_IPC_LOCK) ? ulong.MaxValue : Soft(Resource.RLIMIT_MEMLOCK);
        // A limit of less than a page forbids nothing by itself but leaves no room.
        if (locked is not (0 or ulong.MaxValue)) locked = Math.Max(1, locked & ~PageMask);
        return new Memory.MemoryLimits(Soft(Resource.RLIMIT_AS), Soft(Resource.RLIMIT_DATA), Soft(Resource.RLIMIT_STACK), locked, credentials.Has(Capability.CAP_SYS_ADMIN));
    }

    private static ResourceLimit Limit(ulong soft, ulong hard) => new() { rlim_cur = soft, rlim_max = hard };
}

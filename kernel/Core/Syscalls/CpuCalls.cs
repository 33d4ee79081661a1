// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>Which CPU a thread runs on, and which it may.</summary>
internal static class CpuCalls
{
    /// <summary>sched_getaffinity(2): the bytes of the mask that were written.</summary>
    /// <returns><c>EINVAL</c>: the mask has no room for all CPUs or no whole words; <c>ESRCH</c>; <c>EFAULT</c>.</returns>
    internal static Result<long> sched_getaffinity(in SyscallContext context, int threadId, uint size, ulong address)
    {
        if (size < sizeof(ulong) || size % sizeof(ulong) != 0) return Errno.EINVAL;
        if (Find(context, threadId) is not UserThread thread) return Errno.ESRCH;
        Errno error = SyscallContext.Write(address, thread.Affinity & Cpu.OnlineMask);
        return error == Errno.None ? sizeof(ulong) : error;
    }

    /// <summary>sched_setaffinity(2).</summary>
    /// <returns><c>EFAULT</c>; <c>ESRCH</c>; <c>EPERM</c>: somebody else's thread; <c>EINVAL</c>: none of the CPUs is there.</returns>
    internal static Result<long> sched_setaffinity(in SyscallContext context, int threadId, uint size, ulong address)
    {
        Span<byte> mask = stackalloc byte[sizeof(ulong)];
        mask.Clear();
        Errno error = UserMemory.CopyIn(new VirtualAddress(address), mask[..(int)Math.Min(size, sizeof(ulong))]);
        if (error != Errno.None) return error;
        if (Find(context, threadId) is not UserThread thread) return Errno.ESRCH;
        Credentials own = context.Credentials;
        Credentials other = thread.Process.Credentials;
        if (!PolicyCalls.IsOwn(own, other) || !PolicyCalls.IsNoMore(own, other)) return Errno.EPERM;
        ulong cpus = BitConverter.ToUInt64(mask);
        if ((cpus & Cpu.OnlineMask) == 0) return Errno.EINVAL;
        Scheduler.SetAffinity(thread, cpus);
        // The caller itself is where it may be when it returns.
        Scheduler.YieldIfNeeded();
        return 0;
    }

    /// <summary>getcpu(2).</summary>
    internal static Result<long> getcpu(in SyscallContext context, ulong cpuAddress, ulong nodeAddress)
    {
        _ = context;
        Errno error = SyscallContext.WriteIfAsked(cpuAddress, Cpu.CurrentNumber);
        if (error == Errno.None) error = SyscallContext.WriteIfAsked(nodeAddress, 0);
        return SyscallContext.Done(error);
    }

    private static UserThread? Find(in SyscallContext context, int threadId) => threadId == 0 ? context.Thread : ProcessTable.FindThread(threadId);
}

// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>sched_setscheduler(2) and its kin, membarrier(2), rseq(2).</summary>
/// <remarks>Policies are kept and told; the one fair scheduler does not look at them.</remarks>
internal static class SchedulingCalls
{
    private const int MaximumPriority = 99;
    private const uint RseqBytes = 32;

    [Missing("the policy is kept and shown; all threads share the CPU fairly")]
    internal static Result<long> sched_setscheduler(in SyscallContext context, int threadId, int policy, ulong address)
    {
        if (policy < 0) return Errno.EINVAL;
        return SetPolicy(context, threadId, policy, address);
    }

    internal static Result<long> sched_setparam(in SyscallContext context, int threadId, ulong address) => SetPolicy(context, threadId, null, address);

    internal static Result<long> sched_getscheduler(in SyscallContext context, int threadId)
    {
        if (threadId < 0) return Errno.EINVAL;
        return Find(context, threadId) is UserThread thread ? (long)thread.Policy | (thread.ResetsPolicyOnFork ? (uint)SchedulingConstants.SCHED_RESET_ON_FORK : 0) : Errno.ESRCH;
    }

    internal static Result<long> sched_getparam(in SyscallContext context, int threadId, ulong address)
    {
        if (threadId < 0 || address == 0) return Errno.EINVAL;
        if (Find(context, threadId) is not UserThread thread) return Errno.ESRCH;
        return SyscallContext.Done(SyscallContext.Write(address, thread.RealTimePriority));
    }

    internal static Result<long> sched_get_priority_max(in SyscallContext context, int policy) => Range(context, policy, MaximumPriority);

    internal static Result<long> sched_get_priority_min(in SyscallContext context, int policy) => Range(context, policy, 1);

    /// <summary>sched_rr_get_interval(2): the turn of a round-robin thread, the slice of a fair one, 0 for FIFO.</summary>
    internal static Result<long> sched_rr_get_interval(in SyscallContext context, int threadId, ulong address)
    {
        const long RoundRobin = 100_000_000;
        const long Fair = 4_000_000;
        if (threadId < 0) return Errno.EINVAL;
        if (Find(context, threadId) is not UserThread thread) return Errno.ESRCH;
        long interval = thread.Policy switch
        {
            SchedulingPolicy.SCHED_RR => RoundRobin,
            SchedulingPolicy.SCHED_FIFO => 0,
            _ => Fair,
        };
        return SyscallContext.Done(SyscallContext.Write(address, UserTime.ToTimespec(interval)));
    }

    /// <summary>membarrier(2). All commands make every CPU pass a barrier before they return.</summary>
    internal static Result<long> membarrier(in SyscallContext context, int command, uint flags)
    {
        const MembarrierCommands Known = MembarrierCommands.Global | MembarrierCommands.GlobalExpedited | MembarrierCommands.RegisterGlobalExpedited
            | MembarrierCommands.PrivateExpedited | MembarrierCommands.RegisterPrivateExpedited;
        if (flags != 0) return Errno.EINVAL;
        switch ((MembarrierCommands)command)
        {
            case MembarrierCommands.Query:
                return (long)Known;
            case MembarrierCommands.RegisterPrivateExpedited:
                context.Process.HasPrivateBarrier = true;
                return 0;
            case MembarrierCommands.RegisterGlobalExpedited:
                return 0;
            case MembarrierCommands.PrivateExpedited when !context.Process.HasPrivateBarrier:
                return Errno.EPERM;
            case MembarrierCommands.Global or MembarrierCommands.GlobalExpedited or MembarrierCommands.PrivateExpedited:
                Cpu.SynchronizeAll();
                return 0;
            default:
                return Errno.EINVAL;
        }
    }

    internal static Result<long> rseq(in SyscallContext context, ulong address, uint length, int flags, uint signature)
    {
        const int Unregister = 1;
        ref RestartableSequence sequence = ref context.Thread.Sequence;
        if ((flags & Unregister) != 0)
        {
            if ((flags & ~Unregister) != 0 || sequence.Address != address || address == 0 || sequence.Length != length) return Errno.EINVAL;
            return SyscallContext.Done(sequence.Signature != signature ? Errno.EPERM : sequence.Unregister());
        }

        if (flags != 0) return Errno.EINVAL;
        if (sequence.Address != 0)
        {
            if (sequence.Address != address || sequence.Length != length) return Errno.EINVAL;
            return sequence.Signature != signature ? Errno.EPERM : Errno.EBUSY;
        }

        if (length < RseqBytes || address % RseqBytes != 0) return Errno.EINVAL;
        if (!new VirtualAddress(address).IsUserRange(length)) return Errno.EFAULT;
        Errno error = SyscallContext.Write(address + 8, 0UL);
        if (error == Errno.None) sequence.Register(address, length, signature);
        return SyscallContext.Done(error);
    }

    private static Result<long> SetPolicy(in SyscallContext context, int threadId, int? policy, ulong address)
    {
        if (address == 0 || threadId < 0) return Errno.EINVAL;
        Errno error = SyscallContext.Read(address, out int priority);
        if (error != Errno.None) return error;
        if (Find(context, threadId) is not UserThread thread) return Errno.ESRCH;
        bool resets = policy is int given ? (given & SchedulingConstants.SCHED_RESET_ON_FORK) != 0 : thread.ResetsPolicyOnFork;
        SchedulingPolicy wanted = policy is int number ? (SchedulingPolicy)(number & ~SchedulingConstants.SCHED_RESET_ON_FORK) : thread.Policy;
        if (wanted is not (SchedulingPolicy.SCHED_OTHER or SchedulingPolicy.SCHED_FIFO or SchedulingPolicy.SCHED_RR or SchedulingPolicy.SCHED_BATCH or SchedulingPolicy.SCHED_IDLE)) return Errno.EINVAL;
        bool isRealTime = IsRealTime(wanted);
        if (priority is < 0 or > MaximumPriority || isRealTime != (priority != 0)) return Errno.EINVAL;
        if (!context.Credentials.IsPrivileged)
        {
            Credentials own = context.Credentials;
            Credentials other = thread.Process.Credentials;
            ulong limit = thread.Process.Limits.Soft(Resource.RLIMIT_RTPRIO);
            if (isRealTime && ((wanted != thread.Policy && limit == 0) || (priority > thread.RealTimePriority && (ulong)priority > limit))) return Errno.EPERM;
            if (own.EffectiveUserId != other.EffectiveUserId && own.EffectiveUserId != other.UserId) return Errno.EPERM;
            if (thread.ResetsPolicyOnFork && !resets) return Errno.EPERM;
        }

        thread.Policy = wanted;
        thread.RealTimePriority = priority;
        thread.ResetsPolicyOnFork = resets;
        return 0;
    }

    private static Result<long> Range(in SyscallContext context, int policy, int realTime)
    {
        _ = context;
        return (SchedulingPolicy)policy switch
        {
            SchedulingPolicy.SCHED_FIFO or SchedulingPolicy.SCHED_RR => realTime,
            SchedulingPolicy.SCHED_OTHER or SchedulingPolicy.SCHED_BATCH or SchedulingPolicy.SCHED_IDLE or SchedulingPolicy.SCHED_DEADLINE => 0,
            _ => Errno.EINVAL,
        };
    }

    private static bool IsRealTime(SchedulingPolicy policy) => policy is SchedulingPolicy.SCHED_FIFO or SchedulingPolicy.SCHED_RR;

    private static UserThread? Find(in SyscallContext context, int threadId) => threadId == 0 ? context.Thread : ProcessTable.FindThread(threadId);
}

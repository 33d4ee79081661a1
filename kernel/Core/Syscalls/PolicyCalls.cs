// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>sched_setscheduler(2), sched_setattr(2) and their kin: how a thread competes for the CPU (<c>sched(7)</c>).</summary>
internal static class PolicyCalls
{
    private const int MaximumPriority = 99;

    internal static Result<long> sched_setscheduler(in SyscallContext context, int threadId, int policy, ulong address)
    {
        if (policy < 0) return Errno.EINVAL;
        return SetParameter(context, threadId, policy, address);
    }

    internal static Result<long> sched_setparam(in SyscallContext context, int threadId, ulong address) => SetParameter(context, threadId, null, address);

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

    /// <summary>sched_setattr(2).</summary>
    /// <returns>
    /// <c>EINVAL</c>, <c>EFAULT</c>, <c>E2BIG</c> (with the size that is known written back), <c>ESRCH</c>, then as <see cref="Apply"/>.
    /// </returns>
    [Missing("`SCHED_DEADLINE` is refused with `EBUSY`, as if all bandwidth were taken; `SCHED_FLAG_UTIL_CLAMP_*`")]
    internal static Result<long> sched_setattr(in SyscallContext context, int threadId, ulong address, uint flags)
    {
        if (address == 0 || threadId < 0 || flags != 0) return Errno.EINVAL;
        Errno error = ReadAttributes(address, out SchedulingAttributes attributes);
        if (error != Errno.None) return error;
        if ((int)attributes.sched_policy < 0) return Errno.EINVAL;
        if (Find(context, threadId) is not UserThread thread) return Errno.ESRCH;
        SchedulingFlags wanted = attributes.sched_flags;
        if ((wanted & SchedulingFlags.SCHED_FLAG_KEEP_PARAMS) != 0)
        {
            attributes.sched_priority = (uint)thread.RealTimePriority;
            attributes.sched_nice = thread.Nice;
        }

        SchedulingPolicy policy = (wanted & SchedulingFlags.SCHED_FLAG_KEEP_POLICY) != 0 ? thread.Policy : (SchedulingPolicy)attributes.sched_policy;
        bool resets = (wanted & SchedulingFlags.SCHED_FLAG_KEEP_POLICY) != 0 ? thread.ResetsPolicyOnFork : (wanted & SchedulingFlags.SCHED_FLAG_RESET_ON_FORK) != 0;
        return SyscallContext.Done(Apply(context, thread, new PolicyRequest(policy, attributes, resets)));
    }

    /// <summary>sched_getattr(2). <c>EINVAL</c>, <c>ESRCH</c>, <c>EFAULT</c>.</summary>
    internal static Result<long> sched_getattr(in SyscallContext context, int threadId, ulong address, uint size, uint flags)
    {
        if (address == 0 || threadId < 0 || size > VirtualAddress.PageSize || size < SchedulingAttributes.FirstBytes || flags != 0) return Errno.EINVAL;
        if (Find(context, threadId) is not UserThread thread) return Errno.ESRCH;
        SchedulingAttributes attributes = new()
        {
            size = Math.Min(size, SchedulingAttributes.Bytes),
            sched_policy = (uint)thread.Policy,
            sched_flags = thread.ResetsPolicyOnFork ? SchedulingFlags.SCHED_FLAG_RESET_ON_FORK : SchedulingFlags.None,
            sched_nice = IsRealTime(thread.Policy) ? 0 : thread.Nice,
            sched_priority = (uint)thread.RealTimePriority,
        };
        if (size >= SchedulingAttributes.Bytes) return SyscallContext.Done(SyscallContext.Write(address, attributes));
        return SyscallContext.Done(SyscallContext.Write(address, attributes.First));
    }

    internal static Result<long> sched_get_priority_max(in SyscallContext context, int policy) => Range(context, policy, MaximumPriority);

    internal static Result<long> sched_get_priority_min(in SyscallContext context, int policy) => Range(context, policy, 1);

    /// <summary>sched_rr_get_interval(2): the turn of a round-robin thread, the slice of a fair one, 0 for FIFO.</summary>
    internal static Result<long> sched_rr_get_interval(in SyscallContext context, int threadId, ulong address)
    {
        const long Fair = 4_000_000;
        if (threadId < 0) return Errno.EINVAL;
        if (Find(context, threadId) is not UserThread thread) return Errno.ESRCH;
        long interval = thread.Policy switch
        {
            SchedulingPolicy.SCHED_RR => RunQueue.TurnNanoseconds,
            SchedulingPolicy.SCHED_FIFO => 0,
            _ => Fair,
        };
        return SyscallContext.Done(SyscallContext.Write(address, UserTime.ToTimespec(interval)));
    }

    /// <summary>Whether a nice value lies within what RLIMIT_NICE allows to everybody.</summary>
    internal static bool IsNiceAllowed(Process process, int nice) => (ulong)(20 - nice) <= process.Limits.Soft(Resource.RLIMIT_NICE);

    /// <summary>Whether a process is one's own as far as its turn goes, or one may interfere with all.</summary>
    internal static bool IsOwn(Credentials own, Credentials other) =>
        own.EffectiveUserId == other.EffectiveUserId || own.EffectiveUserId == other.UserId || own.Has(Capability.CAP_SYS_NICE);

    /// <summary>Whether another has no capabilities that one could not have (capabilities(7), CAP_SYS_NICE).</summary>
    internal static bool IsNoMore(Credentials own, Credentials other) =>
        (other.Capabilities.Permitted & ~own.Capabilities.Permitted) == 0 || own.Has(Capability.CAP_SYS_NICE);

    private static Result<long> SetParameter(in SyscallContext context, int threadId, int? policy, ulong address)
    {
        if (address == 0 || threadId < 0) return Errno.EINVAL;
        Errno error = SyscallContext.Read(address, out int priority);
        if (error != Errno.None) return error;
        if (Find(context, threadId) is not UserThread thread) return Errno.ESRCH;
        bool resets = policy is int given ? (given & SchedulingConstants.SCHED_RESET_ON_FORK) != 0 : thread.ResetsPolicyOnFork;
        SchedulingPolicy wanted = policy is int number ? (SchedulingPolicy)(number & ~SchedulingConstants.SCHED_RESET_ON_FORK) : thread.Policy;
        SchedulingAttributes attributes = new() { sched_priority = (uint)priority, sched_nice = thread.Nice };
        return SyscallContext.Done(Apply(context, thread, new PolicyRequest(wanted, attributes, resets)));
    }

    private readonly record struct PolicyRequest(SchedulingPolicy Policy, SchedulingAttributes Attributes, bool Resets);

    /// <returns><c>EINVAL</c>: no such policy, flags or parameters; <c>EPERM</c>; <c>EOPNOTSUPP</c>: bounds of utilisation; <c>EBUSY</c>: no bandwidth for deadlines.</returns>
    private static Errno Apply(in SyscallContext context, UserThread thread, in PolicyRequest request)
    {
        SchedulingPolicy policy = request.Policy;
        SchedulingAttributes attributes = request.Attributes;
        if (policy is < SchedulingPolicy.SCHED_OTHER or > SchedulingPolicy.SCHED_DEADLINE || (int)policy == 4) return Errno.EINVAL;
        if ((attributes.sched_flags & ~SchedulingFlags.All) != 0 || attributes.sched_priority > MaximumPriority) return Errno.EINVAL;
        if (policy == SchedulingPolicy.SCHED_DEADLINE && !attributes.IsDeadlineValid) return Errno.EINVAL;
        if (IsRealTime(policy) != (attributes.sched_priority != 0)) return Errno.EINVAL;
        int nice = Math.Clamp(attributes.sched_nice, NiceWeight.Minimum, NiceWeight.Maximum);
        if (NeedsPrivilege(context, thread, request, nice) && !context.Credentials.Has(Capability.CAP_SYS_NICE)) return Errno.EPERM;
        if ((attributes.sched_flags & SchedulingFlags.SCHED_FLAG_UTIL_CLAMP) != 0) return MissingFlags.Refuse("sched_setattr", "SCHED_FLAG_UTIL_CLAMP", Errno.EOPNOTSUPP);
        if (policy == SchedulingPolicy.SCHED_DEADLINE) return MissingFlags.Refuse("sched_setattr", "SCHED_DEADLINE", Errno.EBUSY);
        bool isFair = policy is SchedulingPolicy.SCHED_OTHER or SchedulingPolicy.SCHED_BATCH;
        if (isFair && nice != thread.Nice) Scheduler.SetNice(thread, nice);
        PriorityInheritance.Change(thread, policy, (int)attributes.sched_priority);
        thread.ResetsPolicyOnFork = request.Resets;
        return Errno.None;
    }

    private static bool NeedsPrivilege(in SyscallContext context, UserThread thread, in PolicyRequest request, int nice)
    {
        Process process = thread.Process;
        int priority = (int)request.Attributes.sched_priority;
        ulong limit = process.Limits.Soft(Resource.RLIMIT_RTPRIO);
        if (request.Policy is SchedulingPolicy.SCHED_OTHER or SchedulingPolicy.SCHED_BATCH && nice < thread.Nice && !IsNiceAllowed(process, nice)) return true;
        if (IsRealTime(request.Policy) && ((request.Policy != thread.Policy && limit == 0) || (priority > thread.RealTimePriority && (ulong)priority > limit))) return true;
        if (request.Policy == SchedulingPolicy.SCHED_DEADLINE) return true;
        bool leavesIdle = thread.Policy == SchedulingPolicy.SCHED_IDLE && request.Policy != SchedulingPolicy.SCHED_IDLE;
        if (leavesIdle && !IsNiceAllowed(process, thread.Nice)) return true;
        if (!IsOwn(context.Credentials, process.Credentials) || !IsNoMore(context.Credentials, process.Credentials)) return true;
        return thread.ResetsPolicyOnFork && !request.Resets;
    }

    /// <summary>A struct that is longer than known may only have zeros there; else what is known is told.</summary>
    private static Errno ReadAttributes(ulong address, out SchedulingAttributes attributes)
    {
        attributes = default;
        Errno error = SyscallContext.Read(address, out uint size);
        if (error != Errno.None) return error;
        if (size == 0) size = SchedulingAttributes.FirstBytes;
        bool isTooBig = size < SchedulingAttributes.FirstBytes || size > VirtualAddress.PageSize;
        for (uint i = SchedulingAttributes.Bytes; i < size && !isTooBig; i++)
        {
            error = SyscallContext.Read(address + i, out byte rest);
            if (error != Errno.None) return error;
            isTooBig = rest != 0;
        }

        if (isTooBig)
        {
            _ = SyscallContext.Write(address, SchedulingAttributes.Bytes);
            return Errno.E2BIG;
        }

        if (size >= SchedulingAttributes.Bytes)
        {
            error = SyscallContext.Read(address, out attributes);
        }
        else
        {
            error = SyscallContext.Read(address, out SchedulingAttributesStart start);
            attributes.First = start;
        }

        if (error != Errno.None) return error;
        bool isClampMissing = (attributes.sched_flags & SchedulingFlags.SCHED_FLAG_UTIL_CLAMP) != 0 && size < SchedulingAttributes.Bytes;
        return isClampMissing ? Errno.EINVAL : Errno.None;
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

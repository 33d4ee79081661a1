// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;

namespace Skift.Core.Syscalls;

/// <summary>getrlimit(2), getrusage(2), nice values and the scheduler's calls.</summary>
internal static class Limits
{
    private const int PriorityProcess = 0;
    private const int PriorityGroup = 1;
    private const int PriorityUser = 2;

    internal static Result<long> prlimit64(in SyscallContext context, int processId, uint resource, ulong newAddress, ulong oldAddress)
    {
        if (resource >= (uint)Resource.Count) return Errno.EINVAL;
        ResourceLimit limit = default;
        if (newAddress != 0)
        {
            Errno fault = SyscallContext.Read(newAddress, out limit);
            if (fault != Errno.None) return fault;
        }

        Process? process = processId == 0 ? context.Process : ProcessTable.Find(processId);
        if (process is null) return Errno.ESRCH;
        if (process != context.Process && !context.Credentials.Has(Capability.CAP_SYS_RESOURCE) && !IsSameInAll(context.Credentials, process.Credentials)) return Errno.EPERM;
        ResourceLimit old = process.Limits[(Resource)resource];
        if (newAddress != 0)
        {
            if (limit.rlim_cur > limit.rlim_max) return Errno.EINVAL;
            if (limit.rlim_max > old.rlim_max && !context.Credentials.Has(Capability.CAP_SYS_RESOURCE)) return Errno.EPERM;
            process.Limits[(Resource)resource] = limit;
            if ((Resource)resource == Resource.RLIMIT_CPU) process.OnCpuLimitChanged();
            if ((Resource)resource is Resource.RLIMIT_AS or Resource.RLIMIT_DATA or Resource.RLIMIT_STACK or Resource.RLIMIT_MEMLOCK) process.AddressSpace.Limits = process.Limits.ForMemory(process.Credentials);
        }

        return SyscallContext.Done(SyscallContext.WriteIfAsked(oldAddress, old));
    }

    private static bool IsSameInAll(Credentials own, Credentials other) =>
        own.UserId == other.UserId && own.UserId == other.EffectiveUserId && own.UserId == other.SavedUserId
        && own.GroupId == other.GroupId && own.GroupId == other.EffectiveGroupId && own.GroupId == other.SavedGroupId;

    internal static Result<long> getrlimit(in SyscallContext context, uint resource, ulong address)
    {
        if (resource >= (uint)Resource.Count) return Errno.EINVAL;
        return SyscallContext.Done(SyscallContext.Write(address, context.Process.Limits[(Resource)resource]));
    }

    internal static Result<long> setrlimit(in SyscallContext context, uint resource, ulong address)
    {
        Errno error = SyscallContext.Read(address, out ResourceLimit _);
        return error == Errno.None ? prlimit64(context, 0, resource, address, 0) : error;
    }

    internal static Result<long> getrusage(in SyscallContext context, int who, ulong address)
    {
        ResourceTotals totals;
        switch (who)
        {
            case ResourceUsage.RUSAGE_SELF:
                totals = context.Process.Totals;
                break;
            case ResourceUsage.RUSAGE_CHILDREN:
                totals = context.Process.WaitedChildren;
                break;
            case ResourceUsage.RUSAGE_THREAD:
                totals = ResourceTotals.Of(context.Thread);
                break;
            default:
                return Errno.EINVAL;
        }

        return SyscallContext.Done(SyscallContext.Write(address, totals.ToUsage()));
    }

    /// <summary>getpriority(2): 20 minus the nice value, so that no answer is negative.</summary>
    internal static Result<long> getpriority(in SyscallContext context, int which, int who)
    {
        if (which is < PriorityProcess or > PriorityUser) return Errno.EINVAL;
        int best = int.MaxValue;
        for (int id = 1; ProcessTable.FirstFrom(id) is Process process; id = process.Id + 1)
        {
            if (!IsMeant(context, process, which, who)) continue;
            foreach (UserThread thread in process.Threads) best = Math.Min(best, thread.Nice);
        }

        return best == int.MaxValue ? Errno.ESRCH : 20 - best;
    }

    internal static Result<long> setpriority(in SyscallContext context, int which, int who, int nice)
    {
        if (which is < PriorityProcess or > PriorityUser) return Errno.EINVAL;
        nice = Math.Clamp(nice, NiceWeight.Minimum, NiceWeight.Maximum);
        Errno result = Errno.ESRCH;
        for (int id = 1; ProcessTable.FirstFrom(id) is Process process; id = process.Id + 1)
        {
            if (!IsMeant(context, process, which, who)) continue;
            Errno error = SetNice(context, process, nice);
            result = error != Errno.None || result == Errno.ESRCH ? error : result;
        }

        return SyscallContext.Done(result);
    }

    private static bool IsMeant(in SyscallContext context, Process process, int which, int who) => which switch
    {
        PriorityProcess => process.Id == (who == 0 ? context.Process.Id : who),
        PriorityGroup => process.Group.Id == (who == 0 ? context.Process.Group.Id : who),
        _ => process.Credentials.UserId == (who == 0 ? context.Credentials.UserId : (uint)who),
    };

    private static Errno SetNice(in SyscallContext context, Process process, int nice)
    {
        Credentials own = context.Credentials;
        if (!PolicyCalls.IsOwn(own, process.Credentials)) return Errno.EPERM;
        foreach (UserThread thread in process.Threads)
        {
            if (nice < thread.Nice && !PolicyCalls.IsNiceAllowed(process, nice) && !own.Has(Capability.CAP_SYS_NICE)) return Errno.EACCES;
            if (!PolicyCalls.IsNoMore(own, process.Credentials)) return Errno.EPERM;
            Scheduler.SetNice(thread, nice);
        }

        return Errno.None;
    }

    internal static Result<long> sched_yield(in SyscallContext context)
    {
        _ = context;
        Scheduler.Yield();
        return 0;
    }

    /// <summary>ioprio_get(2): the highest class and level of those meant. The disk serves all alike, whatever they are.</summary>
    /// <returns><c>EINVAL</c>: no such kind of target; <c>ESRCH</c>.</returns>
    internal static Result<long> ioprio_get(in SyscallContext context, int which, int who)
    {
        if (which is < IoPriority.WhoProcess or > IoPriority.WhoUser) return Errno.EINVAL;
        int best = -1;
        for (int id = 1; ProcessTable.FirstFrom(id) is Process process; id = process.Id + 1)
        {
            if (!IsMeant(context, process, which - IoPriority.WhoProcess, who)) continue;
            foreach (UserThread thread in process.Threads)
            {
                if (which == IoPriority.WhoProcess && thread.Id != (who == 0 ? context.Thread.Id : who)) continue;
                best = best < 0 ? thread.IoPriority : IoPriority.Best(best, thread.IoPriority);
            }
        }

        return best < 0 ? Errno.ESRCH : best;
    }

    /// <summary>ioprio_set(2).</summary>
    /// <returns><c>EPERM</c>: the class for the privileged; <c>EINVAL</c>: no such class, level or target; <c>ESRCH</c>; <c>EPERM</c>: somebody else's.</returns>
    internal static Result<long> ioprio_set(in SyscallContext context, int which, int who, int priority)
    {
        Errno error = IoPriority.Check(priority, context.Credentials.Has(Capability.CAP_SYS_NICE));
        if (error != Errno.None) return error;
        if (which is < IoPriority.WhoProcess or > IoPriority.WhoUser) return Errno.EINVAL;
        Errno result = Errno.ESRCH;
        for (int id = 1; ProcessTable.FirstFrom(id) is Process process; id = process.Id + 1)
        {
            if (!IsMeant(context, process, which - IoPriority.WhoProcess, who)) continue;
            Credentials own = context.Credentials;
            uint owner = process.Credentials.UserId;
            if (!own.Has(Capability.CAP_SYS_NICE) && owner != own.EffectiveUserId && owner != own.UserId) return Errno.EPERM;
            if (!PolicyCalls.IsNoMore(own, process.Credentials)) return Errno.EPERM;
            foreach (UserThread thread in process.Threads)
            {
                if (which == IoPriority.WhoProcess && thread.Id != (who == 0 ? context.Thread.Id : who)) continue;
                thread.IoPriority = priority;
                result = Errno.None;
            }
        }

        return SyscallContext.Done(result);
    }
}

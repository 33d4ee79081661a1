// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Core.Processes;

public sealed partial class Process
{
    /// <summary>How soon a running thread looks again at least: time is charged exactly, but an interrupt costs some of it.</summary>
    private const long MinimumTick = 50_000;

    private int _hasCpuTimers;

    /// <summary>Somebody waits for CPU time of this process to pass, or there is a limit to it.</summary>
    internal bool HasCpuTimers => Volatile.Read(ref _hasCpuTimers) != 0;

    /// <summary>The time that a timer counts, now.</summary>
    /// <remarks>The signal lock is held.</remarks>
    internal long CpuTimeOf(SignalState state, UsageTimer timer)
    {
        if (timer.Thread is UserThread thread) return timer.IsUserOnly ? thread.UserNanoseconds : thread.CpuNanoseconds;
        ResourceTotals totals = TotalsOfThreads(state);
        return timer.IsUserOnly ? totals.UserNanoseconds : totals.UserNanoseconds + totals.SystemNanoseconds;
    }

    /// <remarks>The signal lock is held.</remarks>
    internal void AddCpuTimer(SignalState state, UsageTimer timer, long deadline)
    {
        timer.Deadline = deadline;
        state.CpuTimers.Add(timer.Link);
        NoteCpuTimers(state);
    }

    /// <remarks>The signal lock is held.</remarks>
    internal void RemoveCpuTimer(SignalState state, UsageTimer timer)
    {
        state.CpuTimers.Remove(timer.Link);
        NoteCpuTimers(state);
    }

    /// <summary>RLIMIT_CPU has changed.</summary>
    internal void OnCpuLimitChanged()
    {
        using SpinLock<SignalState>.Guard state = _signals.Lock();
        NoteCpuTimers(state.Value);
    }

    /// <summary>Sends what is due, and arms the thread's tick for what is next. Called by the thread before it runs user code.</summary>
    internal void CheckCpuTimers(UserThread thread)
    {
        long left;
        using (SpinLock<SignalState>.Guard state = _signals.Lock())
        {
            ResourceTotals totals = TotalsOfThreads(state.Value);
            long all = totals.UserNanoseconds + totals.SystemNanoseconds;
            left = CheckCpuLimit(state.Value, all);
            Link<UsageTimer>? link = state.Value.CpuTimers.First;
            while (link is not null)
            {
                UsageTimer timer = link.Owner;
                link = link.Next;
                long now = timer.Thread is not null ? CpuTimeOf(state.Value, timer) : timer.IsUserOnly ? totals.UserNanoseconds : all;
                if (now >= timer.Deadline) timer.Expire(state.Value, now);
                if (timer.Link.List is not null) left = System.Math.Min(left, timer.Deadline - now);
            }
        }

        if (left == long.MaxValue) return;
        TimerQueue.Arm(thread.CpuTick, Deadline.FromNow(System.Math.Max(left, MinimumTick)));
    }

    /// <summary>RLIMIT_CPU: at the soft limit SIGXCPU, which moves that limit on by a second; at the hard one the end (setrlimit(2)).</summary>
    private long CheckCpuLimit(SignalState state, long used)
    {
        ResourceLimit limit = Limits[Resource.RLIMIT_CPU];
        long soft = ToCpuNanoseconds(limit.rlim_cur);
        long hard = ToCpuNanoseconds(limit.rlim_max);
        if (used >= hard)
        {
            SignalSender.DeliverLocked(this, state, null, SignalDetails.FromKernel(Signal.SIGKILL), null);
            return long.MaxValue;
        }

        if (used >= soft)
        {
            SignalSender.DeliverLocked(this, state, null, SignalDetails.FromKernel(Signal.SIGXCPU), null);
            limit.rlim_cur++;
            Limits[Resource.RLIMIT_CPU] = limit;
            soft = ToCpuNanoseconds(limit.rlim_cur);
        }

        long next = System.Math.Min(soft, hard);
        return next == long.MaxValue ? long.MaxValue : next - used;
    }

    private static long ToCpuNanoseconds(ulong seconds) =>
        seconds >= long.MaxValue / Clock.NanosecondsPerSecond ? long.MaxValue : (long)System.Math.Max(seconds, 1) * Clock.NanosecondsPerSecond;

    private void NoteCpuTimers(SignalState state)
    {
        bool isLimited = Limits.Soft(Resource.RLIMIT_CPU) != ResourceLimit.RLIM_INFINITY;
        Volatile.Write(ref _hasCpuTimers, isLimited || state.CpuTimers.First is not null ? 1 : 0);
        if (_hasCpuTimers == 0) return;
        for (Link<UserThread>? link = state.Threads.First; link is not null; link = link.Next)
        {
            // Those that are in user code have to come back once to arm their tick.
            Scheduler.Recall(link.Owner);
        }
    }
}

/// <summary>Makes the thread leave user code to look at the CPU timers, if it still runs where it was armed.</summary>
internal sealed class CpuTick(UserThread thread) : Timer
{
    protected internal override void Expire()
    {
        if (CpuScheduler.Current.IsRunning(thread)) Cpu.RequestReschedule();
    }
}

// SPDX-License-Identifier: MIT
using Skift.Core.Signals;

namespace Skift.Core.Processes;

/// <summary>Waits until a process or a thread has used so much CPU time. Guarded by the signal lock of its process.</summary>
/// <remarks>The threads of the process look, each time they go back to user code; the one that runs is interrupted when the time may have come.</remarks>
internal abstract class UsageTimer
{
    protected UsageTimer() => Link = new Link<UsageTimer>(this);

    internal Link<UsageTimer> Link { get; }

    /// <summary>Only time in user code counts (ITIMER_VIRTUAL).</summary>
    internal virtual bool IsUserOnly => false;

    /// <summary>Whose time counts; null for the whole process.</summary>
    internal virtual UserThread? Thread => null;

    /// <summary>Nanoseconds of CPU time.</summary>
    internal long Deadline { get; set; }

    /// <summary>The time has come. Sets a new <see cref="Deadline"/> beyond <paramref name="now"/>, or takes itself off the list.</summary>
    internal abstract void Expire(SignalState state, long now);
}

/// <summary>ITIMER_VIRTUAL and ITIMER_PROF.</summary>
internal sealed class CpuIntervalTimer(Process process, bool isUserOnly) : UsageTimer
{
    private long _interval;

    internal override bool IsUserOnly => isUserOnly;

    internal (long Left, long Interval) Set(long first, long interval)
    {
        using Machine.SpinLock<SignalState>.Guard state = process.Signals.Lock();
        (long Left, long Interval) before = Describe(state.Value);
        if (Link.List is not null) process.RemoveCpuTimer(state.Value, this);
        _interval = interval;
        if (first != 0)
        {
            process.AddCpuTimer(state.Value, this, Time.Deadline.After(process.CpuTimeOf(state.Value, this), first));
        }

        return before;
    }

    internal (long Left, long Interval) Get()
    {
        using Machine.SpinLock<SignalState>.Guard state = process.Signals.Lock();
        return Describe(state.Value);
    }

    internal override void Expire(SignalState state, long now)
    {
        if (_interval == 0) process.RemoveCpuTimer(state, this);
        else Deadline = Time.Deadline.Next(Deadline, _interval, now, out _);
        SignalSender.DeliverLocked(process, state, null, SignalDetails.FromKernel(isUserOnly ? Abi.Signal.SIGVTALRM : Abi.Signal.SIGPROF), null);
    }

    private (long Left, long Interval) Describe(SignalState state) =>
        (Link.List is null ? 0 : System.Math.Max(1000, Deadline - process.CpuTimeOf(state, this)), _interval);
}

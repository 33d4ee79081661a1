// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Signals;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>What a timer does at its end: <c>struct sigevent</c> of timer_create(2), checked.</summary>
internal readonly struct TimerNotification
{
    /// <summary>None for SIGEV_NONE.</summary>
    internal Signal Signal { get; init; }

    /// <summary>Null: the number of the timer.</summary>
    internal ulong? Value { get; init; }

    /// <summary>SIGEV_THREAD_ID; null for the process.</summary>
    internal UserThread? Thread { get; init; }
}

/// <summary>A timer of timer_create(2). Guarded by the signal lock of its process.</summary>
/// <remarks>
/// An interval timer is armed again when its signal is taken, not when it expires: who does not look is not interrupted, and the periods
/// that passed meanwhile are the overrun.
/// </remarks>
internal sealed class PosixTimer
{
    private readonly Process _process;
    private readonly ClockId _clock;
    private readonly TimerNotification _notification;
    private readonly ClockPart? _clockTimer;
    private readonly CpuPart? _cpuTimer;
    private readonly QueuedSignal _queued;
    private readonly SignalState _state;
    private long _interval;
    private long _deadline;
    private bool _isWall;
    private bool _isDeleted;

    // The timer was set anew since its signal was queued: that one is not delivered.
    private bool _isStale;

    internal PosixTimer(Process process, int id, ClockId clock, UserThread? cpuThread, in TimerNotification notification)
    {
        _process = process;
        _clock = clock;
        _notification = notification;
        Id = id;
        using (SpinLock<SignalState>.Guard state = process.Signals.Lock())
        {
            _state = state.Value;
        }

        if (clock is ClockId.CLOCK_PROCESS_CPUTIME_ID or ClockId.CLOCK_THREAD_CPUTIME_ID) _cpuTimer = new CpuPart(this, cpuThread);
        else _clockTimer = new ClockPart(this);
        _queued = new TimerSignal(this, new SignalDetails
        {
            Signal = notification.Signal,
            Code = SignalCode.SI_TIMER,
            ProcessId = id,
            Value = notification.Value ?? (uint)id,
        });
    }

    internal int Id { get; }

    /// <summary>timer_getoverrun(2): periods that the last signal taken stood for, beyond its own.</summary>
    internal int LastOverrun { get; private set; }

    private bool IsSilent => _notification.Signal == Signal.None;

    /// <summary>timer_settime(2); a first time of 0 turns it off.</summary>
    internal (long Left, long Interval) Set(SignalState state, long first, long interval, bool isAbsolute)
    {
        (long Left, long Interval) before = Get(state);
        Disarm(state);
        _isStale = _queued.IsQueued;
        _interval = first == 0 ? 0 : interval;
        _isWall = isAbsolute && _clock is ClockId.CLOCK_REALTIME or ClockId.CLOCK_TAI;
        if (first == 0) return before;
        long start = isAbsolute ? 0 : Now(state);
        _deadline = Deadline.After(start, first);
        if (!IsSilent) Arm(state);
        return before;
    }

    /// <summary>timer_gettime(2).</summary>
    internal (long Left, long Interval) Get(SignalState state)
    {
        if (_deadline == 0) return (0, _interval);
        long now = Now(state);
        long next = _deadline;
        if (_interval != 0 && now >= next && (IsSilent || _queued.IsQueued)) next = Deadline.Next(next, _interval, now, out _);
        // A timer that has something to send never reads as off.
        return (next > now ? next - now : IsSilent ? 0 : 1, _interval);
    }

    internal void Delete(SignalState state)
    {
        _isDeleted = true;
        Disarm(state);
        _isStale = _queued.IsQueued;
    }

    /// <summary>Its signal is taken from the queue: counts what has passed since, and goes on.</summary>
    /// <remarks>The signal lock is held.</remarks>
    /// <returns>What the signal tells; null if it is out of date.</returns>
    internal SignalDetails? OnDelivered()
    {
        if (_isStale)
        {
            _isStale = false;
            return null;
        }

        LastOverrun = 0;
        if (_interval != 0 && _deadline != 0 && !_isDeleted)
        {
            _deadline = Deadline.Next(_deadline, _interval, Now(_state), out long missed);
            LastOverrun = (int)System.Math.Min(int.MaxValue, missed);
            Arm(_state);
        }

        return _queued.Details with { UserId = (uint)LastOverrun };
    }

    /// <summary>A handler was set for a signal that was ignored: timers that wait for it to be taken go on.</summary>
    internal void OnActionChanged(SignalState state, Signal signal)
    {
        if (_notification.Signal == signal && _interval != 0 && _deadline != 0 && !_queued.IsQueued && Now(state) >= _deadline) Arm(state);
    }

    private void Expire(SignalState state)
    {
        if (_isDeleted || _deadline == 0 || (_queued.IsQueued && !_isStale) || Now(state) < _deadline) return;
        if (_interval == 0) _deadline = 0;
        if (_isStale)
        {
            // The signal that is queued already becomes that of this expiration.
            _isStale = false;
            return;
        }

        UserThread? thread = _notification.Thread;
        if (thread is not null && thread.ThreadLink.List is null) return;
        SignalSender.DeliverLocked(_process, state, thread, _queued.Details, _queued);
    }

    private void ExpireByInterrupt()
    {
        using SpinLock<SignalState>.Guard state = _process.Signals.Lock();
        Expire(state.Value);
    }

    private long Now(SignalState state)
    {
        if (_cpuTimer is not null) return _process.CpuTimeOf(state, _cpuTimer);
        return _isWall ? Clock.RealTimeNanoseconds : Clock.MonotonicNanoseconds;
    }

    private void Arm(SignalState state)
    {
        if (_cpuTimer is not null)
        {
            if (_cpuTimer.Link.List is null) _process.AddCpuTimer(state, _cpuTimer, _deadline);
            else _cpuTimer.Deadline = _deadline;
        }
        else if (_isWall)
        {
            _clockTimer!.ArmWall(_deadline);
        }
        else
        {
            _clockTimer!.ArmMonotonic(_deadline);
        }
    }

    private void Disarm(SignalState state)
    {
        _deadline = 0;
        _clockTimer?.Disarm();
        if (_cpuTimer?.Link.List is not null) _process.RemoveCpuTimer(state, _cpuTimer);
    }

    private sealed class TimerSignal(PosixTimer timer, in SignalDetails details) : QueuedSignal(details)
    {
        internal override SignalDetails? OnTaken() => timer.OnDelivered();
    }

    private sealed class ClockPart(PosixTimer timer) : ClockTimer
    {
        protected internal override void Expire() => timer.ExpireByInterrupt();
    }

    private sealed class CpuPart(PosixTimer timer, UserThread? thread) : UsageTimer
    {
        internal override UserThread? Thread => thread;

        internal override void Expire(SignalState state, long now)
        {
            timer._process.RemoveCpuTimer(state, this);
            timer.Expire(state);
        }
    }
}

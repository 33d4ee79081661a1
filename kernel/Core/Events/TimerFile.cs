// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Core.Events;

/// <summary>timerfd_create(2): a timer whose expirations are read as a number.</summary>
/// <remarks>It expires once by interrupt; further periods are counted, and the timer armed again, when somebody looks.</remarks>
internal sealed class TimerFile : OpenFile
{
    private readonly SpinLock<State> _state = new(default);
    private readonly WaitQueue _readable = new();
    private readonly FileTimer _timer;
    private readonly bool _isWallClock;

    private struct State
    {
        /// <summary>The next expiration, on the wall clock if <see cref="IsWall"/>; 0: off.</summary>
        internal long Deadline;
        internal long Interval;
        internal ulong Ticks;
        internal bool IsWall;
        /// <summary>The interrupt has come and nobody has armed the next period.</summary>
        internal bool HasExpired;
        internal bool ReportsClockSet;
        internal bool WasClockSet;
    }

    internal TimerFile(ClockId clock, OpenFlags flags)
        : base(KernelServices.Anonymous.NewPath("anon_inode:[timerfd]"u8), flags | OpenFlags.O_RDWR)
    {
        _isWallClock = clock is ClockId.CLOCK_REALTIME or ClockId.CLOCK_REALTIME_ALARM;
        _timer = new FileTimer(this);
    }

    /// <summary>timerfd_settime(2); a first time of 0 turns it off.</summary>
    /// <returns>What was left, and the interval before.</returns>
    internal (long Left, long Interval) Set(long first, long interval, bool isAbsolute, bool reportsClockSet)
    {
        _timer.Disarm();
        using SpinLock<State>.Guard state = _state.Lock();
        if (state.Value.HasExpired && state.Value.Interval != 0) CatchUp(ref state.Value);
        (long Left, long Interval) before = (LeftOf(state.Value), state.Value.Interval);
        state.Value = new State { Interval = interval, IsWall = isAbsolute && _isWallClock };
        state.Value.ReportsClockSet = reportsClockSet && state.Value.IsWall;
        if (first != 0) state.Value.Deadline = isAbsolute ? first : Deadline.FromNow(first);
        // Also when it is off: it still wants to know of the clock.
        if (first != 0 || state.Value.ReportsClockSet) Arm(state.Value);
        return before;
    }

    /// <summary>timerfd_gettime(2).</summary>
    internal (long Left, long Interval) Get()
    {
        using SpinLock<State>.Guard state = _state.Lock();
        if (state.Value.HasExpired && state.Value.Interval != 0) Continue(ref state.Value);
        return (LeftOf(state.Value), state.Value.Interval);
    }

    public override PollEvents Poll(Poller? poller)
    {
        poller?.Register(_readable);
        using SpinLock<State>.Guard state = _state.Lock();
        return state.Value.Ticks != 0 ? PollEvents.POLLIN : PollEvents.None;
    }

    /// <summary>Waits for an expiration. <c>ECANCELED</c>: the clock was set, and the timer asked to be told.</summary>
    protected override Result<long> ReadCore(ref IoSink sink, long offset)
    {
        if (sink.Remaining < sizeof(ulong)) return Errno.EINVAL;
        ulong ticks;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            while (state.Value.Ticks == 0)
            {
                if (IsNonBlocking) return Errno.EAGAIN;
                Errno reason = _readable.Wait(state);
                if (reason != Errno.None) return reason;
            }

            if (state.Value.WasClockSet)
            {
                state.Value.WasClockSet = false;
                state.Value.HasExpired = false;
                state.Value.Ticks = 0;
                return Errno.ECANCELED;
            }

            if (state.Value.HasExpired && state.Value.Interval != 0) Continue(ref state.Value);
            ticks = state.Value.Ticks;
            state.Value.Ticks = 0;
            state.Value.HasExpired = false;
        }

        return sink.WriteCounter(ticks);
    }

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        return Errno.EINVAL;
    }

    protected override void OnClose() => _timer.Disarm();

    private static long NowOf(in State state) => state.IsWall ? Clock.RealTimeNanoseconds : Clock.MonotonicNanoseconds;

    private static long LeftOf(in State state) => state.Deadline == 0 ? 0 : Math.Max(0, state.Deadline - NowOf(state));

    /// <summary>Counts the periods since the interrupt.</summary>
    private static void CatchUp(ref State state)
    {
        state.Deadline = Deadline.Next(state.Deadline, state.Interval, NowOf(state), out long missed);
        state.Ticks += (ulong)missed;
        state.HasExpired = false;
    }

    private void Continue(ref State state)
    {
        CatchUp(ref state);
        Arm(state);
    }

    private void Arm(in State state)
    {
        long deadline = state.Deadline == 0 ? long.MaxValue : state.Deadline;
        if (state.IsWall) _timer.ArmWall(deadline);
        else _timer.ArmMonotonic(deadline);
    }

    private void Expire()
    {
        using SpinLock<State>.Guard state = _state.Lock();
        // It may have been set anew while the interrupt was on its way.
        if (state.Value.HasExpired || state.Value.Deadline == 0 || NowOf(state.Value) < state.Value.Deadline) return;
        state.Value.HasExpired = true;
        state.Value.Ticks++;
        if (state.Value.Interval == 0) state.Value.Deadline = 0;
        _readable.WakeAll(PollEvents.POLLIN);
    }

    private void NoteClockSet()
    {
        using SpinLock<State>.Guard state = _state.Lock();
        if (!state.Value.ReportsClockSet) return;
        state.Value.WasClockSet = true;
        state.Value.Ticks++;
        _readable.WakeAll(PollEvents.POLLIN);
    }

    private sealed class FileTimer(TimerFile file) : ClockTimer
    {
        protected internal override void Expire() => file.Expire();

        internal override void OnClockSet() => file.NoteClockSet();
    }
}

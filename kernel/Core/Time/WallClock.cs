// SPDX-License-Identifier: MIT
using Skift.Machine;

namespace Skift.Core.Time;

/// <summary>A timer for a moment of either clock: one of the wall clock moves with that clock when it is set.</summary>
public abstract class ClockTimer : Timer
{
    protected ClockTimer() => WallLink = new Link<ClockTimer>(this);

    internal Link<ClockTimer> WallLink { get; }

    /// <summary>The moment of the wall clock, while it waits for one.</summary>
    internal long WallDeadline { get; set; }

    /// <summary>Arms for a moment of the monotonic clock, in nanoseconds.</summary>
    internal void ArmMonotonic(long deadline)
    {
        WallClock.Leave(this);
        TimerQueue.Arm(this, deadline);
    }

    /// <summary>Arms for a moment of the wall clock, in nanoseconds since 1970.</summary>
    internal void ArmWall(long deadline) => WallClock.Arm(this, deadline);

    internal void Disarm()
    {
        WallClock.Leave(this);
        _ = TimerQueue.Cancel(this);
    }

    /// <summary>The wall clock was set. A lock is held: nothing here may arm timers.</summary>
    internal virtual void OnClockSet()
    {
    }
}

/// <summary>The wall clock and those who depend on what it shows.</summary>
public static class WallClock
{
    private static readonly SpinLock<LinkList<ClockTimer>> s_timers = new(new LinkList<ClockTimer>(), LockRank.Timer - 1);

    /// <summary>Nanoseconds to add to the monotonic clock to get the wall clock.</summary>
    internal static long Offset => Clock.RealTimeNanoseconds - Clock.MonotonicNanoseconds;

    /// <summary>Sets the wall clock, in nanoseconds since 1970; timers that wait for one of its moments follow.</summary>
    public static void Set(long nanoseconds)
    {
        using SpinLock<LinkList<ClockTimer>>.Guard timers = s_timers.Lock();
        Clock.SetRealTime(nanoseconds);
        for (Link<ClockTimer>? link = timers.Value.First; link is not null; link = link.Next)
        {
            link.Owner.OnClockSet();
            TimerQueue.Arm(link.Owner, ToMonotonic(link.Owner.WallDeadline));
        }
    }

    /// <summary>When the monotonic clock will show what the wall clock calls <paramref name="deadline"/>.</summary>
    internal static long ToMonotonic(long deadline)
    {
        long offset = Offset;
        return deadline == long.MaxValue ? long.MaxValue : deadline < long.MinValue + offset ? long.MinValue : deadline - offset;
    }

    internal static void Arm(ClockTimer timer, long deadline)
    {
        using SpinLock<LinkList<ClockTimer>>.Guard timers = s_timers.Lock();
        timer.WallDeadline = deadline;
        if (timer.WallLink.List is null) timers.Value.Add(timer.WallLink);
        TimerQueue.Arm(timer, ToMonotonic(deadline));
    }

    internal static void Leave(ClockTimer timer)
    {
        using SpinLock<LinkList<ClockTimer>>.Guard timers = s_timers.Lock();
        if (timer.WallLink.List is not null) timers.Value.Remove(timer.WallLink);
    }
}

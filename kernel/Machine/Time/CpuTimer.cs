// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>The one-shot timer of each CPU.</summary>
public static class CpuTimer
{
    /// <summary>No deadline.</summary>
    public const long Never = long.MaxValue;

    private static TimerHandler? s_handler;

    /// <summary>Makes <paramref name="handler"/> the one that is told of deadlines, on every CPU.</summary>
    public static void Install(TimerHandler handler) => s_handler = handler;

    /// <summary>Asks for an interrupt on this CPU when <see cref="Clock.MonotonicNanoseconds"/> reaches the deadline; at once if it has. Replaces the one before.</summary>
    /// <param name="deadlineNanoseconds"><see cref="Clock.MonotonicNanoseconds"/> time, or <see cref="Never"/>.</param>
    /// <remarks>Any context. The interrupt may come a little late, never early.</remarks>
    public static void SetDeadline(long deadlineNanoseconds)
    {
        using CpuPin pin = CpuPin.Enter();
        pin.Cpu.TimerDeadline = deadlineNanoseconds;
        Arm(pin.Cpu);
    }

    /// <summary>Makes sure that the hardware interrupts at the nearest deadline.</summary>
    /// <remarks>
    /// If it will interrupt before that, it stays as it is and is set anew then: reaching it costs more than a needless interrupt, and the
    /// deadline moves at every thread switch.
    /// </remarks>
    internal static void Arm(Cpu cpu)
    {
        long nearest = Math.Min(cpu.TimerDeadline, Watchdog.DeadlineOn(cpu));
        if (nearest >= cpu.ArmedDeadline) return;
        cpu.ArmedDeadline = nearest;
        LocalApic.ArmTimer(nearest);
    }

    /// <summary>The timer interrupt of this CPU.</summary>
    internal static void OnInterrupt(Cpu cpu, in InterruptContext context)
    {
        // The hardware counter is short: a far deadline takes several rounds.
        cpu.ArmedDeadline = Never;
        long now = Clock.MonotonicNanoseconds;
        if (Watchdog.DeadlineOn(cpu) <= now) Watchdog.OnTimeout();
        if (cpu.TimerDeadline > now)
        {
            Arm(cpu);
            return;
        }

        cpu.TimerDeadline = Never;
        Arm(cpu);
        s_handler?.OnDeadline(context);
    }
}

// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>Told when a <see cref="Watchdog"/> was not stopped in time.</summary>
public abstract class WatchdogHandler
{
    /// <summary>Runs in interrupt context, on top of whatever takes too long.</summary>
    protected internal abstract void OnTimeout();
}

/// <summary>One time limit for this CPU, beside the deadline of <see cref="CpuTimer"/>: for whoever suspects that kernel code hangs.</summary>
/// <remarks>It notices everything but code that keeps interrupts off.</remarks>
public static class Watchdog
{
    private static WatchdogHandler? s_handler;

    internal static long Deadline { get; private set; } = CpuTimer.Never;

    /// <summary>Begins a time limit, replacing the one before.</summary>
    public static void Start(long nanoseconds, WatchdogHandler handler)
    {
        using CpuPin pin = CpuPin.Enter();
        s_handler = handler;
        Deadline = Clock.MonotonicNanoseconds + nanoseconds;
        CpuTimer.Arm(pin.Cpu);
    }

    public static void Stop()
    {
        using InterruptGuard off = InterruptGuard.Enter();
        Deadline = CpuTimer.Never;
    }

    internal static void OnTimeout()
    {
        Deadline = CpuTimer.Never;
        s_handler?.OnTimeout();
    }
}

// SPDX-License-Identifier: MIT
using System.Threading;

namespace Skift.Machine;

/// <summary>Told when a <see cref="Watchdog"/> was not stopped in time.</summary>
public abstract class WatchdogHandler
{
    /// <summary>Runs in interrupt context, on top of whatever takes too long.</summary>
    protected internal abstract void OnTimeout();
}

/// <summary>One time limit, kept by the timer of the CPU that set it, beside the deadline of <see cref="CpuTimer"/>: for whoever suspects that kernel code hangs.</summary>
/// <remarks>It notices everything but code that keeps interrupts off.</remarks>
public static class Watchdog
{
    private static WatchdogHandler? s_handler;
    private static long s_deadline = CpuTimer.Never;
    private static int s_cpuNumber;

    /// <summary>When a CPU has to look; <see cref="CpuTimer.Never"/> for all but one.</summary>
    internal static long DeadlineOn(Cpu cpu) => cpu.Number == Volatile.Read(ref s_cpuNumber) ? Volatile.Read(ref s_deadline) : CpuTimer.Never;

    /// <summary>Begins a time limit, replacing the one before.</summary>
    public static void Start(long nanoseconds, WatchdogHandler handler)
    {
        using CpuPin pin = CpuPin.Enter();
        s_handler = handler;
        Volatile.Write(ref s_deadline, CpuTimer.Never);
        Volatile.Write(ref s_cpuNumber, pin.Cpu.Number);
        Volatile.Write(ref s_deadline, Clock.MonotonicNanoseconds + nanoseconds);
        CpuTimer.Arm(pin.Cpu);
    }

    public static void Stop() => Volatile.Write(ref s_deadline, CpuTimer.Never);

    internal static void OnTimeout()
    {
        Stop();
        s_handler?.OnTimeout();
    }
}

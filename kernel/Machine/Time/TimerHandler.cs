// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>Told when the deadline set with <see cref="CpuTimer.SetDeadline"/> has passed.</summary>
public abstract class TimerHandler
{
    /// <summary>Runs in interrupt context on the CPU that set the deadline; must not allocate, sleep or format text.</summary>
    protected internal abstract void OnDeadline(in InterruptContext context);
}

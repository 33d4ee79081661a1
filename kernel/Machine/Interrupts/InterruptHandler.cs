// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>Proof of being inside an interrupt handler. Cannot be kept beyond it.</summary>
public readonly ref struct InterruptContext
{
    internal InterruptContext(bool isFromUser) => IsFromUser = isFromUser;

    /// <summary>The interrupt arrived while user code ran on this CPU.</summary>
    public bool IsFromUser { get; }
}

/// <summary>Code that runs when an <see cref="InterruptLine"/> fires.</summary>
public abstract class InterruptHandler
{
    /// <summary>Serves the device. Runs with interrupts off; must not allocate, sleep or format text.</summary>
    /// <returns>Whether it was this handler's device. Lines can be shared.</returns>
    protected internal abstract bool OnInterrupt(in InterruptContext context);
}

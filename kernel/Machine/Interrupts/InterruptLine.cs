// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Machine;

/// <summary>How a wired interrupt signals.</summary>
public enum InterruptTrigger
{
    /// <summary>As the bus has it: ISA edge and active high, unless the firmware's tables say otherwise.</summary>
    BusDefault,
    EdgeHigh,
    EdgeLow,
    LevelHigh,
    LevelLow,
}

/// <summary>A way for one device to interrupt this machine, connected to its handler. Disposing disconnects it.</summary>
/// <remarks>Created by bus code; drivers receive it. The handler runs on one CPU at a time.</remarks>
public sealed partial class InterruptLine : IDisposable
{
    /// <summary>Connects a wired interrupt by its global system interrupt number (ACPI 6.5 §5.2.12), unmasked.</summary>
    /// <returns><c>ENXIO</c>: no controller has that input. <c>ENOSPC</c>: no vector is free.</returns>
    /// <remarks>Several handlers may share one level-triggered input; the first one's trigger counts.</remarks>
    public static Result<InterruptLine> Connect(int globalInterrupt, InterruptTrigger trigger, InterruptHandler handler) =>
        InterruptTable.ConnectWired(globalInterrupt, trigger, handler);

    /// <summary>Connects an ISA interrupt (0 to 15), following the firmware's overrides.</summary>
    /// <returns>As <see cref="Connect"/>.</returns>
    public static Result<InterruptLine> ConnectIsa(int interrupt, InterruptHandler handler)
    {
        int globalInterrupt = MultipleApicTable.FindIsaOverride(interrupt, out InterruptTrigger trigger);
        return Connect(globalInterrupt, trigger, handler);
    }

    /// <summary>Makes a message-signalled interrupt: the device writes <see cref="MessageData"/> to <see cref="MessageAddress"/>.</summary>
    /// <returns><c>ENOSPC</c>: no vector is free.</returns>
    public static Result<InterruptLine> ConnectMessage(InterruptHandler handler) => InterruptTable.ConnectMessage(handler);

    /// <summary>Where an MSI or MSI-X entry points (Intel SDM vol. 3A §11.11).</summary>
    public PhysicalAddress MessageAddress => LocalApic.MessageAddress(cpuNumber: 0);

    /// <summary>What an MSI or MSI-X entry writes: edge, fixed delivery, the vector.</summary>
    public uint MessageData => (uint)_vector;

    /// <summary>The vector, for the log.</summary>
    public int Vector => _vector;

    /// <summary>Interrupts handled so far.</summary>
    public long Count => _count;

    /// <summary>Stops a wired line from interrupting until <see cref="Unmask"/>. A message-signalled device is masked at the device.</summary>
    public void Mask() => InterruptTable.SetMask(this, isMasked: true);

    public void Unmask() => InterruptTable.SetMask(this, isMasked: false);

    /// <summary>Disconnects. The handler does not run again after this returns.</summary>
    public void Dispose() => InterruptTable.Disconnect(this);
}

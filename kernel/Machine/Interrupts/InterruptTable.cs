// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Machine;

/// <summary>Which vector belongs to which lines.</summary>
[EagerStaticClassConstruction]
internal static class InterruptTable
{
    private const int FirstDeviceVector = 0x30;
    private const int LastDeviceVector = 0xEE;
    private const int LegacyVectors = 0x30;
    private const int VectorCount = 256;

    private static readonly SpinLock<InterruptLine?[]> s_lines = new(new InterruptLine?[VectorCount], LockRank.InterruptTable);

    internal static Result<InterruptLine> ConnectMessage(InterruptHandler handler)
    {
        InterruptLine line = new(handler, InterruptLine.NoWire);
        using SpinLock<InterruptLine?[]>.Guard lines = s_lines.Lock();
        if (!TryTakeVector(lines.Value, out int vector)) return Errno.ENOSPC;
        line.Attach(vector, null);
        lines.Value[vector] = line;
        return line;
    }

    internal static Result<InterruptLine> ConnectWired(int globalInterrupt, InterruptTrigger trigger, InterruptHandler handler)
    {
        IoApic? apic = IoApic.Find(globalInterrupt);
        if (apic == null) return Errno.ENXIO;
        InterruptLine line = new(handler, globalInterrupt);
        using SpinLock<InterruptLine?[]>.Guard lines = s_lines.Lock();
        if (TryFindWire(lines.Value, globalInterrupt, out int vector))
        {
            line.Attach(vector, lines.Value[vector]);
        }
        else
        {
            if (!TryTakeVector(lines.Value, out vector)) return Errno.ENOSPC;
            line.Attach(vector, null);
            apic.Route(globalInterrupt, vector, trigger, LocalApic.CurrentId);
        }

        lines.Value[vector] = line;
        apic.SetMask(globalInterrupt, isMasked: false);
        return line;
    }

    internal static void Disconnect(InterruptLine line)
    {
        using (SpinLock<InterruptLine?[]>.Guard lines = s_lines.Lock())
        {
            if (line.Vector == 0) return;
            Unlink(lines.Value, line);
        }

        // A handler that disconnects its own line must not wait for itself.
        while (line.IsBusy && !Cpu.Current.IsInInterrupt) Cpu.Relax();
    }

    private static void Unlink(InterruptLine?[] lines, InterruptLine line)
    {
        ref InterruptLine? link = ref lines[line.Vector];
        if (line.IsWired && ReferenceEquals(link, line) && line.NextShared == null) IoApic.Find(line.GlobalInterrupt)?.SetMask(line.GlobalInterrupt, true);
        while (link != null && !ReferenceEquals(link, line)) link = ref link.NextShared;
        if (link != null) link = line.NextShared;
        line.Attach(0, null);
    }

    internal static void SetMask(InterruptLine line, bool isMasked)
    {
        if (line.IsWired) IoApic.Find(line.GlobalInterrupt)?.SetMask(line.GlobalInterrupt, isMasked);
    }

    /// <summary>An interrupt has arrived on this CPU; interrupts are off.</summary>
    internal static unsafe void Dispatch(int vector, bool isFromUser)
    {
        // The old 8259 can raise spurious interrupts even when masked; they want no acknowledgement (Intel 8259A data sheet).
        if (vector < LegacyVectors || vector == LocalApic.SpuriousVector) return;
        Cpu cpu = Cpu.DisableInterrupts();
        if (vector == LocalApic.RequestVector)
        {
            LocalApic.EndInterrupt();
            CpuRequests.Poll();
            Cpu.RestoreInterrupts();
            return;
        }

        cpu.Local->InterruptDepth++;
        InterruptContext context = new(isFromUser);
        if (vector == LocalApic.TimerVector) CpuTimer.OnInterrupt(cpu, context);
        else DispatchDevice(vector, context);
        LocalApic.EndInterrupt();
        cpu.Local->InterruptDepth--;
        Cpu.RestoreInterrupts();
    }

    private static void DispatchDevice(int vector, in InterruptContext context)
    {
        bool isHandled = false;
        for (InterruptLine? line = Enter(vector, null); line != null; line = Enter(vector, line)) isHandled |= line.Handle(context);
        if (!isHandled) UnhandledCount++;
    }

    /// <summary>The line behind one whose handler has run, or the first: noted as busy under the lock, so that who disconnects it waits.</summary>
    private static InterruptLine? Enter(int vector, InterruptLine? previous)
    {
        using SpinLock<InterruptLine?[]>.Guard lines = s_lines.Lock();
        InterruptLine? next = previous == null ? lines.Value[vector] : previous.NextShared;
        previous?.NoteBusy(-1);
        next?.NoteBusy(1);
        return next;
    }

    /// <summary>Interrupts that no handler recognised.</summary>
    internal static long UnhandledCount { get; private set; }

    private static bool TryTakeVector(InterruptLine?[] lines, out int vector)
    {
        for (vector = FirstDeviceVector; vector <= LastDeviceVector; vector++)
        {
            if (lines[vector] == null) return true;
        }

        return false;
    }

    private static bool TryFindWire(InterruptLine?[] lines, int globalInterrupt, out int vector)
    {
        for (vector = FirstDeviceVector; vector <= LastDeviceVector; vector++)
        {
            if (lines[vector] is { IsWired: true } line && line.GlobalInterrupt == globalInterrupt) return true;
        }

        return false;
    }
}

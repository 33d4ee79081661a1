// SPDX-License-Identifier: MIT
using System.Threading;

namespace Skift.Machine;

/// <summary>What CPUs want of each other. It is asked by interrupt, and answered by spin loops too, for those run with interrupts off.</summary>
internal static unsafe class CpuRequests
{
    /// <summary>Stand still for the collector: <see cref="WorldStop"/>.</summary>
    internal const int Stop = 1 << 0;

    /// <summary>Forget translations: <see cref="TlbShootdown"/>.</summary>
    internal const int Flush = 1 << 1;

    /// <summary>Asks another CPU; returns at once. Interrupts are off.</summary>
    internal static void Post(Cpu cpu, int request)
    {
        Interlocked.Or(ref cpu.Local->Requests, request);
        LocalApic.SendRequest(cpu.ApicId);
    }

    /// <summary>Answers everything that was asked. Any context in which no <see cref="BareLock"/> is held.</summary>
    internal static void Poll()
    {
        if (Volatile.Read(ref Native.CurrentCpuLocal()->Requests) != 0) Serve(Stop | Flush);
    }

    /// <summary>Answers only what does not keep this CPU from going on. Any context.</summary>
    internal static void PollFlush()
    {
        if ((Volatile.Read(ref Native.CurrentCpuLocal()->Requests) & Flush) != 0) Serve(Flush);
    }

    private static void Serve(int kinds)
    {
        _ = Native.DisableInterrupts();
        int requests = Interlocked.And(ref Native.CurrentCpuLocal()->Requests, ~kinds) & kinds;
        if ((requests & Flush) != 0) TlbShootdown.Serve();
        // Who stands still already, sees a further stop itself.
        if ((requests & Stop) != 0 && Native.CurrentCpuLocal()->IsParked == 0) WorldStop.StandStill();
        Native.RestoreInterrupts();
    }
}

// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Threading;

namespace Skift.Machine;

/// <summary>Lets every other CPU stand still while the collector looks at what they hold.</summary>
/// <remarks>
/// A CPU stops where it answers <see cref="CpuRequests"/>: in the interrupt, or in a spin loop. So it may hold spin locks, but none of the
/// <see cref="BareLock"/>s that the collector itself needs for memory.
/// </remarks>
internal static unsafe class WorldStop
{
    // The stop under way; 0 if there is none. Each has its own number: a CPU that has not yet noticed the end of one must not count for the next.
    private static long s_epoch;
    private static long s_lastEpoch;

    /// <summary>Returns when all others stand still, with interrupts off. The caller holds the heap's lock, so there is one stop at a time.</summary>
    internal static void Begin()
    {
        if (LockChecker.IsEnabled) Cpu.AssertMaySleep(Native.CurrentCpuLocal()->RuntimeLocks);
        _ = Native.DisableInterrupts();
        long epoch = ++s_lastEpoch;
        Volatile.Write(ref s_epoch, epoch);
        int me = Native.CurrentCpuNumber();
        for (int number = 0; number < Cpu.OnlineCount; number++)
        {
            if (number != me) CpuRequests.Post(Cpu.ByNumber(number), CpuRequests.Stop);
        }

        for (int number = 0; number < Cpu.OnlineCount; number++)
        {
            if (number != me) Await(Cpu.ByNumber(number).Local, epoch);
        }
    }

    internal static void End()
    {
        Volatile.Write(ref s_epoch, 0);
        Native.RestoreInterrupts();
    }

    /// <summary>This CPU was asked to stop. Interrupts are off.</summary>
    internal static void StandStill()
    {
        if (Volatile.Read(ref s_epoch) != 0) Native.Park();
    }

    private static void Await(CpuLocal* local, long epoch)
    {
        while (Volatile.Read(ref local->ParkedEpoch) != epoch)
        {
            Native.Pause();
            CpuRequests.PollFlush();
        }
    }

    /// <summary>Asm/processors.S comes here with the stack pointer noted.</summary>
    [RuntimeExport("skift_stand_still")]
    private static void Stand()
    {
        CpuLocal* local = Native.CurrentCpuLocal();
        long epoch;
        while ((epoch = Volatile.Read(ref s_epoch)) != 0)
        {
            Volatile.Write(ref local->ParkedEpoch, epoch);
            Native.Pause();
            // The collector gives kernel memory back, and others may have been waiting for this CPU before.
            CpuRequests.PollFlush();
        }
    }
}

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
    private static uint s_collectorApicId;

    // Then the wait halts, which leaves the host to the one that is waited for, where there are fewer processors than CPUs.
    private const int Spins = 100;

    /// <summary>Returns when all others stand still, with interrupts off. The caller holds the heap's lock, so there is one stop at a time.</summary>
    internal static void Begin()
    {
        if (LockChecker.IsEnabled) Cpu.AssertMaySleep(Native.CurrentCpuLocal()->RuntimeLocks);
        _ = Native.DisableInterrupts();
        long epoch = ++s_lastEpoch;
        s_collectorApicId = Cpu.Current.ApicId;
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
        int me = Native.CurrentCpuNumber();
        for (int number = 0; number < Cpu.OnlineCount; number++)
        {
            if (number != me) LocalApic.SendRequest(Cpu.ByNumber(number).ApicId);
        }

        Native.RestoreInterrupts();
    }

    /// <summary>This CPU was asked to stop. Interrupts are off.</summary>
    internal static void StandStill()
    {
        if (Volatile.Read(ref s_epoch) != 0) Native.Park();
    }

    private static void Await(CpuLocal* local, long epoch)
    {
        for (int turn = 0; Volatile.Read(ref local->ParkedEpoch) != epoch; turn++)
        {
            if (turn < Spins) Native.Pause();
            else HaltUntilRequest();
            CpuRequests.PollFlush();
        }
    }

    /// <summary>Waits for the interrupt that CPUs send each other; it alone gets through. The caller looks at what it waits for before and after.</summary>
    private static void HaltUntilRequest()
    {
        ulong before = Native.ReadCr8();
        Native.WriteCr8(LocalApic.OnlyRequests);
        Native.EnableAndHalt();
        Native.WriteCr8(before);
    }

    /// <summary>Asm/processors.S comes here with the stack pointer noted.</summary>
    [RuntimeExport("skift_stand_still")]
    private static void Stand()
    {
        CpuLocal* local = Native.CurrentCpuLocal();
        local->IsParked = 1;
        long epoch;
        while ((epoch = Volatile.Read(ref s_epoch)) != 0)
        {
            if (local->ParkedEpoch != epoch)
            {
                Volatile.Write(ref local->ParkedEpoch, epoch);
                LocalApic.SendRequest(s_collectorApicId);
            }

            // The collector gives kernel memory back, and others may have been waiting for this CPU before.
            CpuRequests.PollFlush();
            HaltUntilRequest();
        }

        local->IsParked = 0;
    }
}

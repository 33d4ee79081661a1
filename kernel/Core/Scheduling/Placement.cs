// SPDX-License-Identifier: MIT
using System.Numerics;
using Skift.Machine;

namespace Skift.Core.Scheduling;

/// <summary>Chooses the CPU for a thread that begins to want one.</summary>
internal static class Placement
{
    /// <summary>Queues a runnable thread that is on no stack and in no queue.</summary>
    /// <remarks>Any context, no run queue's lock held. Until it is queued, everyone else finds it runnable and leaves it alone.</remarks>
    internal static void Place(Thread thread, bool isNew) => PlaceOn(Choose(thread, isNew), thread, isNew);

    internal static void PlaceOn(CpuScheduler target, Thread thread, bool isNew)
    {
        while (true)
        {
            using (SpinLock<RunQueue>.Guard queue = target.Lock())
            {
                if (target.Allows(thread) || (thread.Affinity & Cpu.OnlineMask) == 0)
                {
                    target.MoveHere(thread);
                    target.Enqueue(thread, isNew);
                    target.OfferToIdle();
                    return;
                }
            }

            // Its affinity has changed meanwhile.
            target = Choose(thread, isNew);
        }
    }

    /// <summary>
    /// The CPU where it was, if that idles: its caches know the thread. Else an idle one. Else, for a thread that slept, where it was; for a
    /// new one, where least wait.
    /// </summary>
    internal static CpuScheduler Choose(Thread thread, bool isNew)
    {
        CpuScheduler home = thread.Scheduler;
        ulong allowed = thread.Affinity & Cpu.OnlineMask;
        if (allowed == 0)
        {
            return home;
        }

        ulong idle = CpuScheduler.IdleCpus & allowed;
        if (idle != 0)
        {
            return (idle >> home.Number & 1) != 0 ? home : CpuScheduler.ByNumber(BitOperations.TrailingZeroCount(idle));
        }

        if (thread.Priority != 0 && FindLessUrgent(thread) is CpuScheduler lower) return lower;
        return !isNew && home.Allows(thread) ? home : LeastLoaded(allowed);
    }

    /// <summary>A CPU where something less urgent than a real-time thread runs: where it was, if that is one, else the least urgent.</summary>
    internal static CpuScheduler? FindLessUrgent(Thread thread)
    {
        CpuScheduler home = thread.Scheduler;
        if (home.Allows(thread) && home.RunningPriority < thread.Priority) return home;
        CpuScheduler? found = null;
        int lowest = thread.Priority;
        for (ulong allowed = thread.Affinity & Cpu.OnlineMask; allowed != 0; allowed &= allowed - 1)
        {
            CpuScheduler candidate = CpuScheduler.ByNumber(BitOperations.TrailingZeroCount(allowed));
            int priority = candidate.RunningPriority;
            if (priority >= lowest) continue;
            lowest = priority;
            found = candidate;
        }

        return found;
    }

    private static CpuScheduler LeastLoaded(ulong allowed)
    {
        CpuScheduler? least = null;
        for (; allowed != 0; allowed &= allowed - 1)
        {
            CpuScheduler candidate = CpuScheduler.ByNumber(BitOperations.TrailingZeroCount(allowed));
            if (least is null || candidate.Load < least.Load)
            {
                least = candidate;
            }
        }

        return least!;
    }
}

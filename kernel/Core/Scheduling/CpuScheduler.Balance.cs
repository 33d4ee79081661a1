// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Threading;
using Skift.Machine;

namespace Skift.Core.Scheduling;

// Moving threads between CPUs: an idle CPU takes, a busy one that has a timer running gives.
internal sealed partial class CpuScheduler
{
    private const long BalanceNanoseconds = 10_000_000;

    // Three threads on two CPUs are never balanced: the odd one has to take turns between them.
    private const long RotateNanoseconds = 60_000_000;

    private long _lastBalance;
    private long _lastRotation;

    /// <summary>A queue could not be looked at, for its lock was taken: whoever idles should look again before it halts.</summary>
    internal bool ShouldLookAgain { get; private set; }

    /// <summary>Takes a thread that waits for another CPU; this CPU's lock is held.</summary>
    private Thread? Steal()
    {
        ShouldLookAgain = false;
        int count = Cpu.OnlineCount;
        for (int i = 1; i < count; i++)
        {
            CpuScheduler other = s_all[(Number + i) % count]!;
            if (other._run.Count != 0 && TryStealFrom(other) is Thread thread)
            {
                return thread;
            }
        }

        return null;
    }

    private Thread? TryStealFrom(CpuScheduler other)
    {
        if (!other._queue.TryLock(out SpinLock<RunQueue>.Guard queue))
        {
            ShouldLookAgain = true;
            return null;
        }

        using (queue)
        {
            bool isAboutToRun = other._running == other._idle && other._run.Count == 1;
            if (isAboutToRun || other._run.FindFirst(_bit) is not Thread thread)
            {
                return null;
            }

            other._run.Remove(thread);
            other.UpdateLoad();
            MoveHere(thread);
            return thread;
        }
    }

    /// <summary>Makes a thread that is in no queue belong to this CPU, as far ahead of or behind others as it was where it comes from.</summary>
    internal void MoveHere(Thread thread)
    {
        CpuScheduler from = thread.Scheduler;
        if (from == this)
        {
            return;
        }

        thread.VirtualTime += _run.MinimumVirtualTime - from._run.MinimumVirtualTime;
        thread.Scheduler = this;
        thread.Migrations++;
    }

    /// <summary>After a thread was queued here behind others: lets an idle CPU come and take it.</summary>
    internal void OfferToIdle()
    {
        // What an idle CPU was given, it takes itself.
        if (_run.Count <= (_running == _idle ? 1 : 0))
        {
            return;
        }

        // The thread is in the queue before this looks: see ChooseNext.
        Interlocked.MemoryBarrier();
        ulong idle = IdleCpus & ~_bit;
        if (idle != 0 && _run.FindFirst(idle) is Thread thread)
        {
            s_all[BitOperations.TrailingZeroCount(idle & thread.Affinity)]!.Kick();
        }
    }

    /// <summary>At the end of a slice: gives a waiting thread to a CPU that has fewer. Interrupt context.</summary>
    private void BalanceAway(long now)
    {
        if (Cpu.OnlineCount == 1 || now - _lastBalance < BalanceNanoseconds)
        {
            return;
        }

        _lastBalance = now;
        CpuScheduler target = LeastLoaded();
        // Who waits here for a real-time thread to be throttled waits long.
        int difference = Load - target.Load + (RunningPriority != 0 && target.RunningPriority == 0 ? 1 : 0);
        if (difference < 2 && (difference < 1 || now - _lastRotation < RotateNanoseconds))
        {
            return;
        }

        Thread? thread;
        using (SpinLock<RunQueue>.Guard queue = _queue.Lock())
        {
            thread = _run.FindFirstFair(target._bit);
            if (thread is null)
            {
                return;
            }

            _run.Remove(thread);
            UpdateLoad();
        }

        _lastRotation = now;
        target._lastRotation = now;
        Placement.PlaceOn(target, thread, isNew: false);
    }

    private CpuScheduler LeastLoaded()
    {
        CpuScheduler least = this;
        for (int number = 0; number < Cpu.OnlineCount; number++)
        {
            CpuScheduler other = s_all[number]!;
            if (other.Load < least.Load)
            {
                least = other;
            }
        }

        return least;
    }
}

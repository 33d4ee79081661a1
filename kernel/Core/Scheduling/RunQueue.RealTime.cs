// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Scheduling;

// Threads with a real-time priority (sched(7)): the highest first, equals in the order in which they came. They run before all others, but for
// at most 950 ms of each second while others wait, so that one that never sleeps does not take the machine away.
internal sealed partial class RunQueue
{
    /// <summary>How long a round-robin thread runs before it is the next one's turn.</summary>
    internal const long TurnNanoseconds = 100_000_000;

    private const long PeriodNanoseconds = 1_000_000_000;
    private const long BudgetNanoseconds = 950_000_000;
    private const int HighestKey = 100;

    /// <summary>Bits of a heap key below the priority: the place among equals, counted up at the end and down at the front.</summary>
    private const int OrderBits = 50;

    private PairingHeap _realTime;
    private long _lastPlace = 1L << (OrderBits - 1);
    private long _firstPlace = 1L << (OrderBits - 1);
    private long _periodEnd;
    private long _spent;

    /// <summary>The highest priority that waits; 0: none.</summary>
    internal int HighestPriority => _realTime.First is RunNode first ? first.Priority : 0;

    /// <summary>Adds a thread that had the CPU: one that was preempted goes on before its equals, one that gave way or has had its turn after them.</summary>
    internal void Return(Thread thread, bool isVoluntary)
    {
        if (thread.Priority == 0)
        {
            Add(thread);
            return;
        }

        bool hadTurn = thread.Policy == SchedulingPolicy.SCHED_RR && thread.Turn <= 0;
        if (hadTurn) thread.Turn = TurnNanoseconds;
        AddRealTime(thread, isVoluntary || hadTurn);
    }

    private void AddRealTime(Thread thread, bool isLast)
    {
        RunNode node = thread.RunNode;
        node.Priority = thread.Priority;
        node.Key = ((long)(HighestKey - node.Priority) << OrderBits) + (isLast ? ++_lastPlace : --_firstPlace);
        _realTime.Insert(node);
    }

    /// <summary>The real-time threads have used up what they may while others wait.</summary>
    private bool IsThrottled(long now)
    {
        if (now >= _periodEnd)
        {
            _periodEnd = now + PeriodNanoseconds;
            _spent = 0;
        }

        return _spent >= BudgetNanoseconds && _threads.Count != 0;
    }

    private void ChargeRealTime(Thread thread, long nanoseconds)
    {
        _spent += nanoseconds;
        if (thread.Policy == SchedulingPolicy.SCHED_RR) thread.Turn -= nanoseconds;
    }

    private long SliceOfRealTime(Thread running)
    {
        long slice = WaitQueue.Forever;
        if (_threads.Count != 0)
        {
            slice = Math.Max(MinimumSliceNanoseconds, BudgetNanoseconds - _spent);
            // Those that wait meanwhile are looked after: another CPU may have room for them.
            if (Cpu.OnlineCount > 1) slice = Math.Min(slice, LatencyNanoseconds);
        }

        bool takesTurns = running.Policy == SchedulingPolicy.SCHED_RR && HighestPriority == running.Priority;
        return takesTurns ? Math.Min(slice, Math.Max(MinimumSliceNanoseconds, running.Turn)) : slice;
    }
}

// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Scheduling;

/// <summary>
/// The runnable threads of one CPU: those with a real-time priority, then the others, ordered by virtual time: CPU time divided by weight.
/// The one who had least runs next.
/// </summary>
/// <remarks>
/// Completely fair scheduling as Linux did it until 6.5. The running thread is not in the heap. Guarded by the lock of its
/// <see cref="CpuScheduler"/>.
/// </remarks>
internal sealed partial class RunQueue
{
    /// <summary>Every runnable thread should run once in this time, as long as the slices do not become too small.</summary>
    private const long LatencyNanoseconds = 12_000_000;

    /// <summary>No slice is shorter, however many threads there are.</summary>
    internal const long MinimumSliceNanoseconds = 2_000_000;

    private PairingHeap _threads;
    private long _minimumVirtualTime;
    private long _weight;

    internal int Count => _threads.Count + _realTime.Count;

    internal bool IsEmpty => Count == 0;

    /// <summary>Adds a thread that was preempted or gave way: its virtual time counts as it is.</summary>
    internal void Add(Thread thread)
    {
        if (thread.Priority != 0)
        {
            AddRealTime(thread, isLast: true);
            return;
        }

        thread.RunNode.Priority = 0;
        thread.RunNode.Key = thread.VirtualTime;
        // Noted, for the nice value may change while the thread is on its way between two queues.
        thread.RunNode.Weight = thread.Weight;
        _weight += thread.RunNode.Weight;
        _threads.Insert(thread.RunNode);
    }

    /// <summary>Adds a thread that slept: it gets a small lead over those that did not, but cannot save up time.</summary>
    internal void AddAwakened(Thread thread)
    {
        CatchUp(thread);
        Add(thread);
    }

    /// <summary>Lets a thread that took no part for a while be at most a little ahead of the others.</summary>
    internal void CatchUp(Thread thread) => thread.VirtualTime = Math.Max(thread.VirtualTime, _minimumVirtualTime - LatencyNanoseconds / 2);

    /// <summary>Adds a thread that is new: it starts level with the others.</summary>
    internal void AddNew(Thread thread)
    {
        thread.VirtualTime = _minimumVirtualTime;
        Add(thread);
    }

    internal void Remove(Thread thread)
    {
        if (thread.RunNode.Priority != 0)
        {
            _realTime.Remove(thread.RunNode);
            return;
        }

        _weight -= thread.RunNode.Weight;
        _threads.Remove(thread.RunNode);
    }

    /// <summary>The virtual time that nobody here is behind. Another CPU may read it a little late.</summary>
    internal long MinimumVirtualTime => Volatile.Read(ref _minimumVirtualTime);

    /// <summary>A thread that may run on one of the given CPUs, preferably the one that has waited longest.</summary>
    internal Thread? FindFirst(ulong cpus) => FindFirst(_realTime, cpus) ?? FindFirst(_threads, cpus);

    /// <summary>The same among those without a real-time priority.</summary>
    internal Thread? FindFirstFair(ulong cpus) => FindFirst(_threads, cpus);

    private static Thread? FindFirst(in PairingHeap heap, ulong cpus)
    {
        for (HeapNode? node = heap.First; node is not null; node = PairingHeap.Successor(node))
        {
            Thread thread = ((RunNode)node).Thread;
            if ((thread.Affinity & cpus) != 0)
            {
                return thread;
            }
        }

        return null;
    }

    internal Thread? TakeFirst(long now)
    {
        if (_realTime.First is RunNode urgent && !IsThrottled(now))
        {
            _realTime.Remove(urgent);
            return urgent.Thread;
        }

        if (_threads.First is not RunNode first)
        {
            return null;
        }

        Remove(first.Thread);
        _minimumVirtualTime = Math.Max(_minimumVirtualTime, first.Thread.VirtualTime);
        return first.Thread;
    }

    /// <summary>Charges the running thread for CPU time.</summary>
    internal void Charge(Thread thread, long nanoseconds)
    {
        if (thread.Priority != 0) ChargeRealTime(thread, nanoseconds);
        else thread.VirtualTime += nanoseconds * NiceWeight.Normal / thread.Weight;
    }

    /// <summary>Until when the running thread may go on before the first in the queue should have its turn.</summary>
    internal long EndOfSlice(Thread running, long now)
    {
        if (running.Priority != 0)
        {
            long turn = SliceOfRealTime(running);
            return turn == WaitQueue.Forever ? turn : now + turn;
        }

        int weight = running.Weight;
        long slice = Math.Max(MinimumSliceNanoseconds, LatencyNanoseconds * weight / (_weight + weight));
        // Whoever is more urgent waits only until its time begins again.
        return _realTime.Count == 0 ? now + slice : Math.Min(now + slice, Math.Max(_periodEnd, now));
    }

    /// <summary>Whether somebody in the queue should have the CPU instead: one who is more urgent, or behind by more than is worth a switch.</summary>
    internal bool ShouldPreempt(Thread running)
    {
        if (_realTime.First is RunNode urgent && urgent.Priority > running.Priority) return running.Priority != 0 || !IsThrottled(Clock.MonotonicNanoseconds);
        if (running.Priority != 0 || _threads.First is not RunNode first) return false;
        SchedulingPolicy policy = first.Thread.Policy;
        if (policy == SchedulingPolicy.SCHED_IDLE || running.Policy == SchedulingPolicy.SCHED_IDLE) return policy != running.Policy && policy != SchedulingPolicy.SCHED_IDLE;
        // A batch thread does not interrupt others when it wakes up.
        return policy != SchedulingPolicy.SCHED_BATCH && first.Thread.VirtualTime + (MinimumSliceNanoseconds / 2) < running.VirtualTime;
    }
}

/// <summary>A thread's place in the heap of its run queue.</summary>
internal sealed class RunNode(Thread thread) : HeapNode
{
    internal Thread Thread { get; } = thread;

    /// <summary>The priority with which it is queued; 0 among those that share by weight.</summary>
    internal int Priority { get; set; }

    /// <summary>What it counts in its queue.</summary>
    internal int Weight { get; set; }
}

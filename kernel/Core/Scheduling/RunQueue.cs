// SPDX-License-Identifier: MIT
using System;
using System.Threading;

namespace Skift.Core.Scheduling;

/// <summary>The runnable threads of one CPU, ordered by virtual time: CPU time divided by weight. The one who had least runs next.</summary>
/// <remarks>
/// Completely fair scheduling as Linux did it until 6.5. The running thread is not in the heap. Guarded by the lock of its
/// <see cref="CpuScheduler"/>.
/// </remarks>
internal sealed class RunQueue
{
    /// <summary>Every runnable thread should run once in this time, as long as the slices do not become too small.</summary>
    private const long LatencyNanoseconds = 12_000_000;

    /// <summary>No slice is shorter, however many threads there are.</summary>
    internal const long MinimumSliceNanoseconds = 2_000_000;

    private PairingHeap _threads;
    private long _minimumVirtualTime;
    private long _weight;

    internal int Count => _threads.Count;

    internal bool IsEmpty => _threads.Count == 0;

    /// <summary>Adds a thread that was preempted or gave way: its virtual time counts as it is.</summary>
    internal void Add(Thread thread)
    {
        thread.RunNode.Key = thread.VirtualTime;
        // Noted, for the nice value may change while the thread is on its way between two queues.
        thread.RunNode.Weight = NiceWeight.Of(thread.Nice);
        _weight += thread.RunNode.Weight;
        _threads.Insert(thread.RunNode);
    }

    /// <summary>Adds a thread that slept: it gets a small lead over those that did not, but cannot save up time.</summary>
    internal void AddAwakened(Thread thread)
    {
        thread.VirtualTime = Math.Max(thread.VirtualTime, _minimumVirtualTime - LatencyNanoseconds / 2);
        Add(thread);
    }

    /// <summary>Adds a thread that is new: it starts level with the others.</summary>
    internal void AddNew(Thread thread)
    {
        thread.VirtualTime = _minimumVirtualTime;
        Add(thread);
    }

    internal void Remove(Thread thread)
    {
        _weight -= thread.RunNode.Weight;
        _threads.Remove(thread.RunNode);
    }

    /// <summary>The virtual time that nobody here is behind. Another CPU may read it a little late.</summary>
    internal long MinimumVirtualTime => Volatile.Read(ref _minimumVirtualTime);

    /// <summary>A thread that may run on one of the given CPUs, preferably the one that has waited longest.</summary>
    internal Thread? FindFirst(ulong cpus)
    {
        for (HeapNode? node = _threads.First; node is not null; node = PairingHeap.Successor(node))
        {
            Thread thread = ((RunNode)node).Thread;
            if ((thread.Affinity & cpus) != 0)
            {
                return thread;
            }
        }

        return null;
    }

    internal Thread? TakeFirst()
    {
        if (_threads.First is not RunNode first)
        {
            return null;
        }

        Remove(first.Thread);
        _minimumVirtualTime = Math.Max(_minimumVirtualTime, first.Thread.VirtualTime);
        return first.Thread;
    }

    /// <summary>Charges the running thread for CPU time.</summary>
    internal void Charge(Thread thread, long nanoseconds) =>
        thread.VirtualTime += nanoseconds * NiceWeight.Normal / NiceWeight.Of(thread.Nice);

    /// <summary>How long the running thread may go on before the first in the queue should have its turn.</summary>
    internal long SliceOf(Thread running)
    {
        int weight = NiceWeight.Of(running.Nice);
        return Math.Max(MinimumSliceNanoseconds, LatencyNanoseconds * weight / (_weight + weight));
    }

    /// <summary>Whether somebody in the queue is behind the running thread by more than is worth a switch.</summary>
    internal bool ShouldPreempt(Thread running) =>
        _threads.First is RunNode first && first.Thread.VirtualTime + MinimumSliceNanoseconds / 2 < running.VirtualTime;
}

/// <summary>A thread's place in the heap of its run queue.</summary>
internal sealed class RunNode(Thread thread) : HeapNode
{
    internal Thread Thread { get; } = thread;

    /// <summary>What it counts in its queue.</summary>
    internal int Weight { get; set; }
}

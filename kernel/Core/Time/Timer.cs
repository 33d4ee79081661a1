// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Core.Scheduling;

namespace Skift.Core.Time;

/// <summary>Something that happens at a moment of the monotonic clock.</summary>
public abstract class Timer
{
    internal TimerNode Node { get; }

    protected Timer() => Node = new TimerNode(this);

    /// <summary>The queue it is armed in; <c>null</c> if it is not. Changes under that queue's lock.</summary>
    internal TimerQueue? Queue
    {
        get => _queue;
        set => _queue = value;
    }

    /// <summary>Makes it belong to a queue, whose lock is held, unless it is armed in some queue already.</summary>
    internal bool TryTake(TimerQueue queue) => Interlocked.CompareExchange(ref _queue, queue, null) is null;

    private volatile TimerQueue? _queue;

    /// <summary>The moment has come.</summary>
    /// <remarks>
    /// Interrupt context, no lock held: may wake threads and send signals, not sleep or allocate. On several CPUs it may still run
    /// while <see cref="TimerQueue.Cancel"/> returns, so it must not mind coming late.
    /// </remarks>
    protected internal abstract void Expire();
}

/// <summary>The place of a <see cref="Timer"/> in its queue's heap.</summary>
internal sealed class TimerNode(Timer timer) : HeapNode
{
    internal Timer Timer { get; } = timer;
}

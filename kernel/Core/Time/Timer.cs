// SPDX-License-Identifier: MIT
using Skift.Core.Scheduling;

namespace Skift.Core.Time;

/// <summary>Something that happens at a moment of the monotonic clock.</summary>
public abstract class Timer
{
    internal TimerNode Node { get; }

    protected Timer() => Node = new TimerNode(this);

    /// <summary>The queue it was armed in. Guarded by that queue's lock once armed.</summary>
    internal TimerQueue? Queue { get; set; }

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

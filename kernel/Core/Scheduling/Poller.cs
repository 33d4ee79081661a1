// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading;
using Skift.Abi;

namespace Skift.Core.Scheduling;

/// <summary>Whoever wants to know of changes at several <see cref="WaitQueue"/>s at once without being taken off them by a wake-up.</summary>
/// <remarks>A file is asked with <c>file.Poll(poller)</c>, which registers the queues that will report a change. Registrations last until
/// <see cref="Dispose"/>.</remarks>
public abstract class Poller : IDisposable
{
    private readonly List<(WaitQueue Queue, Waiter Waiter)> _registrations = [];

    /// <summary>Asks to be told when <paramref name="queue"/> is woken.</summary>
    public void Register(WaitQueue queue)
    {
        Waiter waiter = new(this);
        _registrations.Add((queue, waiter));
        queue.Enqueue(waiter);
    }

    /// <summary>Takes back all registrations. Afterwards <see cref="Trigger"/> is not called any more.</summary>
    public void Dispose()
    {
        foreach ((WaitQueue queue, Waiter waiter) in _registrations)
        {
            _ = queue.Remove(waiter);
        }

        _registrations.Clear();
    }

    /// <summary>Of several such pollers at one queue a single one has to be told (EPOLLEXCLUSIVE).</summary>
    internal virtual bool IsExclusive => false;

    /// <summary>Called by a registered queue, with its lock held and in any context.</summary>
    /// <param name="events">What may have become possible.</param>
    /// <returns>Whether somebody will look because of it.</returns>
    internal abstract bool Trigger(PollEvents events);
}

/// <summary>Lets the current thread wait for any of several files: the sleeping half of poll(2) and select(2).</summary>
/// <remarks>
/// One round: ask every file with the poller; if none is ready, <see cref="Wait"/>; then ask again with <c>file.Poll(null)</c>.
/// </remarks>
public sealed class ThreadPoller : Poller
{
    private readonly Thread _thread = Thread.Current;
    private int _isTriggered;

    /// <summary>Sleeps until a registered queue was woken since the last call.</summary>
    /// <returns><c>None</c>, <c>EINTR</c> or <c>ETIMEDOUT</c>.</returns>
    public Errno Wait(long deadlineNanoseconds = WaitQueue.Forever)
    {
        Scheduler.PrepareToSleep(interruptible: true);
        if (Interlocked.Exchange(ref _isTriggered, 0) != 0)
        {
            Scheduler.CancelSleep();
            return Errno.None;
        }

        Errno reason = Scheduler.Sleep(deadlineNanoseconds);
        return Interlocked.Exchange(ref _isTriggered, 0) != 0 ? Errno.None : reason;
    }

    internal override bool Trigger(PollEvents events)
    {
        Volatile.Write(ref _isTriggered, 1);
        Scheduler.Wake(_thread);
        return true;
    }
}

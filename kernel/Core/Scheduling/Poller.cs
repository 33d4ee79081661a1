// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading;
using Skift.Abi;

namespace Skift.Core.Scheduling;

/// <summary>Waits for any of several <see cref="WaitQueue"/>s: the sleeping half of poll(2) and select(2).</summary>
/// <remarks>
/// One round: ask every file with <c>file.Poll(poller)</c>, which registers the queues that will report a change; if none is ready,
/// <see cref="Wait"/>; then ask again with <c>file.Poll(null)</c>, for registrations last until <see cref="Dispose"/>.
/// </remarks>
public sealed class Poller : IDisposable
{
    private readonly Thread _thread = Thread.Current;
    private readonly List<(WaitQueue Queue, Waiter Waiter)> _registrations = [];
    private int _isTriggered;

    /// <summary>Asks to be woken when <paramref name="queue"/> is.</summary>
    public void Register(WaitQueue queue)
    {
        Waiter waiter = new(_thread, this);
        _registrations.Add((queue, waiter));
        queue.Enqueue(waiter);
    }

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

    public void Dispose()
    {
        foreach ((WaitQueue queue, Waiter waiter) in _registrations)
        {
            _ = queue.Remove(waiter);
        }

        _registrations.Clear();
    }

    /// <summary>Called by a registered queue, in any context.</summary>
    internal void Trigger()
    {
        Volatile.Write(ref _isTriggered, 1);
        Scheduler.Wake(_thread);
    }
}

// SPDX-License-Identifier: MIT
using System.Numerics;
using Skift.Abi;

namespace Skift.Core.Signals;

/// <summary>Signals that wait for delivery to one thread or one process. Guarded by the lock of the process's <see cref="SignalState"/>.</summary>
internal sealed class PendingSignals
{
    // A standard signal is pending once, with what was known of the first one; its place is reserved, so that interrupts can send it.
    private readonly SignalDetails[] _standard = new SignalDetails[(int)Signal.SIGRTMIN];
    private ulong _standardSet;
    private QueuedSignal? _first;
    private QueuedSignal? _last;

    /// <summary>The signals of which at least one waits.</summary>
    internal ulong Set { get; private set; }

    /// <summary>
    /// Adds a signal to the queue; without a place in it a standard one is kept once, and of a real-time one only that it came.
    /// </summary>
    internal void Add(in SignalDetails details, QueuedSignal? queued = null)
    {
        if (queued is not null)
        {
            Append(queued);
        }
        else if (!SignalSet.IsRealTime(details.Signal) && !SignalSet.Contains(_standardSet, details.Signal))
        {
            _standard[(int)details.Signal] = details;
            _standardSet |= SignalSet.Of(details.Signal);
        }

        Set |= SignalSet.Of(details.Signal);
    }

    /// <summary>Takes the next signal that is not in <paramref name="blocked"/>.</summary>
    internal bool TryTake(ulong blocked, out SignalDetails details)
    {
        // The signal of a timer that was set anew or deleted meanwhile counts as pending, but is not delivered.
        while (TryTakeNext(blocked, out SignalDetails? taken))
        {
            if (taken is not SignalDetails valid) continue;
            details = valid;
            return true;
        }

        details = default;
        return false;
    }

    private bool TryTakeNext(ulong blocked, out SignalDetails? details)
    {
        ulong ready = Set & ~blocked;
        details = null;
        if (ready == 0) return false;
        ulong synchronous = ready & SignalSet.Synchronous;
        Signal signal = (Signal)(BitOperations.TrailingZeroCount(synchronous != 0 ? synchronous : ready) + 1);
        if (SignalSet.Contains(_standardSet, signal))
        {
            _standardSet &= ~SignalSet.Of(signal);
            details = _standard[(int)signal];
        }
        else
        {
            details = TakeQueued(signal);
        }

        if (!SignalSet.Contains(_standardSet, signal) && FindQueued(signal, out _) is null) Set &= ~SignalSet.Of(signal);
        return true;
    }

    /// <summary>Forgets all signals of a set.</summary>
    internal void Discard(ulong signals)
    {
        Set &= ~signals;
        _standardSet &= ~signals;
        QueuedSignal? rest = _first;
        _first = null;
        _last = null;
        while (rest is not null)
        {
            QueuedSignal next = rest;
            rest = rest.Next;
            if (SignalSet.Contains(signals, next.Details.Signal)) next.Leave();
            else Append(next);
        }
    }

    private QueuedSignal? FindQueued(Signal signal, out QueuedSignal? before)
    {
        before = null;
        QueuedSignal? found = _first;
        while (found is not null && found.Details.Signal != signal)
        {
            before = found;
            found = found.Next;
        }

        return found;
    }

    /// <summary>Takes the oldest of a signal; null if its timer has taken it back.</summary>
    private SignalDetails? TakeQueued(Signal signal)
    {
        if (FindQueued(signal, out QueuedSignal? before) is not QueuedSignal found)
        {
            return new SignalDetails { Signal = signal, Code = SignalCode.SI_USER };
        }

        Unlink(found, before);
        found.Leave();
        return found.OnTaken();
    }

    private void Unlink(QueuedSignal queued, QueuedSignal? before)
    {
        if (before is null)
        {
            _first = queued.Next;
        }
        else
        {
            before.Next = queued.Next;
        }

        if (_last == queued)
        {
            _last = before;
        }
    }

    private void Append(QueuedSignal queued)
    {
        queued.Next = null;
        queued.IsQueued = true;
        if (_last is null)
        {
            _first = queued;
        }
        else
        {
            _last.Next = queued;
        }

        _last = queued;
    }
}

/// <summary>A signal in the queue: a real-time one, or that of a timer. Made before the lock is taken.</summary>
internal class QueuedSignal(in SignalDetails details)
{
    internal SignalDetails Details { get; } = details;

    internal bool IsQueued { get; set; }

    internal QueuedSignal? Next { get; set; }

    /// <summary>It is taken from the queue to be delivered.</summary>
    /// <returns>What is known of it now; null if it is out of date.</returns>
    internal virtual SignalDetails? OnTaken() => Details;

    /// <summary>It is no longer in a queue.</summary>
    internal virtual void Leave() => IsQueued = false;
}

// SPDX-License-Identifier: MIT
using System.Numerics;
using Skift.Abi;

namespace Skift.Core.Signals;

/// <summary>Signals that wait for delivery to one thread or one process. Guarded by the lock of the process's <see cref="SignalState"/>.</summary>
internal sealed class PendingSignals
{
    // A standard signal is pending once, with what was known of the first one; its place is reserved, so that interrupts can send it.
    private readonly SignalDetails[] _standard = new SignalDetails[(int)Signal.SIGRTMIN];
    private QueuedSignal? _first;
    private QueuedSignal? _last;

    /// <summary>The signals of which at least one waits.</summary>
    internal ulong Set { get; private set; }

    /// <summary>Adds a standard signal, or a real-time one without a place in the queue (it then counts once, like a standard one).</summary>
    internal void Add(in SignalDetails details, QueuedSignal? queued = null)
    {
        if (SignalSet.IsRealTime(details.Signal) && queued is not null)
        {
            Append(queued);
        }
        else if (!SignalSet.IsRealTime(details.Signal) && !SignalSet.Contains(Set, details.Signal))
        {
            _standard[(int)details.Signal] = details;
        }

        Set |= SignalSet.Of(details.Signal);
    }

    /// <summary>Takes the next signal that is not in <paramref name="blocked"/>.</summary>
    internal bool TryTake(ulong blocked, out SignalDetails details)
    {
        ulong ready = Set & ~blocked;
        if (ready == 0)
        {
            details = default;
            return false;
        }

        ulong synchronous = ready & SignalSet.Synchronous;
        Signal signal = (Signal)(BitOperations.TrailingZeroCount(synchronous != 0 ? synchronous : ready) + 1);
        details = SignalSet.IsRealTime(signal) ? TakeQueued(signal) : TakeStandard(signal);
        return true;
    }

    /// <summary>Forgets all signals of a set.</summary>
    internal void Discard(ulong signals)
    {
        Set &= ~signals;
        QueuedSignal? rest = _first;
        _first = null;
        _last = null;
        while (rest is not null)
        {
            QueuedSignal next = rest;
            rest = rest.Next;
            if (!SignalSet.Contains(signals, next.Details.Signal))
            {
                Append(next);
            }
        }
    }

    private SignalDetails TakeStandard(Signal signal)
    {
        Set &= ~SignalSet.Of(signal);
        return _standard[(int)signal];
    }

    /// <summary>Takes the oldest of a signal; the signal stays pending if there are more.</summary>
    private SignalDetails TakeQueued(Signal signal)
    {
        QueuedSignal? before = null;
        QueuedSignal? found = _first;
        while (found is not null && found.Details.Signal != signal)
        {
            before = found;
            found = found.Next;
        }

        if (found is null)
        {
            Set &= ~SignalSet.Of(signal);
            return new SignalDetails { Signal = signal, Code = SignalCode.SI_USER };
        }

        Unlink(found, before);
        for (QueuedSignal? other = found.Next; other is not null; other = other.Next)
        {
            if (other.Details.Signal == signal)
            {
                return found.Details;
            }
        }

        Set &= ~SignalSet.Of(signal);
        return found.Details;
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

/// <summary>A real-time signal in the queue; made before the lock is taken.</summary>
internal sealed class QueuedSignal(in SignalDetails details)
{
    internal SignalDetails Details { get; } = details;

    internal QueuedSignal? Next { get; set; }
}

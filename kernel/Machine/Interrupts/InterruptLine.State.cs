// SPDX-License-Identifier: MIT
using System;
using System.Threading;

namespace Skift.Machine;

public sealed partial class InterruptLine
{
    internal const int NoWire = -1;

    private readonly InterruptHandler _handler;
    private int _vector;
    private long _count;
    private int _busy;

    // A by-reference walk removes lines from the list, so this is a field.
    internal InterruptLine? NextShared;

    internal InterruptLine(InterruptHandler handler, int globalInterrupt)
    {
        _handler = handler;
        GlobalInterrupt = globalInterrupt;
    }

    internal int GlobalInterrupt { get; }

    internal bool IsWired => GlobalInterrupt != NoWire;

    /// <summary>Whether some CPU may be in the handler.</summary>
    internal bool IsBusy => Volatile.Read(ref _busy) != 0;

    /// <summary>A CPU is about to call the handler, or has done so.</summary>
    internal void NoteBusy(int change) => Interlocked.Add(ref _busy, change);

    internal void Attach(int vector, InterruptLine? next)
    {
        _vector = vector;
        NextShared = next;
    }

    /// <summary>Runs the handler. One that throws is disconnected from its wire: a fault in a driver must not stop the machine.</summary>
    internal bool Handle(in InterruptContext context)
    {
        try
        {
            if (!_handler.OnInterrupt(context)) return false;
            _count++;
            return true;
        }
        catch (Exception exception)
        {
            Mask();
            Log.Error($"interrupt {_vector}: handler failed: {exception.Message}");
            return true;
        }
    }
}

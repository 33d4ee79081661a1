// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Drivers.Virtio;

/// <summary>A queue for requests that threads wait for: the command queue of a disk, a display, a source of randomness.</summary>
public sealed class RequestQueue
{
    /// <summary>A device that has not answered after so long never will.</summary>
    private const long PatienceNanoseconds = 10 * Clock.NanosecondsPerSecond;
    private const int Pending = -1;

    private readonly VirtioTransport _transport;
    private readonly int _number;
    private readonly SpinLock<State> _state;
    private readonly WaitQueue _changed = new();

    private struct State
    {
        public VirtQueue Queue;

        /// <summary>By head: bytes written, or <see cref="Pending"/>.</summary>
        public int[] Written;
        public bool IsBroken;
    }

    public RequestQueue(VirtioTransport transport, int number, VirtQueue queue)
    {
        _transport = transport;
        _number = number;
        _state = new SpinLock<State>(new State { Queue = queue, Written = new int[queue.Size] });
    }

    /// <summary>Sends a request and sleeps until the device has finished with its memory.</summary>
    /// <param name="written">Bytes that the device wrote.</param>
    /// <returns>
    /// <c>EIO</c>: the device does not answer. It may still use the memory of the request, which must then never be given back; every
    /// later request fails at once.
    /// </returns>
    public Errno Execute(ReadOnlySpan<VirtSegment> segments, out int written)
    {
        written = 0;
        long deadline = Clock.MonotonicNanoseconds + PatienceNanoseconds;
        using SpinLock<State>.Guard state = _state.Lock();
        ushort head = 0;
        while (!state.Value.IsBroken && !state.Value.Queue.TryAdd(segments, out head))
        {
            if (_changed.Wait(in state, deadline, interruptible: false) == Errno.ETIMEDOUT) state.Value.IsBroken = true;
        }

        if (state.Value.IsBroken) return Errno.EIO;

        state.Value.Written[head] = Pending;
        _transport.Notify(_number);
        while (state.Value.Written[head] == Pending && !state.Value.IsBroken)
        {
            if (_changed.Wait(in state, deadline, interruptible: false) == Errno.ETIMEDOUT && state.Value.Written[head] == Pending)
            {
                Log.Error($"virtio {_transport.Name}: no answer");
                state.Value.IsBroken = true;
                _changed.WakeAll();
            }
        }

        if (state.Value.Written[head] == Pending) return Errno.EIO;

        written = state.Value.Written[head];
        return Errno.None;
    }

    /// <summary>Takes in what the device has finished. Interrupt context.</summary>
    public void OnInterrupt()
    {
        bool any = false;
        using SpinLock<State>.Guard state = _state.Lock();
        while (state.Value.Queue.TryTake(out ushort head, out int written))
        {
            state.Value.Written[head] = written;
            any = true;
        }

        if (any) _changed.WakeAll();
    }
}

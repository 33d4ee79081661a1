// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Drivers.Virtio;

/// <summary>A request on its way, from <see cref="RequestQueue.Submit"/> to <see cref="RequestQueue.Wait"/>. Can be used again after that.</summary>
public sealed class VirtRequest
{
    // Guarded by the queue's lock.
    internal bool IsDone;
    internal int Written;
    internal long Deadline;
}

/// <summary>A queue for requests that threads wait for: the command queue of a disk, a display, a source of randomness.</summary>
public sealed class RequestQueue
{
    /// <summary>A device that has not answered after so long never will.</summary>
    private const long PatienceNanoseconds = 10 * Clock.NanosecondsPerSecond;

    private readonly VirtioTransport _transport;
    private readonly int _number;
    private readonly SpinLock<State> _state;
    private readonly WaitQueue _changed = new();

    private struct State
    {
        public VirtQueue Queue;

        /// <summary>By head, which the queue gives to another request as soon as the device is done with one.</summary>
        public VirtRequest?[] Requests;
        public bool IsBroken;
    }

    public RequestQueue(VirtioTransport transport, int number, VirtQueue queue)
    {
        _transport = transport;
        _number = number;
        _state = new SpinLock<State>(new State { Queue = queue, Requests = new VirtRequest?[queue.Size] });
    }

    /// <summary>Sends a request and sleeps until the device has finished with its memory.</summary>
    /// <param name="written">Bytes that the device wrote.</param>
    /// <returns>As <see cref="Submit"/> and <see cref="Wait"/>.</returns>
    public Errno Execute(ReadOnlySpan<VirtSegment> segments, out int written)
    {
        VirtRequest request = new();
        written = 0;
        Errno error = Submit(segments, request);
        return error == Errno.None ? Wait(request, out written) : error;
    }

    /// <summary>Sends a request; sleeps only while the queue is full.</summary>
    /// <returns><c>EIO</c>: the device does not answer any more. The request was not sent.</returns>
    public Errno Submit(ReadOnlySpan<VirtSegment> segments, VirtRequest request)
    {
        request.IsDone = false;
        request.Deadline = Clock.MonotonicNanoseconds + PatienceNanoseconds;
        using SpinLock<State>.Guard state = _state.Lock();
        ushort head = 0;
        while (!state.Value.IsBroken && !state.Value.Queue.TryAdd(segments, out head))
        {
            if (_changed.Wait(in state, request.Deadline, interruptible: false) == Errno.ETIMEDOUT) Break(ref state.Value);
        }

        if (state.Value.IsBroken) return Errno.EIO;

        state.Value.Requests[head] = request;
        _transport.Notify(_number, state.Value.Queue);
        return Errno.None;
    }

    /// <summary>Sleeps until the device has finished with a request that was sent.</summary>
    /// <param name="written">Bytes that the device wrote.</param>
    /// <returns>
    /// <c>EIO</c>: the device does not answer. It may still use the memory of the request, which must then never be given back; every
    /// later request fails at once.
    /// </returns>
    public Errno Wait(VirtRequest request, out int written)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        while (!request.IsDone && !state.Value.IsBroken)
        {
            if (_changed.Wait(in state, request.Deadline, interruptible: false) == Errno.ETIMEDOUT && !request.IsDone) Break(ref state.Value);
        }

        written = request.IsDone ? request.Written : 0;
        return request.IsDone ? Errno.None : Errno.EIO;
    }

    /// <summary>Takes in what the device has finished. Interrupt context.</summary>
    public void OnInterrupt()
    {
        bool any = false;
        using SpinLock<State>.Guard state = _state.Lock();
        while (state.Value.Queue.TryTake(out ushort head, out int written))
        {
            if (state.Value.Requests[head] is not VirtRequest request) continue;
            state.Value.Requests[head] = null;
            request.Written = written;
            request.IsDone = true;
            any = true;
        }

        if (any) _changed.WakeAll();
    }

    private void Break(ref State state)
    {
        if (state.IsBroken) return;
        Log.Error($"virtio {_transport.Name}: no answer");
        state.IsBroken = true;
        _changed.WakeAll();
    }
}

// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Core.Scheduling;
using Thread = Skift.Core.Scheduling.Thread;

namespace Skift.Core.MessageQueues;

/// <summary>A thread that waits for a message or for room for its own. Who serves it does the whole work and then wakes it.</summary>
/// <remarks>Guarded by the lock of the queue, but for <see cref="IsServed"/>.</remarks>
internal sealed class QueueWaiter : HeapNode
{
    private const int NumberBits = 48;

    private readonly Thread _thread = Thread.Current;
    private int _isServed;

    /// <param name="number">Grows with each that waits: equals are served in order of arrival.</param>
    /// <param name="message">What it wants to send; null if it receives.</param>
    internal QueueWaiter(long number, Message? message)
    {
        Message = message;
        // Real-time threads before all others, those among themselves by niceness: the order of the scheduler's own priorities on Linux.
        long urgency = _thread.Priority != 0 ? _thread.Priority - NiceWeight.Minimum : -_thread.Nice;
        Key = (-urgency << NumberBits) | number;
    }

    /// <summary>What is sent, or was received.</summary>
    internal Message? Message { get; private set; }

    internal bool IsServed => Volatile.Read(ref _isServed) != 0;

    /// <summary>Its message lies in the queue, or this one is its own. It is in no heap any more.</summary>
    internal void Serve(Message message)
    {
        Message = message;
        Volatile.Write(ref _isServed, 1);
        Scheduler.Wake(_thread);
    }

    /// <summary>Sleeps until it is served, the deadline has passed or a signal comes.</summary>
    /// <param name="deadline">On the monotonic clock.</param>
    internal Errno Sleep(long deadline)
    {
        while (true)
        {
            Scheduler.PrepareToSleep(interruptible: true);
            if (IsServed)
            {
                Scheduler.CancelSleep();
                return Errno.None;
            }

            Errno reason = Scheduler.Sleep(deadline);
            if (IsServed) return Errno.None;
            if (reason != Errno.None) return reason;
        }
    }
}

// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Scheduling;

/// <summary>Double of the kernel's wait queue over .NET threads. Signals are given with <see cref="Interrupt"/>.</summary>
public sealed class WaitQueue
{
    public const long Forever = long.MaxValue;

    private readonly Lock _lock = new();
    private readonly List<Waiting> _waiters = [];
    private readonly List<Poller> _pollers = [];

    private sealed class Waiting
    {
        internal readonly ManualResetEventSlim Event = new();
        internal bool IsInterrupted;
        internal bool IsInterruptible;
    }

    /// <summary>Threads that sleep here.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiters.Count;
            }
        }
    }

    public Errno Wait<T>(in SpinLock<T>.Guard guard, long deadlineNanoseconds = Forever, bool interruptible = true)
    {
        Waiting waiting = new() { IsInterruptible = interruptible };
        lock (_lock)
        {
            _waiters.Add(waiting);
        }

        Machine.SpinLock held = guard.Lock;
        held.Release();
        bool isWoken;
        if (deadlineNanoseconds == Forever)
        {
            // A test that waits for ever has failed; say so instead of hanging.
            isWoken = waiting.Event.Wait(TimeSpan.FromSeconds(20)) ? true : throw new TimeoutException("the test sleeps for ever");
        }
        else
        {
            long left = Math.Max(0, deadlineNanoseconds - Clock.MonotonicNanoseconds);
            isWoken = waiting.Event.Wait(TimeSpan.FromMilliseconds(left / 1e6));
        }

        lock (_lock)
        {
            _ = _waiters.Remove(waiting);
        }

        held.Acquire();
        return waiting.IsInterrupted ? Errno.EINTR : isWoken ? Errno.None : Errno.ETIMEDOUT;
    }

    public const PollEvents AnyChange = (PollEvents)ushort.MaxValue;

    public void WakeOne(PollEvents events = AnyChange) => Wake(1);

    public void WakeAll(PollEvents events = AnyChange) => Wake(int.MaxValue);

    public void WakeShared(PollEvents events = AnyChange) => Wake(int.MaxValue);

    /// <summary>Ends all interruptible waits with EINTR, as a signal does.</summary>
    public void Interrupt()
    {
        lock (_lock)
        {
            foreach (Waiting waiting in _waiters)
            {
                waiting.IsInterrupted = waiting.IsInterruptible;
                if (waiting.IsInterruptible)
                {
                    waiting.Event.Set();
                }
            }
        }
    }

    internal void Add(Poller poller)
    {
        lock (_lock)
        {
            _pollers.Add(poller);
        }
    }

    private void Wake(int count)
    {
        lock (_lock)
        {
            foreach (Poller poller in _pollers)
            {
                poller.WakeCount++;
            }

            for (int index = 0; index < count && index < _waiters.Count; index++)
            {
                _waiters[index].Event.Set();
            }
        }
    }
}

/// <summary>Double of the kernel's poller: counts what it would have been woken by.</summary>
public sealed class Poller : IDisposable
{
    public int WakeCount { get; internal set; }

    public void Register(WaitQueue queue) => queue.Add(this);

    public void Dispose()
    {
    }
}

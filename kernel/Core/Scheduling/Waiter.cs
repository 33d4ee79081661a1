// SPDX-License-Identifier: MIT
namespace Skift.Core.Scheduling;

/// <summary>One thread's place in a <see cref="WaitQueue"/>. The queue's lock guards the links.</summary>
internal sealed class Waiter
{
    internal Waiter(Thread thread, Poller? poller = null)
    {
        Thread = thread;
        Poller = poller;
    }

    internal Thread Thread { get; }

    /// <summary>Set if the thread polls several queues at once.</summary>
    internal Poller? Poller { get; }

    internal bool IsQueued { get; set; }

    internal Waiter? Next { get; set; }

    internal Waiter? Previous { get; set; }
}

/// <summary>The doubly linked list of a wait queue, in order of arrival.</summary>
internal struct WaiterList
{
    private Waiter? _last;

    internal Waiter? First { get; private set; }

    internal void Append(Waiter waiter)
    {
        waiter.Previous = _last;
        waiter.Next = null;
        if (_last is null)
        {
            First = waiter;
        }
        else
        {
            _last.Next = waiter;
        }

        _last = waiter;
        waiter.IsQueued = true;
    }

    internal void Remove(Waiter waiter)
    {
        if (waiter.Previous is null)
        {
            First = waiter.Next;
        }
        else
        {
            waiter.Previous.Next = waiter.Next;
        }

        if (waiter.Next is null)
        {
            _last = waiter.Previous;
        }
        else
        {
            waiter.Next.Previous = waiter.Previous;
        }

        waiter.Next = null;
        waiter.Previous = null;
        waiter.IsQueued = false;
    }
}

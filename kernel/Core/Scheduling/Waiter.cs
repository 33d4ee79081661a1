// SPDX-License-Identifier: MIT
namespace Skift.Core.Scheduling;

/// <summary>The place of a thread or of a poller in a <see cref="WaitQueue"/>. The queue's lock guards the links.</summary>
internal sealed class Waiter
{
    internal Waiter(Thread thread) => Thread = thread;

    internal Waiter(Poller poller) => Poller = poller;

    /// <summary>The sleeping thread; null for a poller.</summary>
    internal Thread? Thread { get; }

    /// <summary>Who watches several queues; null for a thread.</summary>
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

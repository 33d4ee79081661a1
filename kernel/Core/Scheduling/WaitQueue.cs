// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Threading;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Scheduling;

/// <summary>Threads that wait for a condition to become true; the only way to sleep in the kernel.</summary>
/// <remarks>
/// A condition variable: the condition is guarded by some <see cref="SpinLock{T}"/>; who waits holds it and checks again after every return,
/// who changes the condition does so under it and then wakes.
/// </remarks>
public sealed class WaitQueue
{
    /// <summary>A deadline that never comes.</summary>
    public const long Forever = long.MaxValue;

    /// <summary>Who changed something does not say what: every poller looks.</summary>
    public const PollEvents AnyChange = (PollEvents)ushort.MaxValue;

    private readonly SpinLock<WaiterList> _waiters;

    // Entries of the list; changed with it locked.
    private int _count;

    /// <param name="rank">Another than the usual rank only for queues that are woken by pollers at other queues.</param>
    public WaitQueue(LockRank rank = LockRank.WaitQueue) => _waiters = new(default, rank);

    /// <summary>Releases the guard's lock, sleeps until woken, and takes the lock again.</summary>
    /// <param name="deadlineNanoseconds">Time of <see cref="Clock"/> at which to give up.</param>
    /// <returns><c>None</c>: woken, check the condition. <c>EINTR</c>: a signal waits. <c>ETIMEDOUT</c>: the deadline has passed.</returns>
    /// <remarks>No other spin lock may be held. May not be called in interrupt context.</remarks>
    public Errno Wait<T>(in SpinLock<T>.Guard guard, long deadlineNanoseconds = Forever, bool interruptible = true)
    {
        SpinLock held = guard.Lock;
        // A thread waits in one place at a time, so the entry is part of it: nothing is allocated with a lock held.
        Waiter waiter = Thread.Current.Waiter;
        // Marked asleep before it is on the queue: a wake-up between the two then finds something to wake.
        Scheduler.PrepareToSleep(interruptible);
        Enqueue(waiter);
        held.Release();
        Errno reason = Scheduler.Sleep(deadlineNanoseconds);

        // Who was taken off the queue has used up a wake-up, even if a signal came at the same moment.
        bool isWoken = !Remove(waiter);
        held.Acquire();
        return isWoken ? Errno.None : reason;
    }

    /// <summary>Wakes the thread that has waited longest, and every poller.</summary>
    /// <param name="events">What may have become possible, for pollers that wait for something else.</param>
    /// <remarks>Any context.</remarks>
    public void WakeOne(PollEvents events = AnyChange) => Wake(1, 1, events);

    /// <summary>Wakes all threads and pollers.</summary>
    /// <remarks>Any context.</remarks>
    public void WakeAll(PollEvents events = AnyChange) => Wake(int.MaxValue, int.MaxValue, events);

    /// <summary>Wakes all threads, and the pollers as for something that one of them will take: of the exclusive ones the first.</summary>
    /// <remarks>Any context.</remarks>
    public void WakeShared(PollEvents events = AnyChange) => Wake(int.MaxValue, 1, events);

    /// <summary>Whether anybody waits or watches now.</summary>
    internal bool HasWaiters => Volatile.Read(ref _count) != 0;

    /// <summary>Puts an entry on the queue. What the caller reads afterwards is not older than what a waker that missed the entry has written.</summary>
    internal void Enqueue(Waiter waiter)
    {
        using SpinLock<WaiterList>.Guard waiters = _waiters.Lock();
        waiters.Value.Append(waiter);
        _ = Interlocked.Increment(ref _count);
    }

    /// <summary>Takes the entry off the queue if it is still there.</summary>
    internal bool Remove(Waiter waiter)
    {
        using SpinLock<WaiterList>.Guard waiters = _waiters.Lock();
        if (!waiter.IsQueued)
        {
            return false;
        }

        Remove(ref waiters.Value, waiter);
        return true;
    }

    /// <summary>Most queues are empty most of the time, and are woken all the same: that costs no lock.</summary>
    private void Wake(int threads, int exclusives, PollEvents events)
    {
        // What the caller has changed is written before it looks who waits for it.
        Interlocked.MemoryBarrier();
        if (HasWaiters) WakeWaiting(threads, exclusives, events);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WakeWaiting(int threads, int exclusives, PollEvents events)
    {
        using SpinLock<WaiterList>.Guard waiters = _waiters.Lock();
        Waiter? waiter = waiters.Value.First;
        while (waiter is not null)
        {
            Waiter? next = waiter.Next;
            if (waiter.Poller is Poller poller)
            {
                // A poller only looks; it takes nothing that another waiter could have had, so it does not count as a thread.
                if (!poller.IsExclusive) _ = poller.Trigger(events);
                else if (exclusives > 0 && poller.Trigger(events)) exclusives--;
            }
            else if (threads > 0)
            {
                threads--;
                Remove(ref waiters.Value, waiter);
                Scheduler.Wake(waiter.Thread!);
            }

            waiter = next;
        }
    }

    private void Remove(ref WaiterList waiters, Waiter waiter)
    {
        waiters.Remove(waiter);
        Volatile.Write(ref _count, _count - 1);
    }
}

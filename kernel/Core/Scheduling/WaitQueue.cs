// SPDX-License-Identifier: MIT
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

    private readonly SpinLock<WaiterList> _waiters = new(default, LockRank.WaitQueue);

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
    /// <remarks>Any context.</remarks>
    public void WakeOne() => Wake(1);

    /// <summary>Wakes all threads.</summary>
    /// <remarks>Any context.</remarks>
    public void WakeAll() => Wake(int.MaxValue);

    internal void Enqueue(Waiter waiter)
    {
        using SpinLock<WaiterList>.Guard waiters = _waiters.Lock();
        waiters.Value.Append(waiter);
    }

    /// <summary>Takes the entry off the queue if it is still there.</summary>
    internal bool Remove(Waiter waiter)
    {
        using SpinLock<WaiterList>.Guard waiters = _waiters.Lock();
        if (!waiter.IsQueued)
        {
            return false;
        }

        waiters.Value.Remove(waiter);
        return true;
    }

    private void Wake(int count)
    {
        using SpinLock<WaiterList>.Guard waiters = _waiters.Lock();
        Waiter? waiter = waiters.Value.First;
        while (waiter is not null)
        {
            Waiter? next = waiter.Next;
            if (waiter.Poller is Poller poller)
            {
                // A poller only looks; it takes nothing that another waiter could have had, so it does not count.
                poller.Trigger();
            }
            else if (count > 0)
            {
                count--;
                waiters.Value.Remove(waiter);
                Scheduler.Wake(waiter.Thread);
            }

            waiter = next;
        }
    }
}

// SPDX-License-Identifier: MIT
using System;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>
/// Who waits for a lock lends its real-time priority to the owner, and that one to whom it waits for itself, so that nobody in between keeps an
/// urgent thread waiting (futex(2), "Priority-inheritance futexes").
/// </summary>
/// <remarks>One lock for all: it is held for as many steps as the chain is long. Taken with the lock of a futex bucket held, never the other way.</remarks>
internal static class PriorityInheritance
{
    /// <summary>Chains are not followed further (Linux's <c>max_lock_depth</c>); a ring of threads that wait for each other ends there too.</summary>
    private const int LongestChain = 1024;

    private static readonly SpinLock<int> s_lock = new(0, LockRank.Futex);

    /// <summary>A waiter waits for another thread than before; null: for nobody.</summary>
    internal static void Move(FutexWaiter waiter, UserThread? from, UserThread? to)
    {
        using SpinLock<int>.Guard guard = s_lock.Lock();
        UserThread lender = (UserThread)waiter.Thread;
        from?.Lenders.Remove(waiter.LenderLink);
        to?.Lenders.Add(waiter.LenderLink);
        lender.LendsTo = to;
        if (from is not null) Update(from);
        if (to is not null) Update(to);
    }

    /// <summary>sched_setscheduler(2): the thread's own priority is another one.</summary>
    internal static void Change(UserThread thread, Skift.Abi.SchedulingPolicy policy, int priority)
    {
        using SpinLock<int>.Guard guard = s_lock.Lock();
        Scheduler.SetPolicy(thread, policy, priority, Math.Max(priority, LentTo(thread)));
        if (thread.LendsTo is UserThread next) Update(next);
    }

    /// <summary>Computes the priority of a thread anew, and of those behind it if it changes.</summary>
    private static void Update(UserThread thread)
    {
        UserThread? next = thread;
        for (int i = 0; i < LongestChain && next is not null; i++)
        {
            int priority = Math.Max(next.RealTimePriority, LentTo(next));
            if (priority == next.Priority) return;
            Scheduler.SetPolicy(next, next.Policy, next.RealTimePriority, priority);
            next = next.LendsTo;
        }
    }

    private static int LentTo(UserThread thread)
    {
        int highest = 0;
        for (Link<FutexWaiter>? link = thread.Lenders.First; link is not null; link = link.Next) highest = Math.Max(highest, link.Owner.Thread.Priority);
        return highest;
    }
}

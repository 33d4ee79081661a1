// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>C's pthread_cond_t and cnd_t, 48 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct Condition
{
    internal int Clock;
    internal int IsShared;

    /// <summary>Shared between processes: counts signals; waiters wait at it.</summary>
    internal int Sequence;
    internal int Waiters;

    /// <summary>Within a process: guards the queue.</summary>
    internal int Lock;
    internal int IsEnding;
    internal ConditionWaiter* First;
    internal ConditionWaiter* Last;
}

/// <summary>A waiter within the process, on its own stack.</summary>
internal unsafe struct ConditionWaiter
{
    internal const int Waiting = 0;
    internal const int Signaled = 1;
    internal const int Leaving = 2;

    internal int State;
    internal ConditionWaiter* Previous;
    internal ConditionWaiter* Next;
}

/// <summary>Condition variables.</summary>
/// <remarks>
/// Within a process every waiter has a word of its own and they queue in order, so a signal reaches one that waited before it and no later one
/// can take it away. A waiter that was signaled no longer touches the variable: it may be destroyed right after a broadcast. Between
/// processes there is a counter only, and the kernel's order.
/// </remarks>
internal static unsafe class Conditions
{
    /// <summary>A cancellation point; cancelled, the thread ends with the mutex held.</summary>
    internal static int Wait(Condition* condition, Mutex* mutex, int clock, Timespec* deadline)
    {
        if (deadline != null && (ulong)deadline->tv_nsec >= 1_000_000_000)
        {
            return (int)Errno.EINVAL;
        }

        ThreadBlock* self = ThreadStubs.Self();
        if (Volatile.Read(ref self->CancelRequested) != 0)
        {
            C.pthread_testcancel();
        }

        int error = condition->IsShared != 0 ? WaitShared(self, condition, mutex, clock, deadline) : WaitQueued(self, condition, mutex, clock, deadline);
        if (error == (int)Errno.ECANCELED)
        {
            C.pthread_testcancel();
        }

        return error;
    }

    internal static void Signal(Condition* condition, int count)
    {
        if (condition->IsShared != 0)
        {
            _ = Interlocked.Increment(ref condition->Sequence);
            if (Volatile.Read(ref condition->Waiters) != 0)
            {
                Futex.Wake(&condition->Sequence, count, true);
            }

            return;
        }

        // The caller need not hold the mutex, but a waiter that it knows to wait is in the queue.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref condition->Lock) == 0 && condition->First == null)
        {
            return;
        }

        LibraryLock.EnterAlways(ref condition->Lock);
        ConditionWaiter* waiter = condition->First;
        while (waiter != null && count > 0)
        {
            ConditionWaiter* next = waiter->Next;
            if (waiter->State == ConditionWaiter.Waiting)
            {
                // Out of the queue first: it may return, and its memory change, as soon as the state does.
                ConditionWaiter* before = waiter->Previous;
                Remove(condition, waiter);
                if (Interlocked.CompareExchange(ref waiter->State, ConditionWaiter.Signaled, ConditionWaiter.Waiting) == ConditionWaiter.Waiting)
                {
                    Futex.Wake(&waiter->State, 1, false);
                    count--;
                }
                else
                {
                    Insert(condition, waiter, before);
                }
            }

            waiter = next;
        }

        LibraryLock.LeaveAlways(ref condition->Lock);
    }

    /// <summary>Waits for those who are on their way out without having been signaled.</summary>
    internal static void End(Condition* condition)
    {
        if (condition->IsShared != 0)
        {
            return;
        }

        while (true)
        {
            LibraryLock.EnterAlways(ref condition->Lock);
            int sequence = condition->Sequence;
            bool isEmpty = condition->First == null;
            condition->IsEnding = 1;
            LibraryLock.LeaveAlways(ref condition->Lock);
            if (isEmpty)
            {
                return;
            }

            Futex.Wait(&condition->Sequence, sequence, false);
        }
    }

    private static int WaitQueued(ThreadBlock* self, Condition* condition, Mutex* mutex, int clock, Timespec* deadline)
    {
        ConditionWaiter waiter = default;
        LibraryLock.EnterAlways(ref condition->Lock);
        Append(condition, &waiter);
        LibraryLock.LeaveAlways(ref condition->Lock);
        int error = Mutexes.Unlock(mutex);
        if (error == 0)
        {
            error = Sleep(self, &waiter.State, ConditionWaiter.Waiting, clock, deadline, false);
        }

        if (error != 0)
        {
            if (Interlocked.CompareExchange(ref waiter.State, ConditionWaiter.Leaving, ConditionWaiter.Waiting) == ConditionWaiter.Waiting)
            {
                Leave(condition, &waiter);
            }
            else if (error != (int)Errno.EPERM)
            {
                // Signaled after all: the signal must not be lost.
                error = 0;
            }
        }

        if (error == (int)Errno.EPERM)
        {
            return error;
        }

        int relocked = Mutexes.Lock(mutex, (int)ClockId.CLOCK_REALTIME, null);
        return relocked != 0 ? relocked : error;
    }

    private static int WaitShared(ThreadBlock* self, Condition* condition, Mutex* mutex, int clock, Timespec* deadline)
    {
        _ = Interlocked.Increment(ref condition->Waiters);
        int sequence = Volatile.Read(ref condition->Sequence);
        int error = Mutexes.Unlock(mutex);
        if (error != 0)
        {
            _ = Interlocked.Decrement(ref condition->Waiters);
            return error;
        }

        error = Sleep(self, &condition->Sequence, sequence, clock, deadline, true);
        _ = Interlocked.Decrement(ref condition->Waiters);
        int relocked = Mutexes.Lock(mutex, (int)ClockId.CLOCK_REALTIME, null);
        return relocked != 0 ? relocked : error;
    }

    /// <summary>Until the word changes; with cancellation answered as an error, since the mutex has to be taken first.</summary>
    private static int Sleep(ThreadBlock* self, int* word, int value, int clock, Timespec* deadline, bool isShared)
    {
        int state = self->CancelState;
        if (state == CancelStates.Enabled)
        {
            Volatile.Write(ref self->CancelState, CancelStates.Masked);
        }

        int error;
        do
        {
            error = Futex.WaitCancellably(word, value, clock, deadline, isShared);
        }
        while (error is 0 or (int)Errno.EINTR && Volatile.Read(ref *word) == value);

        self->CancelState = state;
        return error == (int)Errno.EINTR ? 0 : error;
    }

    private static void Leave(Condition* condition, ConditionWaiter* waiter)
    {
        LibraryLock.EnterAlways(ref condition->Lock);
        Remove(condition, waiter);
        bool isLast = condition->IsEnding != 0 && condition->First == null;
        if (isLast)
        {
            condition->Sequence++;
        }

        LibraryLock.LeaveAlways(ref condition->Lock);
        if (isLast)
        {
            Futex.Wake(&condition->Sequence, 1, false);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Append(Condition* condition, ConditionWaiter* waiter)
    {
        ConditionWaiter* last = condition->Last;
        waiter->Previous = last;
        condition->Last = waiter;
        if (last == null)
        {
            condition->First = waiter;
        }
        else
        {
            last->Next = waiter;
        }
    }

    private static void Insert(Condition* condition, ConditionWaiter* waiter, ConditionWaiter* after)
    {
        ConditionWaiter* next = after == null ? condition->First : after->Next;
        waiter->Previous = after;
        waiter->Next = next;
        if (after == null)
        {
            condition->First = waiter;
        }
        else
        {
            after->Next = waiter;
        }

        if (next == null)
        {
            condition->Last = waiter;
        }
        else
        {
            next->Previous = waiter;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Remove(Condition* condition, ConditionWaiter* waiter)
    {
        if (waiter->Previous == null)
        {
            condition->First = waiter->Next;
        }
        else
        {
            waiter->Previous->Next = waiter->Next;
        }

        if (waiter->Next == null)
        {
            condition->Last = waiter->Previous;
        }
        else
        {
            waiter->Next->Previous = waiter->Previous;
        }
    }
}

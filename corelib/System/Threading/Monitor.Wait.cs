using System.Runtime;

namespace System.Threading;

// Wait and Pulse: a queue of waiting threads for all objects together, since few ever wait at a time.
public static unsafe partial class Monitor
{
    private struct Waiter
    {
        internal Waiter* Next;
        internal nint Object;
        internal int IsPulsed;
    }

    private static RuntimeLock s_waitersLock;
    private static Waiter* s_firstWaiter;

    public static bool Wait(object obj) => Wait(obj, -1);

    /// <summary>Leaves the lock, sleeps until pulsed or out of time, takes the lock again; answers whether it was pulsed.</summary>
    public static bool Wait(object obj, int millisecondsTimeout)
    {
        if (obj == null)
            throw new ArgumentNullException();
        ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsTimeout, -1);
        int* word = Word(obj);
        CheckOwner(word);
        Waiter waiter = default;
        waiter.Object = (nint)word;
        Add(&waiter);
        int depth = word[1];
        word[1] = 0;
        Release(word);
        long deadline = millisecondsTimeout < 0 ? -1 : Hooks.Monotonic() + millisecondsTimeout * 1_000_000L;
        while (Volatile.Read(ref waiter.IsPulsed) == 0)
        {
            long left = deadline < 0 ? -1 : deadline - Hooks.Monotonic();
            if (deadline >= 0 && left <= 0)
                break;
            Hooks.Wait(&waiter.IsPulsed, 0, left);
        }
        bool isPulsed = Remove(&waiter);
        Enter(obj);
        word[1] = depth;
        GC.KeepAlive(obj);
        return isPulsed;
    }

    public static void Pulse(object obj) => Pulse(obj, 1);

    public static void PulseAll(object obj) => Pulse(obj, int.MaxValue);

    private static void Pulse(object obj, int most)
    {
        if (obj == null)
            throw new ArgumentNullException();
        int* word = Word(obj);
        CheckOwner(word);
        s_waitersLock.Acquire();
        for (Waiter* waiter = s_firstWaiter; waiter != null && most > 0; waiter = waiter->Next)
        {
            if (waiter->Object != (nint)word || waiter->IsPulsed != 0)
                continue;
            Volatile.Write(ref waiter->IsPulsed, 1);
            Hooks.Wake(&waiter->IsPulsed, 1);
            most--;
        }
        s_waitersLock.Release();
    }

    // At the end, so that the longest waiting is pulsed first.
    private static void Add(Waiter* waiter)
    {
        s_waitersLock.Acquire();
        fixed (Waiter** head = &s_firstWaiter)
        {
            Waiter** link = head;
            while (*link != null)
                link = &(*link)->Next;
            *link = waiter;
        }
        s_waitersLock.Release();
    }

    private static bool Remove(Waiter* waiter)
    {
        s_waitersLock.Acquire();
        fixed (Waiter** head = &s_firstWaiter)
        {
            Waiter** link = head;
            while (*link != waiter)
                link = &(*link)->Next;
            *link = waiter->Next;
        }
        bool isPulsed = waiter->IsPulsed != 0;
        s_waitersLock.Release();
        return isPulsed;
    }
}

public class SynchronizationLockException : SystemException
{
    public SynchronizationLockException()
        : this("Object synchronization method was called from an unsynchronized block of code.")
    {
    }

    public SynchronizationLockException(string? message)
        : base(message) => HResult = unchecked((int)0x80131518);
}

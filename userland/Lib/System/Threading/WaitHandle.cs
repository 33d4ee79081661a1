// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace System.Threading;

/// <summary>Something to wait for, alone or among others: events, semaphores, mutexes.</summary>
/// <remarks>One lock guards the state of all handles, so that waiting for several of them is one step; each waiter sleeps on an object of its own.</remarks>
public abstract class WaitHandle : IDisposable
{
    public const int WaitTimeout = 258;

    private const int MaxHandles = 64;

    private protected static readonly object s_gate = new();

    private List<Waiter>? _waiters;
    private bool _isDisposed;

    private sealed class Waiter
    {
        internal bool IsWoken;
    }

    private protected WaitHandle()
    {
    }

    public bool WaitOne() => WaitOne(Timeout.Infinite);

    public bool WaitOne(TimeSpan timeout) => WaitOne(Timeout.ToMilliseconds(timeout));

    public virtual bool WaitOne(int millisecondsTimeout)
    {
        Timeout.Check(millisecondsTimeout);
        return Wait([this], millisecondsTimeout, isForAll: false) != WaitTimeout;
    }

    public static int WaitAny(params WaitHandle[] waitHandles) => WaitAny(waitHandles, Timeout.Infinite);

    public static int WaitAny(WaitHandle[] waitHandles, TimeSpan timeout) => WaitAny(waitHandles, Timeout.ToMilliseconds(timeout));

    /// <summary>The index of the handle that was taken, the lowest if several could be; <see cref="WaitTimeout"/> if none in time.</summary>
    public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout)
    {
        CheckHandles(waitHandles, millisecondsTimeout);
        return Wait(waitHandles, millisecondsTimeout, isForAll: false);
    }

    public static bool WaitAll(params WaitHandle[] waitHandles) => WaitAll(waitHandles, Timeout.Infinite);

    public static bool WaitAll(WaitHandle[] waitHandles, TimeSpan timeout) => WaitAll(waitHandles, Timeout.ToMilliseconds(timeout));

    /// <summary>Takes all of them, at one moment.</summary>
    public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout)
    {
        CheckHandles(waitHandles, millisecondsTimeout);
        return Wait(waitHandles, millisecondsTimeout, isForAll: true) != WaitTimeout;
    }

    public virtual void Close() => Dispose();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool explicitDisposing)
    {
        lock (s_gate) _isDisposed = true;
    }

    /// <summary>Whether a waiter could go on; the caller has the lock.</summary>
    private protected abstract bool CanTake { get; }

    /// <summary>Changes the state as one waiter going on does; the caller has the lock.</summary>
    private protected abstract void Take();

    private protected void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    /// <summary>Lets the waiters look again; the caller has the lock.</summary>
    private protected void WakeWaiters()
    {
        if (_waiters == null) return;

        foreach (Waiter waiter in _waiters)
        {
            lock (waiter)
            {
                waiter.IsWoken = true;
                Monitor.Pulse(waiter);
            }
        }
    }

    private static void CheckHandles(WaitHandle[] handles, int millisecondsTimeout)
    {
        ArgumentNullException.ThrowIfNull(handles, "waitHandles");
        if (handles.Length == 0) throw new ArgumentException("Waithandle array may not be empty.", "waitHandles");
        if (handles.Length > MaxHandles) throw new NotSupportedException("The number of WaitHandles must be less than or equal to 64.");
        Timeout.Check(millisecondsTimeout);
        for (int i = 0; i < handles.Length; i++)
        {
            if (handles[i] == null) throw new ArgumentNullException($"waitHandles[{i}]", "At least one element in the specified array was null.");
        }
    }

    private static int Wait(WaitHandle[] handles, int milliseconds, bool isForAll)
    {
        Deadline deadline = new(milliseconds);
        Waiter? waiter = null;
        while (true)
        {
            lock (s_gate)
            {
                int taken = isForAll ? TryTakeAll(handles) : TryTakeAny(handles);
                bool isOver = taken >= 0 || deadline.HasPassed;
                if (waiter == null && !isOver)
                {
                    waiter = new Waiter();
                    foreach (WaitHandle handle in handles) (handle._waiters ??= []).Add(waiter);
                }
                else if (waiter != null && isOver)
                {
                    foreach (WaitHandle handle in handles) _ = handle._waiters!.Remove(waiter);
                }

                if (isOver) return taken >= 0 ? taken : WaitTimeout;
            }

            lock (waiter!)
            {
                while (!waiter.IsWoken && deadline.Wait(waiter))
                {
                }

                waiter.IsWoken = false;
            }
        }
    }

    private static int TryTakeAny(WaitHandle[] handles)
    {
        for (int i = 0; i < handles.Length; i++)
        {
            handles[i].ThrowIfDisposed();
            if (!handles[i].CanTake) continue;

            handles[i].Take();
            return i;
        }

        return -1;
    }

    private static int TryTakeAll(WaitHandle[] handles)
    {
        foreach (WaitHandle handle in handles)
        {
            handle.ThrowIfDisposed();
            if (!handle.CanTake) return -1;
        }

        foreach (WaitHandle handle in handles) handle.Take();
        return 0;
    }
}

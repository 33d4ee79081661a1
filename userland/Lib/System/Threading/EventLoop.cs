// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Skift.Abi;
using Skift.Libc;

namespace System.Threading;

/// <summary>Tells async methods when a pipe, a socket or a terminal has something to read, or room to write.</summary>
/// <remarks>
/// One background thread waits in epoll for all of them. A descriptor is armed for one event at a time (EPOLLONESHOT) and leaves the epoll
/// when nobody waits for it. One that is closed meanwhile lets its waiters go on (<see cref="ClosingDescriptor"/>).
/// </remarks>
internal static class EventLoop
{
    private const EpollEvents Readable = EpollEvents.EPOLLIN | EpollEvents.EPOLLRDHUP;
    private const EpollEvents Always = EpollEvents.EPOLLERR | EpollEvents.EPOLLHUP;
    private const int EventsAtATime = 64;

    private static readonly object s_gate = new();
    private static readonly Dictionary<int, List<Waiter>> s_waiters = [];
    private static int s_epoll = -1;

    private sealed class Waiter(EpollEvents events)
    {
        internal readonly EpollEvents Events = events;
        internal readonly TaskCompletionSource Ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    internal static ValueTask WaitToRead(int descriptor, CancellationToken token) => Wait(descriptor, Readable, token);

    internal static ValueTask WaitToWrite(int descriptor, CancellationToken token) => Wait(descriptor, EpollEvents.EPOLLOUT, token);

    /// <summary>The descriptor is about to be closed: whoever waits for it goes on, and meets the closed descriptor.</summary>
    private static void Forget(int descriptor)
    {
        lock (s_gate)
        {
            if (!s_waiters.Remove(descriptor, out List<Waiter>? waiters)) return;

            _ = Posix.EpollControl(s_epoll, EpollConstants.EPOLL_CTL_DEL, descriptor, default, 0);
            foreach (Waiter waiter in waiters) _ = waiter.Ready.TrySetResult();
        }
    }

    private static ValueTask Wait(int descriptor, EpollEvents events, CancellationToken token)
    {
        if (token.IsCancellationRequested) return ValueTask.FromCanceled(token);

        Waiter waiter = new(events);
        lock (s_gate)
        {
            Start();
            bool isFirst = !s_waiters.TryGetValue(descriptor, out List<Waiter>? waiters);
            waiters ??= [];
            waiters.Add(waiter);
            Errno error = Arm(descriptor, waiters, isFirst ? EpollConstants.EPOLL_CTL_ADD : EpollConstants.EPOLL_CTL_MOD);
            if (error != Errno.None)
            {
                _ = waiters.Remove(waiter);
                // What epoll does not take (a file, a directory) never makes anybody wait.
                return error == Errno.EPERM ? default : ValueTask.FromException(UnixError.ToException(error, null));
            }

            s_waiters[descriptor] = waiters;
        }

        return new ValueTask(token.CanBeCanceled ? Cancellable(descriptor, waiter, token) : waiter.Ready.Task);
    }

    private static async Task Cancellable(int descriptor, Waiter waiter, CancellationToken token)
    {
        using CancellationTokenRegistration registration = token.Register(() =>
        {
            lock (s_gate)
            {
                if (s_waiters.TryGetValue(descriptor, out List<Waiter>? waiters) && waiters.Remove(waiter)) Rearm(descriptor, waiters);
            }

            _ = waiter.Ready.TrySetCanceled(token);
        });
        await waiter.Ready.Task.ConfigureAwait(false);
    }

    private static void Start()
    {
        if (s_epoll >= 0) return;

        s_epoll = UnixError.Value(Posix.EpollCreate(), null);
        ClosingDescriptor.Listener = Forget;
        new Thread(Run) { IsBackground = true, Name = ".NET Sockets" }.Start();
    }

    private static void Run()
    {
        Span<EpollEvent> events = new EpollEvent[EventsAtATime];
        while (true)
        {
            if (!Posix.EpollWait(s_epoll, events, Timeout.Infinite).Try(out int count, out _)) continue;

            lock (s_gate)
            {
                foreach (EpollEvent ready in events[..count]) Tell((int)ready.data, ready.events);
            }
        }
    }

    private static void Tell(int descriptor, EpollEvents events)
    {
        if (!s_waiters.TryGetValue(descriptor, out List<Waiter>? waiters)) return;

        for (int i = waiters.Count - 1; i >= 0; i--)
        {
            if ((events & (waiters[i].Events | Always)) == 0) continue;

            _ = waiters[i].Ready.TrySetResult();
            waiters.RemoveAt(i);
        }

        Rearm(descriptor, waiters);
    }

    private static void Rearm(int descriptor, List<Waiter> waiters)
    {
        if (waiters.Count > 0)
        {
            _ = Arm(descriptor, waiters, EpollConstants.EPOLL_CTL_MOD);
            return;
        }

        _ = s_waiters.Remove(descriptor);
        _ = Posix.EpollControl(s_epoll, EpollConstants.EPOLL_CTL_DEL, descriptor, default, 0);
    }

    private static Errno Arm(int descriptor, List<Waiter> waiters, int operation)
    {
        EpollEvents events = EpollEvents.EPOLLONESHOT;
        foreach (Waiter waiter in waiters) events |= waiter.Events;
        return Posix.EpollControl(s_epoll, operation, descriptor, events, (ulong)descriptor);
    }
}

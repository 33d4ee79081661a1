// SPDX-License-Identifier: MIT
using Skift.Core;
using Skift.Core.Scheduling;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Network.Tcp;

/// <summary>Does what connections have to do at certain times. Timers expire in interrupts, where nothing can be sent; so a thread does it.</summary>
internal sealed class TcpTimers
{
    private readonly SpinLock<LinkList<TcpSocket>> _due = new(new LinkList<TcpSocket>(), LockRank.Device);
    private readonly WaitQueue _wake = new();

    /// <summary>The one there is.</summary>
    internal static TcpTimers Instance { get; } = new();

    internal void Start() => _ = WorkerThread.Start("network", Run);

    /// <summary>A connection's time has come. Any context.</summary>
    internal void Add(TcpSocket socket)
    {
        using (SpinLock<LinkList<TcpSocket>>.Guard due = _due.Lock())
        {
            if (socket.DueLink.List is null) due.Value.Add(socket.DueLink);
        }

        _wake.WakeOne();
    }

    private void Run()
    {
        while (true)
        {
            Take().OnTimer();
            Scheduler.YieldIfNeeded();
        }
    }

    private TcpSocket Take()
    {
        using SpinLock<LinkList<TcpSocket>>.Guard due = _due.Lock();
        while (due.Value.First is null)
        {
            _ = _wake.Wait(due, interruptible: false);
        }

        Link<TcpSocket> link = due.Value.First;
        due.Value.Remove(link);
        return link.Owner;
    }
}

/// <summary>The timer of a connection.</summary>
/// <param name="timers">Reached without a static field, whose first use would have to make what is in it.</param>
internal sealed class TcpTimer(TcpSocket socket, TcpTimers timers) : Timer
{
    protected override void Expire() => timers.Add(socket);
}

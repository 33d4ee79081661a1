// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Signals;
using Skift.Core.Sockets;

namespace Skift.Core.MessageQueues;

/// <summary>Who is told once that a message has come to an empty queue, and how: mq_notify(2), <c>struct sigevent</c> checked.</summary>
internal abstract class QueueNotice(Process owner)
{
    internal Process Owner => owner;

    /// <summary>One of the <c>SIGEV_*</c> values.</summary>
    internal abstract int Kind { get; }

    internal virtual Signal Signal => Signal.None;

    /// <summary>A message has come. May sleep.</summary>
    internal abstract void Send();

    /// <summary>It was taken back. May sleep.</summary>
    internal virtual void Revoke()
    {
    }

    /// <summary>It was never registered.</summary>
    internal virtual void Drop()
    {
    }
}

/// <summary>SIGEV_NONE: keeps others from being told.</summary>
internal sealed class SilentNotice(Process owner) : QueueNotice(owner)
{
    internal override int Kind => SignalEvent.SIGEV_NONE;

    internal override void Send()
    {
    }
}

/// <summary>SIGEV_SIGNAL.</summary>
/// <param name="signal">None is possible, too: no signal comes.</param>
internal sealed class SignalNotice(Process owner, Signal signal, ulong value) : QueueNotice(owner)
{
    // The next program of the same process does not know what the last one wanted to be told.
    private readonly int _program = owner.ExecutionCount;

    internal override int Kind => SignalEvent.SIGEV_SIGNAL;

    internal override Signal Signal => signal;

    /// <summary>Tells of the thread that has sent the message, which is the current one.</summary>
    internal override void Send()
    {
        if (signal == Signal.None || Owner.ExecutionCount != _program) return;
        Process sender = UserThread.Current.Process;
        SignalSender.Send(Owner, new SignalDetails
        {
            Signal = signal,
            Code = SignalCode.SI_MESGQ,
            ProcessId = sender.Id,
            UserId = sender.Credentials.UserId,
            Value = value,
        });
    }
}

/// <summary>SIGEV_THREAD: a netlink socket gets bytes of the program's choice, with what has happened in the last (Linux's ipc/mqueue.c).</summary>
/// <remarks>Has room for them set aside in the socket. Should the socket be closed, nobody is told.</remarks>
internal sealed class SocketNotice(Process owner, Socket socket, byte[] cookie) : QueueNotice(owner)
{
    internal const int CookieBytes = 32;

    private const byte MessageCame = 1;
    private const byte Removed = 2;

    internal override int Kind => SignalEvent.SIGEV_THREAD;

    internal override void Send() => Send(MessageCame);

    internal override void Revoke() => Send(Removed);

    internal override void Drop() => socket.Unreserve(cookie.Length);

    private void Send(byte reason)
    {
        cookie[^1] = reason;
        socket.SendReserved(cookie);
    }
}

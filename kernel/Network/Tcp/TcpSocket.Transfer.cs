// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Core.Sockets;
using Skift.Machine;
using Skift.Network.Sockets;

namespace Skift.Network.Tcp;

internal sealed partial class TcpSocket
{
    /// <returns>The pending error, or EPIPE (with SIGPIPE) if nothing can be sent; EAGAIN, EINTR, EFAULT, ENOBUFS before anything was taken.</returns>
    public override Result<long> Send(scoped ref IoSource source, scoped ref SendRequest request)
    {
        long start = source.Transferred;
        Errno error = PrepareSending(ref request);
        if (error != Errno.None) return error;
        Own();
        try
        {
            error = SendOwned(ref source, ref request);
        }
        finally
        {
            Release();
        }

        long sent = source.Transferred - start;
        if (error == Errno.EPIPE) return BrokenPipe(request, sent);
        return sent != 0 || error == Errno.None ? sent : error;
    }

    public override bool ReadsControl => true;

    /// <summary>Control messages are of the level of sockets or of none that is known here; MSG_FASTOPEN connects first.</summary>
    private Errno PrepareSending(scoped ref SendRequest request)
    {
        if (!request.Control.IsEmpty && !SendControls.ReadCommon(request.Control).Try(out _, out Errno error)) return error;
        if ((request.Flags & MessageFlags.MSG_FASTOPEN) == 0 || _stage != Stage.Unconnected) return Errno.None;
        if (request.Address.Length >= SocketAddress.FamilyBytes && SocketName.FamilyOf(request.Address) == AddressFamily.AF_UNSPEC) return Errno.EOPNOTSUPP;
        return request.Address.IsEmpty ? Errno.EINVAL : Connect(request.Address, request.IsNonBlocking);
    }

    private Errno SendOwned(scoped ref IoSource source, scoped ref SendRequest request)
    {
        long deadline = DeadlineAfter(Settings.SendTimeout);
        long start = source.Transferred;
        while (true)
        {
            Errno error = CheckSending(out bool mustWait);
            if (error != Errno.None) return error;
            if (!mustWait)
            {
                if (source.Remaining == 0) return Errno.None;
                TcpConnection connection = _connection!;
                error = connection.Write(ref source, Math.Min(source.Remaining, connection.Room));
                bool isUrgent = (request.Flags & MessageFlags.MSG_OOB) != 0 && source.Remaining == 0;
                if (isUrgent) connection.MarkUrgent();
                connection.HasMore = (request.Flags & MessageFlags.MSG_MORE) != 0 && source.Remaining == 0;
                connection.Push(Clock.MonotonicNanoseconds);
                if (error != Errno.None || source.Remaining == 0) return error;
            }

            if (request.IsNonBlocking) return Errno.EAGAIN;
            Errno reason = WaitForChange(deadline);
            if (reason != Errno.None) return source.Transferred != start ? Errno.EAGAIN : AfterWait(reason, deadline);
        }
    }

    /// <summary>Whether there is a connection that takes data.</summary>
    /// <param name="mustWait">It is being made, or has no room.</param>
    private Errno CheckSending(out bool mustWait)
    {
        mustWait = false;
        if (_connection is not TcpConnection connection) return Errno.EPIPE;
        bool isConnecting = connection.IsConnecting;
        if (connection.Error != Errno.None || (!isConnecting && !connection.CanSend) || (ShutSides & ShutdownSides.Send) != 0)
        {
            Errno error = connection.TakeError();
            return error == Errno.None ? Errno.EPIPE : error;
        }

        mustWait = isConnecting || connection.Room == 0;
        return Errno.None;
    }

    /// <returns>0 at the end; ENOTCONN; the pending error; EAGAIN, EINTR, EFAULT; for MSG_OOB EINVAL if there is none.</returns>
    public override Result<long> Receive(scoped ref IoSink sink, scoped ref ReceiveRequest request)
    {
        if ((request.Flags & MessageFlags.MSG_ERRQUEUE) != 0) return Errno.EAGAIN;
        Own();
        try
        {
            if (_stage == Stage.Listening) return Errno.ENOTCONN;
            if ((request.Flags & MessageFlags.MSG_OOB) != 0) return ReceiveUrgent(ref sink, ref request);
            Result<long> result = ReceiveOwned(ref sink, ref request);
            if (TellsReadable && result.IsSuccess) AddReadable(ref request);
            return result;
        }
        finally
        {
            Release();
        }
    }

    /// <summary>TCP_INQ: what is left to read, where the end counts as 1, so that it is read too.</summary>
    private void AddReadable(scoped ref ReceiveRequest request)
    {
        long left = _connection?.Readable ?? 0;
        if (_connection is null or { HasPeerFinished: true }) left++;
        request.AddControl(InternetProtocol.IPPROTO_TCP, TcpOption.TCP_CM_INQ, BitConverter.GetBytes((int)left));
    }

    private Result<long> ReceiveOwned(scoped ref IoSink sink, scoped ref ReceiveRequest request)
    {
        long deadline = DeadlineAfter(Settings.ReceiveTimeout);
        bool waitsForAll = (request.Flags & MessageFlags.MSG_WAITALL) != 0;
        long wanted = sink.Remaining;
        long target = Math.Max(1, waitsForAll ? wanted : Math.Min(Settings.LowWater, wanted));
        long copied = 0;
        long seen = 0;
        while (true)
        {
            bool isAtMark = false;
            if (_connection is TcpConnection connection)
            {
                Errno error = Copy(connection, ref sink, ref request, wanted - copied, ref copied, ref seen, out isAtMark);
                if (error != Errno.None) return copied != 0 ? copied : error;
                if (wanted == 0 && connection.Readable > 0) return 0;
            }

            if (copied >= target || isAtMark) return copied;
            if (IsOver(copied, request, out Errno ended)) return ended == Errno.None ? copied : ended;
            Errno reason = WaitForChange(deadline);
            if (reason != Errno.None) return copied != 0 ? copied : AfterWait(reason, deadline);
        }
    }

    /// <summary>Whether a receive that has not got enough ends all the same.</summary>
    private bool IsOver(long copied, in ReceiveRequest request, out Errno error)
    {
        error = Errno.None;
        bool isShut = (ShutSides & ShutdownSides.Receive) != 0;
        if (copied != 0) return isShut || PendingError != Errno.None || request.IsNonBlocking;
        if (_connection is { HasPeerFinished: true }) return true;
        error = _connection?.TakeError() ?? Errno.None;
        if (error != Errno.None || isShut) return true;
        if (_connection is null) error = Errno.ENOTCONN;
        else if (request.IsNonBlocking) error = Errno.EAGAIN;
        return error != Errno.None;
    }

    /// <summary>Copies what is there, up to the urgent mark; takes it unless it is only looked at.</summary>
    /// <param name="seen">Bytes that were looked at so far.</param>
    /// <param name="isAtMark">The urgent byte is next, so the call ends here.</param>
    private Errno Copy(
        TcpConnection connection, scoped ref IoSink sink, scoped ref ReceiveRequest request, long wanted, ref long copied, ref long seen, out bool isAtMark)
    {
        isAtMark = false;
        while (true)
        {
            long available = Math.Min(connection.Readable - seen, wanted);
            if (available <= 0) return Errno.None;
            long beforeUrgent = connection.UrgentDistance - 1 - seen;
            if (beforeUrgent == 0 && !Settings.Has(SocketFlags.OutOfBandInline))
            {
                // What is out of band is passed over, but a call that has got something stops in front of it.
                isAtMark = copied != 0;
                if (isAtMark) return Errno.None;
                if (request.IsPeek) seen++;
                else SkipUrgent(connection);
                continue;
            }

            if (beforeUrgent == 0 && copied != 0)
            {
                isAtMark = true;
                return Errno.None;
            }

            if (beforeUrgent > 0) available = Math.Min(available, beforeUrgent);
            Errno error = Move(connection, ref sink, ref request, seen, available, out long moved);
            copied += moved;
            wanted -= moved;
            if (request.IsPeek) seen += moved;
            if (error != Errno.None) return error;
        }
    }

    /// <summary>MSG_TRUNC throws the bytes away instead of copying them (tcp(7)).</summary>
    private static Errno Move(TcpConnection connection, scoped ref IoSink sink, scoped ref ReceiveRequest request, long offset, long count, out long moved)
    {
        Errno error = Errno.None;
        moved = count;
        if ((request.Flags & MessageFlags.MSG_TRUNC) == 0)
        {
            long before = sink.Transferred;
            error = connection.Peek(ref sink, offset, count);
            moved = sink.Transferred - before;
        }

        if (!request.IsPeek && moved != 0) connection.Skip(moved, Clock.MonotonicNanoseconds);
        return error;
    }
}

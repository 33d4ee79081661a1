// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Core.Syscalls;
using Skift.Machine;

namespace Skift.Core.Sockets.Unix;

internal sealed partial class UnixSocket
{
    /// <summary>What the kernel keeps of a send buffer for itself.</summary>
    private const int DatagramReserve = 32;

    public override Result<long> Send(scoped ref IoSource source, scoped ref SendRequest request)
    {
        if (Type == SocketType.SOCK_STREAM) return SendStream(ref source, ref request);
        if (Type == SocketType.SOCK_SEQPACKET)
        {
            Errno error = TakeError();
            if (error != Errno.None) return error;
            if (CurrentPhase != Phase.Established) return Errno.ENOTCONN;
            request.Address = default;
        }

        return SendDatagram(ref source, ref request);
    }

    private Result<long> SendStream(scoped ref IoSource source, scoped ref SendRequest request)
    {
        if ((request.Flags & MessageFlags.MSG_OOB) != 0) return MissingFlags.Refuse("sendmsg", "MSG_OOB of unix sockets", Errno.EOPNOTSUPP);
        if (!request.Address.IsEmpty) return CurrentPhase == Phase.Established ? Errno.EISCONN : Errno.EOPNOTSUPP;
        if (Peer is not UnixSocket peer) return Errno.ENOTCONN;
        if (HasShutdown(ShutdownSides.Send)) return BrokenPipe(request, 0);
        long deadline = DeadlineAfter(Settings.SendTimeout);
        long start = source.Transferred;
        while (source.Remaining > 0)
        {
            int length = (int)Math.Min(source.Remaining, UnixCost.StreamChunk(Settings.SendBytes));
            UnixMessage message = new() { Length = length, Cost = UnixCost.OfStream(length), Sender = this };
            Errno error = ReserveRoom(message.Cost, deadline, request.IsNonBlocking);
            if (error == Errno.None)
            {
                error = Put(peer, ref source, ref request, message, isLimited: false, out _);
                if (error != Errno.None) ReleaseSent(message.Cost);
            }

            long sent = source.Transferred - start;
            if (error == Errno.EPIPE) return BrokenPipe(request, sent);
            if (error != Errno.None) return sent != 0 ? sent : error;
        }

        return source.Transferred - start;
    }

    private Result<long> SendDatagram(scoped ref IoSource source, scoped ref SendRequest request)
    {
        if ((request.Flags & MessageFlags.MSG_OOB) != 0) return Errno.EOPNOTSUPP;
        UnixAddress? name = null;
        Errno error = Errno.None;
        if (!request.Address.IsEmpty)
        {
            error = UnixAddress.Check(request.Address);
            if (error != Errno.None) return error;
            name = UnixAddress.From(request.Address);
        }
        else if (Peer is null)
        {
            return Errno.ENOTCONN;
        }

        error = BindIfPassing();
        if (error != Errno.None) return error;
        if (source.Remaining > Settings.SendBytes - DatagramReserve) return Errno.EMSGSIZE;
        long deadline = DeadlineAfter(Settings.SendTimeout);
        int length = (int)source.Remaining;
        UnixMessage message = new() { Length = length, Cost = UnixCost.OfDatagram(length), Sender = this, From = Address };
        error = ReserveRoom(message.Cost, deadline, request.IsNonBlocking);
        if (error != Errno.None) return error;
        error = Deliver(name, ref source, ref request, message, deadline);
        if (error == Errno.None) return length;
        ReleaseSent(message.Cost);
        return error;
    }

    /// <summary>Puts a datagram into the receiver's queue, waiting while that is full.</summary>
    private Errno Deliver(UnixAddress? name, scoped ref IoSource source, scoped ref SendRequest request, in UnixMessage message, long deadline)
    {
        while (true)
        {
            UnixSocket other;
            if (name is not null)
            {
                if (!Find(name).Try(out other, out Errno missing)) return missing;
            }
            else if (Peer is UnixSocket peer)
            {
                other = peer;
            }
            else
            {
                return Errno.ECONNRESET;
            }

            if (!other.TakesFrom(this)) return Errno.EPERM;
            if (other.IsGone)
            {
                if (name is not null) continue;
                return LeaveDeadPeer(other);
            }

            bool isLimited = other != this && other.Peer != this;
            Errno error = Put(other, ref source, ref request, message, isLimited, out bool isFull);
            if (!isFull) return error;
            if (request.IsNonBlocking) return Errno.EAGAIN;
            error = other.WaitUntilNotFull(deadline);
            if (error != Errno.None) return AfterWait(error, deadline);
        }
    }

    private Errno LeaveDeadPeer(UnixSocket other)
    {
        if (IsConnectionBased) return Errno.EPIPE;
        using (SpinLock<UnixLinks>.Guard links = UnixTable.Lock())
        {
            if (Peer == other)
            {
                Peer = null;
                CurrentPhase = Phase.Unconnected;
            }
        }

        _ = DropQueue(isClosing: false);
        return Errno.ECONNREFUSED;
    }

    private Errno WaitUntilNotFull(long deadline)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        while (state.Value.Messages > DatagramBacklog && !state.Value.IsClosed && (state.Value.Shutdown & ShutdownSides.Receive) == 0)
        {
            Errno reason = Room.Wait(state, deadline);
            if (reason != Errno.None) return reason;
        }

        return Errno.None;
    }

    /// <summary>Charges the send buffer, waiting until it is not full. What is charged may exceed the buffer by one message.</summary>
    private Errno ReserveRoom(int cost, long deadline, bool nonBlocking)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        while (true)
        {
            Errno error = state.Value.Error.Take();
            if (error != Errno.None) return error;
            if ((state.Value.Shutdown & ShutdownSides.Send) != 0) return Errno.EPIPE;
            if (state.Value.Sent < Settings.SendBytes) break;
            if (nonBlocking) return Errno.EAGAIN;
            Errno reason = Writable.Wait(state, deadline);
            if (reason != Errno.None) return AfterWait(reason, deadline);
        }

        state.Value.Sent += cost;
        return Errno.None;
    }

    /// <summary>Copies a message into the receiver's queue and tells it.</summary>
    /// <returns>EFAULT, ENOBUFS, EPIPE if nobody will read it; ETOOMANYREFS for descriptors.</returns>
    private Errno Put(UnixSocket receiver, scoped ref IoSource source, scoped ref SendRequest request, UnixMessage message, bool isLimited, out bool isFull)
    {
        isFull = false;
        UnixRights? rights = null;
        if (request.Rights is not null)
        {
            if (!UnixFlight.Launch(request.Rights, receiver).Try(out rights, out Errno refused)) return refused;
            request.Rights = null;
        }

        if (request.Credentials is UserCredentials given) message.Credentials = given;
        else if (Settings.Has(SocketFlags.PassCredentials) || receiver.Settings.Has(SocketFlags.PassCredentials)) message.Credentials = Own;
        else message.Credentials = new UserCredentials { uid = UserCredentials.Nobody, gid = UserCredentials.Nobody };
        message.Rights = rights;
        if (receiver.Settings.WantsTime) message.Arrival = Clock.RealTimeNanoseconds;

        Errno error;
        using (Mutex<UnixQueue>.Guard guard = receiver._queue.Lock())
        {
            UnixQueue queue = guard.Value;
            isFull = isLimited && queue.Count > DatagramBacklog;
            error = queue.IsClosed || receiver.HasShutdown(ShutdownSides.Receive) ? Errno.EPIPE : Errno.None;
            if (error == Errno.None && !isFull)
            {
                queue.Reserve();
                long before = queue.Bytes.Count;
                error = queue.Bytes.Append(ref source, message.Length);
                if (error == Errno.None) queue.Add(message);
                else queue.Bytes.CutTo(before);
                receiver.Publish(queue);
            }
        }

        if ((error != Errno.None || isFull) && rights is not null) request.Rights = UnixFlight.Land(rights);
        if (error == Errno.None && !isFull) receiver.Readable.WakeAll();
        return error;
    }
}

// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Sockets;
using Skift.Machine;
using Skift.Network.Sockets;

namespace Skift.Network.Udp;

internal sealed partial class UdpSocket
{
    /// <returns>
    /// EAGAIN without a free port; EMSGSIZE; EOPNOTSUPP for MSG_OOB; EINVAL, EAFNOSUPPORT for the address; EDESTADDRREQ; ENETUNREACH; EMSGSIZE for
    /// more than a packet holds; the pending error; EPIPE; EFAULT, ENOBUFS.
    /// </returns>
    public override Result<long> Send(scoped ref IoSource source, scoped ref SendRequest request)
    {
        Errno error = BindIfNeeded();
        if (error != Errno.None) return error;
        if (source.Remaining > ushort.MaxValue) return Errno.EMSGSIZE;
        if ((request.Flags & MessageFlags.MSG_OOB) != 0) return Errno.EOPNOTSUPP;
        if (!ReadDestination(request.Address).Try(out Endpoint destination, out error)) return error;
        if (!Routing.Find(destination.Address).Try(out Route route, out error)) return error;
        int length = (int)source.Remaining;
        int room = IPLayer.MaximumBytes - UdpLayer.HeaderBytes - (destination.Address.IsIPv4 ? IPLayer.IPv4HeaderBytes : 0);
        if (length > room) return Errno.EMSGSIZE;
        error = CheckSending();
        if (error != Errno.None) return error;
        InternetAddress from = Binding.Address.IsAny ? route.Source : Binding.Address;
        if (from.IsIPv4 != destination.Address.IsIPv4) return Errno.ENETUNREACH;
        if (!PageRun.From(ref source, length).Try(out PageRun payload, out error)) return error;
        Packet packet = new() { Payload = payload, Source = new Endpoint(from, Binding.Port), Destination = destination };
        Options.Stamp(packet);
        UdpLayer.PutHeader(packet, !route.Interface.IsTrusted);
        uint flow = packet.Source.Hash ^ destination.Hash;
        IPLayer.Send(packet, InternetProtocol.IPPROTO_UDP, route.Interface, flow);
        route.Interface.Flush(flow);
        return length;
    }

    private Result<Endpoint> ReadDestination(ReadOnlySpan<byte> address)
    {
        if (address.IsEmpty)
        {
            Endpoint peer = Peer;
            return peer.Port == 0 ? Errno.EDESTADDRREQ : peer;
        }

        if (!ReadPeer(address, allowsUnspecified: true).Try(out Endpoint destination, out Errno error)) return error;
        return destination.Port == 0 ? Errno.EINVAL : destination;
    }

    private Errno CheckSending()
    {
        using SpinLock<State>.Guard state = _state.Lock();
        Errno error = TakeError(ref state.Value);
        if (error != Errno.None) return error;
        return (state.Value.Shutdown & ShutdownSides.Send) != 0 ? Errno.EPIPE : Errno.None;
    }

    /// <summary>Queues a datagram whose headers are off, or drops it if there is no room.</summary>
    internal void Deliver(Packet packet)
    {
        bool isTaken;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            int cost = packet.Payload.Length + Overhead;
            isTaken = !state.Value.IsClosed && state.Value.Cost + cost <= Settings.ReceiveBytes;
            if (isTaken)
            {
                state.Value.Packets.Add(packet);
                state.Value.Cost += cost;
            }
        }

        if (!isTaken)
        {
            packet.Drop();
            return;
        }

        Readable.WakeOne(PollEvents.POLLIN | PollEvents.POLLRDNORM);
        Listeners.Notify(PollEvents.POLLIN | PollEvents.POLLRDNORM);
    }

    public override Result<long> Receive(scoped ref IoSink sink, scoped ref ReceiveRequest request)
    {
        if ((request.Flags & MessageFlags.MSG_ERRQUEUE) != 0) return Errno.EAGAIN;
        if (!Take(ref request).Try(out Packet? packet, out Errno error)) return error;
        if (packet is null) return 0;
        int length = packet.Payload.Length;
        int count = (int)Math.Min(length, sink.Remaining);
        if (!request.Address.IsEmpty) request.AddressLength = SocketName.Write(request.Address, packet.Source, Family);
        if (count < length) request.Found |= MessageFlags.MSG_TRUNC;
        error = packet.Payload.CopyTo(ref sink, 0, count);
        Options.AddControls(packet, Family, ref request);
        if (!request.IsPeek) packet.Drop();
        else PutBack(packet);
        if (error != Errno.None) return error;
        return (request.Flags & MessageFlags.MSG_TRUNC) != 0 ? length : count;
    }

    /// <summary>Takes the first datagram, waiting for one.</summary>
    /// <returns>Null at the end; the pending error, EAGAIN, EINTR.</returns>
    private Result<Packet?> Take(scoped ref ReceiveRequest request)
    {
        long deadline = DeadlineAfter(Settings.ReceiveTimeout);
        using SpinLock<State>.Guard state = _state.Lock();
        while (true)
        {
            Errno error = TakeError(ref state.Value);
            if (error != Errno.None) return error;
            if (state.Value.Packets.TryTake(out Packet? packet))
            {
                state.Value.Cost -= packet.Payload.Length + Overhead;
                return packet;
            }

            if (request.IsNonBlocking) return Errno.EAGAIN;
            if ((state.Value.Shutdown & ShutdownSides.Receive) != 0) return (Packet?)null;
            Errno reason = Readable.Wait(state, deadline);
            if (reason != Errno.None) return AfterWait(reason, deadline);
        }
    }

    /// <summary>A datagram that was only looked at is the first again.</summary>
    private void PutBack(Packet packet)
    {
        bool isTaken;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            isTaken = !state.Value.IsClosed;
            if (isTaken)
            {
                state.Value.Packets.AddFirst(packet);
                state.Value.Cost += packet.Payload.Length + Overhead;
            }
        }

        if (isTaken) Readable.WakeOne(PollEvents.POLLIN | PollEvents.POLLRDNORM);
        else packet.Drop();
    }
}

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
    /// <summary>Queues a datagram whose headers are off, or drops it if there is no room.</summary>
    internal void Deliver(Packet packet)
    {
        if (packet.SegmentSize == 0 || Has(UdpFlags.Coalesces)) DeliverOne(packet);
        else DeliverPieces(packet);
    }

    /// <summary>Cuts into datagrams what a sender has left in one piece (UDP_SEGMENT).</summary>
    private void DeliverPieces(Packet packet)
    {
        for (int start = 0; start < packet.Payload.Length; start += packet.SegmentSize)
        {
            DeliverOne(new Packet
            {
                Payload = packet.Payload.Share(start, Math.Min(packet.SegmentSize, packet.Payload.Length - start)),
                Source = packet.Source,
                Destination = packet.Destination,
                TimeToLive = packet.TimeToLive,
                TrafficClass = packet.TrafficClass,
                Mark = packet.Mark,
                IsTrusted = true,
            });
        }

        packet.Drop();
    }

    private void DeliverOne(Packet packet)
    {
        if (Settings.WantsTime) packet.Arrival = Clock.RealTimeNanoseconds;
        bool isTaken;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            int cost = packet.Payload.Length + Overhead;
            isTaken = !state.Value.IsClosed && state.Value.Cost + cost <= Settings.ReceiveBytes;
            if (isTaken)
            {
                packet.DropsBefore = state.Value.Drops;
                state.Value.Packets.Add(packet);
                state.Value.Cost += cost;
            }
            else
            {
                state.Value.Drops++;
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
        if ((request.Flags & MessageFlags.MSG_ERRQUEUE) != 0) return ReceiveError(ref sink, ref request);
        if (!Take(ref request).Try(out Packet? packet, out Errno error)) return error;
        if (packet is null) return 0;
        int length = packet.Payload.Length;
        int count = (int)Math.Min(length, sink.Remaining);
        if (!request.Address.IsEmpty) request.AddressLength = SocketName.Write(request.Address, packet.Source, Family);
        if (count < length) request.Found |= MessageFlags.MSG_TRUNC;
        error = packet.Payload.CopyTo(ref sink, 0, count);
        AddControls(packet, ref request);
        if (!request.IsPeek) packet.Drop();
        else PutBack(packet);
        if (error != Errno.None) return error;
        return (request.Flags & MessageFlags.MSG_TRUNC) != 0 ? length : count;
    }

    private void AddControls(Packet packet, scoped ref ReceiveRequest request)
    {
        TimestampControls.Add(Settings, packet.Arrival, ref request);
        if (packet.DropsBefore != 0 && Settings.Has(SocketFlags.TellsOverflow)) request.AddControl(SocketOption.SOL_SOCKET, SocketOption.SO_RXQ_OVFL, BitConverter.GetBytes(packet.DropsBefore));
        if (Settings.Has(SocketFlags.TellsMark)) request.AddControl(SocketOption.SOL_SOCKET, SocketOption.SO_MARK, BitConverter.GetBytes(packet.Mark));
        if (packet.SegmentSize != 0) request.AddControl(InternetProtocol.IPPROTO_UDP, UdpOption.UDP_GRO, BitConverter.GetBytes(packet.SegmentSize));
        DatagramControls.Add(packet, Options, Family, isReport: false, ref request);
    }

    /// <summary>Takes the first datagram, waiting for one.</summary>
    /// <returns>Null at the end; the pending error, EAGAIN, EINTR.</returns>
    private Result<Packet?> Take(scoped ref ReceiveRequest request)
    {
        long deadline = DeadlineAfter(Settings.ReceiveTimeout);
        using SpinLock<State>.Guard state = _state.Lock();
        while (true)
        {
            Errno error = state.Value.Error.Take();
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

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
        int skip = request.IsPeek ? Math.Max(0, Settings.PeekOffset) : 0;
        if (!Take(ref request, ref skip, out PacketQueue peeked).Try(out Packet? packet, out Errno error)) return error;
        if (packet is null) return 0;
        int length = packet.Payload.Length;
        int count = (int)Math.Min(length - skip, sink.Remaining);
        if (!request.Address.IsEmpty) request.AddressLength = SocketName.Write(request.Address, packet.Source, Family);
        if (sink.Remaining <= length - skip && sink.Remaining < length) request.Found |= MessageFlags.MSG_TRUNC;
        error = packet.Payload.CopyTo(ref sink, skip, count);
        AddControls(packet, ref request);
        if (!request.IsPeek) packet.Drop();
        else PutBack(ref peeked);
        if (error != Errno.None) return error;
        int told = (request.Flags & MessageFlags.MSG_TRUNC) != 0 ? length : count;
        MovePeekOffset(request.IsPeek, request.IsPeek ? count : told);
        return told;
    }

    private void AddControls(Packet packet, scoped ref ReceiveRequest request)
    {
        TimestampControls.Add(Settings, packet.Arrival, ref request);
        if (packet.DropsBefore != 0 && Settings.Has(SocketFlags.TellsOverflow)) request.AddControl(SocketOption.SOL_SOCKET, SocketOption.SO_RXQ_OVFL, BitConverter.GetBytes(packet.DropsBefore));
        if (Settings.Has(SocketFlags.TellsMark)) request.AddControl(SocketOption.SOL_SOCKET, SocketOption.SO_MARK, BitConverter.GetBytes(packet.Mark));
        if (packet.SegmentSize != 0) request.AddControl(InternetProtocol.IPPROTO_UDP, UdpOption.UDP_GRO, BitConverter.GetBytes(packet.SegmentSize));
        DatagramControls.Add(packet, Options, Family, isReport: false, ref request);
    }

    /// <summary>SO_PEEK_OFF: the next look begins behind this one; what a call has got moves it back, as on Linux.</summary>
    private void MovePeekOffset(bool isPeek, int count)
    {
        if (Settings.PeekOffset >= 0) Settings.PeekOffset = isPeek ? Settings.PeekOffset + count : Math.Max(0, Settings.PeekOffset - count);
    }

    /// <summary>Takes the first datagram, waiting for one. To be looked at only, it is the one that the offset points into, with those before it.</summary>
    /// <param name="skip">Bytes to pass over; in the end, bytes of the datagram.</param>
    /// <param name="peeked">What is to be put back.</param>
    /// <returns>Null at the end; the pending error, EAGAIN, EINTR.</returns>
    private Result<Packet?> Take(scoped ref ReceiveRequest request, ref int skip, out PacketQueue peeked)
    {
        peeked = default;
        long deadline = DeadlineAfter(Settings.ReceiveTimeout);
        using SpinLock<State>.Guard state = _state.Lock();
        while (true)
        {
            Errno error = state.Value.Error.Take();
            if (error != Errno.None) return error;
            int left = skip;
            Packet? packet = state.Value.Packets.First;
            for (; packet is not null && left != 0 && left >= packet.Payload.Length; packet = packet.Next)
            {
                left -= packet.Payload.Length;
            }

            if (packet is not null)
            {
                skip = left;
                peeked = state.Value.Packets.TakeUpTo(packet);
                if (!request.IsPeek) state.Value.Cost -= packet.Payload.Length + Overhead;
                return packet;
            }

            if (request.IsNonBlocking) return Errno.EAGAIN;
            if ((state.Value.Shutdown & ShutdownSides.Receive) != 0) return (Packet?)null;
            Errno reason = Readable.Wait(state, deadline);
            if (reason != Errno.None) return AfterWait(reason, deadline);
        }
    }

    /// <summary>Datagrams that were only looked at are the first again.</summary>
    private void PutBack(ref PacketQueue peeked)
    {
        bool isTaken;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            isTaken = !state.Value.IsClosed;
            if (isTaken) state.Value.Packets.AddFirst(peeked);
        }

        if (isTaken) Readable.WakeOne(PollEvents.POLLIN | PollEvents.POLLRDNORM);
        else peeked.DropAll();
    }
}

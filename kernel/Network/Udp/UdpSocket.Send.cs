// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Sockets;
using Skift.Machine;
using Skift.Network.Sockets;

namespace Skift.Network.Udp;

internal sealed partial class UdpSocket
{
    /// <summary>UDP_MAX_SEGMENTS: into so many datagrams one call may be cut.</summary>
    private const int MaximumSegments = 64;

    private readonly Mutex<Pending> _pending = new(default);
    private bool _isPending;

    /// <summary>Where a datagram goes and how: what is settled before its bytes are read.</summary>
    private struct Plan
    {
        internal Endpoint Source;
        internal Endpoint Destination;
        internal NetworkInterface Through;
        internal int Room;
        internal int SegmentSize;
        internal int TimeToLive;
        internal int TrafficClass;
        internal int Mark;
    }

    /// <summary>A datagram that more calls add to (MSG_MORE, UDP_CORK).</summary>
    private struct Pending
    {
        internal bool IsActive;
        internal Plan Plan;
        internal PageRun Payload;
    }

    public override bool ReadsControl => true;

    /// <returns>
    /// EAGAIN without a free port; EMSGSIZE; EOPNOTSUPP for MSG_OOB; EINVAL, EAFNOSUPPORT for the address; EDESTADDRREQ; EINVAL, EPERM for the
    /// control messages; ENETUNREACH or, for IPv6, EINVAL for an own address that is not; ENODEV, ENETUNREACH for the way; EMSGSIZE for more than a packet holds; the pending error; EPIPE; EFAULT, ENOBUFS.
    /// </returns>
    public override Result<long> Send(scoped ref IoSource source, scoped ref SendRequest request)
    {
        Errno error = BindIfNeeded();
        if (error != Errno.None) return error;
        if (source.Remaining > ushort.MaxValue) return Errno.EMSGSIZE;
        if ((request.Flags & MessageFlags.MSG_OOB) != 0) return Errno.EOPNOTSUPP;
        bool hasMore = (request.Flags & MessageFlags.MSG_MORE) != 0 || Has(UdpFlags.Corked);
        if (hasMore || Volatile.Read(ref _isPending)) return SendPart(ref source, ref request, hasMore);
        if (!MakePlan(ref request).Try(out Plan plan, out error)) return error;
        int length = (int)source.Remaining;
        error = CheckSending(plan, length);
        if (error != Errno.None) return error;
        if (!PageRun.From(ref source, length).Try(out PageRun payload, out error)) return error;
        error = Ship(plan, payload);
        return error == Errno.None ? length : error;
    }

    /// <summary>Adds to the datagram that is pending, which the first call has addressed, and sends it unless more follows.</summary>
    private Result<long> SendPart(scoped ref IoSource source, scoped ref SendRequest request, bool hasMore)
    {
        using Mutex<Pending>.Guard guard = _pending.Lock();
        ref Pending pending = ref guard.Value;
        Errno error;
        if (!pending.IsActive)
        {
            if (!MakePlan(ref request).Try(out pending.Plan, out error)) return error;
            pending.IsActive = true;
            Volatile.Write(ref _isPending, true);
        }

        int length = (int)source.Remaining;
        error = CheckSending(pending.Plan, pending.Payload.Length + length);
        if (error == Errno.None) error = pending.Payload.Append(ref source, length);
        if (error != Errno.None)
        {
            Forget(ref pending);
            return error;
        }

        if (hasMore) return length;
        error = ShipPending(ref pending);
        return error == Errno.None ? length : error;
    }

    /// <summary>UDP_CORK is off: what is pending goes.</summary>
    private void SendPending()
    {
        using Mutex<Pending>.Guard pending = _pending.Lock();
        if (pending.Value.IsActive) _ = ShipPending(ref pending.Value);
    }

    private Errno ShipPending(ref Pending pending)
    {
        PageRun payload = pending.Payload;
        Plan plan = pending.Plan;
        pending.Payload = default;
        Forget(ref pending);
        return Ship(plan, payload);
    }

    private void Forget(ref Pending pending)
    {
        pending.Payload.Release();
        pending = default;
        Volatile.Write(ref _isPending, false);
    }

    private Result<Plan> MakePlan(scoped ref SendRequest request)
    {
        if (!ReadDestination(request.Address).Try(out Endpoint destination, out Errno error)) return error;
        bool isIPv4 = destination.Address.IsIPv4;
        SendControls controls = new();
        if (!request.Control.IsEmpty && !SendControls.Read(request.Control, IsIPv6, isIPv4).Try(out controls, out error)) return error;
        if (controls.Mark is not null && !MayMark) return Errno.EPERM;
        int through = controls.Interface != 0 ? controls.Interface : Settings.BoundInterface;
        InternetAddress bound = controls.Source ?? Binding.Address;
        bool isForeign = controls.Source is InternetAddress chosen && !Routing.IsLocal(chosen) && !Options.IsFreeBind;
        if (isForeign) return isIPv4 ? Errno.ENETUNREACH : Errno.EINVAL;
        if (!Routing.Find(destination.Address, through).Try(out Route route, out error)) return error;
        InternetAddress from = bound.IsAny ? route.Source : bound;
        if (from.IsIPv4 != isIPv4) return Errno.ENETUNREACH;
        return new Plan
        {
            Source = new Endpoint(from, Binding.Port),
            Destination = destination,
            Through = route.Interface,
            Room = IPLayer.MaximumBytes - UdpLayer.HeaderBytes - (isIPv4 ? IPLayer.IPv4HeaderBytes : 0),
            SegmentSize = controls.SegmentSize >= 0 ? controls.SegmentSize : SegmentSize,
            TimeToLive = controls.TimeToLive,
            TrafficClass = controls.TrafficClass,
            Mark = controls.Mark ?? Settings.Mark,
        };
    }

    private static bool MayMark
    {
        get
        {
            Credentials own = UserThread.Current.Process.Credentials;
            return own.Has(Capability.CAP_NET_RAW) || own.Has(Capability.CAP_NET_ADMIN);
        }
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

    private Errno CheckSending(in Plan plan, int length)
    {
        if (length > plan.Room)
        {
            bool isIPv4 = plan.Destination.Address.IsIPv4;
            ReportError(new ErrorReport
            {
                Error = Errno.EMSGSIZE,
                Origin = ErrorOrigin.SO_EE_ORIGIN_LOCAL,
                Information = (uint)(isIPv4 ? Math.Min(plan.Through.Mtu, IPLayer.MaximumBytes) : plan.Through.Mtu - IPLayer.IPv6HeaderBytes),
                Destination = new Endpoint(plan.Destination.Address, Peer.Port),
            }, isIPv4);
            return Errno.EMSGSIZE;
        }

        using SpinLock<State>.Guard state = _state.Lock();
        Errno error = state.Value.Error.Take();
        if (error != Errno.None) return error;
        return (state.Value.Shutdown & ShutdownSides.Send) != 0 ? Errno.EPIPE : Errno.None;
    }

    /// <summary>Sends a payload, which goes over.</summary>
    /// <returns>EINVAL for pieces (UDP_SEGMENT) that are too many or larger than a packet.</returns>
    private Errno Ship(in Plan plan, PageRun payload)
    {
        int headers = UdpLayer.HeaderBytes + (plan.Destination.Address.IsIPv4 ? IPLayer.IPv4HeaderBytes : IPLayer.IPv6HeaderBytes);
        if (plan.SegmentSize != 0 && (headers + plan.SegmentSize > plan.Through.Mtu || payload.Length > plan.SegmentSize * MaximumSegments))
        {
            payload.Release();
            return Errno.EINVAL;
        }

        Packet packet = new() { Payload = payload, Source = plan.Source, Destination = plan.Destination, Mark = plan.Mark };
        if (plan.SegmentSize != 0 && payload.Length > plan.SegmentSize) packet.SegmentSize = plan.SegmentSize;
        Options.Stamp(packet);
        if (plan.TimeToLive >= 0) packet.TimeToLive = (byte)plan.TimeToLive;
        if (plan.TrafficClass >= 0) packet.TrafficClass = (byte)plan.TrafficClass;
        UdpLayer.PutHeader(packet, !plan.Through.IsTrusted);
        uint flow = packet.Source.Hash ^ plan.Destination.Hash;
        IPLayer.Send(packet, InternetProtocol.IPPROTO_UDP, plan.Through, flow);
        plan.Through.Flush(flow);
        return Errno.None;
    }
}

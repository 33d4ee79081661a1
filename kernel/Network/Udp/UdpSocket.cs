// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Core.Sockets;
using Skift.Machine;
using Skift.Network.Sockets;

namespace Skift.Network.Udp;

/// <summary>A socket of UDP (<c>udp(7)</c>).</summary>
internal sealed partial class UdpSocket : InternetSocket
{
    /// <summary>What a datagram costs of the receive buffer beyond its bytes, as on Linux: its description and the rest of its memory.</summary>
    private const int Overhead = 768;

    private readonly SpinLock<State> _state = new(default);

    private struct State
    {
        internal PacketQueue Packets;
        internal int Cost;
        internal int Drops;
        internal PendingError Error;
        internal ErrorQueue Errors;
        internal ShutdownSides Shutdown;
        internal Endpoint Peer;
        internal bool IsClosed;
    }

    internal UdpSocket(int family, uint userId)
        : base(family, SocketType.SOCK_DGRAM, InternetProtocol.IPPROTO_UDP, userId)
    {
    }

    protected override PortTable Ports => UdpLayer.Ports;

    protected override bool CanBind => !IsConnected;

    protected override bool TakesPlainAddresses => true;

    /// <summary>Whom it is connected to; port 0: nobody.</summary>
    internal Endpoint Peer
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.Peer;
        }
    }

    internal bool IsConnected => Peer.Port != 0;

    protected override bool HasPeer => IsConnected;

    internal override int Rate(in Endpoint remote)
    {
        const int PeerScore = 2;
        Endpoint peer = Peer;
        if (peer.Port == 0) return 0;
        return peer.Equals(remote) ? PeerScore : NotMine;
    }

    /// <summary>Bytes of memory that wait to be read, as /proc/net/udp shows them.</summary>
    internal int WaitingCost
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.Cost;
        }
    }

    private WaitQueue Readable { get; } = new();

    /// <summary>connect(2): EINVAL, EAFNOSUPPORT, ENETUNREACH, EACCES for broadcast, EAGAIN without a port; AF_UNSPEC ends it.</summary>
    public override Errno Connect(ReadOnlySpan<byte> address, bool nonBlocking)
    {
        if (address.Length < SocketAddress.FamilyBytes) return Errno.EINVAL;
        if (SocketName.FamilyOf(address) == AddressFamily.AF_UNSPEC)
        {
            Disconnect();
            return Errno.None;
        }

        Errno error = BindIfNeeded();
        if (error != Errno.None) return error;
        if (!ReadPeer(address).Try(out Endpoint peer, out error)) return error;
        if (!Routing.Find(peer.Address).Try(out Route route, out error)) return error;
        if (Binding.Address.IsAny) Ports.Move(Binding, route.Source);
        using SpinLock<State>.Guard state = _state.Lock();
        state.Value.Peer = peer;
        return Errno.None;
    }

    /// <summary>No peer any more; an address or port that was not chosen by bind(2) is given back.</summary>
    private void Disconnect()
    {
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            state.Value.Peer = default;
        }

        if (!IsAddressChosen) Ports.Move(Binding, Any);
        if (!IsPortChosen) Unbind();
    }

    /// <summary>bind(2) named an address, which connecting and disconnecting leave as it is.</summary>
    private bool IsAddressChosen { get; set; }

    protected override Errno BindTo(in Endpoint name)
    {
        Errno error = base.BindTo(name);
        if (error == Errno.None) IsAddressChosen = !name.Address.IsAny;
        return error;
    }

    public override Result<int> GetPeerName(Span<byte> address)
    {
        Endpoint peer = Peer;
        return peer.Port == 0 ? Errno.ENOTCONN : SocketName.Write(address, peer, Family);
    }

    /// <summary>ENOTCONN without a peer; it has an effect all the same, as on Linux.</summary>
    public override Errno Shutdown(ShutdownSides sides)
    {
        bool isConnected;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            isConnected = state.Value.Peer.Port != 0;
            state.Value.Shutdown |= sides;
        }

        Readable.WakeAll();
        return isConnected ? Errno.None : Errno.ENOTCONN;
    }

    public override Errno TakeError()
    {
        using SpinLock<State>.Guard state = _state.Lock();
        return state.Value.Error.Take();
    }

    public override PollEvents Poll(Poller? poller)
    {
        poller?.Register(Readable);
        // What is sent is delivered or on its way at once, so there is always room.
        PollEvents events = PollEvents.POLLOUT | PollEvents.POLLWRNORM | PollEvents.POLLWRBAND;
        using SpinLock<State>.Guard state = _state.Lock();
        if (state.Value.Error.IsSet || !state.Value.Errors.IsEmpty) events |= PollEvents.POLLERR | (Settings.Has(SocketFlags.SelectsErrors) ? PollEvents.POLLPRI : PollEvents.None);
        if ((state.Value.Shutdown & ShutdownSides.Receive) != 0) events |= PollEvents.POLLRDHUP | PollEvents.POLLIN | PollEvents.POLLRDNORM;
        if (state.Value.Shutdown == ShutdownSides.Both) events |= PollEvents.POLLHUP;
        if (!state.Value.Packets.IsEmpty) events |= PollEvents.POLLIN | PollEvents.POLLRDNORM;
        return events;
    }

    public override Result<long> Control(uint request, ulong argument)
    {
        if (request is not (Ioctl.SIOCINQ or Ioctl.SIOCOUTQ)) return base.Control(request, argument);
        int value = 0;
        if (request == Ioctl.SIOCINQ)
        {
            using SpinLock<State>.Guard state = _state.Lock();
            value = state.Value.Packets.First?.Payload.Length ?? 0;
        }

        Errno error = UserMemory.Write(new VirtualAddress(argument), value);
        return error == Errno.None ? 0L : error;
    }

    public override void Close()
    {
        Ports.Release(Binding);
        PacketQueue rest;
        Queue<ErrorReport>? errors;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            state.Value.IsClosed = true;
            state.Value.Cost = 0;
            rest = state.Value.Packets.TakeAll();
            errors = state.Value.Errors.TakeAll();
        }

        rest.DropAll();
        ErrorQueue.Drop(errors);
        using Mutex<Pending>.Guard pending = _pending.Lock();
        Forget(ref pending.Value);
    }
}

// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Core.Sockets;
using Skift.Machine;
using Skift.Network.Sockets;

namespace Skift.Network.Tcp;

internal sealed partial class TcpSocket
{
    /// <returns>
    /// EINVAL, EISCONN; for a first call EAFNOSUPPORT, ENETUNREACH, EADDRNOTAVAIL; EINPROGRESS, later EALREADY, if it would wait or has waited long
    /// enough (SO_SNDTIMEO); EINTR; ECONNREFUSED, ETIMEDOUT and others from the peer.
    /// </returns>
    public override Errno Connect(ReadOnlySpan<byte> address, bool nonBlocking)
    {
        if (address.Length < SocketAddress.FamilyBytes) return Errno.EINVAL;
        Own();
        try
        {
            if (SocketName.FamilyOf(address) == AddressFamily.AF_UNSPEC)
            {
                if (_stage == Stage.Listening) StopListening();
                Disconnect();
                return Errno.None;
            }

            return ConnectOwned(address, nonBlocking);
        }
        finally
        {
            Release();
        }
    }

    private Errno ConnectOwned(ReadOnlySpan<byte> address, bool nonBlocking)
    {
        if (_stage is Stage.Connected or Stage.Listening) return Errno.EISCONN;
        Errno pending = Errno.EALREADY;
        if (_stage == Stage.Unconnected)
        {
            Errno error = Begin(address);
            if (error != Errno.None) return error;
            _stage = Stage.Connecting;
            pending = Errno.EINPROGRESS;
        }

        long deadline = DeadlineAfter(Settings.SendTimeout);
        while (_connection is { IsConnecting: true })
        {
            if (nonBlocking) return pending;
            Errno reason = WaitForChange(deadline);
            if (reason == Errno.ETIMEDOUT) return pending;
            if (reason != Errno.None && _connection is { IsConnecting: true }) return AfterWait(reason, deadline);
        }

        if (State == TcpState.TCP_CLOSE)
        {
            Errno error = _connection?.TakeError() ?? Errno.None;
            Disconnect();
            return error == Errno.None ? Errno.ECONNABORTED : error;
        }

        _stage = Stage.Connected;
        return Errno.None;
    }

    /// <summary>Takes a port and sends the SYN.</summary>
    private Errno Begin(ReadOnlySpan<byte> address)
    {
        if (!ReadPeer(address).Try(out Endpoint peer, out Errno error)) return error;
        if (!Routing.Find(peer.Address).Try(out Route route, out error)) return error;
        InternetAddress from = Binding.Address.IsAny ? route.Source : Binding.Address;
        if (from.IsIPv4 != peer.Address.IsIPv4) return Errno.ENETUNREACH;
        if (Binding.Port == 0)
        {
            error = Ports.BindForConnect(Binding, from, port => TcpLayer.Connections.Find(new Endpoint(from, port), peer) is null);
            if (error != Errno.None)
            {
                Unbind();
                return error;
            }
        }

        Endpoint local = new(from, Binding.Port);
        TcpConnection connection = NewConnection(local, peer, route.Interface);
        _connection?.Release();
        if (!TcpLayer.Connections.TryAdd(this, local, peer))
        {
            if (!IsPortChosen) Unbind();
            return Errno.EADDRNOTAVAIL;
        }

        Ports.Move(Binding, from);
        _shutdown = ShutdownSides.None;
        _connection = connection;
        connection.Open(Clock.MonotonicNanoseconds);
        return Errno.None;
    }

    /// <summary>No connection any more. A port that bind(2) has named stays, others are given back.</summary>
    private void Disconnect()
    {
        if (_connection is TcpConnection connection)
        {
            connection.Abort(Errno.None, Clock.MonotonicNanoseconds);
            _ = Settle(connection);
            connection.Release();
            _connection = null;
        }

        _stage = Stage.Unconnected;
        _shutdown = ShutdownSides.None;
        if (!IsPortChosen) Unbind();
        else if (!IsAddressChosen) Ports.Move(Binding, Any);
    }

    /// <summary>bind(2) named an address, which connecting and disconnecting leave as it is.</summary>
    private bool IsAddressChosen { get; set; }

    protected override Errno BindTo(in Endpoint name)
    {
        Own();
        try
        {
            Errno error = base.BindTo(name);
            if (error == Errno.None) IsAddressChosen = !name.Address.IsAny;
            return error;
        }
        finally
        {
            Release();
        }
    }
}

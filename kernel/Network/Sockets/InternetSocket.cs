// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Sockets;

namespace Skift.Network.Sockets;

/// <summary>What sockets of AF_INET and AF_INET6 have in common: addresses, ports and the options of IP.</summary>
internal abstract partial class InternetSocket : Socket
{
    protected InternetSocket(int family, SocketType type, int protocol, uint userId)
        : base(family, type, protocol)
    {
        UserId = userId;
        Binding = new PortBinding(this, Settings, userId) { Address = Any };
    }

    /// <summary>Where it is bound; its port is 0 if it is not.</summary>
    internal PortBinding Binding { get; }

    /// <summary>The own end.</summary>
    internal Endpoint Local => new(Binding.Address, Binding.Port);

    /// <summary>Who made it.</summary>
    internal uint UserId { get; }

    internal bool IsIPv6 => Family == AddressFamily.AF_INET6;

    /// <summary>The address that stands for all.</summary>
    protected InternetAddress Any => IsIPv6 ? InternetAddress.AnyIPv6 : InternetAddress.AnyIPv4;

    protected abstract PortTable Ports { get; }

    /// <summary>What <see cref="Rate"/> gives for packets that another socket of the port is to have.</summary>
    internal const int NotMine = -1;

    /// <summary>How well a packet from a peer to the own port fits: the larger the better. Asked with the port table locked.</summary>
    internal abstract int Rate(in Endpoint remote);

    /// <summary>bind(2) still makes sense: neither bound nor connected.</summary>
    protected abstract bool CanBind { get; }

    /// <summary>EINVAL, EAFNOSUPPORT, EADDRNOTAVAIL, EACCES; EINVAL if it has a name; EADDRINUSE.</summary>
    public override Errno Bind(ReadOnlySpan<byte> address)
    {
        Result<Endpoint> parsed = SocketName.Read(address, Family);
        if (!parsed.Try(out Endpoint name, out Errno error) && !IsUnspecifiedAny(address, error, out name)) return error;
        if (IsIPv6 && name.Address.IsIPv4 && Binding.IsOnlyIPv6) return Errno.EINVAL;
        if (!name.Address.IsAny && !Routing.IsLocal(name.Address) && !Options.IsFreeBind) return Errno.EADDRNOTAVAIL;
        if (name.Port is > 0 and < PortTable.FirstUnprivileged && !UserThread.Current.Process.Credentials.Has(Capability.CAP_NET_BIND_SERVICE)) return Errno.EACCES;
        return BindTo(name);
    }

    /// <summary>AF_UNSPEC with address 0 was always taken for AF_INET.</summary>
    private bool IsUnspecifiedAny(ReadOnlySpan<byte> address, Errno error, out Endpoint name)
    {
        name = default;
        if (error != Errno.EAFNOSUPPORT || IsIPv6 || SocketName.FamilyOf(address) != AddressFamily.AF_UNSPEC) return false;
        Span<byte> copy = stackalloc byte[InternetProtocol.AddressBytes];
        address[..copy.Length].CopyTo(copy);
        copy[0] = AddressFamily.AF_INET;
        return SocketName.Read(copy, Family).Try(out name, out _) && name.Address.IsAny;
    }

    /// <summary>The part of bind(2) that needs the state of the socket.</summary>
    protected virtual Errno BindTo(in Endpoint name)
    {
        if (!CanBind || Binding.Port != 0) return Errno.EINVAL;
        Errno error = Ports.Bind(Binding, name.Address, name.Port);
        // The search for a port has written into it.
        if (error != Errno.None) Unbind();
        else IsPortChosen = name.Port != 0;
        return error;
    }

    /// <summary>The port was named in bind(2), so a connection that ends leaves it.</summary>
    protected bool IsPortChosen { get; private set; }

    /// <summary>Takes any free port if it has none. EAGAIN.</summary>
    protected Errno BindIfNeeded()
    {
        if (Binding.Port != 0) return Errno.None;
        Errno error = Ports.Bind(Binding, Binding.Address, 0);
        if (error == Errno.None) return error;
        Unbind();
        return Errno.EAGAIN;
    }

    protected void Unbind()
    {
        Ports.Release(Binding);
        Binding.Port = 0;
        Binding.Address = Any;
        IsPortChosen = false;
    }

    /// <summary>Reads where to connect or send to.</summary>
    /// <returns>EINVAL, EAFNOSUPPORT; ENETUNREACH for an address of IPv4 where only IPv6 is spoken.</returns>
    /// <param name="allowsUnspecified">AF_UNSPEC is taken for AF_INET, as datagrams were always sent.</param>
    protected Result<Endpoint> ReadPeer(ReadOnlySpan<byte> address, bool allowsUnspecified = false)
    {
        if (allowsUnspecified && !IsIPv6 && address.Length >= InternetProtocol.AddressBytes && SocketName.FamilyOf(address) == AddressFamily.AF_UNSPEC)
        {
            Span<byte> named = stackalloc byte[InternetProtocol.AddressBytes];
            address[..named.Length].CopyTo(named);
            named[0] = AddressFamily.AF_INET;
            return ReadPeer(named);
        }

        bool isPlain = IsIPv6 && address.Length >= SocketAddress.FamilyBytes && SocketName.FamilyOf(address) == AddressFamily.AF_INET;
        if (isPlain && !TakesPlainAddresses) return address.Length < InternetProtocol.OldAddress6Bytes ? Errno.EINVAL : Errno.EAFNOSUPPORT;
        if (!SocketName.Read(address, isPlain ? AddressFamily.AF_INET : Family).Try(out Endpoint peer, out Errno error)) return error;
        if (IsIPv6 && peer.Address.IsIPv4 && Binding.IsOnlyIPv6) return Errno.ENETUNREACH;
        // :: as a destination is taken for the kind of address that the socket is bound to.
        bool isMapped = IsIPv6 && peer.Address == InternetAddress.AnyIPv6 && Binding.Address.IsIPv4;
        return new Endpoint(isMapped ? InternetAddress.LoopbackIPv4 : Routing.Resolve(peer.Address), peer.Port);
    }

    /// <summary>A socket of IPv6 takes <c>struct sockaddr_in</c> too.</summary>
    protected virtual bool TakesPlainAddresses => false;

    public override Result<int> GetName(Span<byte> address) => SocketName.Write(address, Local, Family);

    public override bool HasOwnLevels => true;

    public override AsyncListeners Listeners { get; } = new();
}

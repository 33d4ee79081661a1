// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Core;
using Skift.Core.Sockets;

namespace Skift.Network.Sockets;

/// <summary>A hold of a port: what bind(2) gives a socket, and what a connection keeps until it is forgotten.</summary>
internal sealed class PortBinding
{
    private readonly SocketSettings _settings;
    private int _flags;

    private enum Flag
    {
        Listening = 1,
        OnlyIPv6 = 2,
        ByConnect = 4,
    }

    /// <param name="owner">Who gets what arrives there; null for a connection, which is found by its own table.</param>
    /// <param name="settings">Where SO_REUSEADDR and SO_REUSEPORT stand, which count as they are at the moment.</param>
    internal PortBinding(InternetSocket? owner, SocketSettings settings, uint userId)
    {
        Owner = owner;
        UserId = userId;
        _settings = settings;
        Link = new Link<PortBinding>(this);
    }

    internal InternetSocket? Owner { get; }

    internal uint UserId { get; }

    /// <summary>Its place in the <see cref="PortTable"/>, whose lock guards this and the endpoint.</summary>
    internal Link<PortBinding> Link { get; }

    internal InternetAddress Address { get; set; }

    internal ushort Port { get; set; }

    /// <summary>SO_REUSEADDR.</summary>
    internal bool IsReusable => _settings.Has(SocketFlags.ReuseAddress);

    /// <summary>SO_REUSEPORT.</summary>
    internal bool SharesPort => _settings.Has(SocketFlags.ReusePort);

    internal bool IsListening { get => Has(Flag.Listening); set => Set(Flag.Listening, value); }

    /// <summary>:: stands for addresses of IPv6 only (IPV6_V6ONLY).</summary>
    internal bool IsOnlyIPv6 { get => Has(Flag.OnlyIPv6); set => Set(Flag.OnlyIPv6, value); }

    /// <summary>The port was chosen by connect(2): others may share it as long as they talk to another peer.</summary>
    internal bool IsByConnect { get => Has(Flag.ByConnect); set => Set(Flag.ByConnect, value); }

    /// <summary>Whether packets to the address are for this binding.</summary>
    internal bool Covers(InternetAddress address)
    {
        if (Address == address) return true;
        if (!Address.IsAny) return false;
        return address.IsIPv4 ? Address.IsIPv4 || !IsOnlyIPv6 : !Address.IsIPv4;
    }

    /// <summary>Whether some packet could be for both.</summary>
    internal bool Overlaps(PortBinding other)
    {
        if (Address.IsAny && other.Address.IsAny)
        {
            bool first = !Address.IsIPv4 && IsOnlyIPv6;
            bool second = !other.Address.IsIPv4 && other.IsOnlyIPv6;
            return Address.IsIPv4 == other.Address.IsIPv4 || (!first && !second);
        }

        return Address.IsAny ? Covers(other.Address) : other.Covers(Address);
    }

    private bool Has(Flag flag) => (Volatile.Read(ref _flags) & (int)flag) != 0;

    private void Set(Flag flag, bool isOn) => _ = isOn ? Interlocked.Or(ref _flags, (int)flag) : Interlocked.And(ref _flags, ~(int)flag);
}

// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;

namespace Skift.Network;

/// <summary>An address of IPv6; those of IPv4 are the ones mapped into it (RFC 4291 §2.5.5.2), so one code serves both.</summary>
internal readonly struct InternetAddress : IEquatable<InternetAddress>
{
    internal const int IPv4Bytes = 4;
    internal const int IPv6Bytes = 16;

    private const ulong MappedPrefix = 0xFFFF_0000_0000;
    private const uint LoopbackNetwork = 127;
    private const uint Broadcast = 0xFFFF_FFFF;
    private const uint FirstMulticast = 0xE000_0000;
    private const uint MulticastMask = 0xF000_0000;

    private readonly ulong _high;
    private readonly ulong _low;

    private InternetAddress(ulong high, ulong low)
    {
        _high = high;
        _low = low;
    }

    /// <summary>0.0.0.0</summary>
    internal static InternetAddress AnyIPv4 => FromIPv4(0);

    /// <summary>::</summary>
    internal static InternetAddress AnyIPv6 => default;

    /// <summary>127.0.0.1</summary>
    internal static InternetAddress LoopbackIPv4 => FromIPv4(0x7F00_0001);

    /// <summary>::1</summary>
    internal static InternetAddress LoopbackIPv6 => new(0, 1);

    internal static InternetAddress FromIPv4(uint value) => new(0, MappedPrefix | value);

    /// <summary>Reads 4 or 16 bytes in the network's order.</summary>
    internal static InternetAddress Read(ReadOnlySpan<byte> bytes) => bytes.Length == IPv4Bytes
        ? FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes))
        : new InternetAddress(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Writes 16 bytes, or the 4 of IPv4.</summary>
    internal void Write(Span<byte> bytes)
    {
        if (bytes.Length == IPv4Bytes)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, IPv4);
            return;
        }

        BinaryPrimitives.WriteUInt64BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _low);
    }

    internal bool IsIPv4 => _high == 0 && _low >> 32 == MappedPrefix >> 32;

    /// <summary>The number that an address of IPv4 is.</summary>
    internal uint IPv4 => (uint)_low;

    /// <summary>0.0.0.0 or ::</summary>
    internal bool IsAny => _high == 0 && (_low == 0 || _low == MappedPrefix);

    internal bool IsLoopback => IsIPv4 ? IPv4 >> 24 == LoopbackNetwork : _high == 0 && _low == 1;

    internal bool IsMulticast => IsIPv4 ? (IPv4 & MulticastMask) == FirstMulticast : _high >> 56 == 0xFF;

    /// <summary>255.255.255.255</summary>
    internal bool IsBroadcast => IsIPv4 && IPv4 == Broadcast;

    internal uint Hash
    {
        get
        {
            ulong mixed = (_high ^ _low) * 0x9E37_79B9_7F4A_7C15;
            return (uint)(mixed >> 32);
        }
    }

    internal (ulong High, ulong Low) Words => (_high, _low);

    public bool Equals(InternetAddress other) => _high == other._high && _low == other._low;

    public override bool Equals(object? other) => other is InternetAddress address && Equals(address);

    public override int GetHashCode() => (int)Hash;

    public static bool operator ==(InternetAddress left, InternetAddress right) => left.Equals(right);

    public static bool operator !=(InternetAddress left, InternetAddress right) => !left.Equals(right);
}

/// <summary>An address and a port.</summary>
internal readonly struct Endpoint
{
    internal readonly InternetAddress Address;
    internal readonly ushort Port;

    internal Endpoint(InternetAddress address, ushort port)
    {
        Address = address;
        Port = port;
    }

    internal uint Hash => Address.Hash ^ (Port * 0x85EB_CA6Bu);

    internal bool Equals(in Endpoint other) => Port == other.Port && Address == other.Address;
}

// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Net.Sockets;

namespace System.Net;

/// <summary>An address of IP, version 4 or 6.</summary>
public partial class IPAddress : IEquatable<IPAddress>
{
    public static readonly IPAddress Any = new(new byte[4]);
    public static readonly IPAddress Loopback = new([127, 0, 0, 1]);
    public static readonly IPAddress Broadcast = new([255, 255, 255, 255]);
    public static readonly IPAddress None = Broadcast;
    public static readonly IPAddress IPv6Any = new(new byte[16]);
    public static readonly IPAddress IPv6Loopback = new([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    public static readonly IPAddress IPv6None = IPv6Any;

    private const int Version4Bytes = 4;
    private const int Version6Bytes = 16;

    /// <summary>In the order of the network.</summary>
    private readonly byte[] _bytes;

    private uint _scope;

    /// <param name="newAddress">Version 4, as it lies in memory in the order of the network.</param>
    public IPAddress(long newAddress)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(newAddress);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(newAddress, uint.MaxValue);
        _bytes = new byte[Version4Bytes];
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes, (uint)newAddress);
    }

    public IPAddress(byte[] address)
        : this(new ReadOnlySpan<byte>(address ?? throw new ArgumentNullException(nameof(address))))
    {
    }

    public IPAddress(ReadOnlySpan<byte> address)
    {
        if (address.Length is not (Version4Bytes or Version6Bytes)) throw new ArgumentException("An invalid IP address was specified.", nameof(address));
        _bytes = address.ToArray();
    }

    public IPAddress(byte[] address, long scopeid)
        : this(new ReadOnlySpan<byte>(address ?? throw new ArgumentNullException(nameof(address))), scopeid)
    {
    }

    public IPAddress(ReadOnlySpan<byte> address, long scopeid)
    {
        if (address.Length != Version6Bytes) throw new ArgumentException("An invalid IP address was specified.", nameof(address));
        CheckScope(scopeid, nameof(scopeid));
        _bytes = address.ToArray();
        _scope = (uint)scopeid;
    }

    public AddressFamily AddressFamily => IsVersion4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;

    /// <summary>The interface that a link-local address belongs to.</summary>
    public long ScopeId
    {
        get => IsVersion4 ? throw new SocketException((int)SocketError.OperationNotSupported) : _scope;
        set
        {
            if (IsVersion4) throw new SocketException((int)SocketError.OperationNotSupported);
            CheckScope(value, nameof(value));
            _scope = (uint)value;
        }
    }

    public bool IsIPv6Multicast => !IsVersion4 && _bytes[0] == 0xFF;

    public bool IsIPv6LinkLocal => !IsVersion4 && (Word(0) & 0xFFC0) == 0xFE80;

    public bool IsIPv6SiteLocal => !IsVersion4 && (Word(0) & 0xFFC0) == 0xFEC0;

    public bool IsIPv6UniqueLocal => !IsVersion4 && (Word(0) & 0xFE00) == 0xFC00;

    public bool IsIPv6Teredo => !IsVersion4 && Word(0) == 0x2001 && Word(1) == 0;

    public bool IsIPv4MappedToIPv6 => !IsVersion4 && _bytes.AsSpan(0, 10).IndexOfAnyExcept((byte)0) < 0 && Word(5) == 0xFFFF;

    private bool IsVersion4 => _bytes.Length == Version4Bytes;

    public static bool IsLoopback(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) return address._bytes[12] == 127;
        return address.IsVersion4 ? address._bytes[0] == 127 : address.Equals(IPv6Loopback);
    }

    public static long HostToNetworkOrder(long host) => BinaryPrimitives.ReverseEndianness(host);

    public static int HostToNetworkOrder(int host) => BinaryPrimitives.ReverseEndianness(host);

    public static short HostToNetworkOrder(short host) => BinaryPrimitives.ReverseEndianness(host);

    public static long NetworkToHostOrder(long network) => HostToNetworkOrder(network);

    public static int NetworkToHostOrder(int network) => HostToNetworkOrder(network);

    public static short NetworkToHostOrder(short network) => HostToNetworkOrder(network);

    public byte[] GetAddressBytes() => _bytes.AsSpan().ToArray();

    public bool TryWriteBytes(Span<byte> destination, out int bytesWritten)
    {
        bool fits = _bytes.AsSpan().TryCopyTo(destination);
        bytesWritten = fits ? _bytes.Length : 0;
        return fits;
    }

    /// <summary>The version 4 address in the last four bytes.</summary>
    public IPAddress MapToIPv4() => IsVersion4 ? this : new IPAddress(_bytes.AsSpan(Version6Bytes - Version4Bytes));

    /// <summary>RFC 4291 §2.5.5.2: ::ffff:a.b.c.d.</summary>
    public IPAddress MapToIPv6()
    {
        if (!IsVersion4) return this;
        Span<byte> mapped = stackalloc byte[Version6Bytes];
        mapped.Clear();
        mapped.Slice(10, 2).Fill(0xFF);
        _bytes.CopyTo(mapped[12..]);
        return new IPAddress(mapped);
    }

    public bool Equals(IPAddress? other) => other != null && _scope == other._scope && _bytes.AsSpan().SequenceEqual(other._bytes);

    public override bool Equals(object? comparand) => comparand is IPAddress other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (byte value in _bytes) hash.Add(value);
        hash.Add(_scope);
        return hash.ToHashCode();
    }

    private static void CheckScope(long scope, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scope, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scope, uint.MaxValue, name);
    }

    private int Word(int index) => (_bytes[index * 2] << 8) | _bytes[(index * 2) + 1];
}

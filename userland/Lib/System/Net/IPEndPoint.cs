// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Sockets;

namespace System.Net;

/// <summary>An address of IP and a port.</summary>
public class IPEndPoint : EndPoint
{
    public const int MinPort = 0;
    public const int MaxPort = 0xFFFF;

    /// <summary>Of <c>struct sockaddr_in</c> and <c>sockaddr_in6</c>.</summary>
    private const int Version4Size = 16;
    private const int Version6Size = 28;

    private IPAddress _address;
    private int _port;

    public IPEndPoint(long address, int port)
        : this(new IPAddress(address), port)
    {
    }

    public IPEndPoint(IPAddress address, int port)
    {
        ArgumentNullException.ThrowIfNull(address);
        CheckPort(port, nameof(port));
        _address = address;
        _port = port;
    }

    public override AddressFamily AddressFamily => _address.AddressFamily;

    public IPAddress Address
    {
        get => _address;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _address = value;
        }
    }

    public int Port
    {
        get => _port;
        set
        {
            CheckPort(value, nameof(value));
            _port = value;
        }
    }

    public static IPEndPoint Parse(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan());
    }

    public static IPEndPoint Parse(ReadOnlySpan<char> s) =>
        TryParse(s, out IPEndPoint? result) ? result : throw new FormatException("An invalid IPEndPoint was specified.");

    public static bool TryParse(string s, [NotNullWhen(true)] out IPEndPoint? result) => TryParse(s.AsSpan(), out result);

    /// <summary>a.b.c.d:port, [v6]:port, or an address alone, whose port is 0.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, [NotNullWhen(true)] out IPEndPoint? result)
    {
        result = null;
        int end = s.Length;
        int colon = s.LastIndexOf(':');
        if (colon > 0 && (s[colon - 1] == ']' || s[..colon].LastIndexOf(':') < 0)) end = colon;
        if (!IPAddress.TryParse(s[..end], out IPAddress? address)) return false;

        uint port = 0;
        if (end != s.Length && (!uint.TryParse(s[(end + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > MaxPort)) return false;
        result = new IPEndPoint(address, (int)port);
        return true;
    }

    public override SocketAddress Serialize()
    {
        bool isVersion4 = AddressFamily == AddressFamily.InterNetwork;
        SocketAddress address = new(AddressFamily, isVersion4 ? Version4Size : Version6Size);
        Span<byte> bytes = address.Buffer.Span;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)_port);
        _ = _address.TryWriteBytes(bytes[(isVersion4 ? 4 : 8)..], out _);
        if (!isVersion4) BinaryPrimitives.WriteUInt32LittleEndian(bytes[24..], (uint)_address.ScopeId);
        return address;
    }

    public override EndPoint Create(SocketAddress socketAddress)
    {
        ArgumentNullException.ThrowIfNull(socketAddress);
        ReadOnlySpan<byte> bytes = socketAddress.Bytes;
        bool isVersion4 = socketAddress.Family == AddressFamily.InterNetwork;
        if ((!isVersion4 && socketAddress.Family != AddressFamily.InterNetworkV6) || bytes.Length < (isVersion4 ? 8 : Version6Size))
        {
            throw new ArgumentException($"The AddressFamily {socketAddress.Family} is not valid for the {GetType()} end point.", nameof(socketAddress));
        }

        int port = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        return isVersion4
            ? new IPEndPoint(new IPAddress(bytes.Slice(4, 4)), port)
            : new IPEndPoint(new IPAddress(bytes.Slice(8, 16), BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..])), port);
    }

    public override string ToString() =>
        AddressFamily == AddressFamily.InterNetworkV6 ? $"[{_address}]:{_port}" : $"{_address}:{_port}";

    public override bool Equals([NotNullWhen(true)] object? comparand) =>
        comparand is IPEndPoint other && other._address.Equals(_address) && other._port == _port;

    public override int GetHashCode() => _address.GetHashCode() ^ _port;

    private static void CheckPort(int port, string name)
    {
        if (port is < MinPort or > MaxPort) throw new ArgumentOutOfRangeException(name);
    }
}

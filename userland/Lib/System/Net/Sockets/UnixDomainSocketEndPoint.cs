// SPDX-License-Identifier: MIT
using Skift.Libc;

namespace System.Net.Sockets;

/// <summary>The path of a unix socket; with a zero in front a name outside the file system (unix(7), "abstract").</summary>
public sealed class UnixDomainSocketEndPoint : EndPoint
{
    private const int FamilyBytes = 2;

    /// <summary>Of <c>sun_path</c>.</summary>
    private const int PathBytes = 108;

    private readonly string _path;

    public UnixDomainSocketEndPoint(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        int length = ByteString.GetByteCount(path);
        bool isAbstract = path.Length > 0 && path[0] == '\0';
        if (path.Length == 0 || length + (isAbstract ? 0 : 1) > PathBytes)
        {
            throw new ArgumentOutOfRangeException(nameof(path), path,
                $"The path '{path}' is of an invalid length for use with domain sockets on this platform.  The length must be between 1 and {PathBytes} characters, inclusive.");
        }

        _path = path;
    }

    internal UnixDomainSocketEndPoint(SocketAddress address)
    {
        ReadOnlySpan<byte> path = address.Buffer.Span[Math.Min(FamilyBytes, address.Size)..address.Size];
        bool isAbstract = path.Length > 0 && path[0] == 0;
        if (!isAbstract && path.IndexOf((byte)0) is int end and >= 0) path = path[..end];
        _path = ByteString.Decode(path);
    }

    /// <summary>Null for a name outside the file system.</summary>
    internal string? FileName => _path.Length == 0 || _path[0] == '\0' ? null : _path;

    public override AddressFamily AddressFamily => AddressFamily.Unix;

    public override SocketAddress Serialize()
    {
        byte[] path = ByteString.Encode(_path);
        bool isTerminated = path.Length > 0 && path[0] != 0;
        SocketAddress address = new(AddressFamily.Unix, FamilyBytes + path.Length + (isTerminated ? 1 : 0));
        path.CopyTo(address.Buffer.Span[FamilyBytes..]);
        return address;
    }

    public override EndPoint Create(SocketAddress socketAddress) => new UnixDomainSocketEndPoint(socketAddress);

    public override bool Equals(object? obj) => obj is UnixDomainSocketEndPoint other && other._path == _path;

    public override int GetHashCode() => _path.GetHashCode();

    public override string ToString() => _path.Length > 0 && _path[0] == '\0' ? "@" + _path.Substring(1) : _path;
}

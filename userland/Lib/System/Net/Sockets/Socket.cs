// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace System.Net.Sockets;

/// <summary>A socket. Calls wait unless <see cref="Blocking"/> is false, and longer than a timeout never.</summary>
public partial class Socket : IDisposable
{
    private readonly AddressFamily _family;
    private readonly SocketType _type;
    private readonly ProtocolType _protocol;
    private int _descriptor;
    private bool _isBlocking = true;
    private bool _isListening;
    private bool _isConnected;
    private int _receiveTimeout;
    private int _sendTimeout;
    private EndPoint? _localEndPoint;

    /// <summary>The file of a unix socket, which goes with it as in .NET.</summary>
    private string? _boundFile;

    private EndPoint? _remoteEndPoint;

    /// <summary>Of IP: both versions if the system has both.</summary>
    public Socket(SocketType socketType, ProtocolType protocolType)
        : this(OSSupportsIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, socketType, protocolType)
    {
        if (_family == AddressFamily.InterNetworkV6) DualMode = true;
    }

    public Socket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType)
    {
        _family = addressFamily;
        _type = socketType;
        _protocol = protocolType;
        int family = SocketNumbers.Family(addressFamily);
        if (!Posix.Socket(family, (Skift.Abi.SocketType)(int)socketType, (int)protocolType).Try(out _descriptor, out Errno error))
        {
            throw new SocketException(error);
        }
    }

    /// <summary>One that was accepted.</summary>
    private Socket(Socket listener, int descriptor, EndPoint? remote)
    {
        _family = listener._family;
        _type = listener._type;
        _protocol = listener._protocol;
        _descriptor = descriptor;
        _remoteEndPoint = remote;
        _isConnected = true;
    }

    public static bool OSSupportsIPv4 => IsSupported(AddressFamily.InterNetwork);

    public static bool OSSupportsIPv6 => IsSupported(AddressFamily.InterNetworkV6);

    public static bool OSSupportsUnixDomainSockets => IsSupported(AddressFamily.Unix);

    public AddressFamily AddressFamily => _family;

    public SocketType SocketType => _type;

    public ProtocolType ProtocolType => _protocol;

    /// <summary>The descriptor.</summary>
    public nint Handle => _descriptor;

    /// <summary>As of the last call that could tell.</summary>
    public bool Connected => _isConnected && _descriptor >= 0;

    public bool IsBound => _localEndPoint != null || _isConnected;

    public EndPoint? LocalEndPoint
    {
        get
        {
            CheckOpen();
            if (_localEndPoint == null && !_isConnected) return null;
            Span<byte> bytes = stackalloc byte[SocketAddress.LargestSize];
            int length = Value(Posix.Getsockname(_descriptor, bytes));
            return ToEndPoint(bytes[..Math.Min(length, bytes.Length)]);
        }
    }

    public EndPoint? RemoteEndPoint
    {
        get
        {
            CheckOpen();
            if (_remoteEndPoint != null) return _remoteEndPoint;
            if (!_isConnected) return null;
            Span<byte> bytes = stackalloc byte[SocketAddress.LargestSize];
            return Posix.Getpeername(_descriptor, bytes).Try(out int length, out _) ? ToEndPoint(bytes[..Math.Min(length, bytes.Length)]) : null;
        }
    }

    public void Bind(EndPoint localEP)
    {
        CheckOpen();
        ArgumentNullException.ThrowIfNull(localEP);
        Check(Posix.Bind(_descriptor, Fit(localEP).Serialize().Bytes));
        _localEndPoint = localEP;
        if (localEP is UnixDomainSocketEndPoint { FileName: string file }) _boundFile = System.IO.Path.GetFullPath(file);
    }

    public void Listen() => Listen(int.MaxValue);

    public void Listen(int backlog)
    {
        CheckOpen();
        Check(Posix.Listen(_descriptor, backlog));
        _isListening = true;
    }

    public Socket Accept()
    {
        CheckOpen();
        if (!_isListening) throw new InvalidOperationException(_localEndPoint == null ? "You must call the Bind method before performing this operation." : "You must call the Listen method before performing this operation.");
        Span<byte> bytes = stackalloc byte[SocketAddress.LargestSize];
        while (true)
        {
            if (Posix.Accept(_descriptor, bytes, out int length).Try(out int descriptor, out Errno error))
            {
                return new Socket(this, descriptor, length > 2 || _family != AddressFamily.Unix ? ToEndPoint(bytes[..length]) : null);
            }

            // Whoever came has gone again (accept(2)); the next may be there.
            if (error is not (Errno.EINTR or Errno.ECONNABORTED)) throw new SocketException(error);
        }
    }

    public void Connect(string host, int port)
    {
        ArgumentNullException.ThrowIfNull(host);
        Connect(Dns.GetHostAddresses(host), port);
    }

    public void Connect(IPAddress address, int port) => Connect(new IPEndPoint(address, port));

    /// <summary>Tries one after the other.</summary>
    public void Connect(IPAddress[] addresses, int port)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        if (addresses.Length == 0) throw new ArgumentException("The number of specified IP addresses has to be greater than 0.", nameof(addresses));
        SocketException? last = null;
        foreach (IPAddress address in addresses)
        {
            if (address.AddressFamily != _family && !(DualMode && address.AddressFamily == AddressFamily.InterNetwork)) continue;
            try
            {
                Connect(new IPEndPoint(address, port));
                return;
            }
            catch (SocketException e)
            {
                last = e;
            }
        }

        throw last ?? new SocketException(Errno.EAFNOSUPPORT);
    }

    public void Connect(EndPoint remoteEP)
    {
        CheckOpen();
        ArgumentNullException.ThrowIfNull(remoteEP);
        if (_isListening) throw new InvalidOperationException("Sockets on this platform are invalid for use after a failed connection attempt.");
        Errno error = Posix.Connect(_descriptor, Fit(remoteEP).Serialize().Bytes);
        if (error == Errno.EINTR)
        {
            // It goes on, and says how it ended when the socket can be written to (POSIX connect()).
            _ = Wait(PollEvents.POLLOUT, -1);
            error = (Errno)GetInteger(SocketOption.SOL_SOCKET, SocketOption.SO_ERROR);
        }

        if (error != Errno.None) throw new SocketException(error, remoteEP);
        _isConnected = true;
        _remoteEndPoint = remoteEP;
    }

    public void Disconnect(bool reuseSocket)
    {
        Shutdown(SocketShutdown.Both);
        _isConnected = false;
    }

    public void Shutdown(SocketShutdown how)
    {
        CheckOpen();
        Check(Posix.Shutdown(_descriptor, (ShutdownSides)((int)how + 1)));
    }

    public void Close() => Dispose();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        int descriptor = _descriptor;
        _descriptor = -1;
        _isConnected = false;
        if (descriptor < 0) return;
        System.IO.ClosingDescriptor.Tell(descriptor);
        _ = Posix.Close(descriptor);
        if (_boundFile != null) _ = Posix.Unlink(_boundFile);
        _boundFile = null;
    }

    internal void CheckOpen()
    {
        if (_descriptor < 0) throw new ObjectDisposedException(typeof(Socket).FullName);
    }

    private static bool IsSupported(AddressFamily family)
    {
        if (!Posix.Socket(SocketNumbers.Family(family), Skift.Abi.SocketType.SOCK_DGRAM).Try(out int descriptor, out _)) return false;
        _ = Posix.Close(descriptor);
        return true;
    }

    private static void Check(Errno error)
    {
        if (error != Errno.None) throw new SocketException(error);
    }

    private static T Value<T>(Result<T> result) => result.Try(out T value, out Errno error) ? value : throw new SocketException(error);

    /// <summary>A socket of both versions wants addresses of version 6.</summary>
    private EndPoint Fit(EndPoint endPoint) =>
        _family == AddressFamily.InterNetworkV6 && endPoint is IPEndPoint { AddressFamily: AddressFamily.InterNetwork } old
            ? new IPEndPoint(old.Address.MapToIPv6(), old.Port)
            : endPoint;

    private EndPoint ToEndPoint(ReadOnlySpan<byte> bytes)
    {
        SocketAddress address = new(bytes);
        return _family switch
        {
            AddressFamily.Unix => new UnixDomainSocketEndPoint(address),
            AddressFamily.InterNetworkV6 => new IPEndPoint(IPAddress.IPv6Any, 0).Create(address),
            _ => new IPEndPoint(IPAddress.Any, 0).Create(address),
        };
    }

    /// <returns>False if nothing happened in time.</returns>
    private bool Wait(PollEvents events, int milliseconds)
    {
        Span<PollDescriptor> one = [new PollDescriptor { fd = _descriptor, events = events }];
        return SocketPoll.Wait(one, milliseconds) > 0;
    }
}

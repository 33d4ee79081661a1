// SPDX-License-Identifier: MIT
namespace System.Net.Sockets;

/// <summary>Datagrams of UDP.</summary>
public class UdpClient : IDisposable
{
    private const int LargestDatagram = 0x10000;

    private readonly byte[] _buffer = new byte[LargestDatagram];
    private Socket _client;
    private bool _isActive;

    public UdpClient()
        : this(AddressFamily.InterNetwork)
    {
    }

    public UdpClient(AddressFamily family) => _client = Open(family);

    public UdpClient(int port)
        : this(port, AddressFamily.InterNetwork)
    {
    }

    public UdpClient(int port, AddressFamily family)
        : this(new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, port))
    {
    }

    public UdpClient(IPEndPoint localEP)
    {
        ArgumentNullException.ThrowIfNull(localEP);
        _client = Open(localEP.AddressFamily);
        _client.Bind(localEP);
    }

    public UdpClient(string hostname, int port)
        : this() => Connect(hostname, port);

    public Socket Client
    {
        get => _client;
        set => _client = value;
    }

    public int Available => _client.Available;

    public short Ttl
    {
        get => _client.Ttl;
        set => _client.Ttl = value;
    }

    public bool EnableBroadcast
    {
        get => _client.EnableBroadcast;
        set => _client.EnableBroadcast = value;
    }

    protected bool Active => _isActive;

    public void Connect(string hostname, int port)
    {
        _client.Connect(hostname, port);
        _isActive = true;
    }

    public void Connect(IPAddress addr, int port) => Connect(new IPEndPoint(addr, port));

    public void Connect(IPEndPoint endPoint)
    {
        _client.Connect(endPoint);
        _isActive = true;
    }

    public int Send(byte[] dgram, int bytes)
    {
        ArgumentNullException.ThrowIfNull(dgram);
        return Send(dgram.AsSpan(0, bytes));
    }

    public int Send(ReadOnlySpan<byte> datagram)
    {
        if (!_isActive) throw new InvalidOperationException("The operation is not allowed on non-connected sockets.");
        return _client.Send(datagram);
    }

    public int Send(byte[] dgram, int bytes, IPEndPoint? endPoint)
    {
        ArgumentNullException.ThrowIfNull(dgram);
        return Send(dgram.AsSpan(0, bytes), endPoint);
    }

    public int Send(ReadOnlySpan<byte> datagram, IPEndPoint? endPoint)
    {
        if (_isActive && endPoint != null) throw new InvalidOperationException("Cannot send packets to an arbitrary host while connected.");
        return endPoint == null ? _client.Send(datagram) : _client.SendTo(datagram, endPoint);
    }

    /// <param name="remoteEP">Becomes the sender.</param>
    public byte[] Receive(ref IPEndPoint? remoteEP)
    {
        EndPoint sender = new IPEndPoint(_client.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        int count = _client.ReceiveFrom(_buffer, ref sender);
        remoteEP = (IPEndPoint)sender;
        return _buffer.AsSpan(0, count).ToArray();
    }

    public void Close() => Dispose();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _client.Dispose();

    private static Socket Open(AddressFamily family)
    {
        if (family is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6) return new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        throw new ArgumentException("'UDP' Client can only accept InterNetwork or InterNetworkV6 addresses.", nameof(family));
    }
}

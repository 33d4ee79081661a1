// SPDX-License-Identifier: MIT
namespace System.Net.Sockets;

/// <summary>A connection of TCP.</summary>
public class TcpClient : IDisposable
{
    private Socket? _client;
    private NetworkStream? _stream;
    private bool _isDisposed;

    public TcpClient()
        : this(Socket.OSSupportsIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork)
    {
        if (Client.AddressFamily == AddressFamily.InterNetworkV6) Client.DualMode = true;
    }

    public TcpClient(AddressFamily family)
    {
        if (family is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6))
        {
            throw new ArgumentException("'TCP' Client can only accept InterNetwork or InterNetworkV6 addresses.", nameof(family));
        }

        _client = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
    }

    public TcpClient(IPEndPoint localEP)
    {
        ArgumentNullException.ThrowIfNull(localEP);
        _client = new Socket(localEP.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _client.Bind(localEP);
    }

    public TcpClient(string hostname, int port)
        : this()
    {
        try
        {
            Connect(hostname, port);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal TcpClient(Socket accepted) => _client = accepted;

    public Socket Client
    {
        get => _client!;
        set => _client = value;
    }

    public bool Connected => _client?.Connected ?? false;

    public int Available => Client.Available;

    public bool NoDelay
    {
        get => Client.NoDelay;
        set => Client.NoDelay = value;
    }

    public int ReceiveTimeout
    {
        get => Client.ReceiveTimeout;
        set => Client.ReceiveTimeout = value;
    }

    public int SendTimeout
    {
        get => Client.SendTimeout;
        set => Client.SendTimeout = value;
    }

    public int ReceiveBufferSize
    {
        get => Client.ReceiveBufferSize;
        set => Client.ReceiveBufferSize = value;
    }

    public int SendBufferSize
    {
        get => Client.SendBufferSize;
        set => Client.SendBufferSize = value;
    }

    public LingerOption? LingerState
    {
        get => Client.LingerState;
        set => Client.LingerState = value;
    }

    public void Connect(string hostname, int port)
    {
        CheckOpen();
        Client.Connect(hostname, port);
    }

    public void Connect(IPAddress address, int port) => Connect(new IPEndPoint(address, port));

    public void Connect(IPEndPoint remoteEP)
    {
        CheckOpen();
        Client.Connect(remoteEP);
    }

    public NetworkStream GetStream()
    {
        CheckOpen();
        if (!Connected) throw new InvalidOperationException("The operation is not allowed on non-connected sockets.");
        return _stream ??= new NetworkStream(Client, ownsSocket: true);
    }

    public void Close() => Dispose();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (_stream != null) _stream.Dispose();
        else _client?.Dispose();
    }

    private void CheckOpen()
    {
        if (_isDisposed) throw new ObjectDisposedException(GetType().FullName);
    }
}

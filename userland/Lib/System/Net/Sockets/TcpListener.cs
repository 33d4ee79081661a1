// SPDX-License-Identifier: MIT
namespace System.Net.Sockets;

/// <summary>Waits for connections of TCP.</summary>
public class TcpListener : IDisposable
{
    private readonly IPEndPoint _endPoint;
    private Socket? _server;
    private bool _isActive;

    public TcpListener(IPEndPoint localEP)
    {
        ArgumentNullException.ThrowIfNull(localEP);
        _endPoint = localEP;
    }

    public TcpListener(IPAddress localaddr, int port)
        : this(new IPEndPoint(localaddr, port))
    {
    }

    public static TcpListener Create(int port)
    {
        TcpListener listener = new(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port);
        if (Socket.OSSupportsIPv6) listener.Server.DualMode = true;
        return listener;
    }

    public Socket Server => _server ??= new Socket(_endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

    public EndPoint LocalEndpoint => _isActive ? Server.LocalEndPoint! : _endPoint;

    protected bool Active => _isActive;

    public void Start() => Start(int.MaxValue);

    public void Start(int backlog)
    {
        if (_isActive) return;
        try
        {
            Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            Server.Bind(_endPoint);
            Server.Listen(backlog);
            _isActive = true;
        }
        catch (SocketException)
        {
            Stop();
            throw;
        }
    }

    public void Stop()
    {
        _server?.Dispose();
        _server = null;
        _isActive = false;
    }

    public bool Pending()
    {
        CheckActive();
        return Server.Poll(0, SelectMode.SelectRead);
    }

    public Socket AcceptSocket()
    {
        CheckActive();
        return Server.Accept();
    }

    public TcpClient AcceptTcpClient() => new(AcceptSocket());

    public void Dispose() => Stop();

    private void CheckActive()
    {
        if (!_isActive) throw new InvalidOperationException("Not listening. You must call the Start() method before calling this method.");
    }
}

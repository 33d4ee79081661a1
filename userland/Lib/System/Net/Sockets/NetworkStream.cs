// SPDX-License-Identifier: MIT
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace System.Net.Sockets;

/// <summary>A connected socket as a stream.</summary>
public class NetworkStream : Stream
{
    private readonly Socket _socket;
    private readonly bool _ownsSocket;
    private readonly FileAccess _access;
    private bool _isDisposed;

    public NetworkStream(Socket socket)
        : this(socket, FileAccess.ReadWrite, ownsSocket: false)
    {
    }

    public NetworkStream(Socket socket, bool ownsSocket)
        : this(socket, FileAccess.ReadWrite, ownsSocket)
    {
    }

    public NetworkStream(Socket socket, FileAccess access)
        : this(socket, access, ownsSocket: false)
    {
    }

    public NetworkStream(Socket socket, FileAccess access, bool ownsSocket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (!socket.Blocking) throw new IOException("The operation is not allowed on a non-blocking Socket.");
        if (!socket.Connected) throw new IOException("The operation is not allowed on non-connected sockets.");
        if (socket.SocketType != SocketType.Stream) throw new IOException("The operation is not allowed on non-stream oriented sockets.");
        _socket = socket;
        _access = access;
        _ownsSocket = ownsSocket;
    }

    public Socket Socket => _socket;

    public virtual bool DataAvailable
    {
        get
        {
            CheckOpen();
            return _socket.Available != 0;
        }
    }

    public override bool CanRead => !_isDisposed && (_access & FileAccess.Read) != 0;

    public override bool CanWrite => !_isDisposed && (_access & FileAccess.Write) != 0;

    public override bool CanSeek => false;

    public override bool CanTimeout => true;

    public override int ReadTimeout
    {
        get => _socket.ReceiveTimeout == 0 ? -1 : _socket.ReceiveTimeout;
        set => _socket.ReceiveTimeout = Timeout(value);
    }

    public override int WriteTimeout
    {
        get => _socket.SendTimeout == 0 ? -1 : _socket.SendTimeout;
        set => _socket.SendTimeout = Timeout(value);
    }

    public override long Length => throw NoSeeking();

    public override long Position
    {
        get => throw NoSeeking();
        set => throw NoSeeking();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        CheckRange(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        CheckOpen();
        if (!CanRead) throw new InvalidOperationException("The stream does not support reading.");
        try
        {
            return _socket.Receive(buffer);
        }
        catch (SocketException e)
        {
            throw new IOException($"Unable to read data from the transport connection: {e.Message}.", e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        CheckRange(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        CheckOpen();
        if (!CanWrite) throw new InvalidOperationException("The stream does not support writing.");
        try
        {
            _ = _socket.Send(buffer);
        }
        catch (SocketException e)
        {
            throw new IOException($"Unable to write data to the transport connection: {e.Message}.", e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        CheckOpen();
        if (CanRead) await EventLoop.WaitToRead((int)_socket.Handle, cancellationToken).ConfigureAwait(false);
        return Read(buffer.Span);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        CheckOpen();
        if (CanWrite) await EventLoop.WaitToWrite((int)_socket.Handle, cancellationToken).ConfigureAwait(false);
        await base.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw NoSeeking();

    public override void SetLength(long value) => throw NoSeeking();

    protected override void Dispose(bool disposing)
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (!_ownsSocket) return;
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other side has gone before, or the socket itself.
        }

        _socket.Dispose();
    }

    private static int Timeout(int milliseconds) =>
        milliseconds is > 0 or -1 ? milliseconds : throw new ArgumentOutOfRangeException("value", "Timeout can be only be set to 'System.Threading.Timeout.Infinite' or a value > 0.");

    private static NotSupportedException NoSeeking() => new("This stream does not support seek operations.");

    private void CheckOpen()
    {
        if (_isDisposed) throw new ObjectDisposedException(GetType().FullName);
    }
}

// SPDX-License-Identifier: MIT
using System.Threading;
using System.Threading.Tasks;

namespace System.Net.Sockets;

// The async forms wait in the event loop, and then do what does not wait any more.
public partial class Socket
{
    public Task<Socket> AcceptAsync() => AcceptAsync(CancellationToken.None).AsTask();

    public async ValueTask<Socket> AcceptAsync(CancellationToken cancellationToken)
    {
        CheckOpen();
        if (_isListening) await EventLoop.WaitToRead(_descriptor, cancellationToken).ConfigureAwait(false);
        return Accept();
    }

    public Task ConnectAsync(EndPoint remoteEP) => Task.Run(() => Connect(remoteEP));

    public ValueTask ConnectAsync(EndPoint remoteEP, CancellationToken cancellationToken) =>
        new(Task.Run(() => Connect(remoteEP), cancellationToken).WaitAsync(cancellationToken));

    public Task ConnectAsync(string host, int port) => Task.Run(() => Connect(host, port));

    public Task<int> ReceiveAsync(ArraySegment<byte> buffer, SocketFlags socketFlags = SocketFlags.None) =>
        ReceiveAsync(new Memory<byte>(buffer.Array, buffer.Offset, buffer.Count), socketFlags).AsTask();

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ReceiveAsync(buffer, SocketFlags.None, cancellationToken);

    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, SocketFlags socketFlags, CancellationToken cancellationToken = default)
    {
        CheckOpen();
        await EventLoop.WaitToRead(_descriptor, cancellationToken).ConfigureAwait(false);
        return Receive(buffer.Span, socketFlags);
    }

    public Task<int> SendAsync(ArraySegment<byte> buffer, SocketFlags socketFlags = SocketFlags.None) =>
        SendAsync(new ReadOnlyMemory<byte>(buffer.Array, buffer.Offset, buffer.Count), socketFlags).AsTask();

    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => SendAsync(buffer, SocketFlags.None, cancellationToken);

    /// <summary>Sends all of it: when there is some room, a thread of the pool sees to the rest.</summary>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> buffer, SocketFlags socketFlags, CancellationToken cancellationToken = default)
    {
        CheckOpen();
        await EventLoop.WaitToWrite(_descriptor, cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => Send(buffer.Span, socketFlags), CancellationToken.None).ConfigureAwait(false);
    }
}

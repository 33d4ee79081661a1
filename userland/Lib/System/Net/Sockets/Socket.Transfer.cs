// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace System.Net.Sockets;

/// <summary>Sending and receiving.</summary>
public partial class Socket
{
    public int Send(byte[] buffer) => Send(buffer, 0, LengthOf(buffer), SocketFlags.None);

    public int Send(byte[] buffer, SocketFlags socketFlags) => Send(buffer, 0, LengthOf(buffer), socketFlags);

    public int Send(byte[] buffer, int size, SocketFlags socketFlags) => Send(buffer, 0, size, socketFlags);

    public int Send(byte[] buffer, int offset, int size, SocketFlags socketFlags) => Send(Part(buffer, offset, size), socketFlags);

    public int Send(byte[] buffer, int offset, int size, SocketFlags socketFlags, out SocketError errorCode) =>
        Send(Part(buffer, offset, size), socketFlags, out errorCode);

    public int Send(ReadOnlySpan<byte> buffer) => Send(buffer, SocketFlags.None);

    /// <returns>As many bytes as there are, unless <see cref="Blocking"/> is false.</returns>
    public int Send(ReadOnlySpan<byte> buffer, SocketFlags socketFlags)
    {
        int count = Send(buffer, socketFlags, default, out Errno error);
        return error == Errno.None ? count : throw new SocketException(error);
    }

    public int Send(ReadOnlySpan<byte> buffer, SocketFlags socketFlags, out SocketError errorCode)
    {
        int count = Send(buffer, socketFlags, default, out Errno error);
        errorCode = SocketErrors.FromErrno(error);
        return count;
    }

    public int SendTo(byte[] buffer, EndPoint remoteEP) => SendTo(buffer, 0, LengthOf(buffer), SocketFlags.None, remoteEP);

    public int SendTo(byte[] buffer, SocketFlags socketFlags, EndPoint remoteEP) => SendTo(buffer, 0, LengthOf(buffer), socketFlags, remoteEP);

    public int SendTo(byte[] buffer, int offset, int size, SocketFlags socketFlags, EndPoint remoteEP) => SendTo(Part(buffer, offset, size), socketFlags, remoteEP);

    public int SendTo(ReadOnlySpan<byte> buffer, EndPoint remoteEP) => SendTo(buffer, SocketFlags.None, remoteEP);

    public int SendTo(ReadOnlySpan<byte> buffer, SocketFlags socketFlags, EndPoint remoteEP)
    {
        ArgumentNullException.ThrowIfNull(remoteEP);
        int count = Send(buffer, socketFlags, Fit(remoteEP).Serialize().Bytes, out Errno error);
        if (error != Errno.None) throw new SocketException(error);
        _localEndPoint ??= remoteEP;
        return count;
    }

    public int Receive(byte[] buffer) => Receive(buffer, 0, LengthOf(buffer), SocketFlags.None);

    public int Receive(byte[] buffer, SocketFlags socketFlags) => Receive(buffer, 0, LengthOf(buffer), socketFlags);

    public int Receive(byte[] buffer, int size, SocketFlags socketFlags) => Receive(buffer, 0, size, socketFlags);

    public int Receive(byte[] buffer, int offset, int size, SocketFlags socketFlags) => Receive(Part(buffer, offset, size), socketFlags);

    public int Receive(byte[] buffer, int offset, int size, SocketFlags socketFlags, out SocketError errorCode) =>
        Receive(Part(buffer, offset, size), socketFlags, out errorCode);

    public int Receive(Span<byte> buffer) => Receive(buffer, SocketFlags.None);

    /// <returns>0 if the other side has ended the connection.</returns>
    public int Receive(Span<byte> buffer, SocketFlags socketFlags)
    {
        int count = Receive(buffer, socketFlags, default, out _, out Errno error);
        return error == Errno.None ? count : throw new SocketException(error);
    }

    public int Receive(Span<byte> buffer, SocketFlags socketFlags, out SocketError errorCode)
    {
        int count = Receive(buffer, socketFlags, default, out _, out Errno error);
        errorCode = SocketErrors.FromErrno(error);
        return count;
    }

    public int ReceiveFrom(byte[] buffer, ref EndPoint remoteEP) => ReceiveFrom(buffer, 0, LengthOf(buffer), SocketFlags.None, ref remoteEP);

    public int ReceiveFrom(byte[] buffer, SocketFlags socketFlags, ref EndPoint remoteEP) => ReceiveFrom(buffer, 0, LengthOf(buffer), socketFlags, ref remoteEP);

    public int ReceiveFrom(byte[] buffer, int offset, int size, SocketFlags socketFlags, ref EndPoint remoteEP) =>
        ReceiveFrom(Part(buffer, offset, size), socketFlags, ref remoteEP);

    public int ReceiveFrom(Span<byte> buffer, ref EndPoint remoteEP) => ReceiveFrom(buffer, SocketFlags.None, ref remoteEP);

    /// <param name="remoteEP">Of the family of senders; becomes the sender.</param>
    public int ReceiveFrom(Span<byte> buffer, SocketFlags socketFlags, ref EndPoint remoteEP)
    {
        ArgumentNullException.ThrowIfNull(remoteEP);
        if (_localEndPoint == null) throw new InvalidOperationException("You must call the Bind method before performing this operation.");
        Span<byte> address = stackalloc byte[SocketAddress.LargestSize];
        int count = Receive(buffer, socketFlags, address, out int length, out Errno error);
        if (error != Errno.None) throw new SocketException(error);
        if (length > 0) remoteEP = ToEndPoint(address[..Math.Min(length, address.Length)]);
        return count;
    }

    private static int LengthOf(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return buffer.Length;
    }

    private static Span<byte> Part(byte[] buffer, int offset, int size)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)offset, (uint)buffer.Length, nameof(offset));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)size, (uint)(buffer.Length - offset), nameof(size));
        return buffer.AsSpan(offset, size);
    }

    private int Send(ReadOnlySpan<byte> buffer, SocketFlags socketFlags, ReadOnlySpan<byte> address, out Errno error)
    {
        CheckOpen();
        MessageFlags flags = SocketNumbers.Flags(socketFlags);
        int total = 0;
        do
        {
            if (!TryWait(PollEvents.POLLOUT, _sendTimeout, ref flags, out error)) return total;
            if (Posix.Sendto(_descriptor, buffer[total..], flags, address).Try(out int count, out error)) total += count;
            else if (!IsWorthRetrying(error, _sendTimeout)) return Note(error, total);
        }
        while (_isBlocking && total < buffer.Length);
        return total;
    }

    private int Receive(Span<byte> buffer, SocketFlags socketFlags, Span<byte> address, out int length, out Errno error)
    {
        CheckOpen();
        MessageFlags flags = SocketNumbers.Flags(socketFlags);
        length = 0;
        while (true)
        {
            if (!TryWait(PollEvents.POLLIN, _receiveTimeout, ref flags, out error)) return 0;
            Result<int> answer = address.IsEmpty ? Posix.Recv(_descriptor, buffer, flags) : Posix.Recvfrom(_descriptor, buffer, flags, address, out length);
            if (answer.Try(out int count, out error)) return count;
            if (!IsWorthRetrying(error, _receiveTimeout)) return Note(error, 0);
        }
    }

    /// <summary>With a timeout waits first, and then does not.</summary>
    private bool TryWait(PollEvents events, int timeout, ref MessageFlags flags, out Errno error)
    {
        error = Errno.None;
        if (!_isBlocking || timeout <= 0) return true;
        flags |= MessageFlags.MSG_DONTWAIT;
        if (Wait(events, timeout)) return true;
        error = Errno.ETIMEDOUT;
        return false;
    }

    private bool IsWorthRetrying(Errno error, int timeout) => error == Errno.EINTR || (error == Errno.EAGAIN && _isBlocking && timeout > 0);

    private int Note(Errno error, int count)
    {
        if (error is not (Errno.EAGAIN or Errno.EMSGSIZE)) _isConnected = false;
        return count;
    }
}

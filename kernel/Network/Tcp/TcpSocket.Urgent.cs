// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Sockets;
using Skift.Machine;

namespace Skift.Network.Tcp;

internal sealed partial class TcpSocket
{
    private bool _isUrgentRead;

    /// <summary>There is an urgent byte that has not been received (MSG_OOB).</summary>
    private bool HasUrgentByte => _connection is TcpConnection { UrgentDistance: > 0 } && !_isUrgentRead;

    /// <summary>The stream goes on behind the urgent byte.</summary>
    private void SkipUrgent(TcpConnection connection)
    {
        connection.Skip(1, Clock.MonotonicNanoseconds);
        _isUrgentRead = false;
    }

    /// <summary>Receives the urgent byte, which stays in its place in the stream.</summary>
    /// <returns>EINVAL: there is none, it was read, or it is in the stream (SO_OOBINLINE); ENOTCONN; EAGAIN: it has not come yet.</returns>
    private Result<long> ReceiveUrgent(scoped ref IoSink sink, scoped ref ReceiveRequest request)
    {
        if (Settings.Has(SocketFlags.OutOfBandInline) || !HasUrgentByte) return Errno.EINVAL;
        TcpConnection connection = _connection!;
        if (State == TcpState.TCP_CLOSE) return Errno.ENOTCONN;
        long offset = connection.UrgentDistance - 1;
        if (connection.Readable <= offset) return Errno.EAGAIN;
        if (sink.Remaining == 0)
        {
            request.Found |= MessageFlags.MSG_TRUNC;
            return 0;
        }

        request.Found |= MessageFlags.MSG_OOB;
        long wanted = Math.Min(1, sink.Remaining);
        Errno error = connection.Peek(ref sink, offset, wanted);
        if (error == Errno.None && !request.IsPeek) _isUrgentRead = true;
        return error == Errno.None ? wanted : error;
    }

    public override Result<long> Control(uint request, ulong argument)
    {
        long value;
        Own();
        try
        {
            switch (request)
            {
                case Ioctl.SIOCINQ:
                    if (_stage == Stage.Listening) return Errno.EINVAL;
                    value = CountReadable();
                    break;
                case Ioctl.SIOCOUTQ:
                    if (_stage == Stage.Listening) return Errno.EINVAL;
                    value = _connection is { IsConnecting: false } sending ? sending.Unacknowledged : 0;
                    break;
                case Ioctl.SIOCOUTQNSD:
                    if (_stage == Stage.Listening) return Errno.EINVAL;
                    value = _connection is { IsConnecting: false, IsClosed: false } unsent ? unsent.Unsent : 0;
                    break;
                case Ioctl.SIOCATMARK:
                    value = _connection is { UrgentDistance: 1 } ? 1 : 0;
                    break;
                default:
                    return base.Control(request, argument);
            }
        }
        finally
        {
            Release();
        }

        Errno error = UserMemory.Write(new VirtualAddress(argument), (int)value);
        return error == Errno.None ? 0L : error;
    }

    /// <summary>FIONREAD: bytes up to the urgent one, if that is not part of the stream.</summary>
    private long CountReadable()
    {
        if (_connection is not { IsConnecting: false } connection) return 0;
        long distance = connection.UrgentDistance;
        if (distance <= 0 || Settings.Has(SocketFlags.OutOfBandInline) || distance > connection.Readable) return connection.Readable;
        return distance == 1 ? connection.Readable - 1 : distance - 1;
    }
}

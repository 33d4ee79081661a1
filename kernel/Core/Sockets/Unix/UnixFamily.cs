// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Core.Sockets.Unix;

/// <summary>AF_UNIX (<c>unix(7)</c>): sockets between processes of one machine.</summary>
internal sealed class UnixFamily : SocketFamily
{
    public override int Number => AddressFamily.AF_UNIX;

    public override Result<Socket> Create(SocketType type, int protocol)
    {
        if (protocol is not (0 or AddressFamily.AF_UNIX)) return Errno.EPROTONOSUPPORT;
        return type switch
        {
            SocketType.SOCK_STREAM or SocketType.SOCK_DGRAM or SocketType.SOCK_SEQPACKET => new UnixSocket(type),
            // Linux takes raw for datagrams, as BSD did.
            SocketType.SOCK_RAW => new UnixSocket(SocketType.SOCK_DGRAM),
            _ => Errno.ESOCKTNOSUPPORT,
        };
    }
}

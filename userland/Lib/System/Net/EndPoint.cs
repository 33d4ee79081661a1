// SPDX-License-Identifier: MIT
using System.Net.Sockets;

namespace System.Net;

/// <summary>An address that sockets are bound or connected to.</summary>
public abstract class EndPoint
{
    public virtual AddressFamily AddressFamily => throw new NotImplementedException();

    /// <summary>As the kernel wants it.</summary>
    public virtual SocketAddress Serialize() => throw new NotImplementedException();

    /// <summary>An end point of this kind, as the kernel gave it.</summary>
    public virtual EndPoint Create(SocketAddress socketAddress) => throw new NotImplementedException();
}

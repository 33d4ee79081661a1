// SPDX-License-Identifier: MIT
using System.ComponentModel;
using Skift.Abi;

namespace System.Net.Sockets;

public class SocketException : Win32Exception
{
    private readonly EndPoint? _endPoint;

    /// <param name="errorCode">A number of <see cref="SocketError"/>.</param>
    public SocketException(int errorCode)
        : base((int)SocketErrors.ToErrno((SocketError)errorCode)) => SocketErrorCode = (SocketError)errorCode;

    public SocketException(int errorCode, string? message)
        : base((int)SocketErrors.ToErrno((SocketError)errorCode), message) => SocketErrorCode = (SocketError)errorCode;

    internal SocketException(Errno error, EndPoint? endPoint = null)
        : this((int)SocketErrors.FromErrno(error))
    {
        _endPoint = endPoint;
    }

    /// <summary>With the end point that could not be reached.</summary>
    public override string Message => _endPoint == null ? base.Message : base.Message + " " + _endPoint;

    public SocketError SocketErrorCode { get; }

    public override int ErrorCode => NativeErrorCode;
}

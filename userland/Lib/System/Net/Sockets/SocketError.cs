// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace System.Net.Sockets;

/// <summary>.NET's numbers for what may go wrong, which are Windows'.</summary>
public enum SocketError
{
    SocketError = -1,
    Success = 0,
    OperationAborted = 995,
    IOPending = 997,
    Interrupted = 10004,
    AccessDenied = 10013,
    Fault = 10014,
    InvalidArgument = 10022,
    TooManyOpenSockets = 10024,
    WouldBlock = 10035,
    InProgress = 10036,
    AlreadyInProgress = 10037,
    NotSocket = 10038,
    DestinationAddressRequired = 10039,
    MessageSize = 10040,
    ProtocolType = 10041,
    ProtocolOption = 10042,
    ProtocolNotSupported = 10043,
    SocketNotSupported = 10044,
    OperationNotSupported = 10045,
    ProtocolFamilyNotSupported = 10046,
    AddressFamilyNotSupported = 10047,
    AddressAlreadyInUse = 10048,
    AddressNotAvailable = 10049,
    NetworkDown = 10050,
    NetworkUnreachable = 10051,
    NetworkReset = 10052,
    ConnectionAborted = 10053,
    ConnectionReset = 10054,
    NoBufferSpaceAvailable = 10055,
    IsConnected = 10056,
    NotConnected = 10057,
    Shutdown = 10058,
    TimedOut = 10060,
    ConnectionRefused = 10061,
    HostDown = 10064,
    HostUnreachable = 10065,
    ProcessLimit = 10067,
    SystemNotReady = 10091,
    VersionNotSupported = 10092,
    NotInitialized = 10093,
    Disconnecting = 10101,
    TypeNotFound = 10109,
    HostNotFound = 11001,
    TryAgain = 11002,
    NoRecovery = 11003,
    NoData = 11004,
}

/// <summary>Which of the two numbers stands for which.</summary>
internal static class SocketErrors
{
    private static readonly (Errno Native, SocketError Error)[] s_pairs =
    [
        (Errno.EACCES, SocketError.AccessDenied),
        (Errno.EADDRINUSE, SocketError.AddressAlreadyInUse),
        (Errno.EADDRNOTAVAIL, SocketError.AddressNotAvailable),
        (Errno.EAFNOSUPPORT, SocketError.AddressFamilyNotSupported),
        (Errno.EAGAIN, SocketError.WouldBlock),
        (Errno.EALREADY, SocketError.AlreadyInProgress),
        (Errno.EBADF, SocketError.OperationAborted),
        (Errno.ECANCELED, SocketError.OperationAborted),
        (Errno.ECONNABORTED, SocketError.ConnectionAborted),
        (Errno.ECONNREFUSED, SocketError.ConnectionRefused),
        (Errno.ECONNRESET, SocketError.ConnectionReset),
        (Errno.EDESTADDRREQ, SocketError.DestinationAddressRequired),
        (Errno.EFAULT, SocketError.Fault),
        (Errno.EHOSTDOWN, SocketError.HostDown),
        (Errno.ENXIO, SocketError.HostNotFound),
        (Errno.EHOSTUNREACH, SocketError.HostUnreachable),
        (Errno.EINPROGRESS, SocketError.InProgress),
        (Errno.EINTR, SocketError.Interrupted),
        (Errno.EINVAL, SocketError.InvalidArgument),
        (Errno.EISCONN, SocketError.IsConnected),
        (Errno.EMFILE, SocketError.TooManyOpenSockets),
        (Errno.EMSGSIZE, SocketError.MessageSize),
        (Errno.ENETDOWN, SocketError.NetworkDown),
        (Errno.ENETRESET, SocketError.NetworkReset),
        (Errno.ENETUNREACH, SocketError.NetworkUnreachable),
        (Errno.ENFILE, SocketError.TooManyOpenSockets),
        (Errno.ENOBUFS, SocketError.NoBufferSpaceAvailable),
        (Errno.ENODATA, SocketError.NoData),
        (Errno.ENOENT, SocketError.AddressNotAvailable),
        (Errno.ENOPROTOOPT, SocketError.ProtocolOption),
        (Errno.ENOTCONN, SocketError.NotConnected),
        (Errno.ENOTSOCK, SocketError.NotSocket),
        (Errno.EOPNOTSUPP, SocketError.OperationNotSupported),
        (Errno.EPERM, SocketError.AccessDenied),
        (Errno.EPIPE, SocketError.Shutdown),
        (Errno.EPFNOSUPPORT, SocketError.ProtocolFamilyNotSupported),
        (Errno.EPROTONOSUPPORT, SocketError.ProtocolNotSupported),
        (Errno.EPROTOTYPE, SocketError.ProtocolType),
        (Errno.ESOCKTNOSUPPORT, SocketError.SocketNotSupported),
        (Errno.ESHUTDOWN, SocketError.Disconnecting),
        (Errno.ETIMEDOUT, SocketError.TimedOut),
    ];

    internal static SocketError FromErrno(Errno native)
    {
        if (native == Errno.None) return SocketError.Success;
        foreach ((Errno errno, SocketError error) in s_pairs)
        {
            if (errno == native) return error;
        }

        return SocketError.SocketError;
    }

    /// <returns>The number itself if no <c>errno</c> stands for it.</returns>
    internal static Errno ToErrno(SocketError error)
    {
        foreach ((Errno errno, SocketError candidate) in s_pairs)
        {
            if (candidate == error) return errno;
        }

        return (Errno)(int)error;
    }
}

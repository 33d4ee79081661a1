// SPDX-License-Identifier: MIT
namespace System.Net.Sockets;

/// <summary>.NET's numbers, which are Windows'; see <see cref="SocketNumbers"/> for the kernel's.</summary>
public enum AddressFamily
{
    Unknown = -1,
    Unspecified = 0,
    Unix = 1,
    InterNetwork = 2,
    InterNetworkV6 = 23,
}

public enum SocketType
{
    Unknown = -1,
    Stream = 1,
    Dgram = 2,
    Raw = 3,
    Rdm = 4,
    Seqpacket = 5,
}

public enum ProtocolType
{
    Unknown = -1,
    IP = 0,
    Unspecified = 0,
    IPv6HopByHopOptions = 0,
    Icmp = 1,
    Tcp = 6,
    Udp = 17,
    IPv6 = 41,
    IcmpV6 = 58,
    Raw = 255,
}

[Flags]
public enum SocketFlags
{
    None = 0,
    OutOfBand = 1,
    Peek = 2,
    DontRoute = 4,
    Truncated = 0x100,
    ControlDataTruncated = 0x200,
    Broadcast = 0x400,
    Multicast = 0x800,
    Partial = 0x8000,
}

public enum SocketShutdown
{
    Receive = 0,
    Send = 1,
    Both = 2,
}

public enum SelectMode
{
    SelectRead = 0,
    SelectWrite = 1,
    SelectError = 2,
}

public enum SocketOptionLevel
{
    IP = 0,
    Tcp = 6,
    Udp = 17,
    IPv6 = 41,
    Socket = 0xFFFF,
}

public enum SocketOptionName
{
    Debug = 1,
    NoDelay = 1,
    AcceptConnection = 2,
    TypeOfService = 3,
    TcpKeepAliveTime = 3,
    ReuseAddress = 4,
    IpTimeToLive = 4,
    KeepAlive = 8,
    MulticastInterface = 9,
    MulticastTimeToLive = 10,
    MulticastLoopback = 11,
    DontRoute = 16,
    TcpKeepAliveRetryCount = 16,
    TcpKeepAliveInterval = 17,
    IPv6Only = 27,
    Broadcast = 32,
    Linger = 128,
    OutOfBandInline = 256,
    SendBuffer = 4097,
    ReceiveBuffer = 4098,
    SendTimeout = 4101,
    ReceiveTimeout = 4102,
    Error = 4103,
    Type = 4104,
}

/// <summary>Whether and how long closing waits for what is still to be sent.</summary>
public class LingerOption(bool enable, int seconds)
{
    public bool Enabled { get; set; } = enable;

    public int LingerTime { get; set; } = seconds;
}

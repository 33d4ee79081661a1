// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary>Protocol families of <c>socket(2)</c> (linux/socket.h).</summary>
public static class AddressFamily
{
    public const int AF_UNSPEC = 0;
    public const int AF_UNIX = 1;
    public const int AF_INET = 2;
    public const int AF_INET6 = 10;
    public const int AF_NETLINK = 16;
    public const int AF_BRIDGE = 7;
    public const int AF_MAX = 46;
}

/// <summary>Types of <c>socket(2)</c> (linux/net.h); the flags above them are those of <c>open(2)</c>.</summary>
public enum SocketType
{
    SOCK_STREAM = 1,
    SOCK_DGRAM = 2,
    SOCK_RAW = 3,
    SOCK_RDM = 4,
    SOCK_SEQPACKET = 5,
    SOCK_DCCP = 6,
    SOCK_PACKET = 10,
    SOCK_MAX = 11,
    TypeMask = 0xF,
}

/// <summary>Flags of <c>send(2)</c> and <c>recv(2)</c>, and of <c>msg_flags</c>.</summary>
[Flags]
public enum MessageFlags : uint
{
    None = 0,
    MSG_OOB = 0x1,
    MSG_PEEK = 0x2,
    MSG_DONTROUTE = 0x4,
    MSG_CTRUNC = 0x8,
    MSG_TRUNC = 0x20,
    MSG_DONTWAIT = 0x40,
    MSG_EOR = 0x80,
    MSG_WAITALL = 0x100,
    MSG_CONFIRM = 0x800,
    MSG_ERRQUEUE = 0x2000,
    MSG_NOSIGNAL = 0x4000,
    MSG_MORE = 0x8000,
    MSG_WAITFORONE = 0x10000,
    MSG_ZEROCOPY = 0x4000000,
    MSG_FASTOPEN = 0x20000000,
    MSG_CMSG_CLOEXEC = 0x40000000,
    MSG_CMSG_COMPAT = 0x80000000,
}

/// <summary>What <c>shutdown(2)</c> closes.</summary>
[Flags]
public enum ShutdownSides
{
    None = 0,
    Receive = 1,
    Send = 2,
    Both = Receive | Send,
}

/// <summary>Options of <c>socket(7)</c> (asm-generic/socket.h).</summary>
public static class SocketOption
{
    public const int SOL_SOCKET = 1;

    public const int SO_DEBUG = 1;
    public const int SO_REUSEADDR = 2;
    public const int SO_TYPE = 3;
    public const int SO_ERROR = 4;
    public const int SO_DONTROUTE = 5;
    public const int SO_BROADCAST = 6;
    public const int SO_SNDBUF = 7;
    public const int SO_RCVBUF = 8;
    public const int SO_KEEPALIVE = 9;
    public const int SO_OOBINLINE = 10;
    public const int SO_NO_CHECK = 11;
    public const int SO_PRIORITY = 12;
    public const int SO_LINGER = 13;
    public const int SO_BSDCOMPAT = 14;
    public const int SO_REUSEPORT = 15;
    public const int SO_PASSCRED = 16;
    public const int SO_PEERCRED = 17;
    public const int SO_RCVLOWAT = 18;
    public const int SO_SNDLOWAT = 19;
    public const int SO_RCVTIMEO = 20;
    public const int SO_SNDTIMEO = 21;
    public const int SO_BINDTODEVICE = 25;
    public const int SO_ATTACH_FILTER = 26;
    public const int SO_DETACH_FILTER = 27;
    public const int SO_PEERNAME = 28;
    public const int SO_TIMESTAMP = 29;
    public const int SO_ACCEPTCONN = 30;
    public const int SO_PEERSEC = 31;
    public const int SO_SNDBUFFORCE = 32;
    public const int SO_RCVBUFFORCE = 33;
    public const int SO_PASSSEC = 34;
    public const int SO_TIMESTAMPNS = 35;
    public const int SO_MARK = 36;
    public const int SO_TIMESTAMPING = 37;
    public const int SO_PROTOCOL = 38;
    public const int SO_DOMAIN = 39;
    public const int SO_RXQ_OVFL = 40;
    public const int SO_WIFI_STATUS = 41;
    public const int SO_PEEK_OFF = 42;
    public const int SO_NOFCS = 43;
    public const int SO_LOCK_FILTER = 44;
    public const int SO_SELECT_ERR_QUEUE = 45;
    public const int SO_BUSY_POLL = 46;
    public const int SO_MAX_PACING_RATE = 47;
    public const int SO_BPF_EXTENSIONS = 48;
    public const int SO_INCOMING_CPU = 49;
    public const int SO_ATTACH_BPF = 50;
    public const int SO_ATTACH_REUSEPORT_CBPF = 51;
    public const int SO_ATTACH_REUSEPORT_EBPF = 52;
    public const int SO_CNX_ADVICE = 53;
    public const int SO_MEMINFO = 55;
    public const int SO_INCOMING_NAPI_ID = 56;
    public const int SO_COOKIE = 57;
    public const int SO_PEERGROUPS = 59;
    public const int SO_ZEROCOPY = 60;
    public const int SO_TXTIME = 61;
    public const int SO_BINDTOIFINDEX = 62;
    public const int SO_TIMESTAMP_NEW = 63;
    public const int SO_TIMESTAMPNS_NEW = 64;
    public const int SO_TIMESTAMPING_NEW = 65;
    public const int SO_RCVTIMEO_NEW = 66;
    public const int SO_SNDTIMEO_NEW = 67;
    public const int SO_DETACH_REUSEPORT_BPF = 68;
    public const int SO_PREFER_BUSY_POLL = 69;
    public const int SO_BUSY_POLL_BUDGET = 70;
    public const int SO_NETNS_COOKIE = 71;
    public const int SO_BUF_LOCK = 72;
    public const int SO_RESERVE_MEM = 73;
    public const int SO_TXREHASH = 74;
    public const int SO_RCVMARK = 75;
}

/// <summary>Bits of <see cref="SocketOption.SO_TIMESTAMPING"/> (linux/net_tstamp.h).</summary>
public static class TimestampingFlag
{
    public const int SOF_TIMESTAMPING_RX_SOFTWARE = 1 << 3;
    public const int SOF_TIMESTAMPING_SOFTWARE = 1 << 4;
    public const int SOF_TIMESTAMPING_OPT_ID = 1 << 7;
    public const int SOF_TIMESTAMPING_OPT_TSONLY = 1 << 11;
    public const int SOF_TIMESTAMPING_OPT_STATS = 1 << 12;
    public const int SOF_TIMESTAMPING_BIND_PHC = 1 << 15;
    public const int SOF_TIMESTAMPING_MASK = (1 << 16) - 1;
}

/// <summary>Control messages of <c>sendmsg(2)</c> at level <see cref="SocketOption.SOL_SOCKET"/>.</summary>
public static class ControlMessage
{
    public const int SCM_RIGHTS = 1;
    public const int SCM_CREDENTIALS = 2;

    /// <summary>The most descriptors of one message.</summary>
    public const int SCM_MAX_FD = 253;

    /// <summary>Bytes of <c>struct cmsghdr</c>.</summary>
    public const int HeaderBytes = 16;

    /// <summary><c>CMSG_ALIGN</c>.</summary>
    public static long Align(long length) => (length + 7) & ~7L;
}

/// <summary><c>struct cmsghdr</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct ControlHeader
{
    public ulong cmsg_len;
    public int cmsg_level;
    public int cmsg_type;
}

/// <summary><c>struct msghdr</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct MessageHeader
{
    public ulong msg_name;
    public int msg_namelen;
    public int padding;
    public ulong msg_iov;
    public ulong msg_iovlen;
    public ulong msg_control;
    public ulong msg_controllen;
    public uint msg_flags;
    public int padding2;

    /// <summary>Bytes of <c>struct mmsghdr</c>: a header, and how much was moved.</summary>
    public const int MultipleBytes = 64;
    public const int LengthOffset = 56;
    public const int NameLengthOffset = 8;
    public const int ControlLengthOffset = 40;
    public const int FlagsOffset = 48;
}

/// <summary><c>struct ucred</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct UserCredentials
{
    public int pid;
    public uint uid;
    public uint gid;

    public const int Bytes = 12;

    /// <summary>Who is not known (the overflow identity of user_namespaces(7)).</summary>
    public const uint Nobody = 65534;
}

/// <summary><c>struct linger</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Linger
{
    public int l_onoff;
    public int l_linger;
}

/// <summary>Sizes of <c>struct sockaddr_un</c> and <c>struct sockaddr_storage</c>.</summary>
public static class SocketAddress
{
    public const int MaximumBytes = 128;
    public const int FamilyBytes = 2;
    public const int UnixPathBytes = 108;
}

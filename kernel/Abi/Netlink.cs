// SPDX-License-Identifier: MIT
namespace Skift.Abi;

/// <summary>Messages between programs and the kernel (linux/netlink.h).</summary>
public static class Netlink
{
    public const int NETLINK_ROUTE = 0;
    public const int NETLINK_KOBJECT_UEVENT = 15;
    public const int MAX_LINKS = 32;

    /// <summary>Bytes of <c>struct sockaddr_nl</c> and of <c>struct nlmsghdr</c>; messages and attributes begin at multiples of 4.</summary>
    public const int AddressBytes = 12;
    public const int HeaderBytes = 16;
    public const int AttributeBytes = 4;

    public const ushort NLMSG_ERROR = 2;
    public const ushort NLMSG_DONE = 3;
    public const ushort NLMSG_MIN_TYPE = 16;

    public const ushort NLM_F_REQUEST = 0x1;
    public const ushort NLM_F_MULTI = 0x2;
    public const ushort NLM_F_ACK = 0x4;
    public const ushort NLM_F_DUMP = 0x300;

    /// <summary>An answer of NLMSG_ERROR that has the header of the request only.</summary>
    public const ushort NLM_F_CAPPED = 0x100;

    public const int SOL_NETLINK = 270;
    public const int NETLINK_ADD_MEMBERSHIP = 1;
    public const int NETLINK_DROP_MEMBERSHIP = 2;
    public const int NETLINK_PKTINFO = 3;
    public const int NETLINK_BROADCAST_ERROR = 4;
    public const int NETLINK_NO_ENOBUFS = 5;
    public const int NETLINK_LISTEN_ALL_NSID = 8;
    public const int NETLINK_LIST_MEMBERSHIPS = 9;
    public const int NETLINK_CAP_ACK = 10;
    public const int NETLINK_EXT_ACK = 11;

    /// <summary>Rounds up to where the next message or attribute begins.</summary>
    public static int Align(int length) => (length + 3) & ~3;
}

/// <summary>What NETLINK_ROUTE speaks of: interfaces, addresses, routes (linux/rtnetlink.h, linux/if_link.h, linux/if_addr.h).</summary>
public static class RouteNetlink
{
    public const ushort RTM_NEWLINK = 16;
    public const ushort RTM_GETLINK = 18;
    public const ushort RTM_SETLINK = 19;
    public const ushort RTM_NEWADDR = 20;
    public const ushort RTM_GETADDR = 22;
    public const ushort RTM_NEWROUTE = 24;
    public const ushort RTM_GETROUTE = 26;
    public const ushort RTM_GETNEIGH = 30;
    public const ushort RTM_MAX = 123;

    /// <summary>The last two bits of a type: new, delete, get, set.</summary>
    public const int KindMask = 3;
    public const int KindGet = 2;

    /// <summary>Bytes of <c>struct ifinfomsg</c>, <c>ifaddrmsg</c> and <c>rtmsg</c>.</summary>
    public const int LinkBytes = 16;
    public const int AddressBytes = 8;
    public const int RouteBytes = 12;

    public const ushort IFLA_ADDRESS = 1;
    public const ushort IFLA_BROADCAST = 2;
    public const ushort IFLA_IFNAME = 3;
    public const ushort IFLA_MTU = 4;
    public const ushort IFLA_QDISC = 6;
    public const ushort IFLA_STATS = 7;
    public const ushort IFLA_TXQLEN = 13;
    public const ushort IFLA_MAP = 14;
    public const ushort IFLA_OPERSTATE = 16;
    public const ushort IFLA_LINKMODE = 17;
    public const ushort IFLA_STATS64 = 23;
    public const ushort IFLA_GROUP = 27;
    public const ushort IFLA_EXT_MASK = 29;
    public const ushort IFLA_PROMISCUITY = 30;
    public const ushort IFLA_NUM_TX_QUEUES = 31;
    public const ushort IFLA_NUM_RX_QUEUES = 32;
    public const ushort IFLA_CARRIER = 33;
    public const ushort IFLA_CARRIER_CHANGES = 35;
    public const ushort IFLA_PROTO_DOWN = 39;
    public const ushort IFLA_CARRIER_UP_COUNT = 47;
    public const ushort IFLA_CARRIER_DOWN_COUNT = 48;
    public const ushort IFLA_MIN_MTU = 50;
    public const ushort IFLA_MAX_MTU = 51;

    /// <summary>In IFLA_EXT_MASK: no statistics.</summary>
    public const uint RTEXT_FILTER_SKIP_STATS = 8;

    public const ushort IFA_ADDRESS = 1;
    public const ushort IFA_LOCAL = 2;
    public const ushort IFA_LABEL = 3;
    public const ushort IFA_CACHEINFO = 6;
    public const ushort IFA_FLAGS = 8;
    public const ushort IFA_PROTO = 11;
    public const byte IFA_F_PERMANENT = 0x80;
    public const byte IFAPROT_KERNEL_LO = 1;

    public const ushort RTA_DST = 1;
    public const ushort RTA_OIF = 4;
    public const ushort RTA_PRIORITY = 6;
    public const ushort RTA_PREFSRC = 7;
    public const ushort RTA_CACHEINFO = 12;
    public const ushort RTA_TABLE = 15;
    public const ushort RTA_PREF = 20;

    public const byte RT_SCOPE_UNIVERSE = 0;
    public const byte RT_SCOPE_LINK = 253;
    public const byte RT_SCOPE_HOST = 254;
    public const byte RT_TABLE_LOCAL = 255;
    public const byte RTPROT_KERNEL = 2;
    public const byte RTN_LOCAL = 2;
    public const byte RTN_BROADCAST = 3;
}

// SPDX-License-Identifier: MIT
namespace Skift.Abi;

/// <summary>Flags of interfaces (linux/if.h) and kinds of links (linux/if_arp.h).</summary>
public static class InterfaceFlag
{
    public const uint IFF_UP = 0x1;
    public const uint IFF_LOOPBACK = 0x8;
    public const uint IFF_RUNNING = 0x40;
    public const uint IFF_LOWER_UP = 0x10000;

    public const int ARPHRD_LOOPBACK = 772;
}

// SPDX-License-Identifier: MIT
using System;

namespace Skift.Abi;

/// <summary>What the first byte of a read from a master in packet mode tells (<c>ioctl_tty(2)</c>, TIOCPKT).</summary>
[Flags]
public enum PacketEvents : byte
{
    None = 0,
    TIOCPKT_FLUSHREAD = 1,
    TIOCPKT_FLUSHWRITE = 2,
    TIOCPKT_STOP = 4,
    TIOCPKT_START = 8,
    TIOCPKT_NOSTOP = 16,
    TIOCPKT_DOSTOP = 32,
    TIOCPKT_IOCTL = 64,
}

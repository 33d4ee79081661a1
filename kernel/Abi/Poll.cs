// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary>Events of <c>poll(2)</c> (asm-generic/poll.h).</summary>
[Flags]
public enum PollEvents : ushort
{
    None = 0,
    POLLIN = 0x1,
    POLLPRI = 0x2,
    POLLOUT = 0x4,
    POLLERR = 0x8,
    POLLHUP = 0x10,
    POLLNVAL = 0x20,
    POLLRDNORM = 0x40,
    POLLRDBAND = 0x80,
    POLLWRNORM = 0x100,
    POLLWRBAND = 0x200,
    POLLMSG = 0x400,
    POLLRDHUP = 0x2000,
}

/// <summary><c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct PollDescriptor
{
    public int fd;
    public PollEvents events;
    public PollEvents revents;
}

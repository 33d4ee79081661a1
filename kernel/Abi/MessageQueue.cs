// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary><c>struct mq_attr</c>, 64 bytes; what follows the members is 0.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
public struct MessageQueueAttributes
{
    /// <summary>A message's priority is below this (linux/mqueue.h).</summary>
    public const uint MQ_PRIO_MAX = 32768;

    /// <summary>O_NONBLOCK or nothing: of the open file, not of the queue.</summary>
    public long mq_flags;
    public long mq_maxmsg;
    public long mq_msgsize;
    public long mq_curmsgs;
}

// SPDX-License-Identifier: MIT
namespace Skift.Core.MessageQueues;

/// <summary>What new message queues may be, and are without attributes of their own: <c>/proc/sys/fs/mqueue</c> (mq_overview(7)).</summary>
public static class MessageQueueLimits
{
    /// <summary>Bounds of the numbers below, and of what the privileged may ask for (Linux's HARD_MSGMAX, HARD_MSGSIZEMAX).</summary>
    public const int FewestMessages = 1;
    public const int MostMessages = 65536;
    public const int SmallestSize = 128;
    public const int LargestSize = 16 * 1024 * 1024;

    /// <summary>Messages of a queue whose maker does not say how many.</summary>
    public static int DefaultMessages { get; set; } = 10;

    /// <summary>Messages that a queue may have room for.</summary>
    public static int Messages { get; set; } = 10;

    /// <summary>Bytes of a message in a queue whose maker does not say how many.</summary>
    public static int DefaultSize { get; set; } = 8192;

    /// <summary>Bytes that a message may have.</summary>
    public static int Size { get; set; } = 8192;

    /// <summary>Queues that there may be.</summary>
    public static int Queues { get; set; } = 256;
}

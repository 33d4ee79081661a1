// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Sockets.Unix;

/// <summary>One piece of data that was sent: a datagram, or what one write put into a stream.</summary>
internal struct UnixMessage
{
    /// <summary>Bytes that have not been read.</summary>
    internal int Length;

    /// <summary>What the sender's buffer is charged for it.</summary>
    internal int Cost;
    internal UnixSocket? Sender;
    internal UnixAddress? From;

    /// <summary>Who sent it; process 0 if nobody asked.</summary>
    internal UserCredentials Credentials;
    internal UnixRights? Rights;

    /// <summary>The real time at which a datagram came, if the receiver asks for it.</summary>
    internal long Arrival;

    internal readonly bool IsFromSame(in UserCredentials other) =>
        Credentials.pid == other.pid && Credentials.uid == other.uid && Credentials.gid == other.gid;
}

/// <summary>What a socket has to read: messages, and their bytes in pages. The socket's mutex guards it.</summary>
internal sealed class UnixQueue
{
    private const int FirstLength = 4;

    private UnixMessage[] _messages = [];
    private int _first;

    internal PageQueue Bytes { get; } = new();

    internal int Count { get; private set; }

    /// <summary>The socket is closed: nothing is added any more.</summary>
    internal bool IsClosed { get; set; }

    internal ref UnixMessage this[int index] => ref _messages[(_first + index) % _messages.Length];

    /// <summary>Makes room for a message, so that adding it cannot fail.</summary>
    internal void Reserve()
    {
        if (Count < _messages.Length) return;
        UnixMessage[] larger = new UnixMessage[Math.Max(FirstLength, Count * 2)];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = this[i];
        }

        _messages = larger;
        _first = 0;
    }

    /// <summary>Adds a message whose bytes are there already.</summary>
    internal void Add(in UnixMessage message)
    {
        Count++;
        this[Count - 1] = message;
    }

    /// <summary>Takes the first message with all its bytes; tells the sender that there is room.</summary>
    internal void RemoveFirst()
    {
        ref UnixMessage message = ref this[0];
        Bytes.Skip(message.Length);
        message.Sender?.ReleaseSent(message.Cost);
        message = default;
        _first = (_first + 1) % _messages.Length;
        Count--;
    }
}

/// <summary>What Linux charges a sender for data in flight, so that buffers fill and SIOCOUTQ counts as programs have come to know it.</summary>
internal static class UnixCost
{
    private const int PageBytes = 4096;
    private const int Line = 64;

    /// <summary>sizeof(struct sk_buff) and sizeof(struct skb_shared_info), in whole cache lines.</summary>
    private const int DescriptorBytes = 256;
    private const int TrailerBytes = 320;
    private const int StreamPageBytes = 32768;
    private const int LargestPageHead = PageBytes - TrailerBytes;
    private const int LargestHead = (4 * PageBytes) - TrailerBytes;

    /// <summary>The most bytes that a stream puts into one message.</summary>
    internal static int StreamChunk(int sendBuffer) => Math.Min((sendBuffer >> 1) - Line, LargestPageHead + StreamPageBytes);

    internal static int OfStream(int length)
    {
        int pages = Math.Min(length, RoundUp(Math.Max(0, length - LargestPageHead), PageBytes));
        return OfHead(length - pages) + RoundUp(pages, PageBytes);
    }

    internal static int OfDatagram(int length)
    {
        int pages = length > LargestHead ? Math.Min(length, RoundUp(length - LargestHead, PageBytes)) : 0;
        return OfHead(length - pages) + RoundUp(pages, PageBytes);
    }

    private static int OfHead(int length)
    {
        int bucket = 512;
        while (bucket < RoundUp(length, Line) + TrailerBytes)
        {
            bucket *= 2;
        }

        return bucket + DescriptorBytes;
    }

    private static int RoundUp(int value, int unit) => (value + unit - 1) / unit * unit;
}

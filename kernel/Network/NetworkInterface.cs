// SPDX-License-Identifier: MIT
using System.Threading;

namespace Skift.Network;

/// <summary>Where packets leave and arrive: a device, or what behaves as one.</summary>
internal abstract class NetworkInterface
{
    private long _packets;
    private long _bytes;

    protected NetworkInterface(string name, int index, int mtu)
    {
        Name = name;
        Index = index;
        Mtu = mtu;
    }

    internal string Name { get; }

    /// <summary>The number that if_nametoindex(3) gives.</summary>
    internal int Index { get; }

    /// <summary>Bytes of the largest packet, without what the link adds.</summary>
    internal int Mtu { get; }

    /// <summary>IFF_* of <c>netdevice(7)</c>.</summary>
    internal abstract uint Flags { get; }

    /// <summary>ARPHRD_*: what kind of link it is.</summary>
    internal abstract int LinkType { get; }

    /// <summary>Packets that were sent, which for a loopback are those that were received.</summary>
    internal long Packets => Interlocked.Read(ref _packets);

    internal long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Packets need no transport checksum: they stay in memory.</summary>
    internal abstract bool IsTrusted { get; }

    /// <summary>Takes a packet to send. Does not wait; any lock of a socket may be held.</summary>
    /// <param name="flow">The same number for all packets whose order matters to each other, in both directions.</param>
    internal abstract void Transmit(Packet packet, uint flow);

    /// <summary>Lets what was sent take effect, as far as this thread can further it. No lock of a socket may be held.</summary>
    internal abstract void Flush(uint flow);

    /// <summary>Counts a packet that goes out.</summary>
    protected void Count(Packet packet)
    {
        _ = Interlocked.Increment(ref _packets);
        _ = Interlocked.Add(ref _bytes, packet.Length);
    }
}

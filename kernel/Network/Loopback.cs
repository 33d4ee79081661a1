// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Network;

/// <summary>The interface "lo": what is sent there arrives there.</summary>
/// <remarks>
/// Packets wait in a queue by their flow and are received by the thread that flushes it, which is the one that sent unless another is at it
/// already. So packets of a flow stay in order, receiving never nests, and no switch of threads is needed.
/// </remarks>
internal sealed class Loopback : NetworkInterface
{
    internal const int LoopbackIndex = 1;

    private const int LoopbackMtu = 65536;
    private const int QueueCount = 16;

    private readonly SpinLock<FlowQueue>[] _queues = new SpinLock<FlowQueue>[QueueCount];

    private struct FlowQueue
    {
        internal PacketQueue Packets;
        internal bool IsBeingReceived;
    }

    internal Loopback()
        : base("lo", LoopbackIndex, LoopbackMtu)
    {
        for (int i = 0; i < QueueCount; i++)
        {
            _queues[i] = new SpinLock<FlowQueue>(default);
        }
    }

    /// <summary>The one there is.</summary>
    internal static Loopback Instance { get; } = new();

    /// <summary>The own addresses, as on any machine.</summary>
    internal static InterfaceAddress[] Addresses { get; } = [new(InternetAddress.LoopbackIPv4, 8), new(InternetAddress.LoopbackIPv6, 128)];

    internal override bool IsTrusted => true;

    internal override uint Flags => InterfaceFlag.IFF_UP | InterfaceFlag.IFF_LOOPBACK;

    internal override int LinkType => InterfaceFlag.ARPHRD_LOOPBACK;

    internal override void Transmit(Packet packet, uint flow)
    {
        Count(packet);
        packet.IsTrusted = true;
        using SpinLock<FlowQueue>.Guard queue = _queues[flow % QueueCount].Lock();
        queue.Value.Packets.Add(packet);
    }

    internal override void Flush(uint flow)
    {
        SpinLock<FlowQueue> queue = _queues[flow % QueueCount];
        while (TryBegin(queue, out PacketQueue packets))
        {
            try
            {
                while (packets.TryTake(out Packet? packet))
                {
                    IPLayer.Receive(packet);
                }
            }
            finally
            {
                packets.DropAll();
                using SpinLock<FlowQueue>.Guard state = queue.Lock();
                state.Value.IsBeingReceived = false;
            }

            Scheduler.YieldIfNeeded();
        }
    }

    private static bool TryBegin(SpinLock<FlowQueue> queue, out PacketQueue packets)
    {
        packets = default;
        using SpinLock<FlowQueue>.Guard state = queue.Lock();
        if (state.Value.IsBeingReceived || state.Value.Packets.IsEmpty) return false;
        state.Value.IsBeingReceived = true;
        packets = state.Value.Packets.TakeAll();
        return true;
    }
}

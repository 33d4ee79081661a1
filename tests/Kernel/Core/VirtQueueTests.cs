// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Drivers.Virtio;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>Queues whose other end the test plays, honestly and not (virtio 1.2 §2.7).</summary>
internal static class VirtQueueTests
{
    private const int Size = 16;
    private const int DescriptorSize = 16;
    private const int Available = Size * DescriptorSize;
    private const int UsedEvent = Available + 4 + (2 * Size);

    private static readonly PhysicalAddress s_data = new(0x1000_0000);

    [KernelTest]
    internal static void Chain_LinksItsDescriptors_AndTheyComeBack()
    {
        VirtQueue queue = Create(0);
        for (int round = 0; round < 40; round++)
        {
            Check.True(queue.TryAdd([Read(10), Read(20), Write(30)], out ushort head), "add");
            Check.Equal(Size - 3, queue.FreeCount, "free descriptors");
            int at = head;
            for (int i = 0; i < 3; i++)
            {
                Check.Equal((i + 1) * 10, queue.Memory.Read32((at * DescriptorSize) + 8), "length");
                Check.Equal(i == 0 || i == 1 ? 1 : 2, queue.Memory.Read16((at * DescriptorSize) + 12), "flags");
                at = queue.Memory.Read16((at * DescriptorSize) + 14);
            }

            Use(queue, head, 25);
            Check.True(queue.TryTake(out ushort taken, out int written) && taken == head, "take");
            Check.Equal(25, written, "bytes written");
            Check.Equal(Size, queue.FreeCount, "free again");
        }
    }

    [KernelTest]
    internal static void Indirect_RequestsTakeOneDescriptor()
    {
        VirtQueue queue = Create(VirtioTransport.VIRTIO_F_INDIRECT_DESC);
        for (int i = 0; i < Size; i++)
        {
            Check.True(queue.TryAdd([Read(1), Write(2), Write(4)], out ushort head), "as many requests as descriptors");
            Check.Equal(4, queue.Memory.Read16((head * DescriptorSize) + 12), "VIRTQ_DESC_F_INDIRECT");
            Check.Equal(3 * DescriptorSize, queue.Memory.Read32((head * DescriptorSize) + 8), "length of the table");
            int table = (int)(queue.Memory.Read64(head * DescriptorSize) - queue.Tables!.Address.Value);
            Check.Equal(1, queue.Tables.Read16(table + 12), "first: more follow");
            Check.Equal(1, queue.Tables.Read16(table + 14), "first: which one");
            Check.Equal(3, queue.Tables.Read16(table + DescriptorSize + 12), "second: written, more follow");
            Check.Equal(2, queue.Tables.Read16(table + (2 * DescriptorSize) + 12), "third: written, the last");
            Check.Equal(4, queue.Tables.Read32(table + (2 * DescriptorSize) + 8), "third: length");
        }

        Check.True(!queue.TryAdd([Read(1)], out _), "full");
        Use(queue, 3, 100);
        Check.True(queue.TryTake(out ushort taken, out int written) && taken == 3, "take");
        Check.Equal(6, written, "no more than was offered");
        Check.True(queue.TryAdd([Read(1)], out _), "room again");
    }

    [KernelTest]
    internal static void LongRequests_AreChains_EvenWithIndirectTables()
    {
        VirtQueue queue = FileOps.Value(VirtQueue.Create(64, VirtioTransport.VIRTIO_F_INDIRECT_DESC), "queue");
        VirtSegment[] segments = new VirtSegment[20];
        for (int i = 0; i < segments.Length; i++) segments[i] = Read(1);
        Check.True(queue.TryAdd(segments, out ushort head), "add");
        Check.Equal(64 - 20, queue.FreeCount, "free descriptors");
        Check.Equal(1, queue.Memory.Read16((head * DescriptorSize) + 12), "a chain");
    }

    [KernelTest]
    internal static void Notification_IsAskedOfTheDevice()
    {
        VirtQueue plain = Create(0);
        Check.True(!plain.TakeNotification(), "nothing was added");
        Check.True(plain.TryAdd([Read(1)], out _), "add");
        Check.True(plain.TakeNotification(), "wanted");
        plain.Memory.Write16(UsedOf(plain), 1);
        Check.True(plain.TryAdd([Read(1)], out _), "add");
        Check.True(!plain.TakeNotification(), "VIRTQ_USED_F_NO_NOTIFY");
    }

    [KernelTest]
    internal static void EventIndex_NotifiesOnlyAcrossTheMark_AlsoWhereItWraps()
    {
        VirtQueue queue = Create(VirtioTransport.VIRTIO_F_EVENT_IDX);
        int notifications = 0;
        int expected = 0;
        for (int i = 0; i < 70_000; i++)
        {
            // The device wants to hear of every tenth.
            ushort wanted = (ushort)(i / 10 * 10);
            queue.Memory.Write16(UsedOf(queue) + 4 + (8 * Size), wanted);
            Check.True(queue.TryAdd([Read(1)], out ushort head), "add");
            if (queue.TakeNotification()) notifications++;
            if (i % 10 == 0) expected++;
            Use(queue, head, 0);
            Check.True(queue.TryTake(out _, out _), "take");
            Check.True(!queue.TryTake(out _, out _), "no more");
            Check.Equal((ushort)(i + 1), queue.Memory.Read16(UsedEvent), "interrupt at the next one");
        }

        Check.Equal(expected, notifications, "notifications");
    }

    [KernelTest]
    internal static void HostileDevices_CannotBreakTheBookkeeping()
    {
        VirtQueue queue = Create(VirtioTransport.VIRTIO_F_INDIRECT_DESC | VirtioTransport.VIRTIO_F_EVENT_IDX);
        Check.True(queue.TryAdd([Read(1), Write(8)], out ushort head), "add");
        Use(queue, 0xFFFF_FFFF, 1);
        Use(queue, Size, 1);
        Use(queue, (uint)(head + 1) % Size, 1);
        Check.True(!queue.TryTake(out _, out _), "what stands for no request is dropped");
        Use(queue, head, uint.MaxValue);
        Use(queue, head, 1);
        Check.True(queue.TryTake(out ushort taken, out int written) && taken == head, "the request");
        Check.Equal(8, written, "no more than was offered");
        Check.True(!queue.TryTake(out _, out _), "not twice");
        Check.Equal(Size, queue.FreeCount, "free");
    }

    private static VirtQueue Create(ulong features) => FileOps.Value(VirtQueue.Create(Size, features), "queue");

    private static VirtSegment Read(int length) => new(s_data, length, deviceWrites: false);

    private static VirtSegment Write(int length) => new(s_data, length, deviceWrites: true);

    private static int UsedOf(VirtQueue queue) => (int)(queue.Used.Value - queue.Descriptors.Value);

    /// <summary>What a device does with a request that it has finished.</summary>
    private static void Use(VirtQueue queue, uint id, uint written)
    {
        int used = UsedOf(queue);
        ushort index = queue.Memory.Read16(used + 2);
        queue.Memory.Write32(used + 4 + (8 * (index % Size)), id);
        queue.Memory.Write32(used + 8 + (8 * (index % Size)), written);
        queue.Memory.Write16(used + 2, (ushort)(index + 1));
    }
}

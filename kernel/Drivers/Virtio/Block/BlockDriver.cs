// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Drivers.Virtio.Block;

/// <summary>A disk (virtio 1.2 §5.2): <c>/dev/vda</c> and so on.</summary>
/// <remarks>QEMU: <c>-drive if=none,id=disk,file=IMG,format=raw -device virtio-blk-pci,drive=disk</c>.</remarks>
public sealed class BlockDriver : BlockDevice
{
    private const ulong VIRTIO_BLK_F_RO = 1UL << 5;
    private const ulong VIRTIO_BLK_F_FLUSH = 1UL << 9;

    private const uint VIRTIO_BLK_T_IN = 0;
    private const uint VIRTIO_BLK_T_OUT = 1;
    private const uint VIRTIO_BLK_T_FLUSH = 4;

    private const byte VIRTIO_BLK_S_OK = 0;

    /// <summary>Block major that Linux gives virtio disks first, and minors between disks.</summary>
    private const uint Major = 254;
    private const uint MinorsPerDisk = 16;
    private const int CapacityOffset = 0;

    /// <summary>Requests that can be on their way at once.</summary>
    private const int SlotCount = 8;

    private readonly RequestQueue _requests;
    private readonly BlockSlots _slots;
    private readonly bool _canFlush;
    private readonly int _index;

    private BlockDriver(RequestQueue requests, BlockSlots slots, int index, long sectorCount, ulong features)
    {
        _requests = requests;
        _slots = slots;
        _index = index;
        SectorCount = sectorCount;
        IsReadOnly = (features & VIRTIO_BLK_F_RO) != 0;
        _canFlush = (features & VIRTIO_BLK_F_FLUSH) != 0;
    }

    public override string Name => "vd" + (char)('a' + _index);

    public override ulong Number => DeviceNumber.Make(Major, (uint)_index * MinorsPerDisk);

    public override long SectorCount { get; }

    public override bool IsReadOnly { get; }

    /// <param name="index">Which disk it is: 0 becomes vda.</param>
    public static Result<BlockDriver> Start(VirtioTransport transport, int index)
    {
        Errno error = transport.Negotiate(VIRTIO_BLK_F_RO | VIRTIO_BLK_F_FLUSH, out ulong features);
        if (error != Errno.None) return error;
        if (!transport.CreateQueue(0).Try(out VirtQueue queue, out error)) return error;

        if (!BlockSlots.Create(SlotCount).Try(out BlockSlots slots, out error)) return error;

        var requests = new RequestQueue(transport, 0, queue);
        error = transport.ConnectInterrupt(new Interrupts(requests));
        if (error != Errno.None) return error;

        ulong capacity = transport.ReadConfiguration32(CapacityOffset) | ((ulong)transport.ReadConfiguration32(CapacityOffset + 4) << 32);
        long sectors = (long)Math.Min(capacity, long.MaxValue / SectorSize);
        transport.Start();
        return new BlockDriver(requests, slots, index, sectors, features);
    }

    public override Errno Read(long sector, Span<byte> destination) =>
        Transfer(VIRTIO_BLK_T_IN, sector, destination.Length, destination, default);

    public override Errno Write(long sector, ReadOnlySpan<byte> source) =>
        IsReadOnly ? Errno.EROFS : Transfer(VIRTIO_BLK_T_OUT, sector, source.Length, default, source);

    public override Errno Flush()
    {
        if (!_canFlush) return Errno.None;
        if (_slots.Take() is not BlockSlot slot) return Errno.EIO;
        Errno error = Submit(slot, VIRTIO_BLK_T_FLUSH, 0, 0);
        return error == Errno.None ? Finish(slot) : error;
    }

    /// <summary>Moves data in pieces, as many at a time as there are slots free; each caller has at least one.</summary>
    private Errno Transfer(uint type, long sector, int byteCount, Span<byte> destination, ReadOnlySpan<byte> source)
    {
        BlockSlot?[] pending = new BlockSlot?[SlotCount];
        Errno result = Errno.None;
        int sent = 0;
        int first = 0;
        int count = 0;
        for (int received = 0; count > 0 || (sent < byteCount && result == Errno.None);)
        {
            bool wantsMore = sent < byteCount && result == Errno.None && count < SlotCount;
            if (wantsMore && (count == 0 ? _slots.Take() : _slots.TryTake()) is BlockSlot slot)
            {
                int length = Math.Min(byteCount - sent, BlockSlot.DataLength);
                if (type == VIRTIO_BLK_T_OUT) slot.Fill(source.Slice(sent, length));
                result = Submit(slot, type, sector + sent / SectorSize, length);
                if (result != Errno.None) continue;
                pending[(first + count++) % SlotCount] = slot;
                sent += length;
                continue;
            }

            // No slot, although nothing of this caller's is on its way: the device is broken.
            if (count == 0) return Errno.EIO;
            BlockSlot oldest = pending[first]!;
            (first, count) = ((first + 1) % SlotCount, count - 1);
            int arrived = oldest.Length;
            Errno error = Finish(oldest, type == VIRTIO_BLK_T_IN ? destination.Slice(received, arrived) : default);
            received += arrived;
            if (result == Errno.None) result = error;
        }

        return result;
    }

    private Errno Submit(BlockSlot slot, uint type, long sector, int length)
    {
        slot.Prepare(type, sector, length);
        VirtSegment header = new(slot.Header, BlockSlot.HeaderLength, deviceWrites: false);
        VirtSegment data = new(slot.Data, length, deviceWrites: type == VIRTIO_BLK_T_IN);
        VirtSegment status = new(slot.Status, 1, deviceWrites: true);
        ReadOnlySpan<VirtSegment> all = [header, data, status];
        ReadOnlySpan<VirtSegment> withoutData = [header, status];
        Errno error = _requests.Submit(length > 0 ? all : withoutData, slot.Request);
        if (error != Errno.None) _slots.Return(slot);
        return error;
    }

    /// <summary>Waits for a slot's request, takes what came in and gives the slot back.</summary>
    private Errno Finish(BlockSlot slot, Span<byte> destination = default)
    {
        Errno error = _requests.Wait(slot.Request, out _);
        if (error != Errno.None)
        {
            // The device may still write into it.
            _slots.Abandon();
            return error;
        }

        error = slot.StatusByte == VIRTIO_BLK_S_OK ? Errno.None : Errno.EIO;
        if (error == Errno.None && !destination.IsEmpty) slot.CopyTo(destination);
        _slots.Return(slot);
        return error;
    }

    private sealed class Interrupts(RequestQueue requests) : VirtioDriver
    {
        public override void OnQueueInterrupt() => requests.OnInterrupt();
    }
}

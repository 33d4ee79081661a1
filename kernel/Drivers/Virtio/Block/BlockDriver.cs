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

    // The request's memory: header, then the data, then the status byte (§5.2.6).
    private const int HeaderLength = 16;
    private const int DataOffset = Page.Size;
    private const int DataLength = 64 * 1024;
    private const int StatusOffset = DataOffset + DataLength;

    private readonly RequestQueue _requests;
    private readonly Mutex<DmaBuffer> _buffer;
    private readonly bool _canFlush;
    private readonly int _index;

    private BlockDriver(RequestQueue requests, DmaBuffer buffer, int index, long sectorCount, ulong features)
    {
        _requests = requests;
        _buffer = new Mutex<DmaBuffer>(buffer);
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

        DmaBuffer? buffer = DmaBuffer.TryAllocate(StatusOffset + 1);
        if (buffer is null) return Errno.ENOMEM;

        var requests = new RequestQueue(transport, 0, queue);
        error = transport.ConnectInterrupt(new Interrupts(requests));
        if (error != Errno.None) return error;

        ulong capacity = transport.ReadConfiguration32(CapacityOffset) | ((ulong)transport.ReadConfiguration32(CapacityOffset + 4) << 32);
        long sectors = (long)Math.Min(capacity, long.MaxValue / SectorSize);
        transport.Start();
        return new BlockDriver(requests, buffer, index, sectors, features);
    }

    public override Errno Read(long sector, Span<byte> destination)
    {
        using Mutex<DmaBuffer>.Guard buffer = _buffer.Lock();
        while (!destination.IsEmpty)
        {
            int length = Math.Min(destination.Length, DataLength);
            Errno error = Execute(buffer.Value, VIRTIO_BLK_T_IN, sector, length);
            if (error != Errno.None) return error;

            using DmaBuffer.Access access = buffer.Value.Open();
            access.Span.Slice(DataOffset, length).CopyTo(destination);
            destination = destination[length..];
            sector += length / SectorSize;
        }

        return Errno.None;
    }

    public override Errno Write(long sector, ReadOnlySpan<byte> source)
    {
        if (IsReadOnly) return Errno.EROFS;

        using Mutex<DmaBuffer>.Guard buffer = _buffer.Lock();
        while (!source.IsEmpty)
        {
            int length = Math.Min(source.Length, DataLength);
            using (DmaBuffer.Access access = buffer.Value.Open())
            {
                source[..length].CopyTo(access.Span[DataOffset..]);
            }

            Errno error = Execute(buffer.Value, VIRTIO_BLK_T_OUT, sector, length);
            if (error != Errno.None) return error;

            source = source[length..];
            sector += length / SectorSize;
        }

        return Errno.None;
    }

    public override Errno Flush()
    {
        if (!_canFlush) return Errno.None;

        using Mutex<DmaBuffer>.Guard buffer = _buffer.Lock();
        return Execute(buffer.Value, VIRTIO_BLK_T_FLUSH, 0, 0);
    }

    private Errno Execute(DmaBuffer buffer, uint type, long sector, int length)
    {
        buffer.Write32(0, type);
        buffer.Write32(4, 0);
        buffer.Write64(8, (ulong)sector);
        using (DmaBuffer.Access access = buffer.Open())
        {
            access.Span[StatusOffset] = byte.MaxValue;
        }

        VirtSegment header = new(buffer.Address, HeaderLength, deviceWrites: false);
        VirtSegment data = new(buffer.Address + DataOffset, length, deviceWrites: type == VIRTIO_BLK_T_IN);
        VirtSegment status = new(buffer.Address + StatusOffset, 1, deviceWrites: true);
        ReadOnlySpan<VirtSegment> all = [header, data, status];
        ReadOnlySpan<VirtSegment> withoutData = [header, status];
        Errno error = _requests.Execute(length > 0 ? all : withoutData, out _);
        if (error != Errno.None) return error;

        using DmaBuffer.Access result = buffer.Open();
        return result.Span[StatusOffset] == VIRTIO_BLK_S_OK ? Errno.None : Errno.EIO;
    }

    private sealed class Interrupts(RequestQueue requests) : VirtioDriver
    {
        public override void OnQueueInterrupt() => requests.OnInterrupt();
    }
}

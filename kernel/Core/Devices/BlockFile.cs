// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Devices;

/// <summary>An open disk: bytes at any offset, over whole sectors.</summary>
internal sealed class BlockFile : OpenFile
{
    private const int ChunkSize = 4096;

    private readonly BlockDevice _device;

    /// <summary>Takes over that the opener has become a user of the disk.</summary>
    internal BlockFile(BlockDevice device, Path path, OpenFlags flags)
        : base(path, flags) => _device = device;

    internal BlockDevice Device => _device;

    public override bool IsSeekable => true;

    public override bool CanPoll => false;

    protected override long SeekEnd => _device.SectorCount * BlockDevice.SectorSize;

    public override Errno Synchronize() => _device.Flush();

    public override Result<long> Control(uint request, ulong argument)
    {
        VirtualAddress address = new(argument);
        Errno error = request switch
        {
            Ioctl.BLKGETSIZE64 => UserMemory.Write(address, SeekEnd),
            Ioctl.BLKGETSIZE => UserMemory.Write(address, _device.SectorCount),
            Ioctl.BLKSSZGET or Ioctl.BLKBSZGET => UserMemory.Write(address, BlockDevice.SectorSize),
            Ioctl.BLKROGET => UserMemory.Write(address, _device.IsReadOnly ? 1 : 0),
            Ioctl.BLKFLSBUF => _device.Flush(),
            _ => _device.Control(request, argument, CanWrite),
        };
        return error == Errno.None ? 0L : error;
    }

    protected override Result<long> ReadCore(ref IoSink sink, long offset)
    {
        byte[] chunk = new byte[ChunkSize];
        long start = sink.Transferred;
        Errno error = Errno.None;
        while (error == Errno.None && sink.Remaining > 0 && offset < SeekEnd)
        {
            (long sector, int within, int sectors) = Window(offset, sink.Remaining);
            BlockDevice.Charge?.Invoke(sectors * BlockDevice.SectorSize, false);
            error = _device.Read(sector, chunk.AsSpan(0, sectors * BlockDevice.SectorSize));
            if (error == Errno.None)
            {
                int count = (int)Math.Min(sink.Remaining, (sectors * BlockDevice.SectorSize) - within);
                error = sink.Write(chunk.AsSpan(within, count));
                offset += count;
            }
        }

        long total = sink.Transferred - start;
        return total == 0 && error != Errno.None ? error : total;
    }

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        byte[] chunk = new byte[ChunkSize];
        long total = 0;
        end = offset;
        Errno error = source.Remaining > 0 && offset >= SeekEnd ? Errno.ENOSPC : Errno.None;
        while (error == Errno.None && source.Remaining > 0 && end < SeekEnd)
        {
            (long sector, int within, int sectors) = Window(end, source.Remaining);
            Span<byte> window = chunk.AsSpan(0, sectors * BlockDevice.SectorSize);
            int count = (int)Math.Min(source.Remaining, window.Length - within);
            // Sectors that are written in part keep the rest of what they hold.
            error = count == window.Length ? Errno.None : _device.Read(sector, window);
            error = error == Errno.None ? source.Read(window.Slice(within, count)) : error;
            BlockDevice.Charge?.Invoke(window.Length, true);
            error = error == Errno.None ? _device.Write(sector, window) : error;
            if (error == Errno.None)
            {
                total += count;
                end += count;
            }
        }

        return total == 0 && error != Errno.None ? error : total;
    }

    protected override void OnClose() => _device.RemoveUser();

    private (long Sector, int Within, int Sectors) Window(long offset, long wanted)
    {
        long sector = offset / BlockDevice.SectorSize;
        int within = (int)(offset % BlockDevice.SectorSize);
        long needed = (within + Math.Min(wanted, ChunkSize) + BlockDevice.SectorSize - 1) / BlockDevice.SectorSize;
        long available = Math.Min(_device.SectorCount - sector, ChunkSize / BlockDevice.SectorSize);
        return (sector, within, (int)Math.Min(needed, available));
    }
}

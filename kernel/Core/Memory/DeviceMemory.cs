// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Memory;

/// <summary>Memory that a device shows as it is, such as a frame buffer: what <see cref="Files.OpenFile.Map"/> of a device file gives.</summary>
public abstract class DeviceMemory : MemoryObject
{
    public override bool HasPages => false;

    /// <summary>There are no pages to keep; see <see cref="MapPage"/>.</summary>
    public override Result<Page> GetPage(long index, bool forWrite) => Errno.ENXIO;

    public override Errno MapPage(PageTable table, VirtualAddress address, long index, PageProtection protection, bool isCopyOnWrite)
    {
        // A copy of what a device changes behind it would mean nothing.
        if (isCopyOnWrite && (protection & PageProtection.Write) != 0) return Errno.EINVAL;
        return index < 0 || index >= (ByteLength + Page.Size - 1) / Page.Size ? Errno.ENXIO : MapDevicePage(table, address, index * Page.Size, protection);
    }

    /// <summary>Maps the page at an offset, by one of the methods of <see cref="PageTable"/> for buffers and device registers.</summary>
    protected abstract Errno MapDevicePage(PageTable table, VirtualAddress address, long offset, PageProtection protection);
}

/// <summary>A DMA buffer as mappable memory.</summary>
public sealed class BufferMemory(DmaBuffer buffer, long byteLength) : DeviceMemory
{
    public override long ByteLength { get; } = byteLength;

    protected override Errno MapDevicePage(PageTable table, VirtualAddress address, long offset, PageProtection protection) =>
        table.Map(address, buffer, (int)offset, protection);
}

/// <summary>Device registers or memory on a card, uncached.</summary>
public sealed class RegionMemory(MmioRegion region) : DeviceMemory
{
    public override long ByteLength => region.Length;

    protected override Errno MapDevicePage(PageTable table, VirtualAddress address, long offset, PageProtection protection) =>
        table.Map(address, region, offset, protection);
}

// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Machine;

/// <summary>A device's registers. Every access is checked against the length, has the width its name says, and is done exactly once, in order.</summary>
/// <remarks>
/// Bus code makes regions; a driver receives them and never chooses an address. The accesses are assembly: the compiler narrows even a
/// volatile read when only part of the result is used, and devices notice the width.
/// </remarks>
public sealed unsafe class MmioRegion
{
    private readonly byte* _start;

    private MmioRegion(PhysicalAddress address, byte* start, long length)
    {
        Address = address;
        _start = start;
        Length = length;
    }

    public PhysicalAddress Address { get; }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>Maps device memory, uncached. The mapping stays for ever, as devices do.</summary>
    /// <returns><c>EINVAL</c>: empty or wraps around. <c>EPERM</c>: it touches RAM. <c>ENOMEM</c>.</returns>
    public static Result<MmioRegion> Map(PhysicalAddress address, long length)
    {
        if (length <= 0 || address.Value + (ulong)length < address.Value || address.Value + (ulong)length > PhysicalLimit) return Errno.EINVAL;
        // RAM behind registers' methods would be a way around Page and everything that keeps memory safe.
        if (BootMemoryMap.TouchesRam(address, (ulong)length)) return Errno.EPERM;
        if (!KernelPageTable.TryMapMmio(address, (ulong)length, out byte* start)) return Errno.ENOMEM;
        return new MmioRegion(address, start, length);
    }

    /// <summary>A part of this region, such as one capability's registers inside a BAR.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part is not inside.</exception>
    public MmioRegion Slice(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > Length || length > Length - offset) throw new ArgumentOutOfRangeException(nameof(offset));
        return new MmioRegion(Address + (ulong)offset, _start + offset, length);
    }

    public byte Read8(long offset) => Native.MmioRead8(At(offset, 1));

    public ushort Read16(long offset) => Native.MmioRead16(At(offset, 2));

    public uint Read32(long offset) => Native.MmioRead32(At(offset, 4));

    public ulong Read64(long offset) => Native.MmioRead64(At(offset, 8));

    public void Write8(long offset, byte value) => Native.MmioWrite8(At(offset, 1), value);

    public void Write16(long offset, ushort value) => Native.MmioWrite16(At(offset, 2), value);

    public void Write32(long offset, uint value) => Native.MmioWrite32(At(offset, 4), value);

    public void Write64(long offset, ulong value) => Native.MmioWrite64(At(offset, 8), value);

    private const ulong PhysicalLimit = 1UL << 52;

    // SAFETY: the result is inside the mapping and aligned, so the access is one bus transaction and cannot reach beyond the region.
    private byte* At(long offset, int width)
    {
        if ((ulong)offset > (ulong)(Length - width) || Length < width) throw new ArgumentOutOfRangeException(nameof(offset));
        if (((ulong)(_start + offset) & (ulong)(width - 1)) != 0) throw new ArgumentException("register access is not aligned", nameof(offset));
        return _start + offset;
    }
}

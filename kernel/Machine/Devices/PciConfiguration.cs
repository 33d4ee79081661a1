// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Machine;

/// <summary>The configuration space of one PCI function: 256 bytes, or 4096 where the machine has ECAM.</summary>
/// <remarks>
/// Through memory as the MCFG table says (PCI Firmware Specification 3.3 §4.1.2), else through ports 0xCF8 and 0xCFC (PCI Local Bus 3.0
/// §3.2.2.3.2). Offsets must be aligned to the access.
/// </remarks>
public sealed class PciConfiguration
{
    private const ushort AddressPort = 0xCF8;
    private const ushort DataPort = 0xCFC;
    private const int LegacyLength = 256;
    private const int ExtendedLength = 4096;
    private const int BusLength = 1 << 20;

    private static BareLock s_portLock;
    private static MmioRegion?[]? s_buses;

    private readonly MmioRegion? _region;
    private readonly uint _portAddress;

    private PciConfiguration(MmioRegion? region, uint portAddress)
    {
        _region = region;
        _portAddress = portAddress;
    }

    /// <summary>Bytes of configuration space.</summary>
    public int Length => _region != null ? ExtendedLength : LegacyLength;

    /// <summary>Opens the configuration space of a function; whether a device answers there is in its vendor id (0xFFFF: none).</summary>
    /// <returns><c>ENODEV</c>: the machine has no PCI, or not this bus. <c>EINVAL</c>: no such numbers. <c>ENOMEM</c>.</returns>
    public static Result<PciConfiguration> Open(int bus, int device, int function)
    {
        if ((uint)bus > 255 || (uint)device > 31 || (uint)function > 7) return Errno.EINVAL;
        uint offset = ((uint)device << 15) | ((uint)function << 12);
        if (TryFindEcam(bus, out ulong start))
        {
            if (!MapBus(bus, start).Try(out MmioRegion region, out Errno error)) return error;
            return new PciConfiguration(region.Slice(offset, ExtendedLength), 0);
        }

        if (!HasPorts()) return Errno.ENODEV;
        return new PciConfiguration(null, 0x8000_0000 | ((uint)bus << 16) | (offset >> 4));
    }

    public byte Read8(int offset) => (byte)(Read32(offset & ~3) >> ((offset & 3) * 8));

    public ushort Read16(int offset) => (ushort)(Read32(Aligned(offset, 2) & ~3) >> ((offset & 2) * 8));

    public uint Read32(int offset)
    {
        offset = Aligned(offset, 4);
        if (_region != null) return _region.Read32(offset);
        s_portLock.Acquire();
        Native.Out32(AddressPort, _portAddress | (uint)offset);
        uint value = Native.In32(DataPort);
        s_portLock.Release();
        return value;
    }

    public void Write8(int offset, byte value)
    {
        offset = Aligned(offset, 1);
        if (_region != null) _region.Write8(offset, value);
        else
        {
            s_portLock.Acquire();
            Native.Out32(AddressPort, _portAddress | (uint)(offset & ~3));
            Native.Out8((ushort)(DataPort + (offset & 3)), value);
            s_portLock.Release();
        }
    }

    public void Write16(int offset, ushort value)
    {
        offset = Aligned(offset, 2);
        if (_region != null) _region.Write16(offset, value);
        else
        {
            s_portLock.Acquire();
            Native.Out32(AddressPort, _portAddress | (uint)(offset & ~3));
            Native.Out16((ushort)(DataPort + (offset & 2)), value);
            s_portLock.Release();
        }
    }

    public void Write32(int offset, uint value)
    {
        offset = Aligned(offset, 4);
        if (_region != null) _region.Write32(offset, value);
        else
        {
            s_portLock.Acquire();
            Native.Out32(AddressPort, _portAddress | (uint)offset);
            Native.Out32(DataPort, value);
            s_portLock.Release();
        }
    }

    private int Aligned(int offset, int width)
    {
        if (offset < 0 || offset > Length - width || (offset & (width - 1)) != 0) throw new ArgumentOutOfRangeException(nameof(offset));
        return offset;
    }

    // Mappings stay for ever, so each bus is mapped once, when it is first looked at.
    private static Result<MmioRegion> MapBus(int bus, ulong start)
    {
        s_buses ??= new MmioRegion?[256];
        if (s_buses[bus] is { } known) return known;
        if (!MmioRegion.Map(new PhysicalAddress(start + ((ulong)bus << 20)), BusLength).Try(out MmioRegion region, out Errno error)) return error;
        s_buses[bus] = region;
        return region;
    }

    private static bool TryFindEcam(int bus, out ulong start)
    {
        const int FirstEntry = 44;
        const int EntrySize = 16;
        start = 0;
        if (!AcpiTables.TryFind("MCFG"u8, out ReadOnlySpan<byte> table)) return false;
        for (int at = FirstEntry; at + EntrySize <= table.Length; at += EntrySize)
        {
            ReadOnlySpan<byte> entry = table.Slice(at, EntrySize);
            bool isSegment0 = LittleEndian.Read16(entry[8..]) == 0;
            if (!isSegment0 || bus < entry[10] || bus > entry[11]) continue;
            start = LittleEndian.Read64(entry);
            return true;
        }

        return false;
    }

    // The address register reads back what was written where a host bridge listens.
    private static bool HasPorts()
    {
        s_portLock.Acquire();
        Native.Out32(AddressPort, 0x8000_0000);
        bool isThere = Native.In32(AddressPort) == 0x8000_0000;
        s_portLock.Release();
        return isThere;
    }
}

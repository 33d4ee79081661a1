// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Drivers.Pci;

/// <summary>One function of a PCI device, as its driver sees it: identity, capabilities, memory regions, one message interrupt.</summary>
/// <remarks>Offsets and bits: PCI Local Bus 3.0 §6.1 (header), §6.2.5 (base addresses), §6.8.2 (MSI-X).</remarks>
public sealed class PciFunction
{
    public const ushort NoVendor = 0xFFFF;

    private const int CommandOffset = 0x04;
    private const int StatusOffset = 0x06;
    private const int ClassOffset = 0x0A;
    private const int HeaderTypeOffset = 0x0E;
    private const int FirstBarOffset = 0x10;
    private const int SubsystemOffset = 0x2E;
    private const int CapabilitiesOffset = 0x34;
    private const int FirstCapability = 0x40;
    private const int BarCount = 6;

    private const ushort MemorySpace = 1 << 1;
    private const ushort BusMaster = 1 << 2;
    private const ushort InterruptDisable = 1 << 10;
    private const ushort HasCapabilities = 1 << 4;

    private const byte MsixCapability = 0x11;
    private const ushort MsixEnable = 1 << 15;
    private const ushort MsixTableMask = 0x7FF;
    private const int MsixEntrySize = 16;

    private readonly PciConfiguration _configuration;

    private PciFunction(PciConfiguration configuration, string name)
    {
        _configuration = configuration;
        Name = name;
    }

    /// <summary>Bus, device and function, as lspci shows them.</summary>
    public string Name { get; }

    public ushort VendorId => _configuration.Read16(0);

    public ushort DeviceId => _configuration.Read16(2);

    public ushort SubsystemId => _configuration.Read16(SubsystemOffset);

    /// <summary>Base class and subclass.</summary>
    public ushort Class => _configuration.Read16(ClassOffset);

    public byte HeaderType => _configuration.Read8(HeaderTypeOffset);

    public byte Read8(int offset) => _configuration.Read8(offset);

    public uint Read32(int offset) => _configuration.Read32(offset);

    /// <summary>Looks whether a function answers there.</summary>
    /// <returns>As <see cref="PciConfiguration.Open"/>; <c>ENXIO</c> if nothing answers.</returns>
    public static Result<PciFunction> Probe(int bus, int device, int function)
    {
        if (!PciConfiguration.Open(bus, device, function).Try(out PciConfiguration configuration, out Errno error)) return error;
        if (configuration.Read16(0) == NoVendor) return Errno.ENXIO;
        return new PciFunction(configuration, $"{bus:x2}:{device:x2}.{function}");
    }

    /// <summary>The next capability with this number behind <paramref name="after"/> (0: from the start); 0 if there is none.</summary>
    public int FindCapability(byte number, int after = 0)
    {
        if ((_configuration.Read16(StatusOffset) & HasCapabilities) == 0) return 0;
        int offset = _configuration.Read8(after == 0 ? CapabilitiesOffset : after + 1) & ~3;

        // A list that leads back into itself ends here too: there is room for so many and no more.
        for (int guard = 0; guard < (256 - FirstCapability) / 4 && offset >= FirstCapability; guard++)
        {
            if (_configuration.Read8(offset) == number) return offset;
            offset = _configuration.Read8(offset + 1) & ~3;
        }

        return 0;
    }

    /// <summary>Lets the function decode its memory and reach ours.</summary>
    public void Enable() =>
        _configuration.Write16(CommandOffset, (ushort)(_configuration.Read16(CommandOffset) | MemorySpace | BusMaster | InterruptDisable));

    /// <summary>Maps the memory region of a base address register.</summary>
    /// <returns><c>EINVAL</c>: no such register; <c>ENXIO</c>: not memory, or the firmware gave it no address; as <see cref="MmioRegion.Map"/>.</returns>
    public Result<MmioRegion> MapBar(int index)
    {
        if ((uint)index >= BarCount) return Errno.EINVAL;
        int offset = FirstBarOffset + index * 4;
        uint low = _configuration.Read32(offset);
        bool isWide = (low & 6) == 4;
        if ((low & 1) != 0 || (isWide && index == BarCount - 1)) return Errno.ENXIO;

        // The size is what the register does not let change; decoding is off while it holds the test pattern.
        ushort command = _configuration.Read16(CommandOffset);
        _configuration.Write16(CommandOffset, (ushort)(command & ~MemorySpace));
        ulong address = low & ~0xFu;
        ulong mask = SizeMask(offset, low) | 0xFFFF_FFFF_0000_0000;
        if (isWide)
        {
            uint high = _configuration.Read32(offset + 4);
            address |= (ulong)high << 32;
            mask = (mask & 0xFFFF_FFFF) | ((ulong)SizeMask(offset + 4, high) << 32);
        }

        _configuration.Write16(CommandOffset, command);
        ulong length = ~(mask & ~0xFUL) + 1;
        if (address == 0 || (mask & 0xFFFF_FFF0) == 0 || length > int.MaxValue) return Errno.ENXIO;
        return MmioRegion.Map(new PhysicalAddress(address), (long)length);
    }

    private uint SizeMask(int offset, uint value)
    {
        _configuration.Write32(offset, uint.MaxValue);
        uint mask = _configuration.Read32(offset);
        _configuration.Write32(offset, value);
        return mask;
    }

    /// <summary>Connects an MSI-X vector; the device is then to be told its number.</summary>
    /// <returns><c>ENXIO</c>: the function has no such vector. Else as <see cref="MapBar"/> and <see cref="InterruptLine.ConnectMessage"/>.</returns>
    public Result<InterruptLine> ConnectMessage(InterruptHandler handler, int vector = 0)
    {
        int capability = FindCapability(MsixCapability);
        if (capability == 0) return Errno.ENXIO;

        uint place = _configuration.Read32(capability + 4);
        if (!MapBar((int)(place & 7)).Try(out MmioRegion region, out Errno error)) return error;

        long table = place & ~7u;
        ushort control = _configuration.Read16(capability + 2);
        int entries = (control & MsixTableMask) + 1;
        if ((uint)vector >= (uint)entries || table + entries * MsixEntrySize > region.Length) return Errno.ENXIO;
        if (!InterruptLine.ConnectMessage(handler).Try(out InterruptLine line, out error)) return error;

        table += vector * MsixEntrySize;
        region.Write32(table, (uint)line.MessageAddress.Value);
        region.Write32(table + 4, (uint)(line.MessageAddress.Value >> 32));
        region.Write32(table + 8, line.MessageData);
        region.Write32(table + 12, 0);
        _configuration.Write16(capability + 2, (ushort)(control | MsixEnable));
        return line;
    }
}

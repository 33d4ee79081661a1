// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Machine;

namespace Skift.Drivers.Virtio;

/// <summary>virtio as memory-mapped registers (virtio 1.2 §4.2), as the microvm machine has it.</summary>
/// <remarks>QEMU: <c>-M microvm -device virtio-…-device</c>.</remarks>
public sealed class VirtioMmioTransport : VirtioTransport
{
    /// <summary>Register offsets (§4.2.2).</summary>
    private const int MagicValue = 0x000;
    private const int Version = 0x004;
    private const int DeviceIdOffset = 0x008;
    private const int DeviceFeatures = 0x010;
    private const int DeviceFeaturesSelect = 0x014;
    private const int DriverFeatures = 0x020;
    private const int DriverFeaturesSelect = 0x024;
    private const int QueueSelect = 0x030;
    private const int QueueSizeMax = 0x034;
    private const int QueueSize = 0x038;
    private const int QueueReady = 0x044;
    private const int QueueNotify = 0x050;
    private const int InterruptStatus = 0x060;
    private const int InterruptAcknowledge = 0x064;
    private const int StatusOffset = 0x070;
    private const int QueueDescriptors = 0x080;
    private const int QueueDriver = 0x090;
    private const int QueueDevice = 0x0A0;
    private const int Configuration = 0x100;

    private const uint Magic = 0x7472_6976;
    private const uint ModernVersion = 2;
    private const uint UsedBufferInterrupt = 1;
    private const uint ConfigurationInterrupt = 2;

    private readonly MmioRegion _registers;
    private readonly int _globalInterrupt;
    private InterruptLine? _line;

    private VirtioMmioTransport(MmioRegion registers, int globalInterrupt)
    {
        _registers = registers;
        _globalInterrupt = globalInterrupt;
    }

    public override VirtioType Type => (VirtioType)_registers.Read32(DeviceIdOffset);

    public override string Name => $"mmio {_registers.Address.Value:x}";

    public override DeviceStatus Status
    {
        get => (DeviceStatus)_registers.Read32(StatusOffset);
        set => _registers.Write32(StatusOffset, (uint)value);
    }

    public override int ConfigurationLength => (int)_registers.Length - Configuration;

    /// <returns><c>ENODEV</c>: no virtio 1.0 device there, or an empty slot. Else as <see cref="MmioRegion.Map"/>.</returns>
    public static Result<VirtioMmioTransport> Open(PhysicalAddress address, long length, int globalInterrupt)
    {
        if (length <= Configuration) return Errno.ENODEV;
        if (!MmioRegion.Map(address, length).Try(out MmioRegion registers, out Errno error)) return error;

        bool isThere = registers.Read32(MagicValue) == Magic && registers.Read32(DeviceIdOffset) != (uint)VirtioType.None;
        if (isThere && registers.Read32(Version) != ModernVersion)
        {
            Log.Warning($"virtio at {address.Value:x}: only the interface from before virtio 1.0 (QEMU: -global virtio-mmio.force-legacy=false)");
        }

        return isThere && registers.Read32(Version) == ModernVersion ? new VirtioMmioTransport(registers, globalInterrupt) : Errno.ENODEV;
    }

    public override ulong ReadDeviceFeatures()
    {
        _registers.Write32(DeviceFeaturesSelect, 0);
        ulong low = _registers.Read32(DeviceFeatures);
        _registers.Write32(DeviceFeaturesSelect, 1);
        return low | ((ulong)_registers.Read32(DeviceFeatures) << 32);
    }

    public override void WriteDriverFeatures(ulong features)
    {
        _registers.Write32(DriverFeaturesSelect, 0);
        _registers.Write32(DriverFeatures, (uint)features);
        _registers.Write32(DriverFeaturesSelect, 1);
        _registers.Write32(DriverFeatures, (uint)(features >> 32));
    }

    public override int ReadQueueSize(int queue)
    {
        _registers.Write32(QueueSelect, (uint)queue);
        return (int)System.Math.Min(_registers.Read32(QueueSizeMax), ushort.MaxValue);
    }

    public override Errno EnableQueue(int queue, VirtQueue memory)
    {
        _registers.Write32(QueueSelect, (uint)queue);
        if (_registers.Read32(QueueReady) != 0) return Errno.EIO;

        _registers.Write32(QueueSize, (uint)memory.Size);
        Write64(QueueDescriptors, memory.Descriptors);
        Write64(QueueDriver, memory.Available);
        Write64(QueueDevice, memory.Used);
        _registers.Write32(QueueReady, 1);
        return _registers.Read32(QueueReady) == 1 ? Errno.None : Errno.EIO;
    }

    private void Write64(int offset, PhysicalAddress address)
    {
        _registers.Write32(offset, (uint)address.Value);
        _registers.Write32(offset + 4, (uint)(address.Value >> 32));
    }

    protected override void Notify(int queue) => _registers.Write32(QueueNotify, (uint)queue);

    public override byte ReadConfiguration8(int offset) => _registers.Read8(Configuration + offset);

    public override uint ReadConfiguration32(int offset) => _registers.Read32(Configuration + offset);

    public override void WriteConfiguration8(int offset, byte value) => _registers.Write8(Configuration + offset, value);

    public override void WriteConfiguration32(int offset, uint value) => _registers.Write32(Configuration + offset, value);

    public override Errno ConnectInterrupt(VirtioDriver driver)
    {
        Result<InterruptLine> line = InterruptLine.Connect(_globalInterrupt, InterruptTrigger.EdgeHigh, new Handler(_registers, driver));
        _ = line.Try(out _line, out Errno error);
        return error;
    }

    private sealed class Handler(MmioRegion registers, VirtioDriver driver) : InterruptHandler
    {
        protected override bool OnInterrupt(in InterruptContext context)
        {
            uint status = registers.Read32(InterruptStatus);
            if (status == 0) return false;

            registers.Write32(InterruptAcknowledge, status);
            if ((status & UsedBufferInterrupt) != 0) driver.OnQueueInterrupt();
            if ((status & ConfigurationInterrupt) != 0) driver.OnConfigurationInterrupt();
            return true;
        }
    }
}

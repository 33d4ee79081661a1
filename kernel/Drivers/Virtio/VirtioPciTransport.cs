// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Drivers.Pci;
using Skift.Machine;

namespace Skift.Drivers.Virtio;

/// <summary>virtio over PCI (virtio 1.2 §4.1): four structures in memory that vendor capabilities point at, interrupts by MSI-X.</summary>
/// <remarks>QEMU: <c>-device virtio-…-pci</c> on a machine with PCI.</remarks>
public sealed class VirtioPciTransport : VirtioTransport
{
    private const ushort VirtioVendor = 0x1AF4;
    private const ushort FirstTransitionalId = 0x1000;
    private const ushort FirstModernId = 0x1040;
    private const ushort LastModernId = 0x107F;
    private const byte VendorCapability = 0x09;
    private const ushort NoVector = 0xFFFF;
    private const ushort ConfigurationEntry = 1;

    /// <summary>Kinds of structures (§4.1.4).</summary>
    private const byte CommonKind = 1;
    private const byte NotifyKind = 2;
    private const byte DeviceKind = 4;

    /// <summary>Offsets in <c>struct virtio_pci_common_cfg</c> (§4.1.4.3).</summary>
    private const int DeviceFeatureSelect = 0x00;
    private const int DeviceFeature = 0x04;
    private const int DriverFeatureSelect = 0x08;
    private const int DriverFeature = 0x0C;
    private const int ConfigurationVector = 0x10;
    private const int StatusOffset = 0x14;
    private const int QueueSelect = 0x16;
    private const int QueueSize = 0x18;
    private const int QueueVector = 0x1A;
    private const int QueueEnable = 0x1C;
    private const int QueueNotifyOffset = 0x1E;
    private const int QueueDescriptors = 0x20;
    private const int QueueDriver = 0x28;
    private const int QueueDevice = 0x30;
    private const int CommonLength = 0x38;

    private readonly PciFunction _function;
    private readonly MmioRegion _common;
    private readonly MmioRegion _notify;
    private readonly uint _notifyMultiplier;
    private readonly MmioRegion? _device;
    private readonly long[] _doorbells = new long[64];
    private InterruptLine? _line;
    private InterruptLine? _configurationLine;

    private VirtioPciTransport(PciFunction function, MmioRegion common, MmioRegion notify, uint notifyMultiplier, MmioRegion? device)
    {
        _function = function;
        _common = common;
        _notify = notify;
        _notifyMultiplier = notifyMultiplier;
        _device = device;
    }

    public override VirtioType Type =>
        _function.DeviceId >= FirstModernId ? (VirtioType)(_function.DeviceId - FirstModernId) : (VirtioType)_function.SubsystemId;

    public override string Name => _function.Name;

    public override DeviceStatus Status
    {
        get => (DeviceStatus)_common.Read8(StatusOffset);
        set => _common.Write8(StatusOffset, (byte)value);
    }

    public override int ConfigurationLength => (int)(_device?.Length ?? 0);

    public static bool IsVirtio(PciFunction function) =>
        function.VendorId == VirtioVendor && function.DeviceId is >= FirstTransitionalId and <= LastModernId;

    /// <returns><c>ENODEV</c>: the device has no virtio 1.0 interface. Else as <see cref="PciFunction.MapBar"/>.</returns>
    public static Result<VirtioPciTransport> Open(PciFunction function)
    {
        function.Enable();
        if (!MapStructure(function, CommonKind, out _).Try(out MmioRegion? common, out Errno error)) return error;
        if (!MapStructure(function, NotifyKind, out int notifyCapability).Try(out MmioRegion? notify, out error)) return error;
        if (common is null || notify is null || common.Length < CommonLength) return Errno.ENODEV;
        if (!MapStructure(function, DeviceKind, out _).Try(out MmioRegion? device, out error)) return error;

        return new VirtioPciTransport(function, common, notify, function.Read32(notifyCapability + 16), device);
    }

    /// <summary>Maps the first structure of a kind; null if there is none.</summary>
    private static Result<MmioRegion?> MapStructure(PciFunction function, byte kind, out int capability)
    {
        for (capability = function.FindCapability(VendorCapability); capability != 0; capability = function.FindCapability(VendorCapability, capability))
        {
            if (function.Read8(capability + 3) != kind) continue;
            if (!function.MapBar(function.Read8(capability + 4)).Try(out MmioRegion bar, out Errno error)) return error;

            uint offset = function.Read32(capability + 8);
            uint length = function.Read32(capability + 12);
            if (offset + (ulong)length > (ulong)bar.Length) return Errno.ENXIO;
            return bar.Slice(offset, length);
        }

        return (MmioRegion?)null;
    }

    public override ulong ReadDeviceFeatures()
    {
        _common.Write32(DeviceFeatureSelect, 0);
        ulong low = _common.Read32(DeviceFeature);
        _common.Write32(DeviceFeatureSelect, 1);
        return low | ((ulong)_common.Read32(DeviceFeature) << 32);
    }

    public override void WriteDriverFeatures(ulong features)
    {
        _common.Write32(DriverFeatureSelect, 0);
        _common.Write32(DriverFeature, (uint)features);
        _common.Write32(DriverFeatureSelect, 1);
        _common.Write32(DriverFeature, (uint)(features >> 32));
    }

    public override int ReadQueueSize(int queue)
    {
        _common.Write16(QueueSelect, (ushort)queue);
        return _common.Read16(QueueSize);
    }

    public override Errno EnableQueue(int queue, VirtQueue memory)
    {
        _common.Write16(QueueSelect, (ushort)queue);
        _common.Write16(QueueSize, (ushort)memory.Size);
        _common.Write16(QueueVector, 0);
        if (_common.Read16(QueueVector) == NoVector) return Errno.EIO;

        long doorbell = _common.Read16(QueueNotifyOffset) * (long)_notifyMultiplier;
        if ((uint)queue >= (uint)_doorbells.Length || doorbell + 2 > _notify.Length) return Errno.EIO;

        _doorbells[queue] = doorbell;
        Write64(QueueDescriptors, memory.Descriptors);
        Write64(QueueDriver, memory.Available);
        Write64(QueueDevice, memory.Used);
        _common.Write16(QueueEnable, 1);
        return Errno.None;
    }

    /// <summary>In two halves, low first, as §4.1.3.1 has it for fields of 64 bits.</summary>
    private void Write64(int offset, PhysicalAddress address)
    {
        _common.Write32(offset, (uint)address.Value);
        _common.Write32(offset + 4, (uint)(address.Value >> 32));
    }

    protected override void Notify(int queue) => _notify.Write16(_doorbells[queue], (ushort)queue);

    public override byte ReadConfiguration8(int offset) => _device!.Read8(offset);

    public override uint ReadConfiguration32(int offset) => _device!.Read32(offset);

    public override void WriteConfiguration8(int offset, byte value) => _device!.Write8(offset, value);

    public override void WriteConfiguration32(int offset, uint value) => _device!.Write32(offset, value);

    public override Errno ConnectInterrupt(VirtioDriver driver)
    {
        Handler handler = new(driver);
        if (!_function.ConnectMessage(handler).Try(out _line, out Errno error)) return error;

        // Changes of the configuration come by a vector of their own; a device that has only one tells of them by that.
        bool isOwn = _function.ConnectMessage(new ConfigurationHandler(driver), ConfigurationEntry).Try(out _configurationLine, out _);
        handler.IsForBoth = !isOwn;
        ushort vector = isOwn ? ConfigurationEntry : (ushort)0;
        _common.Write16(ConfigurationVector, vector);
        return _common.Read16(ConfigurationVector) == vector ? Errno.None : Errno.EIO;
    }

    private sealed class Handler(VirtioDriver driver) : InterruptHandler
    {
        internal bool IsForBoth { get; set; } = true;

        protected override bool OnInterrupt(in InterruptContext context)
        {
            driver.OnQueueInterrupt();
            if (IsForBoth) driver.OnConfigurationInterrupt();
            return true;
        }
    }

    private sealed class ConfigurationHandler(VirtioDriver driver) : InterruptHandler
    {
        protected override bool OnInterrupt(in InterruptContext context)
        {
            driver.OnConfigurationInterrupt();
            return true;
        }
    }
}

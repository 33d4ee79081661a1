// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Drivers.Virtio;

/// <summary>Progress of setting a device up (virtio 1.2 §2.1).</summary>
[Flags]
public enum DeviceStatus : byte
{
    RESET = 0,
    ACKNOWLEDGE = 1,
    DRIVER = 2,
    DRIVER_OK = 4,
    FEATURES_OK = 8,
    DEVICE_NEEDS_RESET = 64,
    FAILED = 128,
}

/// <summary>Device types (virtio 1.2 §5).</summary>
public enum VirtioType : uint
{
    None = 0,
    Network = 1,
    Block = 2,
    Console = 3,
    Entropy = 4,
    Gpu = 16,
    Input = 18,
}

/// <summary>How a virtio device is reached: over PCI or as memory-mapped registers. A driver sees only this.</summary>
public abstract class VirtioTransport
{
    public const ulong VIRTIO_F_INDIRECT_DESC = 1UL << 28;
    public const ulong VIRTIO_F_EVENT_IDX = 1UL << 29;
    public const ulong VIRTIO_F_VERSION_1 = 1UL << 32;

    /// <summary>What queues make use of by themselves.</summary>
    private const ulong QueueFeatures = VIRTIO_F_INDIRECT_DESC | VIRTIO_F_EVENT_IDX;

    private const int ResetPatience = 1_000_000;

    private ulong _features;

    public abstract VirtioType Type { get; }

    /// <summary>Where it is, for the log.</summary>
    public abstract string Name { get; }

    public abstract DeviceStatus Status { get; set; }

    public abstract ulong ReadDeviceFeatures();

    public abstract void WriteDriverFeatures(ulong features);

    /// <summary>The largest size of a queue; 0 if the device has no such queue.</summary>
    public abstract int ReadQueueSize(int queue);

    /// <summary>Gives a queue its memory and lets it work.</summary>
    /// <returns><c>EIO</c>: the device does not take it.</returns>
    public abstract Errno EnableQueue(int queue, VirtQueue memory);

    /// <summary>Tells the device that a queue has new buffers, if it wants to know. Any context; the lock of the queue is held.</summary>
    public void Notify(int queue, VirtQueue memory)
    {
        if (memory.TakeNotification()) Notify(queue);
    }

    /// <summary>Tells the device that a queue has new buffers.</summary>
    protected abstract void Notify(int queue);

    /// <summary>Bytes of device-specific configuration.</summary>
    public abstract int ConfigurationLength { get; }

    public abstract byte ReadConfiguration8(int offset);

    public abstract uint ReadConfiguration32(int offset);

    public abstract void WriteConfiguration8(int offset, byte value);

    public abstract void WriteConfiguration32(int offset, uint value);

    /// <summary>Lets the device interrupt; the driver's handler runs in interrupt context.</summary>
    public abstract Errno ConnectInterrupt(VirtioDriver driver);

    /// <summary>Resets the device and settles the features (virtio 1.2 §3.1.1, steps 1 to 6).</summary>
    /// <param name="wanted">What the driver can use, beside VIRTIO_F_VERSION_1, which it needs.</param>
    /// <returns><c>EIO</c>: no reset; <c>ENODEV</c>: an older device than virtio 1.0, or it refuses the features.</returns>
    public Errno Negotiate(ulong wanted, out ulong accepted)
    {
        accepted = 0;
        Status = DeviceStatus.RESET;
        int patience = ResetPatience;
        while (Status != DeviceStatus.RESET)
        {
            if (patience-- == 0) return Errno.EIO;
            Cpu.Relax();
        }

        Status = DeviceStatus.ACKNOWLEDGE;
        Status = DeviceStatus.ACKNOWLEDGE | DeviceStatus.DRIVER;
        ulong offered = ReadDeviceFeatures();
        if ((offered & VIRTIO_F_VERSION_1) == 0) return Errno.ENODEV;

        accepted = offered & (wanted | QueueFeatures | VIRTIO_F_VERSION_1);
        _features = accepted;
        WriteDriverFeatures(accepted);
        Status |= DeviceStatus.FEATURES_OK;
        return (Status & DeviceStatus.FEATURES_OK) != 0 ? Errno.None : Errno.ENODEV;
    }

    /// <summary>The device may work now (step 8).</summary>
    public void Start() => Status |= DeviceStatus.DRIVER_OK;

    /// <summary>Gives the device up.</summary>
    public void Fail() => Status |= DeviceStatus.FAILED;

    /// <summary>Makes a queue's memory and hands it to the device.</summary>
    /// <returns><c>ENXIO</c>: the device has no such queue; <c>ENOMEM</c>; <c>EIO</c>.</returns>
    public Result<VirtQueue> CreateQueue(int queue)
    {
        int size = ReadQueueSize(queue);
        if (size == 0) return Errno.ENXIO;
        if (!VirtQueue.Create(size, _features).Try(out VirtQueue memory, out Errno error)) return error;

        error = EnableQueue(queue, memory);
        return error == Errno.None ? memory : error;
    }
}

/// <summary>A driver of a virtio device, as its interrupt finds it.</summary>
public abstract class VirtioDriver
{
    /// <summary>A queue has used buffers. Interrupt context.</summary>
    public abstract void OnQueueInterrupt();

    /// <summary>The device-specific configuration changed. Interrupt context.</summary>
    public virtual void OnConfigurationInterrupt()
    {
    }
}

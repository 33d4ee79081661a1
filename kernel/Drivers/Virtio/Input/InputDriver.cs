// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Machine;

namespace Skift.Drivers.Virtio.Input;

/// <summary>A keyboard, mouse or tablet (virtio 1.2 §5.8).</summary>
/// <remarks>QEMU: <c>-device virtio-keyboard-pci -device virtio-tablet-pci</c>.</remarks>
public sealed class InputDriver : InputDevice
{
    /// <summary>Offsets and questions of <c>struct virtio_input_config</c> (§5.8.4).</summary>
    private const int Select = 0;
    private const int Subselect = 1;
    private const int SizeOffset = 2;
    private const int Answer = 8;
    private const int MaximumAnswer = 128;
    private const byte VIRTIO_INPUT_CFG_ID_NAME = 0x01;
    private const byte VIRTIO_INPUT_CFG_ID_DEVIDS = 0x03;
    private const byte VIRTIO_INPUT_CFG_EV_BITS = 0x11;
    private const byte VIRTIO_INPUT_CFG_ABS_INFO = 0x12;

    private const int EventLength = 8;
    private const int TypeCount = 32;
    private const int AxisCount = 64;

    private readonly byte[] _name;
    private readonly byte[] _id;
    private readonly byte[][] _codes = new byte[TypeCount][];
    private readonly byte[][] _axes = new byte[AxisCount][];

    private InputDriver(VirtioTransport transport, int index)
        : base(index)
    {
        _name = Ask(transport, VIRTIO_INPUT_CFG_ID_NAME, 0);
        _id = Ask(transport, VIRTIO_INPUT_CFG_ID_DEVIDS, 0);
        for (int type = 0; type < TypeCount; type++)
        {
            _codes[type] = type == (int)InputEventType.EV_SYN ? [] : Ask(transport, VIRTIO_INPUT_CFG_EV_BITS, (byte)type);
        }

        byte[] axes = _codes[(int)InputEventType.EV_ABS];
        for (int axis = 0; axis < AxisCount; axis++)
        {
            bool isThere = axis / 8 < axes.Length && (axes[axis / 8] >> (axis % 8) & 1) != 0;
            _axes[axis] = isThere ? Ask(transport, VIRTIO_INPUT_CFG_ABS_INFO, (byte)axis) : [];
        }
    }

    protected override ReadOnlySpan<byte> DeviceName => _name;

    protected override ReadOnlySpan<byte> DeviceId => _id;

    public static Result<InputDriver> Start(VirtioTransport transport, int index)
    {
        Errno error = transport.Negotiate(0, out _);
        if (error != Errno.None) return error;
        if (transport.ConfigurationLength < Answer + MaximumAnswer) return Errno.ENODEV;

        var driver = new InputDriver(transport, index);
        if (!transport.CreateQueue(0).Try(out VirtQueue queue, out error)) return error;

        DmaBuffer? buffer = DmaBuffer.TryAllocate(queue.Size * EventLength);
        if (buffer is null) return Errno.ENOMEM;

        var events = new EventQueue(transport, queue, buffer, driver);
        error = transport.ConnectInterrupt(events);
        if (error != Errno.None) return error;

        transport.Start();
        events.Fill();
        return driver;
    }

    protected override ReadOnlySpan<byte> CodesOf(InputEventType type) => (int)type < TypeCount ? _codes[(int)type] : default;

    protected override bool TryGetAxis(AbsoluteAxis axis, out int minimum, out int maximum, out int resolution)
    {
        (minimum, maximum, resolution) = (0, 0, 0);
        byte[] info = (int)axis < AxisCount ? _axes[(int)axis] : [];
        if (info.Length < 20) return false;

        minimum = BinaryPrimitives.ReadInt32LittleEndian(info);
        maximum = BinaryPrimitives.ReadInt32LittleEndian(info.AsSpan(4));
        resolution = BinaryPrimitives.ReadInt32LittleEndian(info.AsSpan(16));
        return true;
    }

    private static byte[] Ask(VirtioTransport transport, byte select, byte subselect)
    {
        transport.WriteConfiguration8(Select, select);
        transport.WriteConfiguration8(Subselect, subselect);
        byte[] answer = new byte[Math.Min((int)transport.ReadConfiguration8(SizeOffset), MaximumAnswer)];
        for (int i = 0; i < answer.Length; i++)
        {
            answer[i] = transport.ReadConfiguration8(Answer + i);
        }

        return answer;
    }

    /// <summary>Keeps the device supplied with empty buffers, one event each.</summary>
    private sealed class EventQueue(VirtioTransport transport, VirtQueue queue, DmaBuffer buffer, InputDriver driver) : VirtioDriver
    {
        private readonly SpinLock<VirtQueue> _queue = new(queue);

        // Which slot of the buffer each request uses: heads come back in the device's order.
        private readonly int[] _slots = new int[queue.Size];

        public void Fill()
        {
            using SpinLock<VirtQueue>.Guard guard = _queue.Lock();
            for (int slot = 0; slot < guard.Value.Size; slot++)
            {
                Add(guard.Value, slot);
            }

            transport.Notify(0, guard.Value);
        }

        public override void OnQueueInterrupt()
        {
            using SpinLock<VirtQueue>.Guard guard = _queue.Lock();
            bool any = false;
            while (guard.Value.TryTake(out ushort head, out int written))
            {
                int slot = _slots[head];
                if (written >= EventLength) Report(slot);
                Add(guard.Value, slot);
                any = true;
            }

            if (any) transport.Notify(0, guard.Value);
        }

        private void Add(VirtQueue free, int slot)
        {
            VirtSegment segment = new(buffer.Address + (ulong)(slot * EventLength), EventLength, deviceWrites: true);
            if (free.TryAdd(new ReadOnlySpan<VirtSegment>(in segment), out ushort head)) _slots[head] = slot;
        }

        private void Report(int slot)
        {
            int offset = slot * EventLength;
            driver.Report(buffer.Read16(offset), buffer.Read16(offset + 2), (int)buffer.Read32(offset + 4));
        }
    }
}

// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Terminal;
using Skift.Machine;

namespace Skift.Drivers.Virtio.Console;

/// <summary>Keeps the device supplied with empty buffers, and hands what comes in to the terminal; tells the terminal what the transmitter has room for.</summary>
internal sealed class ConsoleReceiver : VirtioDriver
{
    private const int SlotLength = 64;

    private readonly VirtioTransport _transport;
    private readonly int _number;
    private readonly DmaBuffer _buffer;
    private readonly Terminal _terminal;
    private readonly ConsoleTransmitter _transmitter;
    private readonly int[] _slots;
    private readonly SpinLock<VirtQueue> _queue;

    private ConsoleReceiver(VirtioTransport transport, int number, VirtQueue queue, DmaBuffer buffer, Terminal terminal, ConsoleTransmitter transmitter)
    {
        _transport = transport;
        _number = number;
        _buffer = buffer;
        _terminal = terminal;
        _transmitter = transmitter;
        _slots = new int[queue.Size];
        _queue = new SpinLock<VirtQueue>(queue);
    }

    public static Result<ConsoleReceiver> Create(VirtioTransport transport, int number, VirtQueue queue, Terminal terminal, ConsoleTransmitter transmitter)
    {
        DmaBuffer? buffer = DmaBuffer.TryAllocate(queue.Size * SlotLength);
        if (buffer is null) return Errno.ENOMEM;

        return new ConsoleReceiver(transport, number, queue, buffer, terminal, transmitter);
    }

    public void Fill()
    {
        using SpinLock<VirtQueue>.Guard queue = _queue.Lock();
        for (int slot = 0; slot < queue.Value.Size; slot++)
        {
            Add(queue.Value, slot);
        }

        _transport.Notify(_number, queue.Value);
    }

    public override void OnQueueInterrupt()
    {
        Span<byte> received = stackalloc byte[SlotLength];
        while (TryReceive(received, out int count))
        {
            // Without the queue's lock: the terminal may echo, signal and wake.
            _terminal.Receive(received[..count]);
        }

        if (_transmitter.OnQueueInterrupt()) _terminal.OnOutputTaken();
    }

    private bool TryReceive(Span<byte> received, out int count)
    {
        using SpinLock<VirtQueue>.Guard queue = _queue.Lock();
        if (!queue.Value.TryTake(out ushort head, out count)) return false;

        int slot = _slots[head];
        using (DmaBuffer.Access access = _buffer.Open())
        {
            access.Span.Slice(slot * SlotLength, count).CopyTo(received);
        }

        Add(queue.Value, slot);
        _transport.Notify(_number, queue.Value);
        return true;
    }

    private void Add(VirtQueue queue, int slot)
    {
        VirtSegment segment = new(_buffer.Address + (ulong)(slot * SlotLength), SlotLength, deviceWrites: true);
        if (queue.TryAdd(new ReadOnlySpan<VirtSegment>(in segment), out ushort head)) _slots[head] = slot;
    }
}

// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Drivers.Virtio.Console;

/// <summary>Sends bytes through a queue without sleeping, from a pool of slots that the device gives back.</summary>
internal sealed class ConsoleTransmitter
{
    private const int SlotLength = 256;
    private const int MaximumSlots = 64;
    private const int PatienceReads = 10_000_000;

    private readonly VirtioTransport _transport;
    private readonly int _number;
    private readonly DmaBuffer _buffer;
    private readonly SpinLock<State> _state;

    private struct State
    {
        public VirtQueue Queue;

        /// <summary>Slots that are free, as a stack.</summary>
        public int[] Free;
        public int FreeCount;

        /// <summary>Which slot each request uses, by head.</summary>
        public int[] Slots;
    }

    private ConsoleTransmitter(VirtioTransport transport, int number, VirtQueue queue, DmaBuffer buffer)
    {
        _transport = transport;
        _number = number;
        _buffer = buffer;
        int[] free = new int[Math.Min(queue.Size, MaximumSlots)];
        for (int slot = 0; slot < free.Length; slot++)
        {
            free[slot] = slot;
        }

        _state = new SpinLock<State>(new State { Queue = queue, Free = free, FreeCount = free.Length, Slots = new int[queue.Size] });
    }

    public static Result<ConsoleTransmitter> Create(VirtioTransport transport, int number, VirtQueue queue)
    {
        DmaBuffer? buffer = DmaBuffer.TryAllocate(MaximumSlots * SlotLength);
        if (buffer is null) return Errno.ENOMEM;

        return new ConsoleTransmitter(transport, number, queue, buffer);
    }

    /// <summary>Any context. A device that takes nothing for long loses output rather than stopping the machine.</summary>
    public void Send(ReadOnlySpan<byte> data)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        while (!data.IsEmpty && TryTakeSlot(ref state.Value, out int slot))
        {
            int length = Math.Min(data.Length, SlotLength);
            using (DmaBuffer.Access access = _buffer.Open())
            {
                data[..length].CopyTo(access.Span[(slot * SlotLength)..]);
            }

            VirtSegment segment = new(_buffer.Address + (ulong)(slot * SlotLength), length, deviceWrites: false);
            if (state.Value.Queue.TryAdd(new ReadOnlySpan<VirtSegment>(in segment), out ushort head)) state.Value.Slots[head] = slot;
            data = data[length..];
            _transport.Notify(_number, state.Value.Queue);
        }
    }

    private static bool TryTakeSlot(ref State state, out int slot)
    {
        for (int patience = 0; ; patience++)
        {
            while (state.Queue.TryTake(out ushort head, out _))
            {
                state.Free[state.FreeCount++] = state.Slots[head];
            }

            if (state.FreeCount > 0)
            {
                slot = state.Free[--state.FreeCount];
                return true;
            }

            slot = 0;
            if (patience == PatienceReads) return false;
            Cpu.Relax();
        }
    }
}

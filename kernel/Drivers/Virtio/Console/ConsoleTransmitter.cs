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

        /// <summary>Somebody may wait for slots.</summary>
        public bool IsShort;

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

    /// <summary>Bytes that can be sent now, in pieces of up to a slot's length and one that is shorter. Any context.</summary>
    public int Room
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            Reclaim(ref state.Value);
            state.Value.IsShort = state.Value.FreeCount < state.Value.Free.Length / 2;
            return Math.Max(0, state.Value.FreeCount - 1) * SlotLength;
        }
    }

    /// <summary>Bytes, as slots full of them, that the device has not taken. Any context.</summary>
    public int Queued
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            Reclaim(ref state.Value);
            return (state.Value.Free.Length - state.Value.FreeCount) * SlotLength;
        }
    }

    /// <summary>The device has taken something.</summary>
    /// <returns>Whether writers should look for room.</returns>
    public bool OnQueueInterrupt()
    {
        using SpinLock<State>.Guard state = _state.Lock();
        Reclaim(ref state.Value);
        bool isHalfFree = state.Value.FreeCount >= state.Value.Free.Length / 2;
        bool mayGoOn = isHalfFree && (state.Value.IsShort || state.Value.FreeCount == state.Value.Free.Length);
        state.Value.IsShort &= !isHalfFree;
        return mayGoOn;
    }

    /// <summary>Any context. Who sends more than there is <see cref="Room"/> for waits a while, then loses it rather than stopping the machine.</summary>
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

    private static void Reclaim(ref State state)
    {
        while (state.Queue.TryTake(out ushort head, out _))
        {
            state.Free[state.FreeCount++] = state.Slots[head];
        }
    }

    private static bool TryTakeSlot(ref State state, out int slot)
    {
        for (int patience = 0; ; patience++)
        {
            Reclaim(ref state);
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

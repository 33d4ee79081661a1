// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Drivers.Virtio.Block;

/// <summary>The memory of one request to a disk (virtio 1.2 §5.2.6): header, data, status byte.</summary>
internal sealed class BlockSlot(DmaBuffer buffer)
{
    internal const int HeaderLength = 16;
    internal const int DataLength = 64 * 1024;
    internal const int TotalLength = StatusOffset + 1;
    private const int DataOffset = Page.Size;
    private const int StatusOffset = DataOffset + DataLength;

    internal VirtRequest Request { get; } = new();

    internal PhysicalAddress Header => buffer.Address;

    internal PhysicalAddress Data => buffer.Address + DataOffset;

    internal PhysicalAddress Status => buffer.Address + StatusOffset;

    /// <summary>Bytes of data of the request.</summary>
    internal int Length { get; private set; }

    internal byte StatusByte
    {
        get
        {
            using DmaBuffer.Access access = buffer.Open();
            return access.Span[StatusOffset];
        }
    }

    internal void Prepare(uint type, long sector, int length)
    {
        Length = length;
        buffer.Write32(0, type);
        buffer.Write32(4, 0);
        buffer.Write64(8, (ulong)sector);
        using DmaBuffer.Access access = buffer.Open();
        access.Span[StatusOffset] = byte.MaxValue;
    }

    internal void Fill(ReadOnlySpan<byte> source)
    {
        using DmaBuffer.Access access = buffer.Open();
        source.CopyTo(access.Span[DataOffset..]);
    }

    internal void CopyTo(Span<byte> destination)
    {
        using DmaBuffer.Access access = buffer.Open();
        access.Span.Slice(DataOffset, destination.Length).CopyTo(destination);
    }
}

/// <summary>The slots of a disk that are free.</summary>
internal sealed class BlockSlots
{
    private readonly SpinLock<State> _state;
    private readonly WaitQueue _returned = new();

    private struct State
    {
        public BlockSlot?[] Free;
        public int Count;
        public bool IsBroken;
    }

    private BlockSlots(BlockSlot?[] slots) => _state = new SpinLock<State>(new State { Free = slots, Count = slots.Length });

    /// <returns><c>ENOMEM</c>: not even for one.</returns>
    internal static Result<BlockSlots> Create(int count)
    {
        BlockSlot?[] slots = new BlockSlot?[count];
        int made = 0;
        while (made < count && DmaBuffer.TryAllocate(BlockSlot.TotalLength) is DmaBuffer buffer) slots[made++] = new BlockSlot(buffer);
        return made == 0 ? Errno.ENOMEM : new BlockSlots(slots[..made]);
    }

    /// <summary>Takes a slot, waiting for one; null if the device is broken.</summary>
    internal BlockSlot? Take()
    {
        using SpinLock<State>.Guard state = _state.Lock();
        while (state.Value.Count == 0 && !state.Value.IsBroken) _ = _returned.Wait(in state, interruptible: false);
        return state.Value.IsBroken ? null : TakeLast(ref state.Value);
    }

    /// <summary>Takes a slot if one is free.</summary>
    internal BlockSlot? TryTake()
    {
        using SpinLock<State>.Guard state = _state.Lock();
        return state.Value.Count == 0 || state.Value.IsBroken ? null : TakeLast(ref state.Value);
    }

    internal void Return(BlockSlot slot)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        state.Value.Free[state.Value.Count++] = slot;
        _returned.WakeOne();
    }

    /// <summary>A slot stays with a device that does not answer: nobody else need wait for one.</summary>
    internal void Abandon()
    {
        using SpinLock<State>.Guard state = _state.Lock();
        state.Value.IsBroken = true;
        _returned.WakeAll();
    }

    private static BlockSlot TakeLast(ref State state)
    {
        BlockSlot slot = state.Free[--state.Count]!;
        state.Free[state.Count] = null;
        return slot;
    }
}

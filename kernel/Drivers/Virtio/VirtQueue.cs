// SPDX-License-Identifier: MIT
using System;
using System.Numerics;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Drivers.Virtio;

/// <summary>A piece of memory in a request.</summary>
public readonly struct VirtSegment
{
    public VirtSegment(PhysicalAddress address, int length, bool deviceWrites)
    {
        Address = address;
        Length = length;
        DeviceWrites = deviceWrites;
    }

    public PhysicalAddress Address { get; }

    public int Length { get; }

    /// <summary>The device fills it; otherwise it reads it.</summary>
    public bool DeviceWrites { get; }
}

/// <summary>A split virtqueue (virtio 1.2 §2.7): descriptor table, available ring, used ring. The caller holds the lock that guards it.</summary>
/// <remarks>
/// What the device writes is input from outside: an index that stands for no request is dropped, and a length is cut to what the
/// request offered. The bookkeeping is in memory that the device cannot reach.
/// </remarks>
public sealed class VirtQueue
{
    private const int MaximumSize = 256;
    private const int DescriptorSize = 16;
    private const int UsedAlignment = 4;
    private const ushort VIRTQ_DESC_F_NEXT = 1;
    private const ushort VIRTQ_DESC_F_WRITE = 2;
    private const ushort None = ushort.MaxValue;

    private readonly DmaBuffer _memory;
    private readonly int _available;
    private readonly int _used;

    // Chains of descriptors, free or in use. Free ones are linked from _free; those of a request from its head.
    private readonly ushort[] _next;
    private readonly bool[] _isHead;
    private readonly int[] _writable;
    private ushort _free;
    private ushort _availableIndex;
    private ushort _usedIndex;

    private VirtQueue(DmaBuffer memory, int size, int available, int used)
    {
        _memory = memory;
        Size = size;
        _available = available;
        _used = used;
        _next = new ushort[size];
        _isHead = new bool[size];
        _writable = new int[size];
        for (int i = 0; i < size; i++)
        {
            _next[i] = (ushort)(i + 1 < size ? i + 1 : None);
        }

        FreeCount = size;
    }

    /// <summary>Descriptors: a power of two.</summary>
    public int Size { get; }

    public int FreeCount { get; private set; }

    public PhysicalAddress Descriptors => _memory.Address;

    public PhysicalAddress Available => _memory.Address + (ulong)_available;

    public PhysicalAddress Used => _memory.Address + (ulong)_used;

    /// <param name="offered">The device's maximum.</param>
    /// <returns><c>ENOMEM</c>.</returns>
    public static Result<VirtQueue> Create(int offered)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(offered, MaximumSize));
        size = size > offered ? size / 2 : size;
        int available = size * DescriptorSize;
        int used = (available + 6 + 2 * size + UsedAlignment - 1) & ~(UsedAlignment - 1);
        DmaBuffer? memory = DmaBuffer.TryAllocate(used + 6 + 8 * size);
        if (memory is null) return Errno.ENOMEM;

        return new VirtQueue(memory, size, available, used);
    }

    /// <summary>Makes a request available; the device sees it at the next notification.</summary>
    /// <param name="head">Names the request until <see cref="TryTake"/> gives it back.</param>
    /// <returns>False if there are not enough descriptors free.</returns>
    public bool TryAdd(ReadOnlySpan<VirtSegment> segments, out ushort head)
    {
        head = _free;
        if (segments.IsEmpty || segments.Length > FreeCount) return false;

        int writable = 0;
        ushort index = head;
        for (int i = 0; i < segments.Length; i++)
        {
            VirtSegment segment = segments[i];
            bool isLast = i == segments.Length - 1;
            int offset = index * DescriptorSize;
            _memory.Write64(offset, segment.Address.Value);
            _memory.Write32(offset + 8, (uint)segment.Length);
            _memory.Write16(offset + 12, (ushort)((segment.DeviceWrites ? VIRTQ_DESC_F_WRITE : 0) | (isLast ? 0 : VIRTQ_DESC_F_NEXT)));
            _memory.Write16(offset + 14, isLast ? (ushort)0 : _next[index]);
            writable += segment.DeviceWrites ? segment.Length : 0;
            ushort next = _next[index];
            if (isLast) _next[index] = None;
            index = next;
        }

        _free = index;
        FreeCount -= segments.Length;
        _isHead[head] = true;
        _writable[head] = writable;

        // The ring index wraps at 2^16, not at the queue's size, so it is masked only when used (virtio 1.2 §2.7.6).
        _memory.Write16(_available + 4 + 2 * (_availableIndex & (Size - 1)), head);
        _memory.Write16(_available + 2, ++_availableIndex);
        return true;
    }

    /// <summary>Takes back a request that the device has finished with.</summary>
    /// <param name="written">Bytes that it wrote, never more than the request offered.</param>
    public bool TryTake(out ushort head, out int written)
    {
        while (_usedIndex != _memory.Read16(_used + 2))
        {
            int entry = _used + 4 + 8 * (_usedIndex++ & (Size - 1));
            uint id = _memory.Read32(entry);
            uint length = _memory.Read32(entry + 4);
            if (id >= (uint)Size || !_isHead[id]) continue;

            head = (ushort)id;
            written = (int)Math.Min(length, (uint)_writable[id]);
            Free(head);
            return true;
        }

        head = None;
        written = 0;
        return false;
    }

    private void Free(ushort head)
    {
        _isHead[head] = false;
        ushort last = head;
        FreeCount++;
        while (_next[last] != None)
        {
            last = _next[last];
            FreeCount++;
        }

        _next[last] = _free;
        _free = head;
    }
}

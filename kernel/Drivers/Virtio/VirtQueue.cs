// SPDX-License-Identifier: MIT
using System;
using System.Numerics;
using System.Threading;
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
/// With VIRTIO_F_INDIRECT_DESC a request of several segments takes one descriptor, which points at a table of its own (§2.7.5.3); with
/// VIRTIO_F_EVENT_IDX each side says behind which entry it wants to hear of more (§2.7.7.1, §2.7.10).
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
    private const ushort VIRTQ_DESC_F_INDIRECT = 4;
    private const ushort VIRTQ_USED_F_NO_NOTIFY = 1;

    /// <summary>Longest indirect table; a longer request takes a chain of descriptors.</summary>
    private const int TableLength = 16;
    private const ushort None = ushort.MaxValue;

    private readonly DmaBuffer _memory;
    private readonly DmaBuffer? _tables;
    private readonly bool _hasEventIndex;
    private readonly int _available;
    private readonly int _used;

    // Chains of descriptors, free or in use. Free ones are linked from _free; those of a request from its head.
    private readonly ushort[] _next;
    private readonly bool[] _isHead;
    private readonly int[] _writable;
    private ushort _free;
    private ushort _availableIndex;
    private ushort _usedIndex;

    /// <summary>What was available when the device was last told.</summary>
    private ushort _notifiedIndex;

    private VirtQueue(DmaBuffer memory, DmaBuffer? tables, bool hasEventIndex, int size, int available, int used)
    {
        _memory = memory;
        _tables = tables;
        _hasEventIndex = hasEventIndex;
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

    /// <summary>The three parts in one piece, for tests that play the device.</summary>
    internal DmaBuffer Memory => _memory;

    /// <summary>The indirect tables, one of 16 entries for each descriptor.</summary>
    internal DmaBuffer? Tables => _tables;

    /// <param name="offered">The device's maximum.</param>
    /// <param name="features">What was settled with the device.</param>
    /// <returns><c>ENOMEM</c>.</returns>
    public static Result<VirtQueue> Create(int offered, ulong features)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(offered, MaximumSize));
        size = size > offered ? size / 2 : size;
        int available = size * DescriptorSize;
        int used = (available + 6 + 2 * size + UsedAlignment - 1) & ~(UsedAlignment - 1);
        DmaBuffer? memory = DmaBuffer.TryAllocate(used + 6 + 8 * size);
        if (memory is null) return Errno.ENOMEM;

        // A table may not be longer than the queue (§2.7.5.3.1).
        bool isIndirect = (features & VirtioTransport.VIRTIO_F_INDIRECT_DESC) != 0 && size >= TableLength;
        DmaBuffer? tables = isIndirect ? DmaBuffer.TryAllocate(size * TableLength * DescriptorSize) : null;
        bool hasEventIndex = (features & VirtioTransport.VIRTIO_F_EVENT_IDX) != 0;
        return new VirtQueue(memory, tables, hasEventIndex, size, available, used);
    }

    /// <summary>Makes a request available; the device sees it at the next notification.</summary>
    /// <param name="head">Names the request until <see cref="TryTake"/> gives it back.</param>
    /// <returns>False if there are not enough descriptors free.</returns>
    public bool TryAdd(ReadOnlySpan<VirtSegment> segments, out ushort head)
    {
        head = _free;
        bool isIndirect = _tables is not null && segments.Length is > 1 and <= TableLength;
        int needed = isIndirect ? 1 : segments.Length;
        if (segments.IsEmpty || needed > FreeCount) return false;

        int writable = isIndirect ? WriteTable(segments, head) : WriteChain(segments, head);
        FreeCount -= needed;
        _isHead[head] = true;
        _writable[head] = writable;

        // The ring index wraps at 2^16, not at the queue's size, so it is masked only when used (virtio 1.2 §2.7.6).
        _memory.Write16(_available + 4 + 2 * (_availableIndex & (Size - 1)), head);
        _memory.Write16(_available + 2, ++_availableIndex);
        return true;
    }

    /// <summary>Whether the device is to be told of what was added since the last call.</summary>
    public bool TakeNotification()
    {
        ushort added = (ushort)(_availableIndex - _notifiedIndex);
        _notifiedIndex = _availableIndex;
        // The device must see the entries before it is asked whether it looks at them by itself (§2.7.13.4.1).
        Interlocked.MemoryBarrier();
        if (!_hasEventIndex) return added != 0 && (_memory.Read16(_used) & VIRTQ_USED_F_NO_NOTIFY) == 0;
        ushort wanted = _memory.Read16(_used + 4 + 8 * Size);
        return (ushort)(_availableIndex - wanted - 1) < added;
    }

    /// <summary>Takes back a request that the device has finished with.</summary>
    /// <param name="written">Bytes that it wrote, never more than the request offered.</param>
    public bool TryTake(out ushort head, out int written)
    {
        while (HasUsed())
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

    /// <summary>Whether the device has finished something; if not, it is asked to interrupt at the next one.</summary>
    private bool HasUsed()
    {
        if (_usedIndex != _memory.Read16(_used + 2)) return true;
        if (!_hasEventIndex) return false;
        _memory.Write16(_available + 4 + 2 * Size, _usedIndex);
        // It may have finished one before it saw that.
        Interlocked.MemoryBarrier();
        return _usedIndex != _memory.Read16(_used + 2);
    }

    /// <summary>Describes a request in the table of a descriptor.</summary>
    /// <returns>Bytes that the device may write.</returns>
    private int WriteTable(ReadOnlySpan<VirtSegment> segments, ushort head)
    {
        int table = head * TableLength * DescriptorSize;
        int writable = 0;
        for (int i = 0; i < segments.Length; i++)
        {
            ushort next = i == segments.Length - 1 ? None : (ushort)(i + 1);
            WriteDescriptor(_tables!, table + i * DescriptorSize, segments[i], next);
            writable += segments[i].DeviceWrites ? segments[i].Length : 0;
        }

        int offset = head * DescriptorSize;
        _memory.Write64(offset, (_tables!.Address + (ulong)table).Value);
        _memory.Write32(offset + 8, (uint)(segments.Length * DescriptorSize));
        _memory.Write16(offset + 12, VIRTQ_DESC_F_INDIRECT);
        _memory.Write16(offset + 14, 0);
        _free = _next[head];
        _next[head] = None;
        return writable;
    }

    /// <summary>Describes a request in a chain of free descriptors.</summary>
    /// <returns>Bytes that the device may write.</returns>
    private int WriteChain(ReadOnlySpan<VirtSegment> segments, ushort head)
    {
        int writable = 0;
        ushort index = head;
        for (int i = 0; i < segments.Length; i++)
        {
            bool isLast = i == segments.Length - 1;
            ushort next = _next[index];
            WriteDescriptor(_memory, index * DescriptorSize, segments[i], isLast ? None : next);
            writable += segments[i].DeviceWrites ? segments[i].Length : 0;
            if (isLast) _next[index] = None;
            index = next;
        }

        _free = index;
        return writable;
    }

    /// <param name="next">The descriptor that follows, or <see cref="None"/>.</param>
    private static void WriteDescriptor(DmaBuffer memory, int offset, in VirtSegment segment, ushort next)
    {
        memory.Write64(offset, segment.Address.Value);
        memory.Write32(offset + 8, (uint)segment.Length);
        memory.Write16(offset + 12, (ushort)((segment.DeviceWrites ? VIRTQ_DESC_F_WRITE : 0) | (next != None ? VIRTQ_DESC_F_NEXT : 0)));
        memory.Write16(offset + 14, next != None ? next : (ushort)0);
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

// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Skift.Machine;

/// <summary>What the allocator knows about one physical frame.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FrameInfo
{
    /// <summary>Owners of an allocated frame: pages, page-table entries, buffers. 0 while free.</summary>
    public int Count;

    /// <summary>Order of the free block that starts here; <see cref="FrameAllocator.NotFree"/> otherwise.</summary>
    public int FreeOrder;

    public uint Next;
    public uint Previous;
}

/// <summary>Buddy allocator of physical frames, with a reference count for each.</summary>
/// <remarks>
/// A block of order n is 2^n frames, aligned to its size (Knuth, TAOCP vol. 1 §2.5). An allocated block is handed out as single frames with
/// a count of one each, so parts of it can have different owners; freeing merges buddies again.
/// </remarks>
internal static unsafe partial class FrameAllocator
{
    internal const int FrameSize = 4096;

    /// <summary>The largest block is 32 MiB: room for a frame buffer in one piece.</summary>
    internal const int MaximumOrder = 13;
    internal const int NotFree = -1;
    private const uint None = uint.MaxValue;

    private static FrameInfo* s_frames;
    private static uint s_frameCount;

    // In the lists below; further ones are in the caches of the CPUs.
    private static long s_freeFrames;
    private static long s_totalFrames;
    private static FreeHeads s_heads;
    private static BareLock s_lock;

    internal static long FreeFrames => Volatile.Read(ref s_freeFrames) + CachedFrames;

    /// <summary>Frames ever given to the allocator.</summary>
    internal static long TotalFrames => s_totalFrames;

    /// <summary>Whether the frame is RAM that the allocator manages or that was set aside at boot.</summary>
    internal static bool IsManaged(ulong frame) => frame < s_frameCount;

    /// <summary>Starts with no free memory.</summary>
    /// <param name="frames">Zeroed memory for <paramref name="frameCount"/> entries, never freed.</param>
    internal static void Initialize(FrameInfo* frames, uint frameCount)
    {
        s_frames = frames;
        s_frameCount = frameCount;
        for (uint i = 0; i < frameCount; i++) frames[i] = new FrameInfo { Count = 1, FreeOrder = NotFree };
        for (int order = 0; order <= MaximumOrder; order++) s_heads[order] = None;
    }

    /// <summary>Gives frames to the allocator, as largest aligned blocks. They must be RAM that nothing uses.</summary>
    internal static void AddRange(uint first, uint end)
    {
        s_lock.Acquire();
        s_totalFrames += end - first;
        s_freeFrames += end - first;
        while (first < end)
        {
            int order = 0;
            while (order < MaximumOrder && (first & ((2u << order) - 1)) == 0 && first + (2u << order) <= end) order++;
            for (uint i = 0; i < 1u << order; i++) s_frames[first + i].Count = 0;
            Insert(first, order);
            first += 1u << order;
        }

        s_lock.Release();
    }

    /// <summary>Takes one frame with a count of one.</summary>
    internal static bool TryAllocate(bool zeroed, out PhysicalAddress frame)
    {
        if (!TryTakeCached(out uint index) && !TryAllocateBlock(0, out index))
        {
            frame = default;
            return false;
        }

        s_frames[index].Count = 1;
        frame = AddressOf(index);
        if (zeroed) Zero(frame);
        return true;
    }

    /// <summary>Takes <paramref name="frameCount"/> neighbouring frames, each with a count of one. The contents are what was there.</summary>
    internal static bool TryAllocateContiguous(uint frameCount, out PhysicalAddress first)
    {
        first = default;
        int order = 0;
        while (order <= MaximumOrder && 1u << order < frameCount) order++;
        if (frameCount == 0 || order > MaximumOrder || !TryAllocateBlock(order, out uint index)) return false;
        for (uint i = frameCount; i < 1u << order; i++) Release(AddressOf(index + i));
        first = AddressOf(index);
        return true;
    }

    internal static void AddReference(PhysicalAddress frame) => Interlocked.Increment(ref Info(frame).Count);

    internal static int ReferenceCount(PhysicalAddress frame) => Volatile.Read(ref Info(frame).Count);

    /// <summary>Takes one reference away; the last one frees the frame.</summary>
    internal static void Release(PhysicalAddress frame)
    {
        int left = Interlocked.Decrement(ref Info(frame).Count);
        if (left > 0) return;
        if (left < 0) Panic.Raise("physical frame released too often");
        PutCached((uint)(frame.Value / FrameSize));
    }

    internal static void Zero(PhysicalAddress frame) => Native.ZeroPage(DirectMap.ToPointer(frame));

    internal static void Copy(PhysicalAddress from, PhysicalAddress to) => Native.CopyPage(DirectMap.ToPointer(to), DirectMap.ToPointer(from));

    private static PhysicalAddress AddressOf(uint index) => new((ulong)index * FrameSize);

    private static ref FrameInfo Info(PhysicalAddress frame)
    {
        ulong index = frame.Value / FrameSize;
        if (index >= s_frameCount) RaiseOutside();
        return ref s_frames[index];
    }

    // Apart, so that the check itself is small enough to be done in place.
    private static void RaiseOutside() => Panic.Raise("physical address outside of memory");

    private static bool TryAllocateBlock(int order, out uint index)
    {
        index = TakeLocked(order);
        if (index == None)
        {
            // What the caches hold may be the missing buddies.
            EmptyCaches();
            index = TakeLocked(order);
        }

        if (index == None) return false;
        for (uint i = 0; i < 1u << order; i++) s_frames[index + i].Count = 1;
        return true;
    }

    private static uint TakeLocked(int order)
    {
        s_lock.Acquire();
        uint index = TakeBlock(order);
        if (index != None) s_freeFrames -= 1 << order;
        s_lock.Release();
        return index;
    }

    /// <summary>Takes the smallest block that is large enough, and splits it.</summary>
    private static uint TakeBlock(int order)
    {
        for (int found = order; found <= MaximumOrder; found++)
        {
            uint index = s_heads[found];
            if (index == None) continue;
            Remove(index, found);
            while (found > order)
            {
                found--;
                Insert(index + (1u << found), found);
            }

            return index;
        }

        return None;
    }

    private static void Free(uint index)
    {
        int order = 0;
        while (order < MaximumOrder)
        {
            uint buddy = index ^ (1u << order);
            if (buddy >= s_frameCount || s_frames[buddy].FreeOrder != order) break;
            Remove(buddy, order);
            index &= ~(1u << order);
            order++;
        }

        Insert(index, order);
    }

    private static void Insert(uint index, int order)
    {
        uint next = s_heads[order];
        s_frames[index].FreeOrder = order;
        s_frames[index].Next = next;
        s_frames[index].Previous = None;
        if (next != None) s_frames[next].Previous = index;
        s_heads[order] = index;
    }

    private static void Remove(uint index, int order)
    {
        FrameInfo info = s_frames[index];
        if (info.Previous == None) s_heads[order] = info.Next;
        else s_frames[info.Previous].Next = info.Next;
        if (info.Next != None) s_frames[info.Next].Previous = info.Previous;
        s_frames[index].FreeOrder = NotFree;
    }

    [InlineArray(MaximumOrder + 1)]
    private struct FreeHeads
    {
        private uint _head;
    }
}

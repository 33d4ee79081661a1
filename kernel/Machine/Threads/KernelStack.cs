// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>A kernel stack: mapped pages with an unmapped one below, so that an overflow faults instead of writing into a neighbour.</summary>
internal readonly struct KernelStack
{
    internal const int PageCount = 8;
    internal const int Size = PageCount * Page.Size;
    private const ulong SlotSize = Size + Page.Size;
    private const int MaximumStacks = 1 << 16;

    // Of the stacks that are not in use, so many keep their memory: to unmap one, every CPU has to be interrupted.
    private const int MaximumKept = 16;

    private static BareLock s_lock;
    private static int s_used;
    private static int s_firstFree = -1;
    private static int s_firstKept = -1;
    private static int s_keptCount;
    private static int[] s_nextFree = [];

    private readonly int _slot;

    private KernelStack(int slot) => _slot = slot;

    /// <summary>The address above the highest byte.</summary>
    internal ulong Top => DirectMap.StackBase + ((ulong)_slot * SlotSize) + SlotSize;

    internal ulong Bottom => Top - Size;

    /// <exception cref="OutOfMemoryException">No memory, or too many threads.</exception>
    internal static KernelStack Allocate()
    {
        Grow();
        KernelStack stack = new(TakeSlot(out bool isMapped));
        if (isMapped) return stack;
        for (ulong address = stack.Bottom; address < stack.Top; address += Page.Size)
        {
            if (FrameAllocator.TryAllocate(zeroed: true, out PhysicalAddress frame))
            {
                if (KernelPageTable.TryMap(address, frame)) continue;
                FrameAllocator.Release(frame);
            }

            stack.Unmap();
            throw new OutOfMemoryException();
        }

        return stack;
    }

    internal void Free()
    {
        s_lock.Acquire();
        bool isKept = s_keptCount < MaximumKept;
        if (isKept)
        {
            s_keptCount++;
            s_nextFree[_slot] = s_firstKept;
            s_firstKept = _slot;
        }

        s_lock.Release();
        if (!isKept) Unmap();
    }

    private void Unmap()
    {
        KernelPageTable.Unmap(Bottom, PageCount);
        s_lock.Acquire();
        s_nextFree[_slot] = s_firstFree;
        s_firstFree = _slot;
        s_lock.Release();
    }

    /// <summary>Whether an address lies in the unmapped page below some stack.</summary>
    internal static unsafe bool IsGuard(ulong address)
    {
        ulong bootStack = (ulong)Native.ImageLayout()->BootStackBottom;
        if (address < bootStack && address >= bootStack - Page.Size) return true;
        return address >= DirectMap.StackBase && address < DirectMap.StackBase + (MaximumStacks * SlotSize) &&
            (address - DirectMap.StackBase) % SlotSize < Page.Size;
    }

    /// <summary>The end of the stack that an address lies in.</summary>
    internal static unsafe ulong TopOf(ulong address) => address < DirectMap.StackBase || address >= DirectMap.StackBase + (MaximumStacks * SlotSize)
        ? (ulong)Native.ImageLayout()->BootStackTop
        : new KernelStack((int)((address - DirectMap.StackBase) / SlotSize)).Top;

    // Allocates outside of the lock; two growers at once only waste an array.
    private static void Grow()
    {
        int[] old = s_nextFree;
        if (s_used < old.Length) return;
        if (old.Length >= MaximumStacks) throw new OutOfMemoryException();
        int[] larger = new int[Math.Max(64, old.Length * 2)];
        s_lock.Acquire();
        if (s_nextFree.Length < larger.Length)
        {
            Array.Copy(s_nextFree, larger, s_nextFree.Length);
            s_nextFree = larger;
        }

        s_lock.Release();
    }

    private static int TakeSlot(out bool isMapped)
    {
        s_lock.Acquire();
        int slot = s_firstKept;
        isMapped = slot >= 0;
        if (isMapped)
        {
            s_firstKept = s_nextFree[slot];
            s_keptCount--;
        }
        else
        {
            slot = s_firstFree;
            if (slot >= 0) s_firstFree = s_nextFree[slot];
            else if (s_used < s_nextFree.Length) slot = s_used++;
        }

        s_lock.Release();
        return slot >= 0 ? slot : throw new OutOfMemoryException();
    }
}

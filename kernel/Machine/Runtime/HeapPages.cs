// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>Memory for the collector's heap, in multiples of its 32 KiB blocks.</summary>
/// <remarks>
/// What the frame allocator can give in one piece is used where the direct map shows it, in large pages. Larger requests are put together
/// from single frames in a region of their own.
/// </remarks>
internal static unsafe class HeapPages
{
    private const uint LargestDirectFrames = 1 << FrameAllocator.MaximumOrder;

    private static ulong s_next = DirectMap.HeapBase;
    private static BareLock s_lock;

    internal static void* Allocate(nuint bytes)
    {
        uint frameCount = (uint)(bytes / Page.Size);
        if (frameCount > LargestDirectFrames) return AllocateScattered(frameCount);
        // Blocks of the buddy allocator are aligned to their size, so these are aligned as the collector wants.
        if (!FrameAllocator.TryAllocateContiguous(frameCount, out PhysicalAddress first)) return null;
        for (uint i = 0; i < frameCount; i++) FrameAllocator.Zero(first + ((ulong)i * Page.Size));
        return DirectMap.ToPointer(first);
    }

    internal static void Free(void* address, nuint bytes)
    {
        ulong start = (ulong)address;
        if (start < DirectMap.HeapBase)
        {
            for (ulong at = start; at < start + bytes; at += Page.Size) FrameAllocator.Release(new PhysicalAddress(at - DirectMap.Base));
            return;
        }

        KernelPageTable.Unmap(start, bytes / Page.Size);
        s_lock.Acquire();
        if (start + bytes == s_next) s_next = start;
        s_lock.Release();
    }

    private static void* AllocateScattered(uint frameCount)
    {
        s_lock.Acquire();
        ulong start = s_next;
        s_next += (ulong)frameCount * Page.Size;
        s_lock.Release();
        for (uint i = 0; i < frameCount; i++)
        {
            ulong address = start + ((ulong)i * Page.Size);
            if (FrameAllocator.TryAllocate(zeroed: true, out PhysicalAddress frame))
            {
                if (KernelPageTable.TryMap(address, frame)) continue;
                FrameAllocator.Release(frame);
            }

            Free((void*)start, (nuint)i * Page.Size);
            return null;
        }

        return (void*)start;
    }
}

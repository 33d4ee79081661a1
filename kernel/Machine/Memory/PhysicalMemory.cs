// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>How much memory the machine has and how much of it is free.</summary>
public static class PhysicalMemory
{
    /// <summary>Bytes of RAM that can be allocated at all.</summary>
    public static long TotalBytes => FrameAllocator.TotalFrames * FrameAllocator.FrameSize;

    public static long FreeBytes => FrameAllocator.FreeFrames * FrameAllocator.FrameSize;
}

// SPDX-License-Identifier: MIT
using System;
using Skift.Machine;

namespace Skift.Tests.Kernel;

internal static class PageTests
{
    [KernelTest]
    internal static void TryAllocate_GivesZerosAndReturnsTheFrame()
    {
        long before = MemoryBalance.FreeBytes;
        Page page = Check.NotNull(Page.TryAllocate(), "a page");
        Check.Equal(before - Page.Size, MemoryBalance.FreeBytes, "free bytes with one page taken");
        using (Page.Access access = page.Open())
        {
            Check.Equal(Page.Size, access.Span.Length, "span length");
            foreach (byte value in access.Span) Check.Equal(0, value, "content");
            access.Span.Fill(0xA5);
        }

        page.Release();
        Check.Equal(before, MemoryBalance.FreeBytes, "free bytes after release");
    }

    [KernelTest]
    internal static void TryAllocate_ZeroesWhatWasUsedBefore()
    {
        Page dirty = Check.NotNull(Page.TryAllocate(), "a page");
        using (Page.Access access = dirty.Open()) access.Span.Fill(0xFF);
        dirty.Release();
        Page clean = Check.NotNull(Page.TryAllocate(), "a page");
        using (Page.Access access = clean.Open())
        {
            foreach (byte value in access.Span) Check.Equal(0, value, "content");
        }

        clean.Release();
    }

    [KernelTest]
    internal static void Use_AfterLastRelease_Throws()
    {
        Page page = Check.NotNull(Page.TryAllocate(), "a page");
        _ = page.Acquire();
        page.Release();
        page.Release();
        Check.Throws<ObjectDisposedException>(() => page.Open().Dispose(), "open");
        Check.Throws<ObjectDisposedException>(() => page.Acquire(), "acquire");
        Check.Throws<ObjectDisposedException>(page.Release, "release");
        Check.True(!page.TryAcquire(), "TryAcquire must fail");
    }

    [KernelTest]
    internal static void Access_KeepsTheFrameUntilItIsDisposed()
    {
        Page page = Check.NotNull(Page.TryAllocate(), "a page");
        long before = MemoryBalance.FreeBytes;
        using (Page.Access access = page.Open())
        {
            page.Release();
            Check.Equal(before, MemoryBalance.FreeBytes, "free bytes while an access is open");
            access.Span[0] = 1;
        }

        Check.Equal(before + Page.Size, MemoryBalance.FreeBytes, "free bytes after the access");
    }

    [KernelTest(TimeoutMilliseconds = 60_000)]
    internal static void TryAllocate_UntilMemoryIsOut_ThenAllComesBack()
    {
        GC.Collect();
        long before = PhysicalMemory.FreeBytes;
        // The array is made first, so that the heap need not grow while frames are short.
        Page?[] pages = new Page?[(int)(before / Page.Size) + 1];
        int count = 0;
        while (count < pages.Length && Page.TryAllocate(zeroed: false) is { } page) pages[count++] = page;
        Check.True(count > 0, "some pages");
        Check.True(PhysicalMemory.FreeBytes < 1 << 20, "memory is out");
        for (int i = 0; i < count; i++) pages[i]!.Release();
        // What the heap took for the page objects stays with it.
        Check.True(PhysicalMemory.FreeBytes > before - (count * 128L) - (8 << 20), "the frames are back");
        // And they were merged: a large block can be had again, once the heap has given back what it took in between.
        Array.Clear(pages);
        GC.Collect();
        int largeSize = (int)Math.Min(16 << 20, PhysicalMemory.TotalBytes / 8);
        DmaBuffer large = Check.NotNull(DmaBuffer.TryAllocate(largeSize), "a large block in one piece");
        large.Dispose();
    }

    [KernelTest]
    internal static void DmaBuffer_IsContiguousZeroAndChecked()
    {
        long before = MemoryBalance.FreeBytes;
        DmaBuffer buffer = Check.NotNull(DmaBuffer.TryAllocate(5 * Page.Size), "a buffer");
        Check.Equal(before - (5 * Page.Size), MemoryBalance.FreeBytes, "only whole pages that are needed are taken");
        Check.Equal(0, (long)(buffer.Address.Value % Page.Size), "alignment");
        buffer.Write32(Page.Size, 0x12345678);
        Check.Equal(0x5678, buffer.Read16(Page.Size), "little endian");
        Check.Throws<ArgumentOutOfRangeException>(() => buffer.Read32(buffer.Length - 2), "beyond the end");
        Check.Throws<ArgumentException>(() => buffer.Read32(2), "not aligned");
        buffer.Dispose();
        Check.Throws<ObjectDisposedException>(() => buffer.Read32(0), "after dispose");
        Check.Equal(before, MemoryBalance.FreeBytes, "free bytes after dispose");
    }
}

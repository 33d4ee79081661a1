// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>What is promised of memory is counted, and under strict rules limited.</summary>
internal static class OvercommitTests
{
    [KernelTest(NeedsProcess = true)]
    internal static void Promises_AreCounted_AndGivenBack()
    {
        long before = Overcommit.CommittedBytes;
        ulong start = MemoryOps.Map(10);
        Expect(10, before, "writable and private");
        _ = MemoryOps.Map(5, Protection.PROT_READ);
        _ = MemoryOps.Map(5, area: AreaFlags.NoReserve);
        Expect(10, before, "neither what is only read nor what needs no reserve");
        Check.Succeeds(TestProcess.Memory.Protect(start, 4 * Page.Size, Protection.PROT_READ), "protect");
        Expect(6, before, "what was never used is given back");
        Check.Succeeds(TestProcess.Memory.Protect(start, 4 * Page.Size, MemoryOps.ReadWrite), "protect back");
        MemoryOps.Store(start, 1);
        Check.Succeeds(TestProcess.Memory.Protect(start, 4 * Page.Size, Protection.PROT_READ), "protect again");
        Expect(10, before, "what was used stays promised");
        ulong readable = MemoryOps.Map(6, Protection.PROT_READ);
        Check.Succeeds(TestProcess.Memory.Protect(readable + Page.Size, 2 * Page.Size, MemoryOps.ReadWrite), "make writable");
        Expect(12, before, "what becomes writable");
        Check.Succeeds(TestProcess.Memory.Unmap(start + Page.Size, 6 * Page.Size), "unmap");
        Expect(6, before, "without what is unmapped");
        ulong shared = MemoryOps.MapShared(7);
        Expect(13, before, "shared memory");
        AddressSpace child = FileOps.Value(TestProcess.Memory.Fork(), "fork");
        Expect(19, before, "a child's private memory");
        child.Release();
        Expect(13, before, "without the child");
        Check.Succeeds(TestProcess.Memory.Unmap(shared, 7 * Page.Size), "unmap shared memory");
        Expect(6, before, "without shared memory");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Strict_RefusesWhatPassesTheLimit()
    {
        // A fifth of the memory more than is promised already; nothing of it is touched.
        int ratio = Overcommit.Ratio;
        ulong pages = (ulong)(PhysicalMemory.TotalBytes / Page.Size);
        try
        {
            Overcommit.Mode = OvercommitMode.Never;
            Overcommit.Ratio = (int)(Overcommit.CommittedBytes * 100 / PhysicalMemory.TotalBytes) + 21;
            ulong start = MemoryOps.Map(pages / 10, area: AreaFlags.NoReserve);
            Check.Equal(Errno.ENOMEM, MemoryOps.TryMap(pages / 4).Error, "beyond the limit");
            Check.Equal(Errno.ENOMEM, MemoryOps.TryMap(pages / 6, area: AreaFlags.NoReserve).Error, "which heeds no MAP_NORESERVE");
            ulong readable = MemoryOps.Map(pages / 2, Protection.PROT_READ);
            Check.Equal(Errno.ENOMEM, TestProcess.Memory.Protect(readable, pages / 2 * Page.Size, MemoryOps.ReadWrite), "mprotect");
            Check.Equal(Errno.ENOMEM, TestProcess.Memory.Remap(start, pages / 10 * Page.Size, pages / 2 * Page.Size, RemapFlags.MREMAP_MAYMOVE, 0).Error, "mremap");
            ulong again = MemoryOps.Map(pages / 10, address: start, flags: MapFlags.MAP_FIXED);
            Check.Equal((long)start, (long)again, "in place of what is given back");
            Overcommit.Kilobytes = PhysicalMemory.TotalBytes / 1024;
            Check.Equal(PhysicalMemory.TotalBytes / 1024 * 1024, Overcommit.LimitBytes, "a limit in kilobytes");
            _ = MemoryOps.Map(pages / 4);
        }
        finally
        {
            Overcommit.Ratio = ratio;
            Overcommit.Mode = OvercommitMode.Heuristic;
        }
    }

    private static void Expect(long pages, long before, string what) =>
        Check.Equal(pages, (Overcommit.CommittedBytes - before) / Page.Size, what);
}

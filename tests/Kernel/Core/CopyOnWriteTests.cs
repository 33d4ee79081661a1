// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>What a child process shares with its parent.</summary>
internal static class CopyOnWriteTests
{
    [KernelTest(NeedsProcess = true)]
    internal static void Fork_SharesFramesUntilSomebodyWrites()
    {
        ulong start = MemoryOps.Map(8);
        for (ulong page = 0; page < 8; page++) MemoryOps.Store(start + (page * Page.Size), 100 + (uint)page);
        AddressSpace child = Fork();
        VirtualAddress first = new(start);
        Check.Equal(FrameOf(TestProcess.Memory, first), FrameOf(child, first), "one frame for both");
        MemoryOps.Store(start, 1);
        Check.True(FrameOf(TestProcess.Memory, first) != FrameOf(child, first), "a copy after the write");
        Check.Equal(1, MemoryOps.Load(start), "parent");
        Check.Equal(100, Peek(child, start), "child");
        Check.Equal(FrameOf(TestProcess.Memory, first + Page.Size), FrameOf(child, first + Page.Size), "the neighbour is still shared");
        child.Release();
        MemoryOps.Store(start + Page.Size, 2);
        Check.Equal(2, MemoryOps.Load(start + Page.Size), "the last owner writes in place");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Fork_OfAForkedSpace_KeepsThreeVersionsApart()
    {
        ulong start = MemoryOps.Map(1);
        MemoryOps.Store(start, 1);
        AddressSpace child = Fork();
        MemoryOps.Store(start, 2);
        AddressSpace second = Fork();
        MemoryOps.Store(start, 3);
        Check.Equal(1, Peek(child, start), "first child");
        Check.Equal(2, Peek(second, start), "second child");
        Check.Equal(3, MemoryOps.Load(start), "parent");
        second.Release();
        child.Release();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Fork_LeavesReadOnlyPagesAlone_AndWritesStayForbidden()
    {
        ulong start = MemoryOps.Map(1);
        MemoryOps.Store(start, 5);
        Check.Succeeds(TestProcess.Memory.Protect(start, Page.Size, Protection.PROT_READ), "protect");
        AddressSpace child = Fork();
        Check.Equal(Errno.EFAULT, MemoryOps.TryStore(start, 1), "parent");
        Check.Equal((int)FaultResult.NotPermitted, (int)child.HandleFault(new PageFault(new VirtualAddress(start), PageFaultAccess.User | PageFaultAccess.Write)), "child");
        Check.Equal(5, Peek(child, start), "contents");
        child.Release();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Fork_OfSharedMemory_IsSharedForGood()
    {
        ulong start = MemoryOps.MapShared(2);
        MemoryOps.Store(start, 1);
        AddressSpace child = Fork();
        MemoryOps.Store(start, 2);
        MemoryOps.Store(start + Page.Size, 3);
        Check.Equal(2, Peek(child, start), "a page that was there");
        Check.Equal(3, Peek(child, start + Page.Size), "a page that came later");
        child.Release();
        Check.Equal(2, MemoryOps.Load(start), "still there for the parent");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Fork_ObeysDontForkAndWipeOnFork()
    {
        ulong left = MemoryOps.Map(1);
        ulong wiped = MemoryOps.Map(1);
        MemoryOps.Store(left, 1);
        MemoryOps.Store(wiped, 2);
        Check.Succeeds(TestProcess.Memory.Advise(left, Page.Size, MemoryAdvice.MADV_DONTFORK), "MADV_DONTFORK");
        Check.Succeeds(TestProcess.Memory.Advise(wiped, Page.Size, MemoryAdvice.MADV_WIPEONFORK), "MADV_WIPEONFORK");
        AddressSpace child = Fork();
        Check.True(!child.IsMapped(left), "MADV_DONTFORK: not in the child");
        Check.Equal(0, Peek(child, wiped), "MADV_WIPEONFORK: zero in the child");
        Check.Equal(2, MemoryOps.Load(wiped), "MADV_WIPEONFORK: not in the parent");
        child.Release();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Read_OfAnotherSpace_EndsAtTheHole()
    {
        ulong start = MemoryOps.Map(2);
        MemoryOps.Store(start, 0x4433_2211);
        AddressSpace child = Fork();
        Check.Succeeds(TestProcess.Memory.Unmap(start + Page.Size, Page.Size), "hole in the parent");
        byte[] buffer = new byte[16];
        Check.Equal(16, child.Read(start + Page.Size, buffer), "the child has it");
        Check.Equal(8, TestProcess.Memory.Read(start + Page.Size - 8, buffer), "the parent has not");
        Check.Equal(0, child.Read(0, buffer), "nothing there");
        child.Release();
    }

    private static AddressSpace Fork() => FileOps.Value(TestProcess.Memory.Fork(), "fork");

    private static long FrameOf(AddressSpace space, VirtualAddress address) => (long)space.PageTable.Query(address).Frame.Value;

    private static long Peek(AddressSpace space, ulong address)
    {
        byte[] bytes = new byte[4];
        Check.Equal(4, space.Read(address, bytes), "read of the other space");
        return System.BitConverter.ToUInt32(bytes, 0);
    }
}

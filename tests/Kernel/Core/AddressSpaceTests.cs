// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>Areas, faults and protection of the memory of a process, on real page tables.</summary>
internal static class AddressSpaceTests
{
    private const ulong Base = 0x1000_0000;

    [KernelTest(NeedsProcess = true)]
    internal static void Anonymous_IsZero_KeepsWhatIsWritten_AndComesPageByPage()
    {
        ulong start = MemoryOps.Map(64);
        long before = MemoryOps.Resident;
        Check.Equal(0, MemoryOps.Load(start + (10 * Page.Size)), "zero");
        MemoryOps.Store(start + (20 * Page.Size), 0x1234);
        Check.Equal(0x1234, MemoryOps.Load(start + (20 * Page.Size)), "what was written");
        Check.Equal(2, MemoryOps.Resident - before, "pages for two touches");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Unmap_GivesTheFramesBack_AndLeavesAHole()
    {
        ulong start = MemoryOps.Map(3);
        for (ulong page = 0; page < 3; page++) MemoryOps.Store(start + (page * Page.Size), 1);
        long free = MemoryBalance.FreeBytes;
        Check.Succeeds(TestProcess.Memory.Unmap(start + Page.Size, Page.Size), "unmap the middle");
        Check.Equal(Page.Size, MemoryBalance.FreeBytes - free, "one frame came back");
        Check.Equal(Errno.EFAULT, MemoryOps.TryLoad(start + Page.Size, out _), "the hole");
        Check.Equal(1, MemoryOps.Load(start + (2 * Page.Size)), "behind the hole");
        Check.Equal(1, MemoryOps.Load(start), "before the hole");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Unmap_ChecksItsArguments()
    {
        Check.Equal(Errno.EINVAL, TestProcess.Memory.Unmap(Base + 1, Page.Size), "not aligned");
        Check.Equal(Errno.EINVAL, TestProcess.Memory.Unmap(Base, 0), "empty");
        Check.Equal(Errno.EINVAL, TestProcess.Memory.Unmap(0xFFFF_8000_0000_0000, Page.Size), "kernel memory");
        Check.Succeeds(TestProcess.Memory.Unmap(Base, Page.Size), "nothing there");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Fault_TellsMissingFromForbidden()
    {
        ulong readOnly = MemoryOps.Map(1, Protection.PROT_READ);
        ulong nothing = MemoryOps.Map(1, Protection.PROT_NONE);
        MemoryOps.Expect(FaultResult.NotMapped, MemoryOps.Fault(Base, PageFaultAccess.None), "no area");
        MemoryOps.Expect(FaultResult.NotPermitted, MemoryOps.Fault(readOnly, PageFaultAccess.Write), "write to read-only");
        MemoryOps.Expect(FaultResult.NotPermitted, MemoryOps.Fault(readOnly, PageFaultAccess.InstructionFetch), "execute data");
        MemoryOps.Expect(FaultResult.NotPermitted, MemoryOps.Fault(nothing, PageFaultAccess.None), "read of PROT_NONE");
        MemoryOps.Expect(FaultResult.Resolved, MemoryOps.Fault(readOnly, PageFaultAccess.None), "read");
        Check.Equal(Errno.EFAULT, MemoryOps.TryStore(readOnly, 1), "a copy may not write either");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Map_ChecksItsArguments()
    {
        Check.Equal(Errno.EINVAL, MemoryOps.TryMap(0).Error, "empty");
        Check.Equal(Errno.EINVAL, MemoryOps.TryMap(1, address: Base + 1, flags: MapFlags.MAP_FIXED).Error, "fixed, not aligned");
        Check.Equal(Errno.EPERM, MemoryOps.TryMap(1, address: 0x1000, flags: MapFlags.MAP_FIXED).Error, "below the lowest address");
        Check.Equal(Errno.ENOMEM, MemoryOps.TryMap(1, address: 0xFFFF_8000_0000_0000, flags: MapFlags.MAP_FIXED).Error, "kernel memory");
        Check.Equal(Errno.ENOMEM, MemoryOps.TryMap(1UL << 36).Error, "more than there is");
        Check.Equal(Errno.ENOMEM, MemoryOps.TryMap(ulong.MaxValue >> 12).Error, "all that can be counted");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void MapFixed_ReplacesThePart_AndNoReplaceDoesNot()
    {
        ulong start = MemoryOps.Map(3);
        for (ulong page = 0; page < 3; page++) MemoryOps.Store(start + (page * Page.Size), 7);
        Check.Equal(Errno.EEXIST, MemoryOps.TryMap(1, address: start + Page.Size, flags: MapFlags.MAP_FIXED_NOREPLACE).Error, "taken");
        Check.Equal(7, MemoryOps.Load(start + Page.Size), "still the old one");
        Check.Equal((long)(start + Page.Size), (long)MemoryOps.Map(1, address: start + Page.Size, flags: MapFlags.MAP_FIXED), "address");
        Check.Equal(0, MemoryOps.Load(start + Page.Size), "a new page");
        Check.Equal(7, MemoryOps.Load(start), "before it");
        Check.Equal(7, MemoryOps.Load(start + (2 * Page.Size)), "behind it");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Hints_AreTakenWhereFree()
    {
        Check.Equal((long)Base, (long)MemoryOps.Map(2, address: Base), "a free hint");
        Check.True(MemoryOps.Map(2, address: Base) != Base, "a taken hint is only a hint");
        ulong low = MemoryOps.Map(1, flags: MapFlags.MAP_PRIVATE | MapFlags.MAP_32BIT);
        Check.True(low < 0x8000_0000, "MAP_32BIT");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Protect_SplitsAndJoinsAreas()
    {
        ulong start = MemoryOps.Map(5);
        MemoryOps.Store(start + (2 * Page.Size), 9);
        Check.Succeeds(TestProcess.Memory.Protect(start + (2 * Page.Size), Page.Size, Protection.PROT_READ), "protect");
        Check.Equal(3, CountAreas(), "areas after the split");
        Check.Equal(Errno.EFAULT, MemoryOps.TryStore(start + (2 * Page.Size), 1), "write");
        Check.Equal(9, MemoryOps.Load(start + (2 * Page.Size)), "still readable");
        MemoryOps.Store(start + Page.Size, 1);
        Check.Succeeds(TestProcess.Memory.Protect(start, 5 * Page.Size, MemoryOps.ReadWrite), "give back");
        Check.Equal(1, CountAreas(), "areas after the join");
        MemoryOps.Store(start + (2 * Page.Size), 1);
        Check.Equal(Errno.ENOMEM, TestProcess.Memory.Protect(start, 6 * Page.Size, Protection.PROT_READ), "over the end");
        Check.Equal(Errno.EINVAL, TestProcess.Memory.Protect(start + 1, 1, Protection.PROT_READ), "not aligned");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Stack_GrowsByTouch_UpToItsLimit_AndKeepsADistance()
    {
        const ulong StackPages = 300;
        AddressSpace memory = TestProcess.Memory;
        memory.Limits = new MemoryLimits(ulong.MaxValue, ulong.MaxValue, StackPages * Page.Size, ulong.MaxValue, isAdministrator: true);
        const ulong Top = Base + (1000 * Page.Size);
        _ = MemoryOps.Map(1, address: Top - Page.Size, flags: MapFlags.MAP_FIXED, area: AreaFlags.GrowsDown);
        MemoryOps.Store(Top - (100 * Page.Size), 5);
        Check.Equal(100 * Page.Size, (long)memory.TotalBytes, "the area covers the touch");
        MemoryOps.Expect(FaultResult.NotMapped, MemoryOps.Fault(Top - (StackPages * Page.Size) - 4, PageFaultAccess.Write), "beyond the limit");
        MemoryOps.Expect(FaultResult.Resolved, MemoryOps.Fault(Top - (StackPages * Page.Size), PageFaultAccess.Write), "the last page of the limit");
        memory.Limits = MemoryLimits.Unlimited;
        _ = MemoryOps.Map(1, address: Top - (600 * Page.Size), flags: MapFlags.MAP_FIXED);
        MemoryOps.Expect(FaultResult.NotMapped, MemoryOps.Fault(Top - (400 * Page.Size), PageFaultAccess.Write), "too near to the area below");
        MemoryOps.Expect(FaultResult.Resolved, MemoryOps.Fault(Top - (343 * Page.Size), PageFaultAccess.Write), "at the guard gap");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Break_GrowsAndShrinksTheHeap()
    {
        AddressSpace memory = TestProcess.Memory;
        memory.SetHeapStart(Base);
        Check.Equal((long)Base, (long)memory.Break(0), "where it begins");
        Check.Equal((long)Base + 100, (long)memory.Break(Base + 100), "grown");
        MemoryOps.Store(Base, 1);
        Check.Equal((long)Base + (10 * Page.Size), (long)memory.Break(Base + (10 * Page.Size)), "grown more");
        MemoryOps.Store(Base + (9 * Page.Size), 2);
        Check.Equal((long)Base + Page.Size, (long)memory.Break(Base + Page.Size), "shrunk");
        Check.Equal(Errno.EFAULT, MemoryOps.TryLoad(Base + (9 * Page.Size), out _), "what was given back");
        Check.Equal(1, MemoryOps.Load(Base), "what was kept");
        Check.Equal((long)Base + Page.Size, (long)memory.Break(Base - Page.Size), "below the start: refused");
        Check.Equal((long)Base + Page.Size, (long)memory.Break(ulong.MaxValue), "kernel memory: refused");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Remap_MovesContentsWithoutCopying()
    {
        ulong start = MemoryOps.Map(2, address: Base);
        _ = MemoryOps.Map(1, address: start + (2 * Page.Size), flags: MapFlags.MAP_FIXED);
        MemoryOps.Store(start + Page.Size, 77);
        PhysicalAddress frame = TestProcess.Memory.PageTable.Query(new VirtualAddress(start + Page.Size)).Frame;
        Check.Equal(Errno.ENOMEM, TestProcess.Memory.Remap(start, 2 * Page.Size, 8 * Page.Size, RemapFlags.None, 0).Error, "no room in place");
        ulong moved = FileOps.Value(TestProcess.Memory.Remap(start, 2 * Page.Size, 8 * Page.Size, RemapFlags.MREMAP_MAYMOVE, 0), "move");
        Check.True(moved != start, "another place");
        Check.Equal(77, MemoryOps.Load(moved + Page.Size), "contents");
        Check.Equal((long)frame.Value, (long)TestProcess.Memory.PageTable.Query(new VirtualAddress(moved + Page.Size)).Frame.Value, "the same frame");
        Check.Equal(Errno.EFAULT, MemoryOps.TryLoad(start, out _), "the old place is free");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void DontNeed_ForgetsPrivatePages()
    {
        ulong start = MemoryOps.Map(2);
        MemoryOps.Store(start, 3);
        long resident = MemoryOps.Resident;
        Check.Succeeds(TestProcess.Memory.Advise(start, Page.Size, MemoryAdvice.MADV_DONTNEED), "advise");
        Check.Equal(resident - 1, MemoryOps.Resident, "resident pages");
        Check.Equal(0, MemoryOps.Load(start), "zero again");
        Check.Equal(Errno.ENOMEM, TestProcess.Memory.Advise(start, 3 * Page.Size, MemoryAdvice.MADV_DONTNEED), "over the end");
        Check.Equal(Errno.EINVAL, TestProcess.Memory.Advise(start, Page.Size, (MemoryAdvice)99), "unknown advice");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Populate_BringsEverythingIn()
    {
        ulong start = MemoryOps.Map(10);
        long resident = MemoryOps.Resident;
        Check.Succeeds(TestProcess.Memory.Populate(start, 10 * Page.Size, forWrite: true), "populate");
        Check.Equal(resident + 10, MemoryOps.Resident, "resident pages");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Limits_OnTheAddressSpaceHold()
    {
        TestProcess.Memory.Limits = new MemoryLimits(4 * Page.Size, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, isAdministrator: true);
        ulong start = MemoryOps.Map(3);
        Check.Equal(Errno.ENOMEM, MemoryOps.TryMap(2).Error, "over the limit");
        _ = MemoryOps.Map(1);
        Check.Succeeds(TestProcess.Memory.Unmap(start, Page.Size), "room again");
        _ = MemoryOps.Map(1);
    }

    private static int CountAreas()
    {
        int count = 0;
        for (ulong address = 0; TestProcess.Memory.TryDescribe(address, out AreaDescription area); address = area.End) count++;
        return count;
    }
}

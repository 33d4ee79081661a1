// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Tests.Kernel;

internal static class PageTableTests
{
    private const PageProtection ReadWrite = PageProtection.Read | PageProtection.Write;
    private static readonly VirtualAddress s_address = new(0x40_0000);

    [KernelTest]
    internal static void Map_AnswersBadAddressesAndOccupiedPages()
    {
        using PageTable table = Create();
        Check.Equal(Errno.EINVAL, table.MapZeroed(new VirtualAddress(0x1001), ReadWrite), "not aligned");
        Check.Equal(Errno.EINVAL, table.MapZeroed(new VirtualAddress(VirtualAddress.UserEnd), ReadWrite), "beyond user space");
        Check.Equal(Errno.EINVAL, table.MapZeroed(new VirtualAddress(0xFFFF_8000_0000_0000), ReadWrite), "kernel address");
        Check.Succeeds(table.MapZeroed(s_address, ReadWrite), "first mapping");
        Check.Equal(Errno.EEXIST, table.MapZeroed(s_address, ReadWrite), "second mapping");
        Check.Equal(1, table.ResidentPages, "resident pages");
    }

    [KernelTest]
    internal static void Dispose_ReturnsEveryFrame()
    {
        Create().Dispose();
        long before = MemoryBalance.FreeBytes;
        PageTable table = Create();
        for (ulong i = 0; i < 600; i++) Check.Succeeds(table.MapZeroed(s_address + (i * Page.Size), ReadWrite), "map");
        Check.Succeeds(table.MapZeroed(new VirtualAddress(0x7000_0000_0000), ReadWrite), "map far away");
        Check.True(MemoryBalance.FreeBytes <= before - (601 * Page.Size), "frames are taken");
        table.Dispose();
        Check.Equal(before, MemoryBalance.FreeBytes, "free bytes after dispose");
        Check.Equal(Errno.ENOMEM, table.MapZeroed(s_address, ReadWrite), "map after dispose");
    }

    [KernelTest]
    internal static void Unmap_FreesOnlyTheRange()
    {
        using PageTable table = Create();
        for (ulong i = 0; i < 4; i++) Check.Succeeds(table.MapZeroed(s_address + (i * Page.Size), ReadWrite), "map");
        table.Unmap(s_address + Page.Size, 2 * Page.Size);
        Check.True(table.Query(s_address).IsMapped, "page 0 stays");
        Check.True(!table.Query(s_address + Page.Size).IsMapped, "page 1 goes");
        Check.True(!table.Query(s_address + (2 * Page.Size)).IsMapped, "page 2 goes");
        Check.True(table.Query(s_address + (3 * Page.Size)).IsMapped, "page 3 stays");
        Check.Equal(2, table.ResidentPages, "resident pages");
    }

    [KernelTest]
    internal static void Protect_None_KeepsTheContents()
    {
        using Loaded loaded = new(Create());
        Check.Succeeds(loaded.Table.MapZeroed(s_address, ReadWrite), "map");
        Check.Succeeds(UserMemory.Write(s_address, 42u), "write");
        loaded.Table.Protect(s_address, Page.Size, PageProtection.None);
        Check.Equal(Errno.EFAULT, UserMemory.Read(s_address, out uint _), "read with no rights");
        Check.True(loaded.Table.Query(s_address).IsMapped, "still mapped");
        loaded.Table.Protect(s_address, Page.Size, PageProtection.Read);
        Check.Succeeds(UserMemory.Read(s_address, out uint value), "read again");
        Check.Equal(42, value, "value");
        Check.Equal(Errno.EFAULT, UserMemory.Write(s_address, 1u), "write to a read-only page");
    }

    [KernelTest]
    internal static void CopyOnWrite_SharesUntilTheFirstWrite()
    {
        using Loaded parent = new(Create());
        Check.Succeeds(parent.Table.MapZeroed(s_address, ReadWrite), "map");
        Check.Succeeds(UserMemory.Write(s_address, 1u), "write");
        using PageTable child = Create();
        Check.Succeeds(child.CloneCopyOnWrite(parent.Table, s_address, Page.Size), "clone");
        Check.True(child.Query(s_address).Frame == parent.Table.Query(s_address).Frame, "one frame for both");
        Check.Equal(Errno.EFAULT, UserMemory.Write(s_address, 2u), "the parent's page is read-only now");

        Check.Succeeds(parent.Table.BreakCopyOnWrite(s_address), "break");
        Check.True(child.Query(s_address).Frame != parent.Table.Query(s_address).Frame, "two frames");
        Check.Succeeds(UserMemory.Write(s_address, 2u), "write after the break");
        KernelThread.Current.PageTable = child;
        Check.Succeeds(UserMemory.Read(s_address, out uint value), "read in the child");
        Check.Equal(1, value, "the child's value");

        // The child is the only owner of the old frame: no copy is made.
        PhysicalAddress frame = child.Query(s_address).Frame;
        Check.Succeeds(child.BreakCopyOnWrite(s_address), "break in the child");
        Check.True(child.Query(s_address).Frame == frame, "the frame stays");
        Check.Succeeds(UserMemory.Write(s_address, 3u), "write in the child");
        KernelThread.Current.PageTable = parent.Table;
        Check.Succeeds(UserMemory.Read(s_address, out value), "read in the parent");
        Check.Equal(2, value, "the parent's value");
    }

    [KernelTest]
    internal static void Clone_TakesWhatIsThere_AcrossLeafTables()
    {
        const ulong LeafBytes = 512 * Page.Size;
        ulong[] offsets = [0, 3 * Page.Size, LeafBytes - Page.Size, LeafBytes, 5 * LeafBytes];
        using PageTable parent = Create();
        foreach (ulong offset in offsets) Check.Succeeds(parent.MapZeroed(s_address + offset, ReadWrite), "map");
        parent.Protect(s_address + (3 * Page.Size), Page.Size, PageProtection.None);
        using PageTable child = Create();
        // The last page lies behind the range.
        Check.Succeeds(child.CloneCopyOnWrite(parent, s_address, 5 * LeafBytes), "clone");
        Check.Equal(4, child.ResidentPages, "resident pages");
        foreach (ulong offset in offsets[..4])
        {
            PageMapping copy = child.Query(s_address + offset);
            Check.True(copy.IsCopyOnWrite && parent.Query(s_address + offset).IsCopyOnWrite, "both copy");
            Check.True(copy.Frame == parent.Query(s_address + offset).Frame, "one frame");
        }

        Check.True(child.Query(s_address + (3 * Page.Size)) is { IsMapped: true, Protection: PageProtection.None }, "no rights, but there");
        Check.True(!child.Query(s_address + Page.Size).IsMapped && !child.Query(s_address + (5 * LeafBytes)).IsMapped, "nothing else");
        Check.True(!parent.Query(s_address + (5 * LeafBytes)).IsCopyOnWrite, "what was not cloned stays the parent's own");
        Check.Equal(Errno.EEXIST, child.CloneCopyOnWrite(parent, s_address, Page.Size), "a second time");

        using PageTable grandchild = Create();
        Check.Succeeds(grandchild.CloneCopyOnWrite(child, s_address, LeafBytes), "clone of a clone");
        Check.Succeeds(grandchild.BreakCopyOnWrite(s_address), "break");
        Check.True(grandchild.Query(s_address).Frame != child.Query(s_address).Frame, "a frame of its own");
        Check.True(parent.Query(s_address).Frame == child.Query(s_address).Frame, "the others still share");
    }

    [KernelTest]
    internal static void CloneShared_KeepsTheRights()
    {
        using Loaded parent = new(Create());
        Check.Succeeds(parent.Table.MapZeroed(s_address, ReadWrite), "map");
        using PageTable child = Create();
        Check.Succeeds(child.CloneShared(parent.Table, s_address, Page.Size), "clone");
        Check.Succeeds(UserMemory.Write(s_address, 5u), "write");
        KernelThread.Current.PageTable = child;
        Check.Succeeds(UserMemory.Read(s_address, out uint value), "read in the child");
        Check.Equal(5, value, "value");
        Check.Succeeds(UserMemory.Write(s_address, 6u), "write in the child");
        KernelThread.Current.PageTable = parent.Table;
    }

    [KernelTest]
    internal static void CopyOnWrite_OfASharedPage_LeavesThePageAlone()
    {
        using Loaded loaded = new(Create());
        Page page = Check.NotNull(Page.TryAllocate(), "a page");
        Check.Succeeds(loaded.Table.Map(s_address, page, ReadWrite, isCopyOnWrite: true), "map");
        Check.Equal(1, page.MappingCount, "mappings");
        Check.Equal(Errno.EFAULT, UserMemory.Write(s_address, 7u), "write before the break");
        Check.Succeeds(loaded.Table.BreakCopyOnWrite(s_address), "break");
        Check.Succeeds(UserMemory.Write(s_address, 7u), "write");
        Check.Equal(0, page.MappingCount, "mappings after the break");
        using (Page.Access access = page.Open()) Check.Equal(0, access.Span[0], "the page's content");
        page.Release();
    }

    [KernelTest]
    internal static void Map_KeepsThePageAfterItsOwnerLetGo()
    {
        using Loaded loaded = new(Create());
        Page page = Check.NotNull(Page.TryAllocate(), "a page");
        using (Page.Access access = page.Open()) access.Span[5] = 99;
        Check.Succeeds(loaded.Table.Map(s_address, page, PageProtection.Read), "map");
        page.Release();
        Check.Succeeds(UserMemory.Read(s_address + 5, out byte value), "read");
        Check.Equal(99, value, "value");
    }

    [KernelTest]
    internal static void Query_TellsAccessedAndDirty()
    {
        using Loaded loaded = new(Create());
        Check.Succeeds(loaded.Table.MapZeroed(s_address, ReadWrite), "map");
        Check.True(!loaded.Table.Query(s_address).IsAccessed, "fresh");
        Check.Succeeds(UserMemory.Read(s_address, out byte _), "read");
        Check.True(loaded.Table.Query(s_address) is { IsAccessed: true, IsDirty: false }, "after a read");
        Check.Succeeds(UserMemory.Write(s_address, (byte)1), "write");
        Check.True(loaded.Table.Query(s_address).IsDirty, "after a write");
        loaded.Table.ClearAccessedAndDirty(s_address, Page.Size);
        Check.True(loaded.Table.Query(s_address) is { IsAccessed: false, IsDirty: false }, "after clearing");
    }

    private static PageTable Create() => Check.NotNull(PageTable.TryCreate(), "a page table");

    /// <summary>Runs the test's thread on a page table while it exists.</summary>
    internal sealed class Loaded : IDisposable
    {
        internal Loaded(PageTable table)
        {
            Table = table;
            KernelThread.Current.PageTable = table;
        }

        internal PageTable Table { get; }

        public void Dispose()
        {
            KernelThread.Current.PageTable = null;
            Table.Dispose();
        }
    }
}

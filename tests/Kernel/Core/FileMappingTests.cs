// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>Files in memory: read, write and mappings show the same pages.</summary>
internal static class FileMappingTests
{
    [KernelTest(NeedsProcess = true)]
    internal static void Shared_WritesAreSeenByReaders_AndTheOtherWayRound()
    {
        using OpenFile file = NewFile(2 * Page.Size);
        ulong start = MemoryOps.MapFile(file, 2, MemoryOps.ReadWrite, isShared: true);
        MemoryOps.Store(start + Page.Size, 0x6463_6261);
        FileOps.Expect("abcd"u8, FileOps.ReadAt(file, Page.Size, 4), "read sees the mapping");
        FileOps.Seek(file, 0);
        FileOps.Write(file, "wxyz"u8);
        Check.Equal(0x7A79_7877, MemoryOps.Load(start), "the mapping sees the write");
        Remove();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Private_WritesStayInTheProcess()
    {
        using OpenFile file = NewFile(Page.Size);
        FileOps.Seek(file, 0);
        FileOps.Write(file, "file"u8);
        ulong start = MemoryOps.MapFile(file, 1, MemoryOps.ReadWrite, isShared: false);
        Check.Equal(0x656C_6966, MemoryOps.Load(start), "the file");
        MemoryOps.Store(start, 0);
        FileOps.Expect("file"u8, FileOps.ReadAt(file, 0, 4), "the file is as before");
        Check.Succeeds(TestProcess.Memory.Advise(start, Page.Size, MemoryAdvice.MADV_DONTNEED), "forget the copy");
        Check.Equal(0x656C_6966, MemoryOps.Load(start), "the file again");
        Remove();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void BehindTheEnd_IsABusError_AndTheLastPageEndsInZeros()
    {
        using OpenFile file = NewFile(Page.Size + 10);
        ulong start = MemoryOps.MapFile(file, 4, Protection.PROT_READ, isShared: true);
        Check.Equal(0, MemoryOps.Load(start + Page.Size + 12), "behind the end, in the last page");
        MemoryOps.Expect(FaultResult.BusError, MemoryOps.Fault(start + (2 * Page.Size), PageFaultAccess.None), "a page behind the end");
        Check.Equal(Errno.EFAULT, MemoryOps.TryLoad(start + (2 * Page.Size), out _), "a copy from there");
        Remove();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Truncate_TakesMappedPagesAway()
    {
        using OpenFile file = NewFile(3 * Page.Size);
        ulong start = MemoryOps.MapFile(file, 3, MemoryOps.ReadWrite, isShared: true);
        MemoryOps.Store(start + (2 * Page.Size), 8);
        Check.Succeeds(TestProcess.View.Truncate(file, Page.Size + 4), "truncate");
        MemoryOps.Expect(FaultResult.BusError, MemoryOps.Fault(start + (2 * Page.Size), PageFaultAccess.None), "a page that is gone");
        Check.Succeeds(TestProcess.View.Truncate(file, 3 * Page.Size), "grow again");
        Check.Equal(0, MemoryOps.Load(start + (2 * Page.Size)), "what was cut off does not come back");
        Remove();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void ARead_BringsInTheNeighbourhood_AsFarAsItIsThere()
    {
        const ulong WindowBytes = 16 * Page.Size;
        const long Hole = 21;
        using OpenFile file = NewFile(Hole * Page.Size);
        FileOps.Seek(file, (Hole + 1) * Page.Size);
        FileOps.Write(file, new byte[(40 - Hole - 1) * Page.Size]);
        ulong start = MemoryOps.MapFile(file, 48, MemoryOps.ReadWrite, isShared: false);
        ulong touched = start + (20 * Page.Size);
        Check.Equal(0, MemoryOps.Load(touched), "the page");
        for (long page = 0; page < 48; page++)
        {
            ulong address = start + ((ulong)page * Page.Size);
            PageMapping mapping = TestProcess.Memory.PageTable.Query(new VirtualAddress(address));
            bool isNear = address / WindowBytes == touched / WindowBytes && page < 40 && page != Hole;
            Check.True(mapping.IsMapped == isNear, "mapped if near and there");
            Check.True(!isNear || mapping.IsCopyOnWrite, "the file's own page is not written");
        }

        MemoryOps.Store(touched, 3);
        FileOps.Expect([0, 0, 0, 0], FileOps.ReadAt(file, 20 * Page.Size, 4), "a write stays in the process");
        Remove();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Mapping_KeepsARemovedFile()
    {
        long pages = PageCache.MemoryOnlyPages;
        ulong start;
        using (OpenFile file = NewFile(Page.Size))
        {
            start = MemoryOps.MapFile(file, 1, MemoryOps.ReadWrite, isShared: true);
        }

        Remove();
        MemoryOps.Store(start, 4);
        Check.Equal(4, MemoryOps.Load(start), "the file lives by its mapping");
        Check.Succeeds(TestProcess.Memory.Unmap(start, Page.Size), "unmap");
        Check.Equal(pages, PageCache.MemoryOnlyPages, "pages of files in memory");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void CopyIntoAFile_FromItsOwnMapping_Works()
    {
        using OpenFile file = NewFile(2 * Page.Size);
        ulong start = MemoryOps.MapFile(file, 2, MemoryOps.ReadWrite, isShared: true);
        MemoryOps.Store(start + Page.Size, 0x3131_3131);
        FileOps.Seek(file, 0);
        IoSource source = IoSource.OverUser(new VirtualAddress(start + Page.Size), 4);
        Check.Equal(4, FileOps.Value(file.Write(ref source, Skift.Core.Processes.Credentials.Root), "write"), "bytes");
        Check.Equal(0x3131_3131, MemoryOps.Load(start), "copied");
        Remove();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void ReadIntoABadAddress_IsAFault_AndCountsWhatWentBefore()
    {
        using OpenFile file = NewFile(Page.Size);
        ulong start = MemoryOps.Map(1);
        IoSink sink = IoSink.OverUser(new VirtualAddress(start + Page.Size - 8), 100);
        Result<long> result = file.ReadAt(ref sink, 0);
        Check.True(result.Error == Errno.EFAULT || FileOps.Value(result, "read") == 8, "a fault or the bytes before it");
        sink = IoSink.OverUser(new VirtualAddress(0xFFFF_8000_0000_0000), 8);
        Check.Equal(Errno.EFAULT, file.ReadAt(ref sink, 0).Error, "kernel memory");
        Remove();
    }

    private static OpenFile NewFile(long size)
    {
        OpenFile file = FileOps.Open("/mapped"u8, FileOps.Create | OpenFlags.O_TRUNC);
        FileOps.Write(file, new byte[size]);
        return file;
    }

    private static void Remove() => Check.Succeeds(TestProcess.View.Unlink("/mapped"u8), "unlink");
}

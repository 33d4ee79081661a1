// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.FileSystems.TmpFs;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>File data in real pages, and what it costs.</summary>
internal static class PageCacheTests
{
    [KernelTest(NeedsProcess = true)]
    internal static void Data_ReadsBackAcrossPages()
    {
        byte[] data = new byte[100_000];
        for (int i = 0; i < data.Length; i++) data[i] = (byte)(i * 7);
        using OpenFile file = New();
        FileOps.Write(file, data);
        FileOps.Seek(file, 0);
        FileOps.Expect(data, FileOps.Read(file, 200_000), "all of it");
        FileOps.Expect(data.AsSpan(4000, 200), FileOps.ReadAt(file, 4000, 200), "across a page");
        Check.Equal(25 * 8, FileOps.Stat("/data"u8).st_blocks, "blocks");
        Remove();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Holes_TakeNoFrames()
    {
        using OpenFile file = New();
        long pages = PageCache.TotalPages;
        FileOps.Seek(file, 1L << 40);
        FileOps.Write(file, "x"u8);
        Check.Equal(1, PageCache.TotalPages - pages, "pages");
        Check.Equal((1L << 40) + 1, FileOps.Stat("/data"u8).st_size, "size");
        FileOps.Expect(new byte[5000], FileOps.ReadAt(file, 12345, 5000), "a hole");
        Check.Equal(1, PageCache.TotalPages - pages, "pages after reading the hole");
        Remove();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Truncate_GivesFramesBack_AndClearsTheTail()
    {
        using OpenFile file = New();
        byte[] data = new byte[10 * Page.Size];
        Array.Fill(data, (byte)0xEE);
        FileOps.Write(file, data);
        long free = MemoryBalance.FreeBytes;
        Check.Succeeds(TestProcess.View.Truncate(file, 100), "shrink");
        Check.True(MemoryBalance.FreeBytes - free >= 9 * Page.Size, "nine frames came back");
        Check.Succeeds(TestProcess.View.Truncate(file, 200), "grow");
        FileOps.Expect(new byte[100], FileOps.ReadAt(file, 100, 1000), "what was added");
        Remove();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Unlink_OfAnOpenFile_KeepsItsData()
    {
        OpenFile file = New();
        long pages = PageCache.TotalPages;
        FileOps.Write(file, "still here"u8);
        Remove();
        Check.Equal(Errno.ENOENT, TestProcess.View.Stat("/data"u8, follow: true).Error, "the name");
        FileOps.Expect("still here"u8, FileOps.ReadAt(file, 0, 100), "the data");
        file.Dispose();
        Check.Equal(pages, PageCache.TotalPages, "pages after the close");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Full_FileSystem_SaysSo_AndWorksAgainAfterwards()
    {
        TmpFileSystem small = new(4 * Page.Size, 100, TestSystem.Mode755);
        FileView view = new(FileSystemContext.Create(new MountNamespace(small, TestSystem.Devices)), Skift.Core.Processes.Credentials.Root);
        using (OpenFile file = FileOps.Value(view.Open("f"u8, FileOps.Create, FileOps.Mode644), "open"))
        {
            FileOps.Write(file, new byte[4 * Page.Size]);
            Check.Equal(Errno.ENOSPC, FileOps.TryWrite(file, "x"u8), "one more byte");
            Check.Equal(4, small.PagesUsed, "pages used");
            Check.Succeeds(view.Truncate(file, Page.Size), "make room");
            FileOps.Seek(file, Page.Size);
            FileOps.Write(file, "x"u8);
            Check.Equal(2, small.PagesUsed, "pages used after truncation");
        }

        Check.Succeeds(view.Unlink("f"u8), "unlink");
        Check.Equal(0, small.PagesUsed, "pages used after removal");
        view.Context.Release();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Append_WritesAtTheEnd_WhereverThePositionIs()
    {
        using OpenFile file = New();
        using OpenFile appending = FileOps.Open("/data"u8, OpenFlags.O_WRONLY | OpenFlags.O_APPEND);
        FileOps.Write(file, "one"u8);
        FileOps.Write(appending, "two"u8);
        FileOps.Write(file, "X"u8);
        FileOps.Write(appending, "three"u8);
        FileOps.Expect("oneXwothree"u8, FileOps.ReadAt(file, 0, 100), "contents");
        Remove();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Writers_AtOnce_DoNotMixTheirPages()
    {
        using OpenFile file = New();
        TestThread[] writers = new TestThread[4];
        for (int i = 0; i < writers.Length; i++)
        {
            byte letter = (byte)('a' + i);
            writers[i] = TestProcess.StartThread(() =>
            {
                byte[] block = new byte[3 * Page.Size];
                Array.Fill(block, letter);
                for (int round = 0; round < 20; round++)
                {
                    Skift.Core.Memory.IoSource source = Skift.Core.Memory.IoSource.Over(block);
                    _ = FileOps.Value(file.WriteAt(ref source, 0, Skift.Core.Processes.Credentials.Root), "write");
                    Skift.Core.Scheduling.Scheduler.Yield();
                }
            });
        }

        foreach (TestThread writer in writers) writer.Join();
        byte[] found = FileOps.ReadAt(file, 0, 4 * Page.Size);
        Check.Equal(3 * Page.Size, found.Length, "size");
        foreach (byte value in found) Check.Equal(found[0], value, "one writer's block");
        Remove();
    }

    /// <summary>The tests share a process: what one that failed has left behind is not the next one's.</summary>
    private static OpenFile New()
    {
        _ = TestProcess.View.Unlink("/data"u8);
        return FileOps.Open("/data"u8, FileOps.Create | OpenFlags.O_EXCL);
    }

    private static void Remove() => Check.Succeeds(TestProcess.View.Unlink("/data"u8), "unlink");
}

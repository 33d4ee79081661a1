// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Machine;
using Xunit;

namespace Skift.Tests.Host.Files;

public sealed class FileDataTests
{
    private readonly Tree _tree = new();

    [Fact]
    public void Write_ReadsBack_AcrossPages()
    {
        byte[] data = new byte[10_000];
        new Random(1).NextBytes(data);
        using OpenFile file = _tree.Open("f", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        Assert.Equal(10_000, _tree.Write(file, data));
        Assert.True(file.Seek(0, SeekWhence.SEEK_SET).IsSuccess);
        Assert.Equal(data, Encoding.Latin1.GetBytes(Tree.Read(file, 20_000)));
        Assert.Equal("", Tree.Read(file, 10));
        Assert.Equal(10_000, _tree.Stat("f").st_size);
        Assert.Equal(24, _tree.Stat("f").st_blocks);
        Assert.Equal(data[4090..4100], Encoding.Latin1.GetBytes(Tree.ReadAt(file, 10, 4090)));
    }

    [Fact]
    public void Holes_ReadAsZeros_AndTakeNoPages()
    {
        using OpenFile file = _tree.Open("f", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        Assert.True(file.Seek(1L << 40, SeekWhence.SEEK_SET).IsSuccess);
        Assert.Equal(1, _tree.Write(file, "x"));
        Assert.Equal((1L << 40) + 1, _tree.Stat("f").st_size);
        Assert.Equal(8, _tree.Stat("f").st_blocks);
        Assert.Equal(new string('\0', 5000), Tree.ReadAt(file, 5000, 123));
        Assert.Equal(8, _tree.Stat("f").st_blocks);
        Assert.Equal("\0x", Tree.ReadAt(file, 10, (1L << 40) - 1));
    }

    [Fact]
    public void Seek_FindsDataAndHoles()
    {
        using OpenFile file = _tree.Open("f", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        Assert.Equal(1, _tree.Write(file, "a"));
        Assert.True(file.Seek(3 * 4096, SeekWhence.SEEK_SET).IsSuccess);
        Assert.Equal(1, _tree.Write(file, "b"));
        Assert.Equal(0, Value(file.Seek(0, SeekWhence.SEEK_DATA)));
        Assert.Equal(4096, Value(file.Seek(0, SeekWhence.SEEK_HOLE)));
        Assert.Equal(3 * 4096, Value(file.Seek(5000, SeekWhence.SEEK_DATA)));
        Assert.Equal((3 * 4096) + 1, Value(file.Seek(3 * 4096, SeekWhence.SEEK_HOLE)));
        Assert.Equal(Errno.ENXIO, file.Seek((3 * 4096) + 1, SeekWhence.SEEK_DATA).Error);
        Assert.Equal(Errno.EINVAL, file.Seek(-1, SeekWhence.SEEK_SET).Error);
        Assert.Equal(Errno.EINVAL, file.Seek(0, (SeekWhence)9).Error);
        Assert.Equal((3 * 4096) + 11, Value(file.Seek(10, SeekWhence.SEEK_END)));
        Assert.Equal((3 * 4096) + 6, Value(file.Seek(-5, SeekWhence.SEEK_CUR)));
    }

    [Fact]
    public void Truncate_CutsAndGrowsWithZeros()
    {
        _tree.WriteFile("f", "hello world");
        Assert.Equal(Errno.None, _tree.View.Truncate("f"u8, 5));
        Assert.Equal("hello", _tree.ReadFile("f"));
        Assert.Equal(Errno.None, _tree.View.Truncate("f"u8, 8));
        Assert.Equal("hello\0\0\0", _tree.ReadFile("f"));
        Assert.Equal(Errno.None, _tree.View.Truncate("f"u8, 100_000));
        Assert.Equal(Errno.None, _tree.View.Truncate("f"u8, 0));
        Assert.Equal(0, _tree.Stat("f").st_blocks);
        Assert.Equal(Errno.EINVAL, _tree.View.Truncate("f"u8, -1));
        Assert.Equal(Errno.EISDIR, _tree.View.Truncate("/"u8, 0));
        using OpenFile reader = _tree.Open("f");
        Assert.Equal(Errno.EINVAL, _tree.View.Truncate(reader, 0));
        using OpenFile writer = _tree.Open("f", OpenFlags.O_WRONLY);
        Assert.Equal(Errno.None, _tree.View.Truncate(writer, long.MaxValue));
    }

    [Fact]
    public void Append_WritesAtTheEnd_WhereverTheOffsetIs()
    {
        _tree.WriteFile("f", "one");
        using OpenFile first = _tree.Open("f", OpenFlags.O_RDWR | OpenFlags.O_APPEND);
        using OpenFile second = _tree.Open("f", OpenFlags.O_WRONLY | OpenFlags.O_APPEND);
        Assert.Equal(3, _tree.Write(first, "two"));
        Assert.Equal(5, _tree.Write(second, "three"));
        IoSource source = IoSource.Over("four"u8);
        Assert.Equal(4, Value(first.WriteAt(ref source, 0, _tree.Credentials)));
        Assert.Equal("onetwothreefour", _tree.ReadFile("f"));
        first.SetFlags(OpenFlags.O_NONBLOCK | OpenFlags.O_WRONLY);
        Assert.Equal(OpenFlags.O_RDWR | OpenFlags.O_NONBLOCK | OpenFlags.O_LARGEFILE, first.Flags);
        Assert.Equal(0, Value(first.Seek(0, SeekWhence.SEEK_SET)));
        Assert.Equal(1, _tree.Write(first, "X"));
        Assert.Equal("Xnetwothreefour", _tree.ReadFile("f"));
    }

    [Fact]
    public void AccessMode_IsKept()
    {
        _tree.WriteFile("f", "x");
        using OpenFile reader = _tree.Open("f");
        using OpenFile writer = _tree.Open("f", OpenFlags.O_WRONLY);
        Assert.Equal(Errno.EBADF, _tree.TryWrite(reader, [1]).Error);
        Assert.Equal(Errno.EBADF, Tree.TryRead(writer, new byte[1]).Error);
        using OpenFile directory = _tree.Open("/");
        Assert.Equal(Errno.EISDIR, Tree.TryRead(directory, new byte[1]).Error);
        Assert.Equal(Errno.EBADF, _tree.TryWrite(directory, [1]).Error);
    }

    [Fact]
    public void UnlinkedFile_LivesUntilItIsClosed()
    {
        OpenFile file = _tree.Open("f", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        Assert.Equal(5000, _tree.Write(file, new byte[5000]));
        Assert.Equal(Errno.None, _tree.Unlink("f"));
        Assert.Equal(Errno.ENOENT, _tree.StatError("f"));
        Assert.Equal(2, _tree.FileSystem.PagesUsed);
        Assert.Equal(5000, Tree.ReadAt(file, 9000, 0).Length);
        Assert.Equal(0u, file.Inode.Attributes.Links);
        Assert.Equal(Errno.ENOENT, _tree.View.Link(_tree.View.At(file), default, "again"u8, follow: false, allowEmpty: true));
        file.Dispose();
        Assert.Equal(0, _tree.FileSystem.PagesUsed);
    }

    [Fact]
    public void HardLinks_ShareDataAndCount()
    {
        _tree.WriteFile("a", "data");
        Assert.Equal(Errno.None, _tree.Link("a", "b"));
        Assert.Equal(2ul, _tree.Stat("b").st_nlink);
        Assert.Equal(_tree.Stat("a").st_ino, _tree.Stat("b").st_ino);
        Assert.Equal(Errno.None, _tree.Unlink("a"));
        Assert.Equal("data", _tree.ReadFile("b"));
        Assert.Equal(1ul, _tree.Stat("b").st_nlink);
    }

    [Fact]
    public void FullFileSystem_GivesENOSPC_AndThePartThatFitted()
    {
        Tree small = new(byteLimit: 3 * 4096, inodeLimit: 3);
        using OpenFile file = small.Open("f", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        Assert.Equal(3 * 4096, small.Write(file, new byte[20_000]));
        Assert.Equal(Errno.ENOSPC, small.TryWrite(file, [1]).Error);
        Assert.Equal(Errno.None, small.View.Truncate(file, 4096));
        Assert.Equal(4096 * 2, small.Write(small.Open("g", OpenFlags.O_WRONLY | OpenFlags.O_CREAT), new byte[20_000]));
        Assert.Equal(Errno.ENOSPC, small.MakeDirectory("d"));
        Assert.Equal(Errno.ENOSPC, small.OpenError("h", OpenFlags.O_CREAT));
        Assert.Equal(Errno.None, small.Unlink("f"));
        Assert.Equal(3ul, Core.Files.Files.StatisticsOf(small.Context.Root).f_files);
        Assert.Equal(0ul, Core.Files.Files.StatisticsOf(small.Context.Root).f_ffree);
    }

    [Fact]
    public void ExhaustedMemory_IsENOMEM_AndNothingIsLost()
    {
        using OpenFile file = _tree.Open("f", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        Page.FailAfter = 2;
        Assert.Equal(4096, _tree.Write(file, new byte[9000]));
        Assert.Equal(Errno.ENOMEM, _tree.TryWrite(file, [1]).Error);
        Page.FailAfter = 0;
        Assert.Equal(1, _tree.FileSystem.PagesUsed);
        Assert.Equal(1, _tree.Write(file, "x"));
        Assert.Equal(4097, _tree.Stat("f").st_size);
    }

    [Fact]
    public void Mapping_SharesPagesWithReadAndWrite()
    {
        using OpenFile file = _tree.Open("f", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        Assert.Equal(5, _tree.Write(file, "hello"));
        Assert.True(file.Map().Try(out MemoryObject pages, out _));
        Assert.Equal(5, pages.ByteLength);
        Assert.Equal(Errno.ENXIO, pages.GetPage(1, forWrite: false).Error);
        Assert.Equal(Errno.ENXIO, pages.GetPage(-1, forWrite: false).Error);
        Assert.True(pages.GetPage(0, forWrite: true).Try(out Page page, out _));
        using (Page.Access access = page.Open())
        {
            access.Span[0] = (byte)'J';
            access.Span[4095] = (byte)'!';
        }

        page.Release();
        Assert.Equal("Jello", _tree.ReadFile("f"));
        Assert.Equal(Errno.None, _tree.View.Truncate(file, 4096));
        // What a mapping wrote behind the end is there when the file grows over it, as in Linux's tmpfs; not so what was cut off before.
        Assert.Equal('!', _tree.ReadFile("f")[4095]);
        Assert.Equal(Errno.None, _tree.View.Truncate(file, 5));
        Assert.Equal(Errno.None, _tree.View.Truncate(file, 4096));
        Assert.Equal('\0', _tree.ReadFile("f")[4095]);
    }

    [Fact]
    public void BadUserMemory_IsEFAULT_OrThePartBefore()
    {
        using OpenFile file = _tree.Open("f", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        IoSource bad = IoSource.OverUser(new VirtualAddress(8), 100);
        Assert.Equal(Errno.EFAULT, file.Write(ref bad, _tree.Credentials).Error);
        Assert.Equal(0, _tree.Stat("f").st_size);
        IoSource half = IoSource.OverUser(new VirtualAddress(UserMemory.Base + UserMemory.Length - 4096), 8192);
        Assert.Equal(4096, Value(file.Write(ref half, _tree.Credentials)));
        Assert.Equal(4096, _tree.Stat("f").st_size);
        IoSink sink = IoSink.OverUser(new VirtualAddress(0), 10);
        Assert.Equal(Errno.EFAULT, file.ReadAt(ref sink, 0).Error);
    }

    [Fact]
    public void RunningPrograms_CannotBeWritten()
    {
        _tree.WriteFile("program", "x");
        using (OpenFile running = _tree.Open("program"))
        {
            Assert.Equal(Errno.None, running.Inode.TryDenyWriting());
            Assert.Equal(Errno.ETXTBSY, _tree.OpenError("program", OpenFlags.O_WRONLY));
            Assert.Equal(Errno.ETXTBSY, _tree.OpenError("program", OpenFlags.O_RDONLY | OpenFlags.O_TRUNC));
            Assert.Equal(Errno.ETXTBSY, _tree.View.Truncate("program"u8, 0));
            running.Inode.AllowWriting();
        }

        using OpenFile writer = _tree.Open("program", OpenFlags.O_WRONLY);
        Assert.Equal(Errno.ETXTBSY, writer.Inode.TryDenyWriting());
    }

    [Fact]
    public void UnmountedFileSystem_GivesAllPagesBack()
    {
        Assert.Equal(Errno.None, _tree.MakeDirectory("d"));
        Assert.Equal(Errno.None, _tree.MakeDirectory("d/e"));
        _tree.WriteFile("d/e/f", new string('x', 9000));
        _tree.WriteFile("g", new string('x', 9000));
        Assert.Equal(Errno.None, _tree.Link("g", "d/g"));
        Assert.Equal(6, _tree.FileSystem.PagesUsed);
        _tree.FileSystem.OnUnmounted();
        Assert.Equal(0, _tree.FileSystem.PagesUsed);
    }

    private static long Value(Result<long> result)
    {
        Assert.True(result.Try(out long value, out Errno error), error.ToString());
        return value;
    }
}

// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Xunit;

namespace Skift.Tests.Host.Files;

public sealed class DirectoryTests
{
    private readonly Tree _tree = new();

    internal static List<(ulong Number, DirentType Type, string Name)> List(OpenFile directory, int bufferSize = 4096)
    {
        List<(ulong, DirentType, string)> entries = [];
        while (true)
        {
            Assert.Equal(Errno.None, ListSome(directory, bufferSize, out List<(ulong, DirentType, string)> some));
            if (some.Count == 0)
            {
                return entries;
            }

            entries.AddRange(some);
        }
    }

    internal static Errno ListSome(OpenFile directory, int bufferSize, out List<(ulong Number, DirentType Type, string Name)> entries)
    {
        entries = [];
        byte[] buffer = new byte[bufferSize];
        DirectoryWriter writer = new(IoSink.Over(buffer));
        if (!directory.ReadDirectory(ref writer).Try(out long count, out Errno error))
        {
            return error;
        }

        for (int at = 0; at < count; at += BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + Dirent64.LengthOffset)))
        {
            ReadOnlySpan<byte> name = buffer.AsSpan(at + Dirent64.NameOffset);
            name = name[..name.IndexOf((byte)0)];
            entries.Add((BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(at)), (DirentType)buffer[at + Dirent64.TypeOffset], Encoding.Latin1.GetString(name)));
        }

        return Errno.None;
    }

    [Fact]
    public void List_ShowsEveryTypeAndNumber()
    {
        Assert.Equal(Errno.None, _tree.MakeDirectory("d"));
        Assert.Equal(Errno.None, _tree.MakeDirectory("d/sub"));
        _tree.WriteFile("d/file", "");
        Assert.Equal(Errno.None, _tree.Symlink("x", "d/link"));
        Assert.Equal(Errno.None, _tree.Mkfifo("d/fifo"));
        Assert.Equal(Errno.None, _tree.View.MakeNode("d/null"u8, StatMode.S_IFCHR, DeviceNumber.Make(1, 3)));
        using OpenFile directory = _tree.Open("d");
        List<(ulong Number, DirentType Type, string Name)> entries = List(directory);
        Assert.Equal([".", "..", "sub", "file", "link", "fifo", "null"], entries.Select(entry => entry.Name));
        Assert.Equal(
            [DirentType.DT_DIR, DirentType.DT_DIR, DirentType.DT_DIR, DirentType.DT_REG, DirentType.DT_LNK, DirentType.DT_FIFO, DirentType.DT_CHR],
            entries.Select(entry => entry.Type));
        Assert.Equal(_tree.Stat("d").st_ino, entries[0].Number);
        Assert.Equal(_tree.Stat("/").st_ino, entries[1].Number);
        Assert.Equal(_tree.Stat("d/file").st_ino, entries[3].Number);
    }

    [Fact]
    public void List_WithoutRoomForOneEntry_IsEINVAL()
    {
        using OpenFile directory = _tree.Open("/");
        Assert.Equal(Errno.EINVAL, ListSome(directory, 10, out _));
        Assert.Equal(Errno.None, ListSome(directory, 24, out List<(ulong, DirentType, string Name)> one));
        Assert.Equal(".", Assert.Single(one).Name);
        _tree.WriteFile("f", "");
        using OpenFile file = _tree.Open("f");
        Assert.Equal(Errno.ENOTDIR, ListSome(file, 100, out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void List_WhileNamesComeAndGo_SkipsAndRepeatsNoneThatStay(int seed)
    {
        Random random = new(seed);
        HashSet<string> stay = [];
        HashSet<string> present = [];
        for (int index = 0; index < 300; index++)
        {
            string name = $"f{index}";
            _tree.WriteFile(name, "");
            _ = present.Add(name);
            if (random.Next(3) == 0)
            {
                _ = stay.Add(name);
            }
        }

        using OpenFile directory = _tree.Open("/");
        List<string> seen = [];
        while (true)
        {
            Assert.Equal(Errno.None, ListSome(directory, 200, out List<(ulong, DirentType, string Name)> some));
            if (some.Count == 0)
            {
                break;
            }

            seen.AddRange(some.Select(entry => entry.Name));
            for (int change = 0; change < 20; change++)
            {
                string name = $"f{random.Next(400)}";
                if (present.Contains(name) && !stay.Contains(name))
                {
                    Assert.Equal(Errno.None, _tree.Unlink(name));
                    _ = present.Remove(name);
                }
                else if (random.Next(8) == 0 && present.Add(name))
                {
                    _tree.WriteFile(name, "");
                }
            }
        }

        Assert.Equal(stay.OrderBy(name => name), seen.Where(stay.Contains).OrderBy(name => name));
        Assert.True(directory.Seek(0, SeekWhence.SEEK_SET).IsSuccess);
        Assert.Equal(present.Append(".").Append("..").OrderBy(name => name), List(directory).Select(entry => entry.Name).OrderBy(name => name));
        Assert.Equal((present.Count + 2) * 20, _tree.Stat("/").st_size);
    }

    [Fact]
    public void Telldir_PositionsStayValid()
    {
        for (int index = 0; index < 10; index++)
        {
            _tree.WriteFile($"f{index}", "");
        }

        using OpenFile directory = _tree.Open("/");
        _ = ListSome(directory, 24 * 5, out List<(ulong, DirentType, string Name)> before);
        Assert.True(directory.Seek(0, SeekWhence.SEEK_CUR).Try(out long position, out _));
        _ = ListSome(directory, 24, out List<(ulong, DirentType, string Name)> next);
        Assert.Equal(Errno.None, _tree.Unlink(before[^1].Name));
        Assert.True(directory.Seek(position, SeekWhence.SEEK_SET).IsSuccess);
        _ = ListSome(directory, 24, out List<(ulong, DirentType, string Name)> again);
        Assert.Equal(next[0].Name, again[0].Name);
    }

    [Fact]
    public void LinkCounts_FollowSubdirectories()
    {
        Assert.Equal(2ul, _tree.Stat("/").st_nlink);
        Assert.Equal(Errno.None, _tree.MakeDirectory("a"));
        Assert.Equal(Errno.None, _tree.MakeDirectory("b"));
        Assert.Equal(4ul, _tree.Stat("/").st_nlink);
        Assert.Equal(Errno.None, _tree.Rename("a", "b/a"));
        Assert.Equal(3ul, _tree.Stat("/").st_nlink);
        Assert.Equal(3ul, _tree.Stat("b").st_nlink);
        _tree.WriteFile("file", "");
        Assert.Equal(Errno.None, _tree.Rename("file", "b/a", RenameFlags.RENAME_EXCHANGE));
        Assert.Equal(2ul, _tree.Stat("b").st_nlink);
        Assert.Equal(4ul, _tree.Stat("/").st_nlink);
        Assert.Equal(Errno.None, _tree.RemoveDirectory("file"));
        Assert.Equal(3ul, _tree.Stat("/").st_nlink);
    }

    [Fact]
    public void RemovedDirectory_ListsAsGone()
    {
        Assert.Equal(Errno.None, _tree.MakeDirectory("d"));
        using OpenFile directory = _tree.Open("d");
        Assert.Equal(Errno.None, _tree.RemoveDirectory("d"));
        Assert.Equal(Errno.ENOENT, ListSome(directory, 100, out _));
    }
}

// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Machine;
using Skift.Tests.Host.Files;
using Xunit;

namespace Skift.Tests.Host.Ext2;

public sealed class Ext2Tests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("skift-ext2-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => System.IO.Path.Combine(_folder, name);

    private static byte[] Noise(int length, int seed)
    {
        byte[] data = new byte[length];
        new Random(seed).NextBytes(data);
        return data;
    }

    private void MakeSamples()
    {
        Directory.CreateDirectory(At("sub/deep/deeper"));
        File.WriteAllBytes(At("empty"), []);
        File.WriteAllText(At("small"), "hello ext2\n");
        File.WriteAllBytes(At("sub/direct"), Noise(12 * 1024, 1));
        File.WriteAllBytes(At("sub/single"), Noise(200_001, 2));
        File.WriteAllBytes(At("sub/deep/double"), Noise(1_500_000, 3));
        _ = File.CreateSymbolicLink(At("fast"), "sub/direct");
        _ = File.CreateSymbolicLink(At("slow"), "sub/" + string.Concat(Enumerable.Repeat("./", 100)) + "direct");
        _ = File.CreateSymbolicLink(At("edge"), new string('e', 60));
        _ = File.CreateSymbolicLink(At("below"), new string('b', 59));
        Assert.Equal(Errno.None, Files.Linux.Link(FileConstants.AT_FDCWD, At("small"), At("sub/twin"), follow: false));
        Assert.Equal(Errno.None, Files.Linux.Chmod(FileConstants.AT_FDCWD, At("sub/direct"), 0x185));
        File.SetLastWriteTimeUtc(At("small"), DateTime.UnixEpoch.AddSeconds(1_234_567_890));
        using FileStream sparse = File.Create(At("sparse"));
        // Behind what double indirection reaches with blocks of 1 KiB.
        foreach (long offset in new[] { 5_000L, 300_000, 20_000_000, 67_500_000, 90_000_000 })
        {
            sparse.Position = offset;
            sparse.Write(Encoding.ASCII.GetBytes($"at {offset}"));
        }
    }

    [Theory]
    [InlineData("-t ext2 -b 1024")]
    [InlineData("-t ext2 -b 2048")]
    [InlineData("-t ext2 -b 4096")]
    [InlineData("-t ext2 -b 1024 -r 0")]
    [InlineData("-t ext2 -b 1024 -O ^filetype,^dir_index,^large_file,^sparse_super,^resize_inode -I 128")]
    [InlineData("-t ext2 -b 4096 -I 1024 -g 1024")]
    public void Files_AreAsInTheFolder(string options)
    {
        MakeSamples();
        byte[] image = Ext2Image.Make(_folder, options, "24M");
        Tree tree = Ext2Image.Mount(image);
        CompareFolder(tree, "", options.Contains("^filetype") || options.Contains("-r 0"));
        Assert.Equal(2ul, tree.Stat("mnt/small").st_nlink);
        Assert.Equal(tree.Stat("mnt/small").st_ino, tree.Stat("mnt/sub/twin").st_ino);
        Assert.Equal(1_234_567_890, tree.Stat("mnt/small").st_mtim.tv_sec);
        Assert.Equal((StatMode)0x185, tree.Stat("mnt/sub/direct").st_mode & StatMode.Permissions);
        Assert.Equal(tree.Stat("mnt/sub/direct").st_ino, tree.Stat("mnt/slow").st_ino);
        Assert.Equal(tree.Stat("mnt/sub").st_ino, tree.Stat("mnt/sub/deep/..").st_ino);
    }

    private void CompareFolder(Tree tree, string path, bool hasNoTypes)
    {
        using OpenFile directory = tree.Open("mnt" + path);
        List<(ulong Number, DirentType Type, string Name)> ours = DirectoryTests.List(directory, 300);
        IEnumerable<string> theirs = Directory.EnumerateFileSystemEntries(_folder + path).Select(name => System.IO.Path.GetFileName(name)!);
        Assert.Equal(
            theirs.Append(".").Append("..").OrderBy(name => name, StringComparer.Ordinal),
            ours.Select(entry => entry.Name).Where(name => name != "lost+found").OrderBy(name => name, StringComparer.Ordinal));
        foreach ((ulong number, DirentType type, string name) in ours.Where(entry => entry.Name is not ("." or ".." or "lost+found")))
        {
            string full = $"{path}/{name}";
            Stat stat = tree.Stat("mnt" + full, follow: false);
            Assert.Equal(number, stat.st_ino);
            Assert.Equal(hasNoTypes ? DirentType.DT_UNKNOWN : (DirentType)((uint)(stat.st_mode & StatMode.S_IFMT) >> 12), type);
            Assert.Equal(Errno.None, Files.Linux.Stat(FileConstants.AT_FDCWD, _folder + full, false, out Stat linux));
            Assert.Equal(linux.st_mode, stat.st_mode);
            Assert.Equal(linux.st_mtim.tv_sec, stat.st_mtim.tv_sec);
            Assert.Equal(linux.st_uid, stat.st_uid);
            CompareContent(tree, full, stat, hasNoTypes);
        }
    }

    private void CompareContent(Tree tree, string full, in Stat stat, bool hasNoTypes)
    {
        switch (stat.st_mode & StatMode.S_IFMT)
        {
            case StatMode.S_IFDIR:
                CompareFolder(tree, full, hasNoTypes);
                break;
            case StatMode.S_IFLNK:
                Assert.True(tree.View.ReadLink(Tree.Bytes("mnt" + full)).Try(out byte[] target, out _));
                Assert.Equal(new FileInfo(_folder + full).LinkTarget, Encoding.Latin1.GetString(target));
                break;
            default:
                byte[] expected = File.ReadAllBytes(_folder + full);
                Assert.Equal(expected.Length, stat.st_size);
                using (OpenFile file = tree.Open("mnt" + full))
                {
                    byte[] actual = new byte[expected.Length + 1];
                    Assert.True(Tree.TryRead(file, actual).Try(out long count, out Errno error), error.ToString());
                    Assert.Equal(expected.Length, count);
                    Assert.True(expected.AsSpan().SequenceEqual(actual.AsSpan(0, expected.Length)), full);
                }

                break;
        }
    }

    [Fact]
    public void SparseFile_TellsItsHoles_AndLargeOnesAreRead()
    {
        using (FileStream large = File.Create(At("large")))
        {
            large.Position = 5L << 30;
            large.WriteByte((byte)'x');
        }

        Tree tree = Ext2Image.Mount(Ext2Image.Make(_folder, "-t ext2 -b 4096", "8M"));
        using OpenFile file = tree.Open("mnt/large");
        Assert.Equal((5L << 30) + 1, file.Inode.Attributes.Size);
        Assert.Equal("x", Tree.ReadAt(file, 10, 5L << 30));
        Assert.Equal("\0\0\0\0", Tree.ReadAt(file, 4, 3L << 30));
        Assert.True(file.Seek(0, SeekWhence.SEEK_DATA).Try(out long data, out _));
        Assert.Equal(5L << 30, data);
        Assert.True(file.Seek(0, SeekWhence.SEEK_HOLE).Try(out long hole, out _));
        Assert.Equal(0, hole);
    }

    [Fact]
    public void LargeDirectory_WithHashTree_IsReadInOrder()
    {
        for (int index = 0; index < 3000; index++)
        {
            File.WriteAllBytes(At($"file-with-a-longer-name-{index:d5}"), []);
        }

        string image = System.IO.Path.GetTempFileName();
        Ext2Image.Run("mke2fs", $"-q -F -t ext2 -b 1024 -O dir_index -N 4000 -d {_folder} {image} 8M");
        Ext2Image.Run("e2fsck", $"-fyD {image}", allowed: 1);
        Tree tree = Ext2Image.Mount(File.ReadAllBytes(image));
        File.Delete(image);
        using OpenFile directory = tree.Open("mnt");
        Assert.Equal(3003, DirectoryTests.List(directory).Count);
        Assert.Equal(Errno.None, tree.StatError("mnt/file-with-a-longer-name-02999"));
        Assert.Equal(Errno.ENOENT, tree.StatError("mnt/file-with-a-longer-name-03000"));
        // Any position may be given; the listing goes on with a whole entry.
        for (int position = 0; position < 5000; position += 7)
        {
            Assert.True(directory.Seek(position, SeekWhence.SEEK_SET).IsSuccess);
            Assert.Equal(Errno.None, DirectoryTests.ListSome(directory, 500, out List<(ulong, DirentType, string Name)> some));
            Assert.All(some, entry => Assert.True(entry.Name.StartsWith("file-with") || entry.Name is "." or ".." or "lost+found"));
        }
    }

    [Fact]
    public void SpecialFiles_KeepTheirNumbers()
    {
        Tree tree = Ext2Image.Mount(Ext2Image.Make(_folder, "-t ext2", "1M", "mknod pipe p", "mknod tty c 4 64", "mknod disk b 259 300"));
        Assert.Equal(StatMode.S_IFIFO, tree.Stat("mnt/pipe").st_mode & StatMode.S_IFMT);
        Assert.Equal(DeviceNumber.Make(4, 64), tree.Stat("mnt/tty").st_rdev);
        Assert.Equal(DeviceNumber.Make(259, 300), tree.Stat("mnt/disk").st_rdev);
        Assert.Equal(Errno.ENXIO, tree.OpenError("mnt/tty"));
    }

    [Fact]
    public void Writing_IsEROFS()
    {
        File.WriteAllText(At("f"), "x");
        Tree tree = Ext2Image.Mount(Ext2Image.Make(_folder, "-t ext2", "1M"));
        Assert.Equal(Errno.EROFS, tree.OpenError("mnt/f", OpenFlags.O_WRONLY));
        Assert.Equal(Errno.EROFS, tree.OpenError("mnt/new", OpenFlags.O_CREAT));
        Assert.Equal(Errno.EROFS, tree.Unlink("mnt/f"));
        Assert.Equal(Errno.EROFS, tree.Chmod("mnt/f", 0));
        Assert.Equal(Errno.EROFS, tree.View.Mount("/vda"u8, "mnt"u8, "ext2"u8, MountFlags.MS_REMOUNT, default));
        Assert.Equal("x", tree.ReadFile("mnt/f"));
    }

    [Fact]
    public void Statfs_AgreesWithLinuxsCount()
    {
        byte[] image = Ext2Image.Make(_folder, "-t ext2 -b 1024 -g 1024 -m 5", "8M");
        Tree tree = Ext2Image.Mount(image);
        Assert.True(tree.View.FileSystemStatistics("mnt"u8).Try(out Statfs statistics, out _));
        Assert.Equal(0xEF53, statistics.f_type);
        Assert.Equal(1024, statistics.f_bsize);
        Assert.InRange(statistics.f_blocks, 7000u, 8192u);
        Assert.True(statistics.f_bfree <= statistics.f_blocks);
        Assert.True(statistics.f_bavail < statistics.f_bfree);
        Assert.True((statistics.f_flags & 1) != 0);
    }

    [Theory]
    [InlineData("-t ext4", "extents")]
    [InlineData("-t ext2 -O 64bit,extents", "64bit")]
    [InlineData("-t ext2 -O meta_bg,^resize_inode", "meta_bg")]
    [InlineData("-t ext4 -O inline_data", "inline_data")]
    public void UnreadableFeatures_AreRefusedByName(string options, string feature)
    {
        Ext2Image.Mount(new MemoryDisk(Ext2Image.Make(_folder, options, "8M")), out Errno error);
        Assert.Equal(Errno.EINVAL, error);
        Assert.Contains(Log.Lines, line => line.Contains("features that cannot be read") && line.Contains(feature));
    }

    [Fact]
    public void JournalWithoutRecovery_IsReadAsExt2()
    {
        File.WriteAllText(At("f"), "journalled");
        Assert.Equal("journalled", Ext2Image.Mount(Ext2Image.Make(_folder, "-t ext3", "8M")).ReadFile("mnt/f"));
    }

    [Fact]
    public void ForeignDisks_AreEINVAL()
    {
        foreach (int size in new[] { 0, 512, 1024, 2048, 4096, 1 << 20 })
        {
            Ext2Image.Mount(new MemoryDisk(new byte[size]), out Errno error);
            Assert.Equal(Errno.EINVAL, error);
        }

        byte[] cut = Ext2Image.Make(_folder, "-t ext2", "4M")[..(1 << 20)];
        Ext2Image.Mount(new MemoryDisk(cut), out Errno cutError);
        Assert.Equal(Errno.EINVAL, cutError);
    }

    [Fact]
    public void FailingSector_IsEIO_AndOnlyThere()
    {
        File.WriteAllBytes(At("f"), Noise(40_000, 5));
        byte[] image = Ext2Image.Make(_folder, "-t ext2 -b 1024", "2M");
        int data = image.AsSpan().IndexOf(Noise(40_000, 5).AsSpan(8192, 100));
        MemoryDisk disk = new(image) { FailingSector = data / 512 };
        Tree tree = Ext2Image.Mount(disk, out _);
        using OpenFile file = tree.Open("mnt/f");
        byte[] buffer = new byte[40_000];
        Assert.True(Tree.TryRead(file, buffer).Try(out long count, out _));
        Assert.Equal(8192, count);
        Assert.Equal(Errno.EIO, Tree.TryRead(file, buffer).Error);
        disk.FailingSector = -1;
        Assert.True(Tree.TryRead(file, buffer).Try(out count, out _));
        Assert.Equal(40_000 - 8192, count);
    }

    [Fact]
    public void Pages_AreCached_AndGivenBackOnDemandAndAtUnmount()
    {
        File.WriteAllBytes(At("f"), Noise(100_000, 6));
        MemoryDisk disk = new(Ext2Image.Make(_folder, "-t ext2 -b 4096", "2M"));
        Tree tree = Ext2Image.Mount(disk, out _);
        _ = tree.ReadFile("mnt/f");
        int reads = disk.ReadCount;
        _ = tree.ReadFile("mnt/f");
        Assert.Equal(reads, disk.ReadCount);
        Assert.Equal(Errno.None, tree.View.Unmount("mnt"u8, 0));
    }
}

// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Tests.Host.Files;
using Xunit;

namespace Skift.Tests.Host.Ext2;

/// <summary>Damaged disks by the thousand: everything is read; there may be errors, but no exception and no endless work.</summary>
public sealed class Ext2FuzzTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("skift-ext2-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("-t ext2 -b 1024 -N 64", 1, 400)]
    [InlineData("-t ext2 -b 4096 -N 64", 2, 150)]
    [InlineData("-t ext2 -b 1024 -N 64 -r 0", 3, 150)]
    public void DamagedDisk_GivesErrors_AndNeverMore(string options, int seed, int rounds)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(_folder, "a/b/c"));
        for (int index = 0; index < 20; index++)
        {
            File.WriteAllBytes(System.IO.Path.Combine(_folder, $"a/file{index}"), new byte[index * 3000]);
        }

        _ = File.CreateSymbolicLink(System.IO.Path.Combine(_folder, "a/fast"), "b/c");
        _ = File.CreateSymbolicLink(System.IO.Path.Combine(_folder, "a/slow"), new string('s', 200));
        byte[] sound = Ext2Image.Make(_folder, options, "512k");
        Random random = new(seed);
        Stopwatch time = Stopwatch.StartNew();
        int mounted = 0;
        for (int round = 0; round < rounds; round++)
        {
            byte[] image = (byte[])sound.Clone();
            Damage(random, image);
            MemoryDisk disk = new(image);
            Tree tree = Ext2Image.Mount(disk, out Errno error);
            if (error == Errno.None)
            {
                mounted++;
                int budget = 400;
                Visit(tree, "mnt", 0, ref budget);
                Assert.True(disk.ReadCount < 20_000, $"round {round}: {disk.ReadCount} reads");
            }
        }

        Assert.True(mounted > rounds / 10);
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(120));
    }

    /// <summary>Changes some bytes, mostly where the file system describes itself, and to values that hurt.</summary>
    private static void Damage(Random random, byte[] image)
    {
        byte[] evil = [0, 1, 2, 0x7F, 0x80, 0xFF, 0xFE, 0x10];
        int changes = 1 + random.Next(12);
        for (int change = 0; change < changes; change++)
        {
            int limit = random.Next(4) switch { 0 => 2048, 1 => 16 * 1024, 2 => 64 * 1024, _ => image.Length };
            int start = random.Next(limit);
            if (limit == 2048 && random.Next(4) != 0)
            {
                continue; // Most damage to the superblock only means that nothing is mounted.
            }

            int length = random.Next(6) == 0 ? random.Next(64) : 1 + random.Next(4);
            for (int at = start; at < Math.Min(start + length, image.Length); at++)
            {
                image[at] = random.Next(2) == 0 ? evil[random.Next(evil.Length)] : (byte)random.Next(256);
            }
        }
    }

    private static void Visit(Tree tree, string path, int depth, ref int budget)
    {
        if (--budget < 0 || depth > 20)
        {
            return;
        }

        if (!tree.View.Stat(Tree.Bytes(path), follow: false).Try(out Stat stat, out _))
        {
            return;
        }

        switch (stat.st_mode & StatMode.S_IFMT)
        {
            case StatMode.S_IFLNK:
                _ = tree.View.ReadLink(Tree.Bytes(path));
                _ = tree.View.Stat(Tree.Bytes(path), follow: true);
                break;
            case StatMode.S_IFREG:
                ReadSome(tree, path, stat.st_size);
                break;
            case StatMode.S_IFDIR:
                foreach (string name in Names(tree, path))
                {
                    Visit(tree, path + "/" + name, depth + 1, ref budget);
                }

                break;
        }
    }

    private static void ReadSome(Tree tree, string path, long size)
    {
        if (!tree.TryOpen(path).Try(out OpenFile file, out _))
        {
            return;
        }

        using (file)
        {
            byte[] buffer = new byte[65536];
            foreach (long offset in new[] { 0, size / 2, Math.Max(0, size - 100) })
            {
                _ = file.Seek(offset, SeekWhence.SEEK_SET);
                _ = Tree.TryRead(file, buffer);
            }
        }
    }

    private static List<string> Names(Tree tree, string path)
    {
        List<string> names = [];
        if (!tree.TryOpen(path, OpenFlags.O_DIRECTORY).Try(out OpenFile directory, out _))
        {
            return names;
        }

        using (directory)
        {
            for (int part = 0; part < 100; part++)
            {
                Errno error = DirectoryTests.ListSome(directory, 4096, out List<(ulong, DirentType, string Name)> some);
                if (error != Errno.None || some.Count == 0)
                {
                    break;
                }

                names.AddRange(some.Select(entry => entry.Name).Where(name => name is not ("." or "..")));
            }
        }

        return names;
    }
}

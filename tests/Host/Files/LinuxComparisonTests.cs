// SPDX-License-Identifier: MIT
using System;
using System.IO;
using System.Text;
using Skift.Abi;
using Skift.Core.Files;
using Xunit;

namespace Skift.Tests.Host.Files;

/// <summary>Random operations on our tree and on Linux's: each must give the same error, and both trees must look the same.</summary>
public sealed class LinuxComparisonTests
{
    private const string Base = "x/base";

    private static readonly string[] s_names = ["sk_a", "sk_b", "sk_c", "sk_d"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void RandomOperations_GiveTheErrorsOfLinux(int seed)
    {
        if (!Linux.IsRoot)
        {
            return; // Owners and permissions would differ.
        }

        string folder = Directory.CreateTempSubdirectory("skift-files-").FullName;
        try
        {
            Directory.CreateDirectory(System.IO.Path.Combine(folder, Base));
            int at = Linux.OpenDirectory(System.IO.Path.Combine(folder, Base));
            Tree tree = new();
            Assert.Equal(Errno.None, tree.MakeDirectory("x"));
            Assert.Equal(Errno.None, tree.MakeDirectory(Base));
            Assert.Equal(Errno.None, tree.View.ChangeDirectory(Tree.Bytes(Base)));
            Run(new Random(seed), tree, at);
            Linux.Close(at);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Run(Random random, Tree tree, int at)
    {
        StringBuilder log = new();
        for (int step = 0; step < 4000; step++)
        {
            string first = RandomPath(random);
            string second = RandomPath(random);
            (string text, Errno ours, Errno linux) = Step(random, tree, at, first, second);
            _ = log.AppendLine($"{text} = {linux}");
            Assert.True(ours == linux, $"step {step}: {text}: ours {ours}, Linux {linux}\n{Tail(log)}");
            string look = RandomPath(random);
            CompareStat(tree, at, look, log);
        }
    }

    private static (string Text, Errno Ours, Errno Linux) Step(Random random, Tree tree, int at, string first, string second)
    {
        FileView view = tree.View;
        byte[] one = Tree.Bytes(first);
        byte[] two = Tree.Bytes(second);
        switch (random.Next(16))
        {
            case 0 or 1 or 2:
                return ($"mkdir {first}", tree.MakeDirectory(first, Tree.Mode777), Linux.MakeDirectory(at, first, 0x1FF));
            case 3:
                return ($"rmdir {first}", tree.RemoveDirectory(first), Linux.RemoveDirectory(at, first));
            case 4:
                return ($"unlink {first}", tree.Unlink(first), Linux.Unlink(at, first));
            case 5 or 6 or 7:
                return ($"rename {first} {second}", tree.Rename(first, second), Linux.Rename(at, first, second, 0));
            case 8:
                RenameFlags flags = random.Next(2) == 0 ? RenameFlags.RENAME_NOREPLACE : RenameFlags.RENAME_EXCHANGE;
                return ($"rename {flags} {first} {second}", tree.Rename(first, second, flags), Linux.Rename(at, first, second, (uint)flags));
            case 9:
                bool follow = random.Next(2) == 0;
                return ($"link {follow} {first} {second}", tree.Link(first, second, follow), Linux.Link(at, first, second, follow));
            case 10:
                return ($"symlink {first} {second}", tree.Symlink(first, second), Linux.Symlink(at, first, second));
            case 11:
                return ($"mkfifo {first}", view.MakeNode(one, StatMode.S_IFIFO | Tree.Mode644, 0), Linux.MakeFifo(at, first, 0x1A4));
            case 12:
                int mode = random.Next(0x1000);
                return ($"chmod {mode:x} {first}", view.ChangeMode(one, (StatMode)mode), Linux.Chmod(at, first, (uint)mode));
            case 13:
                Errno ours = view.ReadLink(one).Try(out byte[] target, out Errno error) ? Errno.None : error;
                Errno linux = Linux.ReadLink(at, first, out string linuxTarget);
                Assert.Equal(linuxTarget, ours == Errno.None ? Encoding.Latin1.GetString(target) : "");
                return ($"readlink {first}", ours, linux);
            default:
                return Open(random, tree, at, first);
        }
    }

    private static (string Text, Errno Ours, Errno Linux) Open(Random random, Tree tree, int at, string path)
    {
        OpenFlags flags = (OpenFlags)random.Next(3) | OpenFlags.O_NONBLOCK;
        foreach (OpenFlags flag in new[]
        {
            OpenFlags.O_CREAT, OpenFlags.O_EXCL, OpenFlags.O_TRUNC, OpenFlags.O_APPEND, OpenFlags.O_DIRECTORY, OpenFlags.O_NOFOLLOW, OpenFlags.O_PATH,
        })
        {
            flags |= random.Next(flag is OpenFlags.O_CREAT ? 2 : 5) == 0 ? flag : 0;
        }

        // Linux before 6.4 let O_CREAT with O_DIRECTORY create a regular file; O_EXCL alone is undefined.
        flags &= (flags & OpenFlags.O_CREAT) != 0 ? ~OpenFlags.O_DIRECTORY : ~OpenFlags.O_EXCL;
        Errno linux = Linux.Open(at, path, flags, 0x1B6, out int descriptor);
        Result<OpenFile> result = tree.TryOpen(path, flags, (StatMode)0x1B6);
        Errno ours = result.Error;
        if (ours == Errno.None && linux == Errno.None && result.Try(out OpenFile file, out _))
        {
            // Linux counts the writer of a FIFO whose buffer nobody reads; only regular files are written.
            if (file.Inode.IsRegular && file.CanWrite)
            {
                byte[] data = new byte[random.Next(9000)];
                Assert.Equal(Linux.Write(descriptor, data), tree.TryWrite(file, data).Error);
                if (random.Next(3) == 0)
                {
                    long size = random.Next(20000);
                    Assert.Equal(Linux.Truncate(descriptor, size), tree.View.Truncate(file, size));
                }
            }
        }

        if (result.Try(out OpenFile opened, out _))
        {
            opened.Dispose();
        }

        if (linux == Errno.None)
        {
            Linux.Close(descriptor);
        }

        return ($"open {path} {flags}", ours, linux);
    }

    private static void CompareStat(Tree tree, int at, string path, StringBuilder log)
    {
        foreach (bool follow in new[] { false, true })
        {
            Errno linux = Linux.Stat(at, path, follow, out Stat expected);
            Errno ours = tree.View.Stat(Tree.Bytes(path), follow).Try(out Stat actual, out Errno error) ? Errno.None : error;
            Assert.True(ours == linux, $"stat {path} {follow}: ours {ours}, Linux {linux}\n{Tail(log)}");
            if (ours == Errno.None)
            {
                // The folder above the base is not ours alone; sizes of directories are each file system's own affair.
                Assert.True(expected.st_mode == actual.st_mode || IsAbove(path), $"mode of {path}: {actual.st_mode}, Linux {expected.st_mode}\n{Tail(log)}");
                bool isDirectory = (expected.st_mode & StatMode.S_IFMT) == StatMode.S_IFDIR;
                Assert.True(isDirectory || expected.st_nlink == actual.st_nlink, $"links of {path}: {actual.st_nlink}, Linux {expected.st_nlink}\n{Tail(log)}");
                Assert.True(isDirectory || expected.st_size == actual.st_size, $"size of {path}: {actual.st_size}, Linux {expected.st_size}\n{Tail(log)}");
            }
        }
    }

    private static bool IsAbove(string path) => path.Contains("..", StringComparison.Ordinal) || path.Contains('.');

    private static string Tail(StringBuilder log) => log.Length > 3000 ? log.ToString(log.Length - 3000, 3000) : log.ToString();

    private static string RandomPath(Random random)
    {
        StringBuilder path = new();
        int depth = 1 + random.Next(3);
        bool hasDots = false;
        for (int index = 0; index < depth; index++)
        {
            int kind = random.Next(40);
            string name = s_names[random.Next(s_names.Length)];
            if (kind == 0)
            {
                name = ".";
            }
            else if (kind == 1 && !hasDots)
            {
                hasDots = true;
                name = "..";
            }
            else if (kind == 2)
            {
                name = new string('n', 256);
            }

            _ = path.Append(name);
            _ = path.Append(index < depth - 1 || random.Next(12) == 0 ? random.Next(8) == 0 ? "//" : "/" : "");
        }

        return random.Next(200) == 0 ? "" : path.ToString();
    }
}

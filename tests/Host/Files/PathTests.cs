// SPDX-License-Identifier: MIT
using System.Text;
using Skift.Abi;
using Skift.Core.Files;
using Xunit;

namespace Skift.Tests.Host.Files;

public sealed class PathTests
{
    private readonly Tree _tree = new();

    private string WorkingDirectory => _tree.Context.WorkingDirectoryName().Try(out byte[] name, out Errno error) ? Encoding.Latin1.GetString(name) : error.ToString();

    private Errno ChangeDirectory(string name) => _tree.View.ChangeDirectory(Tree.Bytes(name));

    [Fact]
    public void Getcwd_FollowsRenamesAndRemoval()
    {
        Assert.Equal("/", WorkingDirectory);
        Assert.Equal(Errno.None, _tree.MakeDirectory("a"));
        Assert.Equal(Errno.None, _tree.MakeDirectory("a/b"));
        Assert.Equal(Errno.None, ChangeDirectory("a/b"));
        Assert.Equal("/a/b", WorkingDirectory);
        Assert.Equal(Errno.None, _tree.Rename("/a", "/c"));
        Assert.Equal("/c/b", WorkingDirectory);
        Assert.Equal(Errno.None, _tree.RemoveDirectory("/c/b"));
        Assert.Equal("ENOENT", WorkingDirectory);
        Assert.Equal("/c/b (deleted)", Encoding.Latin1.GetString(_tree.Context.WorkingDirectory.ToBytes(_tree.Context.Root)));
        Assert.Equal(Errno.ENOENT, _tree.MakeDirectory("x"));
        Assert.Equal(Errno.ENOENT, _tree.OpenError("x", OpenFlags.O_CREAT));
        Assert.Equal(Errno.None, ChangeDirectory(".."));
        Assert.Equal("/c", WorkingDirectory);
    }

    [Fact]
    public void Walk_GivesELOOP_BehindFortyLinks()
    {
        _tree.WriteFile("target", "x");
        string before = "target";
        for (int index = 0; index < 41; index++)
        {
            Assert.Equal(Errno.None, _tree.Symlink(before, $"link{index}"));
            before = $"link{index}";
        }

        Assert.Equal(Errno.None, _tree.StatError("link39"));
        Assert.Equal(Errno.ELOOP, _tree.StatError("link40"));
        Assert.Equal(Errno.None, _tree.Symlink("loop", "loop"));
        Assert.Equal(Errno.ELOOP, _tree.StatError("loop"));
        Assert.Equal(Errno.None, _tree.StatError("loop", follow: false));
    }

    [Fact]
    public void Walk_LimitsNamesAndPaths()
    {
        Assert.Equal(Errno.None, _tree.MakeDirectory(new string('n', 255)));
        Assert.Equal(Errno.ENAMETOOLONG, _tree.MakeDirectory(new string('n', 256)));
        Assert.Equal(Errno.ENOENT, _tree.StatError(""));
        string path = string.Concat(System.Linq.Enumerable.Repeat("/.", 2047));
        Assert.Equal(Errno.None, _tree.StatError(path + "/"));
        Assert.Equal(Errno.ENAMETOOLONG, _tree.StatError(path + "//"));
    }

    [Fact]
    public void Walk_KeepsBytesThatAreNoText()
    {
        byte[] name = [0xFF, 0x01, (byte)'\n', 0xC3];
        Assert.Equal(Errno.None, _tree.View.MakeDirectory(name, Tree.Mode755));
        Assert.Equal(Errno.None, _tree.View.Stat(name, follow: true).Error);
        Assert.Equal(Errno.None, _tree.View.ChangeDirectory(name));
        Assert.True(_tree.Context.WorkingDirectoryName().Try(out byte[] path, out _));
        Assert.Equal([(byte)'/', 0xFF, 0x01, (byte)'\n', 0xC3], path);
    }

    [Fact]
    public void Chroot_ShutsTheWayUp()
    {
        Assert.Equal(Errno.None, _tree.MakeDirectory("jail"));
        _tree.WriteFile("secret", "x");
        Assert.Equal(Errno.None, _tree.Symlink("/secret", "jail/link"));
        Assert.Equal(Errno.None, _tree.View.ChangeRoot("jail"u8));
        Assert.Equal(Errno.None, ChangeDirectory("/"));
        Assert.Equal("/", WorkingDirectory);
        Assert.Equal(Errno.ENOENT, _tree.StatError("/secret"));
        Assert.Equal(Errno.ENOENT, _tree.StatError("../../secret"));
        Assert.Equal(Errno.ENOENT, _tree.StatError("link"));
        Assert.Equal(Errno.EPERM, _tree.As(Tree.User(7)).ChangeRoot("/"u8));
    }

    [Fact]
    public void At_StartsAtADescriptor_OnlyForRelativeNames()
    {
        Assert.Equal(Errno.None, _tree.MakeDirectory("d"));
        _tree.WriteFile("d/f", "x");
        FileTable files = new();
        Assert.True(files.Add(_tree.Open("d", OpenFlags.O_DIRECTORY), DescriptorFlags.None, 10).Try(out int directory, out _));
        Assert.True(files.Add(_tree.Open("d/f"), DescriptorFlags.None, 10).Try(out int plain, out _));
        Assert.Equal(Errno.None, StatAt(directory, "f"));
        Assert.Equal(Errno.ENOTDIR, StatAt(plain, "f"));
        Assert.Equal(Errno.None, StatAt(plain, "/d/f"));
        Assert.Equal(Errno.EBADF, StatAt(9, "f"));
        Assert.Equal(Errno.None, StatAt(FileConstants.AT_FDCWD, "d/f"));
        Assert.Equal(Errno.ENOENT, StatAt(directory, ""));
        Assert.Equal(Errno.None, StatAt(plain, "", allowEmpty: true));

        Errno StatAt(int descriptor, string name, bool allowEmpty = false)
        {
            byte[] bytes = Tree.Bytes(name);
            if (!FileView.At(_tree.Context, _tree.Credentials, files, descriptor, bytes).Try(out FileView view, out Errno error)) return error;
            return view.Stat(bytes, follow: true, allowEmpty).Error;
        }
    }

    [Fact]
    public void OpenPath_MarksAPlaceWithoutReadingIt()
    {
        _tree.WriteFile("f", "x");
        Assert.Equal(Errno.None, _tree.Chmod("f", 0));
        FileView user = _tree.As(Tree.User(5));
        Assert.True(user.Open("f"u8, OpenFlags.O_PATH).Try(out OpenFile file, out _));
        Assert.Equal(Errno.EBADF, Tree.TryRead(file, new byte[1]).Error);
        Assert.Equal(Errno.EBADF, _tree.TryWrite(file, [1]).Error);
        Assert.Equal(OpenFlags.O_PATH, file.Flags);
        Assert.Equal(Errno.ENOTDIR, _tree.View.ChangeDirectory(file));
        file.Dispose();
        Assert.Equal(Errno.None, _tree.Symlink("f", "link"));
        using OpenFile link = _tree.Open("link", OpenFlags.O_PATH | OpenFlags.O_NOFOLLOW);
        Assert.True(link.Inode.IsSymbolicLink);
        Assert.True(_tree.View.At(link).ReadLink(default).Try(out byte[] target, out _));
        Assert.Equal("f", Encoding.Latin1.GetString(target));
        Assert.Equal(Errno.ELOOP, _tree.OpenError("link", OpenFlags.O_NOFOLLOW));
    }
}

// SPDX-License-Identifier: MIT
using System.Linq;
using System.Text;
using Skift.Abi;
using Skift.Core.Files;
using Skift.FileSystems.TmpFs;
using Xunit;

namespace Skift.Tests.Host.Files;

public sealed class MountTests
{
    private readonly Tree _tree = new();

    public MountTests()
    {
        _tree.Namespace.Register(new TmpFileSystemType(1 << 20));
        Assert.Equal(Errno.None, _tree.MakeDirectory("mnt"));
        _tree.WriteFile("mnt/below", "x");
    }

    private Errno Mount(string target = "mnt", string type = "tmpfs", MountFlags flags = 0, string options = "") =>
        _tree.View.Mount("none"u8, Tree.Bytes(target), Tree.Bytes(type), flags, Tree.Bytes(options));

    private Errno Unmount(string target = "mnt") => _tree.View.Unmount(Tree.Bytes(target), 0);

    [Fact]
    public void Mount_CoversTheDirectory_AndUnmountShowsItAgain()
    {
        Assert.Equal(Errno.None, Mount());
        Assert.Equal(Errno.ENOENT, _tree.StatError("mnt/below"));
        _tree.WriteFile("mnt/above", "y");
        Assert.NotEqual(_tree.Stat("/").st_dev, _tree.Stat("mnt").st_dev);
        Assert.Equal(_tree.Stat("/").st_ino, _tree.Stat("mnt/..").st_ino);
        Assert.Equal(Errno.EXDEV, _tree.Rename("mnt/above", "above"));
        Assert.Equal(Errno.EXDEV, _tree.Link("mnt/above", "above"));
        Assert.Equal(Errno.EBUSY, _tree.RemoveDirectory("mnt"));
        Assert.Equal(Errno.EBUSY, _tree.Rename("mnt", "other"));
        Assert.Equal(Errno.None, Unmount());
        Assert.Equal("x", _tree.ReadFile("mnt/below"));
        Assert.Equal(Errno.EINVAL, Unmount());
    }

    [Fact]
    public void Mounts_Stack()
    {
        Assert.Equal(Errno.None, Mount());
        _tree.WriteFile("mnt/first", "");
        Assert.Equal(Errno.None, Mount());
        _tree.WriteFile("mnt/second", "");
        Assert.Equal(Errno.ENOENT, _tree.StatError("mnt/first"));
        Assert.Equal(3, _tree.Namespace.Mounts.Length);
        Assert.Equal("/", Encoding.Latin1.GetString(_tree.Context.Root.ToBytes(_tree.Context.Root)));
        Assert.Equal(Errno.None, Unmount());
        Assert.Equal(Errno.None, _tree.StatError("mnt/first"));
        Assert.Equal(Errno.None, Unmount());
    }

    [Fact]
    public void Unmount_IsEBUSY_WhileSomebodyUsesIt()
    {
        Assert.Equal(Errno.None, Mount());
        OpenFile file = _tree.Open("mnt/f", OpenFlags.O_CREAT);
        Assert.Equal(Errno.EBUSY, Unmount());
        file.Dispose();
        FileSystemContext child = _tree.Context.Clone();
        Assert.Equal(Errno.None, new FileView(child, _tree.Credentials).ChangeDirectory("mnt"u8));
        Assert.Equal(Errno.EBUSY, Unmount());
        child.Release();
        Assert.Equal(Errno.None, _tree.MakeDirectory("mnt/deep"));
        Assert.Equal(Errno.None, Mount("mnt/deep"));
        Assert.Equal(Errno.EBUSY, Unmount());
        Assert.Equal(Errno.None, Unmount("mnt/deep"));
        Assert.Equal(Errno.None, Unmount());
        Assert.Equal(Errno.EBUSY, Unmount("/"));
    }

    [Fact]
    public void ReadOnlyMount_RefusesEveryChange()
    {
        Assert.Equal(Errno.None, Mount());
        _tree.WriteFile("mnt/f", "x");
        Assert.Equal(Errno.None, _tree.MakeDirectory("mnt/d"));
        Assert.Equal(Errno.None, Mount(flags: MountFlags.MS_REMOUNT | MountFlags.MS_RDONLY));
        Assert.Equal(Errno.EROFS, _tree.OpenError("mnt/f", OpenFlags.O_WRONLY));
        Assert.Equal(Errno.EROFS, _tree.OpenError("mnt/new", OpenFlags.O_CREAT));
        Assert.Equal(Errno.EROFS, _tree.MakeDirectory("mnt/new"));
        Assert.Equal(Errno.EEXIST, _tree.MakeDirectory("mnt/d"));
        Assert.Equal(Errno.EROFS, _tree.Unlink("mnt/f"));
        Assert.Equal(Errno.EROFS, _tree.Unlink("mnt/nothing"));
        Assert.Equal(Errno.EROFS, _tree.RemoveDirectory("mnt/d"));
        Assert.Equal(Errno.EROFS, _tree.Rename("mnt/f", "mnt/g"));
        Assert.Equal(Errno.EROFS, _tree.Chmod("mnt/f", 0));
        Assert.Equal(Errno.EROFS, _tree.View.Truncate("mnt/f"u8, 0));
        Assert.Equal(Errno.EROFS, _tree.View.Access("mnt/f"u8, AccessMode.W_OK));
        Assert.Equal(Errno.EROFS, _tree.Symlink("x", "mnt/s"));
        Assert.Equal("x", _tree.ReadFile("mnt/f"));
        Assert.Equal(Errno.None, Mount(flags: MountFlags.MS_REMOUNT));
        Assert.Equal(Errno.None, _tree.Unlink("mnt/f"));
    }

    [Fact]
    public void MountFlags_AreKept()
    {
        Assert.Equal(Errno.None, Mount(flags: MountFlags.MS_NODEV | MountFlags.MS_NOEXEC | MountFlags.MS_NOSUID));
        Assert.Equal(Errno.None, _tree.View.MakeNode("mnt/null"u8, StatMode.S_IFCHR | Tree.Mode644, DeviceNumber.Make(1, 3)));
        Assert.Equal(Errno.EACCES, _tree.OpenError("mnt/null"));
        _tree.WriteFile("mnt/program", "");
        Assert.Equal(Errno.None, _tree.Chmod("mnt/program", 0x1ED));
        Assert.Equal(Errno.EACCES, _tree.View.Access("mnt/program"u8, AccessMode.X_OK));
        Assert.True(_tree.View.FileSystemStatistics("mnt"u8).Try(out Statfs statistics, out _));
        Assert.Equal((long)(MountFlags.MS_NODEV | MountFlags.MS_NOEXEC | MountFlags.MS_NOSUID | MountFlags.ST_RELATIME | MountFlags.ST_VALID), statistics.f_flags);
        Assert.Equal(0x01021994, statistics.f_type);
        Assert.Equal(255, statistics.f_namelen);
    }

    [Theory]
    [InlineData("size=64k", 16)]
    [InlineData("size=1m,mode=1777", 256)]
    [InlineData("size=8192", 2)]
    [InlineData("size=8193", 3)]
    [InlineData("", 256)]
    public void Options_SetTheSize(string options, ulong pages)
    {
        Assert.Equal(Errno.None, Mount(options: options));
        Assert.True(_tree.View.FileSystemStatistics("mnt"u8).Try(out Statfs statistics, out _));
        Assert.Equal(pages, statistics.f_blocks);
    }

    [Theory]
    [InlineData("size")]
    [InlineData("size=")]
    [InlineData("size=x")]
    [InlineData("size=99999999999999999999")]
    [InlineData("size=9223372036854775807g")]
    [InlineData("mode=9")]
    [InlineData("colour=blue")]
    public void BadOptions_AreEINVAL(string options) => Assert.Equal(Errno.EINVAL, Mount(options: options));

    [Fact]
    public void Mount_ChecksItsArguments()
    {
        Assert.Equal(Errno.ENODEV, Mount(type: "nosuchfs"));
        Assert.Equal(Errno.ENOENT, Mount("missing"));
        Assert.Equal(Errno.ENOTDIR, Mount("mnt/below"));
        Assert.Equal(Errno.EPERM, _tree.As(Tree.User(3)).Mount("none"u8, "mnt"u8, "tmpfs"u8, 0, default));
        Assert.Equal(Errno.EINVAL, Mount(flags: MountFlags.MS_REMOUNT));
        Assert.Equal(Errno.None, Mount(options: "mode=0700,uid=5,gid=6"));
        Assert.Equal(StatMode.S_IFDIR | StatMode.S_IRWXU, _tree.Stat("mnt").st_mode);
        Assert.Equal(5u, _tree.Stat("mnt").st_uid);
        Assert.Equal(["tmpfs"], _tree.Namespace.Types.Select(type => type.Name));
    }
}

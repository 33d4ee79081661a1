// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Xunit;

namespace Skift.Tests.Host.Files;

public sealed class PermissionTests
{
    private static readonly Credentials s_owner = Tree.User(1000);
    private static readonly Credentials s_member = Tree.User(1001, 50);
    private static readonly Credentials s_other = Tree.User(1002);

    private readonly Tree _tree = new();

    public PermissionTests()
    {
        _tree.WriteFile("f", "data");
        Assert.Equal(Errno.None, _tree.View.ChangeOwner("f"u8, 1000, 50));
    }

    private Errno Open(Credentials who, OpenFlags flags, string name = "f")
    {
        Errno error = _tree.As(who).Open(Tree.Bytes(name), flags, Tree.Mode644).Try(out OpenFile file, out Errno failure) ? Errno.None : failure;
        if (error == Errno.None)
        {
            file.Dispose();
        }

        return error;
    }

    [Theory]
    [InlineData(0x180, Errno.None, Errno.EACCES, Errno.EACCES)] // 0600
    [InlineData(0x030, Errno.EACCES, Errno.None, Errno.EACCES)] // 0060
    [InlineData(0x006, Errno.EACCES, Errno.EACCES, Errno.None)] // 0006
    [InlineData(0x1B6, Errno.None, Errno.None, Errno.None)] // 0666
    public void Open_LooksOnlyAtTheClassThatFits(int mode, Errno owner, Errno member, Errno other)
    {
        Assert.Equal(Errno.None, _tree.Chmod("f", mode));
        Assert.Equal(owner, Open(s_owner, OpenFlags.O_RDWR));
        Assert.Equal(member, Open(s_member, OpenFlags.O_RDWR));
        Assert.Equal(other, Open(s_other, OpenFlags.O_RDWR));
        Assert.Equal(Errno.None, Open(Credentials.Root, OpenFlags.O_RDWR));
    }

    [Fact]
    public void Access_LetsRootExecuteOnlyWhatSomebodyMay()
    {
        Assert.Equal(Errno.EACCES, _tree.View.Access("f"u8, AccessMode.X_OK));
        Assert.Equal(Errno.None, _tree.Chmod("f", 1));
        Assert.Equal(Errno.None, _tree.View.Access("f"u8, AccessMode.X_OK));
        Assert.Equal(Errno.EACCES, _tree.As(s_owner).Access("f"u8, AccessMode.X_OK));
        Assert.Equal(Errno.None, _tree.As(s_other).Access("f"u8, AccessMode.F_OK));
        Assert.Equal(Errno.EINVAL, _tree.View.Access("f"u8, (AccessMode)8));
    }

    [Fact]
    public void Directories_NeedSearchPermissionToPass()
    {
        Assert.Equal(Errno.None, _tree.MakeDirectory("d"));
        _tree.WriteFile("d/f", "x");
        Assert.Equal(Errno.None, _tree.Chmod("d", 0x1E4)); // 0744
        Assert.Equal(Errno.EACCES, Open(s_other, OpenFlags.O_RDONLY, "d/f"));
        Assert.Equal(Errno.None, Open(s_other, OpenFlags.O_RDONLY, "d"));
        Assert.Equal(Errno.EACCES, _tree.As(s_other).ChangeDirectory("d"u8));
        Assert.Equal(Errno.None, _tree.Chmod("d", 0x1C9)); // 0711
        Assert.Equal(Errno.None, Open(s_other, OpenFlags.O_RDONLY, "d/f"));
        Assert.Equal(Errno.EACCES, Open(s_other, OpenFlags.O_RDONLY, "d"));
        Assert.Equal(Errno.EACCES, _tree.As(s_other).MakeDirectory("d/x"u8, Tree.Mode755));
        Assert.Equal(Errno.EACCES, _tree.As(s_other).Unlink("d/f"u8));
    }

    [Fact]
    public void StickyDirectory_KeepsOthersFromRemoving()
    {
        Assert.Equal(Errno.None, _tree.MakeDirectory("tmp"));
        Assert.Equal(Errno.None, _tree.Chmod("tmp", 0x3FF)); // 01777
        Assert.Equal(Errno.None, Open(s_owner, OpenFlags.O_CREAT | OpenFlags.O_WRONLY, "tmp/mine"));
        Assert.Equal(Errno.EPERM, _tree.As(s_other).Unlink("tmp/mine"u8));
        FileView other = _tree.As(s_other);
        Assert.Equal(Errno.EPERM, other.Rename(other, "tmp/mine"u8, "tmp/yours"u8));
        Assert.Equal(Errno.None, Open(s_other, OpenFlags.O_CREAT | OpenFlags.O_WRONLY, "tmp/theirs"));
        Assert.Equal(Errno.EPERM, other.Rename(other, "tmp/theirs"u8, "tmp/mine"u8));
        Assert.Equal(Errno.None, _tree.As(s_owner).Unlink("tmp/mine"u8));
        Assert.Equal(Errno.None, _tree.Unlink("tmp/theirs"));
    }

    [Fact]
    public void Chmod_AndChown_AreForOwners()
    {
        Assert.Equal(Errno.EPERM, _tree.As(s_other).ChangeMode("f"u8, Tree.Mode777));
        Assert.Equal(Errno.None, _tree.As(s_owner).ChangeMode("f"u8, Tree.Mode777));
        Assert.Equal(Errno.EPERM, _tree.As(s_owner).ChangeOwner("f"u8, 1001, uint.MaxValue));
        Assert.Equal(Errno.EPERM, _tree.As(s_owner).ChangeOwner("f"u8, uint.MaxValue, 77));
        Assert.Equal(Errno.None, _tree.As(s_owner).ChangeOwner("f"u8, uint.MaxValue, 1000));
        Assert.Equal(1000u, _tree.Stat("f").st_gid);
    }

    [Fact]
    public void SetIdBits_GoWhenOthersWriteOrOwnersChange()
    {
        Assert.Equal(Errno.None, _tree.Chmod("f", 0xDFF)); // 06777
        using (OpenFile file = _tree.Open("f", OpenFlags.O_WRONLY))
        {
            _tree.Credentials = s_other;
            _ = _tree.Write(file, "x");
            _tree.Credentials = Credentials.Root;
        }

        Assert.Equal(StatMode.S_IFREG | Tree.Mode777, _tree.Stat("f").st_mode);
        Assert.Equal(Errno.None, _tree.Chmod("f", 0xDFF));
        Assert.Equal(Errno.None, _tree.View.ChangeOwner("f"u8, 1, 1));
        Assert.Equal(StatMode.S_IFREG | Tree.Mode777, _tree.Stat("f").st_mode);
        Assert.Equal(Errno.None, _tree.View.ChangeOwner("f"u8, 1002, 5));
        Assert.Equal(Errno.None, _tree.As(s_other).ChangeMode("f"u8, (StatMode)0x5ED)); // 02755, not in the group
        Assert.Equal(StatMode.S_IFREG | Tree.Mode755, _tree.Stat("f").st_mode);
    }

    [Fact]
    public void SetGroupIdDirectory_HandsItsGroupDown()
    {
        Assert.Equal(Errno.None, _tree.MakeDirectory("d"));
        Assert.Equal(Errno.None, _tree.View.ChangeOwner("d"u8, 0, 50));
        Assert.Equal(Errno.None, _tree.Chmod("d", 0x5FF)); // 02777
        Assert.Equal(Errno.None, _tree.As(s_other).MakeDirectory("d/sub"u8, Tree.Mode755));
        Assert.Equal(50u, _tree.Stat("d/sub").st_gid);
        Assert.True((_tree.Stat("d/sub").st_mode & StatMode.S_ISGID) != 0);
        Assert.Equal(Errno.None, Open(s_other, OpenFlags.O_CREAT, "d/f"));
        Assert.Equal(50u, _tree.Stat("d/f").st_gid);
        Assert.Equal(1002u, _tree.Stat("d/f").st_uid);
    }

    [Fact]
    public void Umask_WithholdsBits_ButNotFromLinks()
    {
        Assert.Equal((StatMode)0x12, _tree.Context.SetUmask((StatMode)0x3F)); // 022, then 077
        Assert.Equal(Errno.None, _tree.MakeDirectory("d", Tree.Mode777));
        Assert.Equal(StatMode.S_IFDIR | StatMode.S_IRWXU, _tree.Stat("d").st_mode);
        Assert.Equal(Errno.None, _tree.Symlink("x", "l"));
        Assert.Equal(StatMode.S_IFLNK | Tree.Mode777, _tree.Stat("l", follow: false).st_mode);
        Assert.Equal((StatMode)0x3F, _tree.Context.SetUmask((StatMode)0xFFF));
        Assert.Equal((StatMode)0x1FF, _tree.Context.Umask);
    }

    [Fact]
    public void Creator_MayWriteWhateverTheModeSays()
    {
        Assert.Equal(Errno.None, _tree.Chmod("/", 0x1FF));
        Assert.True(_tree.As(s_other).Open("locked"u8, OpenFlags.O_CREAT | OpenFlags.O_WRONLY, 0).Try(out OpenFile file, out _));
        _tree.Credentials = s_other;
        Assert.Equal(2, _tree.Write(file, "ok"));
        file.Dispose();
        Assert.Equal(Errno.EACCES, _tree.OpenError("locked", OpenFlags.O_WRONLY));
    }

    [Fact]
    public void Utimens_NowNeedsWritePermission_OtherTimesOwnership()
    {
        Timespec now = new(0, Timespec.UTIME_NOW);
        Timespec omit = new(0, Timespec.UTIME_OMIT);
        Timespec past = new(12345, 678);
        Assert.Equal(Errno.EACCES, _tree.As(s_other).SetTimes("f"u8, now, now));
        Assert.Equal(Errno.None, _tree.Chmod("f", 0x1B6));
        Assert.Equal(Errno.None, _tree.As(s_other).SetTimes("f"u8, now, now));
        Assert.Equal(Errno.EPERM, _tree.As(s_other).SetTimes("f"u8, past, past));
        Assert.Equal(Errno.EPERM, _tree.As(s_other).SetTimes("f"u8, now, omit));
        Assert.Equal(Errno.None, _tree.As(s_other).SetTimes("f"u8, omit, omit));
        Assert.Equal(Errno.None, _tree.As(s_owner).SetTimes("f"u8, past, omit));
        Assert.Equal(12345, _tree.Stat("f").st_atim.tv_sec);
        Assert.Equal(678, _tree.Stat("f").st_atim.tv_nsec);
        Assert.NotEqual(12345, _tree.Stat("f").st_mtim.tv_sec);
        Assert.Equal(Errno.EINVAL, _tree.View.SetTimes("f"u8, new Timespec(0, 1_000_000_000), omit));
    }

    [Fact]
    public void Mknod_OfDevices_IsForRoot()
    {
        Assert.Equal(Errno.None, _tree.Chmod("/", 0x1FF));
        Assert.Equal(Errno.EPERM, _tree.As(s_owner).MakeNode("dev"u8, StatMode.S_IFCHR, 5));
        Assert.Equal(Errno.None, _tree.As(s_owner).MakeNode("fifo"u8, StatMode.S_IFIFO, 0));
        Assert.Equal(Errno.EPERM, _tree.View.MakeNode("dir"u8, StatMode.S_IFDIR, 0));
        Assert.Equal(Errno.EINVAL, _tree.View.MakeNode("odd"u8, StatMode.S_IFLNK, 0));
        Assert.Equal(Errno.None, _tree.View.MakeNode("dev"u8, StatMode.S_IFBLK, DeviceNumber.Make(254, 0)));
        Assert.Equal(DeviceNumber.Make(254, 0), _tree.Stat("dev").st_rdev);
        Assert.Equal(Errno.ENXIO, _tree.OpenError("dev"));
    }

    [Fact]
    public void AccessTime_MovesAsRelatimeSays()
    {
        Timespec past = new(1000, 0);
        Assert.Equal(Errno.None, _tree.View.SetTimes("f"u8, past, past));
        _ = _tree.ReadFile("f");
        Timespec first = _tree.Stat("f").st_atim;
        Assert.True(first.tv_sec > 1000);
        Machine.Clock.Advance(TimeSpan.FromHours(1));
        _ = _tree.ReadFile("f");
        Assert.Equal(first.tv_sec, _tree.Stat("f").st_atim.tv_sec);
        Machine.Clock.Advance(TimeSpan.FromHours(24));
        _ = _tree.ReadFile("f");
        Assert.True(_tree.Stat("f").st_atim.tv_sec >= first.tv_sec + 86400);
        Assert.Equal(Errno.None, _tree.View.SetTimes("f"u8, past, past));
        using OpenFile file = _tree.Open("f", OpenFlags.O_NOATIME);
        _ = Tree.Read(file, 1);
        Assert.Equal(1000, _tree.Stat("f").st_atim.tv_sec);
        Assert.Equal(Errno.EPERM, Open(s_other, OpenFlags.O_NOATIME));
    }
}

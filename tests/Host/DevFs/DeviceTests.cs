// SPDX-License-Identifier: MIT
using System.Linq;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.FileSystems.DevFs;
using Skift.Machine;
using Skift.Tests.Host.Ext2;
using Skift.Tests.Host.Files;
using Xunit;

namespace Skift.Tests.Host.DevFs;

public sealed class DeviceTests
{
    private readonly Tree _tree = new();

    public DeviceTests()
    {
        MemoryDevices.Register(_tree.Devices);
        _tree.Namespace.Register(new DevFileSystemType(DevFileSystem.Create(_tree.Devices)));
        Assert.Equal(Errno.None, _tree.MakeDirectory("dev"));
        Assert.Equal(Errno.None, _tree.View.Mount("dev"u8, "dev"u8, "devtmpfs"u8, 0, default));
    }

    [Fact]
    public void MemoryDevices_DoWhatTheirNamesSay()
    {
        using OpenFile nothing = _tree.Open("dev/null", OpenFlags.O_RDWR);
        Assert.Equal(3, _tree.Write(nothing, "abc"));
        Assert.Equal("", Tree.Read(nothing, 10));
        using OpenFile zero = _tree.Open("dev/zero", OpenFlags.O_RDWR);
        Assert.Equal(new string('\0', 10_000), Tree.Read(zero, 10_000));
        using OpenFile full = _tree.Open("dev/full", OpenFlags.O_RDWR);
        Assert.Equal(Errno.ENOSPC, _tree.TryWrite(full, [1]).Error);
        Assert.Equal("\0\0", Tree.Read(full, 2));
        using OpenFile random = _tree.Open("dev/urandom", OpenFlags.O_RDWR);
        Assert.NotEqual(Tree.Read(random, 1000), Tree.Read(random, 1000));
        Assert.Equal(20, _tree.Write(random, new byte[20]));
        Assert.Equal(StatMode.S_IFCHR | (StatMode)0x1B6, _tree.Stat("dev/null").st_mode);
        Assert.Equal(DeviceNumber.Make(1, 3), _tree.Stat("dev/null").st_rdev);
        Assert.Equal(Errno.ENOTTY, nothing.Control(Ioctl.TCGETS, UserMemory.Base).Error);
        Assert.Equal(Errno.ENODEV, nothing.Map().Error);
    }

    [Fact]
    public void Devices_ThatComeLater_GetTheirFileToo()
    {
        MemoryDisk disk = new(new byte[8192]);
        Assert.Equal(Errno.None, _tree.Devices.Register(disk));
        Assert.Equal(Errno.EEXIST, _tree.Devices.Register(disk));
        Assert.Equal(StatMode.S_IFBLK | (StatMode)0x1B0, _tree.Stat("dev/vda").st_mode);
        Assert.Equal(Errno.None, _tree.Devices.Register(new Nested()));
        Assert.Equal(StatMode.S_IFCHR, _tree.Stat("dev/input/event0").st_mode & StatMode.S_IFMT);
        using OpenFile directory = _tree.Open("dev");
        string[] names = [.. DirectoryTests.List(directory).Select(entry => entry.Name)];
        Assert.Equal(["fd", "full", "input", "null", "random", "stderr", "stdin", "stdout", "urandom", "vda", "zero"], names.Skip(2).Order());
    }

    [Fact]
    public void BlockDevice_IsAFileOfBytes()
    {
        byte[] bytes = [.. Enumerable.Range(0, 10_240).Select(index => (byte)(index / 7))];
        Assert.Equal(Errno.None, _tree.Devices.Register(new MemoryDisk(bytes)));
        using OpenFile disk = _tree.Open("dev/vda", OpenFlags.O_RDWR);
        Assert.Equal(bytes[1000..1500], Tree.Bytes(Tree.ReadAt(disk, 500, 1000)));
        Assert.Equal(bytes, Tree.Bytes(Tree.ReadAt(disk, 20_000, 0)));
        Assert.Equal("", Tree.ReadAt(disk, 10, 10_240));
        Assert.True(disk.Seek(-1, SeekWhence.SEEK_END).Try(out long last, out _));
        Assert.Equal(10_239, last);
        Assert.Equal(Errno.EROFS, _tree.TryWrite(disk, [1]).Error);
        Assert.True(disk.Seek(0, SeekWhence.SEEK_END).IsSuccess);
        Assert.Equal(Errno.ENOSPC, _tree.TryWrite(disk, [1]).Error);
        Assert.True(disk.Control(Ioctl.BLKGETSIZE64, UserMemory.Base).IsSuccess);
        Assert.Equal(Errno.None, UserMemory.Read(new VirtualAddress(UserMemory.Base), out long size));
        Assert.Equal(10_240, size);
        Assert.Equal(Errno.EFAULT, disk.Control(Ioctl.BLKGETSIZE64, 1).Error);
    }

    private sealed class Nested : CharacterDevice
    {
        public override string Name => "input/event0";

        public override ulong Number => DeviceNumber.Make(13, 64);
    }
}

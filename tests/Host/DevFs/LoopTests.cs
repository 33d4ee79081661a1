// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Linq;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Devices.Loop;
using Skift.Core.Files;
using Skift.FileSystems.DevFs;
using Skift.Machine;
using Skift.Tests.Host.Files;
using Xunit;

namespace Skift.Tests.Host.DevFs;

public sealed class LoopTests
{
    private readonly Tree _tree = new();
    private readonly Caller _caller = new();

    public LoopTests()
    {
        LoopDevices.Register(_tree.Devices, _caller);
        _tree.Namespace.Register(new DevFileSystemType(DevFileSystem.Create(_tree.Devices)));
        Assert.Equal(Errno.None, _tree.MakeDirectory("dev"));
        Assert.Equal(Errno.None, _tree.View.Mount("dev"u8, "dev"u8, "devtmpfs"u8, 0, default));
        _tree.WriteFile("file", new string([.. Enumerable.Range(0, 2000).Select(index => (char)('a' + (index / 512)))]));
    }

    [Fact]
    public void BoundFile_IsADiskOfItsWholeSectors()
    {
        using OpenFile loop = _tree.Open("dev/loop0", OpenFlags.O_RDWR);
        Assert.Equal("", Tree.Read(loop, 10));
        Assert.Equal(Errno.ENXIO, Ask(loop, LoopIoctl.LOOP_CLR_FD));
        Assert.Equal(Errno.EINVAL, Ask(loop, LoopIoctl.LOOP_GET_STATUS64));
        Assert.Equal(Errno.ENXIO, Ask(loop, LoopIoctl.LOOP_GET_STATUS64, UserMemory.Base));
        Assert.Equal(Errno.EBADF, Ask(loop, LoopIoctl.LOOP_SET_FD, 77));
        Bind(loop, "file", OpenFlags.O_RDWR);
        Assert.Equal(Errno.EBUSY, Ask(loop, LoopIoctl.LOOP_SET_FD, 0));
        Assert.Equal(new string('a', 512) + new string('b', 512) + new string('c', 512), Tree.ReadAt(loop, 4000, 0));
        Assert.True(loop.Seek(600, SeekWhence.SEEK_SET).IsSuccess);
        Assert.Equal(3, _tree.Write(loop, "XYZ"));
        Assert.Equal("bXYZb", _tree.ReadFile("file")[599..604]);
        LoopInfo64 status = Status(loop);
        Assert.Equal(0u, status.lo_number);
        Assert.Equal((LoopFlags)0, status.lo_flags);
        Assert.Equal(_tree.Stat("file").st_ino, status.lo_inode);
        Assert.Equal(_tree.Stat("file").st_dev, status.lo_device);
        Assert.Equal(Errno.EINVAL, Ask(loop, LoopIoctl.LOOP_CTL_ADD));
    }

    [Fact]
    public void OffsetAndLimit_CutThePartOut()
    {
        using OpenFile loop = _tree.Open("dev/loop1", OpenFlags.O_RDWR);
        Bind(loop, "file", OpenFlags.O_RDWR);
        LoopInfo64 wanted = new() { lo_offset = 500, lo_sizelimit = 600 };
        wanted.lo_file_name[0] = (byte)'n';
        wanted.lo_file_name[LoopName.Length - 1] = (byte)'x';
        Assert.Equal(Errno.None, Set(loop, wanted));
        Assert.Equal(new string('a', 12) + new string('b', 500), Tree.ReadAt(loop, 4000, 0));
        LoopInfo64 status = Status(loop);
        Assert.Equal((500UL, 600UL, (byte)'n', (byte)0), (status.lo_offset, status.lo_sizelimit, status.lo_file_name[0], status.lo_file_name[LoopName.Length - 1]));
        Assert.Equal(Errno.EOVERFLOW, Set(loop, new LoopInfo64 { lo_offset = 1UL << 63 }));
        Assert.Equal(Errno.EINVAL, Set(loop, new LoopInfo64 { lo_encrypt_type = 1 }));
        Assert.Equal(Errno.None, Set(loop, new LoopInfo64 { lo_offset = 5000 }));
        Assert.Equal("", Tree.ReadAt(loop, 10, 0));
        Assert.Equal(Errno.None, Set(loop, default));
        using OpenFile file = _tree.Open("file", OpenFlags.O_WRONLY | OpenFlags.O_APPEND);
        Assert.Equal(2096, _tree.Write(file, new string('z', 2096)));
        Assert.Equal(1536, Tree.ReadAt(loop, 9000, 0).Length);
        Assert.Equal(Errno.None, Ask(loop, LoopIoctl.LOOP_SET_CAPACITY));
        Assert.Equal(4096, Tree.ReadAt(loop, 9000, 0).Length);
    }

    [Fact]
    public void FileThatShrinks_ReadsAsZeros()
    {
        using OpenFile loop = _tree.Open("dev/loop0", OpenFlags.O_RDWR);
        Bind(loop, "file", OpenFlags.O_RDWR);
        Assert.Equal(Errno.None, _tree.View.Truncate("file"u8, 513));
        Assert.Equal("b\0\0", Tree.ReadAt(loop, 3, 512));
    }

    [Fact]
    public void Clearing_WaitsForTheLastUser()
    {
        OpenFile first = _tree.Open("dev/loop0");
        OpenFile second = _tree.Open("dev/loop0");
        Bind(first, "file", OpenFlags.O_RDONLY);
        OpenFile bound = _caller.Files[^1];
        Assert.Equal(2, bound.Holders);
        Assert.Equal(Errno.None, Ask(first, LoopIoctl.LOOP_CLR_FD));
        Assert.Equal(LoopFlags.LO_FLAGS_AUTOCLEAR | LoopFlags.LO_FLAGS_READ_ONLY, Status(first).lo_flags);
        first.Dispose();
        Assert.Equal("aa", Tree.ReadAt(second, 2, 0));
        Assert.Equal(Errno.None, Ask(second, LoopIoctl.LOOP_CLR_FD));
        Assert.Equal(Errno.ENXIO, Ask(second, LoopIoctl.LOOP_GET_STATUS64, UserMemory.Base));
        Assert.Equal(2, bound.Holders);
        second.Dispose();
        Assert.Equal(1, bound.Holders);
        using OpenFile third = _tree.Open("dev/loop0");
        Assert.Equal("", Tree.ReadAt(third, 2, 0));
    }

    [Fact]
    public void ReadOnly_ByTheFileOrTheDevice()
    {
        using (OpenFile loop = _tree.Open("dev/loop0", OpenFlags.O_RDWR))
        {
            Bind(loop, "file", OpenFlags.O_RDONLY);
            Assert.Equal(LoopFlags.LO_FLAGS_READ_ONLY, Status(loop).lo_flags);
            Assert.Equal(Errno.EROFS, _tree.TryWrite(loop, [1]).Error);
            Assert.Equal(Errno.EACCES, _tree.OpenError("dev/loop0", OpenFlags.O_RDWR));
            _tree.WriteFile("other", new string('o', 1999));
            _tree.WriteFile("short", new string('s', 999));
            Assert.Equal(Errno.EINVAL, Ask(loop, LoopIoctl.LOOP_CHANGE_FD, Add("short", OpenFlags.O_RDONLY)));
            Assert.Equal(Errno.None, Ask(loop, LoopIoctl.LOOP_CHANGE_FD, Add("other", OpenFlags.O_RDONLY)));
            Assert.Equal("oo", Tree.ReadAt(loop, 2, 0));
            Assert.Equal(Errno.None, Ask(loop, LoopIoctl.LOOP_CLR_FD));
        }

        using OpenFile reader = _tree.Open("dev/loop0");
        Bind(reader, "file", OpenFlags.O_RDWR);
        Assert.Equal(LoopFlags.LO_FLAGS_READ_ONLY, Status(reader).lo_flags);
        _caller.IsRoot = false;
        Assert.Equal(Errno.EPERM, Ask(reader, LoopIoctl.LOOP_SET_STATUS64));
        _caller.IsRoot = true;
        Assert.Equal(Errno.EFAULT, Ask(reader, LoopIoctl.LOOP_SET_STATUS64, 1));
        Assert.Equal(Errno.None, Set(reader, new LoopInfo64 { lo_flags = LoopFlags.LO_FLAGS_AUTOCLEAR }));
        Assert.Equal(LoopFlags.LO_FLAGS_AUTOCLEAR | LoopFlags.LO_FLAGS_READ_ONLY, Status(reader).lo_flags);
    }

    [Fact]
    public void Configure_DoesAllAtOnce()
    {
        using OpenFile loop = _tree.Open("dev/loop2", OpenFlags.O_RDWR);
        LoopConfig config = new() { fd = Add("file", OpenFlags.O_RDWR), block_size = 777 };
        Assert.Equal(Errno.EINVAL, Configure(loop, config));
        config.block_size = 512;
        config.info.lo_flags = (LoopFlags)64;
        Assert.Equal(Errno.EINVAL, Configure(loop, config));
        config.info.lo_flags = LoopFlags.LO_FLAGS_AUTOCLEAR;
        config.info.lo_offset = 1024;
        Assert.Equal(Errno.None, Configure(loop, config));
        Assert.Equal(new string('c', 512), Tree.ReadAt(loop, 1000, 0));
        Assert.Equal(Errno.EBUSY, Configure(loop, config));
    }

    [Fact]
    public void Loops_MayStandOnEachOtherButNotInACircle()
    {
        using OpenFile lower = _tree.Open("dev/loop0", OpenFlags.O_RDWR);
        using OpenFile upper = _tree.Open("dev/loop1", OpenFlags.O_RDWR);
        Assert.Equal(Errno.EINVAL, Ask(lower, LoopIoctl.LOOP_SET_FD, Add("dev/loop1", OpenFlags.O_RDWR)));
        Assert.Equal(Errno.EBADF, Ask(lower, LoopIoctl.LOOP_SET_FD, Add("dev/loop0", OpenFlags.O_RDWR)));
        Assert.Equal(Errno.EINVAL, Ask(lower, LoopIoctl.LOOP_SET_FD, Add("dev", OpenFlags.O_RDONLY)));
        Bind(lower, "file", OpenFlags.O_RDWR);
        Bind(upper, "dev/loop0", OpenFlags.O_RDWR);
        Assert.Equal(DeviceNumber.Make(7, 0), Status(upper).lo_rdevice);
        Assert.Equal(1536, Tree.ReadAt(upper, 4000, 0).Length);
        using OpenFile third = _tree.Open("dev/loop2", OpenFlags.O_RDWR);
        Bind(third, "dev/loop1", OpenFlags.O_RDWR);
        Assert.Equal(5, _tree.Write(third, "below"));
        Assert.StartsWith("below", _tree.ReadFile("file"));
    }

    [Fact]
    public void Control_FindsMakesAndRemoves()
    {
        using OpenFile control = _tree.Open("dev/loop-control", OpenFlags.O_RDWR);
        OpenFile[] loops = [.. Enumerable.Range(0, 8).Select(index => _tree.Open("dev/loop" + index, OpenFlags.O_RDWR))];
        Assert.Equal(0, Number(control, LoopIoctl.LOOP_CTL_GET_FREE));
        foreach (OpenFile loop in loops) Bind(loop, "file", OpenFlags.O_RDWR);
        Assert.Equal(8, Number(control, LoopIoctl.LOOP_CTL_GET_FREE));
        Assert.Equal(8, Number(control, LoopIoctl.LOOP_CTL_GET_FREE));
        Assert.Equal(20, Number(control, LoopIoctl.LOOP_CTL_ADD, 20));
        Assert.Equal(9, Number(control, LoopIoctl.LOOP_CTL_ADD, -1));
        Assert.Equal(Errno.EEXIST, Ask(control, LoopIoctl.LOOP_CTL_ADD, 8));
        Assert.Equal(DeviceNumber.Make(7, 20), _tree.Stat("dev/loop20").st_rdev);
        Assert.Equal(0, Number(control, LoopIoctl.LOOP_CTL_REMOVE, 20));
        Assert.Equal(Errno.ENODEV, Ask(control, LoopIoctl.LOOP_CTL_REMOVE, 20));
        Assert.Equal(Errno.ENOENT, _tree.OpenError("dev/loop20"));
        Assert.Equal(Errno.EINVAL, Ask(control, LoopIoctl.LOOP_CTL_REMOVE, -1));
        Assert.Equal(Errno.EBUSY, Ask(control, LoopIoctl.LOOP_CTL_REMOVE, 3));
        Assert.Equal(Errno.ENOSYS, Ask(control, LoopIoctl.LOOP_SET_FD, 3));
        foreach (OpenFile loop in loops)
        {
            Assert.Equal(Errno.None, Ask(loop, LoopIoctl.LOOP_CLR_FD));
            loop.Dispose();
        }

        Assert.Equal(0, Number(control, LoopIoctl.LOOP_CTL_GET_FREE));
    }

    private static Errno Ask(OpenFile file, uint request, ulong argument = 0) => file.Control(request, argument).Error;

    private static Errno Ask(OpenFile file, uint request, int argument) => Ask(file, request, (ulong)argument);

    private static long Number(OpenFile control, uint request, int argument = 0)
    {
        Assert.True(control.Control(request, (ulong)argument).Try(out long number, out Errno error), error.ToString());
        return number;
    }

    private static LoopInfo64 Status(OpenFile loop)
    {
        Assert.Equal(Errno.None, Ask(loop, LoopIoctl.LOOP_GET_STATUS64, UserMemory.Base));
        Assert.Equal(Errno.None, UserMemory.Read(new VirtualAddress(UserMemory.Base), out LoopInfo64 status));
        return status;
    }

    private static Errno Set(OpenFile loop, LoopInfo64 wanted)
    {
        Assert.Equal(Errno.None, UserMemory.Write(new VirtualAddress(UserMemory.Base), wanted));
        return Ask(loop, LoopIoctl.LOOP_SET_STATUS64, UserMemory.Base);
    }

    private static Errno Configure(OpenFile loop, LoopConfig wanted)
    {
        Assert.Equal(Errno.None, UserMemory.Write(new VirtualAddress(UserMemory.Base), wanted));
        return Ask(loop, LoopIoctl.LOOP_CONFIGURE, UserMemory.Base);
    }

    private int Add(string name, OpenFlags flags)
    {
        _caller.Files.Add(_tree.Open(name, flags));
        return _caller.Files.Count - 1;
    }

    private void Bind(OpenFile loop, string name, OpenFlags flags) => Assert.Equal(Errno.None, Ask(loop, LoopIoctl.LOOP_SET_FD, Add(name, flags)));

    /// <summary>Descriptors are places in the list.</summary>
    private sealed class Caller : LoopCaller
    {
        internal List<OpenFile> Files { get; } = [];

        internal bool IsRoot { get; set; } = true;

        public override bool IsPrivileged => IsRoot;

        public override Result<OpenFile> FindFile(int descriptor) => (uint)descriptor < Files.Count ? Files[descriptor].Acquire() : Errno.EBADF;
    }
}

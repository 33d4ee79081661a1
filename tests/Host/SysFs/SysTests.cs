// SPDX-License-Identifier: MIT
using System.Linq;
using Skift.Abi;
using Skift.Core.Files;
using Skift.FileSystems.SysFs;
using Skift.Tests.Host.Files;
using Skift.Tests.Host.ProcFs;
using Xunit;

namespace Skift.Tests.Host.SysFs;

public sealed class SysTests
{
    private readonly Tree _tree = new();

    public SysTests()
    {
        _tree.Namespace.Register(new SysFileSystemType(new FakeInformation(_tree)));
        Assert.Equal(Errno.None, _tree.MakeDirectory("sys"));
        Assert.Equal(Errno.None, _tree.View.Mount("sysfs"u8, "sys"u8, "sysfs"u8, 0, default));
    }

    private string[] List(string name)
    {
        using OpenFile directory = _tree.Open("sys/" + name);
        return [.. DirectoryTests.List(directory, 200).Select(entry => entry.Name).Where(entry => entry[0] != '.')];
    }

    [Fact]
    public void Root_HasLinuxsFolders() =>
        Assert.Equal(["block", "bus", "class", "dev", "devices", "firmware", "fs", "kernel", "module", "power"], List(""));

    [Fact]
    public void Processors_AreListed()
    {
        Assert.Equal(["cpu0", "isolated", "kernel_max", "offline", "online", "possible", "present"], List("devices/system/cpu"));
        Assert.Equal("0\n", _tree.ReadFile("sys/devices/system/cpu/online"));
        Assert.Equal("0\n", _tree.ReadFile("sys/devices/system/cpu/cpu0/topology/thread_siblings_list"));
        Assert.Equal("1\n", _tree.ReadFile("sys/devices/system/cpu/cpu0/node0/cpumap"));
        Assert.Contains("Node 0 MemTotal:         524288 kB\n", _tree.ReadFile("sys/devices/system/node/node0/meminfo"));
    }

    [Fact]
    public void Files_CannotBeWrittenOrMade()
    {
        Assert.Equal(Errno.EACCES, _tree.OpenError("sys/devices/system/cpu/online", OpenFlags.O_WRONLY));
        Assert.Equal(Errno.EPERM, _tree.MakeDirectory("sys/x"));
        Assert.Equal(Errno.EPERM, _tree.Unlink("sys/devices/system/cpu/online"));
        Assert.Equal(Errno.ENOENT, _tree.StatError("sys/devices/system/cpu/cpu1"));
    }
}

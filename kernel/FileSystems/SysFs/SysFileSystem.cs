// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Core.Information;
using Skift.FileSystems.TextTree;

namespace Skift.FileSystems.SysFs;

/// <summary><c>/sys</c> (<c>sysfs(5)</c>): processors, memory nodes and devices, as far as programs look there.</summary>
public sealed class SysFileSystem : FileSystem
{
    private const long Magic = 0x62656572;
    private const ulong RootNumber = 1;
    private const long FileSize = 4096;

    public SysFileSystem(KernelInformation information)
        : base("sysfs")
    {
        DeviceTable devices = information.Mounts.Devices;
        TextNode root = TextNode.Folder(
            "",
            TextNode.Folder("block", () => DeviceNodes.BlockLinks(devices)),
            TextNode.Folder("bus"),
            TextNode.Folder("class", () => DeviceNodes.Classes(devices)),
            TextNode.Folder("dev", TextNode.Folder("block", () => DeviceNodes.BlockNumbers(devices)), TextNode.Folder("char", () => DeviceNodes.CharacterNumbers(devices))),
            TextNode.Folder(
                "devices",
                TextNode.Folder("system", ProcessorNodes.Tree(information), MemoryNodes.Tree(information)),
                TextNode.Folder("virtual", () => DeviceNodes.All(devices))),
            TextNode.Folder("firmware"),
            TextNode.Folder("fs"),
            TextNode.Folder("kernel"),
            TextNode.Folder("module"),
            TextNode.Folder("power"));
        Root = Dentry.MakeRoot(this, new TextInode(this, RootNumber, root, new TextStyle(FileSize, MissingIsError: false)));
    }

    public override Dentry Root { get; }

    public override Statfs Statistics => new() { f_type = Magic, f_bsize = 4096 };
}

/// <summary>sysfs for mount(2).</summary>
public sealed class SysFileSystemType(KernelInformation information) : FileSystemType
{
    public override string Name => "sysfs";

    public override bool NeedsDevice => false;

    public override Result<FileSystem> Open(BlockDevice? source, MountFlags flags, ReadOnlySpan<byte> options) => new SysFileSystem(information);
}

// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Core.Information;

namespace Skift.FileSystems.ProcFs;

/// <summary><c>/proc</c> (<c>proc(5)</c>): processes and the system as text, in Linux's own formats, so that ps, top and free read it.</summary>
public sealed class ProcFileSystem : FileSystem
{
    private const long Magic = 0x9FA0;

    public ProcFileSystem(KernelInformation information)
        : base("proc")
    {
        Information = information;
        Root = Dentry.MakeRoot(this, new ProcRootInode(this));
    }

    public override Dentry Root { get; }

    public override Statfs Statistics => new() { f_type = Magic, f_bsize = 4096 };

    internal KernelInformation Information { get; }
}

/// <summary>procfs for mount(2).</summary>
public sealed class ProcFileSystemType(KernelInformation information) : FileSystemType
{
    public override string Name => "proc";

    public override bool NeedsDevice => false;

    public override Result<FileSystem> Open(BlockDevice? source, MountFlags flags, ReadOnlySpan<byte> options) => new ProcFileSystem(information);
}

// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Machine;

namespace Skift.FileSystems.TmpFs;

/// <summary>tmpfs for mount(2), with the options size=, nr_blocks=, nr_inodes=, mode=, uid= and gid= of <c>tmpfs(5)</c>.</summary>
public sealed class TmpFileSystemType : FileSystemType
{
    private readonly long _defaultByteLimit;

    /// <param name="defaultByteLimit">Size without the option; Linux takes half of the memory.</param>
    public TmpFileSystemType(long defaultByteLimit) => _defaultByteLimit = defaultByteLimit;

    public override string Name => "tmpfs";

    public override bool NeedsDevice => false;

    public override Result<FileSystem> Open(BlockDevice? source, MountFlags flags, ReadOnlySpan<byte> options)
    {
        TmpOptions settings = new() { PageLimit = TmpOptions.PagesFor(_defaultByteLimit), InodeLimit = -1, Mode = 0x3FF };
        if (!settings.TryApply(options))
        {
            return Errno.EINVAL;
        }

        long inodes = settings.InodeLimit >= 0 ? settings.InodeLimit : Math.Max(1024, settings.PageLimit);
        return new TmpFileSystem(settings.PageLimit * Page.Size, inodes, (StatMode)settings.Mode, (uint)settings.UserId, (uint)settings.GroupId);
    }
}

// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.FileSystems.TmpFs;

/// <summary>The tmpfs that nobody mounts, where memfd_create(2) makes its files. Only memory bounds it.</summary>
public sealed class MemoryFileSystem() : TmpFileSystem("tmpfs", long.MaxValue, long.MaxValue, StatMode.S_IRWXU, 0, 0)
{
    /// <summary>The files have names for show only.</summary>
    public override byte[]? NameOf(Dentry entry) => entry.Name;
}

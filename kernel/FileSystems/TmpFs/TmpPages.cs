// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Machine;

namespace Skift.FileSystems.TmpFs;

/// <summary>The data of a file in memory: what is not in the cache does not exist.</summary>
internal sealed class TmpPages : PageCache
{
    private readonly TmpFileSystem _fileSystem;

    internal TmpPages(Inode inode, TmpFileSystem fileSystem)
        : base(inode) => _fileSystem = fileSystem;

    internal Errno SetSize(long size) => Resize(size);

    internal void Drop() => Clear();

    internal Errno SetAside(long offset, long length, bool keepsSize) => Allocate(offset, length, keepsSize);

    internal Errno MakeHole(long offset, long length) => PunchHole(offset, length);

    protected override bool IsMemoryOnly => true;

    protected override long MaximumSize => long.MaxValue;

    protected override Result<Page?> Load(long index) => (Page?)null;

    protected override Errno Charge() => _fileSystem.ChargePage();

    protected override void Uncharge(long pageCount) => _fileSystem.UnchargePages(pageCount);
}

// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Memory;

/// <summary>What a mapping shows: a sequence of pages that several mappings, and read and write, share.</summary>
/// <remarks>A file's page cache is one; so is the memory of a shared anonymous mapping and of a device.</remarks>
public abstract partial class MemoryObject
{
    /// <summary>Bytes from its start that exist; an access to a page wholly behind them is a bus error.</summary>
    public abstract long ByteLength { get; }

    /// <summary>Whether it consists of <see cref="Page"/>s that want to know when they are written; not so for device memory.</summary>
    public virtual bool HasPages => true;

    /// <summary>Whether what it shows can be locked in memory, grown and moved like other memory; not so what the kernel has put there.</summary>
    public virtual bool IsOrdinary => HasPages;

    /// <summary>Who maps it, if somebody has to be told of pages that go.</summary>
    public virtual Files.MappingList? Mappings => null;

    /// <summary>What /proc/N/maps calls memory without a file, at a page; null for no name.</summary>
    public virtual string? NameAt(long index) => null;

    /// <summary>Its number there, like that of an inode; 0 for none.</summary>
    public virtual ulong Number => 0;

    /// <summary>Whether the page is in memory, so that to use it needs no input.</summary>
    public virtual bool HasPage(long index) => false;

    /// <summary>Finds the page, or brings it in.</summary>
    /// <param name="forWrite">The page is about to be changed in place: mark it dirty, give a hole real storage.</param>
    /// <returns>
    /// The page, acquired for the caller, who releases it; <c>ENXIO</c>: behind the end; <c>ENOMEM</c>, <c>ENOSPC</c>; <c>EIO</c>.
    /// </returns>
    /// <remarks>May sleep.</remarks>
    public abstract Result<Page> GetPage(long index, bool forWrite);

    /// <summary>An area maps it now.</summary>
    public virtual void Acquire()
    {
    }

    /// <summary>An area that mapped it is gone. What lives by its mappings alone goes with the last one.</summary>
    public virtual void Release()
    {
    }
}

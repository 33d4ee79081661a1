// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.Core.Events;

/// <summary>Somebody who is told what happens to one inode.</summary>
internal abstract class FileWatch
{
    protected FileWatch(Inode inode, InotifyMask mask)
    {
        Inode = inode;
        Mask = mask;
        Link = new Link<FileWatch>(this);
    }

    internal Inode Inode { get; }

    internal InotifyMask Mask { get; set; }

    /// <summary>In the list of all, guarded by that list's lock.</summary>
    internal Link<FileWatch> Link { get; }

    /// <summary>Tells of something in <see cref="Mask"/>. Directories may be locked, spin locks not.</summary>
    /// <param name="name">Of the entry, if it happened to one of a directory.</param>
    internal abstract void Tell(InotifyMask what, byte[] name, uint cookie);

    /// <summary>The inode is gone, or its file system is.</summary>
    internal abstract void End();
}

// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Devices;

/// <summary>A disk: sectors that are read and written whole. A driver derives from it and registers it.</summary>
public abstract class BlockDevice
{
    /// <summary>Sizes and positions count in these, whatever the disk's own sectors are.</summary>
    public const int SectorSize = 512;

    /// <summary>Name in <c>/dev</c> ("vda").</summary>
    public abstract string Name { get; }

    /// <summary>Major and minor.</summary>
    public abstract ulong Number { get; }

    public abstract long SectorCount { get; }

    public virtual bool IsReadOnly => false;

    public virtual StatMode Permissions => StatMode.S_IRUSR | StatMode.S_IWUSR | StatMode.S_IRGRP | StatMode.S_IWGRP;

    /// <summary>Reads whole sectors; may sleep. The range is inside the disk.</summary>
    /// <returns>EIO if the disk fails.</returns>
    public abstract Errno Read(long sector, Span<byte> destination);

    /// <summary>Who is told of bytes that are read and written on behalf of whoever runs.</summary>
    public static Action<long, bool>? Charge { get; set; }

    /// <summary>Writes whole sectors; may sleep. EROFS for a disk that cannot be written.</summary>
    public virtual Errno Write(long sector, ReadOnlySpan<byte> source) => Errno.EROFS;

    /// <summary>Somebody opens or mounts it.</summary>
    public virtual Errno AddUser() => Errno.None;

    /// <summary>A file of it was closed, or a file system on it unmounted. May sleep.</summary>
    public virtual void RemoveUser()
    {
    }

    /// <summary>ioctl(2): requests of this kind of disk. ENOTTY, or EINVAL, for others.</summary>
    public virtual Errno Control(uint request, ulong argument, bool isWriter) => Errno.ENOTTY;

    /// <summary>Makes what was written last.</summary>
    public virtual Errno Flush() => Errno.None;
}

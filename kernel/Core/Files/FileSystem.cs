// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Events;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

/// <summary>A mounted (or mountable) instance of a file system: one tree of inodes.</summary>
public abstract class FileSystem
{
    private static uint s_lastDevice;

    private int _mounts;

    protected FileSystem(string typeName)
    {
        TypeName = typeName;
        // Device numbers of file systems without a disk: major 0, as Linux numbers its anonymous devices.
        DeviceNumber = Abi.DeviceNumber.Make(0, Interlocked.Increment(ref s_lastDevice));
        Names = new NameCache();
        RenameLock = new Mutex<int>(0);
    }

    /// <summary>As in <c>/proc/mounts</c> and <c>mount -t</c>.</summary>
    public string TypeName { get; }

    /// <summary><c>st_dev</c> of every file in it.</summary>
    public ulong DeviceNumber { get; protected init; }

    /// <summary>The entry every path inside starts from.</summary>
    public abstract Dentry Root { get; }

    /// <summary>Nobody may write, through whichever mount; set by mount(2).</summary>
    public bool IsSetReadOnly { get; internal set; }

    /// <summary>Changes options of a file system that is mounted (MS_REMOUNT).</summary>
    /// <returns>EINVAL for options that are unknown or cannot be changed to that.</returns>
    public virtual Errno Reconfigure(ReadOnlySpan<byte> options) => Errno.None;

    /// <summary>Cannot be written, however it is mounted.</summary>
    public virtual bool IsReadOnly => false;

    /// <summary>Options for <c>/proc/mounts</c>, each with its comma in front (",size=64k"); empty if none.</summary>
    public virtual string Options => "";

    /// <summary>What it lies on, if mount(2) was given a disk.</summary>
    internal BlockDevice? Disk { get; set; }

    internal NameCache Names { get; }

    /// <summary>Held while directories move, so that no two moves make a loop together.</summary>
    internal Mutex<int> RenameLock { get; }

    /// <summary>Fills what depends on the file system; the mount flags are added by the caller.</summary>
    public abstract Statfs Statistics { get; }

    /// <summary>The whole name of a file that has no place in the tree ("pipe:[7]"); null where paths are made of names.</summary>
    public virtual byte[]? NameOf(Dentry entry) => null;

    /// <summary>Writes everything to the disk.</summary>
    public virtual Errno Synchronize() => Errno.None;

    internal bool IsMounted => Volatile.Read(ref _mounts) != 0;

    internal void AddMount() => _ = Interlocked.Increment(ref _mounts);

    /// <summary>A mount is gone; with the last one the file system is. May sleep.</summary>
    internal Errno RemoveMount()
    {
        if (Interlocked.Decrement(ref _mounts) != 0)
        {
            return Errno.None;
        }

        FileEvents.SendUnmounted(this);
        Errno error = Synchronize();
        End();
        return error;
    }

    /// <summary>Unmounted, or never mounted: the disk, if there is one, has a user less. May sleep.</summary>
    internal void End()
    {
        OnUnmounted();
        Disk?.RemoveUser();
    }

    /// <summary>The last mount is gone: gives memory and devices back.</summary>
    public virtual void OnUnmounted()
    {
    }
}

/// <summary>A kind of file system that <c>mount(2)</c> can name.</summary>
public abstract class FileSystemType
{
    public abstract string Name { get; }

    /// <summary>Needs a block device ("nodev" in <c>/proc/filesystems</c> if not).</summary>
    public abstract bool NeedsDevice { get; }

    /// <summary>Opens an instance. <paramref name="source"/> is the device if one is needed; options are mount's <c>data</c>.</summary>
    /// <returns>EINVAL for unknown options or a foreign format.</returns>
    public abstract Result<FileSystem> Open(BlockDevice? source, MountFlags flags, ReadOnlySpan<byte> options);
}

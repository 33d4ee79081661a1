// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

/// <summary>A tree of mounts that processes share, with what mounting needs: the kinds of file system and the devices.</summary>
/// <remarks>Changes of the tree are in MountNamespace.Change.cs, what they do to other mounts in MountNamespace.Propagation.cs.</remarks>
public sealed partial class MountNamespace
{
    // What changes in one name space shows in others, so there is one lock for all that come from one by copying.
    private readonly Mutex<int> _tree;

    // Guarded by the lock of the tree.
    private readonly List<Mount> _mounts = [];
    private readonly Mutex<List<FileSystemType>> _types;
    private int _users;

    public MountNamespace(FileSystem root, DeviceTable devices)
    {
        Devices = devices;
        _types = new Mutex<List<FileSystemType>>([]);
        _tree = new Mutex<int>(0);
        Mount mount = new(this, root, null, MountFlags.MS_RELATIME, "rootfs"u8.ToArray());
        Root = new Path(mount, root.Root);
        Add(mount);
    }

    /// <summary>A name space with its own mounts, still to be filled, that knows the same kinds and devices.</summary>
    private MountNamespace(MountNamespace model)
    {
        Devices = model.Devices;
        _types = model._types;
        _tree = model._tree;
    }

    public Path Root { get; private set; }

    public DeviceTable Devices { get; }

    /// <summary>All mounts, oldest first, for <c>/proc/mounts</c>.</summary>
    public Mount[] Mounts
    {
        get
        {
            using Mutex<int>.Guard tree = _tree.Lock();
            return _mounts.ToArray();
        }
    }

    /// <summary>All kinds that can be mounted, for <c>/proc/filesystems</c>.</summary>
    public FileSystemType[] Types
    {
        get
        {
            using Mutex<List<FileSystemType>>.Guard types = _types.Lock();
            return types.Value.ToArray();
        }
    }

    public void Register(FileSystemType type)
    {
        using Mutex<List<FileSystemType>>.Guard types = _types.Lock();
        types.Value.Add(type);
    }

    /// <summary>ENODEV for a kind nobody registered.</summary>
    public Result<FileSystemType> FindType(ReadOnlySpan<byte> name)
    {
        using Mutex<List<FileSystemType>>.Guard types = _types.Lock();
        foreach (FileSystemType type in types.Value)
        {
            if (Text.EqualsAscii(name, type.Name))
            {
                return type;
            }
        }

        return Errno.ENODEV;
    }

    /// <summary>Writes all file systems to their disks; the first error is told.</summary>
    public Errno Synchronize()
    {
        Errno result = Errno.None;
        foreach (Mount mount in Mounts)
        {
            Errno error = mount.FileSystem.Synchronize();
            result = result == Errno.None ? error : result;
        }

        return result;
    }

    /// <summary>A process' place in the tree uses it.</summary>
    internal void Acquire() => _ = Interlocked.Increment(ref _users);

    /// <summary>One place less; with the last one the mounts of a copied name space go. May sleep.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0 && IsCopy)
        {
            DetachAll();
        }
    }

    /// <summary>Whether something is mounted on an entry, in this name space.</summary>
    internal bool HasMountOn(Dentry entry)
    {
        if (entry.MountCount == 0)
        {
            return false;
        }

        using Mutex<int>.Guard tree = _tree.Lock();
        foreach (Mount mount in _mounts)
        {
            if (mount.Point is Path point && point.Dentry == entry)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>From a directory to the root of what is mounted on it.</summary>
    internal Path Cross(Path path)
    {
        if (path.Dentry.MountCount == 0)
        {
            return path;
        }

        using Mutex<int>.Guard tree = _tree.Lock();
        return TopOf(_mounts, path);
    }

    private void Add(Mount mount)
    {
        _mounts.Add(mount);
        mount.IsListed = true;
    }

    private static Path TopOf(List<Mount> mounts, Path path)
    {
        while (path.Dentry.MountCount != 0)
        {
            Mount? covering = null;
            foreach (Mount mount in mounts)
            {
                covering = mount.Point is Path point && point == path ? mount : covering;
            }

            if (covering is null)
            {
                break;
            }

            path = new Path(covering, covering.Root);
        }

        return path;
    }
}

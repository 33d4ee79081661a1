// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Scheduling;

namespace Skift.Core.Devices;

/// <summary>All devices by number; <c>/dev</c> shows them by name. Boot makes one and hands it to the drivers.</summary>
public sealed class DeviceTable
{
    private readonly Mutex<Lists> _lists = new(new Lists { Characters = [], Blocks = [] });

    private struct Lists
    {
        internal List<CharacterDevice> Characters;
        internal List<BlockDevice> Blocks;
        internal DeviceObserver? Observer;
    }

    /// <summary>Adds a device. EEXIST if the number is taken.</summary>
    public Errno Register(CharacterDevice device)
    {
        using Mutex<Lists>.Guard lists = _lists.Lock();
        foreach (CharacterDevice other in lists.Value.Characters)
        {
            if (other.Number == device.Number)
            {
                return Errno.EEXIST;
            }
        }

        lists.Value.Characters.Add(device);
        lists.Value.Observer?.OnAdded(device);
        return Errno.None;
    }

    /// <summary>Adds a disk. EEXIST if the number is taken.</summary>
    public Errno Register(BlockDevice device)
    {
        using Mutex<Lists>.Guard lists = _lists.Lock();
        foreach (BlockDevice other in lists.Value.Blocks)
        {
            if (other.Number == device.Number)
            {
                return Errno.EEXIST;
            }
        }

        lists.Value.Blocks.Add(device);
        lists.Value.Observer?.OnAdded(device);
        return Errno.None;
    }

    /// <summary>Takes a disk away that nobody uses.</summary>
    public void Unregister(BlockDevice device)
    {
        using Mutex<Lists>.Guard lists = _lists.Lock();
        _ = lists.Value.Blocks.Remove(device);
        lists.Value.Observer?.OnRemoved(device);
    }

    /// <summary>Tells the observer of all devices that are there and of those that come.</summary>
    public void Observe(DeviceObserver observer)
    {
        using Mutex<Lists>.Guard lists = _lists.Lock();
        lists.Value.Observer = observer;
        foreach (CharacterDevice device in lists.Value.Characters)
        {
            observer.OnAdded(device);
        }

        foreach (BlockDevice device in lists.Value.Blocks)
        {
            observer.OnAdded(device);
        }
    }

    /// <summary>All character devices, oldest first.</summary>
    public CharacterDevice[] Characters
    {
        get
        {
            using Mutex<Lists>.Guard lists = _lists.Lock();
            return lists.Value.Characters.ToArray();
        }
    }

    /// <summary>All disks, oldest first.</summary>
    public BlockDevice[] Blocks
    {
        get
        {
            using Mutex<Lists>.Guard lists = _lists.Lock();
            return lists.Value.Blocks.ToArray();
        }
    }

    public CharacterDevice? FindCharacter(ulong number)
    {
        using Mutex<Lists>.Guard lists = _lists.Lock();
        foreach (CharacterDevice device in lists.Value.Characters)
        {
            if (device.Number == number)
            {
                return device;
            }
        }

        return null;
    }

    public BlockDevice? FindBlock(ulong number)
    {
        using Mutex<Lists>.Guard lists = _lists.Lock();
        foreach (BlockDevice device in lists.Value.Blocks)
        {
            if (device.Number == number)
            {
                return device;
            }
        }

        return null;
    }

    /// <summary>Opens the device an inode stands for; ENXIO if there is none.</summary>
    internal Result<OpenFile> OpenCharacter(Inode inode, Path path, OpenFlags flags) =>
        FindCharacter(inode.Device)?.Open(path, flags) ?? Errno.ENXIO;

    internal Result<OpenFile> OpenBlock(Inode inode, Path path, OpenFlags flags)
    {
        if (FindBlock(inode.Device) is not BlockDevice device)
        {
            return Errno.ENXIO;
        }

        bool isWriting = (flags & OpenFlags.O_ACCMODE) != OpenFlags.O_RDONLY;
        if (isWriting && device.IsReadOnly)
        {
            return Errno.EACCES;
        }

        Errno error = device.AddUser();
        return error != Errno.None ? error : new BlockFile(device, path, flags);
    }
}

/// <summary>Who wants to know of devices: devfs, which gives them names.</summary>
public abstract class DeviceObserver
{
    public abstract void OnAdded(CharacterDevice device);

    public abstract void OnAdded(BlockDevice device);

    public abstract void OnRemoved(BlockDevice device);
}

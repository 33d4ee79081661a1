// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.FileSystems.TmpFs;
using Skift.Machine;

namespace Skift.FileSystems.DevFs;

/// <summary>
/// <c>/dev</c>: a tmpfs in which each device that drivers register gets its file, as Linux's devtmpfs. Programs may add,
/// rename and remove files as they like.
/// </summary>
public sealed class DevFileSystem : TmpFileSystem
{
    private const long ByteLimit = 1 << 20;
    private const long InodeLimit = 4096;
    private const StatMode DirectoryMode = StatMode.S_IRWXU | StatMode.S_IRGRP | StatMode.S_IXGRP | StatMode.S_IROTH | StatMode.S_IXOTH;

    private readonly FileView _view;

    private DevFileSystem(DeviceTable devices)
        : base("devtmpfs", ByteLimit, InodeLimit, DirectoryMode, 0, 0)
    {
        // The kernel adds files through a tree of its own, so it makes no difference where programs mount this.
        _view = new FileView(FileSystemContext.Create(new MountNamespace(this, devices)), Credentials.Root);
    }

    public override string Options => "";

    /// <summary>Makes it with files for all devices there are and will be, and the links that programs expect.</summary>
    public static DevFileSystem Create(DeviceTable devices)
    {
        DevFileSystem fileSystem = new(devices);
        fileSystem.AddLink("/proc/self/fd"u8, "fd"u8);
        fileSystem.AddLink("fd/0"u8, "stdin"u8);
        fileSystem.AddLink("fd/1"u8, "stdout"u8);
        fileSystem.AddLink("fd/2"u8, "stderr"u8);
        devices.Observe(new Observer(fileSystem));
        return fileSystem;
    }

    /// <summary>It is one for the whole kernel and lasts, mounted or not.</summary>
    public override void OnUnmounted()
    {
    }

    private void AddLink(ReadOnlySpan<byte> target, ReadOnlySpan<byte> name) => Report(_view.MakeSymbolicLink(target, name), "link");

    private void Add(string name, StatMode mode, ulong number)
    {
        byte[] path = Text.ToBytes(name);
        for (int index = 0; index < path.Length; index++)
        {
            if (path[index] == (byte)'/')
            {
                Errno error = _view.MakeDirectory(path.AsSpan(0, index), DirectoryMode);
                Report(error == Errno.EEXIST ? Errno.None : error, name);
            }
        }

        Errno made = _view.MakeNode(path, mode, number);
        // The mode is the device's own, not subject to anybody's umask.
        Report(made == Errno.None ? _view.ChangeMode(path, mode) : made, name);
    }

    private static void Report(Errno error, string name)
    {
        if (error != Errno.None)
        {
            Log.Warning($"devfs: no file for {name}: {error}");
        }
    }

    private sealed class Observer(DevFileSystem fileSystem) : DeviceObserver
    {
        public override void OnAdded(CharacterDevice device) =>
            fileSystem.Add(device.Name, StatMode.S_IFCHR | device.Permissions, device.Number);

        public override void OnAdded(BlockDevice device) =>
            fileSystem.Add(device.Name, StatMode.S_IFBLK | device.Permissions, device.Number);

        /// <summary>Programs may have removed the file before.</summary>
        public override void OnRemoved(BlockDevice device) => _ = fileSystem._view.Unlink(Text.ToBytes(device.Name));
    }
}

/// <summary>devtmpfs for mount(2): always the same instance.</summary>
public sealed class DevFileSystemType(DevFileSystem instance) : FileSystemType
{
    public override string Name => "devtmpfs";

    public override bool NeedsDevice => false;

    public override Result<FileSystem> Open(BlockDevice? source, MountFlags flags, ReadOnlySpan<byte> options) => instance;
}

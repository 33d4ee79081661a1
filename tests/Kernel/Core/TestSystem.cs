// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Core.Information;
using Skift.Core.Processes;
using Skift.Drivers.Virtio;
using Skift.FileSystems.DevFs;
using Skift.FileSystems.Ext2;
using Skift.FileSystems.ProcFs;
using Skift.FileSystems.TmpFs;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>The system as boot builds it, without programs: devices, a tmpfs root, <c>/dev</c> and <c>/proc</c>.</summary>
internal static class TestSystem
{
    internal const StatMode Mode755 = (StatMode)0x1ED;

    private static MountNamespace? s_mounts;

    internal static DeviceTable Devices { get; } = new();

    internal static MountNamespace Mounts => s_mounts!;

    internal static void Start()
    {
        MemoryDevices.Register(Devices);
        new VirtioBus(Devices, new ProcessJobControl()).Start();
        MountNamespace mounts = new(new TmpFileSystem(PhysicalMemory.TotalBytes / 4, long.MaxValue, Mode755), Devices);
        s_mounts = mounts;
        KernelServices.Start(mounts, new MemoryFileSystem());
        mounts.Register(new TmpFileSystemType(PhysicalMemory.TotalBytes / 4));
        mounts.Register(new DevFileSystemType(DevFileSystem.Create(Devices)));
        mounts.Register(new Ext2FileSystemType());
        mounts.Register(new ProcFileSystemType(new SystemInformationSource(mounts)));
        FileView view = new(FileSystemContext.Create(mounts), Credentials.Root);
        Mount(view, "/dev"u8, "devtmpfs"u8);
        Mount(view, "/proc"u8, "proc"u8);
    }

    private static void Mount(in FileView view, ReadOnlySpan<byte> point, ReadOnlySpan<byte> type)
    {
        Check.Succeeds(view.MakeDirectory(point, Mode755), "make a mount point");
        Check.Succeeds(view.Mount(type, point, type, MountFlags.None, default), "mount");
    }
}

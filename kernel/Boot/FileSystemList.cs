// SPDX-License-Identifier: MIT
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Core.Information;
using Skift.Core.MessageQueues;
using Skift.Core.Terminal;
using Skift.FileSystems.DevFs;
using Skift.FileSystems.Ext2;
using Skift.FileSystems.ProcFs;
using Skift.FileSystems.SysFs;
using Skift.FileSystems.TmpFs;
using Skift.Machine;

namespace Skift.Kernel;

/// <summary>The file systems that mount(2) knows. A new one is one line here.</summary>
internal static class FileSystemList
{
    internal static void Register(MountNamespace mounts, DeviceTable devices)
    {
        mounts.Register(new TmpFileSystemType(PhysicalMemory.TotalBytes / 2));
        mounts.Register(new DevFileSystemType(DevFileSystem.Create(devices)));
        mounts.Register(new PseudoTerminalFileSystemType());
        mounts.Register(new MessageQueueFileSystemType());
        mounts.Register(new Ext2FileSystemType());
        SystemInformationSource information = new(mounts);
        mounts.Register(new ProcFileSystemType(information));
        mounts.Register(new SysFileSystemType(information));
    }
}

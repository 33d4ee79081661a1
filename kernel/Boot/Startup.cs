// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core;
using Skift.Core.Devices;
using Skift.Core.Devices.Loop;
using Skift.Core.Files;
using Skift.Core.Information;
using Skift.Core.Processes;
using Skift.Core.Terminal;
using Skift.FileSystems.DevFs;
using Skift.FileSystems.Initramfs;
using Skift.FileSystems.ProcFs;
using Skift.FileSystems.TmpFs;
using Skift.Machine;
using Skift.Network;

namespace Skift.Kernel;

/// <summary>Builds the system in its order: devices, root file system, the mounts every program expects, process 1.</summary>
internal static class Startup
{
    private const StatMode DirectoryMode = StatMode.S_IRWXU | StatMode.S_IRGRP | StatMode.S_IXGRP | StatMode.S_IROTH | StatMode.S_IXOTH;

    // QEMU's isa-debug-exit makes 33 of it.
    private const byte SuccessExitCode = 0x10;

    internal static void Run()
    {
        Log.Info($"SkiftSharp: {PhysicalMemory.TotalBytes / (1024 * 1024)} MiB of memory, command line: {BootInformation.CommandLine}");
        // For those who only want to know whether the kernel starts on a machine: run-qemu.sh asks so before it believes in KVM.
        if (BootInformation.TryGetOption("exit"u8, out _)) Power.DebugExit(SuccessExitCode);
        DeviceTable devices = new();
        JobControl jobs = new ProcessJobControl();
        BlockDevice.Charge = UserThread.ChargeTransfer;
        MemoryDevices.Register(devices);
        LoopDevices.Register(devices, new ProcessLoopCaller());
        _ = devices.Register(new ControllingTerminalDevice(jobs));
        _ = devices.Register(new PseudoTerminalDevice(jobs));
        DriverList.Start(devices, jobs);

        TmpFileSystem root = new(PhysicalMemory.TotalBytes / 2, long.MaxValue, DirectoryMode);
        MountNamespace mounts = new(root, devices);
        KernelServices.Start(mounts, new MemoryFileSystem());
        NetworkStack.Start();
        FileView view = new(FileSystemContext.Create(mounts), Credentials.Root);
        UnpackInitramfs(view);
        FileSystemList.Register(mounts, devices);
        Mount(view, "/dev"u8, "devtmpfs"u8, MountFlags.MS_NOSUID);
        Mount(view, "/proc"u8, "proc"u8, MountFlags.MS_NOSUID | MountFlags.MS_NODEV | MountFlags.MS_NOEXEC);

        OpenFile? console = null;
        if (!view.Open("/dev/console"u8, OpenFlags.O_RDWR).Try(out console, out Errno error))
        {
            Log.Warning($"no console: error {(int)error}");
        }

        error = InitProcess.Start(mounts, console);
        if (error != Errno.None) Panic.Raise("cannot make the first process");
    }

    private static void UnpackInitramfs(in FileView view)
    {
        if (BootInformation.Initramfs is not BootModule module) Panic.Raise("no initramfs: pass one with -initrd or as a boot module");
        else Unpack(module, view);
    }

    private static void Unpack(BootModule module, in FileView view)
    {
        using (BootModule.Access access = module.Open())
        {
            if (CpioUnpacker.Unpack(access.Span, view) != Errno.None) Panic.Raise("the initramfs is damaged");
        }

        module.Release();
    }

    private static void Mount(in FileView view, ReadOnlySpan<byte> point, ReadOnlySpan<byte> type, MountFlags flags)
    {
        Errno error = view.MakeDirectory(point, DirectoryMode);
        if (error is Errno.None or Errno.EEXIST) error = view.Mount(type, point, type, flags, default);
        if (error != Errno.None) Log.Warning($"cannot mount {point}: error {(int)error}");
    }
}

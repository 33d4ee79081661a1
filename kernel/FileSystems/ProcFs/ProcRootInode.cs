// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Information;
using Skift.FileSystems.TextTree;

namespace Skift.FileSystems.ProcFs;

/// <summary><c>/proc</c> itself: what concerns the whole system, and a directory for each process.</summary>
internal sealed class ProcRootInode : ProcDirectoryInode
{
    private const ulong RootNumber = 1;

    private static readonly Entry[] s_entries =
    [
        new("self", StatMode.S_IFLNK),
        new("thread-self", StatMode.S_IFLNK),
        new("mounts", StatMode.S_IFLNK),
        new("net", StatMode.S_IFLNK),
        new("cmdline", StatMode.S_IFREG),
        new("cpuinfo", StatMode.S_IFREG),
        new("devices", StatMode.S_IFREG),
        new("filesystems", StatMode.S_IFREG),
        new("loadavg", StatMode.S_IFREG),
        new("meminfo", StatMode.S_IFREG),
        new("modules", StatMode.S_IFREG),
        new("partitions", StatMode.S_IFREG),
        new("skift", StatMode.S_IFREG),
        new("stat", StatMode.S_IFREG),
        new("swaps", StatMode.S_IFREG),
        new("sys", StatMode.S_IFDIR),
        new("uptime", StatMode.S_IFREG),
        new("version", StatMode.S_IFREG),
        new("vmstat", StatMode.S_IFREG),
    ];

    internal ProcRootInode(ProcFileSystem fileSystem)
        : base(fileSystem, RootNumber, DirectoryMode)
    {
    }

    protected override Entry[] Entries => s_entries;

    protected override ulong NumberOf(int index) => RootNumber + 1 + (ulong)index;

    protected override ulong NumberOfNumber(int number) => ProcProcessInode.NumberOf(number, 0, 0);

    protected override int Next(int number) => Information.NextProcess(Math.Max(number, 1)) is var found && found > 0 ? found : -1;

    protected override Inode? MakeNumber(int number) => ProcProcessInode.Find(Proc, number);

    protected override Inode? Make(int index)
    {
        KernelInformation information = Information;
        ulong number = NumberOf(index);
        return s_entries[index].Name switch
        {
            "self" => new ProcLinkInode(Proc, number, () => Self(information.CurrentProcess)),
            "thread-self" => new ProcLinkInode(Proc, number, () => ThreadSelf(information)),
            "mounts" => new ProcLinkInode(Proc, number, () => "self/mounts"u8.ToArray()),
            "net" => new ProcLinkInode(Proc, number, () => "self/net"u8.ToArray()),
            "cmdline" => TextFile(number, () => new ProcText().Add(information.CommandLine).Add('\n')),
            "cpuinfo" => TextFile(number, () => SystemTexts.Cpus(information.Cpus)),
            "devices" => TextFile(number, () => DeviceTexts.Majors(information.Mounts.Devices)),
            "filesystems" => TextFile(number, () => SystemTexts.FileSystems(information.Mounts)),
            "loadavg" => TextFile(number, () => SystemTexts.Load(information.Scheduler)),
            "meminfo" => TextFile(number, () => SystemTexts.Memory(information.Memory)),
            "skift" => TextFile(number, () => new ProcText().Add(information.Counters)),
            // Drivers are part of the kernel.
            "modules" => TextFile(number, static () => new ProcText()),
            "partitions" => TextFile(number, () => DeviceTexts.Disks(information.Mounts.Devices)),
            "stat" => TextFile(number, () => SystemTexts.Statistics(information.CpuTimes, information.Scheduler)),
            "swaps" => TextFile(number, static () => new ProcText().Add("Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"u8)),
            "sys" => new TextInode(Proc, number, SystemControls.Tree, new TextStyle(FileSize: 0, MissingIsError: true)),
            "uptime" => TextFile(number, () => SystemTexts.Uptime(information.CpuTimes, information.Scheduler)),
            "version" => TextFile(number, () => new ProcText().Add(information.Version).Add('\n')),
            "vmstat" => TextFile(number, () => SystemTexts.Pages(information.Memory)),
            _ => null,
        };
    }

    private static byte[] Self(int process) => process == 0 ? [] : new ProcText().Add((long)process).ToArray();

    private static byte[] ThreadSelf(KernelInformation information) => information.CurrentProcess == 0
        ? []
        : new ProcText().Add((long)information.CurrentProcess).Add("/task/"u8).Add((long)information.CurrentThread).ToArray();

    private ProcTextInode TextFile(ulong number, Func<ProcText> produce) => new(Proc, number, PublicMode, 0, 0, () => produce());
}

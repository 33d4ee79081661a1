// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Information;

namespace Skift.FileSystems.ProcFs;

/// <summary><c>/proc/N</c>, and with a thread <c>/proc/N/task/T</c>.</summary>
internal sealed class ProcProcessInode : ProcDirectoryInode
{
    private const int TaskIndex = 0;
    private const int DescriptorsIndex = 1;

    // "task" comes first, so that a thread's table is the rest of it.
    private static readonly Entry[] s_entries =
    [
        new("task", StatMode.S_IFDIR),
        new("fd", StatMode.S_IFDIR),
        new("cmdline", StatMode.S_IFREG),
        new("comm", StatMode.S_IFREG),
        new("cwd", StatMode.S_IFLNK),
        new("environ", StatMode.S_IFREG),
        new("exe", StatMode.S_IFLNK),
        new("maps", StatMode.S_IFREG),
        new("mountinfo", StatMode.S_IFREG),
        new("mounts", StatMode.S_IFREG),
        new("root", StatMode.S_IFLNK),
        new("stat", StatMode.S_IFREG),
        new("statm", StatMode.S_IFREG),
        new("status", StatMode.S_IFREG),
        new("net", StatMode.S_IFDIR),
        new("mem", StatMode.S_IFREG),
    ];

    private static readonly Entry[] s_threadEntries = s_entries[1..];

    private readonly int _process;
    private readonly int _thread;
    private readonly long _startTime;
    private readonly uint _userId;
    private readonly uint _groupId;

    private ProcProcessInode(ProcFileSystem fileSystem, int process, int thread, in ProcessStatus status)
        : base(fileSystem, NumberOf(process, thread, 0), DirectoryMode, status.EffectiveUserId, status.EffectiveGroupId)
    {
        _process = process;
        _thread = thread;
        _startTime = status.StartTime;
        _userId = status.EffectiveUserId;
        _groupId = status.EffectiveGroupId;
    }

    /// <summary>Null if there is no such process.</summary>
    internal static Inode? Find(ProcFileSystem fileSystem, int process) =>
        fileSystem.Information.TryGetProcess(process, out ProcessStatus status) ? new ProcProcessInode(fileSystem, process, 0, status) : null;

    /// <summary>Null if there is no such thread in the process.</summary>
    internal static Inode? FindThread(ProcFileSystem fileSystem, int process, int thread) =>
        fileSystem.Information.TryGetThread(process, thread, out ProcessStatus status) ? new ProcProcessInode(fileSystem, process, thread, status) : null;

    /// <summary>Inode numbers: process or thread, and within it a small number per file.</summary>
    internal static ulong NumberOf(int process, int thread, int index) =>
        ((ulong)(thread != 0 ? thread : process) << 20) | (thread != 0 ? 1UL << 52 : 0) | (uint)(16 + index);

    protected override Entry[] Entries => _thread == 0 ? s_entries : s_threadEntries;

    /// <summary>Another process may have the number by now; its start time tells.</summary>
    protected override bool IsAlive => TryGetStatus(out _);

    protected override ulong NumberOf(int index) => NumberOf(_process, _thread, 1 + index);

    protected override Inode? Make(int index)
    {
        KernelInformation information = Information;
        int process = _process;
        ulong number = NumberOf(index);
        return Entries[index].Name switch
        {
            "task" => new ProcTaskInode(Proc, process, number, _userId, _groupId),
            "fd" => new ProcDescriptorsInode(Proc, process, number, _userId, _groupId),
            "mem" => new ProcMemoryInode(Proc, number, process, _userId, _groupId),
            "net" => new ProcNetInode(Proc, number),
            "cmdline" => TextFile(number, PublicMode, (in ProcessStatus _) => new ProcText().Add(information.GetArguments(process))),
            "comm" => TextFile(number, PublicMode, static (in ProcessStatus status) => new ProcText().Add(status.Name).Add('\n')),
            "cwd" => Magic(number, () => information.GetFileSystem(process)?.WorkingDirectory),
            "environ" => TextFile(number, PrivateMode, (in ProcessStatus _) => new ProcText().Add(information.GetEnvironment(process))),
            "exe" => Magic(number, () => information.GetExecutable(process)),
            "maps" => TextFile(number, PublicMode, (in ProcessStatus _) => ProcessTexts.Maps(information.GetAreas(process), information.Mounts.Root)),
            "mountinfo" => TextFile(number, PublicMode, (in ProcessStatus _) => MountTexts.MountInfo(MountsOf(information, process), RootOf(information, process))),
            "mounts" => TextFile(number, PublicMode, (in ProcessStatus _) => MountTexts.Mounts(MountsOf(information, process), RootOf(information, process))),
            "root" => Magic(number, () => information.GetFileSystem(process)?.Root),
            "stat" => TextFile(number, PublicMode, ProcessTexts.Stat),
            "statm" => TextFile(number, PublicMode, ProcessTexts.MemorySizes),
            "status" => TextFile(number, PublicMode, ProcessTexts.Status),
            _ => null,
        };
    }

    private delegate ProcText Producer(in ProcessStatus status);

    private static Path RootOf(KernelInformation information, int process) =>
        information.GetFileSystem(process)?.Root ?? information.Mounts.Root;

    private static MountNamespace MountsOf(KernelInformation information, int process) =>
        information.GetFileSystem(process)?.Namespace ?? information.Mounts;

    private bool TryGetStatus(out ProcessStatus status)
    {
        bool isFound = _thread == 0 ? Information.TryGetProcess(_process, out status) : Information.TryGetThread(_process, _thread, out status);
        return isFound && status.StartTime == _startTime;
    }

    /// <summary>ESRCH if the process has ended since the file was opened.</summary>
    private ProcTextInode TextFile(ulong number, StatMode mode, Producer produce) =>
        new(Proc, number, mode, _userId, _groupId, () => TryGetStatus(out ProcessStatus status) ? produce(status) : Errno.ESRCH);

    private ProcMagicInode Magic(ulong number, Func<Path?> target) => new(Proc, number, (StatMode)0x1FF, _userId, _groupId, target);
}

/// <summary><c>/proc/N/task</c>: the threads.</summary>
internal sealed class ProcTaskInode : ProcDirectoryInode
{
    private readonly int _process;

    internal ProcTaskInode(ProcFileSystem fileSystem, int process, ulong number, uint userId, uint groupId)
        : base(fileSystem, number, DirectoryMode, userId, groupId) => _process = process;

    protected override Entry[] Entries => [];

    protected override Inode? Make(int index) => null;

    protected override ulong NumberOf(int index) => 0;

    protected override ulong NumberOfNumber(int number) => ProcProcessInode.NumberOf(_process, number, 0);

    protected override Inode? MakeNumber(int number) => ProcProcessInode.FindThread(Proc, _process, number);

    protected override int Next(int number)
    {
        foreach (int thread in Information.GetThreads(_process))
        {
            if (thread >= number)
            {
                return thread;
            }
        }

        return -1;
    }
}

/// <summary><c>/proc/N/fd</c>: the open files, as links that lead to them.</summary>
internal sealed class ProcDescriptorsInode : ProcDirectoryInode
{
    private const StatMode OwnerOnly = StatMode.S_IFDIR | (StatMode)0x140;
    private readonly int _process;
    private readonly uint _userId;
    private readonly uint _groupId;

    internal ProcDescriptorsInode(ProcFileSystem fileSystem, int process, ulong number, uint userId, uint groupId)
        : base(fileSystem, number, OwnerOnly, userId, groupId)
    {
        _process = process;
        _userId = userId;
        _groupId = groupId;
    }

    protected override Entry[] Entries => [];

    protected override StatMode NumberType => StatMode.S_IFLNK;

    protected override Inode? Make(int index) => null;

    protected override ulong NumberOf(int index) => 0;

    protected override ulong NumberOfNumber(int number) => ProcProcessInode.NumberOf(_process, 0, 1000 + number);

    protected override int Next(int number)
    {
        foreach (int descriptor in Information.GetFiles(_process)?.Descriptors() ?? [])
        {
            if (descriptor >= number)
            {
                return descriptor;
            }
        }

        return -1;
    }

    /// <summary>The link's permissions tell how the file is open.</summary>
    protected override Inode? MakeNumber(int number)
    {
        if (Information.GetFiles(_process) is not FileTable files || !files.Get(number).Try(out OpenFile file, out _))
        {
            return null;
        }

        using (file)
        {
            StatMode mode = StatMode.S_IXUSR | (file.CanRead ? StatMode.S_IRUSR : 0) | (file.CanWrite ? StatMode.S_IWUSR : 0);
            return new ProcMagicInode(Proc, NumberOfNumber(number), mode, _userId, _groupId, () => PathOf(files, number));
        }
    }

    private static Path? PathOf(FileTable files, int descriptor)
    {
        if (!files.Get(descriptor).Try(out OpenFile file, out _))
        {
            return null;
        }

        using (file)
        {
            return file.Path;
        }
    }
}

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
        new("fdinfo", StatMode.S_IFDIR),
        new("auxv", StatMode.S_IFREG),
        new("cgroup", StatMode.S_IFREG),
        new("cmdline", StatMode.S_IFREG),
        new("comm", StatMode.S_IFREG),
        new("cpuset", StatMode.S_IFREG),
        new("cwd", StatMode.S_IFLNK),
        new("environ", StatMode.S_IFREG),
        new("exe", StatMode.S_IFLNK),
        new("gid_map", StatMode.S_IFREG),
        new("io", StatMode.S_IFREG),
        new("limits", StatMode.S_IFREG),
        new("coredump_filter", StatMode.S_IFREG),
        new("syscall", StatMode.S_IFREG),
        new("loginuid", StatMode.S_IFREG),
        new("maps", StatMode.S_IFREG),
        new("mem", StatMode.S_IFREG),
        new("mountinfo", StatMode.S_IFREG),
        new("mounts", StatMode.S_IFREG),
        new("mountstats", StatMode.S_IFREG),
        new("net", StatMode.S_IFDIR),
        new("oom_adj", StatMode.S_IFREG),
        new("oom_score", StatMode.S_IFREG),
        new("oom_score_adj", StatMode.S_IFREG),
        new("personality", StatMode.S_IFREG),
        new("projid_map", StatMode.S_IFREG),
        new("root", StatMode.S_IFLNK),
        new("schedstat", StatMode.S_IFREG),
        new("sessionid", StatMode.S_IFREG),
        new("setgroups", StatMode.S_IFREG),
        new("smaps", StatMode.S_IFREG),
        new("smaps_rollup", StatMode.S_IFREG),
        new("stat", StatMode.S_IFREG),
        new("statm", StatMode.S_IFREG),
        new("status", StatMode.S_IFREG),
        new("uid_map", StatMode.S_IFREG),
        new("wchan", StatMode.S_IFREG),
    ];

    private static readonly Entry[] s_threadEntries = s_entries[1..];

    private readonly int _process;
    private readonly int _thread;
    private readonly long _startTime;
    private readonly uint _userId;
    private readonly uint _groupId;
    private readonly uint _ownUserId;
    private readonly uint _ownGroupId;

    private ProcProcessInode(ProcFileSystem fileSystem, int process, int thread, in ProcessStatus status)
        : base(fileSystem, NumberOf(process, thread, 0), DirectoryMode, status.EffectiveUserId, status.EffectiveGroupId)
    {
        _process = process;
        _thread = thread;
        _startTime = status.StartTime;
        _ownUserId = status.EffectiveUserId;
        _ownGroupId = status.EffectiveGroupId;
        // What is in it belongs to root where others may not look into the process (proc(5)).
        _userId = status.IsDumpable ? status.EffectiveUserId : 0;
        _groupId = status.IsDumpable ? status.EffectiveGroupId : 0;
    }

    /// <summary>A process, or any thread: threads are not listed, but can be asked for. Null if there is neither.</summary>
    internal static Inode? Find(ProcFileSystem fileSystem, int number)
    {
        if (fileSystem.Information.TryGetProcess(number, out ProcessStatus status)) return new ProcProcessInode(fileSystem, number, 0, status);
        int process = fileSystem.Information.ProcessOf(number);
        return process == 0 ? null : FindThread(fileSystem, process, number);
    }

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
            "task" => new ProcTaskInode(Proc, process, number, _ownUserId, _ownGroupId),
            "fd" => new ProcDescriptorsInode(Proc, process, number, _userId, _groupId),
            "mem" => new ProcMemoryInode(Proc, number, process, _userId, _groupId),
            "net" => new ProcNetInode(Proc, number),
            "fdinfo" => new ProcDescriptorTextsInode(Proc, process, number, _ownUserId, _ownGroupId),
            "auxv" => Guarded(number, PrivateMode, (in ProcessStatus _) => new ProcText().Add(information.GetAuxiliaryVector(process))),
            "cgroup" => TextFile(number, PublicMode, static (in ProcessStatus _) => new ProcText().Add("0::/\n"u8)),
            "cmdline" => TextFile(number, PublicMode, (in ProcessStatus _) => new ProcText().Add(information.GetArguments(process))),
            "comm" => TextFile(number, WritableMode, static (in ProcessStatus status) => new ProcText().Add(status.Name).Add('\n'), SetName),
            "cpuset" => TextFile(number, PublicMode, static (in ProcessStatus _) => new ProcText().Add("/\n"u8)),
            "cwd" => Magic(number, () => information.GetFileSystem(process)?.WorkingDirectory),
            "environ" => Guarded(number, PrivateMode, (in ProcessStatus _) => new ProcText().Add(information.GetEnvironment(process))),
            "exe" => Magic(number, () => information.GetExecutable(process)),
            "maps" => Guarded(number, PublicMode, (in ProcessStatus _) => ProcessTexts.Maps(information.GetAreas(process), information.Mounts.Root)),
            "mountinfo" => TextFile(number, PublicMode, (in ProcessStatus _) => MountTexts.MountInfo(MountsOf(information, process), RootOf(information, process))),
            "mounts" => TextFile(number, PublicMode, (in ProcessStatus _) => MountTexts.Mounts(MountsOf(information, process), RootOf(information, process))),
            "mountstats" => TextFile(number, PrivateMode, (in ProcessStatus _) => MountTexts.Statistics(MountsOf(information, process), RootOf(information, process))),
            "root" => Magic(number, () => information.GetFileSystem(process)?.Root),
            "io" => Watched(number, Errno.EACCES, static (in ProcessStatus status) => LimitTexts.Io(status.Io)),
            "limits" => TextFile(number, PublicMode, (in ProcessStatus _) => LimitTexts.Limits(information.GetLimits(process))),
            "syscall" => Watched(number, Errno.EPERM, (in ProcessStatus status) => ProcessTexts.Call(information.GetCall(status.Thread))),
            "coredump_filter" => TextFile(number, WritableMode, static (in ProcessStatus status) => new ProcText().AddHexadecimal(status.CoreFilter, 8).Add('\n'), SetCoreFilter),
            "oom_adj" => TextFile(number, WritableMode, static (in ProcessStatus status) => LimitTexts.OldMemoryScore(status), SetOldMemoryScore),
            "oom_score" => TextFile(number, PublicMode, (in ProcessStatus status) => LimitTexts.MemoryBadness(status, information.Memory.Total)),
            "oom_score_adj" => TextFile(number, WritableMode, static (in ProcessStatus status) => new ProcText().Add((long)status.MemoryScore).Add('\n'), SetMemoryScore),
            "smaps" => Guarded(number, PublicMode, (in ProcessStatus _) => MemoryTexts.Areas(information, process)),
            "smaps_rollup" => Guarded(number, PublicMode, (in ProcessStatus _) => MemoryTexts.Sum(information, process)),
            "stat" => TextFile(number, PublicMode, ProcessTexts.Stat),
            "statm" => TextFile(number, PublicMode, ProcessTexts.MemorySizes),
            "status" => TextFile(number, PublicMode, ProcessTexts.Status),
            "personality" => Watched(number, Errno.EPERM, static (in ProcessStatus status) => new ProcText().AddHexadecimal(status.Personality, 8).Add('\n')),
            "schedstat" => TextFile(number, PublicMode, static (in ProcessStatus status) => LimitTexts.Schedule(status)),
            // There is one user name space, with all identities as they are.
            "uid_map" or "gid_map" or "projid_map" => TextFile(number, PublicMode, static (in ProcessStatus _) => new ProcText().Add("         0          0 4294967295\n"u8)),
            "setgroups" => TextFile(number, PublicMode, static (in ProcessStatus _) => new ProcText().Add("allow\n"u8)),
            // Nobody audits, so nobody has logged in.
            "loginuid" or "sessionid" => TextFile(number, PublicMode, static (in ProcessStatus _) => new ProcText().Add("4294967295"u8)),
            // The function that a thread sleeps in has no name to users (proc(5)).
            "wchan" => TextFile(number, PublicMode, static (in ProcessStatus _) => new ProcText().Add('0')),
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
    private ProcTextInode TextFile(ulong number, StatMode mode, Producer produce, Func<byte[], Errno>? consume = null) => new(
        Proc,
        number,
        mode,
        _userId,
        _groupId,
        () => TryGetStatus(out ProcessStatus status) ? produce(status) : Errno.ESRCH,
        consume is null ? RefuseWriting : text => TryGetStatus(out _) ? consume(text) : Errno.ESRCH);

    /// <summary>Only who may look into the process can open it.</summary>
    private ProcTextInode Guarded(ulong number, StatMode mode, Producer produce) =>
        new(Proc, number, mode, _userId, _groupId, () => TryGetStatus(out ProcessStatus status) ? produce(status) : Errno.ESRCH, RefuseWriting) { Subject = _process };

    /// <summary>Only who may look into the process can read it, whoever has opened it.</summary>
    private ProcTextInode Watched(ulong number, Errno refusal, Producer produce) => new(
        Proc,
        number,
        PrivateMode,
        _userId,
        _groupId,
        () => !TryGetStatus(out ProcessStatus status) ? Errno.ESRCH : Information.MayLookInto(_process) ? produce(status) : refusal,
        RefuseWriting);

    private static Errno RefuseWriting(byte[] text) => Errno.EINVAL;

    private Errno SetName(byte[] text)
    {
        ReadOnlySpan<byte> name = text;
        int end = name.IndexOf((byte)0);
        return Information.SetName(_process, _thread, end < 0 ? name : name[..end]);
    }

    private Errno SetCoreFilter(byte[] text) =>
        NumberText.TryParseAnyBase(text, out uint value) ? Information.SetCoreFilter(_process, value) : Errno.EINVAL;

    private Errno SetMemoryScore(byte[] text) =>
        !NumberText.TryParse(text, out long value) || value is < -1000 or > 1000 ? Errno.EINVAL : Information.SetMemoryScore(_process, (int)value);

    private Errno SetOldMemoryScore(byte[] text) =>
        !NumberText.TryParse(text, out long value) || value is < LimitTexts.OldNever or > LimitTexts.OldMost ? Errno.EINVAL : Information.SetMemoryScore(_process, LimitTexts.FromOld((int)value));

    private ProcMagicInode Magic(ulong number, Func<Path?> target) => new(Proc, number, (StatMode)0x1FF, _userId, _groupId, _process, target);
}

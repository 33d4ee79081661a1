// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Information;

namespace Skift.FileSystems.ProcFs;

/// <summary>A directory with an entry for each open file of a process.</summary>
internal abstract class ProcDescriptorDirectory : ProcDirectoryInode
{
    protected const StatMode OwnerOnly = StatMode.S_IFDIR | (StatMode)0x140;

    protected ProcDescriptorDirectory(ProcFileSystem fileSystem, int process, ulong number, StatMode mode, uint userId, uint groupId)
        : base(fileSystem, number, mode, userId, groupId)
    {
        Process = process;
        UserId = userId;
        GroupId = groupId;
    }

    protected int Process { get; }

    protected uint UserId { get; }

    protected uint GroupId { get; }

    protected override Entry[] Entries => [];

    protected override Inode? Make(int index) => null;

    protected override ulong NumberOf(int index) => 0;

    protected override int Next(int number)
    {
        foreach (int descriptor in Information.GetFiles(Process)?.Descriptors() ?? [])
        {
            if (descriptor >= number)
            {
                return descriptor;
            }
        }

        return -1;
    }
}

/// <summary><c>/proc/N/fd</c>: the open files, as links that lead to them.</summary>
internal sealed class ProcDescriptorsInode(ProcFileSystem fileSystem, int process, ulong number, uint userId, uint groupId)
    : ProcDescriptorDirectory(fileSystem, process, number, OwnerOnly, userId, groupId)
{
    private const int FirstNumber = 1000;

    protected override StatMode NumberType => StatMode.S_IFLNK;

    protected override ulong NumberOfNumber(int number) => ProcProcessInode.NumberOf(Process, 0, FirstNumber + number);

    /// <summary>The link's permissions tell how the file is open.</summary>
    protected override Inode? MakeNumber(int number)
    {
        if (Information.GetFiles(Process) is not FileTable files || !files.Get(number).Try(out OpenFile file, out _))
        {
            return null;
        }

        using (file)
        {
            StatMode mode = StatMode.S_IXUSR | (file.CanRead ? StatMode.S_IRUSR : 0) | (file.CanWrite ? StatMode.S_IWUSR : 0);
            return new ProcMagicInode(Proc, NumberOfNumber(number), mode, UserId, GroupId, Process, () => PathOf(files, number));
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

/// <summary><c>/proc/N/fdinfo</c>: offset, flags and place of the open files.</summary>
internal sealed class ProcDescriptorTextsInode(ProcFileSystem fileSystem, int process, ulong number, uint userId, uint groupId)
    : ProcDescriptorDirectory(fileSystem, process, number, DirectoryMode, userId, groupId)
{
    private const int FirstNumber = 1 << 19;

    public override Errno CheckCaller() => Information.MayLookInto(Process) ? Errno.None : Errno.EACCES;

    protected override StatMode NumberType => StatMode.S_IFREG;

    protected override ulong NumberOfNumber(int number) => ProcProcessInode.NumberOf(Process, 0, FirstNumber + number);

    protected override Inode? MakeNumber(int number)
    {
        if (Information.GetFiles(Process) is not FileTable files || !files.Get(number).Try(out OpenFile file, out _))
        {
            return null;
        }

        file.Dispose();
        return new ProcTextInode(Proc, NumberOfNumber(number), PublicMode, UserId, GroupId, () => Describe(files, number));
    }

    private Result<ProcText> Describe(FileTable files, int descriptor)
    {
        if (!files.GetFlags(descriptor).Try(out DescriptorFlags descriptorFlags, out Errno error)) return error;
        if (!files.Get(descriptor).Try(out OpenFile file, out error)) return error;
        using (file)
        {
            // Offsets always have 64 bits here.
            OpenFlags flags = file.Flags | OpenFlags.O_LARGEFILE | ((descriptorFlags & DescriptorFlags.FD_CLOEXEC) != 0 ? OpenFlags.O_CLOEXEC : 0);
            return new ProcText()
                .Add("pos:\t"u8).Add(file.IsSeekable && file.Seek(0, SeekWhence.SEEK_CUR).Try(out long position, out _) ? position : 0)
                .Add("\nflags:\t0"u8).AddOctal((ulong)flags, 1)
                .Add("\nmnt_id:\t"u8).Add(file.Path.Mount.Number)
                .Add("\nino:\t"u8).Add(file.Inode.Number).Add('\n');
        }
    }
}

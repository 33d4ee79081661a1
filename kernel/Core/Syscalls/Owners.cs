// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Events;
using Skift.Core.Files;
using Skift.Core.Processes;

namespace Skift.Core.Syscalls;

/// <summary>The commands of fcntl(2) for signal-driven input and output, leases and notices.</summary>
internal static class Owners
{
    private struct OwnerArgument
    {
        internal int Kind;
        internal int Number;
    }

    internal static Result<long> Control(in SyscallContext context, OpenFile file, FcntlCommand command, ulong argument)
    {
        switch (command)
        {
            case FcntlCommand.F_SETOWN:
                return SyscallContext.Done(SetOwner(context, file, (int)argument));
            case FcntlCommand.F_GETOWN:
                FileOwner? owner = file.Async.Owner as FileOwner;
                return owner is null ? 0L : owner.Kind == FileOwnerKind.F_OWNER_PGRP ? -owner.Number : owner.Number;
            case FcntlCommand.F_SETOWN_EX:
                return SyscallContext.Done(SetOwnerExtended(context, file, argument));
            case FcntlCommand.F_GETOWN_EX:
                FileOwner? present = file.Async.Owner as FileOwner;
                OwnerArgument answer = new() { Kind = (int)(present?.Kind ?? FileOwnerKind.F_OWNER_TID), Number = present?.Number ?? 0 };
                return SyscallContext.Done(SyscallContext.Write(argument, answer));
            case FcntlCommand.F_GETOWNER_UIDS:
                Errno error = SyscallContext.Write(argument, (file.Async.Owner as FileOwner)?.Setter.UserId ?? 0);
                return SyscallContext.Done(error != Errno.None ? error : SyscallContext.Write(argument + 4, (file.Async.Owner as FileOwner)?.Setter.EffectiveUserId ?? 0));
            case FcntlCommand.F_SETSIG:
                if (argument > (ulong)Signal.SIGRTMAX) return Errno.EINVAL;
                file.Async.Signal = (int)argument;
                return 0;
            case FcntlCommand.F_GETSIG:
                return file.Async.Signal;
            default:
                return Errno.EINVAL;
        }
    }

    /// <summary>F_SETLEASE. <c>EINVAL</c>: no type; <c>EACCES</c>: another user's file; <c>EINVAL</c>: not a regular file; those of <see cref="Leases"/>.</summary>
    internal static Errno SetLease(in SyscallContext context, OpenFile file, int descriptor, int type)
    {
        if (type is not (FileLock.F_RDLCK or FileLock.F_WRLCK or FileLock.F_UNLCK)) return Errno.EINVAL;
        Credentials own = context.Credentials;
        if (own.FileSystemUserId != file.Inode.Attributes.UserId && !own.Has(Capability.CAP_LEASE)) return Errno.EACCES;
        if (!file.Inode.IsRegular) return Errno.EINVAL;
        if (type == FileLock.F_UNLCK) return Leases.Remove(file);
        Errno error = Leases.Set(file, (short)type, descriptor, out bool isNew);
        if (error == Errno.None && isNew) OwnByDefault(context, file);
        return error;
    }

    /// <summary>F_NOTIFY. <c>ENOTDIR</c>.</summary>
    internal static Errno SetNotice(in SyscallContext context, OpenFile file, int descriptor, DirectoryNotices wanted)
    {
        bool isEnd = (wanted & ~DirectoryNotices.DN_MULTISHOT) == 0;
        if (!isEnd && !file.Inode.IsDirectory) return Errno.ENOTDIR;
        if (!isEnd) OwnByDefault(context, file);
        DirectoryNotice.Set(file, context.Thread.Files, descriptor, wanted);
        return Errno.None;
    }

    /// <summary>Whom to send a signal to, unless F_SETOWN has said.</summary>
    private static void OwnByDefault(in SyscallContext context, OpenFile file) =>
        file.Async.Owner ??= FileOwner.Find(context.Process.Id, FileOwnerKind.F_OWNER_PID, context.Credentials);

    private static Errno SetOwner(in SyscallContext context, OpenFile file, int number)
    {
        if (number == int.MinValue) return Errno.EINVAL;
        return number < 0
            ? SetOwner(context, file, -number, FileOwnerKind.F_OWNER_PGRP)
            : SetOwner(context, file, number, FileOwnerKind.F_OWNER_PID);
    }

    private static Errno SetOwnerExtended(in SyscallContext context, OpenFile file, ulong address)
    {
        Errno error = SyscallContext.Read(address, out OwnerArgument wanted);
        if (error != Errno.None) return error;
        if (wanted.Kind is < 0 or > (int)FileOwnerKind.F_OWNER_PGRP) return Errno.EINVAL;
        return SetOwner(context, file, wanted.Number, (FileOwnerKind)wanted.Kind);
    }

    /// <summary>Number 0 takes the owner away.</summary>
    private static Errno SetOwner(in SyscallContext context, OpenFile file, int number, FileOwnerKind kind)
    {
        FileOwner? owner = number == 0 ? null : FileOwner.Find(number, kind, context.Credentials);
        if (number != 0 && owner is null) return Errno.ESRCH;
        file.Async.Owner = owner;
        return Errno.None;
    }
}

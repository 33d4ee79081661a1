// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;

namespace Skift.Core.Syscalls;

/// <summary>fcntl(2) and flock(2).</summary>
internal static class Fcntl
{
    private const ulong RwHintCount = 6;

    internal static Result<long> fcntl(in SyscallContext context, int descriptor, FcntlCommand command, ulong argument)
    {
        FileTable files = context.Thread.Files;
        if (!files.Get(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (file.IsPathOnly && !IsForPaths(command)) return Errno.EBADF;
            switch (command)
            {
                case FcntlCommand.F_DUPFD:
                    return Open.Duplicate(context, file, argument, DescriptorFlags.None);
                case FcntlCommand.F_DUPFD_CLOEXEC:
                    return Open.Duplicate(context, file, argument, DescriptorFlags.FD_CLOEXEC);
                case FcntlCommand.F_DUPFD_QUERY:
                    return IsSame(context, file, (int)argument);
                case FcntlCommand.F_CREATED_QUERY:
                    return file.IsNewFile ? 1 : 0;
                case FcntlCommand.F_GETFD:
                    return files.GetFlags(descriptor).Try(out DescriptorFlags flags, out error) ? (long)flags : error;
                case FcntlCommand.F_SETFD:
                    return SyscallContext.Done(files.SetFlags(descriptor, (DescriptorFlags)argument));
                case FcntlCommand.F_GETFL:
                    return (long)file.ShownFlags;
                case FcntlCommand.F_SETFL:
                    return SyscallContext.Done(SetFlags(context, file, descriptor, (OpenFlags)argument));
                case FcntlCommand.F_GETLK or FcntlCommand.F_SETLK or FcntlCommand.F_SETLKW:
                case FcntlCommand.F_OFD_GETLK or FcntlCommand.F_OFD_SETLK or FcntlCommand.F_OFD_SETLKW:
                    return Locks.Control(context, file, command, argument);
                case FcntlCommand.F_SETPIPE_SZ:
                    return file is PipeFile sized ? sized.Pipe.SetCapacity((uint)argument, context.Credentials.IsPrivileged) : Errno.EBADF;
                case FcntlCommand.F_GETPIPE_SZ:
                    return file is PipeFile pipe ? pipe.Pipe.ByteCapacity : Errno.EBADF;
                case FcntlCommand.F_ADD_SEALS:
                    return SyscallContext.Done(AddSeals(file, (uint)argument));
                case FcntlCommand.F_GET_SEALS:
                    return file.Inode.Pages is { CanBeSealed: true } pages ? (long)pages.Seals : Errno.EINVAL;
                case >= FcntlCommand.F_GET_RW_HINT and <= FcntlCommand.F_SET_FILE_RW_HINT:
                    return ControlHint(file, command, argument);
                case FcntlCommand.F_SETLEASE:
                    return SyscallContext.Done(Owners.SetLease(context, file, descriptor, (int)argument));
                case FcntlCommand.F_GETLEASE:
                    return Leases.TypeOf(file);
                case FcntlCommand.F_NOTIFY:
                    return SyscallContext.Done(Owners.SetNotice(context, file, descriptor, (DirectoryNotices)argument));
                default:
                    return Owners.Control(context, file, command, argument);
            }
        }
    }

    internal static Result<long> flock(in SyscallContext context, int descriptor, int operation)
    {
        const int LOCK_SH = 1;
        const int LOCK_EX = 2;
        const int LOCK_NB = 4;
        const int LOCK_UN = 8;
        const int LOCK_MAND = 32;
        // Mandatory locks are gone; Linux still takes the flag for success.
        if ((operation & LOCK_MAND) != 0) return 0;
        short type;
        switch (operation & ~LOCK_NB)
        {
            case LOCK_SH:
                type = FileLock.F_RDLCK;
                break;
            case LOCK_EX:
                type = FileLock.F_WRLCK;
                break;
            case LOCK_UN:
                type = FileLock.F_UNLCK;
                break;
            default:
                return Errno.EINVAL;
        }

        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (type != FileLock.F_UNLCK && !file.CanRead && !file.CanWrite) return Errno.EBADF;
            return SyscallContext.Done(FileLocks.Set(file, type, (operation & LOCK_NB) == 0));
        }
    }

    private static bool IsForPaths(FcntlCommand command) => command is FcntlCommand.F_DUPFD or FcntlCommand.F_DUPFD_CLOEXEC or FcntlCommand.F_DUPFD_QUERY
        or FcntlCommand.F_CREATED_QUERY or FcntlCommand.F_GETFD or FcntlCommand.F_SETFD or FcntlCommand.F_GETFL;

    private static Result<long> IsSame(in SyscallContext context, OpenFile file, int descriptor)
    {
        if (!context.Thread.Files.Get(descriptor).Try(out OpenFile other, out Errno error)) return error;
        using (other)
        {
            return other == file ? 1 : 0;
        }
    }

    private static Errno SetFlags(in SyscallContext context, OpenFile file, int descriptor, OpenFlags flags)
    {
        bool addsNoAccessTime = (flags & OpenFlags.O_NOATIME) != 0 && (file.Flags & OpenFlags.O_NOATIME) == 0;
        if (addsNoAccessTime && !Permissions.IsOwner(file.Inode.Attributes, context.Credentials)) return Errno.EPERM;
        if ((flags & OpenFlags.O_DIRECT) != 0 && !file.SupportsDirect && file is not PipeFile) return Errno.EINVAL;
        if (((flags ^ file.Flags) & OpenFlags.O_ASYNC) != 0) _ = file.SetAsync((flags & OpenFlags.O_ASYNC) != 0, descriptor);
        file.SetFlags(flags);
        return Errno.None;
    }

    private static Errno AddSeals(OpenFile file, uint seals)
    {
        if (!file.CanWrite) return Errno.EPERM;
        if ((seals & ~(uint)Seals.Known) != 0) return Errno.EINVAL;
        return file.Inode.Pages is { CanBeSealed: true } pages ? pages.AddSeals((Seals)seals) : Errno.EINVAL;
    }

    /// <summary>How long written data will last: kept with the file, and of no further use in memory.</summary>
    private static Result<long> ControlHint(OpenFile file, FcntlCommand command, ulong address)
    {
        if (command is FcntlCommand.F_GET_FILE_RW_HINT or FcntlCommand.F_SET_FILE_RW_HINT) return Errno.EINVAL;
        if (command == FcntlCommand.F_GET_RW_HINT) return SyscallContext.Done(SyscallContext.Write(address, file.Inode.WriteLifeHint));
        Errno error = SyscallContext.Read(address, out ulong hint);
        if (error != Errno.None) return error;
        if (hint >= RwHintCount) return Errno.EINVAL;
        file.Inode.WriteLifeHint = hint;
        return 0;
    }
}

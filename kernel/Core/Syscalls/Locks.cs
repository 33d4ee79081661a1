// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.Core.Syscalls;

/// <summary>The locking commands of fcntl(2).</summary>
internal static class Locks
{
    internal static Result<long> Control(in SyscallContext context, OpenFile file, FcntlCommand command, ulong address)
    {
        Errno error = SyscallContext.Read(address, out FileLock request);
        if (error != Errno.None) return error;
        bool isOpenFile = command is FcntlCommand.F_OFD_GETLK or FcntlCommand.F_OFD_SETLK or FcntlCommand.F_OFD_SETLKW;
        bool isQuestion = command is FcntlCommand.F_GETLK or FcntlCommand.F_OFD_GETLK;
        if (isOpenFile && request.l_pid != 0) return Errno.EINVAL;
        object owner = isOpenFile ? file : context.Thread.Files;
        if (request.l_type is < FileLock.F_RDLCK or > FileLock.F_UNLCK) return Errno.EINVAL;
        if (!ToRange(file, request).Try(out LockRange range, out error)) return error;
        if (isQuestion)
        {
            // Of an open file's own locks F_UNLCK asks for any that are in the way of none (fcntl(2)).
            return range.IsUnlock && !isOpenFile ? Errno.EINVAL : Get(owner, file, range, request, address);
        }

        if (request.l_type == FileLock.F_RDLCK && !file.CanRead) return Errno.EBADF;
        if (request.l_type == FileLock.F_WRLCK && !file.CanWrite) return Errno.EBADF;
        bool waits = command is FcntlCommand.F_SETLKW or FcntlCommand.F_OFD_SETLKW;
        return SyscallContext.Done(RecordLocks.Set(file.Inode, owner, isOpenFile ? -1 : context.Process.Id, range, waits));
    }

    private static Result<long> Get(object owner, OpenFile file, in LockRange range, FileLock request, ulong address)
    {
        if (!RecordLocks.TryFindConflict(file.Inode, owner, range, out LockRange found, out int processId))
        {
            request.l_type = FileLock.F_UNLCK;
            return SyscallContext.Done(SyscallContext.Write(address, request));
        }

        request.l_type = found.Type;
        request.l_whence = (short)SeekWhence.SEEK_SET;
        request.l_start = found.Start;
        request.l_len = found.End == long.MaxValue ? 0 : found.End - found.Start + 1;
        request.l_pid = processId;
        return SyscallContext.Done(SyscallContext.Write(address, request));
    }

    /// <summary>From start and length, which may be negative, to first and last byte; length 0 reaches to the end of all files.</summary>
    private static Result<LockRange> ToRange(OpenFile file, in FileLock request)
    {
        long origin;
        Errno error;
        switch ((SeekWhence)request.l_whence)
        {
            case SeekWhence.SEEK_SET:
                origin = 0;
                break;
            case SeekWhence.SEEK_CUR:
                if (!file.Seek(0, SeekWhence.SEEK_CUR).Try(out origin, out error)) origin = 0;
                break;
            case SeekWhence.SEEK_END:
                origin = file.Inode.Attributes.Size;
                break;
            default:
                return Errno.EINVAL;
        }

        if (request.l_start > long.MaxValue - origin) return Errno.EOVERFLOW;
        long start = origin + request.l_start;
        if (start < 0) return Errno.EINVAL;
        if (request.l_len == 0) return new LockRange(start, long.MaxValue, request.l_type);
        if (request.l_len > 0)
        {
            if (request.l_len - 1 > long.MaxValue - start) return Errno.EOVERFLOW;
            return new LockRange(start, start + request.l_len - 1, request.l_type);
        }

        if (start + request.l_len < 0) return Errno.EINVAL;
        return new LockRange(start + request.l_len, start - 1, request.l_type);
    }
}

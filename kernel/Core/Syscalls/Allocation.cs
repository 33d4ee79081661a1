// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Signals;

namespace Skift.Core.Syscalls;

/// <summary>truncate(2), fallocate(2) and the advice about ranges of files.</summary>
internal static class Allocation
{
    internal static Result<long> truncate(in SyscallContext context, ulong path, long length)
    {
        if (length < 0) return Errno.EINVAL;
        Errno error = context.ReadPath(path, out ReadOnlySpan<byte> name);
        if (error != Errno.None) return error;
        error = context.Files.Truncate(name, length, SizeLimit(context));
        return Done(context, error, length);
    }

    internal static Result<long> ftruncate(in SyscallContext context, int descriptor, long length)
    {
        if (length < 0) return Errno.EINVAL;
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            return Done(context, context.Files.Truncate(file, length, SizeLimit(context)), length);
        }
    }

    internal static Result<long> fallocate(in SyscallContext context, int descriptor, FallocateFlags mode, long offset, long length)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            error = Check(file, mode, offset, length);
            if (error != Errno.None) return error;
            long end = offset + length;
            long limit = SizeLimit(context);
            bool mayGrow = (mode & FallocateFlags.FALLOC_FL_PUNCH_HOLE) == 0;
            if (mayGrow && end > limit && end > file.Inode.Attributes.Size) return Done(context, Errno.EFBIG, end);
            error = file.Inode.Allocate(mode, offset, length);
            if (error == Errno.None)
            {
                file.Inode.TouchModified();
                Files.Files.DropSetId(file.Inode, context.Credentials);
            }

            return SyscallContext.Done(error);
        }
    }

    /// <summary>fadvise64(2): the pages here are where they are, so that only the arguments are checked.</summary>
    internal static Result<long> fadvise64(in SyscallContext context, int descriptor, long length, int advice)
    {
        const int POSIX_FADV_NOREUSE = 5;
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (file is PipeFile) return Errno.ESPIPE;
            if (length < 0) return Errno.EINVAL;
            return advice is < 0 or > POSIX_FADV_NOREUSE ? Errno.EINVAL : 0;
        }
    }

    internal static Result<long> readahead(in SyscallContext context, int descriptor)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (!file.CanRead) return Errno.EBADF;
            return file.Inode.IsRegular && file.Inode.Pages is not null ? 0 : Errno.EINVAL;
        }
    }

    internal static Result<long> sync_file_range(in SyscallContext context, int descriptor, long offset, long length, uint flags)
    {
        const uint Known = 7;
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if ((flags & ~Known) != 0 || offset < 0 || length < 0 || length > long.MaxValue - offset) return Errno.EINVAL;
            StatMode type = file.Inode.Type;
            if (type is not (StatMode.S_IFREG or StatMode.S_IFBLK or StatMode.S_IFDIR or StatMode.S_IFLNK)) return Errno.ESPIPE;
            return flags == 0 ? 0 : SyscallContext.Done(file.Synchronize());
        }
    }

    /// <summary>RLIMIT_FSIZE of the caller, as a size.</summary>
    internal static long SizeLimit(in SyscallContext context)
    {
        ulong limit = context.Process.Limits.Soft(Resource.RLIMIT_FSIZE);
        return limit > long.MaxValue ? long.MaxValue : (long)limit;
    }

    /// <summary>Who wants more than its limit gets a signal besides the error (setrlimit(2)).</summary>
    internal static void SignalSizeLimit(in SyscallContext context)
    {
        SignalDetails details = new() { Signal = Signal.SIGXFSZ, Code = SignalCode.SI_USER, ProcessId = context.Process.Id, UserId = context.Credentials.UserId };
        SignalSender.Send(context.Thread, details);
    }

    private static Result<long> Done(in SyscallContext context, Errno error, long size)
    {
        if (error == Errno.EFBIG && size > SizeLimit(context)) SignalSizeLimit(context);
        return SyscallContext.Done(error);
    }

    /// <summary>The checks of Linux's vfs_fallocate, in its order.</summary>
    private static Errno Check(OpenFile file, FallocateFlags mode, long offset, long length)
    {
        const FallocateFlags Kinds = FallocateFlags.FALLOC_FL_PUNCH_HOLE | FallocateFlags.FALLOC_FL_COLLAPSE_RANGE | FallocateFlags.FALLOC_FL_ZERO_RANGE
            | FallocateFlags.FALLOC_FL_INSERT_RANGE | FallocateFlags.FALLOC_FL_UNSHARE_RANGE | FallocateFlags.FALLOC_FL_WRITE_ZEROES;
        if (offset < 0 || length <= 0) return Errno.EINVAL;
        if ((mode & ~(Kinds | FallocateFlags.FALLOC_FL_KEEP_SIZE)) != 0) return Errno.EOPNOTSUPP;
        bool keepsSize = (mode & FallocateFlags.FALLOC_FL_KEEP_SIZE) != 0;
        switch (mode & Kinds)
        {
            case FallocateFlags.None or FallocateFlags.FALLOC_FL_UNSHARE_RANGE or FallocateFlags.FALLOC_FL_ZERO_RANGE:
                break;
            case FallocateFlags.FALLOC_FL_PUNCH_HOLE:
                if (!keepsSize) return Errno.EOPNOTSUPP;
                break;
            case FallocateFlags.FALLOC_FL_COLLAPSE_RANGE or FallocateFlags.FALLOC_FL_INSERT_RANGE or FallocateFlags.FALLOC_FL_WRITE_ZEROES:
                if (keepsSize) return Errno.EOPNOTSUPP;
                break;
            default:
                return Errno.EOPNOTSUPP;
        }

        if (!file.CanWrite) return Errno.EBADF;
        switch (file.Inode.Type)
        {
            case StatMode.S_IFIFO:
                return Errno.ESPIPE;
            case StatMode.S_IFDIR:
                return Errno.EISDIR;
            case StatMode.S_IFREG or StatMode.S_IFBLK:
                return length > long.MaxValue - offset ? Errno.EFBIG : Errno.None;
            default:
                return Errno.ENODEV;
        }
    }
}

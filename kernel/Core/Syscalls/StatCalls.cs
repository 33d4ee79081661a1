// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.Core.Syscalls;

/// <summary>stat(2), statx(2), statfs(2), access(2): questions about files.</summary>
internal static class StatCalls
{
    internal static Result<long> stat(in SyscallContext context, ulong path, ulong buffer) => newfstatat(context, FileConstants.AT_FDCWD, path, buffer, AtFlags.None);

    internal static Result<long> lstat(in SyscallContext context, ulong path, ulong buffer) => newfstatat(context, FileConstants.AT_FDCWD, path, buffer, AtFlags.AT_SYMLINK_NOFOLLOW);

    internal static Result<long> fstat(in SyscallContext context, int descriptor, ulong buffer)
    {
        if (!context.Thread.Files.Get(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            return SyscallContext.Done(SyscallContext.Write(buffer, Files.Files.StatOf(file.Inode)));
        }
    }

    /// <remarks>Never inlined: the table of calls would then clear room for a <see cref="Stat"/> at each of them.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Result<long> newfstatat(in SyscallContext context, int directory, ulong path, ulong buffer, AtFlags flags)
    {
        if ((flags & ~(AtFlags.AT_SYMLINK_NOFOLLOW | AtFlags.AT_NO_AUTOMOUNT | AtFlags.AT_EMPTY_PATH)) != 0) return Errno.EINVAL;
        if (!Find(context, directory, path, flags).Try(out Stat stat, out Errno error)) return error;
        return SyscallContext.Done(SyscallContext.Write(buffer, stat));
    }

    internal static Result<long> statx(in SyscallContext context, int directory, ulong path, AtFlags flags, StatxMask mask, ulong buffer)
    {
        if ((mask & StatxMask.STATX__RESERVED) != 0) return Errno.EINVAL;
        const AtFlags Known = AtFlags.AT_SYMLINK_NOFOLLOW | AtFlags.AT_NO_AUTOMOUNT | AtFlags.AT_EMPTY_PATH | AtFlags.AT_STATX_SYNC_TYPE;
        if ((flags & ~Known) != 0 || (flags & AtFlags.AT_STATX_SYNC_TYPE) == AtFlags.AT_STATX_SYNC_TYPE) return Errno.EINVAL;
        if (!FindPlace(context, directory, path, flags, out OpenFile? held).Try(out Path place, out Errno error)) return error;
        using (held)
        {
            Stat stat = Files.Files.StatOf(place.Inode);
            return SyscallContext.Done(SyscallContext.Write(buffer, Extend(stat, place, mask)));
        }
    }

    private static Statx Extend(in Stat stat, Path place, StatxMask mask)
    {
        const StatxAttributes Shown = StatxAttributes.STATX_ATTR_AUTOMOUNT | StatxAttributes.STATX_ATTR_DAX | StatxAttributes.STATX_ATTR_MOUNT_ROOT;
        const StatxAttributes OfMemory = StatxAttributes.STATX_ATTR_IMMUTABLE | StatxAttributes.STATX_ATTR_APPEND | StatxAttributes.STATX_ATTR_NODUMP;
        Timespec birth = place.Inode.Attributes.BirthTime;
        bool hasBirth = (mask & StatxMask.STATX_BTIME) != 0 && birth.tv_sec != 0;
        // Whoever looks at times gets finer ones from then on, so they are told to those who ask only (Linux's multigrain timestamps).
        const StatxMask ChangeTimes = StatxMask.STATX_MTIME | StatxMask.STATX_CTIME;
        bool hidesTimes = (mask & ChangeTimes) == 0 && place.Inode.ExtendedAttributes is not null;
        bool isUnique = (mask & StatxMask.STATX_MNT_ID_UNIQUE) != 0;
        return new Statx
        {
            stx_mask = (StatxMask.STATX_BASIC_STATS & ~(hidesTimes ? ChangeTimes : 0)) | (hasBirth ? StatxMask.STATX_BTIME : 0) | (isUnique ? StatxMask.STATX_MNT_ID_UNIQUE : StatxMask.STATX_MNT_ID),
            stx_blksize = (uint)stat.st_blksize,
            stx_attributes = place.IsMountRoot ? (ulong)StatxAttributes.STATX_ATTR_MOUNT_ROOT : 0,
            stx_attributes_mask = (ulong)(Shown | (place.Inode.ExtendedAttributes is not null ? OfMemory : 0)),
            stx_nlink = (uint)stat.st_nlink,
            stx_uid = stat.st_uid,
            stx_gid = stat.st_gid,
            stx_mode = (ushort)stat.st_mode,
            stx_ino = stat.st_ino,
            stx_size = (ulong)stat.st_size,
            stx_blocks = (ulong)stat.st_blocks,
            stx_atime = new StatxTimestamp(stat.st_atim),
            stx_btime = hasBirth ? new StatxTimestamp(birth) : default,
            stx_mtime = new StatxTimestamp(stat.st_mtim),
            stx_ctime = new StatxTimestamp(stat.st_ctim),
            stx_rdev_major = DeviceNumber.Major(stat.st_rdev),
            stx_rdev_minor = DeviceNumber.Minor(stat.st_rdev),
            stx_dev_major = DeviceNumber.Major(stat.st_dev),
            stx_dev_minor = DeviceNumber.Minor(stat.st_dev),
            stx_mnt_id = (ulong)place.Mount.Number,
        };
    }

    internal static Result<long> access(in SyscallContext context, ulong path, AccessMode mode) =>
        faccessat2(context, FileConstants.AT_FDCWD, path, mode, AtFlags.None);

    internal static Result<long> faccessat2(in SyscallContext context, int directory, ulong path, AccessMode mode, AtFlags flags)
    {
        if (((int)mode & ~7) != 0) return Errno.EINVAL;
        if ((flags & ~(AtFlags.AT_EACCESS | AtFlags.AT_SYMLINK_NOFOLLOW | AtFlags.AT_EMPTY_PATH)) != 0) return Errno.EINVAL;
        bool allowEmpty = (flags & AtFlags.AT_EMPTY_PATH) != 0;
        Errno error = context.ReadPath(path, out ReadOnlySpan<byte> name, allowEmpty: allowEmpty);
        if (error != Errno.None) return error;
        if (!context.FilesAt(directory, name).Try(out FileView view, out error)) return error;
        if ((flags & AtFlags.AT_EACCESS) == 0)
        {
            view = view.WithCredentials(context.Credentials.ForAccess());
        }

        return SyscallContext.Done(view.Access(name, mode, (flags & AtFlags.AT_SYMLINK_NOFOLLOW) == 0, allowEmpty));
    }

    internal static Result<long> statfs(in SyscallContext context, ulong path, ulong buffer)
    {
        Errno error = context.ReadPath(path, out ReadOnlySpan<byte> name);
        if (error != Errno.None) return error;
        if (!context.Files.FileSystemStatistics(name).Try(out Statfs statistics, out error)) return error;
        return SyscallContext.Done(SyscallContext.Write(buffer, statistics));
    }

    internal static Result<long> fstatfs(in SyscallContext context, int descriptor, ulong buffer)
    {
        if (!context.Thread.Files.Get(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            return SyscallContext.Done(SyscallContext.Write(buffer, Files.Files.StatisticsOf(file.Path)));
        }
    }

    private static Result<Stat> Find(in SyscallContext context, int directory, ulong path, AtFlags flags)
    {
        if (!FindPlace(context, directory, path, flags, out OpenFile? held).Try(out Path place, out Errno error)) return error;
        using (held)
        {
            return Files.Files.StatOf(place.Inode);
        }
    }

    /// <summary>The file that is asked about; with AT_EMPTY_PATH an empty or no name means the descriptor itself, which need not be a directory.</summary>
    private static Result<Path> FindPlace(in SyscallContext context, int directory, ulong path, AtFlags flags, out OpenFile? held)
    {
        held = null;
        bool allowEmpty = (flags & AtFlags.AT_EMPTY_PATH) != 0;
        ReadOnlySpan<byte> name = default;
        Errno error = path == 0 && allowEmpty ? Errno.None : context.ReadPath(path, out name, allowEmpty: allowEmpty);
        if (error != Errno.None) return error;
        if (name.IsEmpty && directory != FileConstants.AT_FDCWD)
        {
            return context.Thread.Files.Get(directory).Try(out held, out error) ? held.Path : error;
        }

        if (!context.FilesAt(directory, name).Try(out FileView view, out error)) return error;
        return view.FindForStat(name, (flags & AtFlags.AT_SYMLINK_NOFOLLOW) == 0, allowEmpty);
    }
}

// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Events;
using Skift.Machine;

namespace Skift.Core.Files;

public readonly partial struct FileView
{
    /// <summary>stat(2), lstat(2), fstatat(2).</summary>
    public Result<Stat> Stat(ReadOnlySpan<byte> name, bool follow, bool allowEmpty = false)
    {
        if (!Find(name, FlagsOf(follow, allowEmpty)).Try(out Path path, out Errno error)) return error;
        return Files.StatOf(path.Inode);
    }

    /// <summary>statx(2): where to ask.</summary>
    public Result<Path> FindForStat(ReadOnlySpan<byte> name, bool follow, bool allowEmpty) => Find(name, FlagsOf(follow, allowEmpty));

    /// <summary>access(2), by the view's credentials.</summary>
    public Errno Access(ReadOnlySpan<byte> name, AccessMode wanted, bool follow = true, bool allowEmpty = false)
    {
        if (((uint)wanted & ~7u) != 0)
        {
            return Errno.EINVAL;
        }

        if (!Find(name, FlagsOf(follow, allowEmpty)).Try(out Path path, out Errno error)) return error;
        if (wanted == AccessMode.F_OK)
        {
            return Errno.None;
        }

        if ((wanted & AccessMode.X_OK) != 0 && path.Inode.IsRegular && (path.Mount.Flags & MountFlags.MS_NOEXEC) != 0)
        {
            return Errno.EACCES;
        }

        return CheckPermission(path, wanted);
    }

    /// <summary>chmod(2). EPERM for those who do not own the file.</summary>
    public Errno ChangeMode(ReadOnlySpan<byte> name, StatMode mode, bool follow = true, bool allowEmpty = false)
    {
        if (!Find(name, FlagsOf(follow, allowEmpty)).Try(out Path path, out Errno error)) return error;
        return ChangeMode(path, mode);
    }

    /// <summary>fchmod(2).</summary>
    public Errno ChangeMode(OpenFile file, StatMode mode) => ChangeMode(file.Path, mode);

    /// <summary>chown(2); <see cref="uint.MaxValue"/> leaves the user or the group as it is.</summary>
    public Errno ChangeOwner(ReadOnlySpan<byte> name, uint userId, uint groupId, bool follow = true, bool allowEmpty = false)
    {
        if (!Find(name, FlagsOf(follow, allowEmpty)).Try(out Path path, out Errno error)) return error;
        return ChangeOwner(path, userId, groupId);
    }

    /// <summary>fchown(2).</summary>
    public Errno ChangeOwner(OpenFile file, uint userId, uint groupId) => ChangeOwner(file.Path, userId, groupId);

    /// <summary>utimensat(2). Both times may be <c>UTIME_NOW</c> or <c>UTIME_OMIT</c>.</summary>
    public Errno SetTimes(ReadOnlySpan<byte> name, Timespec access, Timespec modify, bool follow = true, bool allowEmpty = false)
    {
        if (!Find(name, FlagsOf(follow, allowEmpty)).Try(out Path path, out Errno error)) return error;
        return SetTimes(path, access, modify);
    }

    /// <summary>futimens(3).</summary>
    public Errno SetTimes(OpenFile file, Timespec access, Timespec modify) => SetTimes(file.Path, access, modify);

    /// <summary>truncate(2).</summary>
    /// <param name="limit">RLIMIT_FSIZE: the caller may not make a file longer.</param>
    /// <returns>EISDIR, EINVAL for other types and negative sizes, EACCES, EROFS, ETXTBSY, EFBIG, EPERM for sealed files.</returns>
    public Errno Truncate(ReadOnlySpan<byte> name, long size, long limit = long.MaxValue)
    {
        if (size < 0)
        {
            return Errno.EINVAL;
        }

        if (!Find(name, WalkFlags.Follow).Try(out Path path, out Errno error)) return error;
        Inode inode = path.Inode;
        if (!inode.IsRegular)
        {
            return inode.IsDirectory ? Errno.EISDIR : Errno.EINVAL;
        }

        error = CheckPermission(path, AccessMode.W_OK);
        if (error != Errno.None)
        {
            return error;
        }

        if (!inode.TryAcquire())
        {
            return Errno.ENOENT;
        }

        error = inode.TryStartWriting();
        if (error == Errno.None)
        {
            error = Leases.Break(inode, isWriting: true, nonBlocking: false);
            if (error == Errno.None) error = size > limit && size > inode.Attributes.Size ? Errno.EFBIG : Truncate(inode, size);
            inode.EndWriting();
            if (error == Errno.None) FileEvents.Send(path, InotifyMask.IN_MODIFY);
        }

        inode.Release();
        return error;
    }

    /// <summary>ftruncate(2). EBADF or EINVAL for files that are not open for writing (POSIX allows both; Linux gives EINVAL).</summary>
    public Errno Truncate(OpenFile file, long size, long limit = long.MaxValue)
    {
        if (size < 0 || !file.CanWrite || !file.Inode.IsRegular)
        {
            return file.IsPathOnly ? Errno.EBADF : Errno.EINVAL;
        }

        Errno error = size > limit && size > file.Inode.Attributes.Size ? Errno.EFBIG : Truncate(file.Inode, size);
        if (error == Errno.None) FileEvents.Send(file.Path, InotifyMask.IN_MODIFY);
        return error;
    }

    internal Errno Truncate(Inode inode, long size)
    {
        Errno error = inode.Truncate(size);
        if (error == Errno.None)
        {
            Files.DropSetId(inode, Credentials);
        }

        return error;
    }

    private static WalkFlags FlagsOf(bool follow, bool allowEmpty) =>
        (follow ? WalkFlags.Follow : WalkFlags.None) | (allowEmpty ? WalkFlags.AllowEmpty : WalkFlags.None);

    private Errno ChangeMode(Path path, StatMode mode)
    {
        Inode inode = path.Inode;
        if (path.Mount.IsReadOnly)
        {
            return Errno.EROFS;
        }

        if (inode.IsSymbolicLink)
        {
            return Errno.EOPNOTSUPP;
        }

        InodeAttributes present = inode.Attributes;
        if (!Permissions.IsOwner(present, Credentials))
        {
            return Errno.EPERM;
        }

        mode &= StatMode.Permissions;
        if (!Credentials.Has(Capability.CAP_FSETID) && !Credentials.IsInGroup(present.GroupId))
        {
            mode &= ~StatMode.S_ISGID;
        }

        const StatMode Execution = StatMode.S_IXUSR | StatMode.S_IXGRP | StatMode.S_IXOTH;
        if (inode.Pages is { CanBeSealed: true } pages && (pages.Seals & Seals.F_SEAL_EXEC) != 0 && ((mode ^ present.Mode) & Execution) != 0)
        {
            return Errno.EPERM;
        }

        Timespec now = FileTime.Now;
        using (SpinLock<InodeAttributes>.Guard attributes = inode.LockAttributes())
        {
            attributes.Value.Mode = attributes.Value.Type | mode;
            attributes.Value.ChangeTime = now;
        }

        FileEvents.Send(path, InotifyMask.IN_ATTRIB);
        return inode.AttributesChanged();
    }

    private Errno ChangeOwner(Path path, uint userId, uint groupId)
    {
        const uint Same = uint.MaxValue;
        Inode inode = path.Inode;
        if (path.Mount.IsReadOnly)
        {
            return Errno.EROFS;
        }

        InodeAttributes present = inode.Attributes;
        bool isOwner = Credentials.FileSystemUserId == present.UserId;
        bool mayUser = userId == Same || (isOwner && userId == present.UserId);
        bool mayGroup = groupId == Same || (isOwner && (groupId == present.GroupId || Credentials.IsInGroup(groupId)));
        if (!Credentials.Has(Capability.CAP_CHOWN) && !(mayUser && mayGroup))
        {
            return Errno.EPERM;
        }

        // To take set-id bits away is to change the mode, which only the owner may.
        StatMode mode = inode.IsDirectory ? present.Mode : Files.WithoutSetId(present, Credentials);
        if (mode != present.Mode && !Permissions.IsOwner(present, Credentials))
        {
            return Errno.EPERM;
        }

        if (mode != present.Mode && groupId != Same && !Files.MaySetGroupId(groupId, Credentials))
        {
            mode &= ~StatMode.S_ISGID;
        }

        Timespec now = FileTime.Now;
        using (SpinLock<InodeAttributes>.Guard attributes = inode.LockAttributes())
        {
            ref InodeAttributes value = ref attributes.Value;
            value.UserId = userId == Same ? value.UserId : userId;
            value.GroupId = groupId == Same ? value.GroupId : groupId;
            value.ChangeTime = now;
            value.Mode = mode;
        }

        FileEvents.Send(path, InotifyMask.IN_ATTRIB);
        return inode.AttributesChanged();
    }

    private Errno SetTimes(Path path, Timespec access, Timespec modify)
    {
        bool bothOmitted = access.tv_nsec == Timespec.UTIME_OMIT && modify.tv_nsec == Timespec.UTIME_OMIT;
        if (!IsValid(access) || !IsValid(modify))
        {
            return Errno.EINVAL;
        }

        if (bothOmitted)
        {
            return Errno.None;
        }

        Inode inode = path.Inode;
        if (path.Mount.IsReadOnly)
        {
            return Errno.EROFS;
        }

        InodeAttributes present = inode.Attributes;
        if (!Permissions.IsOwner(present, Credentials))
        {
            // Setting both to the present is what any write does, so write permission suffices for it.
            bool bothNow = access.tv_nsec == Timespec.UTIME_NOW && modify.tv_nsec == Timespec.UTIME_NOW;
            Errno error = bothNow ? Permissions.Check(present, Credentials, AccessMode.W_OK) : Errno.EPERM;
            if (error != Errno.None)
            {
                return error;
            }
        }

        Timespec now = FileTime.Now;
        using (SpinLock<InodeAttributes>.Guard attributes = inode.LockAttributes())
        {
            ref InodeAttributes value = ref attributes.Value;
            value.AccessTime = Choose(access, value.AccessTime, now);
            value.ModifyTime = Choose(modify, value.ModifyTime, now);
            value.ChangeTime = now;
        }

        FileEvents.Send(path, InotifyMask.IN_ATTRIB);
        return inode.AttributesChanged();
    }

    private static bool IsValid(in Timespec time) =>
        time.tv_nsec is (>= 0 and < 1_000_000_000) or Timespec.UTIME_NOW or Timespec.UTIME_OMIT;

    private static Timespec Choose(in Timespec wanted, in Timespec present, in Timespec now) => wanted.tv_nsec switch
    {
        Timespec.UTIME_NOW => now,
        Timespec.UTIME_OMIT => present,
        _ => wanted,
    };
}

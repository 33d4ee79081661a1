// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>mkdir(2), unlink(2), rename(2), link(2) and others that make, change and remove names.</summary>
internal static class Names
{
    internal static Result<long> mkdirat(in SyscallContext context, int directory, ulong path, StatMode mode)
    {
        Errno error = Resolve(context, directory, path, out FileView view, out ReadOnlySpan<byte> name);
        return SyscallContext.Done(error == Errno.None ? view.MakeDirectory(name, mode & StatMode.Permissions) : error);
    }

    internal static Result<long> mknodat(in SyscallContext context, int directory, ulong path, StatMode mode, ulong device)
    {
        Errno error = Resolve(context, directory, path, out FileView view, out ReadOnlySpan<byte> name);
        return SyscallContext.Done(error == Errno.None ? view.MakeNode(name, mode, device) : error);
    }

    internal static Result<long> rmdir(in SyscallContext context, ulong path)
    {
        Errno error = context.ReadPath(path, out ReadOnlySpan<byte> name);
        return SyscallContext.Done(error == Errno.None ? context.Files.RemoveDirectory(name) : error);
    }

    internal static Result<long> unlinkat(in SyscallContext context, int directory, ulong path, AtFlags flags)
    {
        if ((flags & ~AtFlags.AT_REMOVEDIR) != 0) return Errno.EINVAL;
        Errno error = Resolve(context, directory, path, out FileView view, out ReadOnlySpan<byte> name);
        if (error != Errno.None) return error;
        return SyscallContext.Done((flags & AtFlags.AT_REMOVEDIR) != 0 ? view.RemoveDirectory(name) : view.Unlink(name));
    }

    internal static Result<long> renameat2(in SyscallContext context, int oldDirectory, ulong oldPath, int newDirectory, ulong newPath, RenameFlags flags)
    {
        Errno error = FileView.CheckRenameFlags(flags);
        if (error != Errno.None) return error;
        error = ResolveTwo(context, oldDirectory, oldPath, newDirectory, newPath, out FileView oldView, out ReadOnlySpan<byte> oldName, out FileView newView, out ReadOnlySpan<byte> newName);
        return SyscallContext.Done(error == Errno.None ? newView.Rename(oldView, oldName, newName, flags) : error);
    }

    internal static Result<long> linkat(in SyscallContext context, int oldDirectory, ulong oldPath, int newDirectory, ulong newPath, AtFlags flags)
    {
        if ((flags & ~(AtFlags.AT_SYMLINK_FOLLOW | AtFlags.AT_EMPTY_PATH)) != 0) return Errno.EINVAL;
        bool allowEmpty = (flags & AtFlags.AT_EMPTY_PATH) != 0;
        if (allowEmpty && !context.Credentials.Has(Capability.CAP_DAC_READ_SEARCH)) return Errno.ENOENT;
        Errno error = ResolveTwo(context, oldDirectory, oldPath, newDirectory, newPath, out FileView oldView, out ReadOnlySpan<byte> oldName, out FileView newView, out ReadOnlySpan<byte> newName, allowEmpty);
        if (error != Errno.None) return error;
        return SyscallContext.Done(newView.Link(oldView, oldName, newName, (flags & AtFlags.AT_SYMLINK_FOLLOW) != 0, allowEmpty));
    }

    internal static Result<long> symlinkat(in SyscallContext context, ulong target, int directory, ulong path)
    {
        Errno error = context.ReadPath(target, out ReadOnlySpan<byte> text, slot: 1);
        if (error != Errno.None) return error;
        error = Resolve(context, directory, path, out FileView view, out ReadOnlySpan<byte> name);
        return SyscallContext.Done(error == Errno.None ? view.MakeSymbolicLink(text, name) : error);
    }

    internal static Result<long> readlinkat(in SyscallContext context, int directory, ulong path, ulong buffer, int size)
    {
        if (size <= 0) return Errno.EINVAL;
        Errno error = context.ReadPath(path, out ReadOnlySpan<byte> name, allowEmpty: true);
        if (error != Errno.None) return error;
        if (name.IsEmpty && directory == FileConstants.AT_FDCWD) return Errno.ENOENT;
        if (!context.FilesAt(directory, name).Try(out FileView view, out error)) return error;
        if (!view.ReadLink(name).Try(out byte[] text, out error)) return error;
        ReadOnlySpan<byte> shown = text.AsSpan(0, Math.Min(text.Length, size));
        error = UserMemory.CopyOut(new VirtualAddress(buffer), shown);
        return error == Errno.None ? shown.Length : error;
    }

    internal static Result<long> fchmodat(in SyscallContext context, int directory, ulong path, StatMode mode, AtFlags flags = AtFlags.None)
    {
        if ((flags & ~(AtFlags.AT_SYMLINK_NOFOLLOW | AtFlags.AT_EMPTY_PATH)) != 0) return Errno.EINVAL;
        bool allowEmpty = (flags & AtFlags.AT_EMPTY_PATH) != 0;
        Errno error = Resolve(context, directory, path, out FileView view, out ReadOnlySpan<byte> name, allowEmpty);
        return SyscallContext.Done(error == Errno.None ? view.ChangeMode(name, mode, (flags & AtFlags.AT_SYMLINK_NOFOLLOW) == 0, allowEmpty) : error);
    }

    internal static Result<long> fchmod(in SyscallContext context, int descriptor, StatMode mode)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            return SyscallContext.Done(context.Files.ChangeMode(file, mode));
        }
    }

    internal static Result<long> fchownat(in SyscallContext context, int directory, ulong path, uint user, uint group, AtFlags flags)
    {
        if ((flags & ~(AtFlags.AT_SYMLINK_NOFOLLOW | AtFlags.AT_EMPTY_PATH)) != 0) return Errno.EINVAL;
        bool allowEmpty = (flags & AtFlags.AT_EMPTY_PATH) != 0;
        Errno error = Resolve(context, directory, path, out FileView view, out ReadOnlySpan<byte> name, allowEmpty);
        return SyscallContext.Done(error == Errno.None ? view.ChangeOwner(name, user, group, (flags & AtFlags.AT_SYMLINK_NOFOLLOW) == 0, allowEmpty) : error);
    }

    internal static Result<long> fchown(in SyscallContext context, int descriptor, uint user, uint group)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            return SyscallContext.Done(context.Files.ChangeOwner(file, user, group));
        }
    }

    internal static Result<long> utimensat(in SyscallContext context, int directory, ulong path, ulong times, AtFlags flags)
    {
        Timespec access = new(0, Timespec.UTIME_NOW);
        Timespec modify = access;
        if (times != 0)
        {
            Errno fault = SyscallContext.Read(times, out access);
            if (fault == Errno.None) fault = SyscallContext.Read(times + 16, out modify);
            if (fault != Errno.None) return fault;
            if (access.tv_nsec == Timespec.UTIME_OMIT && modify.tv_nsec == Timespec.UTIME_OMIT) return 0;
        }

        return SetTimes(context, directory, path, access, modify, flags);
    }

    /// <summary>utimes(2) and futimesat(2): the same in microseconds.</summary>
    internal static Result<long> futimesat(in SyscallContext context, int directory, ulong path, ulong times)
    {
        Timespec access = new(0, Timespec.UTIME_NOW);
        Timespec modify = access;
        if (times != 0)
        {
            Errno fault = SyscallContext.Read(times, out Timeval first);
            if (fault != Errno.None) return fault;
            fault = SyscallContext.Read(times + 16, out Timeval second);
            if (fault != Errno.None) return fault;
            if ((ulong)first.tv_usec >= 1_000_000 || (ulong)second.tv_usec >= 1_000_000) return Errno.EINVAL;
            access = new Timespec(first.tv_sec, first.tv_usec * 1000);
            modify = new Timespec(second.tv_sec, second.tv_usec * 1000);
        }

        return SetTimes(context, directory, path, access, modify, AtFlags.None);
    }

    /// <summary>utime(2): the same in seconds.</summary>
    internal static Result<long> utime(in SyscallContext context, ulong path, ulong times)
    {
        Timespec access = new(0, Timespec.UTIME_NOW);
        Timespec modify = access;
        if (times != 0)
        {
            Errno fault = SyscallContext.Read(times, out long first);
            if (fault != Errno.None) return fault;
            fault = SyscallContext.Read(times + 8, out long second);
            if (fault != Errno.None) return fault;
            access = new Timespec(first, 0);
            modify = new Timespec(second, 0);
        }

        return SetTimes(context, FileConstants.AT_FDCWD, path, access, modify, AtFlags.None);
    }

    private static Result<long> SetTimes(in SyscallContext context, int directory, ulong path, Timespec access, Timespec modify, AtFlags flags)
    {
        if ((flags & ~(AtFlags.AT_SYMLINK_NOFOLLOW | AtFlags.AT_EMPTY_PATH)) != 0) return Errno.EINVAL;
        Errno error;
        if (path == 0 && directory != FileConstants.AT_FDCWD)
        {
            if (flags != 0) return Errno.EINVAL;
            if (!context.GetFile(directory).Try(out OpenFile file, out error)) return error;
            using (file)
            {
                return SyscallContext.Done(context.Files.SetTimes(file, access, modify));
            }
        }

        bool allowEmpty = (flags & AtFlags.AT_EMPTY_PATH) != 0;
        error = Resolve(context, directory, path, out FileView view, out ReadOnlySpan<byte> name, allowEmpty);
        return SyscallContext.Done(error == Errno.None ? view.SetTimes(name, access, modify, (flags & AtFlags.AT_SYMLINK_NOFOLLOW) == 0, allowEmpty) : error);
    }

    private static Errno Resolve(in SyscallContext context, int directory, ulong path, out FileView view, out ReadOnlySpan<byte> name, bool allowEmpty = false)
    {
        view = default;
        Errno error = context.ReadPath(path, out name, allowEmpty: allowEmpty);
        return error != Errno.None || context.FilesAt(directory, name).Try(out view, out error) ? error : error;
    }

    private static Errno ResolveTwo(in SyscallContext context, int oldDirectory, ulong oldPath, int newDirectory, ulong newPath, out FileView oldView, out ReadOnlySpan<byte> oldName, out FileView newView, out ReadOnlySpan<byte> newName, bool allowEmpty = false)
    {
        oldView = default;
        newView = default;
        newName = default;
        Errno error = context.ReadPath(oldPath, out oldName, slot: 0, allowEmpty);
        if (error == Errno.None) error = context.ReadPath(newPath, out newName, slot: 1);
        if (error != Errno.None) return error;
        if (!context.FilesAt(oldDirectory, oldName).Try(out oldView, out error)) return error;
        if (context.FilesAt(newDirectory, newName).Try(out newView, out error)) return Errno.None;
        // The old name is walked before anybody looks at the new directory.
        Errno first = oldView.CheckParent(oldName);
        return first != Errno.None ? first : error;
    }
}

// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>open(2), close(2), lseek(2), dup(2), fcntl(2), ioctl(2) and pipe(2): what makes and changes descriptors.</summary>
internal static class Open
{
    private const int CwdDescriptor = FileConstants.AT_FDCWD;

    internal static Result<long> open(in SyscallContext context, ulong path, OpenFlags flags, StatMode mode) =>
        openat(context, CwdDescriptor, path, flags, mode);

    internal static Result<long> creat(in SyscallContext context, ulong path, StatMode mode) =>
        openat(context, CwdDescriptor, path, OpenFlags.O_CREAT | OpenFlags.O_WRONLY | OpenFlags.O_TRUNC, mode);

    internal static Result<long> openat(in SyscallContext context, int directory, ulong path, OpenFlags flags, StatMode mode)
    {
        Errno error = FileView.CheckFlags(flags);
        if (error != Errno.None) return error;
        return OpenFile(context, directory, path, flags, mode & StatMode.Permissions, ResolveFlags.None);
    }

    internal static Result<long> openat2(in SyscallContext context, int directory, ulong path, ulong address, ulong size)
    {
        Errno error = ReadHow(address, size, out OpenHow how);
        if (error != Errno.None) return error;
        error = Check(how);
        return error != Errno.None ? error : OpenFile(context, directory, path, (OpenFlags)how.flags, (StatMode)how.mode, how.resolve);
    }

    private static Result<long> OpenFile(in SyscallContext context, int directory, ulong path, OpenFlags flags, StatMode mode, ResolveFlags resolve)
    {
        Errno error = context.ReadPath(path, out ReadOnlySpan<byte> name);
        if (error != Errno.None) return error;
        // Before the walk, so that no file is made that cannot be had.
        if (!context.Thread.Files.HasRoom(context.Process.Limits.FileLimit)) return Errno.EMFILE;
        if (!context.FilesAt(directory, name, resolve).Try(out FileView view, out error)) return error;
        if (!view.Open(name, flags, mode).Try(out OpenFile? file, out error)) return error;
        DescriptorFlags descriptorFlags = (flags & OpenFlags.O_CLOEXEC) != 0 ? DescriptorFlags.FD_CLOEXEC : DescriptorFlags.None;
        return Install(context, file!, descriptorFlags);
    }

    /// <summary>A struct that is longer than known may only have zeros there (openat2(2), Extensibility).</summary>
    private static Errno ReadHow(ulong address, ulong size, out OpenHow how)
    {
        how = default;
        if (size < OpenHow.OPEN_HOW_SIZE_VER0) return Errno.EINVAL;
        if (size > VirtualAddress.PageSize) return Errno.E2BIG;
        byte[] rest = new byte[size - OpenHow.OPEN_HOW_SIZE_VER0];
        Errno error = UserMemory.CopyIn(new VirtualAddress(address + OpenHow.OPEN_HOW_SIZE_VER0), rest);
        if (error != Errno.None) return error;
        if (rest.AsSpan().IndexOfAnyExcept((byte)0) >= 0) return Errno.E2BIG;
        return SyscallContext.Read(address, out how);
    }

    /// <summary>openat2(2) refuses what open(2) ignores.</summary>
    private static Errno Check(in OpenHow how)
    {
        const OpenFlags ForPaths = OpenFlags.O_DIRECTORY | OpenFlags.O_NOFOLLOW | OpenFlags.O_PATH | OpenFlags.O_CLOEXEC;
        const OpenFlags ForNew = OpenFlags.O_CREAT | (OpenFlags.O_TMPFILE & ~OpenFlags.O_DIRECTORY);
        const OpenFlags Known = OpenFlags.O_ACCMODE | OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_NOCTTY | OpenFlags.O_TRUNC | OpenFlags.O_APPEND
            | OpenFlags.O_NONBLOCK | OpenFlags.O_SYNC | OpenFlags.O_ASYNC | OpenFlags.O_DIRECT | OpenFlags.O_LARGEFILE | OpenFlags.O_NOATIME
            | OpenFlags.O_TMPFILE | ForPaths;
        const ResolveFlags Confining = ResolveFlags.RESOLVE_BENEATH | ResolveFlags.RESOLVE_IN_ROOT;
        if ((how.flags & ~(ulong)Known) != 0 || (how.resolve & ~ResolveFlags.Known) != 0) return Errno.EINVAL;
        if ((how.resolve & Confining) == Confining) return Errno.EINVAL;
        OpenFlags flags = (OpenFlags)how.flags;
        bool isNew = (flags & ForNew) != 0;
        if ((how.mode & ~(ulong)(isNew ? StatMode.Permissions : 0)) != 0) return Errno.EINVAL;
        if ((flags & OpenFlags.O_PATH) != 0 && (flags & ~ForPaths) != 0) return Errno.EINVAL;
        Errno error = FileView.CheckFlags(flags);
        if (error != Errno.None) return error;
        return (how.resolve & ResolveFlags.RESOLVE_CACHED) != 0 && (flags & (ForNew | OpenFlags.O_TRUNC)) != 0 ? Errno.EAGAIN : Errno.None;
    }

    internal static Result<long> close(in SyscallContext context, int descriptor) => SyscallContext.Done(context.Thread.Files.Close(descriptor));

    internal static Result<long> close_range(in SyscallContext context, uint first, uint last, uint flags)
    {
        const uint CloseOnExec = 4;
        const uint Own = 2;
        if ((flags & ~(CloseOnExec | Own)) != 0 || first > last) return Errno.EINVAL;
        FileTable files = context.Thread.Files;
        if ((flags & Own) != 0)
        {
            Unshare.UnshareFiles(context.Thread);
            files = context.Thread.Files;
        }

        foreach (int descriptor in files.Descriptors())
        {
            if ((uint)descriptor < first || (uint)descriptor > last) continue;
            _ = (flags & CloseOnExec) != 0 ? files.SetFlags(descriptor, DescriptorFlags.FD_CLOEXEC) : files.Close(descriptor);
        }

        return 0;
    }

    internal static Result<long> lseek(in SyscallContext context, int descriptor, long offset, uint whence)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            return whence > (uint)SeekWhence.SEEK_HOLE ? Errno.EINVAL : file.Seek(offset, (SeekWhence)whence);
        }
    }

    internal static Result<long> dup(in SyscallContext context, int descriptor)
    {
        if (!context.Thread.Files.Get(descriptor).Try(out OpenFile file, out Errno error)) return error;
        return Install(context, file, DescriptorFlags.None);
    }

    internal static Result<long> dup2(in SyscallContext context, int source, int target)
    {
        if (source == target)
        {
            return context.Thread.Files.GetFlags(source).Try(out _, out Errno missing) ? target : missing;
        }

        Errno error = context.Thread.Files.Duplicate(source, target, DescriptorFlags.None, context.Process.Limits.FileLimit);
        return error == Errno.None ? target : error;
    }

    internal static Result<long> dup3(in SyscallContext context, int source, int target, OpenFlags flags)
    {
        if ((flags & ~OpenFlags.O_CLOEXEC) != 0 || source == target) return Errno.EINVAL;
        DescriptorFlags descriptorFlags = flags != 0 ? DescriptorFlags.FD_CLOEXEC : DescriptorFlags.None;
        Errno error = context.Thread.Files.Duplicate(source, target, descriptorFlags, context.Process.Limits.FileLimit);
        return error == Errno.None ? target : error;
    }

    internal static Result<long> pipe2(in SyscallContext context, ulong descriptors, OpenFlags flags)
    {
        if ((flags & ~(OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK | OpenFlags.O_DIRECT)) != 0) return Errno.EINVAL;
        Credentials own = context.Credentials;
        (OpenFile Reader, OpenFile Writer) ends = KernelServices.Pipes.Create(own.FileSystemUserId, own.FileSystemGroupId, flags & (OpenFlags.O_NONBLOCK | OpenFlags.O_DIRECT));
        DescriptorFlags descriptorFlags = (flags & OpenFlags.O_CLOEXEC) != 0 ? DescriptorFlags.FD_CLOEXEC : DescriptorFlags.None;
        FileTable files = context.Thread.Files;
        if (!Install(context, ends.Reader, descriptorFlags).Try(out long reader, out Errno error))
        {
            ends.Writer.Dispose();
            return error;
        }

        if (!Install(context, ends.Writer, descriptorFlags).Try(out long writer, out error))
        {
            _ = files.Close((int)reader);
            return error;
        }

        error = SyscallContext.Write(descriptors, ((ulong)writer << 32) | (uint)reader);
        if (error == Errno.None) return 0;
        _ = files.Close((int)reader);
        _ = files.Close((int)writer);
        return error;
    }

    internal static Result<long> ioctl(in SyscallContext context, int descriptor, uint request, ulong argument)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            switch (request)
            {
                case Ioctl.FIOCLEX:
                    return SyscallContext.Done(context.Thread.Files.SetFlags(descriptor, DescriptorFlags.FD_CLOEXEC));
                case Ioctl.FIONCLEX:
                    return SyscallContext.Done(context.Thread.Files.SetFlags(descriptor, DescriptorFlags.None));
                case Ioctl.FIONBIO:
                    error = SyscallContext.Read(argument, out int isOn);
                    if (error != Errno.None) return error;
                    file.SetFlags(isOn != 0 ? file.Flags | OpenFlags.O_NONBLOCK : file.Flags & ~OpenFlags.O_NONBLOCK);
                    return 0;
                case Ioctl.FIOASYNC:
                    error = SyscallContext.Read(argument, out int isAsync);
                    if (error != Errno.None) return error;
                    bool isSame = (isAsync != 0) == ((file.Flags & OpenFlags.O_ASYNC) != 0);
                    return isSame || file.SetAsync(isAsync != 0, descriptor) ? 0 : Errno.ENOTTY;
                default:
                    return file.Control(request, argument);
            }
        }
    }

    internal static Result<long> getdents64(in SyscallContext context, int descriptor, ulong buffer, uint count, bool isOld = false)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (!file.Inode.IsDirectory) return Errno.ENOTDIR;
            DirectoryWriter writer = new(IoSink.OverUser(new VirtualAddress(buffer), Math.Min(count, int.MaxValue)), isOld);
            return file.ReadDirectory(ref writer);
        }
    }

    internal static Result<long> Duplicate(in SyscallContext context, OpenFile file, ulong minimum, DescriptorFlags flags)
    {
        long limit = context.Process.Limits.FileLimit;
        if ((int)minimum < 0 || (int)minimum >= limit) return Errno.EINVAL;
        OpenFile held = file.Acquire();
        if (context.Thread.Files.Add(held, flags, limit, (int)minimum).Try(out int descriptor, out Errno error)) return descriptor;
        held.Dispose();
        return error;
    }

    /// <summary>Gives a held file a descriptor; lets it go if there is none.</summary>
    internal static Result<long> Install(in SyscallContext context, OpenFile file, DescriptorFlags flags)
    {
        if (context.Thread.Files.Add(file, flags, context.Process.Limits.FileLimit).Try(out int descriptor, out Errno error)) return descriptor;
        file.Dispose();
        return error;
    }
}

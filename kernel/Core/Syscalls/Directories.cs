// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>chdir(2), getcwd(2), chroot(2), umask(2), mount(2), sync(2): where the process stands, and what the tree is made of.</summary>
internal static class Directories
{
    internal static Result<long> chdir(in SyscallContext context, ulong path)
    {
        Errno error = context.ReadPath(path, out ReadOnlySpan<byte> name);
        return SyscallContext.Done(error == Errno.None ? context.Files.ChangeDirectory(name) : error);
    }

    internal static Result<long> fchdir(in SyscallContext context, int descriptor)
    {
        if (!context.Thread.Files.Get(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            return SyscallContext.Done(context.Files.ChangeDirectory(file));
        }
    }

    internal static Result<long> chroot(in SyscallContext context, ulong path)
    {
        Errno error = context.ReadPath(path, out ReadOnlySpan<byte> name);
        return SyscallContext.Done(error == Errno.None ? context.Files.ChangeRoot(name) : error);
    }

    /// <summary>getcwd(2): the length with the terminating NUL.</summary>
    internal static Result<long> getcwd(in SyscallContext context, ulong buffer, ulong size)
    {
        if (!context.Thread.FileSystem.WorkingDirectoryName().Try(out byte[] name, out Errno error)) return error;
        if ((ulong)name.Length + 1 > size) return Errno.ERANGE;
        byte[] text = new byte[name.Length + 1];
        name.CopyTo(text, 0);
        error = UserMemory.CopyOut(new VirtualAddress(buffer), text);
        return error == Errno.None ? text.Length : error;
    }

    internal static Result<long> umask(in SyscallContext context, StatMode mask) => (long)context.Thread.FileSystem.SetUmask(mask);

    internal static Result<long> mount(in SyscallContext context, ulong source, ulong target, ulong type, MountFlags flags, ulong data)
    {
        // Linux takes the arguments in first, and looks at the rights after that.
        Errno error = ReadText(type, out byte[] typeName);
        if (error != Errno.None) return error;
        error = ReadText(source, out byte[] sourceName);
        if (error != Errno.None) return error;
        error = ReadText(data, out byte[] options);
        if (error != Errno.None) return error;
        error = context.ReadPath(target, out ReadOnlySpan<byte> point);
        return SyscallContext.Done(error == Errno.None ? context.Files.Mount(sourceName, point, typeName, flags, options) : error);
    }

    internal static Result<long> umount2(in SyscallContext context, ulong target, UnmountFlags flags)
    {
        const UnmountFlags Known = UnmountFlags.MNT_FORCE | UnmountFlags.MNT_DETACH | UnmountFlags.MNT_EXPIRE | UnmountFlags.UMOUNT_NOFOLLOW;
        if ((flags & ~Known) != 0) return Errno.EINVAL;
        Errno error = context.ReadPath(target, out ReadOnlySpan<byte> name);
        return SyscallContext.Done(error == Errno.None ? context.Files.Unmount(name, flags) : error);
    }

    internal static Result<long> sync(in SyscallContext context)
    {
        _ = context.Thread.FileSystem.Namespace.Synchronize();
        return 0;
    }

    internal static Result<long> syncfs(in SyscallContext context, int descriptor)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            return SyscallContext.Done(context.Thread.FileSystem.Namespace.Synchronize());
        }
    }

    internal static Result<long> fsync(in SyscallContext context, int descriptor)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            return SyscallContext.Done(file.Synchronize());
        }
    }

    private static Errno ReadText(ulong address, out byte[] text)
    {
        text = [];
        if (address == 0) return Errno.None;
        byte[] buffer = new byte[FileConstants.PATH_MAX];
        if (!UserMemory.CopyStringIn(new VirtualAddress(address), buffer).Try(out int length, out Errno error))
        {
            return error == Errno.ENAMETOOLONG ? Errno.EINVAL : error;
        }

        text = buffer.AsSpan(0, length).ToArray();
        return Errno.None;
    }
}

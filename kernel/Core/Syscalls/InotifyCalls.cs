// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Events;
using Skift.Core.Files;

namespace Skift.Core.Syscalls;

/// <summary>inotify_init(2), inotify_add_watch(2), inotify_rm_watch(2).</summary>
internal static class InotifyCalls
{
    private const InotifyMask Known = InotifyMask.IN_ALL_EVENTS | InotifyMask.IN_UNMOUNT | InotifyMask.IN_Q_OVERFLOW | InotifyMask.IN_IGNORED
        | InotifyMask.IN_ONLYDIR | InotifyMask.IN_DONT_FOLLOW | InotifyMask.IN_EXCL_UNLINK | InotifyMask.IN_MASK_CREATE | InotifyMask.IN_MASK_ADD
        | InotifyMask.IN_ISDIR | InotifyMask.IN_ONESHOT;

    internal static Result<long> inotify_init1(in SyscallContext context, int flags)
    {
        if ((flags & ~(int)(OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK)) != 0) return Errno.EINVAL;
        return EventCalls.Install(context, new InotifyFile((OpenFlags)flags & OpenFlags.O_NONBLOCK), flags);
    }

    /// <summary>inotify_add_watch(2). <c>EINVAL</c>: unknown bits or none; <c>EBADF</c>; those of finding the file; <c>EACCES</c>: not readable.</summary>
    internal static Result<long> inotify_add_watch(in SyscallContext context, int descriptor, ulong pathAddress, InotifyMask mask)
    {
        const InotifyMask Both = InotifyMask.IN_MASK_ADD | InotifyMask.IN_MASK_CREATE;
        if ((mask & ~Known) != 0 || mask == InotifyMask.None) return Errno.EINVAL;
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if ((mask & Both) == Both || file is not InotifyFile inotify) return Errno.EINVAL;
            error = context.ReadPath(pathAddress, out ReadOnlySpan<byte> name);
            if (error != Errno.None) return error;
            WalkFlags walk = (mask & InotifyMask.IN_DONT_FOLLOW) != 0 ? WalkFlags.None : WalkFlags.Follow;
            FileView view = context.Files;
            if (!view.Find(name, walk).Try(out Path path, out error)) return error;
            if ((mask & InotifyMask.IN_ONLYDIR) != 0 && !path.Inode.IsDirectory) return Errno.ENOTDIR;
            error = view.CheckPermission(path, AccessMode.R_OK);
            return error == Errno.None ? inotify.Watch(path.Inode, mask) : error;
        }
    }

    internal static Result<long> inotify_rm_watch(in SyscallContext context, int descriptor, int number)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            return file is InotifyFile inotify ? SyscallContext.Done(inotify.Remove(number)) : Errno.EINVAL;
        }
    }
}

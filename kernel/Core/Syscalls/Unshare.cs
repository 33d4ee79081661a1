// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;

namespace Skift.Core.Syscalls;

/// <summary>unshare(2): gives the caller things of its own that clone(2) made it share.</summary>
internal static class Unshare
{
    private const CloneFlags Known = CloneFlags.CLONE_THREAD | CloneFlags.CLONE_FS | CloneFlags.CLONE_NEWNS | CloneFlags.CLONE_SIGHAND
        | CloneFlags.CLONE_VM | CloneFlags.CLONE_FILES | CloneFlags.CLONE_SYSVSEM;

    /// <summary>Name spaces that Linux knows and that are not there.</summary>
    internal const CloneFlags Namespaces = CloneFlags.CLONE_NEWCGROUP | CloneFlags.CLONE_NEWUTS | CloneFlags.CLONE_NEWIPC | CloneFlags.CLONE_NEWUSER
        | CloneFlags.CLONE_NEWPID | CloneFlags.CLONE_NEWNET;

    [Missing("name spaces other than `CLONE_NEWNS`")]
    internal static Result<long> unshare(in SyscallContext context, CloneFlags flags)
    {
        if ((flags & Namespaces) != 0) return MissingFlags.Refuse("unshare", NameOf(flags), Errno.EINVAL);
        if ((flags & ~Known) != 0) return Errno.EINVAL;
        // What the threads of a process share for good; one that is alone has it for itself.
        const CloneFlags OfThreads = CloneFlags.CLONE_THREAD | CloneFlags.CLONE_SIGHAND | CloneFlags.CLONE_VM;
        if ((flags & OfThreads) != 0 && context.Process.Threads.Length > 1) return Errno.EINVAL;
        bool hasOwnMounts = (flags & CloneFlags.CLONE_NEWNS) != 0;
        if (hasOwnMounts && !context.Credentials.IsPrivileged) return Errno.EPERM;
        if ((flags & (CloneFlags.CLONE_FS | CloneFlags.CLONE_NEWNS)) != 0) UnshareTree(context.Thread, hasOwnMounts);
        if ((flags & CloneFlags.CLONE_FILES) != 0) UnshareFiles(context.Thread);
        return 0;
    }

    /// <summary>The first of the name spaces that are asked for and not there.</summary>
    internal static string NameOf(CloneFlags flags) => (flags & Namespaces) switch
    {
        CloneFlags found when (found & CloneFlags.CLONE_NEWUSER) != 0 => "CLONE_NEWUSER",
        CloneFlags found when (found & CloneFlags.CLONE_NEWPID) != 0 => "CLONE_NEWPID",
        CloneFlags found when (found & CloneFlags.CLONE_NEWNET) != 0 => "CLONE_NEWNET",
        CloneFlags found when (found & CloneFlags.CLONE_NEWUTS) != 0 => "CLONE_NEWUTS",
        CloneFlags found when (found & CloneFlags.CLONE_NEWIPC) != 0 => "CLONE_NEWIPC",
        _ => "CLONE_NEWCGROUP",
    };

    /// <summary>Descriptors of its own.</summary>
    internal static void UnshareFiles(UserThread thread)
    {
        FileTable files = thread.Files;
        if (!files.IsShared) return;
        thread.Files = files.Clone();
        if (thread.IsFirst) thread.Process.Files = thread.Files;
        files.Release();
    }

    private static void UnshareTree(UserThread thread, bool withMounts)
    {
        FileSystemContext tree = thread.FileSystem;
        if (!tree.IsShared && !withMounts) return;
        FileSystemContext own = tree.Clone();
        if (withMounts) own.UnshareMounts();
        thread.FileSystem = own;
        if (thread.IsFirst) thread.Process.FileSystem = own;
        tree.Release();
    }
}

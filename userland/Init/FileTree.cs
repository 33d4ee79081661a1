// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace Skift.Init;

/// <summary>The file systems that every program counts on.</summary>
internal static class FileTree
{
    public static void Mount()
    {
        MountOne("proc", "/proc", "proc", MountFlags.MS_NOSUID | MountFlags.MS_NODEV | MountFlags.MS_NOEXEC);
        MountOne("devtmpfs", "/dev", "devtmpfs", MountFlags.MS_NOSUID);
        MountOne("tmpfs", "/tmp", "tmpfs", MountFlags.MS_NOSUID | MountFlags.MS_NODEV);
    }

    private static void MountOne(string source, string target, string type, MountFlags flags)
    {
        _ = Posix.Mkdir(target, (StatMode)0x1ED);
        Errno error = Posix.Mount(source, target, type, flags);

        // EBUSY: the kernel mounted it before us.
        if (error is not (Errno.None or Errno.EBUSY))
        {
            Report.Error("cannot mount " + target, error);
        }
    }
}

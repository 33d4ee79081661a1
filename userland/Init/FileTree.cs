// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace Skift.Init;

/// <summary>The file systems that every program counts on, beside /dev and /proc, which the kernel has mounted.</summary>
internal static class FileTree
{
    public static void Mount()
    {
        MountOne("sysfs", "/sys", "sysfs", MountFlags.MS_NOSUID | MountFlags.MS_NODEV | MountFlags.MS_NOEXEC);

        // The group that owns terminals is 5 by custom; anybody may open /dev/ptmx.
        MountOne("devpts", "/dev/pts", "devpts", MountFlags.MS_NOSUID | MountFlags.MS_NOEXEC, "gid=5,mode=620,ptmxmode=666");
        MountOne("tmpfs", "/dev/shm", "tmpfs", MountFlags.MS_NOSUID | MountFlags.MS_NODEV);
        MountOne("tmpfs", "/tmp", "tmpfs", MountFlags.MS_NOSUID | MountFlags.MS_NODEV);
    }

    private static void MountOne(string source, string target, string type, MountFlags flags, string options = "")
    {
        _ = Posix.Mkdir(target, (StatMode)0x1ED);
        Errno error = Posix.Mount(source, target, type, flags, options);
        if (error != Errno.None)
        {
            Report.Error("cannot mount " + target, error);
        }
    }
}

// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/stat.h: names relative to a directory.</summary>
public static unsafe partial class C
{
    [RuntimeExport("mknodat")]
    public static int mknodat(int directory, byte* path, uint mode, ulong device) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.mknodat, directory, (long)path, mode, (long)device));

    [RuntimeExport("mkfifoat")]
    public static int mkfifoat(int directory, byte* path, uint mode) => mknodat(directory, path, mode | (uint)StatMode.S_IFIFO, 0);

    /// <summary>With AT_SYMLINK_NOFOLLOW a link is EOPNOTSUPP, since links have no mode of their own.</summary>
    [RuntimeExport("fchmodat")]
    public static int fchmodat(int directory, byte* path, uint mode, int flags)
    {
        const int NoFollow = 0x100;
        if (flags == 0)
        {
            return (int)Error.Answer(Syscall.Invoke(SystemCall.fchmodat, directory, (long)path, mode));
        }

        if (flags != NoFollow)
        {
            return Error.Set(Errno.EINVAL);
        }

        Stat stat;
        if (Error.Answer(Syscall.Invoke(SystemCall.newfstatat, directory, (long)path, (long)&stat, NoFollow)) < 0)
        {
            return -1;
        }

        return (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFLNK ? Error.Set(Errno.EOPNOTSUPP)
            : (int)Error.Answer(Syscall.Invoke(SystemCall.fchmodat, directory, (long)path, mode));
    }

    [RuntimeExport("lchmod")]
    public static int lchmod(byte* path, uint mode)
    {
        const int CurrentDirectory = -100, NoFollow = 0x100;
        return fchmodat(CurrentDirectory, path, mode, NoFollow);
    }
}

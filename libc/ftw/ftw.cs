// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>ftw.h: a call for each file of a tree (POSIX.1-2024 nftw()).</summary>
public static unsafe partial class C
{
    /// <summary>C's struct FTW.</summary>
    public struct TreePlace
    {
        public int Base;
        public int Level;
    }

    /// <summary>Both kinds of function take the same first three arguments, and what takes no fourth does not look at it.</summary>
    [RuntimeExport("ftw")]
    public static int ftw(byte* path, delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, Stat*, int, TreePlace*, int> visit, int descriptors) =>
        WalkTree(path, visit, 0, isOld: true);

    /// <summary>What the function answered if that is not 0; -1 with errno if the tree could not be read.</summary>
    [RuntimeExport("nftw")]
    public static int nftw(byte* path, delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, Stat*, int, TreePlace*, int> visit, int descriptors, int flags) =>
        WalkTree(path, visit, flags, isOld: false);

    private static int WalkTree(byte* path, delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, Stat*, int, TreePlace*, int> visit, int flags, bool isOld)
    {
        const int ChangeDirectory = 4;
        nuint length = strlen(path);
        if (length >= FileConstants.PATH_MAX)
        {
            return Error.Set(Errno.ENAMETOOLONG);
        }

        byte* buffer = stackalloc byte[FileConstants.PATH_MAX + 1];
        memcpy(buffer, path, length + 1);
        while (length > 1 && buffer[length - 1] == '/')
        {
            buffer[--length] = 0;
        }

        int home = (flags & ChangeDirectory) != 0 ? open(Literal("."u8), (int)(OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_CLOEXEC), 0) : -1;
        if ((flags & ChangeDirectory) != 0 && home < 0)
        {
            return -1;
        }

        TreeWalk walk = new() { Path = buffer, Visit = visit, Flags = flags, IsOld = isOld, Home = home };
        int result = walk.Enter((int)length, 0, null);
        if (home >= 0)
        {
            int error = Error.Current;
            _ = fchdir(home);
            _ = Syscall.Invoke(SystemCall.close, home);
            Error.Current = error;
        }

        return result;
    }
}

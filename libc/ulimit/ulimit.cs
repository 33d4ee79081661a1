// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>ulimit.h. Variadic in C, but its argument is in the same register either way.</summary>
public static unsafe partial class C
{
    /// <summary>The greatest size of a file in blocks of 512 bytes, read (1) or set (2); EINVAL for another command.</summary>
    [RuntimeExport("ulimit")]
    public static long ulimit(int command, long blocks)
    {
        const int Read = 1, Set = 2, BlockSize = 512;
        if (command is not Read and not Set)
        {
            return Error.Set(Errno.EINVAL);
        }

        ResourceLimit limit;
        if (getrlimit((int)Resource.RLIMIT_FSIZE, &limit) < 0)
        {
            return -1;
        }

        if (command == Set)
        {
            limit.rlim_cur = (ulong)blocks * BlockSize;
            if (setrlimit((int)Resource.RLIMIT_FSIZE, &limit) < 0)
            {
                return -1;
            }
        }

        return limit.rlim_cur == ResourceLimit.RLIM_INFINITY ? long.MaxValue : (long)(limit.rlim_cur / BlockSize);
    }
}

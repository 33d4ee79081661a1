// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/statvfs.h, from what the kernel says of a file system.</summary>
public static unsafe partial class C
{
    [RuntimeExport("fstatfs")]
    public static int fstatfs(int fd, void* buffer) => (int)Error.Answer(Syscall.Invoke(SystemCall.fstatfs, fd, (long)buffer));

    /// <summary>C's struct statvfs.</summary>
    public struct StatVfs
    {
        public ulong BlockSize;
        public ulong FragmentSize;
        public ulong Blocks;
        public ulong FreeBlocks;
        public ulong AvailableBlocks;
        public ulong Files;
        public ulong FreeFiles;
        public ulong AvailableFiles;
        public ulong Id;
        public ulong Flags;
        public ulong LongestName;
        public uint Type;
        public fixed int Spare[5];
    }

    /// <summary>The kernel's struct statfs, by words.</summary>
    private struct KernelStatFs
    {
        public fixed ulong Words[15];
    }

    [RuntimeExport("statvfs")]
    public static int statvfs(byte* path, StatVfs* result)
    {
        KernelStatFs answer = default;
        return FillStatVfs(Syscall.Invoke(SystemCall.statfs, (long)path, (long)&answer), &answer, result);
    }

    [RuntimeExport("fstatvfs")]
    public static int fstatvfs(int fd, StatVfs* result)
    {
        KernelStatFs answer = default;
        return FillStatVfs(Syscall.Invoke(SystemCall.fstatfs, fd, (long)&answer), &answer, result);
    }

    private static int FillStatVfs(long status, KernelStatFs* answer, StatVfs* result)
    {
        if (Error.Answer(status) < 0)
        {
            return -1;
        }

        ulong* words = answer->Words;
        *result = default;
        result->Type = (uint)words[0];
        result->BlockSize = words[1];
        result->FragmentSize = words[9] == 0 ? words[1] : words[9];
        result->Blocks = words[2];
        result->FreeBlocks = words[3];
        result->AvailableBlocks = words[4];
        result->Files = words[5];
        result->FreeFiles = words[6];
        result->AvailableFiles = words[6];
        result->Id = words[7] & uint.MaxValue;
        result->LongestName = words[8];
        result->Flags = words[10] & ~0x20UL; // ST_VALID is the kernel's own
        return 0;
    }
}

// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Stacks of threads that were joined, kept for the next ones: to map, touch and unmap one takes longer than all else of a short thread.</summary>
/// <remarks>They are taken by exchanging words, so that threads need no lock for them.</remarks>
internal static unsafe class ThreadStacks
{
    private const int MostKept = 4;
    private const nuint LongestKept = 256 * 1024;

    private struct Words
    {
        public fixed long Blocks[MostKept];
    }

    /// <summary>Addresses of control blocks, which lie in what is kept; or 0.</summary>
    private static Words s_kept;

    private static ref long Kept(int index) => ref s_kept.Blocks[index];

    /// <summary>A mapping of that size, its guard included; its contents are what the last thread left. Null if none is kept.</summary>
    internal static byte* Take(nuint size, nuint guard)
    {
        for (int i = 0; i < MostKept; i++)
        {
            if (Volatile.Read(ref Kept(i)) == 0)
            {
                continue;
            }

            ThreadBlock* block = (ThreadBlock*)Interlocked.Exchange(ref Kept(i), 0);
            if (block != null && block->MapSize == size && block->GuardSize == guard)
            {
                return (byte*)block->Map;
            }

            if (block != null)
            {
                Release(block);
            }
        }

        return null;
    }

    /// <summary>Of a thread that is gone.</summary>
    internal static void Release(ThreadBlock* block)
    {
        for (int i = 0; i < MostKept && block->MapSize <= LongestKept; i++)
        {
            if (Interlocked.CompareExchange(ref Kept(i), (long)block, 0) == 0)
            {
                return;
            }
        }

        _ = Syscall.Invoke(SystemCall.munmap, (long)block->Map, (long)block->MapSize);
    }
}

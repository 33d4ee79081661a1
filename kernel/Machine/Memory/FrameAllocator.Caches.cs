// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Skift.Machine;

// Single frames that a CPU freed last, unmerged: most are taken again at once, and the lock of each cache is nearly always that CPU's own.
internal static unsafe partial class FrameAllocator
{
    private const int CacheSize = 62;
    private const int Batch = CacheSize / 2;

    private static Caches s_caches;

    /// <summary>Frames in all caches, roughly while others change them.</summary>
    private static long CachedFrames
    {
        get
        {
            long count = 0;
            for (int number = 0; number < Cpu.OnlineCount; number++) count += Volatile.Read(ref s_caches[number].Count);
            return count;
        }
    }

    private static bool TryTakeCached(out uint index)
    {
        ref Cache cache = ref s_caches[Native.CurrentCpuNumber()];
        cache.Lock.Acquire();
        if (cache.Count == 0) Fill(ref cache);
        bool isThere = cache.Count != 0;
        index = isThere ? cache.Frames[--cache.Count] : None;
        cache.Lock.Release();
        return isThere;
    }

    private static void PutCached(uint index)
    {
        ref Cache cache = ref s_caches[Native.CurrentCpuNumber()];
        cache.Lock.Acquire();
        if (cache.Count == CacheSize) Empty(ref cache, CacheSize - Batch);
        cache.Frames[cache.Count++] = index;
        cache.Lock.Release();
    }

    /// <summary>Gives everything back, so that neighbours can merge.</summary>
    private static void EmptyCaches()
    {
        for (int number = 0; number < Cpu.OnlineCount; number++)
        {
            ref Cache cache = ref s_caches[number];
            cache.Lock.Acquire();
            Empty(ref cache, 0);
            cache.Lock.Release();
        }
    }

    private static void Fill(ref Cache cache)
    {
        s_lock.Acquire();
        while (cache.Count < Batch)
        {
            uint index = TakeBlock(0);
            if (index == None) break;
            s_freeFrames--;
            cache.Frames[cache.Count++] = index;
        }

        s_lock.Release();
    }

    private static void Empty(ref Cache cache, int left)
    {
        s_lock.Acquire();
        while (cache.Count > left)
        {
            Free(cache.Frames[--cache.Count]);
            s_freeFrames++;
        }

        s_lock.Release();
    }

    // Four cache lines, so that CPUs do not share one.
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct Cache
    {
        internal BareLock Lock;
        internal int Count;
        internal CachedIndexes Frames;
    }

    [InlineArray(CacheSize)]
    private struct CachedIndexes
    {
        private uint _first;
    }

    [InlineArray(Cpu.Maximum)]
    private struct Caches
    {
        private Cache _first;
    }
}

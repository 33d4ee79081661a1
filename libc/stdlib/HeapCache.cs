// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>Free blocks that each thread keeps for itself, by size, so that most calls of malloc and free in a program with threads take no lock.</summary>
/// <remarks>
/// To the heap a kept block is in use. It holds the next one's address and, behind that, a mark made from its own address: a second
/// free finds the mark, by whichever thread.
/// </remarks>
internal static unsafe partial class Heap
{
    private const ulong KeptMark = 0xC0DE_CAFE_F4EE_D01D;
    private const uint KeptBytes = 64 * 1024;
    private const uint KeptBlocks = 64;

    private struct Cache
    {
        public fixed ulong First[ClassCount];
        public fixed ushort Count[ClassCount];
    }

    /// <summary>Null if there is no memory.</summary>
    internal static void* AllocateKept(nuint size)
    {
        Cache* cache = OwnCache();
        int index = ClassOf((uint)size - 1);
        if (cache == null || (cache->First[index] == 0 && !Refill(cache, index)))
        {
            return null;
        }

        ulong* block = (ulong*)cache->First[index];
        cache->First[index] = block[0];
        cache->Count[index]--;
        block[1] = 0;
        return block;
    }

    /// <summary>False if the block must go back to its span.</summary>
    private static bool TryKeep(Header* header, void* address)
    {
        ulong* block = (ulong*)address;
        if (block[1] == (KeptMark ^ (ulong)block))
        {
            Die("free(): double free detected\n");
        }

        Cache* cache = header->HasInnerAddresses != 0 ? null : OwnCache();
        uint slot = (uint)OffsetOf(header, address) / header->BlockSize;
        if (cache == null || (header->Bitmap[slot >> 6] >> (int)(slot & 63) & 1) == 0)
        {
            return false;
        }

        int index = header->Class;
        block[0] = cache->First[index];
        block[1] = KeptMark ^ (ulong)block;
        cache->First[index] = (ulong)block;
        uint most = MostKept(header->BlockSize);
        if (++cache->Count[index] > most)
        {
            GiveBack(cache, index, most / 2);
        }

        return true;
    }

    /// <summary>At a thread's end.</summary>
    internal static void ReleaseKept(ThreadBlock* thread)
    {
        Cache* cache = (Cache*)thread->HeapCache;
        if (cache == null)
        {
            return;
        }

        thread->HeapCache = null;
        for (int index = 0; index < ClassCount; index++)
        {
            GiveBack(cache, index, 0);
        }

        ReturnLocked(HeaderOf(cache), cache);
    }

    private static Cache* OwnCache()
    {
        ThreadBlock* self = ThreadStubs.Self();
        if (self->HeapCache == null)
        {
            LibraryLock.Enter(ref LibraryLocks.All.Heap);
            Cache* cache = (Cache*)AllocateSmall((uint)sizeof(Cache) - 1);
            LibraryLock.Leave(ref LibraryLocks.All.Heap);
            if (cache != null)
            {
                *cache = default;
            }

            self->HeapCache = cache;
        }

        return (Cache*)self->HeapCache;
    }

    private static uint MostKept(uint blockSize) => KeptBytes / blockSize < KeptBlocks ? KeptBytes / blockSize : KeptBlocks;

    private static bool Refill(Cache* cache, int index)
    {
        uint blockSize = BlockSizeOf(index);
        LibraryLock.Enter(ref LibraryLocks.All.Heap);
        for (uint i = MostKept(blockSize) / 4; i != uint.MaxValue; i--)
        {
            ulong* block = (ulong*)AllocateSmall(blockSize - 1);
            if (block == null)
            {
                break;
            }

            block[0] = cache->First[index];
            block[1] = KeptMark ^ (ulong)block;
            cache->First[index] = (ulong)block;
            cache->Count[index]++;
        }

        LibraryLock.Leave(ref LibraryLocks.All.Heap);
        return cache->First[index] != 0;
    }

    private static void GiveBack(Cache* cache, int index, uint kept)
    {
        LibraryLock.Enter(ref LibraryLocks.All.Heap);
        while (cache->Count[index] > kept)
        {
            ulong* block = (ulong*)cache->First[index];
            cache->First[index] = block[0];
            cache->Count[index]--;
            block[1] = 0;
            Header* header = HeaderOf(block);
            _ = IsBlock(header, block, out uint place, out byte* start);
            Return(header, start, place);
        }

        LibraryLock.Leave(ref LibraryLocks.All.Heap);
    }
}

namespace System.Runtime;

/// <summary>Whole blocks between heap and host: a few empty ones are kept for quick reuse, some as a reserve, the rest goes back.</summary>
/// <remarks>All callers hold the heap's lock.</remarks>
internal static unsafe class PagePool
{
    private const int LeastKept = 4;

    // Empty blocks are linked through their first words, which makes them dirty even if they came fresh.
    private static byte* s_free;
    private static int s_freeCount;
    private static byte* s_reserve;
    private static int s_reserveCount;

    /// <summary>Bytes of blocks and large objects in the heap now, the kept empty ones included.</summary>
    internal static nuint HostBytes { get; private set; }

    internal static byte* Take(out bool isDirty)
    {
        isDirty = true;
        if (s_free != null)
        {
            s_freeCount--;
            return Pop(ref s_free);
        }
        byte* memory = (byte*)Hooks.PagesAllocate(Block.Size);
        if (memory != null)
        {
            HostBytes += Block.Size;
            isDirty = false;
            return memory;
        }
        // The host has none left. Who may collect does that first; who holds locks and may not, gets the reserve.
        if (s_reserve == null || Hooks.MayCollect() != 0)
            return null;
        s_reserveCount--;
        return Pop(ref s_reserve);
    }

    internal static void Return(byte* memory)
    {
        Push(ref s_free, memory);
        s_freeCount++;
    }

    internal static byte* TakeLarge(nuint bytes)
    {
        byte* memory = (byte*)Hooks.PagesAllocate(bytes);
        if (memory != null)
            HostBytes += bytes;
        return memory;
    }

    internal static void ReturnLarge(byte* memory, nuint bytes)
    {
        HostBytes -= bytes;
        Hooks.PagesFree(memory, bytes);
    }

    /// <summary>After a collection: fills the reserve and gives back to the host what the next budget is unlikely to need.</summary>
    internal static void Trim(nuint liveBytes)
    {
        FillReserve();
        int keep = LeastKept + (int)(liveBytes / Block.Size / 4);
        while (s_freeCount > keep)
        {
            s_freeCount--;
            HostBytes -= Block.Size;
            Hooks.PagesFree(Pop(ref s_free), Block.Size);
        }
    }

    internal static void FillReserve()
    {
        for (int wanted = Hooks.ReserveBlocks(); s_reserveCount < wanted;)
        {
            byte* memory = Take(out _);
            if (memory == null)
                return;
            Push(ref s_reserve, memory);
            s_reserveCount++;
        }
    }

    private static void Push(ref byte* list, byte* memory)
    {
        *(byte**)memory = list;
        list = memory;
    }

    private static byte* Pop(ref byte* list)
    {
        byte* memory = list;
        list = *(byte**)memory;
        return memory;
    }
}

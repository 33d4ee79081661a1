namespace System.Runtime;

// What a collection does with each block; the world is stopped and the lock held.
internal static unsafe partial class Heap
{
    internal static void Lock() => s_lock.Acquire();

    internal static void Unlock() => s_lock.Release();

    internal static void ForgetAvailable()
    {
        for (int i = 0; i < SizeClasses.Count; i++)
            Available(i) = null;
    }

    /// <summary>Adopts the block's marks; answers the bytes alive in it.</summary>
    internal static long Sweep(Block* block)
    {
        switch (block->Status)
        {
            case Block.State.Unused:
                return 0;
            case Block.State.Large:
                return SweepLarge(block);
            case Block.State.Current:
                // Its owner goes on behind the cursor; what died before it is found when the block is full.
                block->EraseDead();
                return block->AdoptMarks() * (long)block->CellSize;
        }
        int alive = block->AdoptMarks();
        block->Cursor = 0;
        block->IsDirty = true;
        if (alive == 0)
        {
            BlockTable.Set(block->Start, Block.Size, null);
            PagePool.Return(block->Start);
            Metadata.FreeBlock(block);
            return 0;
        }
        if (alive == block->CellCount)
        {
            block->Status = Block.State.Full;
        }
        else
        {
            block->Status = Block.State.Available;
            block->Next = Available(block->SizeClass);
            Available(block->SizeClass) = block;
        }
        return alive * (long)block->CellSize;
    }

    private static long SweepLarge(Block* block)
    {
        if (block->AdoptMarks() != 0)
            return (long)block->CellSize;
        BlockTable.Set(block->Start, block->CellSize, null);
        PagePool.ReturnLarge(block->Start, block->CellSize);
        Metadata.FreeBlock(block);
        return 0;
    }
}
